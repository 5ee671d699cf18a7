//! Hoàn tác, làm lại: every change keeps the rows as they were and as they became; each person undoes their own, newest first.

use casefile::MatterHead;
use db::{Sql, args};
use people::{Work, WorkError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    messages,
    store::{self, PartRow, Placing},
};

/// Rows as they stand at one moment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Rows {
    pub parts: Vec<PartRow>,
    pub placings: Vec<Placing>,
}

/// Someone who types is one act, not one for each rest of the fingers.
const TYPING: i64 = 60_000;

db::row! { struct Act { id: Uuid, what: String, was: String, became: String, done_at: i64 } }

/// Writes the rows as they become, keeps both for undo, and leaves a line in the trail.
pub(super) async fn act(
    work: &Work,
    head: &MatterHead,
    what: &str,
    (before, after): (Rows, Rows),
) -> Result<(), WorkError> {
    let here = (head.unit.as_str(), head.id);
    put(work, head, &after).await?;
    // What was undone is not done again over something newer.
    work.tx
        .exec(
            "DELETE FROM evidence_diagram_act WHERE matter_id = $1 AND person_id = $2 AND undone_at IS NOT NULL",
            args![head.id, work.actor.person],
        )
        .await?;
    let object = after.parts.first().map_or(head.id, |part| part.id);
    let last = newest(work, head.id, false).await?;
    if let Some(last) = last.filter(|last| is_typing(last, work.now_ms, what, &after)) {
        work.tx
            .exec(
                "UPDATE evidence_diagram_act SET became = $1 WHERE id = $2",
                args![json(&after)?, last.id],
            )
            .await?;
        return Ok(());
    }
    work.tx
        .exec(
            "INSERT INTO evidence_diagram_act (unit_id, id, matter_id, person_id, what, was, became, done_at, undone_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)",
            args![here.0, Uuid::now_v7(), here.1, work.actor.person, what, json(&before)?, json(&after)?, work.now_ms],
        )
        .await?;
    let action = format!("evidence.diagram.{what}");
    work.note(&action, "evidence.diagram", object, "").await
}

fn is_typing(last: &Act, now: i64, what: &str, after: &Rows) -> bool {
    let same = || {
        let last: Option<Rows> = serde_json::from_str(&last.became).ok();
        let ids = |rows: &Rows| rows.parts.iter().map(|one| one.id).collect::<Vec<_>>();
        last.is_some_and(|last| ids(&last) == ids(after))
    };
    what == "changed" && last.what == what && now - last.done_at < TYPING && same()
}

/// Hoàn tác việc mới nhất của mình; nothing to undo is no fault.
pub(super) async fn undo(work: &Work, head: &MatterHead) -> Result<bool, WorkError> {
    turn(work, head, true).await
}

/// Làm lại việc vừa hoàn tác.
pub(super) async fn redo(work: &Work, head: &MatterHead) -> Result<bool, WorkError> {
    turn(work, head, false).await
}

async fn turn(work: &Work, head: &MatterHead, back: bool) -> Result<bool, WorkError> {
    let Some(act) = newest(work, head.id, !back).await? else {
        return Ok(false);
    };
    let (before, after): (Rows, Rows) = (read(&act.was)?, read(&act.became)?);
    let (from, to) = if back {
        (after, before)
    } else {
        (before, after)
    };
    let mut turned = to.clone();
    for was in &from.parts {
        let now = store::part(&work.tx, head.id, was.id).await?;
        // Someone else went on from there: their work is not taken away.
        if now.as_ref().is_some_and(|now| !is_same(now, was)) {
            return Err(WorkError::invalid("undo", messages::CHANGED_SINCE));
        }
        if !turned.parts.iter().any(|one| one.id == was.id) {
            // What was added is taken off again, never deleted.
            let removed_at = Some(work.now_ms);
            turned.parts.push(PartRow {
                removed_at,
                ..was.clone()
            });
        }
    }
    for one in &mut turned.parts {
        let now = store::part(&work.tx, head.id, one.id).await?;
        one.revision = now.map_or(one.revision, |now| now.revision) + 1;
    }
    for was in &from.placings {
        let there = |one: &Placing| (one.diagram_id, one.part_id) == (was.diagram_id, was.part_id);
        if !turned.placings.iter().any(there) {
            let fresh = Placing {
                x: None,
                y: None,
                step: 0,
                hidden: false,
                ..was.clone()
            };
            turned.placings.push(fresh);
        }
    }
    put(work, head, &turned).await?;
    work.tx
        .exec(
            "UPDATE evidence_diagram_act SET undone_at = $1 WHERE id = $2",
            args![back.then_some(work.now_ms), act.id],
        )
        .await?;
    let action = if back {
        "evidence.diagram.undone"
    } else {
        "evidence.diagram.redone"
    };
    work.note(action, "evidence.diagram", head.id, "").await?;
    Ok(true)
}

/// The same but for how often it was written: an undo and a redo in between change only that.
fn is_same(now: &PartRow, was: &PartRow) -> bool {
    let plain = |one: &PartRow| PartRow {
        revision: 0,
        changed_at: 0,
        removed_at: one.removed_at.map(|_| 0),
        ..one.clone()
    };
    plain(now) == plain(was)
}

async fn newest(work: &Work, matter: Uuid, undone: bool) -> Result<Option<Act>, WorkError> {
    let sql = if undone {
        "SELECT id, what, was, became, done_at FROM evidence_diagram_act
          WHERE matter_id = $1 AND person_id = $2 AND undone_at IS NOT NULL ORDER BY done_at, id LIMIT 1"
    } else {
        "SELECT id, what, was, became, done_at FROM evidence_diagram_act
          WHERE matter_id = $1 AND person_id = $2 AND undone_at IS NULL ORDER BY done_at DESC, id DESC LIMIT 1"
    };
    Ok(work.tx.opt(sql, args![matter, work.actor.person]).await?)
}

async fn put(work: &Work, head: &MatterHead, rows: &Rows) -> Result<(), WorkError> {
    let here = (head.unit.as_str(), head.id);
    for part in &rows.parts {
        store::put_part(&work.tx, here, part).await?;
    }
    for placing in &rows.placings {
        store::put_placing(&work.tx, here, placing).await?;
    }
    Ok(())
}

fn json(rows: &Rows) -> Result<String, WorkError> {
    serde_json::to_string(rows).map_err(|cause| WorkError::Broken(cause.to_string()))
}

fn read(kept: &str) -> Result<Rows, WorkError> {
    serde_json::from_str(kept).map_err(|cause| WorkError::Broken(cause.to_string()))
}

/// What can be undone, and what can be done again.
pub(super) async fn waiting(
    sql: &impl Sql,
    matter: Uuid,
    person: Uuid,
) -> Result<(bool, bool), db::StorageError> {
    db::row! { struct Count { done: i64, undone: i64 } }
    let count: Count = sql
        .one(
            "SELECT COUNT(CASE WHEN undone_at IS NULL THEN 1 END) AS done, COUNT(undone_at) AS undone
               FROM evidence_diagram_act WHERE matter_id = $1 AND person_id = $2",
            args![matter, person],
        )
        .await?;
    Ok((count.done > 0, count.undone > 0))
}
