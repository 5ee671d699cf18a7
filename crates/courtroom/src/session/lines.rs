//! Các phiên của một vụ án, or of the units a person sees, as lists show them.

use db::{Db, Sql, StorageError, V, args};
use shell::vi_time;
use uuid::Uuid;

use super::store;
use crate::{act::annulment, messages};

/// Một phiên trong danh sách.
pub(crate) struct Line {
    pub(crate) matter: Uuid,
    pub(crate) kind: &'static str,
    pub(crate) kind_lower: String,
    pub(crate) started: String,
    pub(crate) ended: String,
    pub(crate) is_open: bool,
    pub(crate) shown: i64,
    /// It was opened by mistake: no figure counts it.
    pub(crate) is_annulled: bool,
    pub(crate) console: String,
    pub(crate) report: String,
}

async fn line(db: &Db, row: &store::SessionRow) -> Result<Line, StorageError> {
    let shown: i64 = db
        .one(
            "SELECT count(*) FROM courtroom_showing WHERE session_id = $1",
            args![row.id],
        )
        .await?;
    let kind = messages::kind_vi(&row.kind);
    Ok(Line {
        matter: row.matter_id,
        kind,
        kind_lower: kind.to_lowercase(),
        started: vi_time(row.started_at),
        ended: row.ended_at.map(vi_time).unwrap_or_default(),
        is_open: row.ended_at.is_none(),
        shown,
        is_annulled: annulment::of(db, row.id).await?.is_some(),
        console: format!("/courtroom/sessions/{}", row.id),
        report: format!("/courtroom/sessions/{}/report", row.id),
    })
}

/// The sessions of a matter, the newest first.
pub(crate) async fn lines_of(db: &Db, matter: Uuid) -> Result<Vec<Line>, StorageError> {
    let mut lines = Vec::new();
    for row in store::of_matter(db, matter).await? {
        lines.push(line(db, &row).await?);
    }
    Ok(lines)
}

/// The newest sessions of some units.
pub(crate) async fn lines_within(db: &Db, units: &[String]) -> Result<Vec<Line>, StorageError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=units.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT id FROM courtroom_session WHERE unit_id IN ({}) ORDER BY started_at DESC LIMIT 30",
        places.join(", ")
    );
    let ids: Vec<Uuid> = db.all(sql, units.iter().map(V::from).collect()).await?;
    let mut lines = Vec::new();
    for id in ids {
        if let Some(row) = store::by_id(db, id).await? {
            lines.push(line(db, &row).await?);
        }
    }
    Ok(lines)
}
