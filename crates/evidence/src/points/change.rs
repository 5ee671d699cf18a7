//! Đặt chứng cứ vào vấn đề, đánh giá, bỏ, đưa lại; points and words of one's own. Saved as it is done; nothing taken off is lost.

use casefile::MatterHead;
use db::{Sql, V, args};
use people::{Work, WorkError};
use uuid::Uuid;

use super::{
    matrix::Row,
    store::{Assessment, Direction, all, assessment},
};
use crate::{items, messages, opened::hold, sources::Source};

/// Chỗ trong bảng.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The row.
    pub row: &'a Row,
    /// The accused; nil for the case.
    pub subject: Uuid,
}

/// Letters of a note or of the words beside a point.
const LONGEST: usize = 8_000;
/// Letters of a point of one's own.
const LONGEST_TITLE: usize = 400;

/// Đặt một chứng cứ vào một ô; one that lies there already in another direction is turned. Answers its id.
pub async fn place(
    work: &Work,
    head: &MatterHead,
    place: Place<'_>,
    item: Uuid,
    (direction, strength): (Direction, i64),
) -> Result<Uuid, WorkError> {
    hold(work, head).await?;
    if !place.row.subjects.contains(&place.subject) {
        return Err(WorkError::invalid("point", messages::NO_POINT));
    }
    let found = items::item(&work.tx, head.id, item).await?;
    let found = found.ok_or_else(|| WorkError::invalid("item", messages::NO_SUCH_ITEM))?;
    if !found.is_standing() {
        return Err(WorkError::invalid("item", messages::ITEM_WITHDRAWN));
    }
    let lies = |one: &Assessment| {
        one.item == item && one.point == place.row.id && one.subject == place.subject
    };
    if let Some(there) = all(&work.tx, head.id).await?.into_iter().find(lies) {
        let weighed = Weighed {
            direction: Some(direction),
            ..Weighed::default()
        };
        weigh(work, head, &there, weighed, there.revision).await?;
        return Ok(there.id);
    }
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO evidence_assessment (unit_id, id, matter_id, item_id, point, subject_id, direction, strength, note, sources, revision, made_by, made_at, changed_at, removed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '[]', 1, $9, $10, $10, NULL)",
            args![
                &head.unit, id, head.id, item, &place.row.id, place.subject, direction.id(), strength.clamp(0, 3),
                work.actor.person, work.now_ms
            ],
        )
        .await?;
    noted(work, id, "made").await?;
    Ok(id)
}

/// Điều sửa của một đánh giá; what is not named stays.
#[derive(Debug, Clone, Default)]
pub struct Weighed {
    /// Buộc tội, gỡ tội, trung tính.
    pub direction: Option<Direction>,
    /// 0 to 3.
    pub strength: Option<i64>,
    /// What is written beside it.
    pub note: Option<String>,
    /// Leaves of its own.
    pub sources: Option<Vec<Source>>,
}

/// Sửa một đánh giá; answers its new revision.
pub async fn weigh(
    work: &Work,
    head: &MatterHead,
    was: &Assessment,
    asked: Weighed,
    revision: i64,
) -> Result<i64, WorkError> {
    hold(work, head).await?;
    let note = asked
        .note
        .map_or(was.note.clone(), |note| text::nfc(note.trim_end()));
    if note.chars().count() > LONGEST {
        return Err(WorkError::invalid("note", messages::too_long(LONGEST)));
    }
    let strength = asked.strength.unwrap_or(was.strength);
    if !(0..=3).contains(&strength) {
        return Err(WorkError::invalid("strength", messages::NO_STRENGTH));
    }
    let direction = asked.direction.unwrap_or(was.direction);
    let sources = asked.sources.as_ref().unwrap_or(&was.sources);
    let sources = serde_json::to_string(sources).map_err(|e| WorkError::Broken(e.to_string()))?;
    let changed = work
        .tx
        .exec(
            "UPDATE evidence_assessment SET direction = $1, strength = $2, note = $3, sources = $4, changed_at = $5, revision = revision + 1
              WHERE matter_id = $6 AND id = $7 AND revision = $8 AND removed_at IS NULL",
            args![direction.id(), strength, note, sources, work.now_ms, head.id, was.id, revision],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::ChangedMeanwhile);
    }
    let is_typing = asked.direction.is_none() && asked.strength.is_none();
    if !is_typing || work.now_ms - was.changed_at >= items::TYPING {
        noted(work, was.id, "changed").await?;
    }
    Ok(revision + 1)
}

/// Bỏ khỏi ô, or puts it back; what has come to lie there meanwhile stays, and nothing is put back beside it.
pub async fn set_removed(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    removed: bool,
) -> Result<Assessment, WorkError> {
    hold(work, head).await?;
    let was = assessment(&work.tx, head.id, id).await?;
    let was = was.ok_or(WorkError::NotFound)?;
    if was.removed_at.is_some() == removed {
        return Err(WorkError::ChangedMeanwhile);
    }
    let lies = |one: &Assessment| {
        (one.item, &one.point, one.subject) == (was.item, &was.point, was.subject)
    };
    if !removed && all(&work.tx, head.id).await?.iter().any(lies) {
        return Err(WorkError::ChangedMeanwhile);
    }
    work.tx
        .exec(
            "UPDATE evidence_assessment SET removed_at = $1, changed_at = $2, revision = revision + 1 WHERE matter_id = $3 AND id = $4",
            vec![V::from(removed.then_some(work.now_ms)), V::from(work.now_ms), V::from(head.id), V::from(id)],
        )
        .await?;
    noted(work, id, if removed { "removed" } else { "restored" }).await?;
    Ok(was)
}

async fn noted(work: &Work, id: Uuid, what: &str) -> Result<(), WorkError> {
    let action = format!("evidence.assessment.{what}");
    work.note(&action, "evidence.assessment", id, "").await
}

/// Ghi nhận định về một vấn đề; answers its new revision.
pub async fn write(
    work: &Work,
    head: &MatterHead,
    place: Place<'_>,
    words: &str,
    revision: i64,
) -> Result<i64, WorkError> {
    hold(work, head).await?;
    if !place.row.subjects.contains(&place.subject) {
        return Err(WorkError::invalid("words", messages::NO_POINT));
    }
    let words = text::nfc(words.trim_end());
    if words.chars().count() > LONGEST {
        return Err(WorkError::invalid("words", messages::too_long(LONGEST)));
    }
    db::row! { struct There { revision: i64, changed_at: i64 } }
    let there: Option<There> = work
        .tx
        .opt(
            "SELECT revision, changed_at FROM evidence_text WHERE unit_id = $1 AND matter_id = $2 AND point = $3 AND subject_id = $4",
            args![&head.unit, head.id, &place.row.id, place.subject],
        )
        .await?;
    if there.as_ref().map_or(0, |one| one.revision) != revision {
        return Err(WorkError::ChangedMeanwhile);
    }
    work.tx
        .exec(
            "INSERT INTO evidence_text (unit_id, matter_id, point, subject_id, words, revision, changed_by, changed_at)
             VALUES ($1, $2, $3, $4, $5, 1, $6, $7)
             ON CONFLICT (unit_id, matter_id, point, subject_id)
             DO UPDATE SET words = excluded.words, revision = evidence_text.revision + 1, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
            args![&head.unit, head.id, &place.row.id, place.subject, words, work.actor.person, work.now_ms],
        )
        .await?;
    if there.is_none_or(|one| work.now_ms - one.changed_at >= items::TYPING) {
        work.note("evidence.text.written", "evidence", head.id, &place.row.id)
            .await?;
    }
    Ok(revision + 1)
}

/// Thêm một vấn đề, for the case or for one accused; answers its id.
pub async fn add_point(
    work: &Work,
    head: &MatterHead,
    subject: Uuid,
    title: &str,
) -> Result<Uuid, WorkError> {
    hold(work, head).await?;
    let title = text::clean(title);
    if title.is_empty() {
        return Err(WorkError::invalid("title", messages::NO_POINT_TITLE));
    }
    if title.chars().count() > LONGEST_TITLE {
        let sentence = messages::too_long(LONGEST_TITLE);
        return Err(WorkError::invalid("title", sentence));
    }
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO evidence_point (unit_id, id, matter_id, subject_id, title, made_by, made_at, removed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)",
            args![&head.unit, id, head.id, subject, title, work.actor.person, work.now_ms],
        )
        .await?;
    work.note("evidence.point.added", "evidence.point", id, "")
        .await?;
    Ok(id)
}

/// Bỏ một vấn đề đã thêm, or puts it back; what lies in it comes back with it.
pub async fn set_point_removed(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    removed: bool,
) -> Result<(), WorkError> {
    hold(work, head).await?;
    let only = if removed {
        "removed_at IS NULL"
    } else {
        "removed_at IS NOT NULL"
    };
    let changed = work
        .tx
        .exec(
            format!("UPDATE evidence_point SET removed_at = $1 WHERE matter_id = $2 AND id = $3 AND {only}"),
            vec![V::from(removed.then_some(work.now_ms)), V::from(head.id), V::from(id)],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::NotFound);
    }
    let what = if removed { "removed" } else { "restored" };
    work.note(&format!("evidence.point.{what}"), "evidence.point", id, "")
        .await
}
