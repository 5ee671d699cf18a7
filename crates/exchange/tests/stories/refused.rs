//! Bị từ chối: files that are no sheets, sheets that are secret, people who have no right.

use db::{Sql, args, testing::both};
use people::Role;

use crate::{TABLES, clerk, hand_in, office};

#[test]
fn what_is_no_sheet_or_is_secret_leaves_nothing_but_a_sentence() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let mut clerk = clerk(&office).await;
        for (name, bytes, said) in [
            ("a.xlsx", &b"%PDF-1.7"[..], "không phải bảng tính"),
            (
                "a.xlsx",
                b"PK\x03\x04xxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "có thể tệp bị hỏng",
            ),
            ("a.csv", b"", "không có dữ liệu"),
            (
                "mat.csv",
                "MẬT;;\nSố;Ngày;Nội dung\n1;2;3".as_bytes(),
                "Tài liệu mật không được đưa vào",
            ),
        ] {
            let answer = clerk
                .upload(
                    "/exchange/imports",
                    &[("kind", "reports")],
                    ("file", name, bytes),
                )
                .await;
            assert_eq!(answer.status.as_u16(), 422, "{name}");
            assert!(answer.has(said), "{name}: {}", answer.text);
        }
        let kept: i64 = db
            .one("SELECT count(*) FROM exchange_import", args![])
            .await
            .unwrap();
        assert_eq!(kept, 0);
        assert!(
            office.app.files().all().await.unwrap().is_empty(),
            "a secret file is not stored"
        );
    });
}

#[test]
fn an_import_is_its_units_own() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let mut clerk = clerk(&office).await;
        let sheet = "Số thụ lý;Ngày tiếp nhận;Nội dung\n1;1/10/2026;Mất trâu\n";
        let import = hand_in(&mut clerk, "reports", "so.csv", sheet.as_bytes()).await;
        for (role, unit) in [
            (Role::Clerk, "P68-KV04"),
            (Role::Chief, "P68"),
            (Role::Statistician, "P68-KV03"),
            (Role::ItOfficer, "P68-KV03"),
        ] {
            let mut stranger = office.signed_in_at(role, unit).await;
            for path in ["", "/sheet", "/mapping", "/faults"] {
                let answer = stranger.get(&format!("{import}{path}")).await;
                assert_eq!(answer.status.as_u16(), 403, "{role:?} {path}");
            }
            for path in ["/sheet", "/mapping", "/writing", "/undoing"] {
                let answer = stranger
                    .post(&format!("{import}{path}"), &[("reason", "x")])
                    .await;
                assert_eq!(answer.status.as_u16(), 403, "{role:?} {path}");
            }
        }
        assert!(!clerk.get("/exchange/imports").await.has("P68-KV04"));
    });
}
