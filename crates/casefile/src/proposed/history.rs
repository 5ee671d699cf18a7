//! Lịch sử từng bước: what a step changed as it was and as it became, kept by the server; taken back and done again.

use std::collections::HashMap;

use db::{Sql, StorageError, args};
use people::{Right, Work, WorkError};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{
    Paper,
    fence::Fence,
    messages,
    renumber::{self, Numbers, numbers_of},
    steps::Done,
    store,
};
use crate::matter::MatterHead;

/// One side of a step.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct State {
    /// Papers, none where there is none.
    pub papers: Vec<(Uuid, Option<Paper>)>,
    #[serde(default)]
    /// Pages with their numbers.
    pub numbers: Vec<Numbers>,
}

impl State {
    /// How these papers and pages stand now.
    async fn now(work: &Work, head: &MatterHead, like: &State) -> Result<State, StorageError> {
        let papers = store::papers_of(&work.tx, head.id).await?;
        let mut by_id: HashMap<Uuid, Paper> = papers.into_iter().map(|one| (one.id, one)).collect();
        let numbers = match like.numbers.is_empty() {
            true => Vec::new(),
            false => {
                let all = numbers_of(&work.tx, head.id, 1, i64::MAX).await?;
                let mut by_page: HashMap<Uuid, Numbers> =
                    all.into_iter().map(|one| (one.naming.id, one)).collect();
                let pages = like.numbers.iter();
                pages
                    .filter_map(|one| by_page.remove(&one.naming.id))
                    .collect()
            }
        };
        Ok(State {
            papers: like
                .papers
                .iter()
                .map(|(id, _)| (*id, by_id.remove(id)))
                .collect(),
            numbers,
        })
    }

    /// Makes the list stand so.
    pub async fn keep(
        &self,
        work: &Work,
        head: &MatterHead,
        before: &State,
    ) -> Result<(), WorkError> {
        for (id, paper) in &self.papers {
            store::keep(&work.tx, head, *id, paper.as_ref()).await?;
            let was = before.papers.iter().find(|(was, _)| was == id);
            let was = was.and_then(|(_, paper)| paper.as_ref());
            if !is_same_paper(was, paper.as_ref()) {
                crate::completeness::checks::forget(work, *id).await?;
            }
        }
        for page in &self.numbers {
            renumber::keep(&work.tx, &head.unit, head.id, page, work.now_ms).await?;
        }
        Ok(())
    }
}

/// Whether what was compared with the paper still says the same.
fn is_same_paper(was: Option<&Paper>, now: Option<&Paper>) -> bool {
    let told = |one: &Paper| {
        let words =
            [&one.title, &one.kind, &one.number, &one.issuer, &one.signer].map(Clone::clone);
        (
            one.first_no,
            one.last_no,
            one.issued_on,
            one.bl.clone(),
            words,
        )
    };
    matches!((was, now), (Some(was), Some(now)) if told(was) == told(now))
}

/// The step goes down after the last one; what this person took back before can then not be done again.
pub(super) async fn put_down(
    work: &Work,
    head: &MatterHead,
    act: &str,
    was: &State,
    became: &State,
) -> Result<(), WorkError> {
    work.tx
        .exec(
            "DELETE FROM casefile_step WHERE matter_id = $1 AND person_id = $2 AND undone_at IS NOT NULL",
            args![head.id, work.actor.person],
        )
        .await?;
    let seq: i64 = work
        .tx
        .one(
            "SELECT COALESCE(MAX(seq), 0) + 1 FROM casefile_step WHERE matter_id = $1",
            args![head.id],
        )
        .await?;
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO casefile_step (unit_id, id, matter_id, person_id, seq, act, was, became, made_at, undone_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)",
            args![&head.unit, id, head.id, work.actor.person, seq, act, json(was)?, json(became)?, work.now_ms],
        )
        .await?;
    let detail = format!("{act}, {} documents", became.papers.len());
    work.note("casefile.order.step", "casefile.step", id, &detail)
        .await
}

db::row! { struct Step { id: Uuid, act: String, was: String, became: String, turned_at: i64 } }

/// Hoàn tác: takes back the last step of this person in this file.
pub async fn undo(work: &Work, head: &MatterHead) -> Result<Done, WorkError> {
    turn(work, head, true, Right::CasefileMark).await
}

/// Làm lại: does again what this person took back last.
pub async fn redo(work: &Work, head: &MatterHead) -> Result<Done, WorkError> {
    turn(work, head, false, Right::CasefileMark).await
}

/// Hoàn tác by a person who only orders the stack: what is open, and for a short while also the step that shut it.
pub async fn undo_in_stack(work: &Work, head: &MatterHead) -> Result<Done, WorkError> {
    turn(work, head, true, Right::CasefileArrange).await
}

/// Làm lại by a person who only orders the stack.
pub async fn redo_in_stack(work: &Work, head: &MatterHead) -> Result<Done, WorkError> {
    turn(work, head, false, Right::CasefileArrange).await
}

/// So long the step that shut a stack can be taken back by who only orders it, ms.
pub(super) const JUST_NOW_MS: i64 = 15 * 60_000;

/// Whether a step lies in the stack that is open, or was made just now.
async fn is_in_reach(
    work: &Work,
    head: &MatterHead,
    step: &Step,
    sides: [&State; 2],
) -> Result<bool, StorageError> {
    if work.now_ms - step.turned_at <= JUST_NOW_MS {
        return Ok(true);
    }
    let fence = Fence::around(&work.tx, head.id, work.actor.person).await?;
    let mut papers = sides
        .into_iter()
        .flat_map(|side| side.papers.iter().filter_map(|(_, paper)| paper.as_ref()));
    Ok(!fence.is_shut() && papers.all(|one| fence.holds(one.first_no, one.last_no)))
}

async fn turn(
    work: &Work,
    head: &MatterHead,
    is_back: bool,
    right: Right,
) -> Result<Done, WorkError> {
    work.require_for(right, &head.unit, &head.assigned).await?;
    store::lock(&work.tx, head.id).await?;
    let (which, order) = match is_back {
        true => ("IS NULL", "DESC"),
        false => ("IS NOT NULL", "ASC"),
    };
    let step: Option<Step> = work
        .tx
        .opt(
            format!(
                "SELECT id, act, was, became, COALESCE(undone_at, made_at) AS turned_at FROM casefile_step
                  WHERE matter_id = $1 AND person_id = $2 AND undone_at {which} ORDER BY seq {order} LIMIT 1"
            ),
            args![head.id, work.actor.person],
        )
        .await?;
    let none = match is_back {
        true => messages::NOTHING_TO_UNDO,
        false => messages::NOTHING_TO_REDO,
    };
    let step = step.ok_or_else(|| WorkError::invalid("", none))?;
    let (was, became): (State, State) = (
        read_json(&step, &step.was)?,
        read_json(&step, &step.became)?,
    );
    let (from, to) = if is_back {
        (became, was)
    } else {
        (was, became)
    };
    if right == Right::CasefileArrange && !is_in_reach(work, head, &step, [&from, &to]).await? {
        return Err(WorkError::invalid("", messages::OUTSIDE_THE_STACK));
    }
    if State::now(work, head, &from).await? != from {
        return Err(WorkError::ChangedMeanwhile);
    }
    to.keep(work, head, &from).await?;
    let undone_at = is_back.then_some(work.now_ms);
    work.tx
        .exec(
            "UPDATE casefile_step SET undone_at = $1 WHERE matter_id = $2 AND id = $3",
            args![undone_at, head.id, step.id],
        )
        .await?;
    let action = match is_back {
        true => "casefile.order.undone",
        false => "casefile.order.redone",
    };
    work.note(action, "casefile.step", step.id, &step.act)
        .await?;
    let stands = |paper: &Option<Paper>| paper.as_ref().is_some_and(|one| one.removed_at.is_none());
    Ok(Done {
        act: step.act,
        papers: to.papers.len(),
        then: to
            .papers
            .iter()
            .find(|(_, paper)| stands(paper))
            .map(|(id, _)| *id),
    })
}

/// The acts that this person may take back and do again, if any: steps made or taken back since a moment.
pub(super) async fn ends(
    sql: &impl Sql,
    matter: Uuid,
    person: Uuid,
    since: i64,
) -> Result<(Option<String>, Option<String>), StorageError> {
    let back: Option<String> = sql
        .opt(
            "SELECT act FROM casefile_step WHERE matter_id = $1 AND person_id = $2 AND undone_at IS NULL AND made_at >= $3 ORDER BY seq DESC LIMIT 1",
            args![matter, person, since],
        )
        .await?;
    let again: Option<String> = sql
        .opt(
            "SELECT act FROM casefile_step WHERE matter_id = $1 AND person_id = $2 AND undone_at >= $3 ORDER BY seq LIMIT 1",
            args![matter, person, since],
        )
        .await?;
    Ok((back, again))
}

fn json(state: &State) -> Result<String, WorkError> {
    serde_json::to_string(state).map_err(|cause| WorkError::Broken(cause.to_string()))
}

fn read_json<T: DeserializeOwned>(step: &Step, kept: &str) -> Result<T, WorkError> {
    serde_json::from_str(kept)
        .map_err(|cause| WorkError::Broken(format!("casefile_step {}: {cause}", step.id)))
}
