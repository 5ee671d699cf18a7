//! An office with a case of one accused and a case file of three read pages, BL 1 to 3, in the hands of a prosecutor.

use axum::http::StatusCode;
use casefile::{Delivery, MatterHead, receive, tally};
use db::{Db, Migrations};
use law::Moment;
use ledger::NewFact;
use people::{Role, Work, staff};
use serde_json::json;
use shell::testing::{Browser, Office, PASSWORD, REGION};
use uuid::Uuid;

use crate::typed::typed_pages;

pub const TABLES: [Migrations; 8] = [
    ledger::MIGRATIONS,
    jobs::MIGRATIONS,
    people::MIGRATIONS,
    shell::MIGRATIONS,
    criminal::MIGRATIONS,
    civil::MIGRATIONS,
    casefile::MIGRATIONS,
    evidence::MIGRATIONS,
];

/// The accused of the case.
pub const ACCUSED: &str = "Thái Doãn Lâm";

pub struct House {
    pub office: Office,
    pub matter: MatterHead,
    pub accused: Uuid,
    pub pages: Vec<Uuid>,
    person: Uuid,
    login: String,
    index: std::path::PathBuf,
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.index);
    }
}

impl House {
    pub async fn open(db: Db) -> House {
        let accused = Uuid::now_v7();
        House::of(db, facts(accused), accused).await
    }

    /// The same for a matter that these facts open.
    pub async fn of(db: Db, facts: Vec<NewFact>, accused: Uuid) -> House {
        let leaves = ["1", "2", "3"];
        House::with_file(db, (facts, accused), (&typed_pages(3), &leaves)).await
    }

    /// The same with a file of its own, each page with its leaf.
    pub async fn with_file(
        db: Db,
        (facts, accused): (Vec<NewFact>, Uuid),
        (file, leaves): (&[u8], &[&str]),
    ) -> House {
        let name = format!("kiemsat-evidence-{}", Uuid::now_v7().simple());
        let place = std::env::temp_dir().join(name);
        let index = search::Index::open(&place).unwrap();
        let routes = shell::routes()
            .merge(criminal::routes())
            .merge(casefile::routes())
            .merge(evidence::routes());
        let views = [criminal::views(), civil::views()].concat();
        let office = Office::with(db, views, routes, |app| {
            app.slot(index).slot(typeset::Typesetter::new())
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
            content: app.files().arrived(file).await.unwrap(),
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
            accused,
            person: prosecutor,
            login,
            index: place,
            office,
        };
        let mut browser = house.prosecutor().await;
        assert_eq!(house.pages.len(), leaves.len());
        for (page, bl) in house.pages.iter().zip(leaves) {
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

    /// Work of the prosecutor, in a transaction of its own.
    pub async fn work(&self) -> Work {
        work_of(&self.office, self.person).await
    }

    /// An address of the matter's evidence.
    pub fn at(&self, below: &str) -> String {
        format!("/evidence/matters/{}{below}", self.matter.id)
    }

    /// Marks a page as a document of this kind; answers its id.
    pub async fn document(&self, browser: &mut Browser<'_>, no: i64, title: &str, kind: &str) {
        let path = format!("/casefile/matters/{}/documents", self.matter.id);
        let body = json!({ "first": no, "last": no, "title": title, "kind": kind, "bl": "" });
        let kept = browser.call("POST", &path, body).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    }

    /// Adds a typed piece of evidence; answers its id.
    pub async fn item(&self, browser: &mut Browser<'_>, title: &str, bl: &str) -> Uuid {
        let fields = [
            ("title", title),
            ("bl", bl),
            ("kind", "loi_khai"),
            ("person", ACCUSED),
        ];
        let added = browser.post(&self.at("/items"), &fields).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        let all = self.items().await;
        all.into_iter().find(|one| one.title == title).unwrap().id
    }

    pub async fn items(&self) -> Vec<evidence::Item> {
        evidence::items_of(self.office.app.db(), self.matter.id)
            .await
            .unwrap()
    }
}

/// A case opened and an accused named, under one charge.
fn facts(accused: Uuid) -> Vec<NewFact> {
    let charges = json!([{ "article": "170", "clause": 1 }]);
    let at = |moment: &str| moment.parse::<Moment>().unwrap();
    let fact = |kind: &str, moment: &str| NewFact::new(Uuid::now_v7(), kind, at(moment));
    let police = "Cơ quan Cảnh sát điều tra Công an tỉnh Sơn La";
    vec![
        fact("party.described", "2026-11-10")
            .about(accused)
            .with("name", ACCUSED)
            .with("role", "bi_can"),
        fact("report.received", "2026-11-10T13:55")
            .with("report_kind", "to_giac")
            .with("summary", "Đe dọa đăng ảnh để đòi tiền"),
        fact("case.initiated", "2026-11-12")
            .numbered("242/QĐ-CSĐT", police)
            .with("charges", charges.clone()),
        fact("accused.initiated", "2026-11-13")
            .about(accused)
            .numbered("369/QĐ-CSĐT", police)
            .with("charges", charges),
    ]
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
