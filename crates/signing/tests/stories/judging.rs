//! The verifying page: what it says of a good file, a changed one, one without signatures, and what is no PDF.

use chrono::{DateTime, FixedOffset};
use db::testing::both;
use people::Role;
use sign::{Level, Request};

use crate::papers;
use crate::pki::key;
use crate::world::{World, tables};

fn signed(world: &World, name: &str) -> Vec<u8> {
    let mut file = papers::plain();
    let at: DateTime<FixedOffset> = DateTime::from_timestamp_millis(world.office.app.now_ms())
        .unwrap()
        .with_timezone(&FixedOffset::east_opt(7 * 3_600).unwrap());
    sign::sign(&mut file, &key(name), &Request::at(at), Level::BB, None).unwrap();
    file
}

#[test]
fn every_file_gets_a_plain_answer_and_fails_closed() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut examiner = world.office.signed_in(Role::Examiner).await;
        let good = signed(&world, "rsa");
        let changed = papers::replaced(&good, b"15", b"16");
        let cases: [(&str, Vec<u8>, u16, &str); 6] = [
            ("good", good.clone(), 200, "Chữ ký hợp lệ"),
            ("changed", changed, 200, "Không hợp lệ"),
            (
                "stranger",
                signed(&world, "outsider"),
                200,
                "Chưa đủ căn cứ",
            ),
            ("revoked", signed(&world, "revoked"), 200, "đã bị thu hồi"),
            ("unsigned", papers::plain(), 200, "Không tìm thấy chữ ký số"),
            (
                "word",
                b"PK\x03\x04 khong phai pdf".to_vec(),
                422,
                "không phải PDF",
            ),
        ];
        for (name, file, status, said) in cases {
            let answer = examiner
                .upload("/signing/verify", &[], ("file", "tep.pdf", &file))
                .await;
            assert_eq!(answer.status.as_u16(), status, "{name}: {}", answer.text);
            assert!(answer.has(said), "{name}: {}", answer.text);
            assert_eq!(answer.has("verdict tone-good"), name == "good", "{name}");
        }
        let lines = "SELECT count(*) FROM audit_line WHERE action = 'signing.verified'";
        assert_eq!(world.count(lines).await, 5);
        let nothing = examiner.post("/signing/verify", &[]).await;
        assert!(nothing.status.is_client_error(), "{}", nothing.status);
    });
}
