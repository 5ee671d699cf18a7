//! Tệp máy quét đã gửi đến: one row a file, from the moment it is seen whole; a killed round finds here what it had begun.

use db::{Sql, StorageError, args};
use uuid::Uuid;

use super::{messages, places, scanners::Scanner};

db::row! {
    /// Tệp máy quét đã gửi đến.
    pub(crate) struct Scanned {
        pub unit_id: String,
        pub id: Uuid,
        pub scanner_id: Uuid,
        pub name: String,
        /// Where it lies, or is about to lie, below the scanner's folder.
        pub place: String,
        pub source: String,
        pub bytes: i64,
        pub pages: i64,
        /// `coming` (its matter is known), `waiting` (in the tray), `taken`, `refused`, `withheld`.
        pub state: String,
        pub reason: String,
        pub matter_id: Option<Uuid>,
        pub seen_at: i64,
    }
}

const COLUMNS: &str =
    "unit_id, id, scanner_id, name, place, source, bytes, pages, state, reason, matter_id, seen_at";

/// A file that is not yet known.
pub(super) struct New<'a> {
    pub name: &'a str,
    pub place: String,
    pub source: String,
    pub bytes: i64,
    pub pages: i64,
    pub state: &'a str,
    pub matter: Option<Uuid>,
}

/// Keeps the row of a file that was just seen whole.
pub(super) async fn keep(
    sql: &impl Sql,
    scanner: &Scanner,
    new: New<'_>,
    now_ms: i64,
) -> Result<Scanned, StorageError> {
    sql.one(
        format!(
            "INSERT INTO casefile_scanned (unit_id, id, scanner_id, name, place, source, bytes, pages, state, reason, matter_id, seen_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $11) RETURNING {COLUMNS}"
        ),
        args![&scanner.unit_id, Uuid::now_v7(), scanner.id, new.name, new.place, new.source, new.bytes, new.pages, new.state, new.matter, now_ms],
    )
    .await
}

/// The last row of a file of this scanner with this content that is not refused.
pub(super) async fn known(
    sql: &impl Sql,
    scanner: Uuid,
    source: &str,
) -> Result<Option<Scanned>, StorageError> {
    let sql_text = format!(
        "SELECT {COLUMNS} FROM casefile_scanned WHERE scanner_id = $1 AND source = $2 AND state IN ('coming', 'waiting', 'taken')
          ORDER BY seen_at DESC, id DESC LIMIT 1"
    );
    sql.opt(sql_text, args![scanner, source]).await
}

/// What waits in the trays of these units.
pub(super) async fn waiting(
    sql: &impl Sql,
    units: &[String],
) -> Result<Vec<Scanned>, StorageError> {
    let mut all = Vec::new();
    for unit in units {
        let more: Vec<Scanned> = sql
            .all(
                format!("SELECT {COLUMNS} FROM casefile_scanned WHERE unit_id = $1 AND state = 'waiting' ORDER BY seen_at, id LIMIT 500"),
                args![unit],
            )
            .await?;
        all.extend(more);
    }
    Ok(all)
}

/// One file.
pub(super) async fn one(sql: &impl Sql, id: Uuid) -> Result<Option<Scanned>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM casefile_scanned WHERE id = $1"),
        args![id],
    )
    .await
}

/// Notes what became of it and where it is about to lie.
pub(super) async fn settle(
    sql: &impl Sql,
    id: Uuid,
    (state, place, reason): (&str, &str, &str),
    matter: Option<Uuid>,
    now_ms: i64,
) -> Result<(), StorageError> {
    sql.exec(
        "UPDATE casefile_scanned SET state = $1, place = $2, reason = $3, matter_id = COALESCE($4, matter_id), settled_at = $5 WHERE id = $6",
        args![state, place, reason, matter, now_ms, id],
    )
    .await?;
    Ok(())
}

/// Notes what an archive holds.
pub(super) async fn holds(
    sql: &impl Sql,
    scanned: &Scanned,
    sources: &[&str],
) -> Result<(), StorageError> {
    for source in sources {
        sql.exec(
            "INSERT INTO casefile_scanned_holds (unit_id, scanned_id, source) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            args![&scanned.unit_id, scanned.id, *source],
        )
        .await?;
    }
    Ok(())
}

/// A file with a mark of secrecy: its name goes, its place stays until the copy in the scanner's folder is erased.
pub(crate) async fn withhold(sql: &impl Sql, source: &str) -> Result<(), StorageError> {
    sql.exec(
        "UPDATE casefile_scanned SET state = 'withheld', name = '', reason = ''
          WHERE source = $1 OR id IN (SELECT scanned_id FROM casefile_scanned_holds WHERE source = $1)",
        args![source],
    )
    .await?;
    Ok(())
}

/// Erases copies of withheld files that still lie in scanners' folders; a killed program goes on with them at its next start.
pub(crate) async fn erase_withheld(app: &shell::App) -> Result<(), StorageError> {
    let Some(root) = &app.settings().scanners else {
        return Ok(());
    };
    let left: Vec<Scanned> = app
        .db()
        .all(
            format!(
                "SELECT {COLUMNS} FROM casefile_scanned WHERE state = 'withheld' AND place <> ''"
            ),
            args![],
        )
        .await?;
    for copy in left {
        let Some(scanner) = super::scanners::one(app.db(), copy.scanner_id).await? else {
            continue;
        };
        let gone = places::opened(root, &scanner.folder).and_then(|folder| {
            places::erased(&folder.join(&copy.place))?;
            let note = format!("{}/{}", messages::REFUSED, copy.id);
            places::explained(&folder, &note, &messages::secret(None))
        });
        match gone {
            Ok(()) => {
                app.db()
                    .exec(
                        "UPDATE casefile_scanned SET place = '' WHERE id = $1",
                        args![copy.id],
                    )
                    .await?;
            }
            Err(error) => {
                tracing::error!(%error, scanner = %scanner.id, "a withheld file could not be erased from the scanner's folder; it is tried again")
            }
        }
    }
    Ok(())
}
