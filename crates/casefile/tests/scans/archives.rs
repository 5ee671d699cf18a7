//! Archives: each member has its own answer, and what may not be kept is nowhere afterwards.

use casefile::files_of;
use db::testing::both;
use people::Role;

use crate::{
    coming::{Coming, announce, packed, registered, sent},
    house::{TABLES, THREE_PAGES},
    typed::typed_pages,
};

const SECRET: &[u8] = include_bytes!("../data/secret.png");
const ENCRYPTED: &[u8] = include_bytes!("../../../platform/scan/tests/data/encrypted.pdf");

#[test]
fn good_and_bad_members_are_each_answered_and_come_in_the_order_of_their_names() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db.clone()).await;
        let mut clerk = coming.browser().await;
        let (ten, two) = (typed_pages(1), typed_pages(2));
        let inner = packed(&[("trong.pdf", &ten)]);
        let archive = packed(&[
            ("Tập 1/10.pdf", &ten),
            ("Tập 1/2.pdf", &two),
            ("Tập 2/khóa.pdf", ENCRYPTED),
            ("Tập 2/trong nữa.zip", &inner),
            ("__MACOSX/._2.pdf", b"x"),
            ("Tập 2/ghi chú.txt", "Đây là chữ".as_bytes()),
        ]);
        let said = sent(&mut clerk, &coming.matter, "Hồ sơ.zip", &archive).await;
        let names: Vec<(&str, bool)> = said
            .iter()
            .map(|one| (one.name.as_str(), one.is_taken))
            .collect();
        assert_eq!(
            names,
            [
                ("Hồ sơ.zip › Tập 1/2.pdf", true),
                ("Hồ sơ.zip › Tập 1/10.pdf", true),
                ("Hồ sơ.zip › Tập 2/ghi chú.txt", false),
                ("Hồ sơ.zip › Tập 2/khóa.pdf", false),
                ("Hồ sơ.zip › Tập 2/trong nữa.zip", false),
            ]
        );
        for (at, words) in [
            (2, "chỉ nhận tệp PDF hoặc ảnh"),
            (3, "mật khẩu"),
            (4, "tệp nén nằm trong tệp nén"),
        ] {
            assert!(said[at].message.contains(words), "{}", said[at].message);
        }
        let kept = files_of(&db, coming.matter.id).await.unwrap();
        let titles: Vec<&str> = kept.iter().map(|file| file.title.as_str()).collect();
        assert_eq!(titles, ["2.pdf", "10.pdf"]);
        let stored = coming.office.app.files().all().await.unwrap();
        assert_eq!(stored.len(), 2, "the archive itself is not kept");
    });
}

#[test]
fn an_archive_that_cannot_be_opened_and_one_with_nothing_in_it_are_answered() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db).await;
        let mut clerk = coming.browser().await;
        let whole = packed(&[("a.pdf", THREE_PAGES)]);
        let torn = sent(
            &mut clerk,
            &coming.matter,
            "a.zip",
            &whole[..whole.len() / 2],
        )
        .await;
        assert!(torn[0].message.contains("Tệp nén bị hỏng"), "{torn:?}");
        let empty = sent(&mut clerk, &coming.matter, "b.zip", &packed(&[])).await;
        assert!(empty[0].message.contains("không có tệp nào"), "{empty:?}");
        assert_eq!(coming.count("casefile_file").await, 0);
    });
}

#[test]
fn the_same_file_in_another_matter_is_pointed_at_for_those_who_may_read_it() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db).await;
        let other = registered(&coming.office, coming.clerk, "Trộm cắp trâu").await;
        let mut clerk = coming.browser().await;
        sent(&mut clerk, &other, "a.pdf", THREE_PAGES).await;
        let mut chief = coming.office.signed_in(Role::Chief).await;
        let said = sent(&mut chief, &coming.matter, "a.pdf", THREE_PAGES).await;
        assert!(said[0].is_taken && said[0].message.contains("cũng có trong hồ sơ"));
        assert_eq!(said[0].also[0].href, other.href());
        // The clerk may bring scans and not read the file: nothing is told of the other matter.
        let third = registered(&coming.office, coming.clerk, "Vụ khác").await;
        let said = sent(&mut clerk, &third, "a.pdf", THREE_PAGES).await;
        assert!(said[0].is_taken && said[0].also.is_empty(), "{said:?}");
    });
}

#[test]
fn a_secret_member_of_an_archive_is_nowhere_after_it_was_read() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db.clone()).await;
        let mut clerk = coming.browser().await;
        let plain = typed_pages(1);
        let archive = packed(&[
            ("bao cao la.png", SECRET),
            ("TUYỆT MẬT/x.pdf", &plain),
            ("b.pdf", &plain),
        ]);
        let said = sent(&mut clerk, &coming.matter, "Nộp.zip", &archive).await;
        assert_eq!(
            said.iter().filter(|one| one.is_taken).count(),
            2,
            "{said:?}"
        );
        assert!(!said.iter().any(|one| one.name.contains("MẬT")), "{said:?}");
        coming.read_all().await;
        let middle = &SECRET[SECRET.len() / 2..SECRET.len() / 2 + 64];
        assert_eq!(coming.holding(middle), Vec::<std::path::PathBuf>::new());
        let dump = db::Dump::table(&db, "casefile_sending").await.unwrap();
        assert!(!format!("{dump:?}").contains("bao cao la"), "{dump:?}");
        let names: Vec<String> = files_of(&db, coming.matter.id)
            .await
            .unwrap()
            .into_iter()
            .map(|f| f.title)
            .collect();
        assert!(
            names.iter().all(|name| name.is_empty() || name == "b.pdf"),
            "{names:?}"
        );
        // It is known again in every other matter, before it is kept.
        let other = registered(&coming.office, coming.clerk, "Vụ khác").await;
        let again = sent(&mut clerk, &other, "khac.png", SECRET).await;
        assert!(
            again[0].is_secret
                && again[0]
                    .message
                    .contains("người quản lý tài liệu bí mật nhà nước")
        );
        assert_eq!(coming.holding(middle), Vec::<std::path::PathBuf>::new());
    });
}

#[test]
fn a_name_with_a_mark_of_secrecy_is_answered_before_a_byte_is_sent() {
    both(&TABLES, |db| async move {
        let coming = Coming::open(db.clone()).await;
        let mut clerk = coming.browser().await;
        let said = announce(&mut clerk, &coming.matter, "TỐI MẬT.pdf", 10).await;
        assert!(said.has("\"is_taken\":false"), "{}", said.text);
        assert!(
            said.has("người quản lý tài liệu bí mật nhà nước"),
            "{}",
            said.text
        );
        assert_eq!(coming.count("casefile_sending").await, 0);
        let line = &files_of(&db, coming.matter.id).await.unwrap()[0];
        assert_eq!((line.state.as_str(), line.title.as_str()), ("withheld", ""));
        // The register line names no content that could come later.
        let plain = sent(&mut clerk, &coming.matter, "a.pdf", THREE_PAGES).await;
        assert!(plain[0].is_taken);
    });
}
