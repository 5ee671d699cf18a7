//! Chuyển hồ sơ cho Viện kiểm sát khác (BLTTHS Đ.146, 169, 239): decided by one, under way, taken in by the other. Until
//! then the sender is in charge; afterwards the receiver, whose book gives the acceptance number.

use chrono::NaiveDate;
use law::{Law, Moment};
use people::{Right, Units, Work, WorkError};
use uuid::Uuid;

use super::receivers::Receivers;
use super::{lists, messages};
use crate::load::{Opened, open};
use crate::record::{self, ActEntry, RecordError, record_act};

/// Quyết định by which a matter goes to another procuracy.
pub const SENDS: [&str; 4] = [
    "report.transferred",
    "case.transfer_decided",
    "case.competence_transferred",
    "prosecution.transfer_decided",
];

/// The decisions that fit where a matter stands now.
pub fn ways(law: &Law, opened: &Opened, today: NaiveDate) -> Vec<&'static str> {
    let case = opened.matter.case.as_ref().map(|case| case.state);
    let report = opened.matter.report.as_ref().map(|report| report.state);
    let fits = |kind: &&&str| {
        let Some(act) = law.acts.on(kind, today) else {
            return false;
        };
        match case {
            Some(_) => !kind.starts_with("report.") && act.requires_case.allows(case),
            None => kind.starts_with("report.") && act.requires_report.allows(report),
        }
    };
    SENDS.iter().filter(fits).copied().collect()
}

/// Quyết định chuyển: the matter is under way from now on.
pub async fn send(
    work: &Work,
    matter: Uuid,
    to_unit: &str,
    mut decision: ActEntry,
    seen: Option<i64>,
) -> Result<(), RecordError> {
    let opened = open(&work.tx, &work.law, matter)
        .await?
        .ok_or(WorkError::NotFound)?;
    opened.require(work, Right::CriminalFactRecord).await?;
    let units = Units::load(&work.tx).await?;
    let to = units.on(to_unit, work.today);
    let to = to.ok_or_else(|| WorkError::invalid("to_unit", messages::TO_UNIT_MISSING))?;
    if !Receivers::embedded().takes(to) {
        return Err(WorkError::invalid("to_unit", messages::TO_UNIT_MISSING).into());
    }
    if units.covers(to_unit, work.today).unit(&opened.unit) {
        return Err(WorkError::invalid("to_unit", messages::TO_ITSELF).into());
    }
    if lists::of_matter(&work.tx, matter)
        .await?
        .iter()
        .any(|line| line.is_open)
    {
        return Err(WorkError::invalid("", messages::UNDER_WAY).into());
    }
    if !ways(&work.law, &opened, work.today).contains(&decision.kind.as_str()) {
        return Err(WorkError::invalid("kind", crate::messages::NOT_A_CHOICE).into());
    }
    decision = decision
        .with("to_agency", to.name.clone())
        .with("to_unit", to.key.clone());
    record_act(work, matter, decision, seen).await?;
    Ok(())
}

/// Việc nhận, as it was entered.
#[derive(Debug, Clone)]
pub struct Taking {
    /// The day the file came.
    pub on: Moment,
    /// Số thụ lý, as typed.
    pub docket: Option<String>,
    /// Takes the next acceptance number of the receiver's book.
    pub takes_docket: bool,
    /// Kiểm sát viên, from the staff: id and name; only leaders assign.
    pub prosecutor: Option<(Uuid, String)>,
    /// The person has read the warnings.
    pub is_confirmed: bool,
}

/// Nhận hồ sơ chuyển đến: the receiver is in charge from this fact on.
pub async fn take(work: &Work, matter: Uuid, taking: Taking) -> Result<(), RecordError> {
    let opened = open(&work.tx, &work.law, matter)
        .await?
        .ok_or(WorkError::NotFound)?;
    let lines = lists::of_matter(&work.tx, matter).await?;
    let coming = lines
        .into_iter()
        .find(|line| line.is_open && work.actor.covers.unit(&line.to_unit));
    // Whoever is not the receiver learns nothing of the matter here.
    let coming = coming.ok_or(WorkError::NotFound)?;
    let unit = work.actor.unit.clone();
    work.require(Right::CriminalMatterRegister, &unit).await?;
    if taking.on.on < coming.sent_on {
        return Err(WorkError::invalid("effective", messages::BEFORE_SENT).into());
    }
    let units = Units::load(&work.tx).await?;
    let from = units.name_on(&coming.unit_id, work.today);
    let entries = entries(work, &opened, &coming, &taking, &from);
    if taking.prosecutor.is_some() {
        work.require(Right::CriminalMatterAssign, &unit).await?;
    }
    let new = record::prepare(work, &unit, &opened.facts, matter, entries).await?;
    let place = ledger::Matter::Existing {
        id: matter,
        seen: Some(opened.seen),
    };
    work.record_for(place, new, &unit).await?;
    work.note(
        "passage.taken",
        "matter",
        matter,
        &coming.fact_id.to_string(),
    )
    .await?;
    Ok(())
}

/// What the receiver records, in its order.
fn entries(
    work: &Work,
    opened: &Opened,
    coming: &lists::Passage,
    taking: &Taking,
    from: &str,
) -> Vec<ActEntry> {
    let entry = |kind: &str| ActEntry {
        is_confirmed: taking.is_confirmed,
        ..ActEntry::new(kind, taking.on)
    };
    let sent = coming.fact_id.to_string();
    let mut entries = Vec::new();
    let mut stage = "G1";
    match coming.kind.as_str() {
        "report.transferred" => {
            let mut received = entry("report.received");
            let first = crate::standing::standing(&opened.facts)
                .rfind(|fact| fact.kind == "report.received");
            if let Some(first) = first {
                let same = first.body.iter().filter(|(field, _)| {
                    !matches!(
                        field.as_str(),
                        "register_number" | "complex" | "received_by" | "officer"
                    ) && !field.starts_with("warnings")
                });
                received
                    .body
                    .extend(same.map(|(field, value)| (field.clone(), value.clone())));
            }
            received.issuer = Some(from.to_owned());
            entries.push(received.with("taken_from", sent));
        }
        kind => {
            if kind == "prosecution.transfer_decided" {
                stage = "G2";
                entries.push(entry("vks.case_file_received"));
            }
            let mut taken = entry("case.received_by_competent_vks")
                .with("from_agency", from)
                .with("taken_from", sent);
            taken.issuer = Some(work.actor.unit_name.clone());
            entries.push(taken);
        }
    }
    let is_report = coming.kind == "report.transferred";
    if taking.takes_docket || taking.docket.is_some() {
        let mut docket = match is_report {
            true => entry("report.docketed"),
            false => entry("matter.docketed").with("acceptance_stage", stage),
        };
        match &taking.docket {
            Some(number) => docket = docket.with("register_number", number.as_str()),
            None => docket.takes_number = true,
        }
        entries.push(docket);
    }
    if let Some((id, name)) = &taking.prosecutor {
        let kind = if is_report {
            "report.prosecutor_assigned"
        } else {
            "case.prosecutor_assigned"
        };
        let mut assigned = entry(kind)
            .with("prosecutor", id.to_string())
            .with("prosecutor_name", name.as_str());
        assigned.issuer = Some(work.actor.unit_name.clone());
        assigned.takes_number = true;
        entries.push(assigned);
    }
    entries
}
