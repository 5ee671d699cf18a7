//! A worker that dies between pages loses nothing, and nothing is read twice.

use std::sync::atomic::Ordering;

use casefile::{pages_of, tally};
use db::{Sql, args, testing::both};

use crate::{
    house::{House, TABLES, is_read},
    typed::typed_pages,
};

const PAGES: usize = 8;

#[test]
fn a_reading_that_is_killed_goes_on_with_the_first_page_that_is_not_read() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let file = house
            .deliver("a.pdf", &typed_pages(PAGES))
            .await
            .unwrap()
            .file;
        let (workers, before) = house.start();
        house
            .until(|app| async move {
                let tally = tally(app.db(), file).await.unwrap();
                tally.waiting + tally.shown < tally.pages
            })
            .await;
        // Dropped workers end in the middle of whatever they do, as a killed process does.
        drop(workers);
        let at_the_kill = pages_of(&db, house.matter.id).await.unwrap();
        let read: Vec<_> = at_the_kill
            .iter()
            .filter(|page| page.status == "read")
            .collect();
        assert!(!read.is_empty());
        // A page in the middle of the engine when its worker dies is read once more; no other.
        let begun = before.load(Ordering::SeqCst);
        db.exec(
            "UPDATE job SET lease_until = 1 WHERE state = 'running'",
            args![],
        )
        .await
        .unwrap();

        let (workers, after) = house.start();
        house
            .until(|app| async move { is_read(&app, file).await })
            .await;
        workers.stop().await;
        assert!(begun >= read.len());
        assert_eq!(after.load(Ordering::SeqCst), PAGES - read.len());
        let pages = pages_of(&db, house.matter.id).await.unwrap();
        assert!(pages.iter().all(|page| page.status == "read"));
        for page in read {
            let now = pages.iter().find(|now| now.id == page.id).unwrap();
            assert_eq!(
                now.revision, page.revision,
                "page {} was done again",
                page.no
            );
        }
    });
}
