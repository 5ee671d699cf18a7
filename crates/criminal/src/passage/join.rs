//! Nhập vụ án (BLTTHS Đ.170, 242): the other case ends here, its accused go on in this one; the joint limit does not exceed
//! the law's (Đ.172 k.4), and from which start it counts is left to be checked.

use std::collections::BTreeMap;

use law::Moment;
use law::catalogue::AccusedState;
use ledger::NewFact;
use people::{Right, Work, WorkError};
use uuid::Uuid;

use super::carried::carried;
use super::{messages, record_along, split::remember, unit_of};
use crate::load::{Opened, open};
use crate::record::{ActEntry, RecordError, record_act};

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// How many accused came.
    pub people: usize,
    /// Ngày hết thời hạn điều tra sớm hơn of the two, the safe one.
    pub safe_end: Option<Moment>,
}

/// Joins the case with this electronic code into `matter`.
pub async fn join(
    work: &Work,
    matter: Uuid,
    other_code: &str,
    decision: ActEntry,
    seen: Option<i64>,
) -> Result<Joined, RecordError> {
    let here = open(&work.tx, &work.law, matter)
        .await?
        .ok_or(WorkError::NotFound)?;
    here.require(work, Right::CriminalFactRecord).await?;
    let code = text::clean(other_code).to_uppercase();
    let other = match ledger::matter_by_code(&work.tx, &code).await? {
        Some(row) => open(&work.tx, &work.law, row.id).await?,
        None => None,
    };
    let other = other.ok_or_else(|| WorkError::invalid("other_case", messages::NO_OTHER))?;
    if other.id == here.id {
        return Err(WorkError::invalid("other_case", messages::ITSELF).into());
    }
    if !work.may(
        Right::CriminalFactRecord,
        &other.unit,
        &other.assigned.people(),
    ) {
        return Err(WorkError::invalid("other_case", messages::NOT_YOURS).into());
    }
    if here.matter.case.is_none() || other.matter.case.is_none() {
        return Err(WorkError::invalid("other_case", messages::NO_CASE).into());
    }
    let effective = decision
        .effective
        .ok_or_else(|| WorkError::invalid("effective", crate::messages::DAY_MISSING))?;
    let safe_end = safe_end(&here, &other);
    let unit = unit_of(work, &here).to_owned();
    let is_confirmed = decision.is_confirmed;
    let mut joined = decision.clone();
    joined.kind = "case.joined".to_owned();
    joined.subjects = Vec::new();
    joined = joined
        .with("other_case", other.code.clone())
        .with("other_matter", other.id.to_string());
    let joined = record_act(work, matter, joined, seen).await?;

    let mut ended = NewFact::new(Uuid::now_v7(), "case.joined_into", effective)
        .with("other_case", here.code.clone())
        .with("other_matter", here.id.to_string());
    for (field, value) in &decision.body {
        ended
            .body
            .entry(field.clone())
            .or_insert_with(|| value.clone());
    }
    if let Some(fact) = joined.first() {
        ended.number.clone_from(&fact.number);
        ended.issuer.clone_from(&fact.issuer);
    }
    record_along(
        work,
        &other,
        unit_of(work, &other),
        vec![ended],
        is_confirmed,
    )
    .await?;

    let coming: BTreeMap<Uuid, Uuid> = other
        .matter
        .people
        .iter()
        .filter(|person| person.state != Some(AccusedState::MovedToOtherCase))
        .map(|person| (person.subject, Uuid::now_v7()))
        .collect();
    let place = ledger::Matter::Existing {
        id: matter,
        seen: None,
    };
    let mut facts = carried(&other.facts, &coming, false, effective.on);
    if let Some(end) = safe_end {
        let note = format!(
            "Nhập vụ án {}. {} Ngày hết hạn sớm hơn: {}.",
            other.code,
            messages::JOINT_LIMIT,
            shell::vi_date(end.on)
        );
        facts.push(NewFact::new(Uuid::now_v7(), "matter.noted", effective).with("note", note));
    }
    if !facts.is_empty() {
        work.record_for(place, facts, &unit).await?;
    }
    let reason = format!("Nhập vụ án {} vào vụ án {}.", other.code, here.code);
    remember(work, other.id, matter, &coming, &reason).await?;
    let is_accused = |subject: &&Uuid| {
        other
            .matter
            .person(**subject)
            .is_some_and(|person| person.state.is_some())
    };
    Ok(Joined {
        people: coming.keys().filter(is_accused).count(),
        safe_end,
    })
}

/// The earlier end of the two investigations, where both run.
pub fn safe_end(one: &Opened, other: &Opened) -> Option<Moment> {
    let end = |opened: &Opened| {
        let running = opened
            .matter
            .running()
            .filter(|clock| clock.family.starts_with("INV"));
        running
            .filter_map(|clock| clock.due)
            .min_by_key(Moment::at_utc_ms)
    };
    let (one, other) = (end(one)?, end(other)?);
    Some(crate::rules::matter::earlier(one, other))
}
