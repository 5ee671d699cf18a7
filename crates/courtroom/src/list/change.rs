//! Sửa, chuyển chỗ, bỏ mục: saved as it is typed; nothing taken off is lost.

use casefile::MatterHead;
use db::{Sql, V, args};
use people::{Work, WorkError};
use serde::Deserialize;
use uuid::Uuid;

use super::{parts::settled, store};
use crate::{
    messages,
    rules::{Part, Procedure},
};

/// Điều sửa; what is not named stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Change {
    /// The revision that was seen.
    pub revision: i64,
    /// What it is called.
    pub title: Option<String>,
    /// Mục đích.
    pub purpose: Option<String>,
    /// Người liên quan.
    pub person: Option<String>,
    /// Câu hỏi.
    pub question: Option<String>,
    /// Câu trả lời dự kiến.
    pub expected: Option<String>,
    /// Phương án dự phòng.
    pub fallback: Option<String>,
    /// '' as the contents say, yes, no.
    pub statement: Option<String>,
    /// Seconds it is to take.
    pub planned_s: Option<i64>,
    /// What is shown.
    pub parts: Option<Vec<Part>>,
}

/// Letters of one text.
const LONGEST: usize = 4_000;
/// Four hours.
const LONGEST_S: i64 = 240 * 60;
/// Someone who types is one line of the trail, not one for each rest of the fingers.
const TYPING: i64 = 10 * 60_000;

/// Sửa một mục; answers its new revision.
pub async fn alter(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    asked: Change,
) -> Result<i64, WorkError> {
    store::require(work, matter).await?;
    let row = there(work, matter.id, id).await?;
    let was = row.exhibit()?.parts;
    let text = |asked: Option<String>, was: String| -> Result<String, WorkError> {
        let Some(text) = asked else { return Ok(was) };
        let text = text::nfc(text.trim_end());
        match text.chars().count() > LONGEST {
            true => Err(WorkError::invalid("text", messages::too_long(LONGEST))),
            false => Ok(text),
        }
    };
    let statement = asked.statement.unwrap_or(row.statement);
    if !["", "yes", "no"].contains(&statement.as_str()) {
        return Err(WorkError::invalid("statement", messages::BAD_STATEMENT));
    }
    let planned = asked.planned_s.unwrap_or(row.planned_s);
    if !(0..=LONGEST_S).contains(&planned) {
        return Err(WorkError::invalid("planned_s", messages::BAD_PLAN));
    }
    let parts = match &asked.parts {
        None => row.parts.clone(),
        Some(parts) => {
            let parts = settled(&work.tx, matter, (&was, parts)).await?;
            serde_json::to_string(&parts).map_err(|e| WorkError::Broken(e.to_string()))?
        }
    };
    store::hold(work, matter).await?;
    let values = args![
        text(asked.title, row.title)?,
        text(asked.purpose, row.purpose)?,
        text(asked.person, row.person)?,
        text(asked.question, row.question)?,
        text(asked.expected, row.expected)?,
        text(asked.fallback, row.fallback)?,
        statement,
        planned,
        parts,
        work.now_ms,
        matter.id,
        id,
        asked.revision
    ];
    let changed = work
        .tx
        .exec(
            "UPDATE courtroom_exhibit SET title = $1, purpose = $2, person = $3, question = $4, expected = $5, fallback = $6, statement = $7,
                    planned_s = $8, parts = $9, changed_at = $10, revision = revision + 1
              WHERE matter_id = $11 AND id = $12 AND removed_at IS NULL AND revision = $13",
            values,
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::ChangedMeanwhile);
    }
    if asked.parts.is_some() || work.now_ms - row.changed_at >= TYPING {
        noted(work, id, "changed").await?;
    }
    Ok(asked.revision + 1)
}

/// Chuyển chỗ: into a phase, before another exhibit or at its end.
pub async fn place(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    (phase, before): (&str, Option<Uuid>),
) -> Result<(), WorkError> {
    store::require(work, matter).await?;
    let procedure = Procedure::of(&store::procedure_of(&work.tx, matter.id).await?);
    if !procedure.has(phase) {
        return Err(WorkError::invalid("phase", messages::NO_PHASE));
    }
    store::hold(work, matter).await?;
    there(work, matter.id, id).await?;
    let rows = store::rows_of(&work.tx, matter.id).await?;
    let mut order: Vec<(Uuid, String)> = rows
        .into_iter()
        .filter(|row| row.id != id)
        .map(|row| (row.id, row.phase))
        .collect();
    let rank = |id: &str| procedure.place(id);
    let at = match before {
        Some(before) => order
            .iter()
            .position(|(one, its)| *one == before && its == phase)
            .ok_or_else(|| WorkError::invalid("before", messages::BAD_PLACE))?,
        None => order
            .iter()
            .take_while(|(_, its)| rank(its) <= rank(phase))
            .count(),
    };
    order.insert(at, (id, phase.to_owned()));
    work.tx
        .exec(
            "UPDATE courtroom_exhibit SET phase = $1 WHERE matter_id = $2 AND id = $3",
            args![phase, matter.id, id],
        )
        .await?;
    let ids: Vec<Uuid> = order.into_iter().map(|(id, _)| id).collect();
    store::renumber(work, matter.id, &ids).await?;
    noted(work, id, "placed").await
}

/// Bỏ khỏi danh mục, or puts it back where it was.
pub async fn set_removed(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    removed: bool,
) -> Result<(), WorkError> {
    store::require(work, matter).await?;
    store::hold(work, matter).await?;
    let changed = work
        .tx
        .exec(
            "UPDATE courtroom_exhibit SET removed_at = $1, changed_at = $2, revision = revision + 1 WHERE matter_id = $3 AND id = $4",
            vec![V::from(removed.then_some(work.now_ms)), V::from(work.now_ms), V::from(matter.id), V::from(id)],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::NotFound);
    }
    noted(work, id, if removed { "removed" } else { "restored" }).await
}

async fn there(work: &Work, matter: Uuid, id: Uuid) -> Result<store::ExhibitRow, WorkError> {
    let row = store::row_of(&work.tx, matter, id).await?;
    row.filter(|row| row.removed_at.is_none())
        .ok_or(WorkError::NotFound)
}

async fn noted(work: &Work, id: Uuid, what: &str) -> Result<(), WorkError> {
    let action = format!("courtroom.exhibit.{what}");
    work.note(&action, "courtroom.exhibit", id, "").await
}
