//! Opening a database by its address, pools, transactions.

use std::{str::FromStr, sync::Arc, time::Duration};

use sqlx::{
    PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::Mutex;

use crate::{Result, Row, Sql, Statement, StorageError, V, sql::bound};

/// Which engine answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded default: one folder holds everything.
    Sqlite,
    /// A server, for a province or the nation.
    Postgres,
}

/// An open database. Cheap to clone. Reading goes to a pool of readers; writing needs [`Db::begin`].
#[derive(Debug, Clone)]
pub struct Db(Arc<Pools>);

#[derive(Debug)]
enum Pools {
    Lite { write: SqlitePool, read: SqlitePool },
    Pg { write: PgPool, read: PgPool },
}

impl Db {
    /// Opens `sqlite:///path/file.db` (made when absent) or `postgres://…`.
    ///
    /// SQLite: WAL, one writer, eight readers, every commit on the disk before it is acknowledged.
    /// PostgreSQL: readers plan each query for its values (`plan_cache_mode=force_custom_plan`).
    pub async fn open(url: &str) -> Result<Db> {
        let pools = if url.starts_with("postgres") {
            let options = PgConnectOptions::from_str(url)
                .map_err(|e| StorageError::Address(e.to_string()))?
                .application_name("kiemsat");
            let readers = options
                .clone()
                .options([("plan_cache_mode", "force_custom_plan"), ("jit", "off")]);
            let pool = |size| {
                PgPoolOptions::new()
                    .max_connections(size)
                    .acquire_timeout(Duration::from_secs(30))
            };
            Pools::Pg {
                write: pool(12).connect_with(options).await?,
                read: pool(12).connect_with(readers).await?,
            }
        } else {
            let options = SqliteConnectOptions::from_str(url)
                .map_err(|e| StorageError::Address(e.to_string()))?
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(30))
                .foreign_keys(true)
                .pragma("cache_size", "-65536")
                .pragma("temp_store", "MEMORY")
                .pragma("mmap_size", "1073741824");
            let pool = |size| {
                SqlitePoolOptions::new()
                    .max_connections(size)
                    .acquire_timeout(Duration::from_secs(60))
            };
            let write = pool(1).connect_with(options.clone()).await?;
            let read = pool(8)
                .connect_with(options.pragma("query_only", "ON"))
                .await?;
            Pools::Lite { write, read }
        };
        Ok(Db(Arc::new(pools)))
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match &*self.0 {
            Pools::Lite { .. } => Engine::Sqlite,
            Pools::Pg { .. } => Engine::Postgres,
        }
    }

    /// Begins a transaction that may write. On SQLite it takes the one writer at once.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match &*self.0 {
            Pools::Lite { write, .. } => Tx::lite(write.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Pg { write, .. } => Tx::pg(write.begin().await?),
        })
    }

    /// Begins a transaction that only reads, and sees one moment for all its statements.
    pub async fn snapshot(&self) -> Result<Tx> {
        Ok(match &*self.0 {
            Pools::Lite { read, .. } => Tx::lite(read.begin().await?),
            Pools::Pg { read, .. } => Tx::pg(
                read.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                    .await?,
            ),
        })
    }

    /// Runs statements outside a transaction on the writer (VACUUM, ANALYZE, PRAGMA).
    pub async fn maintain(&self, sql: impl Into<Statement>) -> Result<()> {
        let sql = sqlx::AssertSqlSafe(sql.into().0);
        match &*self.0 {
            Pools::Lite { write, .. } => sqlx::raw_sql(sql).execute(write).await.map(|_| ())?,
            Pools::Pg { write, .. } => sqlx::raw_sql(sql).execute(write).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Refreshes the planner's statistics after large loads.
    pub async fn analyze(&self) -> Result<()> {
        match self.engine() {
            Engine::Sqlite => self.maintain("ANALYZE").await,
            // It also marks what every reader may see, so that an index alone can answer.
            Engine::Postgres => self.maintain("VACUUM (ANALYZE)").await,
        }
    }

    /// Closes every connection and waits for them.
    pub async fn close(&self) {
        match &*self.0 {
            Pools::Lite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Pg { write, read } => {
                read.close().await;
                write.close().await;
            }
        }
    }
}

impl Sql for Db {
    async fn rows(&self, sql: impl Into<Statement> + Send, args: Vec<V>) -> Result<Vec<Row>> {
        let sql = sql.into();
        Ok(match &*self.0 {
            Pools::Lite { read, .. } => {
                let rows = bound!(sql, args).fetch_all(read).await?;
                rows.into_iter().map(Row::Lite).collect()
            }
            Pools::Pg { read, .. } => {
                let rows = bound!(sql, args).fetch_all(read).await?;
                rows.into_iter().map(Row::Pg).collect()
            }
        })
    }

    /// A single statement in its own transaction on the writer.
    async fn exec(&self, sql: impl Into<Statement> + Send, args: Vec<V>) -> Result<u64> {
        let sql = sql.into();
        Ok(match &*self.0 {
            Pools::Lite { write, .. } => bound!(sql, args).execute(write).await?.rows_affected(),
            Pools::Pg { write, .. } => bound!(sql, args).execute(write).await?.rows_affected(),
        })
    }
}

/// An open transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Tx {
    engine: Engine,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
pub(crate) enum Inner {
    Lite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

impl Tx {
    fn lite(tx: Transaction<'static, Sqlite>) -> Tx {
        Tx {
            engine: Engine::Sqlite,
            inner: Mutex::new(Inner::Lite(tx)),
        }
    }

    fn pg(tx: Transaction<'static, Postgres>) -> Tx {
        Tx {
            engine: Engine::Postgres,
            inner: Mutex::new(Inner::Pg(tx)),
        }
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Makes everything done here last.
    pub async fn commit(self) -> Result<()> {
        match self.inner.into_inner() {
            Inner::Lite(tx) => tx.commit().await?,
            Inner::Pg(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Takes everything done here back.
    pub async fn rollback(self) -> Result<()> {
        match self.inner.into_inner() {
            Inner::Lite(tx) => tx.rollback().await?,
            Inner::Pg(tx) => tx.rollback().await?,
        }
        Ok(())
    }

    /// Runs several statements without values, as a migration does.
    pub async fn script(&self, sql: impl Into<Statement>) -> Result<()> {
        let sql = sqlx::AssertSqlSafe(sql.into().0);
        match &mut *self.inner.lock().await {
            Inner::Lite(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(|_| ())?,
            Inner::Pg(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(|_| ())?,
        }
        Ok(())
    }

    pub(crate) async fn inner(&self) -> tokio::sync::MutexGuard<'_, Inner> {
        self.inner.lock().await
    }
}

impl Sql for Tx {
    async fn rows(&self, sql: impl Into<Statement> + Send, args: Vec<V>) -> Result<Vec<Row>> {
        let sql = sql.into();
        Ok(match &mut *self.inner.lock().await {
            Inner::Lite(tx) => {
                let rows = bound!(sql, args).fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Lite).collect()
            }
            Inner::Pg(tx) => {
                let rows = bound!(sql, args).fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Pg).collect()
            }
        })
    }

    async fn exec(&self, sql: impl Into<Statement> + Send, args: Vec<V>) -> Result<u64> {
        let sql = sql.into();
        Ok(match &mut *self.inner.lock().await {
            Inner::Lite(tx) => bound!(sql, args).execute(&mut **tx).await?.rows_affected(),
            Inner::Pg(tx) => bound!(sql, args).execute(&mut **tx).await?.rows_affected(),
        })
    }
}
