//! A sheet that was scanned twice is told before anything is accepted; what the page knows of itself is shown.

use casefile::proposed::{order_file, papers_of, twice};
use db::{Db, Sql, args, testing::both};
use scan::{Rect, Word};
use uuid::Uuid;

use crate::{
    house::{House, NOW, TABLES, is_read},
    typed::typed_pages,
};

fn words(number: &str) -> String {
    let text = format!(
        "Số {number} QUYẾT ĐỊNH KHỞI TỐ BỊ CAN Căn cứ các điều 36 và 179 Bộ luật Tố tụng hình sự xét thấy có đủ căn cứ để xác định \
         người có tên dưới đây đã thực hiện hành vi phạm tội quy định tại khoản 2 Điều 178 Bộ luật Hình sự"
    );
    let words: Vec<Word> = text
        .split(' ')
        .enumerate()
        .map(|(at, text)| {
            let (x, y) = (100 + 90 * (at as i32 % 10), 300 + 40 * (at as i32 / 10));
            Word {
                text: text.to_owned(),
                rect: Rect::from([x, y, x + 80, y + 20]),
                confidence: 95,
                line: at as u32 / 10,
            }
        })
        .collect();
    serde_json::to_string(&words).unwrap()
}

/// Two pages with one picture, that say this.
async fn two_pages(db: &Db, file: Uuid, said: [&str; 2]) -> Vec<Uuid> {
    let ids: Vec<Uuid> = db
        .all(
            "SELECT id FROM casefile_page WHERE file_id = $1 ORDER BY no",
            args![file],
        )
        .await
        .unwrap();
    let picture: Option<String> = db
        .one(
            "SELECT picture FROM casefile_page WHERE id = $1",
            args![ids[0]],
        )
        .await
        .unwrap();
    for (id, said) in ids.iter().zip(said) {
        db.exec(
            "UPDATE casefile_page SET picture = $1, word_print = $2, blank = FALSE WHERE id = $3",
            args![picture.as_deref(), "0123456789abcdef".repeat(8), *id],
        )
        .await
        .unwrap();
        db.exec(
            "UPDATE casefile_text SET words = $1 WHERE page_id = $2",
            args![words(said), *id],
        )
        .await
        .unwrap();
    }
    ids
}

#[test]
fn a_sheet_scanned_twice_is_told_and_a_form_with_another_number_is_not() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let delivered = house.deliver("a.pdf", &typed_pages(2)).await.unwrap();
        let (workers, _) = house.start();
        house
            .until(|app| async move { is_read(&app, delivered.file).await })
            .await;
        workers.stop().await;
        let (file, files) = (delivered.file, house.app.files());

        let ids = two_pages(&db, file, ["360", "360"]).await;
        let found = twice::find(&db, files, file).await.unwrap();
        let told: Vec<(i64, Uuid)> = found.iter().map(|one| (one.page, one.earlier)).collect();
        assert_eq!(told, [(2, ids[0])]);
        order_file(&db, file, &found, NOW + 1)
            .await
            .unwrap()
            .unwrap();
        let faults: String = db
            .one(
                "SELECT faults FROM casefile_ordering WHERE file_id = $1",
                args![file],
            )
            .await
            .unwrap();
        assert!(
            faults.contains("\"twice\"") && faults.contains(&ids[0].to_string()),
            "{faults}"
        );
        let papers = papers_of(&db, house.matter.id).await.unwrap();
        let doubted = |no: i64| {
            let held = papers
                .iter()
                .find(|one| (one.first_no..=one.last_no).contains(&no));
            held.is_some_and(|one| one.doubts.split(' ').any(|doubt| doubt == "twice"))
        };
        assert!(
            doubted(2),
            "it is not confirmed with all that is sure: {papers:?}"
        );

        two_pages(&db, file, ["360", "361"]).await;
        assert_eq!(twice::find(&db, files, file).await.unwrap(), []);
    });
}
