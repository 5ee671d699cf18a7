//! A small program with one matter, its files in a folder of their own.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use casefile::{Delivery, MatterHead, Received, receive, tally};
use db::{Db, Migrations};
use files::Files;
use jobs::Workers;
use law::{Law, Moment};
use ledger::{Ledger, NewFact};
use people::{Actor, Role, Work, WorkError};
use shell::{App, AppParts, Settings};
use uuid::Uuid;

pub const THREE_PAGES: &[u8] = include_bytes!("../data/three-pages.pdf");
pub const UNIT: &str = "P14-KV03";
/// 20/05/2026 15:00 in Vietnam.
pub const NOW: i64 = 1_779_264_000_000;

pub const TABLES: [Migrations; 8] = [
    jobs::MIGRATIONS,
    ledger::MIGRATIONS,
    people::MIGRATIONS,
    shell::MIGRATIONS,
    criminal::MIGRATIONS,
    civil::MIGRATIONS,
    casefile::MIGRATIONS,
    Migrations {
        area: "none",
        files: &[],
    },
];

pub struct House {
    pub app: App,
    pub matter: MatterHead,
    pub actor: Actor,
    folder: PathBuf,
}

impl House {
    pub async fn open(db: Db) -> House {
        let folder =
            std::env::temp_dir().join(format!("kiemsat-scans-{}", Uuid::now_v7().simple()));
        let files = Files::folder(&folder.join("files")).unwrap();
        let index = search::Index::open(&folder.join("index")).unwrap();
        let parts = AppParts {
            key: people::sign_in::SealingKey::fresh(),
            db: db.clone(),
            files,
            ledger: Arc::new(Ledger::new(criminal::views())),
            law: Law::embedded().clone(),
            clock: Arc::new(|| NOW),
            settings: Settings::default(),
        };
        let app = App::new(parts).slot(index).done();
        let actor = Actor::sample(Role::Prosecutor, UNIT);
        let id = Uuid::now_v7();
        let work = begin(&app, &actor).await;
        let received: Moment = "2026-05-20T13:55".parse().unwrap();
        let fact = NewFact::new(Uuid::now_v7(), "report.received", received)
            .with("report_kind", "to_giac")
            .with("summary", "Đe dọa đăng ảnh để đòi tiền");
        work.record(ledger::Matter::New(id), vec![fact])
            .await
            .unwrap();
        work.commit().await.unwrap();
        let matter = casefile::head_of(&db, id).await.unwrap().unwrap();
        House {
            app,
            matter,
            actor,
            folder,
        }
    }

    pub async fn work(&self) -> Work {
        begin(&self.app, &self.actor).await
    }

    pub async fn deliver(&self, name: &str, bytes: &[u8]) -> Result<Received, WorkError> {
        let work = self.work().await;
        let files = self.app.files();
        let delivery = Delivery {
            name: name.to_owned(),
            content: files.arrived(bytes).await.unwrap(),
        };
        let received = receive(&work, files, self.app.jobs(), &self.matter, delivery).await?;
        work.commit().await?;
        self.app.jobs().ring();
        Ok(received)
    }

    /// Starts two workers; the count tells how many pages their engines have read.
    pub fn start(&self) -> (Workers, Arc<AtomicUsize>) {
        let (handlers, reads) = casefile::counted_handlers(&self.app);
        (Workers::start(self.app.jobs(), handlers, 2), reads)
    }

    /// Waits until the database says so; the queue's bell tells when to look.
    pub async fn until<F, Fut>(&self, done: F)
    where
        F: Fn(App) -> Fut,
        Fut: Future<Output = bool>,
    {
        let mut bell = self.app.jobs().watch();
        while !done(self.app.clone()).await {
            bell.changed().await.unwrap();
        }
    }

    /// Delivers the three pages and reads them to the end.
    pub async fn read_three_pages(&self) -> (Uuid, usize) {
        let received = self.deliver("Hồ sơ.pdf", THREE_PAGES).await.unwrap();
        let (workers, reads) = self.start();
        self.until(|app| async move { is_read(&app, received.file).await })
            .await;
        workers.stop().await;
        (received.file, reads.load(Ordering::SeqCst))
    }
}

pub async fn is_read(app: &App, file: Uuid) -> bool {
    let is_over = tally(app.db(), file).await.unwrap().is_over();
    let file = casefile::file(app.db(), file).await.unwrap().unwrap();
    is_over && file.state != "queued"
}

async fn begin(app: &App, actor: &Actor) -> Work {
    Work::begin(
        app.db(),
        actor.clone(),
        NOW,
        app.law(),
        app.ledger().clone(),
    )
    .await
    .unwrap()
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
