//! What a clock is asked: the rule, the fact that starts it, and what decisions have said since.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Length, Moment};

/// Câu hỏi về một thời hạn: everything a clock depends on, beside the law itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The id of the rule, such as `INV-NT`.
    pub rule: String,
    /// When it starts.
    pub start: Moment,
    /// The event that starts it, where it is another than the rule's own (a postmark, an extension's first day).
    #[serde(default)]
    pub start_event: Option<String>,
    /// The length a decision gives in place of the rule's own.
    #[serde(default)]
    pub length: Option<Length>,
    /// The extensions decided so far, in their order.
    #[serde(default)]
    pub extensions: Vec<Extension>,
    /// Days of custody that are deducted from detention (BLTTHS Đ.118 k.4).
    #[serde(default)]
    pub custody_days: u32,
    /// Whether the person, or the case after splitting, is juvenile (người chưa thành niên).
    #[serde(default)]
    pub juvenile: bool,
    /// Whether the full limit applies to a juvenile: the case is especially complicated, or diversion was announced.
    #[serde(default)]
    pub juvenile_full_limit: bool,
    /// When the case was opened; cases from before 1/1/2026 keep the old limits (Luật TPNCTN Đ.179).
    #[serde(default)]
    pub case_opened_on: Option<NaiveDate>,
    /// The rule that ran before a change of charge moved the case to this rule's class (BLTTHS Đ.172 k.4).
    #[serde(default)]
    pub reclassified_from: Option<String>,
    /// Answer with the calendar as it was known on this day.
    #[serde(default)]
    pub calendar_as_of: Option<NaiveDate>,
}

impl Question {
    /// The plain question: this rule from this moment.
    pub fn new(rule: impl Into<String>, start: impl Into<Moment>) -> Self {
        Question {
            rule: rule.into(),
            start: start.into(),
            start_event: None,
            length: None,
            extensions: Vec::new(),
            custody_days: 0,
            juvenile: false,
            juvenile_full_limit: false,
            case_opened_on: None,
            reclassified_from: None,
            calendar_as_of: None,
        }
    }

    /// With the length a decision gives.
    pub fn length(mut self, length: Length) -> Self {
        self.length = Some(length);
        self
    }

    /// Started by another event than the rule's own.
    pub fn started_by(mut self, event: impl Into<String>) -> Self {
        self.start_event = Some(event.into());
        self
    }

    /// With one more extension.
    pub fn extended(mut self, extension: Extension) -> Self {
        self.extensions.push(extension);
        self
    }

    /// With days of custody to deduct.
    pub fn after_custody(mut self, days: u32) -> Self {
        self.custody_days = days;
        self
    }

    /// For a juvenile, in a case opened on that day.
    pub fn juvenile(mut self, case_opened_on: NaiveDate) -> Self {
        self.juvenile = true;
        self.case_opened_on = Some(case_opened_on);
        self
    }

    /// With the calendar as it was known on that day.
    pub fn as_known_on(mut self, day: NaiveDate) -> Self {
        self.calendar_as_of = Some(day);
        self
    }
}

/// Gia hạn: an extension as decided. What the decision does not state, the rule's own row fills in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Its length.
    #[serde(default)]
    pub length: Option<Length>,
    /// Its first day (or hour), as the decision states.
    #[serde(default)]
    pub from: Option<Moment>,
    /// Its last day (or hour), as the decision states.
    #[serde(default)]
    pub to: Option<Moment>,
    /// The decision, such as `42/QĐ-VKSKV3`.
    #[serde(default)]
    pub decision: Option<String>,
}

impl Extension {
    /// The next extension of the rule's row, in full.
    pub fn full() -> Self {
        Extension::default()
    }

    /// An extension of a length, counted on from the running end.
    pub fn by(length: Length) -> Self {
        Extension {
            length: Some(length),
            ..Extension::default()
        }
    }

    /// An extension whose decision states both dates.
    pub fn stated(from: impl Into<Moment>, to: impl Into<Moment>) -> Self {
        Extension {
            from: Some(from.into()),
            to: Some(to.into()),
            ..Extension::default()
        }
    }
}
