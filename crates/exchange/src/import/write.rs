//! Ghi vào hồ sơ: line after line, each matter whole or not at all; a killed import goes on where it stood.

use std::collections::HashMap;

use jobs::{Steps, Trouble};
use people::{Right, WorkError};
use shell::App;

use super::door::{self, Place};
use super::plan::Plan;
use super::source;
use super::store::{self, Import, Line};
use super::task::{Task, stopped};
use super::walk::{Hand, Walk};
use crate::messages;

/// Writes what was found good; with the payload `warnings`, what has warnings too.
pub(super) async fn write(
    app: &App,
    one: &Import,
    payload: &str,
    steps: &Steps,
) -> Result<(), Trouble> {
    let warnings = payload == "warnings";
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
    let both = (states, ["written", "kept"].as_slice());
    let mut walk = Walk::over(app, one, steps, both, messages::WRITING).await?;
    let mut hand = Hand::of(app, one, one.by_post, Right::ExchangeImport);
    while let Some(line) = walk.next().await? {
        let plan = plans.get(&line.n);
        if let Some(plan) = plan.filter(|plan| plan.key == line.natural_key) {
            one_line(&mut hand, one, &line, plan, warnings)
                .await
                .map_err(stopped)?;
        }
    }
    Task::Write.end(app, one, steps, walk.total()).await
}

/// One matter in one transaction: its facts, its key, its line, the trail.
async fn one_line(
    hand: &mut Hand<'_>,
    one: &Import,
    line: &Line,
    plan: &Plan,
    warnings: bool,
) -> Result<(), WorkError> {
    match attempt(hand, one, line, plan, warnings).await {
        // Another import was first with this key: nothing of ours stayed, and now it is seen.
        Err(error) if door::is_conflict(&error) => attempt(hand, one, line, plan, warnings).await,
        other => other,
    }
}

async fn attempt(
    hand: &mut Hand<'_>,
    one: &Import,
    line: &Line,
    plan: &Plan,
    warnings: bool,
) -> Result<(), WorkError> {
    let work = hand.work().await?;
    let place = door::place_of(&work.tx, one, plan).await?;
    if let Place::Known(matter) | Place::ByHand(matter, _) = place {
        store::set_known(&work.tx, one, line.n, matter, messages::KNOWN).await?;
        return work.commit().await;
    }
    match door::record(&work, plan, &place, warnings).await {
        Ok((matter, facts)) => {
            let mut keys = Vec::new();
            if place == Place::New {
                keys.push(plan.key.clone());
            }
            let people = plan.people.iter().filter(|person| match &place {
                Place::More(_, new) => new.contains(&person.key),
                _ => true,
            });
            keys.extend(people.map(|person| door::person_key(plan, &person.key)));
            store::remember(&work.tx, one, &keys, matter).await?;
            store::set_written(&work.tx, one, line.n, matter, &facts).await?;
            let detail = format!("import {} row {}", one.id, line.n);
            work.note("exchange.imported", "matter", matter, &detail)
                .await?;
            work.commit().await
        }
        Err(error) => {
            work.rollback().await?;
            let faults = door::told(error, plan)?;
            let work = hand.work().await?;
            store::put_faults(&work.tx, one, line.n, &faults).await?;
            store::set_line(&work.tx, one, line.n, "wrong", messages::REFUSED_LATER).await?;
            work.commit().await
        }
    }
}
