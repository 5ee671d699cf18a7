//! An office with one matter whose three pages have been read, and workers for its copies.

use archive::copies::Copy;
use casefile::{Delivery, Mark, receive, tally};
use db::{Db, Migrations, Sql, args};
use jobs::Workers;
use law::{Law, Moment};
use ledger::{Batch, NewFact};
use people::{Actor, Role, Work};
use shell::{
    App,
    testing::{Browser, Office, REGION},
};
use uuid::Uuid;

const THREE_PAGES: &[u8] = include_bytes!("../../../casefile/tests/data/three-pages.pdf");

pub const TABLES: [Migrations; 8] = [
    jobs::MIGRATIONS,
    ledger::MIGRATIONS,
    people::MIGRATIONS,
    shell::MIGRATIONS,
    criminal::MIGRATIONS,
    civil::MIGRATIONS,
    casefile::MIGRATIONS,
    archive::MIGRATIONS,
];

pub struct House {
    pub office: Office,
    pub matter: Uuid,
    folder: std::path::PathBuf,
}

impl House {
    /// The three pages are delivered, read, and listed as two documents.
    pub async fn read(db: Db) -> House {
        let house = House::empty(db).await;
        let app = &house.office.app;
        let head = casefile::head_of(app.db(), house.matter)
            .await
            .unwrap()
            .unwrap();
        let work = house.work().await;
        let content = app.files().arrived(THREE_PAGES).await.unwrap();
        let delivery = Delivery {
            name: "Tập 1.pdf".to_owned(),
            content,
        };
        let received = receive(&work, app.files(), app.jobs(), &head, delivery)
            .await
            .unwrap();
        work.commit().await.unwrap();
        let workers = Workers::start(app.jobs(), casefile::handlers(app), 2);
        app.jobs().ring();
        let mut bell = app.jobs().watch();
        while !is_read(app, received.file).await {
            bell.changed().await.unwrap();
        }
        workers.stop().await;
        let work = house.work().await;
        // What the engine makes of a stamp is not the question here.
        let pages = casefile::pages_of(app.db(), house.matter).await.unwrap();
        for (page, leaf) in pages.iter().zip(["01", "02", "03"]) {
            casefile::correct(&work, &head, page, leaf).await.unwrap();
        }
        for (first, last, title, kind) in [
            (1, 2, "Biên bản tiếp nhận nguồn tin về tội phạm", "bien_ban"),
            (3, 3, "Quyết định tạm giữ", "quyet_dinh"),
        ] {
            let mark = Mark {
                first,
                last,
                title: title.to_owned(),
                kind: Some(kind.to_owned()),
                ..Mark::default()
            };
            casefile::mark(&work, &head, None, mark).await.unwrap();
        }
        work.commit().await.unwrap();
        house
    }

    /// A matter without a page.
    pub async fn empty(db: Db) -> House {
        let folder =
            std::env::temp_dir().join(format!("kiemsat-archive-{}", Uuid::now_v7().simple()));
        let index = search::Index::open(&folder).unwrap();
        let routes = shell::routes()
            .merge(criminal::routes())
            .merge(casefile::routes())
            .merge(archive::routes());
        let office = Office::with(db, criminal::views(), routes, |app| app.slot(index)).await;
        let matter = Uuid::now_v7();
        let received: Moment = "2026-05-20T13:55".parse().unwrap();
        let fact = NewFact::new(Uuid::now_v7(), "report.received", received)
            .with("report_kind", "to_giac")
            .with("summary", "Đe dọa đăng ảnh để đòi tiền");
        let batch = Batch {
            matter: ledger::Matter::New(matter),
            facts: vec![fact],
            recorded_at: office.app.now_ms(),
            recorded_by: Uuid::now_v7(),
            unit: REGION.to_owned(),
        };
        let tx = office.app.db().begin().await.unwrap();
        office
            .app
            .ledger()
            .record(&tx, Law::embedded(), batch)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        House {
            office,
            matter,
            folder,
        }
    }

    /// Somebody of the region at work.
    async fn work(&self) -> Work {
        let app = &self.office.app;
        let actor = Actor::sample(Role::Chief, REGION);
        let work = Work::begin(
            app.db(),
            actor,
            app.now_ms(),
            app.law(),
            app.ledger().clone(),
        );
        work.await.unwrap()
    }

    /// The address of a page about the matter's copies.
    pub fn at(&self, path: &str) -> String {
        format!("/archive/matters/{}{path}", self.matter)
    }

    /// Workers make every copy that waits; the newest is given back.
    pub async fn made(&self) -> Copy {
        let app = &self.office.app;
        let workers = Workers::start(app.jobs(), archive::handlers(app), 1);
        app.jobs().ring();
        let mut bell = app.jobs().watch();
        while newest(app).await.is_waiting() {
            bell.changed().await.unwrap();
        }
        workers.stop().await;
        newest(app).await
    }

    /// The bytes of a copy as a browser gets them.
    pub async fn taken(&self, browser: &mut Browser<'_>, copy: &Copy) -> Vec<u8> {
        let answer = browser
            .get(&format!("/archive/copies/{}/file", copy.id))
            .await;
        assert_eq!(
            answer.status,
            axum::http::StatusCode::OK,
            "{}: {}",
            copy.why,
            answer.text
        );
        answer.bytes
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn newest(app: &App) -> Copy {
    app.db()
        .one(
            "SELECT * FROM archive_copy ORDER BY asked_at DESC, id DESC LIMIT 1",
            args![],
        )
        .await
        .unwrap()
}

async fn is_read(app: &App, file: Uuid) -> bool {
    let is_over = tally(app.db(), file).await.unwrap().is_over();
    let file = casefile::file(app.db(), file).await.unwrap().unwrap();
    is_over && file.state != "queued"
}
