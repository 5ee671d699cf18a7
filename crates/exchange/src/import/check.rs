//! Kiểm tra trước: every planned matter is asked of the law and the number books, and nothing is written but what was found.

use jobs::{Steps, Trouble};
use people::{Right, WorkError};
use shell::App;
use uuid::Uuid;

use super::door::{self, Place};
use super::plan::{Fault, Plan};
use super::source;
use super::store::{self, Checked, Import};
use super::task::{Task, stopped};
use super::walk::{Hand, TOLD};
use crate::messages;

/// Checks every plan that no earlier attempt has checked; the payload is the turn of the check.
pub(super) async fn check(
    app: &App,
    one: &Import,
    payload: &str,
    steps: &Steps,
) -> Result<(), Trouble> {
    if payload.parse() != Ok(one.turn) {
        return Ok(());
    }
    steps.report(0, 0, messages::READING).await?;
    let planned = source::planned(app, one).await?;
    let there = store::lines_there(app.db(), one).await?;
    let rows = planned.plans.iter().map(|plan| plan.people.len().max(1));
    let skipped: Vec<(usize, &str)> = planned
        .skipped
        .iter()
        .map(|skipped| (skipped.row, skipped.why.as_str()))
        .collect();
    let skipped = serde_json::to_string(&skipped).unwrap_or_default();
    let rows = i64::try_from(rows.sum::<usize>()).unwrap_or(0);
    store::set_rows(app.db(), one.id, rows, &skipped).await?;
    let total = planned.plans.len();
    let mut hand = Hand::of(app, one, one.by_post, Right::ExchangeImport);
    let is_new = |plan: &&Plan| {
        let n = i64::try_from(plan.n).unwrap_or(i64::MAX);
        there.binary_search(&n).is_err()
    };
    let left: Vec<&Plan> = planned.plans.iter().filter(is_new).collect();
    let mut done = total - left.len();
    for some in left.chunks(TOLD) {
        steps.report(done, total, messages::CHECKING).await?;
        // Somebody asked for another check meanwhile: this one is over.
        let now = store::get(app.db(), one.id).await?;
        if now.is_none_or(|now| now.turn != one.turn) {
            return Ok(());
        }
        // One question tells what of these was imported before; a sheet handed in again needs no other.
        let keys: Vec<String> = some.iter().flat_map(|plan| door::keys(plan)).collect();
        let known = store::known(app.db(), &one.unit_id, &keys).await?;
        let mut found = Vec::new();
        for plan in some {
            found.push(match door::imported(&known, plan) {
                Some(Place::Known(matter)) if !plan.is_wrong() => already(plan, matter),
                _ => one_plan(&mut hand, one, plan).await.map_err(stopped)?,
            });
        }
        let tx = app.db().begin().await?;
        store::put_lines(&tx, one, &found).await?;
        tx.commit().await?;
        done += some.len();
    }
    Task::Check.end(app, one, steps, total).await
}

/// What is there with everything the sheet tells.
fn already(plan: &Plan, matter: Uuid) -> Checked<'_> {
    Checked {
        plan,
        state: "known",
        matter: Some(matter),
        faults: Vec::new(),
        said: messages::KNOWN.to_owned(),
        acts: 0,
    }
}

async fn one_plan<'p>(
    hand: &mut Hand<'_>,
    one: &Import,
    plan: &'p Plan,
) -> Result<Checked<'p>, WorkError> {
    let work = hand.work().await?;
    let place = door::place_of(&work.tx, one, plan).await?;
    let mut faults = plan.faults.clone();
    // The law, the rights and the number books answer exactly as they will; what they noted is taken back.
    if !plan.is_wrong() && matches!(place, Place::New | Place::More(..)) {
        faults.extend(door::ask(&work, plan, &place).await?);
    }
    work.rollback().await?;
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
    Ok(Checked {
        plan,
        state,
        matter,
        faults,
        said,
        acts,
    })
}

fn state_of(faults: &[Fault]) -> &'static str {
    match faults.is_empty() {
        true => "good",
        false => "warning",
    }
}
