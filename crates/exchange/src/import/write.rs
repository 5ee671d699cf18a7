//! Ghi vào hồ sơ: line after line, each matter whole or not at all; a killed import goes on where it stood.

use std::{collections::HashMap, future::Future, pin::Pin};

use jobs::{Handler, Job, Steps, Trouble};
use people::WorkError;
use shell::App;

use super::check::{asked, stopped};
use super::door::{self, Place};
use super::plan::Plan;
use super::source;
use super::store::{self, Import, Line};
use crate::messages;

/// The kind of job.
pub const KIND: &str = "exchange.write";

/// The job.
pub struct WriteJob(pub App);

impl Handler for WriteJob {
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
            match one.step == "writing" {
                true => write(&self.0, &one, job.payload == "warnings", steps).await,
                false => Ok(()),
            }
        })
    }
}

/// Lines taken from the table at once.
const STRETCH: i64 = 100;

async fn write(app: &App, one: &Import, warnings: bool, steps: &Steps) -> Result<(), Trouble> {
    steps.report(0, 0, messages::READING).await?;
    let planned = source::planned(app, one).await?;
    let plans: HashMap<i64, &Plan> = planned
        .plans
        .iter()
        .map(|plan| (i64::try_from(plan.n).unwrap_or(i64::MAX), plan))
        .collect();
    let states: &[&str] = match warnings {
        true => &["good", "warning"],
        false => &["good"],
    };
    let counts = store::counts(app.db(), one).await?;
    let many = |wanted: &[&str]| -> usize {
        let of = counts
            .iter()
            .filter(|(state, _)| wanted.contains(&state.as_str()));
        usize::try_from(of.map(|(_, many)| many).sum::<i64>()).unwrap_or(0)
    };
    let mut done = many(&["written", "kept"]);
    let total = done + many(states);
    let mut after = 0;
    loop {
        let lines = store::lines(app.db(), one, states, after, STRETCH).await?;
        let Some(last) = lines.last() else { break };
        after = last.n;
        for line in &lines {
            if let Some(plan) = plans
                .get(&line.n)
                .filter(|plan| plan.key == line.natural_key)
            {
                one_line(app, one, line, plan, warnings)
                    .await
                    .map_err(stopped)?;
            }
            done += 1;
            if done % 10 == 0 {
                steps.report(done, total, messages::WRITING).await?;
            }
        }
    }
    store::set_step(app.db(), one.id, &["writing"], "written", app.now_ms()).await?;
    steps.report(total, total, messages::WRITTEN).await
}

/// One matter in one transaction: its facts, its key, its line, the trail.
async fn one_line(
    app: &App,
    one: &Import,
    line: &Line,
    plan: &Plan,
    warnings: bool,
) -> Result<(), WorkError> {
    let work = door::work_of(app, one).await?;
    let place = door::place_of(&work, one, plan).await?;
    if let Place::Known(matter) | Place::ByHand(matter, _) = place {
        store::set_known(&work.tx, one, line.n, matter, messages::KNOWN).await?;
        return work.commit().await;
    }
    match door::record(&work, plan, &place, warnings).await {
        Ok((matter, facts)) => {
            if place == Place::New {
                store::remember(&work.tx, one, &plan.key, matter).await?;
            }
            for person in &plan.people {
                let is_new = match &place {
                    Place::More(_, keys) => keys.contains(&person.key),
                    _ => true,
                };
                if is_new {
                    let key = door::person_key(plan, &person.key);
                    store::remember(&work.tx, one, &key, matter).await?;
                }
            }
            store::set_written(&work.tx, one, line.n, matter, &facts).await?;
            let detail = format!("import {} row {}", one.id, line.n);
            work.note("exchange.imported", "matter", matter, &detail)
                .await?;
            match work.commit().await {
                // Another import was first with this key: nothing of ours stayed.
                Err(error) if door::is_conflict(&error) => Ok(()),
                other => other,
            }
        }
        Err(error) => {
            work.rollback().await?;
            let faults = door::told(error, plan)?;
            let tx = app.db().begin().await?;
            store::put_faults(&tx, one, line.n, &faults).await?;
            store::set_line(&tx, one, line.n, "wrong", messages::REFUSED_LATER).await?;
            Ok(tx.commit().await?)
        }
    }
}
