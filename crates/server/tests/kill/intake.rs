//! Killed at any moment while scans come in, are read and are worked on: what was acknowledged is there, and nothing twice.
//!
//! `KIEMSAT_KILLS` says how many times the program is killed on each database; without it, as often as a check has time for.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};

use db::{Db, Sql, args};
use serde_json::Value;
use uuid::Uuid;

use crate::program::{Answer, Ground, ask, on_both};

const SCAN: &[u8] = include_bytes!("../../../casefile/tests/data/three-pages.pdf");
/// Bytes of one part: small, so that a kill falls between parts as well.
const PART: usize = 24 << 10;
/// Kills on each database when nothing else is said.
const KILLS: usize = 3;
/// Files that are sent while the program is killed again and again.
const FILES: usize = 4;

/// What the program has acknowledged.
#[derive(Debug)]
enum Told {
    /// A file was taken.
    File(String),
    /// A number was written on a page.
    Leaf(Uuid, String),
    /// A note was kept.
    Note(Uuid, String),
    /// A word was corrected.
    Word(Uuid, String),
    /// A document of the list was given this name, so many times counted.
    Title(Uuid, usize),
}

/// The same scan with another tail, so that each is a file of its own.
fn scan(number: usize) -> Vec<u8> {
    [SCAN, format!("\n% {number}\n%%EOF\n").as_bytes()].concat()
}

fn json(answer: &Answer) -> Value {
    let body = answer.text.split("\r\n\r\n").nth(1).unwrap_or_default();
    let from = body.find(['{', '[']).unwrap_or(0);
    let until = body.rfind(['}', ']']).map_or(0, |at| at + 1);
    serde_json::from_str(body.get(from..until).unwrap_or_default()).unwrap_or_default()
}

struct Person {
    address: String,
    token: String,
    matter: Uuid,
    told: Sender<Told>,
}

impl Person {
    fn call(&self, method: &str, path: &str, body: &str) -> Option<Answer> {
        let kind = ("application/json", body.as_bytes());
        ask(&self.address, &self.token, (method, path), kind).ok()
    }

    /// Sends one file from wherever it broke off; none when the program is gone.
    fn send(&self, number: usize) -> Option<()> {
        let (name, bytes) = (format!("tap {number}.pdf"), scan(number));
        let start = format!("/casefile/matters/{}/sendings", self.matter);
        let said = format!(r#"{{"name":"{name}","bytes":{},"stamp":1}}"#, bytes.len());
        let begun = json(&self.call("POST", &start, &said)?);
        let url = begun["url"].as_str()?.to_owned();
        let mut at = begun["offset"].as_u64()? as usize;
        while at < bytes.len() {
            let part = &bytes[at..bytes.len().min(at + PART)];
            let path = format!("{url}/parts?offset={at}");
            let kind = ("application/octet-stream", part);
            let answer = ask(&self.address, &self.token, ("POST", &path), kind).ok()?;
            at = json(&answer)["offset"].as_u64()? as usize;
        }
        let done = json(&self.call("POST", &format!("{url}/completion"), "{}")?);
        let outcome = done["files"].get(0)?.clone();
        let is_in = outcome["is_taken"].as_bool()?
            || outcome["message"].as_str()?.contains("đã có trong hồ sơ");
        assert!(is_in, "{outcome}");
        self.told.send(Told::File(name)).ok()
    }

    /// Works on the pages that are there, until the program is gone.
    fn work(&self, pages: &[(Uuid, Option<Value>)], round: usize) -> Option<()> {
        for (number, (page, word)) in pages.iter().enumerate() {
            let leaf = format!("{}", 100 * (round + 1) + number);
            let body = format!("bl={leaf}");
            let kind = ("application/x-www-form-urlencoded", body.as_bytes());
            let path = format!("/casefile/pages/{page}/bl");
            let answer = ask(&self.address, &self.token, ("POST", &path), kind).ok()?;
            assert!(answer.status < 400, "{}", answer.text);
            self.told.send(Told::Leaf(*page, leaf)).ok()?;
            self.note(*page, round)?;
            if let Some(word) = word {
                self.correct(*page, word, round)?;
            }
        }
        Some(())
    }

    fn note(&self, page: Uuid, round: usize) -> Option<()> {
        let path = format!("/casefile/matters/{}/marks", self.matter);
        let drawn = format!(r#"{{"page":"{page}","rects":[[300,300,900,380]],"kind":"khac"}}"#);
        let mark = json(&self.call("POST", &path, &drawn)?);
        let id: Uuid = mark["id"].as_str()?.parse().ok()?;
        let words = format!("ghi chú lần {round}");
        let note = format!(r#"{{"note":"{words}","revision":{}}}"#, mark["revision"]);
        let kept = self.call("PUT", &format!("{path}/{id}"), &note)?;
        assert!(kept.status < 400, "{}", kept.text);
        self.told.send(Told::Note(id, words)).ok()
    }

    /// Names documents of the proposed list anew; those that a later ordering took away meanwhile are passed over.
    fn name(&self, papers: &[Uuid], round: usize) -> Option<()> {
        for paper in papers {
            let home = format!("/casefile/matters/{}/proposal", self.matter);
            let body = format!("what=write&d={paper}&title=T%C3%A0i+li%E1%BB%87u+{round}");
            let kind = ("application/x-www-form-urlencoded", body.as_bytes());
            let path = format!("{home}/steps");
            let sent = ask(&self.address, &self.token, ("POST", &path), kind).ok()?;
            assert!(sent.status < 500, "{}", sent.text);
            let seen = self.call("GET", &format!("{home}?d={paper}"), "")?;
            if seen.text.contains(&format!(">Tài liệu {round}</textarea>")) {
                self.told.send(Told::Title(*paper, round)).ok()?;
            }
        }
        Some(())
    }

    fn correct(&self, page: Uuid, word: &Value, round: usize) -> Option<()> {
        let text = format!("chuasua{round}");
        let seen = json(&self.call("GET", &format!("/casefile/pages/{page}/words"), "")?);
        let now = seen["words"]
            .as_array()?
            .iter()
            .find(|one| one["rect"] == word["rect"])?
            .clone();
        let asked = serde_json::json!({ "rect": now["rect"], "seen": now["text"], "text": text });
        let kept = self.call(
            "POST",
            &format!("/casefile/pages/{page}/words"),
            &asked.to_string(),
        )?;
        assert!(kept.status < 400, "{}", kept.text);
        self.told.send(Told::Word(page, text)).ok()
    }
}

/// Pages that were read, each with one of its words.
async fn read_pages(db: &Db) -> Vec<(Uuid, Option<Value>)> {
    db::row! { struct Row { id: Uuid, words: String } }
    let rows: Vec<Row> = db
        .all(
            "SELECT p.id, t.words FROM casefile_page p JOIN casefile_text t ON t.page_id = p.id WHERE p.status = 'read' ORDER BY p.no",
            args![],
        )
        .await
        .unwrap();
    rows.into_iter()
        .map(|row| {
            let words: Vec<Value> = serde_json::from_str(&row.words).unwrap_or_default();
            let word = words.into_iter().find(|word| word["rect"].is_array());
            (row.id, word)
        })
        .collect()
}

/// Documents that the program proposes.
async fn papers(db: &Db) -> Vec<Uuid> {
    db.all(
        "SELECT id FROM casefile_proposal ORDER BY first_no",
        args![],
    )
    .await
    .unwrap()
}

async fn count(db: &Db, sql: &str) -> i64 {
    db.one(sql.to_owned(), args![]).await.unwrap()
}

/// Everything that was acknowledged is there, the last of it where it was written over.
async fn all_is_there(db: &Db, told: &[Told]) {
    for (at, one) in told.iter().enumerate() {
        let is_last = |is_same: &dyn Fn(&Told) -> bool| !told[at + 1..].iter().any(is_same);
        match one {
            Told::File(name) => {
                let sql = "SELECT count(*) FROM casefile_file WHERE title = $1";
                let found: i64 = db.one(sql, args![name]).await.unwrap();
                assert_eq!(found, 1, "{name}");
            }
            Told::Leaf(page, leaf) => {
                let is_same = |other: &Told| matches!(other, Told::Leaf(same, _) if same == page);
                let sql = "SELECT bl FROM casefile_page WHERE id = $1";
                let found: Option<String> = db.one(sql, args![page]).await.unwrap();
                // One that was on its way when the program was killed may stand there instead.
                let found: i64 = found.and_then(|bl| bl.parse().ok()).unwrap_or(0);
                let expected: i64 = leaf.parse().unwrap();
                assert!(
                    found >= expected || !is_last(&is_same),
                    "{page}: {found}, not {leaf}"
                );
            }
            Told::Note(id, words) => {
                let sql = "SELECT note FROM casefile_mark WHERE id = $1";
                let found: String = db.one(sql, args![id]).await.unwrap();
                assert_eq!(&found, words);
            }
            Told::Title(paper, round) => {
                let sql = "SELECT title FROM casefile_proposal WHERE id = $1";
                let found: String = db.one(sql, args![paper]).await.unwrap();
                let last = found.rsplit(' ').next().and_then(|last| last.parse().ok());
                assert!(last.is_some_and(|last: usize| last >= *round), "{found}");
            }
            Told::Word(page, text) => {
                let sql = "SELECT count(*) FROM casefile_correction WHERE page_id = $1 AND after_text LIKE $2";
                let found: i64 = db.one(sql, args![page, format!("%{text}%")]).await.unwrap();
                assert_eq!(found, 1, "{page} {text}");
            }
        }
    }
}

async fn until_read(db: &Db) {
    let begun = std::time::Instant::now();
    let left = "SELECT count(*) FROM job WHERE state IN ('ready', 'running')";
    while count(db, left).await > 0 {
        assert!(begun.elapsed().as_secs() < 480, "it never came");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Leases of workers that are gone run out.
async fn release(db: &Db) {
    let sql = "UPDATE job SET lease_until = 0 WHERE state = 'running'";
    db.exec(sql, args![]).await.unwrap();
}

async fn matter_of(ground: &Ground, token: &str) -> Uuid {
    let running = ground.serve();
    let form =
        "charges=170.1&effective=20%2F11%2F2026&confirmed=true&case_name=V%E1%BB%A5+th%E1%BB%AD";
    let kind = ("application/x-www-form-urlencoded", form.as_bytes());
    let opened = ask(&running.address, token, ("POST", "/criminal/cases"), kind).unwrap();
    assert_eq!(opened.status, 303, "{}", opened.text);
    running.kill();
    ground
        .db
        .one("SELECT id FROM ledger_matter", args![])
        .await
        .unwrap()
}

fn drained(receiver: &Receiver<Told>, told: &mut Vec<Told>) {
    told.extend(receiver.try_iter());
}

#[test]
fn killed_at_random_while_files_come_in_are_read_and_worked_on_nothing_is_lost_or_doubled() {
    let kills = std::env::var("KIEMSAT_KILLS").ok();
    let kills: usize = kills.and_then(|many| many.parse().ok()).unwrap_or(KILLS);
    on_both(|place| async move {
        let (ground, token) = Ground::prepare(place).await;
        let matter = matter_of(&ground, &token).await;
        let (sender, receiver) = channel();
        let mut told = Vec::new();
        for round in 0..=kills {
            let running = ground.serve();
            let pages = read_pages(&ground.db).await;
            let person = || Person {
                address: running.address.clone(),
                token: token.clone(),
                matter,
                told: sender.clone(),
            };
            let (bringer, worker, namer) = (person(), person(), person());
            let listed = papers(&ground.db).await;
            let bringing = std::thread::spawn(move || {
                for number in 0..FILES {
                    bringer.send(number)?;
                }
                Some(())
            });
            let working = std::thread::spawn(move || worker.work(&pages, round));
            let naming = std::thread::spawn(move || namer.name(&listed, round));
            if round < kills {
                // Some kills fall into the first part, some into the reading, some into the writing of a note.
                let moment = u64::from(rand::random::<u16>()) % 1_500;
                tokio::time::sleep(Duration::from_millis(moment)).await;
                running.kill();
                let _ = (bringing.join().unwrap(), working.join().unwrap());
                let _ = naming.join().unwrap();
                drained(&receiver, &mut told);
                all_is_there(&ground.db, &told).await;
                release(&ground.db).await;
                continue;
            }
            assert!(
                bringing.join().unwrap().is_some(),
                "the last round brings all"
            );
            assert!(working.join().unwrap().is_some(), "and works on all");
            assert!(naming.join().unwrap().is_some(), "and names them");
            until_read(&ground.db).await;
            // All is ordered now, so each document of the list can be named.
            let listed = papers(&ground.db).await;
            let (last, again) = (person(), listed.clone());
            let named = std::thread::spawn(move || last.name(&again, round + 1));
            assert!(named.join().unwrap().is_some());
            drained(&receiver, &mut told);
            let is_named = |paper: &Uuid| {
                let mut told = told.iter();
                told.any(|one| matches!(one, Told::Title(id, at) if id == paper && *at > kills))
            };
            assert!(!listed.is_empty() && listed.iter().all(is_named));
            running.kill();
        }
        all_is_there(&ground.db, &told).await;
        let db = &ground.db;
        let pages = 3 * FILES as i64;
        for (expected, sql) in [
            (
                FILES as i64,
                "SELECT count(*) FROM casefile_file WHERE state = 'read'",
            ),
            (FILES as i64, "SELECT count(*) FROM casefile_file"),
            (
                pages,
                "SELECT count(*) FROM casefile_page WHERE status = 'read'",
            ),
            (pages, "SELECT count(*) FROM casefile_page"),
            (
                pages,
                "SELECT count(DISTINCT no) FROM casefile_page WHERE no BETWEEN 1 AND 12",
            ),
            (pages, "SELECT count(*) FROM casefile_text"),
            (0, "SELECT count(*) FROM job WHERE state = 'failed'"),
        ] {
            assert_eq!(count(db, sql).await, expected, "{sql}");
        }
        let whole = ledger::audit::verify(db).await.unwrap();
        assert!(
            matches!(whole, ledger::audit::Verdict::Whole { .. }),
            "{whole:?}"
        );
        let parts = ground.folder.join("files/parts");
        let left = std::fs::read_dir(parts).map_or(0, |parts| parts.flatten().count());
        assert_eq!(left, 0, "parts of finished sendings are gone");
        ground.leave().await;
    });
}
