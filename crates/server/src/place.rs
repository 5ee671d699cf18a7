//! Nơi giữ dữ liệu: one folder, or a database and a store of files by their addresses.

use std::{path::PathBuf, sync::Arc};

use ::law::Law;
use anyhow::{Context, bail};
use db::{Db, Dump, Sql, args};
use files::Files;
use ledger::Ledger;
use people::sign_in::{SealingKey, seal};
use shell::{App, AppParts, Clock, Settings};

use crate::{areas, cli, key};

/// An open place.
#[derive(Clone)]
pub struct Place {
    /// The database.
    pub db: Db,
    /// The store of files.
    pub files: Files,
    /// The folder of the office's own papers, such as `demo.json`.
    pub folder: PathBuf,
    /// The folder for what is derived and may be thrown away, such as the search index.
    pub derived: PathBuf,
    /// The file of the key that second steps are sealed with.
    pub key_file: PathBuf,
}

impl cli::Place {
    /// Opens the place and brings its tables up to this version.
    pub async fn open(&self) -> anyhow::Result<Place> {
        let place = self.reach().await?;
        db::migrate(&place.db, &areas::migrations())
            .await
            .context("the tables could not be brought up to this version")?;
        // An empty place is noted as this version's; what an older one filled is made again by `serve` or `rebuild`.
        place.ledger().settle(&place.db).await?;
        Ok(place)
    }

    /// Opens a place that holds nothing yet; its tables are not made.
    pub async fn open_empty(&self) -> anyhow::Result<Place> {
        let place = self.reach().await?;
        place.must_be_empty().await?;
        Ok(place)
    }

    async fn reach(&self) -> anyhow::Result<Place> {
        let folder = self.data.clone().unwrap_or_else(|| PathBuf::from("data"));
        let needs_folder = self.database.is_none() || self.files.is_none();
        if needs_folder {
            std::fs::create_dir_all(&folder)
                .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        }
        let database = match &self.database {
            Some(url) => url.clone(),
            None => format!("sqlite://{}", folder.join("kiemsat.db").display()),
        };
        let files = match &self.files {
            Some(url) => Files::open(url, store_options()),
            None => Files::folder(&folder.join("files")),
        };
        Ok(Place {
            db: Db::open(&database)
                .await
                .context("the database does not open")?,
            files: files.context("the store of files does not open")?,
            derived: folder.join("derived"),
            key_file: self
                .key_file
                .clone()
                .unwrap_or_else(|| folder.join(key::FILE)),
            folder,
        })
    }
}

impl Place {
    /// Refuses a place with tables that hold rows, or with files.
    pub async fn must_be_empty(&self) -> anyhow::Result<()> {
        for table in Dump::tables(&self.db).await? {
            let rows: i64 = self
                .db
                .one(
                    format!("SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT 1) AS any_row"),
                    args![],
                )
                .await?;
            if rows > 0 {
                bail!(
                    "the place is not empty: table {table} holds rows; name an empty folder or database"
                );
            }
        }
        if !self.files.all().await?.is_empty() {
            bail!("the place is not empty: it holds files; name an empty folder or store");
        }
        Ok(())
    }

    /// The ledger with every area's views.
    pub fn ledger(&self) -> Ledger {
        Ledger::new(areas::views())
    }

    /// The law under this office's calendar.
    pub async fn law(&self) -> anyhow::Result<Arc<Law>> {
        shell::office_law(&self.db, Law::embedded())
            .await
            .map_err(|problem| anyhow::anyhow!("the office's calendar cannot be read: {problem:?}"))
    }

    /// The key that second steps are sealed with; made when there is none yet.
    pub fn key(&self) -> anyhow::Result<SealingKey> {
        key::read_or_make(&self.key_file)
    }

    /// The key, with every secret of an earlier version sealed by it.
    async fn key_in_use(&self) -> anyhow::Result<SealingKey> {
        let key = self.key()?;
        let sealed = seal::seal_plain(&self.db, &key, now_ms()).await?;
        if sealed > 0 {
            tracing::info!(sealed, "secrets of second steps were sealed");
        }
        let lost = seal::unopenable(&self.db, &key).await?.len();
        if lost > 0 {
            tracing::warn!(
                lost,
                key_file = %self.key_file.display(),
                "the key does not open these people's second step: put the old key file back, or run `kiemsat user forget-codes`"
            );
        }
        Ok(key)
    }

    /// The program over this place.
    pub async fn app(&self, clock: Clock, settings: Settings) -> anyhow::Result<App> {
        let parts = AppParts {
            db: self.db.clone(),
            ledger: Arc::new(self.ledger()),
            law: self.law().await?,
            files: self.files.clone(),
            key: self.key_in_use().await?,
            clock,
            settings,
        };
        let app = areas::furnish(App::new(parts), self)?.done();
        app.read_ladders().await?;
        Ok(app)
    }
}

/// The settings of an S3 store, from the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT, AWS_REGION…
fn store_options() -> Vec<(String, String)> {
    std::env::vars()
        .filter(|(name, _)| name.starts_with("AWS_"))
        .map(|(name, value)| (name.to_lowercase(), value))
        .collect()
}

/// Now, in milliseconds UTC, by the machine's clock.
pub fn now_ms() -> i64 {
    chrono::Utc::now().timestamp_millis()
}
