//! Kiểm tra trước: every planned matter is asked of the law and the number books, and nothing is written but what was found.

use std::{future::Future, pin::Pin};

use criminal::RecordError;
use jobs::{Handler, Job, Steps, Trouble};
use people::WorkError;
use shell::App;
use uuid::Uuid;

use super::door::{self, Place};
use super::plan::{Fault, Plan};
use super::source;
use super::store::{self, Checked, Import};
use crate::messages;

/// The kind of job.
pub const KIND: &str = "exchange.check";

/// The job.
pub struct CheckJob(pub App);

impl Handler for CheckJob {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        steps: &'a Steps,
    ) -> Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send + 'a>> {
        Box::pin(async move {
            let Some(one) = asked(&self.0, job).await? else {
                return Ok(());
            };
            let turn: i64 = job.payload.parse().unwrap_or(0);
            match one.step == "checking" && one.turn == turn {
                true => check(&self.0, &one, steps).await,
                false => Ok(()),
            }
        })
    }
}

/// The import that a job is about.
pub(super) async fn asked(app: &App, job: &Job) -> Result<Option<Import>, Trouble> {
    let Ok(id) = job.subject.parse::<Uuid>() else {
        return Ok(None);
    };
    Ok(store::get(app.db(), id).await?)
}

/// What stops a job: lost rights end it with a sentence; a database in trouble is tried again.
pub(super) fn stopped(error: WorkError) -> Trouble {
    match error.is_answer() {
        true => Trouble::Final(format!(
            "{} {}",
            people::messages::work_refused(&error),
            messages::JOB_STOPPED
        )),
        false => Trouble::Again(error.to_string()),
    }
}

async fn check(app: &App, one: &Import, steps: &Steps) -> Result<(), Trouble> {
    steps.report(0, 0, messages::READING).await?;
    let planned = source::planned(app, one).await?;
    let there = store::lines_there(app.db(), one).await?;
    let rows: usize = planned
        .plans
        .iter()
        .map(|plan| plan.people.len().max(1))
        .sum();
    let skipped: Vec<(usize, &str)> = planned
        .skipped
        .iter()
        .map(|skipped| (skipped.row, skipped.why.as_str()))
        .collect();
    let skipped = serde_json::to_string(&skipped).unwrap_or_default();
    let total = planned.plans.len();
    store::set_rows(app.db(), one.id, i64::try_from(rows).unwrap_or(0), &skipped).await?;
    for (done, plan) in planned.plans.iter().enumerate() {
        let n = i64::try_from(plan.n).unwrap_or(i64::MAX);
        if there.binary_search(&n).is_err() {
            one_plan(app, one, plan).await.map_err(stopped)?;
        }
        if done % 20 == 0 {
            steps.report(done, total, messages::CHECKING).await?;
            // Somebody asked for another check meanwhile: this one is over.
            let now = store::get(app.db(), one.id).await?;
            if now.is_none_or(|now| now.turn != one.turn) {
                return Ok(());
            }
        }
    }
    store::set_step(app.db(), one.id, &["checking"], "checked", app.now_ms()).await?;
    steps.report(total, total, messages::CHECKED).await
}

async fn one_plan(app: &App, one: &Import, plan: &Plan) -> Result<(), WorkError> {
    let work = door::work_of(app, one).await?;
    let place = door::place_of(&work, one, plan).await?;
    let mut faults = plan.faults.clone();
    if !plan.is_wrong() && matches!(place, Place::New | Place::More(..)) {
        faults.extend(asked_of_the_law(app, one, plan, &place, work).await?);
    } else {
        work.rollback().await?;
    }
    let wrong = faults.iter().any(|fault| !fault.is_warning);
    let (state, matter, said) = match &place {
        _ if wrong => ("wrong", None, String::new()),
        Place::Known(matter) => ("known", Some(*matter), messages::KNOWN.to_owned()),
        Place::ByHand(matter, code) => ("known", Some(*matter), messages::by_hand(code)),
        Place::More(matter, people) => (
            state_of(&faults),
            Some(*matter),
            messages::more_people(people.len()),
        ),
        Place::New => (state_of(&faults), None, String::new()),
    };
    let acts = match &place {
        Place::New => plan.acts().len(),
        Place::More(_, people) => {
            let keys: Vec<&str> = people.iter().map(String::as_str).collect();
            plan.acts_of(&keys).len()
        }
        _ => 0,
    };
    if state == "known" {
        faults.clear();
    }
    let found = Checked {
        plan,
        state,
        matter,
        faults: &faults,
        said,
        acts,
    };
    let tx = app.db().begin().await?;
    store::put_line(&tx, one, &found).await?;
    Ok(tx.commit().await?)
}

fn state_of(faults: &[Fault]) -> &'static str {
    match faults.is_empty() {
        true => "good",
        false => "warning",
    }
}

/// Records and takes back: the law, the rights and the number books answer exactly as they will.
async fn asked_of_the_law(
    app: &App,
    one: &Import,
    plan: &Plan,
    place: &Place,
    work: people::Work,
) -> Result<Vec<Fault>, WorkError> {
    let first = door::record(&work, plan, place, false).await;
    work.rollback().await?;
    let error = match first {
        Ok(_) => return Ok(Vec::new()),
        Err(error) => error,
    };
    let goes_on = matches!(error, RecordError::Unconfirmed(_));
    let mut faults = door::told(error, plan)?;
    if goes_on {
        // With the warnings read, something else may still stand against it: a number already used.
        let work = door::work_of(app, one).await?;
        let second = door::record(&work, plan, place, true).await;
        work.rollback().await?;
        if let Err(error) = second {
            faults.extend(door::told(error, plan)?);
        }
    }
    Ok(faults)
}
