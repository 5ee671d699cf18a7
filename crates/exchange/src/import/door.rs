//! Qua cửa ghi nhận: a planned matter asked of the law, or recorded, exactly as if a person entered it.

use criminal::rules::Verdict;
use criminal::{ActEntry, RecordError};
use db::StorageError;
use law::Fact;
use people::{Right, Work, WorkError, staff};
use shell::App;
use uuid::Uuid;

use super::plan::{Fault, Plan};
use super::store::{self, Import};
use crate::messages;

/// Work in the post of the person who imports. Their rights are those of this moment.
pub async fn work_of(app: &App, one: &Import) -> Result<Work, WorkError> {
    let units = app.units().units().await?;
    let actor = staff::actor_of(app.db(), &units, one.by_post, app.today()).await?;
    let work = Work::begin(
        app.db(),
        actor,
        app.now_ms(),
        app.law(),
        app.ledger().clone(),
    )
    .await?;
    work.require(Right::ExchangeImport, &one.unit_id).await?;
    Ok(work)
}

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
pub async fn place_of(work: &Work, one: &Import, plan: &Plan) -> Result<Place, WorkError> {
    if let Some(matter) = store::known(&work.tx, &one.unit_id, &plan.key).await? {
        let mut more = Vec::new();
        for person in &plan.people {
            let key = person_key(plan, &person.key);
            if store::known(&work.tx, &one.unit_id, &key).await?.is_none() {
                more.push(person.key.clone());
            }
        }
        return Ok(match more.is_empty() {
            true => Place::Known(matter),
            false => Place::More(matter, more),
        });
    }
    if let Some((matter, code)) = by_hand(work, one, plan).await? {
        return Ok(Place::ByHand(matter, code));
    }
    Ok(Place::New)
}

/// The key of a person of a matter.
pub fn person_key(plan: &Plan, person: &str) -> String {
    format!("{}||{person}", plan.key)
}

/// A matter that holds the same first paper, entered by hand: same number (or the same acceptance number), same day.
async fn by_hand(
    work: &Work,
    one: &Import,
    plan: &Plan,
) -> Result<Option<(Uuid, String)>, WorkError> {
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
    let query = match first.number.as_deref().or(name) {
        Some(query) => query,
        None => return Ok(None),
    };
    for list in ["reports", "cases", "reports_done", "cases_done"] {
        let filter = criminal::register::Filter {
            units: vec![one.unit_id.clone()],
            list: list.to_owned(),
            query: query.to_owned(),
            ..criminal::register::Filter::default()
        };
        let (lines, _) = criminal::register::matters(&work.tx, &filter).await?;
        let same = lines.into_iter().find(|line| match first.number {
            Some(_) => line.opened_on == Some(on),
            None => {
                line.received_on == Some(on) && docket.is_some_and(|docket| line.docket == docket)
            }
        });
        if let Some(line) = same {
            return Ok(Some((line.matter_id, line.code)));
        }
    }
    Ok(None)
}

/// Records the acts of a plan in `work`, which the caller commits or takes back.
pub async fn record(
    work: &Work,
    plan: &Plan,
    place: &Place,
    is_confirmed: bool,
) -> Result<(Uuid, Vec<Fact>), RecordError> {
    let confirmed = |acts: Vec<ActEntry>| -> Vec<ActEntry> {
        let each = acts.into_iter();
        each.map(|act| ActEntry {
            is_confirmed,
            ..act
        })
        .collect()
    };
    match place {
        Place::New => {
            let id = Uuid::now_v7();
            let facts = criminal::register(work, id, confirmed(plan.acts())).await?;
            Ok((id, facts))
        }
        Place::More(matter, people) => {
            let keys: Vec<&str> = people.iter().map(String::as_str).collect();
            let mut facts = Vec::new();
            for act in confirmed(plan.acts_of(&keys)) {
                facts.extend(criminal::record_act(work, *matter, act, None).await?);
            }
            Ok((*matter, facts))
        }
        Place::Known(matter) | Place::ByHand(matter, _) => Ok((*matter, Vec::new())),
    }
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
