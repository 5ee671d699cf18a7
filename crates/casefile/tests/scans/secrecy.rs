//! A mark of secrecy that is read on the scan takes the whole file out again.

use casefile::{files_of, pages_of};
use db::{Sql, args, testing::both};

use crate::{
    house::{House, TABLES, is_read},
    typed::typed_pages,
};

const SECRET: &[u8] = include_bytes!("../data/secret.png");

#[test]
fn a_page_marked_top_secret_leaves_no_content_and_the_rest_closes_up() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let secret = house.deliver("bao cao.png", SECRET).await.unwrap().file;
        let plain = house
            .deliver("ho so.pdf", &typed_pages(3))
            .await
            .unwrap()
            .file;
        // Somebody marked words on each first page before its head was read.
        db.exec(
            "INSERT INTO casefile_mark (unit_id, id, matter_id, page_id, kind, rects, w, h, quarters, words, note, is_shared, author_id, made_at, changed_at, revision)
             SELECT unit_id, id, matter_id, id, 'khac', '[]', 0, 0, 0, 'chữ trên trang', '', FALSE, id, 0, 0, 1 FROM casefile_page WHERE file_page = 1",
            args![],
        )
        .await
        .unwrap();
        let (workers, _) = house.start();
        house
            .until(|app| async move { is_read(&app, secret).await && is_read(&app, plain).await })
            .await;
        workers.stop().await;

        let files = files_of(&db, house.matter.id).await.unwrap();
        let line = files.iter().find(|file| file.id == secret).unwrap();
        assert_eq!((line.state.as_str(), line.title.as_str()), ("withheld", ""));
        assert_eq!(line.secrecy.as_deref(), Some("Tối mật"));
        let pages = pages_of(&db, house.matter.id).await.unwrap();
        assert_eq!(
            pages.iter().map(|page| page.no).collect::<Vec<_>>(),
            [1, 2, 3]
        );
        assert!(pages.iter().all(|page| page.file_id == plain));
        let marked: Vec<uuid::Uuid> = db
            .all("SELECT page_id FROM casefile_mark", args![])
            .await
            .unwrap();
        assert_eq!(marked, [pages[0].id], "what was marked on it goes too");

        // What remains on the store: the other file, its three pictures and thumbnails.
        let kept = house.app.files().all().await.unwrap();
        assert_eq!(kept.len(), 7);
        assert!(!kept.iter().any(|id| id.to_string() == line.source));
        let titles: Vec<String> = db.all("SELECT title FROM job", args![]).await.unwrap();
        assert!(titles.iter().all(|title| !title.contains("bao cao")));
        let told: i64 = db
            .one(
                "SELECT count(*) FROM shell_notice WHERE sentence LIKE '%Tối mật%'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(told, 1);
    });
}
