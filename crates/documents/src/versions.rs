//! Các lần lưu: every save is a version, but what one person types on in one place is one version for some minutes. A version that was
//! handed in, seen by its signer, remarked on, signed, sent to Word or compared is never taken up into a later one.

use db::{Sql, args};
use people::{Work, WorkError};
use uuid::Uuid;

use crate::draft::{Change, Draft};

/// So long one version takes up what is typed on, ms.
pub const TYPING: i64 = 10 * 60_000;

/// Where a version is named for what was done with it: the table and its column.
const NAMED: [(&str, &str); 5] = [
    ("documents_submission", "version"),
    ("documents_seen", "version"),
    ("documents_ceremony", "version"),
    ("documents_remark", "version"),
    ("documents_return", "version"),
];

/// Keeps a save: in the version before it where that is the same typing, else as a version of its own.
pub(crate) async fn keep(
    work: &Work,
    unit: &str,
    id: Uuid,
    version: i64,
    change: &Change,
) -> Result<(), WorkError> {
    if goes_on(change) && take_up(work, unit, id, version, change).await? {
        return Ok(());
    }
    work.tx
        .exec(
            "INSERT INTO documents_version (unit_id, document_id, version, field, before, after, known, typed, saved_by, saved_at, begun_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
            args![
                unit,
                id,
                version,
                &change.field,
                &change.before,
                &change.after,
                change.known.to_string(),
                serde_json::to_string(&change.typed).unwrap_or_default(),
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    Ok(())
}

/// Typing on, and not striking out: whoever cuts more than half finds it again in the version before.
fn goes_on(change: &Change) -> bool {
    let long = |words: &str| words.chars().count();
    change.is_typing
        && change.signer.is_none()
        && !change.after.trim().is_empty()
        && long(&change.after) * 2 >= long(&change.before)
}

/// The version before becomes this one; what stood before it stays told.
async fn take_up(
    work: &Work,
    unit: &str,
    id: Uuid,
    version: i64,
    change: &Change,
) -> Result<bool, WorkError> {
    let unnamed: Vec<String> = NAMED
        .iter()
        .map(|(table, column)| {
            format!(
                "NOT EXISTS (SELECT 1 FROM {table} x WHERE x.unit_id = $1 AND x.document_id = $2 AND x.{column} = $3)"
            )
        })
        .collect();
    let taken = work
        .tx
        .exec(
            format!(
                "UPDATE documents_version SET version = $4, after = $5, known = $6, typed = $7, saved_at = $8
                  WHERE unit_id = $1 AND document_id = $2 AND version = $3 AND version > 1 AND field = $9 AND saved_by = $10
                    AND begun_at > $11 AND is_held = FALSE AND {}",
                unnamed.join(" AND ")
            ),
            args![
                unit,
                id,
                version - 1,
                version,
                &change.after,
                change.known.to_string(),
                serde_json::to_string(&change.typed).unwrap_or_default(),
                work.now_ms,
                &change.field,
                work.actor.person,
                work.now_ms - TYPING
            ],
        )
        .await?;
    Ok(taken > 0)
}

/// Giữ lần lưu: somebody looked at it, compared it or took it away, so it stays as it is.
pub async fn hold(work: &Work, draft: &Draft, version: i64) -> Result<(), WorkError> {
    work.tx
        .exec(
            "UPDATE documents_version SET is_held = TRUE WHERE unit_id = $1 AND document_id = $2 AND version = $3 AND is_held = FALSE",
            args![&draft.unit_id, draft.id, version],
        )
        .await?;
    Ok(())
}
