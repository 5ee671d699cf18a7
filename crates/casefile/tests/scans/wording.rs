//! Sửa chữ through the door: a word is put right, searched and taken back; the dictionary proposes and a person takes; a page read
//! again keeps what was typed; doubtful words are walked.

use axum::http::StatusCode;
use casefile::{Delivery, MatterHead, receive, words_of};
use db::{Db, Sql, args, testing::both};
use law::Moment;
use ledger::NewFact;
use people::{Role, Work, staff};
use scan::{Rect, Word};
use serde_json::{Value, json};
use shell::testing::{Browser, Office, PASSWORD, REGION};
use uuid::Uuid;

use crate::{
    house::{TABLES, is_read},
    typed::typed_pages,
};

/// A file of read pages in the hands of a prosecutor.
pub struct Room {
    pub office: Office,
    pub matter: MatterHead,
    pub pages: Vec<Uuid>,
    pub login: String,
    index: std::path::PathBuf,
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.index);
    }
}

impl Room {
    pub async fn open(db: Db, pages: usize) -> Room {
        let place =
            std::env::temp_dir().join(format!("kiemsat-wording-{}", Uuid::now_v7().simple()));
        let index = search::Index::open(&place).unwrap();
        let routes = shell::routes()
            .merge(criminal::routes())
            .merge(casefile::routes());
        let office = Office::with(db, criminal::views(), routes, |app| app.slot(index)).await;
        let (prosecutor, login) = office.employ(Role::Prosecutor, REGION).await;
        let (matter, pages) = a_file(&office, prosecutor, pages).await;
        Room {
            office,
            matter,
            pages,
            login,
            index: place,
        }
    }

    pub async fn author(&self) -> Browser<'_> {
        let mut browser = self.office.browser();
        browser.sign_in(&self.login, PASSWORD).await;
        browser
    }

    /// Puts these lines on a page, as if they had been read with this confidence.
    pub async fn write(&self, page: usize, lines: &[&str], confidence: u8) {
        let word = |line: usize, at: usize, text: &str| {
            let (x, y) = (20 + 60 * at as i32, 30 + 24 * line as i32);
            Word {
                text: text.to_owned(),
                rect: Rect::from([x, y, x + 50, y + 18]),
                confidence,
                line: line as u32,
            }
        };
        let words: Vec<Word> = lines
            .iter()
            .enumerate()
            .flat_map(|(line, words)| {
                words
                    .split(' ')
                    .enumerate()
                    .map(move |(at, text)| word(line, at, text))
            })
            .collect();
        let words = serde_json::to_string(&words).unwrap();
        let (db, id) = (self.office.app.db(), self.pages[page]);
        db.exec(
            "UPDATE casefile_text SET text = $1, words = $2 WHERE page_id = $3",
            args![lines.join("\n"), words, id],
        )
        .await
        .unwrap();
        db.exec(
            "UPDATE casefile_page SET doubtful = -1 WHERE id = $1",
            args![id],
        )
        .await
        .unwrap();
    }

    pub async fn text(&self, page: usize) -> String {
        casefile::text_of(self.office.app.db(), self.pages[page])
            .await
            .unwrap()
    }

    fn words(&self, page: usize) -> String {
        format!("/casefile/pages/{}/words", self.pages[page])
    }

    /// Types over the first word with these letters.
    async fn type_over(
        &self,
        browser: &mut Browser<'_>,
        page: usize,
        seen: &str,
        text: &str,
    ) -> Value {
        let words = words_of(self.office.app.db(), self.pages[page])
            .await
            .unwrap();
        let rect: [i32; 4] = words
            .iter()
            .find(|word| word.text == seen)
            .unwrap()
            .rect
            .into();
        let asked = json!({ "rect": rect, "seen": seen, "text": text });
        told(browser.call("POST", &self.words(page), asked).await)
    }

    async fn found(&self, browser: &mut Browser<'_>, query: &str) -> Value {
        let address = format!("{}/search?q={query}", self.matter.href());
        told(browser.get(&address).await)
    }
}

/// A matter in the hands of this person, with a file of read pages.
async fn a_file(office: &Office, person: Uuid, pages: usize) -> (MatterHead, Vec<Uuid>) {
    let work = begin(office, person).await;
    let id = Uuid::now_v7();
    let received: Moment = "2026-11-19T13:55".parse().unwrap();
    let fact = NewFact::new(Uuid::now_v7(), "report.received", received)
        .with("report_kind", "to_giac")
        .with("summary", "Đe dọa đăng ảnh để đòi tiền");
    work.record(ledger::Matter::New(id), vec![fact])
        .await
        .unwrap();
    let matter = casefile::head_of(&work.tx, id).await.unwrap().unwrap();
    let app = &office.app;
    let delivery = Delivery {
        name: "Hồ sơ.pdf".to_owned(),
        content: app.files().arrived(&typed_pages(pages)).await.unwrap(),
    };
    let file = receive(&work, app.files(), app.jobs(), &matter, delivery)
        .await
        .unwrap()
        .file;
    work.commit().await.unwrap();
    app.jobs().ring();
    read(office, file).await;
    let pages = casefile::pages_of(app.db(), id).await.unwrap();
    (matter, pages.iter().map(|page| page.id).collect())
}

pub async fn begin(office: &Office, person: Uuid) -> Work {
    let app = &office.app;
    let units = app.units().units().await.unwrap();
    let post = staff::post::posts_on(app.db(), person, app.today())
        .await
        .unwrap()[0]
        .id;
    let actor = staff::actor_of(app.db(), &units, post, app.today())
        .await
        .unwrap();
    Work::begin(
        app.db(),
        actor,
        app.now_ms(),
        app.law(),
        app.ledger().clone(),
    )
    .await
    .unwrap()
}

async fn read(office: &Office, file: Uuid) {
    let (handlers, _) = casefile::counted_handlers(&office.app);
    let workers = jobs::Workers::start(office.app.jobs(), handlers, 1);
    let mut bell = office.app.jobs().watch();
    while !is_read(&office.app, file).await {
        bell.changed().await.unwrap();
    }
    workers.stop().await;
}

fn told(answer: shell::testing::Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

#[test]
fn a_word_put_right_is_found_at_once_and_taken_back() {
    both(&TABLES, |db| async move {
        let room = Room::open(db.clone(), 2).await;
        let mut author = room.author().await;
        let before = words_of(&db, room.pages[0]).await.unwrap();
        let kept = room.type_over(&mut author, 0, "Doan", "Doãn").await;
        let word = kept["words"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["by_hand"] == true)
            .unwrap()
            .clone();
        let old = before.iter().find(|word| word.text == "Doan").unwrap();
        assert_eq!(
            (&word["text"], &word["rect"]),
            (&json!("Doãn"), &json!(<[i32; 4]>::from(old.rect))),
            "the box stays"
        );
        assert!(room.text(0).await.ends_with("Thai Doãn Lam"));
        let found = room.found(&mut author, "Do%C3%A3n").await;
        assert_eq!(
            (&found["hits"][0]["no"], &found["hits"][0]["exact"]),
            (&json!(1), &json!(true))
        );

        let rect: [i32; 4] = old.rect.into();
        let late = json!({ "rect": rect, "seen": "Doan", "text": "Đoàn" });
        let late = author.call("POST", &room.words(0), late).await;
        assert_eq!(
            late.status,
            StatusCode::CONFLICT,
            "who saw the old letters is told"
        );

        let again = room.type_over(&mut author, 0, "Doãn", "Đoàn").await;
        let versions = again["versions"].as_array().unwrap().clone();
        let told: Vec<(&str, &str)> = versions
            .iter()
            .map(|one| {
                (
                    one["before"].as_str().unwrap(),
                    one["after"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [("Doãn", "Đoàn"), ("Doan", "Doãn")],
            "every version, the newest first"
        );
        let one = |at: usize| format!("{}/{}", room.words(0), versions[at]["id"].as_str().unwrap());
        let first = author.call("DELETE", &one(1), json!({})).await;
        assert_eq!(
            first.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "the later one goes first"
        );
        for at in [0, 1] {
            assert_eq!(
                author.call("DELETE", &one(at), json!({})).await.status,
                StatusCode::OK
            );
        }
        assert_eq!(words_of(&db, room.pages[0]).await.unwrap(), before);
        assert!(
            room.found(&mut author, "%22Do%C3%A3n%22").await["hits"]
                .as_array()
                .unwrap()
                .iter()
                .all(|hit| hit["exact"] == false)
        );
        ledger::audit::verify(&db).await.unwrap();
    });
}

#[test]
fn the_dictionary_proposes_and_nothing_changes_until_a_person_takes_it() {
    both(&TABLES, |db| async move {
        let room = Room::open(db.clone(), 3).await;
        let mut author = room.author().await;
        let kept = room.type_over(&mut author, 0, "Doan", "Doãn").await;
        let likes = format!("{}/words/likes", room.matter.href());
        let asked = format!("{likes}?correction={}", kept["made"].as_str().unwrap());
        let found = told(author.get(&asked).await);
        assert_eq!(found["total"], 2);
        assert_eq!(
            (
                &found["places"][0]["seen"],
                &found["places"][0]["meant"],
                &found["places"][0]["is_likely"]
            ),
            (&json!("Doan"), &json!("Doãn"), &json!(false))
        );
        assert!(
            room.text(1).await.contains("Doan"),
            "nothing was changed silently"
        );

        // Another window is quicker on the third page, and says that the machine was right.
        room.type_over(&mut author, 2, "Doan", "Doan").await;
        let places: Vec<Value> = found["places"].as_array().unwrap().iter().map(|one| json!({ "page": one["page"], "rect": one["rect"], "seen": one["seen"], "text": one["meant"] })).collect();
        let body = json!({ "correction": kept["made"], "places": places[..1] });
        let taken = told(author.call("POST", &likes, body).await);
        assert_eq!(
            (&taken["taken"], &taken["passed_over"]),
            (&json!(1), &json!(0))
        );
        assert!(room.text(1).await.contains("Doãn") && room.text(2).await.contains("Doan"));
        assert_eq!(
            told(author.get(&asked).await)["total"],
            0,
            "what a person confirmed is not proposed again"
        );
        let stale = json!({ "correction": kept["made"], "places": places[..1] });
        assert_eq!(
            told(author.call("POST", &likes, stale).await)["passed_over"],
            1
        );
        let lessons = casefile::words::lessons(&db, REGION).await.unwrap();
        assert_eq!(
            (
                lessons[0].misread.as_str(),
                lessons[0].meant.as_str(),
                lessons[0].times
            ),
            ("Doan", "Doãn", 2)
        );
    });
}

#[test]
fn a_word_corrected_once_is_proposed_in_other_files_that_the_person_may_correct() {
    both(&TABLES, |db| async move {
        let room = Room::open(db.clone(), 1).await;
        let mut author = room.author().await;
        let person: Uuid = db
            .one(
                "SELECT id FROM people_person WHERE login = $1",
                args![&room.login],
            )
            .await
            .unwrap();
        let (own, own_pages) = a_file(&room.office, person, 1).await;
        let (colleague, _) = room.office.employ(Role::Prosecutor, REGION).await;
        let (closed, closed_pages) = a_file(&room.office, colleague, 1).await;
        let kept = room.type_over(&mut author, 0, "Doan", "Doãn").await;
        let asked = format!(
            "{}/words/likes?correction={}&elsewhere=true",
            room.matter.href(),
            kept["made"].as_str().unwrap()
        );
        let found = told(author.get(&asked).await);
        assert_eq!(found["total"], 1, "{found}");
        let place = &found["places"][0];
        assert_eq!(place["page"], json!(own_pages[0]));
        assert_eq!(place["other"]["title"], json!(own.title));
        let taken = json!({ "correction": kept["made"], "places": [
            { "page": place["page"], "rect": place["rect"], "seen": place["seen"], "text": place["meant"] },
        ] });
        let likes = place["other"]["likes"].as_str().unwrap().to_owned();
        let done = told(author.call("POST", &likes, taken.clone()).await);
        assert_eq!(done["taken"], 1);
        let text = casefile::text_of(&db, own_pages[0]).await.unwrap();
        assert!(text.contains("Doãn"), "{text}");
        assert_eq!(told(author.get(&asked).await)["total"], 0);
        // The file of a colleague is neither shown nor changed.
        let refused = author
            .call("POST", &format!("{}/words/likes", closed.href()), taken)
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let text = casefile::text_of(&db, closed_pages[0]).await.unwrap();
        assert!(text.contains("Doan"));
    });
}

#[test]
fn a_page_turned_and_read_again_keeps_what_a_person_typed() {
    both(&TABLES, |db| async move {
        let room = Room::open(db.clone(), 1).await;
        let mut author = room.author().await;
        room.type_over(&mut author, 0, "Doan", "Doãn").await;
        room.type_over(&mut author, 0, "Lam", "Lâm").await;
        for turn in [180, 180] {
            let address = format!("/casefile/pages/{}/rotation", room.pages[0]);
            let answer = author
                .call("POST", &address, json!({ "rotation": turn }))
                .await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            let file = casefile::files_of(&db, room.matter.id).await.unwrap()[0].id;
            read(&room.office, file).await;
            let text = room.text(0).await;
            assert!(text.contains("Doãn") && text.contains("Lâm"), "{text}");
        }
        let rows = casefile::words::corrections_of(&db, room.pages[0])
            .await
            .unwrap();
        assert!(rows.iter().all(|row| row.is_standing()));
    });
}

#[test]
fn doubtful_words_are_walked_and_a_page_a_person_has_seen_waits_no_more() {
    both(&TABLES, |db| async move {
        let room = Room::open(db.clone(), 3).await;
        let mut author = room.author().await;
        room.write(1, &["Tôi tên là", "Ngnyễn Văn"], 40).await;
        let next = |no: i64, at: i64| format!("{}/words/next?no={no}&at={at}", room.matter.href());
        let stop = told(author.get(&next(0, -1)).await);
        assert_eq!(
            (&stop["no"], &stop["at"], &stop["text"], &stop["left"]),
            (&json!(2), &json!(0), &json!("Tôi"), &json!(1))
        );
        room.type_over(&mut author, 1, "Tôi", "Tôi").await;
        let stop = told(author.get(&next(2, 0)).await);
        assert_eq!(
            (&stop["at"], &stop["text"]),
            (&json!(1), &json!("tên")),
            "a word confirmed is passed"
        );
        let back = |no: i64, at: i64| format!("{}&back=true", next(no, at));
        let before = told(author.get(&back(2, 3)).await);
        assert_eq!(before["text"], "là");
        let last = told(author.get(&back(99, 0)).await);
        assert_eq!(last["text"], "Văn", "from behind the end to the last");
        assert_eq!(told(author.get(&back(2, 0)).await), Value::Null);

        // What reading found of the page stands beside its words, in the list and in completeness.
        for (sql, value) in [
            (
                "UPDATE casefile_page SET needs_person = TRUE, findings = $1 WHERE id = $2",
                "sideways foreign",
            ),
            (
                "UPDATE casefile_text SET doubts = $1 WHERE page_id = $2",
                r#"{"lines":{"1":"handwriting"},"illegible":[[5,5,30,30]]}"#,
            ),
        ] {
            db.exec(sql, args![value, room.pages[1]]).await.unwrap();
        }
        let page = told(author.get(&room.words(1)).await);
        assert_eq!(page["illegible"], json!([[5, 5, 30, 30]]));
        assert_eq!(page["told"].as_array().unwrap().len(), 2);
        assert_eq!(page["words"][0].get("doubt"), None);
        assert_eq!(page["words"][3]["doubt"], "có thể là chữ viết tay");
        let listing = author.page(&format!("{}/words", room.matter.href())).await;
        assert!(listing.contains("tiếng nước ngoài"));
        let whole = author
            .page(&format!("{}/completeness", room.matter.href()))
            .await;
        assert!(whole.contains("1 trang cần xem lại"));
        let line = json!({ "rect": words_of(&db, room.pages[1]).await.unwrap()[3].rect, "seen": "Ngnyễn", "text": "Nguyễn Văn An", "is_line": true });
        told(author.call("POST", &room.words(1), line).await);
        assert_eq!(room.text(1).await, "Tôi tên là\nNguyễn Văn An");
        let review = format!("/casefile/pages/{}/review", room.pages[1]);
        told(author.call("PUT", &review, json!({})).await);
        assert_eq!(told(author.get(&next(0, -1)).await), Value::Null);
        let listing = author.page(&format!("{}/words", room.matter.href())).await;
        assert!(
            listing.contains("Không có trang nào cần người xem")
                && listing.contains("Nguyễn Văn An")
        );
        told(author.call("DELETE", &review, json!({})).await);
        assert_eq!(told(author.get(&next(0, -1)).await)["no"], 2);
    });
}
