//! Tách vụ án (BLTTHS Đ.170, 242): the chosen accused go to a case of their own, with all that is known of them; each case
//! names the other, and both numbers are given in one transaction.

use std::collections::BTreeMap;

use db::{Sql, args};
use law::Moment;
use law::catalogue::AccusedState;
use ledger::NewFact;
use people::{Right, Work, WorkError};
use uuid::Uuid;

use super::carried::carried;
use super::{messages, record_along, unit_of};
use crate::load::{Opened, open};
use crate::record::{ActEntry, RecordError, record_act};

/// Quyết định tách vụ án, as it was entered.
#[derive(Debug, Clone, Default)]
pub struct Split {
    /// The decision: day, number, issuer, reason.
    pub decision: ActEntry,
    /// The accused who go.
    pub subjects: Vec<Uuid>,
    /// Tên vụ án mới, when it is given one.
    pub case_name: Option<String>,
    /// Số thụ lý of the new case, as typed.
    pub docket: Option<String>,
    /// Takes the next acceptance number for it.
    pub takes_docket: bool,
}

/// Splits the case; the new case's id.
pub async fn split(
    work: &Work,
    matter: Uuid,
    entry: Split,
    seen: Option<i64>,
) -> Result<Uuid, RecordError> {
    let opened = open(&work.tx, &work.law, matter)
        .await?
        .ok_or(WorkError::NotFound)?;
    opened.require(work, Right::CriminalFactRecord).await?;
    work.require(Right::CriminalMatterRegister, &work.actor.unit)
        .await?;
    may_go(&opened, &entry.subjects)?;
    let unit = unit_of(work, &opened).to_owned();
    let effective = entry
        .decision
        .effective
        .ok_or_else(|| WorkError::invalid("effective", crate::messages::DAY_MISSING))?;
    let new = Uuid::now_v7();
    let going: BTreeMap<Uuid, Uuid> = entry
        .subjects
        .iter()
        .map(|subject| (*subject, Uuid::now_v7()))
        .collect();
    // Who was harmed, and whoever else is not accused, may be needed in both.
    let others = opened
        .matter
        .people
        .iter()
        .filter(|person| person.state.is_none());
    let mut people = going.clone();
    people.extend(others.map(|person| (person.subject, Uuid::now_v7())));
    let mut facts = carried(&opened.facts, &people, true, effective.on);
    if let Some(name) = entry
        .case_name
        .as_deref()
        .map(text::clean)
        .filter(|name| !name.is_empty())
    {
        let named = NewFact::new(Uuid::now_v7(), "case.described", effective);
        facts.push(named.with("case_name", name));
    }
    work.record_for(ledger::Matter::New(new), facts, &unit)
        .await?;
    let code = ledger::matter(&work.tx, new)
        .await?
        .map(|row| row.code)
        .unwrap_or_default();

    let names: Vec<&str> = entry
        .subjects
        .iter()
        .filter_map(|subject| opened.matter.person(*subject))
        .map(|person| person.name_vi())
        .collect();
    let is_confirmed = entry.decision.is_confirmed;
    let mut decision = entry.decision.clone();
    decision.kind = "case.split".to_owned();
    decision.subjects = Vec::new();
    decision = decision
        .with("other_case", code.clone())
        .with("other_matter", new.to_string())
        .with("split_people", names.join(", "));
    let decided = record_act(work, matter, decision, seen).await?;
    let decided = decided.first().cloned();
    let (number, issuer) = decided
        .map(|fact| (fact.number, fact.issuer))
        .unwrap_or_default();
    let moved = going.keys().map(|subject| {
        let mut fact = NewFact::new(Uuid::now_v7(), "accused.moved_to_split_case", effective)
            .about(*subject)
            .with("other_case", code.clone());
        fact.number.clone_from(&number);
        fact.issuer.clone_from(&issuer);
        fact
    });
    let now = open(&work.tx, &work.law, matter)
        .await?
        .ok_or(WorkError::NotFound)?;
    record_along(work, &now, &unit, moved.collect(), is_confirmed).await?;

    let told = format!(
        "Tách từ vụ án {} ({}) theo quyết định số {} ngày {}.",
        opened.code,
        opened.title(&work.law),
        number.as_deref().unwrap_or("chưa ghi"),
        shell::vi_date(effective.on)
    );
    let note = NewFact::new(Uuid::now_v7(), "matter.noted", effective)
        .with("note", told.clone())
        .with("other_matter", matter.to_string())
        .with("other_case", opened.code.clone())
        .with("link", "split_from");
    let place = ledger::Matter::Existing {
        id: new,
        seen: None,
    };
    work.record_for(place, vec![note], &unit).await?;
    docket(work, new, &opened, effective, &entry).await?;
    remember(work, matter, new, &going, &told).await?;
    Ok(new)
}

/// Only accused of this case go, and somebody stays.
fn may_go(opened: &Opened, subjects: &[Uuid]) -> Result<(), WorkError> {
    if opened.matter.case.is_none() {
        return Err(WorkError::invalid("", messages::NO_CASE));
    }
    if subjects.is_empty() {
        return Err(WorkError::invalid("people", messages::NOBODY));
    }
    let here: Vec<Uuid> = opened
        .matter
        .accused()
        .filter(|person| person.state != Some(AccusedState::MovedToOtherCase))
        .map(|person| person.subject)
        .collect();
    if !subjects.iter().all(|subject| here.contains(subject)) {
        return Err(WorkError::invalid("people", messages::NOT_ACCUSED));
    }
    match here.iter().any(|subject| !subjects.contains(subject)) {
        true => Ok(()),
        false => Err(WorkError::invalid("people", messages::NOBODY_LEFT)),
    }
}

/// Số thụ lý của vụ án mới, in the book of the stage the case is in.
async fn docket(
    work: &Work,
    new: Uuid,
    old: &Opened,
    effective: Moment,
    entry: &Split,
) -> Result<(), RecordError> {
    if !entry.takes_docket && entry.docket.is_none() {
        return Ok(());
    }
    let mut stages = old
        .matter
        .dockets
        .iter()
        .map(|docket| docket.stage.as_str());
    let stage = stages.rfind(|stage| stage.starts_with('G')).unwrap_or("G1");
    let mut docket = ActEntry {
        is_confirmed: true,
        ..ActEntry::new("matter.docketed", effective)
    }
    .with("acceptance_stage", stage);
    match &entry.docket {
        Some(number) => docket = docket.with("register_number", number.as_str()),
        None => docket.takes_number = true,
    }
    record_act(work, new, docket, None).await?;
    Ok(())
}

/// The law itself says who is the same person in both: kept as a decision, which can be taken back.
pub(super) async fn remember(
    work: &Work,
    old: Uuid,
    new: Uuid,
    people: &BTreeMap<Uuid, Uuid>,
    reason: &str,
) -> Result<(), RecordError> {
    for (before, after) in people {
        let (a, b) = match before < after {
            true => ((old, *before), (new, *after)),
            false => ((new, *after), (old, *before)),
        };
        work.tx
            .exec(
                "INSERT INTO criminal_same_person
                   (unit_id, id, a_matter, a_subject, b_matter, b_subject, verdict, reason, decided_by, decided_name, decided_at)
                 VALUES ($1, $2, $3, $4, $5, $6, 'same', $7, $8, $9, $10)",
                args![
                    &work.actor.unit,
                    Uuid::now_v7(),
                    a.0,
                    a.1,
                    b.0,
                    b.1,
                    reason,
                    work.actor.person,
                    &work.actor.name,
                    work.now_ms
                ],
            )
            .await?;
    }
    Ok(())
}
