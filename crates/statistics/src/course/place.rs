//! Vụ án, bị can đang đứng ở đâu: which stock of the forms a case or an accused belongs to.

use law::catalogue::{AccusedState, CaseState};

/// Nơi đứng của vụ án, của bị can trong số liệu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Điều tra.
    Investigation,
    /// Tạm đình chỉ điều tra.
    InvestigationSuspended,
    /// Truy tố.
    Prosecution,
    /// Tạm đình chỉ ở giai đoạn truy tố.
    ProsecutionSuspended,
    /// Xét xử sơ thẩm.
    Trial,
    /// Tạm đình chỉ ở giai đoạn xét xử sơ thẩm.
    TrialSuspended,
    /// Xét xử phúc thẩm.
    Appeal,
    /// Đã chuyển đi, nơi nhận chưa thụ lý.
    Transit,
}

impl Place {
    /// The stock of cases.
    pub const fn of_case(self) -> &'static str {
        match self {
            Place::Investigation => "case.investigation",
            Place::InvestigationSuspended => "case.investigation_suspended",
            Place::Prosecution => "case.prosecution",
            Place::ProsecutionSuspended => "case.prosecution_suspended",
            Place::Trial => "case.trial",
            Place::TrialSuspended => "case.trial_suspended",
            Place::Appeal => "case.appeal",
            Place::Transit => "case.transit",
        }
    }

    /// The stock of accused.
    pub const fn of_accused(self) -> &'static str {
        match self {
            Place::Investigation => "accused.investigation",
            Place::InvestigationSuspended => "accused.investigation_suspended",
            Place::Prosecution => "accused.prosecution",
            Place::ProsecutionSuspended => "accused.prosecution_suspended",
            Place::Trial => "accused.trial",
            Place::TrialSuspended => "accused.trial_suspended",
            Place::Appeal => "accused.appeal",
            Place::Transit => "accused.transit",
        }
    }

    /// Giai đoạn.
    pub const fn stage(self) -> &'static str {
        match self {
            Place::Investigation | Place::InvestigationSuspended => "investigation",
            Place::Prosecution | Place::ProsecutionSuspended => "prosecution",
            Place::Trial | Place::TrialSuspended => "trial",
            Place::Appeal => "appeal",
            Place::Transit => "",
        }
    }

    /// Where somebody stands who is suspended from here.
    pub const fn suspended(self) -> Option<Place> {
        match self {
            Place::Investigation | Place::InvestigationSuspended => {
                Some(Place::InvestigationSuspended)
            }
            Place::Prosecution | Place::ProsecutionSuspended => Some(Place::ProsecutionSuspended),
            Place::Trial | Place::TrialSuspended => Some(Place::TrialSuspended),
            Place::Appeal | Place::Transit => None,
        }
    }

    /// Whether the time limits of the stage run here.
    pub const fn is_running(self) -> bool {
        matches!(
            self,
            Place::Investigation | Place::Prosecution | Place::Trial | Place::Appeal
        )
    }

    /// The families of limits that say how long something may stand here.
    pub fn is_limited_by(self, family: &str) -> bool {
        match self {
            Place::Investigation => {
                matches!(family, "INV" | "INV-RESUMED" | "INV-REINV")
                    || family.starts_with("INV-SUPP")
            }
            Place::Prosecution => family == "PRO-DECIDE",
            Place::Trial => matches!(family, "TRI-PREP" | "TRI-AFTER-SUPP"),
            Place::Appeal => family.starts_with("APP-OPEN-") || family.starts_with("APP-DECIDE-"),
            _ => false,
        }
    }
}

/// Tòa án trả hồ sơ: how far the return has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CourtReturn {
    /// None, or it is over.
    #[default]
    None,
    /// The procuracy has not answered.
    Asked,
    /// The procuracy accepted: the file is with it again.
    Accepted,
    /// It went on to the investigation body.
    PassedDown,
}

/// Where a case in this state stands.
pub fn place_of(state: CaseState, back: CourtReturn) -> Option<Place> {
    match state {
        CaseState::Investigating
        | CaseState::Extended
        | CaseState::Resumed
        | CaseState::Supplementary
        | CaseState::Reinvestigation => Some(Place::Investigation),
        CaseState::Suspended => Some(Place::InvestigationSuspended),
        CaseState::WithProcuracy
        | CaseState::ProsecutionExtended
        | CaseState::ProsecutionResumed => Some(Place::Prosecution),
        CaseState::ReturnedForSupplement => {
            (back == CourtReturn::Accepted).then_some(Place::Prosecution)
        }
        CaseState::ProsecutionSuspended => Some(Place::ProsecutionSuspended),
        CaseState::ProsecutionTransferred => Some(Place::Transit),
        CaseState::Docketed
        | CaseState::TrialPrepExtended
        | CaseState::TrialResumed
        | CaseState::SetForTrial
        | CaseState::TrialOpened
        | CaseState::TrialPaused
        | CaseState::TrialAdjourned
        | CaseState::Deliberating => Some(Place::Trial),
        CaseState::TrialSuspended => Some(Place::TrialSuspended),
        CaseState::AppellateDocketed
        | CaseState::AppellateSet
        | CaseState::AppellateOpened
        | CaseState::AppellateAdjourned => Some(Place::Appeal),
        _ => None,
    }
}

/// The stage a case in this state is in, also between two stocks; who is held is held for it.
pub fn stage_of(state: Option<CaseState>) -> &'static str {
    match state {
        None => "investigation",
        Some(state) if state.is_investigation() => "investigation",
        Some(
            CaseState::Suspended
            | CaseState::Concluded
            | CaseState::Terminated
            | CaseState::ReturnedForSupplement
            | CaseState::QuashedForReinvestigation
            | CaseState::Annulled
            | CaseState::Joined,
        ) => "investigation",
        Some(state) if state.is_prosecution() => "prosecution",
        Some(
            CaseState::ProsecutionSuspended
            | CaseState::ProsecutionTerminated
            | CaseState::ProsecutionTransferred
            | CaseState::Indicted
            | CaseState::SentToCourt,
        ) => "prosecution",
        Some(
            CaseState::Appealed
            | CaseState::AppellateDocketed
            | CaseState::AppellateSet
            | CaseState::AppellateOpened
            | CaseState::AppellateAdjourned,
        ) => "appeal",
        Some(
            CaseState::Final
            | CaseState::InExecution
            | CaseState::Executed
            | CaseState::AppellateTerminated
            | CaseState::CassationProtested,
        ) => "execution",
        Some(_) => "trial",
    }
}

/// Whether somebody in this state goes where the case goes.
pub fn goes_along(state: AccusedState, case: Option<Place>) -> bool {
    match state {
        AccusedState::Approved
        | AccusedState::Wanted
        | AccusedState::Resumed
        | AccusedState::ProposedForProsecution
        | AccusedState::Indicted
        | AccusedState::Defendant => true,
        AccusedState::Judged | AccusedState::Acquitted | AccusedState::Exempted => {
            matches!(case, Some(Place::Trial | Place::Appeal))
        }
        _ => false,
    }
}

/// What an act does to the figures, in the words of the forms.
pub fn named(kind: &str) -> &'static str {
    match kind {
        "case.initiated" => "opened",
        "accused.approved" | "accused.initiated_by_vks" => "charged",
        "investigation.suspended" | "prosecution.suspended" | "trial.suspended" => "suspended",
        "investigation.resumed" | "prosecution.resumed" | "trial.resumed" => "resumed",
        "investigation.concluded" => "concluded",
        "investigation.terminated" | "prosecution.terminated" | "trial.terminated" => "terminated",
        "vks.case_file_received" => "accepted",
        "case.indicted" | "case.indicted_simplified" => "indicted",
        "case.returned" => "returned_by_vks",
        "supplement.file_received_by_cqdt" => "returned",
        "reinvestigation.file_received_by_cqdt" => "reinvestigation",
        "court.returned_for_supplement" => "returned_by_court",
        "court.docketed" | "court.file_back_after_supplement" => "docketed",
        "retrial.file_received" => "back_for_retrial",
        "judgment.pronounced" => "tried",
        "appellate.docketed" => "appeal_docketed",
        "appellate.judgment_pronounced"
        | "appellate.quashed_for_reinvestigation"
        | "appellate.quashed_for_retrial"
        | "appellate.quashed_and_terminated" => "appeal_tried",
        "appellate.terminated" => "appeal_terminated",
        "vks.file_back_from_court" => "transferred_out",
        "case.joined_into" => "joined_into",
        "accused.moved_to_split_case" => "split_out",
        "case.initiation_annulled" | "accused.annulled" => "annulled",
        "juvenile.diversion_decided" => "diverted",
        "convict.died" => "died",
        _ => "",
    }
}
