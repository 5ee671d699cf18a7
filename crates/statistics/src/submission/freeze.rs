//! Chốt số liệu: checked, counted as known at the click, kept under its hash, printed as PDF/A.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::Datelike;
use db::{Sql, args};
use jobs::{Steps, Trouble};
use people::{Actor, Right, Units, Work, WorkError};
use shell::{App, Problem};
use typeset::Typesetter;
use uuid::Uuid;

use super::content::Content;
use super::counting::Counting;
use super::freezing::{Freezing, may_freeze};
use super::late::Locked;
use super::set::{self, Set, State};
use super::window::Window;
use super::{joining, messages, paper};
use crate::background::again;
use crate::correction;
use crate::doctor::{Verdict, examine};
use crate::{Period, Scope, definitions};

/// Tiến độ: what people see while a set is counted.
pub(super) struct Telling<'a> {
    steps: &'a Steps,
    done: AtomicUsize,
    total: usize,
}

impl Telling<'_> {
    /// One step more; an error means that another worker has the job now.
    pub async fn tell(&self, said: &str) -> Result<(), Trouble> {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.steps
            .report(done.min(self.total), self.total, said)
            .await
    }
}

/// What the pieces of work fail with, as an answer to who asked or as a reason to try again.
fn trouble(problem: Problem) -> Trouble {
    match problem {
        Problem::Refused(said) | Problem::NotAllowed(said) => Trouble::Final(said),
        Problem::Storage(fault) => again(fault),
        Problem::Failed(cause) => again(cause),
        other => again(other.sentence()),
    }
}

/// Chốt. Provisional while the period runs.
pub async fn freeze(
    app: &App,
    units: &Units,
    actor: Actor,
    asked: &Freezing,
    steps: &Steps,
) -> Result<(), Trouble> {
    let (db, law, at) = (app.db(), app.law(), asked.asked_at);
    let period = asked
        .period()
        .ok_or_else(|| Trouble::Final(crate::messages::SET_UNREADABLE.to_owned()))?;
    let (day, today) = (period.last_day(), shell::local_day(at));
    let is_tree = asked.is_tree;
    let is_provisional = period.to_at() > at;
    let before = set::of_period(db, &asked.unit_id, period.from_at(), period.to_at()).await?;
    may_freeze(&before, is_tree).map_err(|said| Trouble::Final(said.to_owned()))?;
    let joint = match is_tree {
        true => Some(joining::joint(db, units, &asked.unit_id, &period, at).await?),
        false => None,
    };
    let is_all_here = joint
        .as_ref()
        .is_some_and(|joint| joint.sets.iter().all(|set| set.origin == "here"));
    let forms = definitions::all(db, day).await?.len();
    let telling = Telling {
        steps,
        done: AtomicUsize::new(0),
        total: 2 + forms * if is_all_here { 2 } else { 1 },
    };
    telling.tell("Đang kiểm tra trước khi chốt").await?;
    let scope = Scope::of(units, &asked.unit_id, is_tree, day);
    let mut adjustments = correction::in_force(db, &asked.unit_id, &period, today).await?;
    adjustments.retain(|one| one.signed_at.is_some_and(|signed| signed <= at));
    checked(app, (&scope, &period), asked, is_provisional, &adjustments).await?;

    let mut content = Content {
        unit: asked.unit_id.clone(),
        unit_name: units.name_on(&asked.unit_id, day),
        from: period.from.to_string(),
        to: period.to.to_string(),
        is_tree,
        is_provisional,
        n: next(&before, is_tree),
        known_at: at,
        explanation: asked.explanation.clone(),
        forms: Vec::new(),
        late: Vec::new(),
        adjustments: Vec::new(),
        parts: Vec::new(),
        gaps: Vec::new(),
    };
    let locked = Locked::before(db, &asked.unit_id, is_tree, &period, at).await?;
    let counting = |scope| Counting {
        db,
        law: &law,
        scope,
        period: &period,
        known_at: at,
        telling: &telling,
    };
    match joint {
        None => {
            (content.forms, content.late) = counting(&scope).forms(locked.as_ref()).await?;
        }
        Some(joint) => {
            (content.forms, content.late) = counting(&joint.rest).forms(locked.as_ref()).await?;
            for sent in &joint.sets {
                let part = content_of(app, sent).await.map_err(trouble)?;
                joining::add(&mut content.forms, &part);
                content.late.extend(part.late);
                content.adjustments.extend(part.adjustments);
            }
            if is_all_here {
                let net = counting(&scope).plain().await?;
                let defined = definitions::all(db, day).await?;
                joining::compare(&mut content.forms, &net, &defined, is_all_here);
            }
            (content.parts, content.gaps) = (joint.parts, joint.gaps);
        }
    }
    for one in &adjustments {
        one.put_beside(&mut content);
    }
    telling.tell("Đang dàn trang").await?;
    keep(app, units, actor, asked, (&content, &period)).await
}

/// Lần chốt thứ mấy.
fn next(before: &[Set], is_tree: bool) -> i64 {
    let same = before.iter().filter(|set| set.is_tree == is_tree);
    same.map(|set| set.n).max().unwrap_or(0) + 1
}

/// Kiểm tra trước khi chốt: what is broken is put right at its source or carries a signed adjustment; what is warned about is explained.
async fn checked(
    app: &App,
    (scope, period): (&Scope, &Period),
    asked: &Freezing,
    is_provisional: bool,
    adjustments: &[correction::Adjustment],
) -> Result<(), Trouble> {
    if is_provisional {
        return Ok(());
    }
    let found = examine(app.db(), &app.law(), scope, period, asked.asked_at).await?;
    let is_adjusted = |one: &crate::doctor::Finding| {
        let at = one.at.as_ref();
        at.is_some_and(|(form, row)| {
            let mut signed = adjustments.iter();
            signed.any(|one| one.form == *form && (one.row_no == *row || one.column_no == *row))
        })
    };
    let broken = found
        .iter()
        .filter(|one| one.verdict == Verdict::Broken && !is_adjusted(one));
    let broken: Vec<&str> = broken.map(|one| one.vi.as_str()).collect();
    if !broken.is_empty() {
        return Err(Trouble::Final(messages::broken(&broken)));
    }
    let is_warned = found.iter().any(|one| one.verdict == Verdict::Warning);
    if is_warned && asked.explanation.trim().is_empty() {
        return Err(Trouble::Final(messages::EXPLAIN.to_owned()));
    }
    Ok(())
}

/// The file, its paper and the row: the row and the end of the order last together or not at all.
async fn keep(
    app: &App,
    units: &Units,
    actor: Actor,
    asked: &Freezing,
    (content, period): (&Content, &Period),
) -> Result<(), Trouble> {
    let bytes = serde_json::to_vec(content).map_err(again)?;
    let digest = app.files().put(bytes).await.map_err(again)?;
    let digest = digest.to_string();
    let above = units.ancestors(&content.unit, period.last_day());
    let upper = above
        .first()
        .map_or(String::new(), |unit| unit.name.to_uppercase());
    let day = shell::local_day(content.known_at);
    let printed_on = [day.year(), day.month() as i32, day.day() as i32];
    let sheet = paper::set(content, &digest, &upper, printed_on);
    let pdf = print(app, sheet).await.map_err(trouble)?;
    let file = app.files().put(pdf).await.map_err(again)?;
    let (law, ledger) = (app.law(), app.ledger().clone());
    let work = Work::begin(app.db(), actor, app.now_ms(), law, ledger)
        .await
        .map_err(again)?;
    let kept = put(&work, asked, (content, period), &digest, &file.to_string()).await;
    match kept {
        Ok(()) => work.commit().await.map_err(again),
        Err(fault) if fault.is_answer() => {
            Err(Trouble::Final(people::messages::work_refused(&fault)))
        }
        Err(fault) => Err(again(fault)),
    }
}

async fn put(
    work: &Work,
    asked: &Freezing,
    (content, period): (&Content, &Period),
    digest: &str,
    paper: &str,
) -> Result<(), WorkError> {
    work.require(Right::StatisticsClosePeriod, &content.unit)
        .await?;
    // Who comes second, after a lease that ran out, finds the order answered and leaves nothing.
    let ended = work
        .tx
        .exec(
            "UPDATE statistics_freezing SET state = 'frozen', ended_at = $3 WHERE unit_id = $1 AND id = $2 AND state = 'waiting'",
            args![&asked.unit_id, asked.id, work.now_ms],
        )
        .await?;
    if ended != 1 {
        return Err(WorkError::Broken(
            "the order was answered by another".to_owned(),
        ));
    }
    let before = set::of_period(&work.tx, &content.unit, period.from_at(), period.to_at()).await?;
    may_freeze(&before, content.is_tree).map_err(|said| WorkError::Unlawful(said.to_owned()))?;
    if next(&before, content.is_tree) != content.n {
        return Err(WorkError::Broken("another set came between".to_owned()));
    }
    let (due_on, correct_until) = Window::days_of(period);
    work.tx
        .exec(
            "INSERT INTO statistics_set (unit_id, id, n, period_from, period_to, from_at, to_at, is_tree, is_provisional, state,
               known_at, explanation, digest, due_on, correct_until, frozen_by, frozen_name, frozen_at, compiler_name, head_name,
               sent_to, remark, returned_name, paper, signed, origin, receipt)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'frozen', $10, $11, $12, $13, $14, $15, $16, $10, '', '', '', '', '', $17,
               '', 'here', '')",
            args![
                &content.unit,
                asked.id,
                content.n,
                &content.from,
                &content.to,
                period.from_at(),
                period.to_at(),
                content.is_tree,
                content.is_provisional,
                content.known_at,
                &content.explanation,
                digest,
                due_on,
                correct_until,
                work.actor.person,
                &work.actor.name,
                paper
            ],
        )
        .await?;
    work.note("statistics.frozen", "statistics_set", asked.id, digest)
        .await
}

/// Prints a table of this area.
pub async fn print(app: &App, sheet: typeset::Report) -> Result<Vec<u8>, Problem> {
    let press = app.find::<Typesetter>();
    let made = tokio::task::spawn_blocking(move || {
        let press = press.unwrap_or_else(|| Arc::new(Typesetter::new()));
        press.report_pdf(&sheet)
    });
    made.await
        .map_err(Problem::failed)?
        .map_err(Problem::failed)
}

/// What a set holds; a file that was changed on the store is refused by its hash.
pub async fn content_of(app: &App, set: &Set) -> Result<Content, Problem> {
    let bytes = file(app, &set.digest).await?;
    serde_json::from_slice(&bytes).map_err(Problem::failed)
}

/// A kept file.
pub async fn file(app: &App, name: &str) -> Result<Vec<u8>, Problem> {
    let id = name.parse().map_err(Problem::failed)?;
    app.files().get(id).await.map_err(Problem::failed)
}

/// Bỏ chốt: before it is sent, by who may freeze; the row stays with the reason.
pub async fn drop(work: &Work, id: Uuid, why: &str) -> Result<(), WorkError> {
    let set = set::by_id(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    work.require(Right::StatisticsClosePeriod, &set.unit_id)
        .await?;
    if !matches!(set.standing(), State::Frozen | State::Compiled) {
        return Err(WorkError::Unlawful(messages::NOT_TO_DROP.to_owned()));
    }
    if why.trim().is_empty() {
        return Err(WorkError::invalid("why", messages::WHY_MISSING));
    }
    work.tx
        .exec(
            "UPDATE statistics_set SET state = 'dropped', remark = $3
              WHERE unit_id = $1 AND id = $2 AND state IN ('frozen', 'compiled')",
            args![&set.unit_id, id, why.trim()],
        )
        .await?;
    work.note("statistics.dropped", "statistics_set", id, why.trim())
        .await
}
