//! The house of these stories: an office with a case whose accused is held until 17/08/2026, on 13/08/2026.

use std::{collections::BTreeMap, sync::Arc};

use criminal::doors::{CaseFileDoor, PapersDoor};
use criminal::{ActEntry, record_act, register};
use db::{Db, Migrations, testing};
use law::{Law, Moment, PageBox};
use people::staff::delegation::{NewDelegation, give};
use people::{Right, Role, Work, staff};
use serde_json::Value;
use shell::AppBuilder;
use shell::testing::{Browser, Office, REGION};
use uuid::Uuid;

const TABLES: [Migrations; 7] = [
    ledger::MIGRATIONS,
    jobs::MIGRATIONS,
    people::MIGRATIONS,
    shell::MIGRATIONS,
    signing::MIGRATIONS,
    criminal::MIGRATIONS,
    documents::MIGRATIONS,
];

const PAPERS: &str = include_str!("../data/until-detention.json");
const POLICE: &str = "Cơ quan Cảnh sát điều tra Công an tỉnh Sơn La";

/// The office with its case.
pub struct House {
    pub office: Office,
    pub matter: Uuid,
    pub accused: Uuid,
}

/// Runs a story in a fresh house on SQLite and on PostgreSQL.
pub fn in_a_house<F, Fut>(story: F)
where
    F: Fn(House) -> Fut,
    Fut: Future<Output = ()>,
{
    let story = &story;
    testing::both(&TABLES, |db| async move {
        story(House::built(db, |app| app).await).await
    });
}

/// The same where case files are kept.
pub fn in_a_house_with_files<F, Fut>(files: fn() -> CaseFileDoor, story: F)
where
    F: Fn(House) -> Fut,
    Fut: Future<Output = ()>,
{
    let story = &story;
    testing::both(&TABLES, |db| async move {
        story(House::built(db, |app| app.slot(files())).await).await
    });
}

impl House {
    async fn built(db: Db, more: impl FnOnce(AppBuilder) -> AppBuilder) -> House {
        let routes = shell::routes()
            .merge(criminal::routes())
            .merge(documents::routes());
        let office = Office::with(db, criminal::views(), routes, |app| {
            more(
                app.menu(documents::menu())
                    .finder(documents::DocumentFinder)
                    .slot(PapersDoor(Arc::new(documents::DocumentShelf))),
            )
        })
        .await;
        let then: Moment = "2026-08-13T09:00".parse().unwrap();
        office.wait(then.at_utc_ms() - office.app.now_ms());
        let house = House {
            office,
            matter: Uuid::now_v7(),
            accused: Uuid::now_v7(),
        };
        let work = house.work_as(Role::Chief).await;
        let mut papers = house.papers();
        let rest = papers.split_off(2);
        register(&work, house.matter, papers).await.unwrap();
        for paper in rest {
            let kind = paper.kind.clone();
            record_act(&work, house.matter, paper, None)
                .await
                .unwrap_or_else(|error| panic!("{kind}: {error:?}"));
        }
        work.commit().await.unwrap();
        house
    }

    fn papers(&self) -> Vec<ActEntry> {
        let rows: Vec<Value> = serde_json::from_str(PAPERS).unwrap();
        let mut entries: Vec<(usize, ActEntry)> = rows
            .iter()
            .map(|row| {
                let kind = row["kind"].as_str().unwrap();
                let effective: Moment = row["effective"].as_str().unwrap().parse().unwrap();
                let rank = Law::embedded()
                    .acts
                    .ranked_on(kind, effective.on)
                    .unwrap()
                    .0;
                let mut entry = ActEntry {
                    is_confirmed: true,
                    ..ActEntry::new(kind, effective)
                };
                entry
                    .subjects
                    .extend(row["subject"].as_str().map(|_| self.accused));
                entry.number = row["number"].as_str().map(str::to_owned);
                entry.issuer = row["issuer"].as_str().map(str::to_owned);
                entry.body = row["body"].as_object().cloned().unwrap_or_default();
                (rank, entry)
            })
            .collect();
        let is_first =
            |entry: &ActEntry| matches!(entry.kind.as_str(), "party.described" | "report.received");
        entries.sort_by_key(|(rank, entry)| (!is_first(entry), entry.effective.unwrap().on, *rank));
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Work of somebody new in this role.
    pub async fn work_as(&self, role: Role) -> Work {
        let (person, _) = self.office.employ(role, REGION).await;
        self.work_of(person).await
    }

    /// Work of somebody in their first post.
    pub async fn work_of(&self, person: Uuid) -> Work {
        let app = &self.office.app;
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

    /// The Viện trưởng delegates the issue of documents to somebody for ten days.
    pub async fn delegate(&self, to_person: Uuid) {
        let work = self.work_as(Role::Chief).await;
        let given = NewDelegation {
            to_person,
            rights: vec![Right::DocumentsIssue],
            from: work.today,
            to: work.today + chrono::Days::new(10),
            reason: "Quyết định ủy quyền số 5/QĐ-VKSKV3".to_owned(),
        };
        give(&work, given).await.unwrap();
        work.commit().await.unwrap();
        // What a session may do is remembered for some seconds.
        self.office.wait(10_000);
    }

    /// The request of the investigating body comes in.
    pub async fn request(&self) {
        self.request_read_from(BTreeMap::new()).await;
    }

    /// The same, its fields read from these places.
    pub async fn request_read_from(&self, places: BTreeMap<String, PageBox>) {
        let work = self.work_as(Role::Chief).await;
        let mut entry = ActEntry::new(
            "detention.extension_requested",
            "2026-08-04".parse().unwrap(),
        )
        .about(self.accused);
        entry.number = Some("814/ĐN-CSĐT".to_owned());
        entry.issuer = Some(POLICE.to_owned());
        entry.is_confirmed = true;
        entry.sources = places;
        record_act(&work, self.matter, entry, None).await.unwrap();
        work.commit().await.unwrap();
    }

    /// Where the form 42/HS for the accused begins.
    pub fn new_paper(&self) -> String {
        criminal::doors::new_paper_href("42/HS", self.matter, Some(self.accused))
    }

    /// Begins a draft and returns its address.
    pub async fn begin(&self, browser: &mut Browser<'_>) -> String {
        let answer = browser.get(&self.new_paper()).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        answer.location().to_owned()
    }

    /// The facts as they stand.
    pub async fn opened(&self) -> criminal::Opened {
        let app = &self.office.app;
        criminal::open(app.db(), &app.law(), self.matter)
            .await
            .unwrap()
            .unwrap()
    }

    /// Until when the accused is held.
    pub async fn held_until(&self) -> String {
        let opened = self.opened().await;
        opened
            .matter
            .clock("DET-INV", Some(self.accused))
            .unwrap()
            .due
            .unwrap()
            .to_string()
    }
}

/// The version that stands in the page's form.
pub fn version(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"version\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// What the page tells, without the page around it.
pub fn told(answer: &shell::testing::Answer) -> String {
    let boxes = answer.text.split("class=\"alert-words\">").skip(1);
    let told: Vec<&str> = boxes
        .filter_map(|rest| rest.split("</div>").next())
        .collect();
    format!("{} {}", answer.status, told.join("\n"))
}
