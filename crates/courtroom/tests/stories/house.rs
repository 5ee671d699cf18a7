//! An office with a case file of three read pages, BL 1 to 3, in the hands of a prosecutor.

use axum::http::StatusCode;
use casefile::{Delivery, MatterHead, receive, tally};
use db::{Db, Migrations, Sql, args};
use law::Moment;
use ledger::NewFact;
use people::{Role, Work, staff};
use serde_json::{Value, json};
use shell::testing::{Browser, Office, PASSWORD, REGION};
use uuid::Uuid;

use crate::typed::typed_pages;

pub const TABLES: [Migrations; 10] = [
    ledger::MIGRATIONS,
    jobs::MIGRATIONS,
    people::MIGRATIONS,
    shell::MIGRATIONS,
    criminal::MIGRATIONS,
    civil::MIGRATIONS,
    casefile::MIGRATIONS,
    evidence::MIGRATIONS,
    courtroom::MIGRATIONS,
    signing::MIGRATIONS,
];

pub struct House {
    pub office: Office,
    pub matter: MatterHead,
    pub pages: Vec<Uuid>,
    login: String,
    person: Uuid,
    index: std::path::PathBuf,
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.index);
    }
}

impl House {
    pub async fn open(db: Db) -> House {
        let received: Moment = "2026-11-19T13:55".parse().unwrap();
        let fact = NewFact::new(Uuid::now_v7(), "report.received", received)
            .with("report_kind", "to_giac")
            .with("summary", "Đe dọa đăng ảnh để đòi tiền");
        House::of(db, vec![fact]).await
    }

    /// The same for a civil or administrative matter of this kind.
    pub async fn civil(db: Db, kind: &str) -> House {
        let accepted: Moment = "2026-11-02".parse().unwrap();
        let fact = NewFact::new(Uuid::now_v7(), "civil.accepted", accepted)
            .numbered("1", "Viện kiểm sát nhân dân khu vực 3")
            .with("kind", kind)
            .with("relation", "Tranh chấp hợp đồng vay tài sản")
            .with("court", "Tòa án nhân dân khu vực 3");
        House::of(db, vec![fact]).await
    }

    async fn of(db: Db, facts: Vec<NewFact>) -> House {
        let place = std::env::temp_dir().join(format!("kiemsat-court-{}", Uuid::now_v7().simple()));
        let index = search::Index::open(&place).unwrap();
        let routes = shell::routes()
            .merge(criminal::routes())
            .merge(casefile::routes())
            .merge(courtroom::routes())
            .merge(signing::routes());
        let views = [criminal::views(), civil::views()].concat();
        let office = Office::with(db, views, routes, |app| {
            let receivers = courtroom::pack::signature::SignedPacks::all();
            app.slot(index)
                .slot(signing::Means::default())
                .slot(signing::Receivers(receivers))
        })
        .await;
        let (prosecutor, login) = office.employ(Role::Prosecutor, REGION).await;
        let work = work_of(&office, prosecutor).await;
        let id = Uuid::now_v7();
        work.record(ledger::Matter::New(id), facts).await.unwrap();
        let matter = casefile::head_of(&work.tx, id).await.unwrap().unwrap();
        let app = &office.app;
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
        let house = House {
            pages: pages.iter().map(|page| page.id).collect(),
            matter,
            login,
            person: prosecutor,
            index: place,
            office,
        };
        let mut browser = house.prosecutor().await;
        for (page, bl) in house.pages.iter().zip(["1", "2", "3"]) {
            let path = format!("/casefile/pages/{page}/bl");
            let kept = browser.post(&path, &[("bl", bl)]).await;
            assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
        }
        drop(browser);
        house
    }

    pub async fn prosecutor(&self) -> Browser<'_> {
        let mut browser = self.office.browser();
        let entered = browser.sign_in(&self.login, PASSWORD).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
        browser
    }

    /// The prosecutor at work, outside the browser.
    pub async fn work(&self) -> Work {
        work_of(&self.office, self.person).await
    }

    /// The report became a case that stands before the court since September, with the prosecutor on it.
    pub async fn goes_to_court(&self) {
        let charges = json!([{ "article": "170", "clause": 1 }]);
        let acts = [
            ("case.initiated", "2026-08-03"),
            ("case.indicted", "2026-09-07"),
            ("case.sent_to_court", "2026-09-08"),
            ("court.docketed", "2026-09-09"),
            ("trial.decision", "2026-10-05"),
        ];
        let fact = |(kind, day): (&str, &str)| {
            let fact = NewFact::new(Uuid::now_v7(), kind, day.parse::<Moment>().unwrap());
            fact.with("charges", charges.clone())
        };
        self.recorded(acts.into_iter().map(fact).collect()).await;
        self.is_assigned().await;
    }

    /// The prosecutor is put in charge of the trial.
    pub async fn is_assigned(&self) {
        let assigned = NewFact::new(
            Uuid::now_v7(),
            "trial.prosecutor_assigned",
            "2026-10-06".parse::<Moment>().unwrap(),
        );
        let assigned = assigned.with("prosecutor", self.person.to_string());
        self.recorded(vec![assigned]).await;
    }

    async fn recorded(&self, facts: Vec<NewFact>) {
        let work = self.work().await;
        let place = ledger::Matter::Existing {
            id: self.matter.id,
            seen: None,
        };
        work.record(place, facts).await.unwrap();
        work.commit().await.unwrap();
    }

    /// What the line of facts says of evidence on the screen: day, session, whether it stands.
    pub async fn shown_facts(&self) -> Vec<(String, String, bool)> {
        let facts = ledger::facts_of(self.office.app.db(), self.matter.id).await;
        let facts = facts.unwrap();
        let gone: Vec<Uuid> = facts.iter().filter_map(|fact| fact.replaces).collect();
        let shown = facts
            .iter()
            .filter(|fact| fact.kind == courtroom::act::KIND);
        shown
            .map(|fact| {
                let session = fact.text("courtroom_session").unwrap().to_owned();
                (
                    fact.effective.on.to_string(),
                    session,
                    !gone.contains(&fact.id),
                )
            })
            .collect()
    }

    /// The address of the list, or of something below it.
    pub fn list(&self, below: &str) -> String {
        format!("/courtroom/matters/{}{below}", self.matter.id)
    }

    /// Marks a page as a document of this kind.
    pub async fn document(&self, browser: &mut Browser<'_>, no: i64, title: &str, kind: &str) {
        let path = format!("/casefile/matters/{}/documents", self.matter.id);
        let body = json!({ "first": no, "last": no, "title": title, "kind": kind, "bl": "" });
        let kept = browser.call("POST", &path, body).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    }

    /// Adds leaves to a phase; answers the ids.
    pub async fn add(&self, browser: &mut Browser<'_>, phase: &str, typed: &str) -> Vec<String> {
        let body = json!({ "phase": phase, "typed": typed });
        let told = said(browser.call("POST", &self.list("/exhibits"), body).await);
        let ids = told["added"].as_array().unwrap().iter();
        ids.map(|id| id.as_str().unwrap().to_owned()).collect()
    }

    /// Opens a session; answers its address.
    pub async fn session(&self, browser: &mut Browser<'_>, kind: &str) -> String {
        let opened = browser
            .post(&self.list("/sessions"), &[("kind", kind)])
            .await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
        opened.location().to_owned()
    }

    /// The handles of the pictures that the newest session keeps, whether they are seen or not.
    pub async fn handles(&self) -> Vec<String> {
        let sql = "SELECT screen FROM courtroom_session ORDER BY started_at DESC, id DESC LIMIT 1";
        let screen: String = self.office.app.db().one(sql, args![]).await.unwrap();
        let screen: Value = serde_json::from_str(&screen).unwrap();
        let parts = screen["content"]["parts"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        parts
            .iter()
            .map(|part| part["handle"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// The JSON of an answer that was given.
pub fn said(answer: shell::testing::Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

async fn work_of(office: &Office, person: Uuid) -> Work {
    let app = &office.app;
    let units = app.units().units().await.unwrap();
    let posts = staff::post::posts_on(app.db(), person, app.today())
        .await
        .unwrap();
    let actor = staff::actor_of(app.db(), &units, posts[0].id, app.today())
        .await
        .unwrap();
    let ledger = app.ledger().clone();
    let work = Work::begin(app.db(), actor, app.now_ms(), app.law(), ledger);
    work.await.unwrap()
}

async fn read_to_the_end(office: &Office, file: Uuid) {
    let (handlers, _) = casefile::counted_handlers(&office.app);
    let workers = jobs::Workers::start(office.app.jobs(), handlers, 1);
    let mut bell = office.app.jobs().watch();
    while !tally(office.app.db(), file).await.unwrap().is_over() {
        bell.changed().await.unwrap();
    }
    workers.stop().await;
}
