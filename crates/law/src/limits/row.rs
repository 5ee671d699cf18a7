//! Một dòng của bảng thời hạn.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::JuvenileRule;
use crate::{Certainty, Length, Method, Severity};

/// Thời hạn luật định: one statutory limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// Its id, such as `INV-NT`.
    pub id: String,
    /// Its Vietnamese name.
    pub name_vi: String,
    /// Its English name.
    pub name_en: String,
    /// The stage of the procedure, as a code.
    pub stage: String,
    /// What the clock belongs to.
    pub applies_to: AppliesTo,
    /// The class of crime it is for; none means every class.
    pub severity: Option<Severity>,
    /// The events that start it, each a clock of its own; for [`Kind::Before`] the events it must precede.
    pub start_events: Vec<String>,
    /// Its length; none where the law gives no number.
    pub base: Option<Length>,
    /// What sort of limit it is.
    pub kind: Kind,
    /// How it is counted.
    pub method: Method,
    /// How sure that way of counting is.
    pub counting: Certainty,
    /// The extensions the law allows.
    pub extensions: Extensions,
    /// Who may order them.
    pub extension_approver: String,
    /// What it is for a juvenile.
    pub juvenile: JuvenileRule,
    /// Its article.
    pub article: String,
    /// Who must act, as codes.
    pub who: Vec<Who>,
    /// Who must act, in words.
    pub owner: String,
    /// How sure the numbers are.
    pub confidence: Confidence,
    /// What remains to be checked about it, in Vietnamese; empty where nothing does.
    pub doubt_vi: String,
    /// The first day it was law, where known.
    pub valid_from: Option<NaiveDate>,
    /// The last day it was law.
    pub valid_to: Option<NaiveDate>,
    /// The text it was read from.
    pub source_version: String,
    /// Notes for engineers; never shown to users.
    pub notes: String,
}

impl Limit {
    /// The id without the class of crime: `INV` for `INV-NT`.
    pub fn family(&self) -> &str {
        let Some(severity) = self.severity else {
            return &self.id;
        };
        let long = severity.code().to_uppercase();
        [severity.suffix(), long.as_str()]
            .iter()
            .find_map(|ending| self.id.strip_suffix(ending)?.strip_suffix('-'))
            .unwrap_or(&self.id)
    }

    /// Whether it was law on a day.
    pub fn is_in_force_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Whether it is for this class; an unknown class is covered only by rules for every class.
    pub fn covers(&self, severity: Option<Severity>) -> bool {
        self.severity.is_none() || self.severity == severity
    }

    /// Whether the event starts it (for [`Kind::Before`], whether it must precede the event).
    pub fn is_started_by(&self, event: &str) -> bool {
        self.start_events.iter().any(|own| own == event)
    }

    /// Whether the procuracy itself must meet it.
    pub fn is_for_procuracy(&self) -> bool {
        self.who.contains(&Who::Procuracy)
    }

    /// Thời hiệu của một quyền (kháng cáo, kháng nghị, khiếu nại): it may go unused, and then nothing is overdue.
    pub fn is_right(&self) -> bool {
        self.kind == Kind::Window
    }

    /// Whether a person's liberty hangs on it, so that it never moves to a later day.
    pub fn is_about_liberty(&self) -> bool {
        matches!(
            self.method,
            Method::CustodyHours | Method::DetentionInclusive
        )
    }
}

/// Đối tượng của thời hạn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppliesTo {
    /// Nguồn tin về tội phạm.
    Report,
    /// Vụ án.
    Case,
    /// Bị can, bị cáo, người bị giữ.
    Accused,
    /// Bản án, quyết định.
    Judgment,
}

/// Loại thời hạn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Chậm nhất: an act must be done by the end.
    Max,
    /// Thời hiệu: a right may be used until the end.
    Window,
    /// Không quá: a measure may not last longer.
    Cap,
    /// Ít nhất: something must last at least so long.
    Min,
    /// Đúng: exactly so long.
    Exact,
    /// Trước: at least so long before an event.
    Before,
    /// Ngay: at once, no number.
    Immediate,
    /// Không hạn chế.
    Unlimited,
}

impl Kind {
    /// Whether an end on a day off moves to a working day. A measure or a posting just ends.
    pub fn moves_off_days_off(self) -> bool {
        matches!(self, Kind::Max | Kind::Window | Kind::Before)
    }
}

/// Các lần gia hạn luật cho phép.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Extensions {
    /// So many, of these lengths; often none.
    Listed(Vec<Length>),
    /// As decided each time, within another limit.
    AsDecided,
}

impl Extensions {
    /// The n-th extension the law allows, from 0.
    pub fn nth(&self, index: usize) -> Option<Length> {
        match self {
            Extensions::Listed(lengths) => lengths.get(index).copied(),
            Extensions::AsDecided => None,
        }
    }

    /// How many the law allows; none means it does not count them.
    pub fn count(&self) -> Option<usize> {
        match self {
            Extensions::Listed(lengths) => Some(lengths.len()),
            Extensions::AsDecided => None,
        }
    }
}

/// Người phải thực hiện.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Who {
    /// Viện kiểm sát.
    #[serde(rename = "VKS")]
    Procuracy,
    /// Cơ quan điều tra.
    #[serde(rename = "CQDT")]
    Investigator,
    /// Tòa án.
    #[serde(rename = "TA")]
    Court,
    /// Cơ quan được giao nhiệm vụ tiến hành một số hoạt động điều tra.
    #[serde(rename = "OTHER_INVESTIGATOR")]
    OtherInvestigator,
    /// Tổ chức giám định, Hội đồng định giá.
    #[serde(rename = "EXPERT")]
    Expert,
    /// Người tham gia tố tụng.
    #[serde(rename = "PARTY")]
    Party,
    /// Cơ quan nhận kiến nghị, yêu cầu.
    #[serde(rename = "ADDRESSEE")]
    Addressee,
    /// Mọi cơ quan tiến hành tố tụng.
    #[serde(rename = "ALL")]
    All,
}

/// Độ tin cậy của con số.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in the text of the law.
    High,
    /// Read in part, or in a text replaced since.
    Medium,
}
