//! Chốt số liệu: checked, counted as known at this moment, kept under its hash, printed as PDF/A.

use std::sync::Arc;

use chrono::Datelike;
use db::{Sql, args};
use people::{Right, Units, Work, WorkError};
use shell::{App, Problem, Visit};
use typeset::Typesetter;
use uuid::Uuid;

use super::content::Content;
use super::counting::Counting;
use super::late::Locked;
use super::set::{self, Set, State};
use super::window::Window;
use super::{joining, messages, paper};
use crate::correction;
use crate::doctor::{Verdict, examine};
use crate::{Period, Scope, definitions};

/// What is to be frozen.
pub struct Asked {
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: Period,
    /// Of what the checks warn about.
    pub explanation: String,
}

/// Chốt. Provisional while the period runs.
pub async fn freeze(visit: &Visit, units: &Units, asked: Asked) -> Result<Uuid, Problem> {
    let (app, period) = (&visit.app, &asked.period);
    let (db, law) = (app.db(), app.law());
    if !visit.may_over(Right::StatisticsClosePeriod, &asked.unit, &[]) {
        return Err(Problem::NotAllowed(messages::NOT_YOURS.to_owned()));
    }
    if period.from_at() > visit.now_ms {
        return Err(Problem::Refused(messages::NOT_BEGUN.to_owned()));
    }
    let day = period.last_day();
    let is_tree = joining::joins(units, &asked.unit, day);
    let is_provisional = period.to_at() > visit.now_ms;
    let before = set::of_period(db, &asked.unit, period.from_at(), period.to_at()).await?;
    may_freeze(&before, is_tree)?;
    let scope = Scope::of(units, &asked.unit, is_tree, day);
    let adjustments = correction::in_force(db, &asked.unit, period, visit.today).await?;
    checked(visit, &scope, &asked, is_provisional, &adjustments).await?;

    let n = before
        .iter()
        .filter(|set| set.is_tree == is_tree)
        .map(|set| set.n)
        .max()
        .unwrap_or(0)
        + 1;
    let mut content = Content {
        unit: asked.unit.clone(),
        unit_name: units.name_on(&asked.unit, day),
        from: period.from.to_string(),
        to: period.to.to_string(),
        is_tree,
        is_provisional,
        n,
        known_at: visit.now_ms,
        explanation: asked.explanation.clone(),
        forms: Vec::new(),
        late: Vec::new(),
        adjustments: Vec::new(),
        parts: Vec::new(),
        gaps: Vec::new(),
    };
    let locked = Locked::before(db, &asked.unit, is_tree, period).await?;
    let counting = |scope| Counting {
        db,
        law: &law,
        scope,
        period,
        known_at: visit.now_ms,
    };
    match is_tree {
        false => {
            (content.forms, content.late) = counting(&scope).forms(locked.as_ref()).await?;
        }
        true => {
            let joint = joining::joint(db, units, &asked.unit, period).await?;
            (content.forms, content.late) = counting(&joint.rest).forms(locked.as_ref()).await?;
            for sent in &joint.sets {
                let part = content_of(app, sent).await?;
                joining::add(&mut content.forms, &part);
                content.late.extend(part.late);
                content.adjustments.extend(part.adjustments);
            }
            let is_all_here = joint.sets.iter().all(|set| set.origin == "here");
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
    keep(visit, units, &content, period).await
}

/// Whether the unit may freeze again.
fn may_freeze(before: &[Set], is_tree: bool) -> Result<(), Problem> {
    let standing = before
        .iter()
        .filter(|set| set.is_tree == is_tree)
        .find(|set| !matches!(set.standing(), State::Returned | State::Dropped));
    match standing {
        Some(set) if set.is_final() => Err(Problem::Refused(messages::LOCKED.to_owned())),
        // A provisional cut that was sent is followed by the final one.
        Some(set) if set.standing() == State::Sent => Ok(()),
        Some(_) => Err(Problem::Refused(messages::FROZEN_ALREADY.to_owned())),
        None => Ok(()),
    }
}

/// Kiểm tra trước khi chốt: what is broken is put right at its source or carries a signed adjustment; what is warned about is explained.
async fn checked(
    visit: &Visit,
    scope: &Scope,
    asked: &Asked,
    is_provisional: bool,
    adjustments: &[correction::Adjustment],
) -> Result<(), Problem> {
    if is_provisional {
        return Ok(());
    }
    let (db, law) = (visit.app.db(), visit.app.law());
    let found = examine(db, &law, scope, &asked.period, visit.now_ms).await?;
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
        return Err(Problem::Refused(messages::broken(&broken)));
    }
    let is_warned = found.iter().any(|one| one.verdict == Verdict::Warning);
    if is_warned && asked.explanation.trim().is_empty() {
        return Err(Problem::Refused(messages::EXPLAIN.to_owned()));
    }
    Ok(())
}

async fn keep(
    visit: &Visit,
    units: &Units,
    content: &Content,
    period: &Period,
) -> Result<Uuid, Problem> {
    let app = &visit.app;
    let bytes = serde_json::to_vec(content).map_err(Problem::failed)?;
    let digest = app.files().put(bytes).await.map_err(Problem::failed)?;
    let digest = digest.to_string();
    let above = units.ancestors(&content.unit, period.last_day());
    let upper = above
        .first()
        .map_or(String::new(), |unit| unit.name.to_uppercase());
    let day = visit.today;
    let sheet = paper::set(
        content,
        &digest,
        &upper,
        [day.year(), day.month() as i32, day.day() as i32],
    );
    let pdf = print(app, sheet).await?;
    let file = app.files().put(pdf).await.map_err(Problem::failed)?;
    let (due_on, correct_until) = Window::days_of(period);
    let work = visit.begin().await?;
    work.require(Right::StatisticsClosePeriod, &content.unit)
        .await?;
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO statistics_set (unit_id, id, n, period_from, period_to, from_at, to_at, is_tree, is_provisional, state,
               known_at, explanation, digest, due_on, correct_until, frozen_by, frozen_name, frozen_at, compiler_name, head_name,
               sent_to, remark, returned_name, paper, signed, origin, receipt)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'frozen', $10, $11, $12, $13, $14, $15, $16, $10, '', '', '', '', '', $17,
               '', 'here', '')",
            args![
                &content.unit,
                id,
                content.n,
                &content.from,
                &content.to,
                period.from_at(),
                period.to_at(),
                content.is_tree,
                content.is_provisional,
                content.known_at,
                &content.explanation,
                &digest,
                due_on,
                correct_until,
                work.actor.person,
                &work.actor.name,
                file.to_string()
            ],
        )
        .await?;
    work.note("statistics.frozen", "statistics_set", id, &digest)
        .await?;
    work.commit().await?;
    Ok(id)
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
