//! Vào sổ, ghi sự kiện, sửa, rút: may I → does the state allow it → number → record.

use std::collections::BTreeMap;

use law::{Fact, Moment, PageBox};
use ledger::NewFact;
use people::{Right, Work, WorkError};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::load::{Opened, open};
use crate::rules::{Act, Paper, Refusal, check, standing};
use crate::{messages, numbers};

/// Sự kiện được nhập.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The act.
    pub act: &'static Act,
    /// The party it is about.
    pub subject: Option<Uuid>,
    /// Its day (hour).
    pub effective: Moment,
    /// Its number.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Its fields.
    pub body: Map<String, Value>,
    /// Where each field was read.
    pub sources: BTreeMap<String, PageBox>,
}

impl Entry {
    /// An act on a day, with nothing else said yet.
    pub fn new(act: &'static Act, effective: Moment) -> Entry {
        Entry {
            act,
            subject: None,
            effective,
            number: None,
            issuer: None,
            body: Map::new(),
            sources: BTreeMap::new(),
        }
    }

    /// The same about a party.
    pub fn about(mut self, party: Uuid) -> Entry {
        self.subject = Some(party);
        self
    }

    /// The same with a field.
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Entry {
        self.body.insert(field.to_owned(), value.into());
        self
    }

    fn said(&self, field: &str) -> &str {
        self.body
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn fact(&self) -> NewFact {
        let mut fact = NewFact::new(Uuid::now_v7(), self.act.id.clone(), self.effective);
        fact.subject = self.subject;
        fact.number.clone_from(&self.number);
        fact.issuer.clone_from(&self.issuer);
        fact.body.clone_from(&self.body);
        fact.sources.clone_from(&self.sources);
        fact
    }
}

/// Why nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The matter's state forbids it.
    #[error("the state of the matter forbids {}", .0.id)]
    Refused(&'static Act, Refusal),
    /// Others recorded something after the person last looked.
    #[error("changed meanwhile")]
    Changed,
    /// Not allowed, not found, storage …
    #[error(transparent)]
    Work(#[from] WorkError),
}

impl From<db::StorageError> for RecordError {
    fn from(error: db::StorageError) -> Self {
        RecordError::Work(error.into())
    }
}

/// Thụ lý kiểm sát: opens a matter with its acceptance, its parties and its assignment. The acceptance comes first.
/// Nothing lasts until the caller commits `work`.
pub async fn register(
    work: &Work,
    id: Uuid,
    mut entries: Vec<Entry>,
) -> Result<Vec<Fact>, RecordError> {
    let unit = work.actor.unit.clone();
    work.require(Right::CivilMatterRegister, &unit).await?;
    for entry in &mut entries {
        not_ahead(work, entry)?;
        number(work, &unit, id, entry).await?;
    }
    let facts = entries.iter().map(Entry::fact).collect();
    Ok(work.record(ledger::Matter::New(id), facts).await?)
}

/// Ghi một sự kiện, or its correction with a reason. `seen` is the newest fact the person had seen; `None` accepts any.
pub async fn record(
    work: &Work,
    matter: Uuid,
    mut entry: Entry,
    corrects: Option<(Uuid, &str)>,
    seen: Option<i64>,
) -> Result<Vec<Fact>, RecordError> {
    let opened = opened(work, matter, seen).await?;
    may_record(work, &opened, &entry, corrects.is_some()).await?;
    not_ahead(work, &entry)?;
    let (mut replaces, mut reason) = (None, None);
    if let Some((wrong, why)) = corrects {
        replaces = Some(still_stands(&opened, wrong)?.id);
        reason = Some(reasoned(why)?);
    }
    check(&opened.facts, entry.act, entry.effective, replaces)
        .map_err(|why| RecordError::Refused(entry.act, why))?;
    number(work, &opened.unit, matter, &mut entry).await?;
    let mut fact = entry.fact();
    (fact.replaces, fact.reason) = (replaces, reason);
    keep(work, &opened, fact).await
}

/// Rút một sự kiện ghi nhầm: the fact stays in the ledger and no longer counts.
pub async fn withdraw(
    work: &Work,
    matter: Uuid,
    fact: Uuid,
    why: &str,
) -> Result<Vec<Fact>, RecordError> {
    let opened = opened(work, matter, None).await?;
    opened.require(work, Right::CivilFactCorrect).await?;
    let wrong = still_stands(&opened, fact)?;
    let reason = reasoned(why)?;
    let begins = [
        "civil.accepted",
        "civil.party_described",
        "civil.prosecutor_assigned",
    ];
    let has_more = standing(&opened.facts).any(|fact| !begins.contains(&fact.kind.as_str()));
    if wrong.kind == "civil.accepted" && has_more {
        return Err(WorkError::invalid("reason", messages::TAKEN_BACK_FIRST).into());
    }
    let today = Moment::day(work.today);
    let mut back =
        NewFact::new(Uuid::now_v7(), "fact.withdrawn", today).with("reason", reason.as_str());
    back.replaces = Some(fact);
    back.reason = Some(reason);
    keep(work, &opened, back).await
}

async fn opened(work: &Work, matter: Uuid, seen: Option<i64>) -> Result<Opened, RecordError> {
    let opened = open(&work.tx, matter).await?;
    let opened = opened.ok_or(WorkError::NotFound)?;
    match seen.is_some_and(|seen| seen < opened.seen) {
        true => Err(RecordError::Changed),
        false => Ok(opened),
    }
}

/// Assignments are the leaders', corrections a right of their own.
async fn may_record(
    work: &Work,
    opened: &Opened,
    entry: &Entry,
    is_correction: bool,
) -> Result<(), WorkError> {
    let is_assignment = entry.act.id == "civil.prosecutor_assigned";
    let keeps = is_assignment
        && opened.matter.prosecutor_id.is_some()
        && entry.said("prosecutor").parse().ok() == opened.matter.prosecutor_id
        && entry.said("examiner").parse().ok() == opened.matter.examiner_id;
    let right = match (is_assignment && !keeps, is_correction) {
        (true, _) => Right::CivilMatterAssign,
        (false, true) => Right::CivilFactCorrect,
        (false, false) => Right::CivilFactRecord,
    };
    opened.require(work, right).await
}

fn not_ahead(work: &Work, entry: &Entry) -> Result<(), WorkError> {
    match entry.effective.on > work.today {
        true => Err(WorkError::invalid("effective", messages::DAY_AHEAD)),
        false => Ok(()),
    }
}

fn still_stands(opened: &Opened, id: Uuid) -> Result<&Fact, WorkError> {
    if opened.fact(id).is_none() {
        return Err(WorkError::NotFound);
    }
    let found = standing(&opened.facts).find(|fact| fact.id == id);
    found.ok_or_else(|| WorkError::invalid("", messages::ALREADY_REPLACED))
}

fn reasoned(why: &str) -> Result<String, WorkError> {
    match why.trim() {
        "" => Err(WorkError::invalid("reason", messages::REASON_MISSING)),
        why => Ok(why.to_owned()),
    }
}

/// Số thụ lý: the typed one, if nobody else has it; else the next of the register.
async fn number(work: &Work, unit: &str, matter: Uuid, entry: &mut Entry) -> Result<(), WorkError> {
    if entry.act.paper == Paper::Procuracy && entry.issuer.is_none() {
        entry.issuer = Some(work.actor.unit_name.clone());
    }
    if !entry.act.opens() {
        return Ok(());
    }
    let kind = entry.said("kind").to_owned();
    let on = entry.effective.on;
    match entry.number.clone() {
        Some(typed) => numbers::note(work, (unit, &kind, on), &typed, matter).await,
        None => {
            entry.number = Some(numbers::take(work, unit, &kind, on).await?);
            Ok(())
        }
    }
}

async fn keep(work: &Work, opened: &Opened, fact: NewFact) -> Result<Vec<Fact>, RecordError> {
    // Facts keep the unit of their day: the actor's, unless they act for another by delegation.
    let unit = match work.actor.covers.unit(&opened.unit) {
        true => &work.actor.unit,
        false => &opened.unit,
    };
    let place = ledger::Matter::Existing {
        id: opened.id,
        seen: Some(opened.seen),
    };
    Ok(work.record_for(place, vec![fact], unit).await?)
}
