//! Ghi chú, trích cứu through the door: another's private note is tried at every address, a turned page keeps its marks, the
//! table goes out as a page and as Word.

use axum::http::StatusCode;
use casefile::{Delivery, MatterHead, receive, words_of};
use db::{Db, testing::both};
use law::Moment;
use ledger::NewFact;
use people::{Role, Work, staff};
use serde_json::{Value, json};
use shell::testing::{Browser, Office, PASSWORD, REGION};
use typeset::word::text::{WordBlock, WordLine};
use uuid::Uuid;

use crate::{
    house::{TABLES, is_read},
    typed::typed_pages,
};

struct Room {
    office: Office,
    matter: MatterHead,
    login: String,
    pages: Vec<Uuid>,
    index: std::path::PathBuf,
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.index);
    }
}

/// A file of three read pages in the hands of a prosecutor.
async fn room(db: Db) -> Room {
    let place = std::env::temp_dir().join(format!("kiemsat-noting-{}", Uuid::now_v7().simple()));
    let index = search::Index::open(&place).unwrap();
    let routes = shell::routes()
        .merge(criminal::routes())
        .merge(casefile::routes());
    let office = Office::with(db, criminal::views(), routes, |app| app.slot(index)).await;
    let (prosecutor, login) = office.employ(Role::Prosecutor, REGION).await;
    let app = &office.app;
    let units = app.units().units().await.unwrap();
    let post = staff::post::posts_on(app.db(), prosecutor, app.today()).await;
    let actor = staff::actor_of(app.db(), &units, post.unwrap()[0].id, app.today()).await;
    let work = Work::begin(
        app.db(),
        actor.unwrap(),
        app.now_ms(),
        app.law(),
        app.ledger().clone(),
    );
    let work = work.await.unwrap();
    let id = Uuid::now_v7();
    let received: Moment = "2026-11-19T13:55".parse().unwrap();
    let fact = NewFact::new(Uuid::now_v7(), "report.received", received)
        .with("report_kind", "to_giac")
        .with("summary", "Đe dọa đăng ảnh để đòi tiền");
    work.record(ledger::Matter::New(id), vec![fact])
        .await
        .unwrap();
    let matter = casefile::head_of(&work.tx, id).await.unwrap().unwrap();
    let delivery = Delivery {
        name: "Hồ sơ.pdf".to_owned(),
        content: app.files().arrived(&typed_pages(3)).await.unwrap(),
    };
    let file = receive(&work, app.files(), app.jobs(), &matter, delivery).await;
    let file = file.unwrap().file;
    work.commit().await.unwrap();
    app.jobs().ring();
    read_to_the_end(&office, file).await;
    let pages = casefile::pages_of(app.db(), id).await.unwrap();
    Room {
        pages: pages.iter().map(|page| page.id).collect(),
        office,
        matter,
        login,
        index: place,
    }
}

async fn read_to_the_end(office: &Office, file: Uuid) {
    let (handlers, _) = casefile::counted_handlers(&office.app);
    let workers = jobs::Workers::start(office.app.jobs(), handlers, 1);
    let mut bell = office.app.jobs().watch();
    while !is_read(&office.app, file).await {
        bell.changed().await.unwrap();
    }
    workers.stop().await;
}

impl Room {
    async fn author(&self) -> Browser<'_> {
        let mut browser = self.office.browser();
        browser.sign_in(&self.login, PASSWORD).await;
        browser
    }

    fn marks(&self) -> String {
        format!("{}/marks", self.matter.href())
    }

    /// Marks the words "Thai Doan Lam" of a page, over the whole width of the line's end.
    async fn mark(&self, browser: &mut Browser<'_>, page: usize) -> Value {
        let words = words_of(self.office.app.db(), self.pages[page])
            .await
            .unwrap();
        let name: Vec<&scan::Word> = words.iter().rev().take(3).collect();
        let around = name
            .iter()
            .map(|word| word.rect)
            .reduce(|all, rect| all.join(&rect));
        let around: [i32; 4] = around.unwrap().into();
        let drawn = json!({ "page": self.pages[page], "rects": [around], "kind": "buoc_toi" });
        let answer = browser.call("POST", &self.marks(), drawn).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        serde_json::from_str(&answer.text).unwrap()
    }

    async fn listed(&self, browser: &mut Browser<'_>, query: &str) -> Vec<Value> {
        let address = format!("{}?{query}", self.marks());
        let answer = browser.call("GET", &address, json!({})).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let told: Value = serde_json::from_str(&answer.text).unwrap();
        told["marks"].as_array().unwrap().clone()
    }
}

async fn noted(browser: &mut Browser<'_>, address: &str, mark: &Value, note: &str) -> Value {
    let body = json!({ "revision": mark["revision"], "note": note });
    let answer = browser.call("PUT", address, body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

const SECRET: &str = "Bị can khai lại, xem BL 2";

#[test]
fn a_private_note_is_shown_to_nobody_else_at_any_address() {
    both(&TABLES, |db| async move {
        let room = room(db).await;
        let mut author = room.author().await;
        let made = room.mark(&mut author, 0).await;
        assert_eq!(made["words"], "Thai Doan Lam");
        let one = format!("{}/{}", room.marks(), made["id"].as_str().unwrap());
        let kept = noted(&mut author, &one, &made, SECRET).await;
        let leaf = kept["bits"]
            .as_array()
            .unwrap()
            .iter()
            .find(|bit| bit["bl"] == "02");
        assert_eq!(leaf.unwrap()["words"], "BL 2");
        let excerpts = format!("{}/excerpts", room.matter.href());
        assert!(author.page(&excerpts).await.contains("Bị can khai lại"));

        for role in [Role::Chief, Role::DeputyChief] {
            let mut other = room.office.signed_in(role).await;
            for query in ["page=1", "", "q=khai", "whose=mine", "kind=buoc_toi"] {
                assert!(room.listed(&mut other, query).await.is_empty(), "{query}");
            }
            for page in [excerpts.clone(), format!("{excerpts}?q=khai")] {
                let page = other.page(&page).await;
                assert!(!page.contains("khai lại") && !page.contains("Thai Doan Lam"));
            }
            let word = other.get(&format!("{excerpts}/word")).await;
            let (text, _) = word_text(&word.bytes);
            assert!(
                !text.contains("khai lại") && !text.contains("Thai Doan Lam"),
                "{text}"
            );
            for (method, path) in [
                ("PUT", ""),
                ("DELETE", ""),
                ("PUT", "/place"),
                ("PUT", "/sharing"),
                ("DELETE", "/sharing"),
            ] {
                let body = json!({ "revision": kept["revision"], "note": "x" });
                let answer = other.call(method, &format!("{one}{path}"), body).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}");
                assert!(!answer.has("khai lại"));
            }
            let revision = kept["revision"].to_string();
            let form = [("words", "x"), ("revision", revision.as_str())];
            let answer = other.post(&format!("{one}/words"), &form).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
        // Another unit does not read the file at all.
        let mut stranger = room.office.signed_in_at(Role::Chief, "P68-KV04").await;
        let answer = stranger.call("GET", &room.marks(), json!({})).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);

        let answer = author
            .call("PUT", &format!("{one}/sharing"), json!({}))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let mut chief = room.office.signed_in(Role::Chief).await;
        let seen = room.listed(&mut chief, "page=1").await;
        assert_eq!(
            (&seen[0]["note"], &seen[0]["mine"]),
            (&json!(SECRET), &json!(false))
        );
        assert!(chief.page(&excerpts).await.contains("khai lại"));
    });
}

#[test]
fn a_mark_stays_on_its_words_when_its_page_is_turned_and_says_so() {
    both(&TABLES, |db| async move {
        let room = room(db.clone()).await;
        let mut author = room.author().await;
        room.mark(&mut author, 0).await;
        let file = casefile::files_of(&db, room.matter.id).await.unwrap()[0].id;
        for (degrees, is_turned) in [(90, true), (180, true), (90, false)] {
            let turn = format!("/casefile/pages/{}/rotation", room.pages[0]);
            let answer = author
                .call("POST", &turn, json!({ "rotation": degrees }))
                .await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            read_to_the_end(&room.office, file).await;
            let mark = room.listed(&mut author, "page=1").await.remove(0);
            assert_eq!(mark["turned"], json!(is_turned), "after {degrees}");
            let rect: [i32; 4] = serde_json::from_value(mark["rects"][0].clone()).unwrap();
            let words = words_of(&db, room.pages[0]).await.unwrap();
            let under = scan::text_within(&words, scan::Rect::from(rect));
            let under: Vec<&str> = under.split_whitespace().collect();
            assert_eq!(
                under,
                ["Thai", "Doan", "Lam"],
                "after {degrees}: {rect:?} {words:?}"
            );
        }
    });
}

#[test]
fn the_table_is_mended_by_hand_searched_and_taken_into_word() {
    both(&TABLES, |db| async move {
        let room = room(db).await;
        let excerpts = format!("{}/excerpts", room.matter.href());
        let mut author = room.author().await;
        assert!(
            author
                .page(&excerpts)
                .await
                .contains("Chưa đánh dấu đoạn nào")
        );
        let made = room.mark(&mut author, 1).await;
        let mend = format!("{}/{}/words", room.marks(), made["id"].as_str().unwrap());
        let form = [
            ("words", "Thái Doãn Lâm"),
            ("revision", "1"),
            ("query", "sort=kind"),
        ];
        let answer = author.post(&mend, &form).await;
        assert!(
            answer
                .location()
                .starts_with(&format!("{excerpts}?sort=kind#m-")),
            "{answer:?}"
        );
        let page = author.page(&excerpts).await;
        assert!(page.contains("Thái Doãn Lâm") && page.contains("Máy đọc: Thai Doan Lam"));
        let answer = author.post(&mend, &form).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "an old window is told, nothing is lost"
        );
        assert!(author.page(&excerpts).await.contains("cửa sổ khác"));
        assert!(
            author
                .page(&format!("{excerpts}?q=thai+doan"))
                .await
                .contains("Thái Doãn Lâm")
        );
        let none = author.page(&format!("{excerpts}?kind=go_toi")).await;
        assert!(none.contains("Không có dòng nào phù hợp"));
        let word = author.get(&format!("{excerpts}/word")).await;
        assert!(word.header("content-disposition").contains(".docx"));
        let (text, cells) = word_text(&word.bytes);
        assert!(
            text.contains("BẢNG TRÍCH CỨU HỒ SƠ") && text.contains("Thái Doãn Lâm"),
            "{text}"
        );
        assert_eq!(cells, 10, "the heads and one line of five cells");
        let lines = format!("/casefile/pages/{}/lines", room.pages[1]);
        let lines: Value = serde_json::from_str(&author.get(&lines).await.text).unwrap();
        assert_eq!(
            lines[0]["text"],
            "Trang so 2: tam giu doi voi Thai Doan Lam"
        );
    });
}

/// The words of a Word file, and how many cells its table of five columns has.
fn word_text(file: &[u8]) -> (String, usize) {
    let read = typeset::word::read::read(file, false).unwrap();
    let (mut text, mut cells) = (Vec::new(), 0);
    for block in read.blocks {
        match block {
            WordBlock::Line(line) => text.push(line.plain()),
            WordBlock::Table(rows) => {
                let ruled = rows.iter().filter(|row| row.len() == 5);
                cells += ruled.map(Vec::len).sum::<usize>();
                text.extend(rows.iter().flatten().flatten().map(WordLine::plain));
            }
        }
    }
    (text.join("\n"), cells)
}
