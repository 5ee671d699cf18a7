//! Each area owns its tables: its migrations are numbered SQL texts, run once, in order.

use crate::{Db, Engine, Result, Sql, StorageError, args};

/// The migrations of one area: its name and its numbered SQL texts.
#[derive(Debug, Clone, Copy)]
pub struct Migrations {
    /// The area, which is also the prefix of its tables.
    pub area: &'static str,
    /// `(file name, SQL)` in the order they run; never edited after release.
    pub files: &'static [(&'static str, &'static str)],
}

/// Brings the database up to every area's newest migration, in the given order of areas.
pub async fn migrate(db: &Db, areas: &[Migrations]) -> Result<()> {
    let tx = db.begin().await?;
    if tx.engine() == Engine::Postgres {
        // Two programs that start at once wait for each other here.
        tx.rows("SELECT pg_advisory_xact_lock(834201)", args![])
            .await?;
    }
    tx.script(
        "CREATE TABLE IF NOT EXISTS db_migration (
           area TEXT NOT NULL, name TEXT NOT NULL, sql TEXT NOT NULL,
           PRIMARY KEY (area, name))",
    )
    .await?;
    for area in areas {
        for (name, sql) in area.files {
            let done: Option<String> = tx
                .opt(
                    "SELECT sql FROM db_migration WHERE area = $1 AND name = $2",
                    args![area.area, *name],
                )
                .await?;
            match done {
                Some(text) if text == *sql => {}
                Some(_) => {
                    return Err(StorageError::Migration(format!(
                        "{}/{name} was changed after it ran; add a new file instead",
                        area.area
                    )));
                }
                None => {
                    tx.script(for_engine(sql, tx.engine())).await?;
                    tx.exec(
                        "INSERT INTO db_migration (area, name, sql) VALUES ($1, $2, $3)",
                        args![area.area, *name, *sql],
                    )
                    .await?;
                }
            }
        }
    }
    tx.commit().await
}

/// What the two engines do not share: the name of a column of bytes, and statements that stand
/// between a line `-- only sqlite` or `-- only postgres` and the next such line or `-- both`.
fn for_engine(sql: &str, engine: Engine) -> String {
    let mut mine = true;
    let mut text = String::with_capacity(sql.len());
    for line in sql.lines() {
        match line.trim() {
            "-- only sqlite" => mine = engine == Engine::Sqlite,
            "-- only postgres" => mine = engine == Engine::Postgres,
            "-- both" => mine = true,
            _ if mine => {
                text.push_str(line);
                text.push('\n');
            }
            _ => {}
        }
    }
    match engine {
        Engine::Sqlite => text,
        Engine::Postgres => text.replace(" BLOB", " BYTEA"),
    }
}
