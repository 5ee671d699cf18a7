//! What cannot be taken is answered in a sentence, before anything is kept.

use casefile::{Delivery, files_of, turn_away};
use db::{Sql, args, testing::both};
use people::{Actor, Role, WorkError};

use crate::{
    house::{House, TABLES, THREE_PAGES, UNIT},
    typed::typed_pages,
};

const WORD: &[u8] = include_bytes!("../../../platform/scan/tests/data/van-ban.docx");
const ENCRYPTED: &[u8] = include_bytes!("../../../platform/scan/tests/data/encrypted.pdf");

#[test]
fn broken_encrypted_empty_and_other_files_are_answered_before_anything_is_kept() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let cases: [(&str, &[u8], &str); 5] = [
            ("van-ban.docx", WORD, "hãy lưu (xuất) ra PDF"),
            ("rong.pdf", b"", "Tệp rỗng"),
            ("mat-khau.pdf", ENCRYPTED, "có đặt mật khẩu"),
            (
                "hong.pdf",
                &THREE_PAGES[..4_000],
                "bị hỏng, chỉ còn đọc được 3 trang",
            ),
            (
                "ghi-chu.txt",
                "Đây là chữ".as_bytes(),
                "chỉ nhận tệp PDF hoặc ảnh",
            ),
        ];
        for (name, bytes, expected) in cases {
            match house.deliver(name, bytes).await {
                Err(WorkError::Invalid { sentence, .. }) => {
                    assert!(sentence.contains(expected), "{name}: {sentence}")
                }
                other => panic!("{name}: {other:?}"),
            }
        }
        assert!(files_of(&db, house.matter.id).await.unwrap().is_empty());
        assert!(house.app.files().all().await.unwrap().is_empty());
    });
}

#[test]
fn a_file_of_two_thousand_pages_is_laid_out_in_order_with_pictures_queued_before_text() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let received = house
            .deliver("2000.pdf", &typed_pages(2_000))
            .await
            .unwrap();
        assert_eq!(received.pages, 2_000);
        let nos: Vec<i64> = db
            .all("SELECT no FROM casefile_page ORDER BY no", args![])
            .await
            .unwrap();
        assert_eq!(nos, (1..=2_000).collect::<Vec<i64>>());
        let kinds: Vec<String> = db
            .all("SELECT kind FROM job ORDER BY priority, id", args![])
            .await
            .unwrap();
        let pictures = kinds.iter().take_while(|kind| *kind == "casefile.prepare");
        assert_eq!((pictures.count(), kinds.len()), (20, 70));
    });
}

#[test]
fn the_same_file_is_recognised_in_the_same_matter() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        house.deliver("a.pdf", THREE_PAGES).await.unwrap();
        match house.deliver("b.pdf", THREE_PAGES).await {
            Err(WorkError::Invalid { sentence, .. }) => assert_eq!(
                sentence,
                "Tệp này đã có trong hồ sơ, tải lên ngày 20/05/2026. Không cần tải lại."
            ),
            other => panic!("{other:?}"),
        }
        assert_eq!(files_of(&db, house.matter.id).await.unwrap().len(), 1);
    });
}

#[test]
fn a_file_named_secret_leaves_only_its_line_without_name_and_content() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let (work, files) = (house.work().await, house.app.files().clone());
        let secret = Delivery {
            name: "TUYỆT MẬT.pdf".to_owned(),
            content: files.arrived(THREE_PAGES).await.unwrap(),
        };
        let said = turn_away(&work, &house.matter, &secret)
            .await
            .unwrap()
            .unwrap();
        let plain = Delivery {
            name: "Bí mật kinh doanh.pdf".to_owned(),
            content: files.arrived(b"").await.unwrap(),
        };
        assert_eq!(turn_away(&work, &house.matter, &plain).await.unwrap(), None);
        work.commit().await.unwrap();
        assert!(said.contains("Tuyệt mật"));
        let files = files_of(&db, house.matter.id).await.unwrap();
        assert_eq!(
            (
                files[0].title.as_str(),
                files[0].pages,
                files[0].state.as_str()
            ),
            ("", 0, "withheld")
        );
        assert!(house.app.files().all().await.unwrap().is_empty());
        match house.deliver("ten-khac.pdf", THREE_PAGES).await {
            Err(WorkError::Invalid { sentence, .. }) => assert!(sentence.contains("đã bị từ chối")),
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn a_statistician_may_not_bring_scans() {
    both(&TABLES, |db| async move {
        let mut house = House::open(db).await;
        house.actor = Actor::sample(Role::Statistician, UNIT);
        let refused = house.deliver("a.pdf", THREE_PAGES).await;
        assert!(
            matches!(refused, Err(WorkError::NotAllowed { .. })),
            "{refused:?}"
        );
    });
}
