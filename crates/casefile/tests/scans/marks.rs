//! Documents are marked, taken off the list and put back; a leaf is corrected by hand.

use casefile::{Mark, correct, documents_of, mark, pages_of, resolve_bl, set_removed};
use db::testing::both;
use people::WorkError;

use crate::{
    house::{House, TABLES},
    typed::typed_pages,
};

#[test]
fn a_document_is_marked_taken_off_the_list_and_put_back() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        house.deliver("a.pdf", &typed_pages(3)).await.unwrap();
        let work = house.work().await;
        let asked = Mark {
            first: 1,
            last: 2,
            title: "Biên bản tiếp nhận nguồn tin".to_owned(),
            kind: Some("bien_ban".to_owned()),
            bl: Some("01-02".to_owned()),
            ..Mark::default()
        };
        let row = mark(&work, &house.matter, None, asked.clone())
            .await
            .unwrap();
        let beyond = mark(
            &work,
            &house.matter,
            None,
            Mark {
                last: 4,
                ..asked.clone()
            },
        )
        .await;
        assert!(
            matches!(beyond, Err(WorkError::Invalid { .. })),
            "{beyond:?}"
        );
        let unnamed = mark(
            &work,
            &house.matter,
            None,
            Mark {
                title: " ".to_owned(),
                ..asked.clone()
            },
        )
        .await;
        assert!(
            matches!(unnamed, Err(WorkError::Invalid { .. })),
            "{unnamed:?}"
        );
        mark(
            &work,
            &house.matter,
            Some(row.id),
            Mark { last: 1, ..asked },
        )
        .await
        .unwrap();
        set_removed(&work, &house.matter, row.id, true)
            .await
            .unwrap();
        set_removed(&work, &house.matter, row.id, false)
            .await
            .unwrap();
        work.commit().await.unwrap();
        let kept = documents_of(&db, house.matter.id).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(
            (kept[0].first_no, kept[0].last_no, kept[0].removed_at),
            (1, 1, None)
        );
        ledger::audit::verify(&db).await.unwrap();
    });
}

#[test]
fn a_leaf_written_by_hand_is_followed_and_kept_against_the_machine() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let file = house.deliver("a.pdf", &typed_pages(3)).await.unwrap().file;
        let first = pages_of(&db, house.matter.id).await.unwrap().remove(0);
        let work = house.work().await;
        correct(&work, &house.matter, &first, "37a").await.unwrap();
        let bad = correct(&work, &house.matter, &first, "12-13").await;
        assert!(matches!(bad, Err(WorkError::Invalid { .. })), "{bad:?}");
        work.commit().await.unwrap();
        let (workers, _) = house.start();
        house
            .until(|app| async move { crate::house::is_read(&app, file).await })
            .await;
        workers.stop().await;
        let page = resolve_bl(&db, house.matter.id, "037A")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(page.id, first.id);
        assert!(
            resolve_bl(&db, house.matter.id, "1")
                .await
                .unwrap()
                .is_none()
        );
    });
}
