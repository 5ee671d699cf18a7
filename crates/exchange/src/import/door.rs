//! Qua cửa ghi nhận: a planned matter asked of the law, or recorded, exactly as if a person entered it.

use std::collections::HashMap;

use criminal::rules::Verdict;
use criminal::{ActEntry, RecordError};
use db::{Sql, StorageError};
use law::Fact;
use people::{Work, WorkError};
use uuid::Uuid;

use super::plan::{Fault, Plan};
use super::store::{self, Import};
use crate::messages;

/// What is to be done with a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A new matter.
    New,
    /// The matter is there with everything the sheet tells.
    Known(Uuid),
    /// The matter was imported; these people of it were not.
    More(Uuid, Vec<String>),
    /// Somebody entered it by hand: its code.
    ByHand(Uuid, String),
}

/// Where a plan belongs.
pub async fn place_of(db: &impl Sql, one: &Import, plan: &Plan) -> Result<Place, StorageError> {
    let known = store::known(db, &one.unit_id, &keys(plan)).await?;
    if let Some(place) = imported(&known, plan) {
        return Ok(place);
    }
    Ok(match by_hand(db, one, plan).await? {
        Some((matter, code)) => Place::ByHand(matter, code),
        None => Place::New,
    })
}

/// The keys by which a matter and its people are known again.
pub fn keys(plan: &Plan) -> Vec<String> {
    let people = plan.people.iter();
    std::iter::once(plan.key.clone())
        .chain(people.map(|person| person_key(plan, &person.key)))
        .collect()
}

/// Where a plan belongs that was imported before, whole or in part.
pub fn imported(known: &HashMap<String, Uuid>, plan: &Plan) -> Option<Place> {
    let matter = *known.get(&plan.key)?;
    let is_new = |key: &str| !known.contains_key(&person_key(plan, key));
    let more = plan.people.iter().filter(|person| is_new(&person.key));
    let more: Vec<String> = more.map(|person| person.key.clone()).collect();
    Some(match more.is_empty() {
        true => Place::Known(matter),
        false => Place::More(matter, more),
    })
}

/// The key of a person of a matter.
pub fn person_key(plan: &Plan, person: &str) -> String {
    format!("{}||{person}", plan.key)
}

/// A matter that holds the same first paper, entered by hand: same number (or the same acceptance number), same day.
async fn by_hand(
    db: &impl Sql,
    one: &Import,
    plan: &Plan,
) -> Result<Option<(Uuid, String)>, StorageError> {
    let first = plan
        .matter
        .iter()
        .find(|act| matches!(act.kind.as_str(), "case.initiated" | "report.received"));
    let Some((first, on)) = first.and_then(|act| Some((act, act.effective?.on))) else {
        return Ok(None);
    };
    let docket = plan
        .matter
        .iter()
        .find_map(|act| act.body.get("register_number"))
        .and_then(serde_json::Value::as_str);
    let name = plan
        .matter
        .iter()
        .find(|act| act.kind == "party.described")
        .and_then(|act| act.body.get("name"))
        .and_then(serde_json::Value::as_str);
    let Some(query) = first.number.as_deref().or(name) else {
        return Ok(None);
    };
    let begun = criminal::register::begun_on(db, &one.unit_id, on, query).await?;
    let same = begun.into_iter().find(|line| match first.number {
        Some(_) => line.opened_on == Some(on),
        None => line.received_on == Some(on) && docket.is_some_and(|docket| line.docket == docket),
    });
    Ok(same.map(|line| (line.matter_id, line.code)))
}

/// Records the acts of a plan in `work`, which the caller commits or takes back.
pub async fn record(
    work: &Work,
    plan: &Plan,
    place: &Place,
    is_confirmed: bool,
) -> Result<(Uuid, Vec<Fact>), RecordError> {
    match place {
        Place::New => {
            let id = Uuid::now_v7();
            let acts = confirmed(plan.acts(), is_confirmed);
            Ok((id, criminal::register(work, id, acts).await?))
        }
        Place::More(matter, people) => {
            let keys: Vec<&str> = people.iter().map(String::as_str).collect();
            let mut facts = Vec::new();
            for act in confirmed(plan.acts_of(&keys), is_confirmed) {
                facts.extend(criminal::record_act(work, *matter, act, None).await?);
            }
            Ok((*matter, facts))
        }
        Place::Known(matter) | Place::ByHand(matter, _) => Ok((*matter, Vec::new())),
    }
}

/// What would be answered to [`record`], as faults and warnings, in `work`, which the caller takes back.
pub async fn ask(work: &Work, plan: &Plan, place: &Place) -> Result<Vec<Fault>, WorkError> {
    if *place != Place::New {
        return match record(work, plan, place, false).await {
            Ok(_) => Ok(Vec::new()),
            Err(error) => told(error, plan),
        };
    }
    match criminal::record::ask(work, plan.acts()).await {
        Ok((verdict, numbered)) => {
            let mut faults = told(RecordError::Unconfirmed(verdict), plan)?;
            // With the warnings read, something else may still stand against it: a number already used.
            if let Err(error) = numbered {
                faults.extend(told(error, plan)?);
            }
            Ok(faults)
        }
        Err(error) => told(error, plan),
    }
}

fn confirmed(acts: Vec<ActEntry>, is_confirmed: bool) -> Vec<ActEntry> {
    let each = acts.into_iter();
    each.map(|act| ActEntry {
        is_confirmed,
        ..act
    })
    .collect()
}

/// What the door said, as faults of a line. An error that is no answer about the row goes on.
pub fn told(error: RecordError, plan: &Plan) -> Result<Vec<Fault>, WorkError> {
    let of = |reason: String, todo: String, is_warning: bool| Fault {
        row: plan.n,
        column: String::new(),
        value: String::new(),
        reason,
        todo,
        is_warning,
    };
    let verdict = |verdict: Verdict| {
        let refusals = verdict.refusals.iter().map(|found| (found, false));
        let warnings = verdict
            .warnings
            .iter()
            .filter(|found| found.level == criminal::rules::Level::Warning)
            .map(|found| (found, true));
        refusals
            .chain(warnings)
            .map(|(found, is_warning)| {
                let said = match found.article.is_empty() {
                    true => found.vi.clone(),
                    false => format!("{} ({})", found.vi.trim_end_matches('.'), found.article),
                };
                of(said, found.todo_vi.clone(), is_warning)
            })
            .collect()
    };
    match error {
        RecordError::Unlawful(said) | RecordError::Unconfirmed(said) => Ok(verdict(said)),
        RecordError::Changed(_) => Ok(vec![of(
            messages::CHANGED.to_owned(),
            messages::CHANGED_TODO.to_owned(),
            false,
        )]),
        RecordError::Number(criminal::numbers::NumberError::Work(error))
        | RecordError::Work(error) => match error.is_answer() {
            true => Ok(vec![of(
                people::messages::work_refused(&error),
                messages::ANSWER_TODO.to_owned(),
                false,
            )]),
            false => Err(error),
        },
        RecordError::Number(error) => Ok(vec![of(
            criminal::messages::number_refused(&error),
            messages::NUMBER_TODO.to_owned(),
            false,
        )]),
    }
}

/// Whether somebody else was first with the same key.
pub fn is_conflict(error: &WorkError) -> bool {
    matches!(error, WorkError::Storage(StorageError::Conflict(_)))
}
