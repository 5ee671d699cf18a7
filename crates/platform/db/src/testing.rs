//! Every database test runs on both engines: `both(|db| async move { … })`.
//!
//! SQLite lives in a folder of its own; PostgreSQL is the server named by `KIEMSAT_TEST_POSTGRES`
//! (the test command starts one), or one this process starts by `scripts/postgres` and stops after.

use std::{future::Future, path::PathBuf, process::Command};

use uuid::Uuid;

use crate::{Db, Migrations, Result, migrate};

/// Runs `story` on a fresh SQLite and on a fresh PostgreSQL database.
///
/// # Panics
/// When an engine cannot be had: a database test is never skipped.
pub fn both<F, Fut>(areas: &[Migrations], story: F)
where
    F: Fn(Db) -> Fut,
    Fut: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = runtime.expect("a runtime for the test");
    runtime.block_on(async {
        let place = Place::sqlite();
        let db = ready(&place.url, areas).await.expect("SQLite opens");
        story(db.clone()).await;
        db.close().await;
        drop(place);

        let place = Place::postgres().await;
        let db = ready(&place.url, areas).await.expect("PostgreSQL opens");
        story(db.clone()).await;
        db.close().await;
        place.remove().await;
    });
}

async fn ready(url: &str, areas: &[Migrations]) -> Result<Db> {
    let db = Db::open(url).await?;
    migrate(&db, areas).await?;
    Ok(db)
}

/// A place for one test's database, with its address.
#[derive(Debug)]
pub struct Place {
    /// What [`Db::open`] takes.
    pub url: String,
    folder: Option<PathBuf>,
    server: Option<Server>,
}

#[derive(Debug)]
struct Server {
    admin: String,
    name: String,
    started_in: Option<PathBuf>,
}

impl Place {
    /// A fresh folder with a SQLite address.
    pub fn sqlite() -> Place {
        let folder = std::env::temp_dir().join(format!("kiemsat-test-{}", Uuid::now_v7().simple()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        Place {
            url: format!("sqlite://{}/kiemsat.db", folder.display()),
            folder: Some(folder),
            server: None,
        }
    }

    /// A fresh database on a private PostgreSQL.
    pub async fn postgres() -> Place {
        let (admin, started_in) = match std::env::var("KIEMSAT_TEST_POSTGRES") {
            Ok(url) => (url, None),
            Err(_) => {
                let folder =
                    std::env::temp_dir().join(format!("kiemsat-pg-{}", Uuid::now_v7().simple()));
                (script("start", &folder), Some(folder))
            }
        };
        let name = format!("t{}", Uuid::now_v7().simple());
        let db = Db::open(&admin)
            .await
            .expect("the private PostgreSQL answers");
        db.maintain(format!("CREATE DATABASE {name}"))
            .await
            .expect("a database of one's own");
        db.close().await;
        let url = match admin.rsplit_once('/') {
            Some((server, _)) => format!("{server}/{name}"),
            None => admin.clone(),
        };
        Place {
            url,
            folder: None,
            server: Some(Server {
                admin,
                name,
                started_in,
            }),
        }
    }

    /// Drops the database of this place.
    pub async fn remove(self) {
        if let Some(server) = &self.server
            && let Ok(db) = Db::open(&server.admin).await
        {
            let _ = db
                .maintain(format!(
                    "DROP DATABASE IF EXISTS {} WITH (FORCE)",
                    server.name
                ))
                .await;
            db.close().await;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
        if let Some(folder) = self
            .server
            .as_ref()
            .and_then(|server| server.started_in.as_ref())
        {
            script("stop", folder);
        }
    }
}

/// `scripts/postgres start|stop FOLDER`; start prints the address.
fn script(verb: &str, folder: &std::path::Path) -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../scripts/postgres");
    let output = Command::new(path)
        .arg(verb)
        .arg(folder)
        .output()
        .expect("scripts/postgres runs");
    assert!(
        output.status.success(),
        "scripts/postgres {verb}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
