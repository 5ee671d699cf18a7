//! Sửa, rút, đưa trở lại: saved as it is typed; a withdrawal says why, and nothing is lost by it.

use casefile::MatterHead;
use chrono::NaiveDate;
use db::{Sql, V, args};
use people::{Work, WorkError};
use uuid::Uuid;

use super::store::{Item, item};
use crate::{law_of::kinds_on, messages, opened::hold, sources::Source};

/// Điều được gõ về một chứng cứ, but its leaves.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    /// The source of evidence.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// Whose it is.
    pub person: String,
    /// What it says.
    pub note: String,
}

/// Letters of a title, a name or a reason.
const LONGEST: usize = 400;
/// Letters of a note.
const LONGEST_NOTE: usize = 4_000;
/// Someone who types is one line of the trail, not one for each rest of the fingers.
pub(crate) const TYPING: i64 = 10 * 60_000;

/// The fields as they can be kept.
pub fn checked(fields: Fields, today: NaiveDate) -> Result<Fields, WorkError> {
    let kept = Fields {
        title: text::nfc(fields.title.trim()),
        person: text::nfc(fields.person.trim()),
        note: text::nfc(fields.note.trim_end()),
        kind: fields.kind,
    };
    if !kinds_on(today).kind.iter().any(|kind| kind.id == kept.kind) {
        return Err(WorkError::invalid("kind", messages::NO_KIND));
    }
    if kept.title.is_empty() {
        return Err(WorkError::invalid("title", messages::NO_TITLE));
    }
    for (name, text, most) in [
        ("title", &kept.title, LONGEST),
        ("person", &kept.person, LONGEST),
        ("note", &kept.note, LONGEST_NOTE),
    ] {
        if text.chars().count() > most {
            return Err(WorkError::invalid(name, messages::too_long(most)));
        }
    }
    Ok(kept)
}

/// Sửa một chứng cứ; `sources` where its leaves were typed anew. Answers its new revision.
pub async fn alter(
    work: &Work,
    head: &MatterHead,
    was: &Item,
    (fields, sources): (Fields, Option<Vec<Source>>),
    revision: i64,
) -> Result<i64, WorkError> {
    hold(work, head).await?;
    let fields = checked(fields, work.today)?;
    let sources = sources.unwrap_or_else(|| was.sources.clone());
    let json = serde_json::to_string(&sources).map_err(|e| WorkError::Broken(e.to_string()))?;
    let changed = work
        .tx
        .exec(
            "UPDATE evidence_item SET kind = $1, title = $2, person = $3, note = $4, sources = $5, changed_at = $6, revision = revision + 1
              WHERE matter_id = $7 AND id = $8 AND revision = $9 AND withdrawn_at IS NULL",
            args![&fields.kind, &fields.title, &fields.person, &fields.note, json, work.now_ms, head.id, was.id, revision],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::ChangedMeanwhile);
    }
    if work.now_ms - was.changed_at >= TYPING || sources != was.sources {
        noted(work, was.id, "changed").await?;
    }
    Ok(revision + 1)
}

/// Rút chứng cứ, with the reason that everyone who relied on it reads.
pub async fn withdraw(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    reason: &str,
) -> Result<(), WorkError> {
    let reason = text::nfc(reason.trim());
    if reason.is_empty() {
        return Err(WorkError::invalid("reason", messages::NO_REASON));
    }
    if reason.chars().count() > LONGEST {
        return Err(WorkError::invalid("reason", messages::too_long(LONGEST)));
    }
    let by = (Some(work.now_ms), Some(work.actor.person), reason.as_str());
    set_state(work, head, id, by).await?;
    noted(work, id, "withdrawn").await
}

/// Đưa trở lại.
pub async fn restore(work: &Work, head: &MatterHead, id: Uuid) -> Result<(), WorkError> {
    set_state(work, head, id, (None, None, "")).await?;
    noted(work, id, "restored").await
}

async fn set_state(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    (at, by, reason): (Option<i64>, Option<Uuid>, &str),
) -> Result<(), WorkError> {
    hold(work, head).await?;
    let was = item(&work.tx, head.id, id).await?;
    let was = was.ok_or(WorkError::NotFound)?;
    if was.is_standing() == at.is_none() {
        return Err(WorkError::ChangedMeanwhile);
    }
    work.tx
        .exec(
            "UPDATE evidence_item SET withdrawn_at = $1, withdrawn_by = $2, reason = $3, changed_at = $4, revision = revision + 1
              WHERE matter_id = $5 AND id = $6",
            vec![V::from(at), V::from(by), V::from(reason), V::from(work.now_ms), V::from(head.id), V::from(id)],
        )
        .await?;
    Ok(())
}

async fn noted(work: &Work, id: Uuid, what: &str) -> Result<(), WorkError> {
    let action = format!("evidence.item.{what}");
    work.note(&action, "evidence.item", id, "").await
}
