//! Các hành vi đưa ra để ghi: what belongs to the stage a matter is in comes first, everything else stays findable.

use chrono::NaiveDate;
use law::Law;
use law::catalogue::{Act, CaseState, ReportState, Scope, Stage};
use uuid::Uuid;

use super::matter::Matter;
use super::steps::is_lawful_now;
use super::ways::has_its_measure;

/// How near an act is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Của giai đoạn này.
    Stage,
    /// Việc khác ghi được lúc này.
    Other,
    /// Không ghi được lúc này; ghi muộn được nếu ngày của hành vi thuộc giai đoạn trước.
    Late,
}

/// Một hành vi đưa ra để ghi.
#[derive(Debug, Clone, Copy)]
pub struct Offered<'l> {
    /// The act.
    pub act: &'l Act,
    /// How near it is.
    pub reach: Reach,
}

/// Every act of the catalogue in force on a day that can be about the matter, or about one person of it, the nearest first.
pub fn offer<'l>(
    law: &'l Law,
    matter: &Matter,
    subject: Option<Uuid>,
    today: NaiveDate,
) -> Vec<Offered<'l>> {
    let stages = stages_now(matter, subject.is_some());
    let person = subject.and_then(|subject| matter.person(subject));
    let of_scope = |act: &&Act| match act.scope {
        Scope::Accused | Scope::Person => subject.is_some(),
        Scope::CaseOrAccused => true,
        _ => subject.is_none(),
    };
    let acts = law
        .acts
        .all()
        .iter()
        .filter(|act| act.is_valid_on(today) && act.id != "fact.withdrawn")
        .filter(of_scope);
    let mut offered: Vec<Offered> = acts
        .map(|act| {
            let reach = match is_lawful_now(act, matter, subject, today) {
                false => Reach::Late,
                true if stages.contains(&act.stage) && has_its_measure(act, person) => Reach::Stage,
                true => Reach::Other,
            };
            Offered { act, reach }
        })
        .collect();
    offered.sort_by_key(|one| one.reach);
    offered
}

/// Các giai đoạn mà hồ sơ đang ở: the stages of acts whose time it is now.
fn stages_now(matter: &Matter, of_person: bool) -> Vec<Stage> {
    let mut stages = Vec::new();
    if let Some(report) = &matter.report
        && (report.state.is_open() || report.state == ReportState::Suspended)
    {
        stages.extend([Stage::Report, Stage::Opening]);
    }
    stages.extend(match matter.case.as_ref().map(|case| case.state) {
        None => &[] as &[Stage],
        Some(state) => stages_of(state),
    });
    if of_person {
        stages.push(Stage::Measures);
    }
    stages
}

fn stages_of(state: CaseState) -> &'static [Stage] {
    use CaseState as S;
    match state {
        S::Investigating | S::Extended | S::Resumed | S::Supplementary | S::Reinvestigation => {
            &[Stage::Opening, Stage::Investigation]
        }
        S::Suspended | S::Terminated | S::Annulled | S::Joined => &[Stage::Investigation],
        S::Concluded => &[Stage::Investigation, Stage::Prosecution],
        S::WithProcuracy
        | S::ProsecutionExtended
        | S::ProsecutionResumed
        | S::ProsecutionSuspended
        | S::ProsecutionTerminated
        | S::ProsecutionTransferred
        | S::ReturnedForSupplement => &[Stage::Prosecution],
        S::Indicted => &[Stage::Prosecution, Stage::Trial],
        S::SentToCourt
        | S::Docketed
        | S::TrialPrepExtended
        | S::TrialSuspended
        | S::TrialResumed
        | S::TrialTerminated
        | S::SetForTrial
        | S::TrialOpened
        | S::TrialPaused
        | S::TrialAdjourned
        | S::Deliberating => &[Stage::Trial, Stage::Judgment],
        S::Judged => &[Stage::Judgment, Stage::Appeal],
        S::Appealed
        | S::AppellateDocketed
        | S::AppellateSet
        | S::AppellateOpened
        | S::AppellateAdjourned
        | S::AppellateTerminated => &[Stage::Appeal],
        S::QuashedForReinvestigation | S::QuashedForRetrial => {
            &[Stage::Appeal, Stage::Trial, Stage::Investigation]
        }
        S::Final | S::InExecution | S::Executed => &[Stage::Execution],
        S::CassationProtested => &[Stage::Review],
    }
}
