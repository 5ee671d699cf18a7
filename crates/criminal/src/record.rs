//! Ghi nhận hành vi tố tụng: may I → is it lawful → take the number → record. One procedure for every act of the catalogue.

use std::collections::BTreeMap;

use law::catalogue::Act;
use law::{Fact, Law, Moment, PageBox};
use ledger::NewFact;
use people::{Right, Work, WorkError};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::load::{Opened, open};
use crate::messages;
use crate::numbers::{self, Key, NumberError};
use crate::ours::is_ours;
use crate::prefill::prefill;
use crate::rules::{self, Finding, Level, NewAct, Verdict};

/// Hành vi được nhập: an act as somebody typed it, for one person, several, or the whole matter.
#[derive(Debug, Clone, Default)]
pub struct ActEntry {
    /// The act, as the catalogue names it.
    pub kind: String,
    /// The people it is about; empty for the whole matter.
    pub subjects: Vec<Uuid>,
    /// Its day (hour) in law.
    pub effective: Option<Moment>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// Takes the next number of the unit's book in place of a typed one.
    pub takes_number: bool,
    /// Its fields.
    pub body: Map<String, Value>,
    /// Where each field was read.
    pub sources: BTreeMap<String, PageBox>,
    /// The fact it corrects, and why.
    pub corrects: Option<(Uuid, String)>,
    /// The person has read the warnings and goes on.
    pub is_confirmed: bool,
}

/// Why an act was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The law forbids it: refusals, and what else would be told.
    #[error("unlawful")]
    Unlawful(Verdict),
    /// There are warnings that nobody has confirmed.
    #[error("warnings are not confirmed")]
    Unconfirmed(Verdict),
    /// Others recorded these facts after the person last looked.
    #[error("changed meanwhile")]
    Changed(Vec<Fact>),
    /// The number cannot be had.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// Not allowed, not found, storage …
    #[error(transparent)]
    Work(#[from] WorkError),
}

impl From<db::StorageError> for RecordError {
    fn from(error: db::StorageError) -> Self {
        RecordError::Work(error.into())
    }
}

impl ActEntry {
    /// An act of a kind on a day.
    pub fn new(kind: impl Into<String>, effective: Moment) -> Self {
        ActEntry {
            kind: kind.into(),
            effective: Some(effective),
            ..ActEntry::default()
        }
    }

    /// The same about one person.
    pub fn about(mut self, subject: Uuid) -> Self {
        self.subjects.push(subject);
        self
    }

    /// The same with a field.
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.body.insert(field.to_owned(), value.into());
        self
    }

    fn as_new_act(
        &self,
        subject: Option<Uuid>,
        effective: Moment,
        unit: &str,
        work: &Work,
    ) -> NewAct {
        let mut act = NewAct::new(self.kind.clone(), effective);
        act.subject = subject;
        act.issuer.clone_from(&self.issuer);
        let from_book = self.takes_number
            && match work.law.acts.on(&self.kind, effective.on) {
                Some(row) if row.series.is_some() => is_ours(row, self.issuer.as_deref(), work),
                _ => true,
            };
        act.number = match from_book {
            // The number comes from the book a moment later.
            true => Some("?".to_owned()),
            false => self.number.clone(),
        };
        act.body = self.body.clone();
        if self.takes_number && self.kind.ends_with(".docketed") {
            act.body.insert("register_number".to_owned(), "?".into());
        }
        act.unit = unit.to_owned();
        act.today = Some(work.today);
        act.replaces = self.corrects.as_ref().map(|(fact, _)| *fact);
        act
    }
}

/// Ghi một hành vi vào hồ sơ. `seen` is the newest fact the person had seen; `None` accepts any.
/// Nothing lasts until the caller commits `work`.
pub async fn record_act(
    work: &Work,
    matter: Uuid,
    entry: ActEntry,
    seen: Option<i64>,
) -> Result<Vec<Fact>, RecordError> {
    let opened = open(&work.tx, &work.law, matter)
        .await?
        .ok_or(WorkError::NotFound)?;
    may_record(work, &opened, &entry).await?;
    if let Some(seen) = seen.filter(|seen| *seen < opened.seen) {
        return Err(RecordError::Changed(
            opened
                .facts
                .into_iter()
                .filter(|fact| fact.seq > seen)
                .collect(),
        ));
    }
    // Facts keep the unit of their day: the actor's, unless they act for another by delegation.
    let unit = match work.actor.covers.unit(&opened.unit) {
        true => work.actor.unit.clone(),
        false => opened.unit.clone(),
    };
    let entries = with_own_papers(&work.law, &opened, entry);
    let new = prepare(work, &unit, &opened.facts, matter, entries).await?;
    let place = ledger::Matter::Existing {
        id: matter,
        seen: Some(opened.seen),
    };
    Ok(work.record_for(place, new, &unit).await?)
}

/// Fields that name the earlier paper of the person the act is about.
const EARLIER: [&str; 2] = ["earlier_number", "earlier_on"];

/// An act about several people is entered once, as for the first of them: where it names the first one's earlier paper,
/// each of the others has their own.
fn with_own_papers(law: &Law, opened: &Opened, entry: ActEntry) -> Vec<ActEntry> {
    let act = entry
        .effective
        .and_then(|effective| law.acts.on(&entry.kind, effective.on));
    let (Some(act), [first, _, ..]) = (act, entry.subjects.as_slice()) else {
        return vec![entry];
    };
    let papers_of = |subject: Uuid| prefill(law, opened, act, Some(subject));
    let of_first = papers_of(*first);
    let one = |subject: &Uuid| {
        let mut own = entry.clone();
        own.subjects = vec![*subject];
        let papers = papers_of(*subject);
        for field in EARLIER {
            let is_of_first =
                of_first.contains_key(field) && own.body.get(field) == of_first.get(field);
            if !is_of_first {
                continue;
            }
            match papers.get(field) {
                Some(value) => own.body.insert(field.to_owned(), value.clone()),
                None => own.body.remove(field),
            };
        }
        own
    };
    entry.subjects.iter().map(one).collect()
}

/// Vào sổ mới: opens a matter with its first acts, in the order they happened. Returns the matter's id.
pub async fn register(
    work: &Work,
    id: Uuid,
    entries: Vec<ActEntry>,
) -> Result<Vec<Fact>, RecordError> {
    work.require(Right::CriminalMatterRegister, &work.actor.unit)
        .await?;
    let new = prepare(work, &work.actor.unit, &[], id, entries).await?;
    Ok(work.record(ledger::Matter::New(id), new).await?)
}

/// Asks what [`register`] would answer: what the law says, and whether the numbers can be had, which is not asked of what
/// the law forbids. Only numbers are taken, so the caller takes `work` back.
pub async fn ask(
    work: &Work,
    entries: Vec<ActEntry>,
) -> Result<(Verdict, Result<(), RecordError>), RecordError> {
    work.require(Right::CriminalMatterRegister, &work.actor.unit)
        .await?;
    let (unit, matter) = (&work.actor.unit, Uuid::now_v7());
    let (mut new, verdict) = examine(work, unit, &[], matter, &entries).await?;
    let numbered = match verdict.is_lawful() {
        true => number_all(work, unit, matter, &entries, &mut new).await,
        false => Ok(()),
    };
    Ok((verdict, numbered))
}

/// Rút một sự kiện ghi nhầm: the fact stays in the ledger and no longer counts.
pub async fn withdraw(
    work: &Work,
    matter: Uuid,
    fact: Uuid,
    reason: &str,
    seen: Option<i64>,
) -> Result<Vec<Fact>, RecordError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(WorkError::invalid("reason", messages::REASON_MISSING).into());
    }
    let entry = ActEntry {
        corrects: Some((fact, reason.to_owned())),
        is_confirmed: true,
        ..ActEntry::new("fact.withdrawn", Moment::day(work.today))
    };
    record_act(work, matter, entry.with("reason", reason), seen).await
}

/// Whether the actor may record this: assignments are the leaders', corrections a right of their own.
async fn may_record(work: &Work, opened: &Opened, entry: &ActEntry) -> Result<(), WorkError> {
    let right = match (&entry.corrects, is_assignment(&entry.kind)) {
        (Some(_), _) => Right::CriminalFactCorrect,
        // Entering the paper that keeps the prosecutor who already has the matter changes nobody's rights.
        (None, true) if keeps_assignment(opened, entry) => Right::CriminalFactRecord,
        (None, true) => Right::CriminalMatterAssign,
        (None, false) => Right::CriminalFactRecord,
    };
    opened.require(work, right).await
}

fn is_assignment(kind: &str) -> bool {
    kind.ends_with(".prosecutor_assigned")
        || kind.ends_with(".prosecutor_changed")
        || kind.ends_with(".deputy_assigned")
}

fn keeps_assignment(opened: &Opened, entry: &ActEntry) -> bool {
    let named = |field: &str| {
        entry
            .body
            .get(field)
            .and_then(Value::as_str)
            .and_then(|text| text.parse::<Uuid>().ok())
    };
    let same = |field, now: Option<Uuid>| named(field).is_none_or(|person| Some(person) == now);
    opened.assigned.prosecutor_id.is_some()
        && named("prosecutor") == opened.assigned.prosecutor_id
        && same("examiner", opened.assigned.examiner_id)
        && same("deputy_chief", opened.assigned.deputy_id)
}

/// Asks the law about each act in turn, and makes the facts with their numbers.
pub(crate) async fn prepare(
    work: &Work,
    unit: &str,
    known: &[Fact],
    matter: Uuid,
    entries: Vec<ActEntry>,
) -> Result<Vec<NewFact>, RecordError> {
    let (mut new, verdict) = examine(work, unit, known, matter, &entries).await?;
    if !verdict.is_lawful() {
        return Err(RecordError::Unlawful(verdict));
    }
    let is_confirmed = entries.iter().all(|entry| entry.is_confirmed);
    let warns = |found: &Finding| found.level == Level::Warning;
    if !is_confirmed && verdict.warnings.iter().any(warns) {
        return Err(RecordError::Unconfirmed(verdict));
    }
    number_all(work, unit, matter, &entries, &mut new).await?;
    Ok(new)
}

/// What the law says of each act in turn, each seeing those before it; and the facts they would be.
async fn examine(
    work: &Work,
    unit: &str,
    known: &[Fact],
    matter: Uuid,
    entries: &[ActEntry],
) -> Result<(Vec<NewFact>, Verdict), RecordError> {
    let ended = people::Units::ended_on(&work.tx, unit).await?;
    let mut facts = known.to_vec();
    let mut verdict = Verdict::default();
    let mut new = Vec::new();
    for entry in entries {
        let Some(effective) = entry.effective else {
            return Err(WorkError::invalid("effective", messages::DAY_MISSING).into());
        };
        let act = work.law.acts.on(&entry.kind, effective.on);
        if let Some(act) = act.filter(|act| needs_person(act) && entry.subjects.is_empty()) {
            return Err(WorkError::invalid("subject", messages::person_missing(act)).into());
        }
        let subjects: Vec<Option<Uuid>> = match entry.subjects.as_slice() {
            [] => vec![None],
            people => people.iter().copied().map(Some).collect(),
        };
        for subject in subjects {
            let mut asked = entry.as_new_act(subject, effective, unit, work);
            asked.unit_ended_on = ended;
            let own = rules::check(&work.law, &facts, &asked);
            // What is about the day or the unit is the same for everyone; the rest is about this person.
            let (common, personal): (Vec<Finding>, Vec<Finding>) = own
                .refusals
                .into_iter()
                .partition(|found| ["date.future", "unit.ended"].contains(&found.code));
            add_new(&mut verdict.refusals, common);
            verdict.refusals.extend(personal);
            let fact = fact_of(entry, subject, effective, &own.warnings);
            add_new(&mut verdict.warnings, own.warnings);
            facts.push(as_if_recorded(
                &fact,
                matter,
                unit,
                facts.last().map_or(1, |last| last.seq + 1),
            ));
            new.push(fact);
        }
    }
    Ok((new, verdict))
}

fn needs_person(act: &Act) -> bool {
    use law::catalogue::Scope;
    matches!(act.scope, Scope::Accused | Scope::Person)
}

/// Findings that a later fact of the same entry would only repeat are told once.
fn add_new(all: &mut Vec<Finding>, found: Vec<Finding>) {
    for one in found {
        if !all
            .iter()
            .any(|known| known.code == one.code && known.vi == one.vi)
        {
            all.push(one);
        }
    }
}

fn fact_of(
    entry: &ActEntry,
    subject: Option<Uuid>,
    effective: Moment,
    warnings: &[Finding],
) -> NewFact {
    let mut fact = NewFact::new(Uuid::now_v7(), entry.kind.clone(), effective);
    fact.subject = subject;
    fact.issuer.clone_from(&entry.issuer);
    fact.number = entry
        .number
        .clone()
        .filter(|number| !number.trim().is_empty());
    fact.body = entry.body.clone();
    fact.sources = entry.sources.clone();
    if let Some((corrected, reason)) = &entry.corrects {
        fact.replaces = Some(*corrected);
        fact.reason = Some(reason.clone());
    }
    let told: Vec<&str> = warnings
        .iter()
        .filter(|found| found.level == Level::Warning)
        .map(|found| found.code)
        .collect();
    if !told.is_empty() {
        fact.body
            .insert("warnings_confirmed".to_owned(), told.into());
    }
    fact
}

fn as_if_recorded(new: &NewFact, matter: Uuid, unit: &str, seq: i64) -> Fact {
    Fact {
        seq,
        id: new.id,
        matter,
        subject: new.subject,
        kind: new.kind.clone(),
        unit: unit.to_owned(),
        effective: new.effective,
        recorded_at: 0,
        recorded_by: Uuid::nil(),
        issuer: new.issuer.clone(),
        number: new.number.clone(),
        body: new.body.clone(),
        sources: BTreeMap::new(),
        replaces: new.replaces,
        reason: new.reason.clone(),
    }
}

/// Gives each new fact its number from the book, or notes a typed one there.
async fn number_all(
    work: &Work,
    unit: &str,
    matter: Uuid,
    entries: &[ActEntry],
    new: &mut [NewFact],
) -> Result<(), RecordError> {
    let mut noted: Vec<(String, String)> = Vec::new();
    for fact in new.iter_mut() {
        let Some(entry) = entries.iter().find(|entry| entry.kind == fact.kind) else {
            continue;
        };
        let Some(act) = work.law.acts.on(&fact.kind, fact.effective.on) else {
            continue;
        };
        let about = numbers::About {
            matter,
            subject: fact.subject,
            fact: Some(fact.id),
        };
        if let Some(stage) = acceptance_stage(fact).filter(|_| entry.takes_number) {
            let key = Key::acceptance(unit, fact.effective.on, &stage);
            let taken = numbers::take(work, &key, about, fact.effective.on).await?;
            fact.body
                .insert("register_number".to_owned(), taken.n.to_string().into());
            continue;
        }
        let Some(key) = Key::of_act(unit, fact.effective.on, act) else {
            continue;
        };
        let ours = is_ours(act, entry.issuer.as_deref(), work);
        if entry.takes_number && ours {
            let taken = numbers::take(work, &key, about, fact.effective.on).await?;
            fact.number = Some(taken.shown);
            if fact.issuer.is_none() {
                fact.issuer = Some(work.actor.unit_name.clone());
            }
        } else if let (Some(number), true, true) = (&fact.number, entry.corrects.is_none(), ours) {
            // One paper about several people has one number: it enters the book with the first of them.
            let paper = (fact.kind.clone(), number.clone());
            if !noted.contains(&paper) {
                numbers::note_typed(work, &key, number, about, fact.effective.on).await?;
                noted.push(paper);
            }
        }
    }
    Ok(())
}

/// The stage whose acceptance number the act carries.
fn acceptance_stage(fact: &NewFact) -> Option<String> {
    match fact.kind.as_str() {
        "report.docketed" => Some("nguon_tin".to_owned()),
        "matter.docketed" => fact
            .body
            .get("acceptance_stage")?
            .as_str()
            .map(str::to_owned),
        _ => None,
    }
}
