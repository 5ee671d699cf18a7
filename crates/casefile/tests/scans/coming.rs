//! An office into which scans come by every way: in parts, in archives, from a scanner's folder.

use axum::{
    body::Body,
    http::{Request, header},
};
use casefile::{MatterHead, Outcome};
use db::{Db, Sql, args};
use law::Moment;
use ledger::NewFact;
use people::{Role, Work, staff};
use serde_json::{Value, json};
use shell::{
    Settings,
    testing::{Answer, Browser, Office, PASSWORD, REGION},
};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The office, a clerk's login, and the folder of everything.
pub struct Coming {
    pub office: Office,
    pub matter: MatterHead,
    pub login: String,
    pub clerk: Uuid,
    pub folder: PathBuf,
}

impl Drop for Coming {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Coming {
    pub async fn open(db: Db) -> Coming {
        let folder =
            std::env::temp_dir().join(format!("kiemsat-coming-{}", Uuid::now_v7().simple()));
        let index = search::Index::open(&folder.join("index")).unwrap();
        let routes = shell::routes()
            .merge(criminal::routes())
            .merge(casefile::routes());
        let settings = Settings {
            scanners: Some(folder.join("may-quet")),
            ..Settings::default()
        };
        let office = Office::with_settings(db, criminal::views(), routes, settings, |app| {
            app.slot(index)
        })
        .await;
        let (clerk, login) = office.employ(Role::Clerk, REGION).await;
        let matter = registered(&office, clerk, "Đe dọa đăng ảnh để đòi tiền").await;
        Coming {
            office,
            matter,
            login,
            clerk,
            folder,
        }
    }

    pub async fn browser(&self) -> Browser<'_> {
        let mut browser = self.office.browser();
        browser.sign_in(&self.login, PASSWORD).await;
        browser
    }

    /// The folder of a scanner whose files come in the clerk's name.
    pub async fn scanner(&self) -> PathBuf {
        let mut admin = self.office.signed_in(Role::ItOfficer).await;
        let receiver = self.clerk.to_string();
        let fields = [
            ("name", "Máy quét tầng 2"),
            ("folder", "tang-2"),
            ("receiver", receiver.as_str()),
        ];
        let added = admin.post("/casefile/scanners", &fields).await;
        assert_eq!(added.location(), "/casefile/scanners", "{}", added.text);
        self.folder.join("may-quet/tang-2")
    }

    /// Two rounds, far enough apart for a file to have stopped growing.
    pub async fn rounds(&self) {
        for _ in 0..2 {
            casefile::keep(&self.office.app).await.unwrap();
            self.office.wait(30_000);
        }
    }

    pub async fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        self.office.app.db().one(sql, args![]).await.unwrap()
    }

    /// Reads everything that came to the end.
    pub async fn read_all(&self) {
        let (handlers, _) = casefile::counted_handlers(&self.office.app);
        let workers = jobs::Workers::start(self.office.app.jobs(), handlers, 2);
        let mut bell = self.office.app.jobs().watch();
        let left = "SELECT count(*) FROM job WHERE state IN ('ready', 'running')";
        loop {
            let still: i64 = self.office.app.db().one(left, args![]).await.unwrap();
            if still == 0 {
                break;
            }
            bell.changed().await.unwrap();
        }
        workers.stop().await;
    }

    /// Files anywhere below the office's folders that hold these bytes.
    pub fn holding(&self, bytes: &[u8]) -> Vec<PathBuf> {
        let mut found = Vec::new();
        holding(&self.folder, bytes, &mut found);
        if let Some(store) = self.office.app.files().place() {
            holding(store, bytes, &mut found);
        }
        found
    }
}

fn holding(folder: &Path, bytes: &[u8], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            holding(&path, bytes, found);
            continue;
        }
        let read = std::fs::read(&path).unwrap_or_default();
        if read.windows(bytes.len()).any(|window| window == bytes) {
            found.push(path);
        }
    }
}

/// Another matter in the hands of this person.
pub async fn registered(office: &Office, person: Uuid, summary: &str) -> MatterHead {
    let app = &office.app;
    let units = app.units().units().await.unwrap();
    let posts = staff::post::posts_on(app.db(), person, app.today())
        .await
        .unwrap();
    let actor = staff::actor_of(app.db(), &units, posts[0].id, app.today()).await;
    let ledger = app.ledger().clone();
    let work = Work::begin(app.db(), actor.unwrap(), app.now_ms(), app.law(), ledger)
        .await
        .unwrap();
    let id = Uuid::now_v7();
    let received: Moment = "2026-11-19T13:55".parse().unwrap();
    let fact = NewFact::new(Uuid::now_v7(), "report.received", received)
        .with("report_kind", "to_giac")
        .with("summary", summary);
    work.record(ledger::Matter::New(id), vec![fact])
        .await
        .unwrap();
    let matter = casefile::head_of(&work.tx, id).await.unwrap().unwrap();
    work.commit().await.unwrap();
    matter
}

/// Announces a file; what the server says of it.
pub async fn announce(
    browser: &mut Browser<'_>,
    matter: &MatterHead,
    name: &str,
    bytes: usize,
) -> Answer {
    let said = json!({ "name": name, "bytes": bytes, "stamp": 7 });
    let path = format!("{}/sendings", matter.href());
    browser.call("POST", &path, said).await
}

/// Sends bytes to a place of a sending; where its end is then.
pub async fn part(browser: &mut Browser<'_>, url: &str, offset: usize, bytes: &[u8]) -> u64 {
    let request = Request::post(format!("{url}/parts?offset={offset}"))
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .header("x-csrf-token", browser.csrf());
    let answer = browser.send(request, Body::from(bytes.to_vec())).await;
    value(&answer)["offset"].as_u64().unwrap()
}

pub async fn complete(browser: &mut Browser<'_>, url: &str) -> Value {
    let path = format!("{url}/completion");
    value(&browser.call("POST", &path, json!({})).await)
}

/// Sends a whole file in one part.
pub async fn sent(
    browser: &mut Browser<'_>,
    matter: &MatterHead,
    name: &str,
    bytes: &[u8],
) -> Vec<Outcome> {
    let begun = value(&announce(browser, matter, name, bytes.len()).await);
    let url = begun["url"].as_str().unwrap().to_owned();
    assert_eq!(part(browser, &url, 0, bytes).await, bytes.len() as u64);
    let done = complete(browser, &url).await;
    serde_json::from_value(done["files"].clone()).unwrap()
}

pub fn value(answer: &Answer) -> Value {
    assert!(
        answer.status.is_success(),
        "{}: {}",
        answer.status,
        answer.text
    );
    serde_json::from_str(&answer.text).unwrap()
}

/// A ZIP of these members.
pub fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let how = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in members {
        writer.start_file(*name, how).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
