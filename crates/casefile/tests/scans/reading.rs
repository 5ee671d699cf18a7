//! Pages appear upright, their text is found without marks, their leaves are followed.

use casefile::{find_in, pages_of, resolve_bl, words_of};
use db::testing::both;
use search::Index;

use crate::{
    house::{House, TABLES, is_read},
    typed::typed_pages,
};

#[test]
fn three_scanned_pages_become_upright_pictures_found_text_and_leaves() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let (_, reads) = house.read_three_pages().await;
        assert_eq!(reads, 3);
        let matter = house.matter.id;
        let pages = pages_of(&db, matter).await.unwrap();
        assert_eq!(
            pages.iter().map(|page| page.no).collect::<Vec<_>>(),
            [1, 2, 3]
        );
        assert!(
            pages
                .iter()
                .all(|page| page.status == "read" && page.picture.is_some() && page.h > page.w)
        );
        assert_eq!(
            pages.iter().map(|page| page.quarters).collect::<Vec<_>>(),
            [0, 2, 0]
        );

        let page = resolve_bl(&db, matter, "1").await.unwrap().unwrap();
        assert_eq!((page.no, page.bl.as_deref()), (1, Some("01")));
        assert!(resolve_bl(&db, matter, "127").await.unwrap().is_none());

        let index = house.app.get::<Index>();
        for query in [
            "quyết định tạm giữ",
            "quyet dinh tam giu",
            "\"pham toi qua tang\"",
        ] {
            let found = find_in(&db, &index, matter, query).await.unwrap();
            let hit = &found.hits[0];
            assert_eq!(hit.page, pages[2].id, "{query}");
            let words = words_of(&db, hit.page).await.unwrap();
            let rect = hit.rects.as_ref().unwrap()[0];
            let inside: Vec<&str> = words
                .iter()
                .filter(|word| rect.holds(word.rect.x0, word.rect.y0))
                .map(|word| word.text.as_str())
                .collect();
            let (said, asked) = (text::fold(&inside.join(" ")), text::fold(query));
            assert!(
                asked.contains(said.trim_matches(',')) || said.contains(asked.trim_matches('"')),
                "{query}: {said}"
            );
            assert!(!hit.marks.is_empty());
        }
        assert_eq!(
            find_in(&db, &index, matter, "không có ở đâu cả xyz")
                .await
                .unwrap()
                .total,
            0
        );
    });
}

#[test]
fn an_index_that_was_lost_is_made_again_from_the_pages() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let file = house.deliver("a.pdf", &typed_pages(3)).await.unwrap().file;
        let (workers, _) = house.start();
        house
            .until(|app| async move { is_read(&app, file).await })
            .await;
        workers.stop().await;
        let index = house.app.get::<Index>();
        index.clear().unwrap();
        index.commit().unwrap();
        // Whoever searches meanwhile is told that it is not everything.
        let refilling = index.refilling();
        let found = find_in(&db, &index, house.matter.id, "tam giu")
            .await
            .unwrap();
        assert_eq!((found.total, found.is_partial), (0, true));
        drop(refilling);
        assert_eq!(casefile::catch_up(&db, &index).await.unwrap(), 3);
        let found = find_in(&db, &index, house.matter.id, "tam giu")
            .await
            .unwrap();
        assert!(found.total > 0 && !found.is_partial);
    });
}
