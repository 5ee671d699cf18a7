//! Thời hạn đang theo dõi: one clock of a matter, what extended it and what may lawfully come next.

use chrono::NaiveDate;
use law::{Deadline, Law, Moment, Severity, Who};
use serde::Serialize;
use uuid::Uuid;

use super::matter::is_after;

/// Thời hạn đang theo dõi.
#[derive(Debug, Clone, Serialize)]
pub struct Clock {
    /// The rule, such as `DET-INV-NT`; the family alone when the class of the crime is unknown.
    pub rule: String,
    /// The family, such as `DET-INV`.
    pub family: String,
    /// The person it is about.
    pub subject: Option<Uuid>,
    /// When it started.
    pub start: Moment,
    /// The fact that started it.
    pub started_by: Uuid,
    /// The class of crime it counts by.
    pub class: Option<Severity>,
    /// The rule before the charge changed.
    pub reclassified_from: Option<String>,
    /// Days of custody deducted.
    pub custody_days: u32,
    /// The last day the order and its extensions state.
    pub order_end: Option<Moment>,
    /// Gia hạn đã quyết định.
    pub extensions: Vec<TakenExtension>,
    /// The end in law, with its proof.
    pub deadline: Option<Deadline>,
    /// Why there is no date, in Vietnamese.
    pub unknown_vi: Option<String>,
    /// The end that counts: that of the order when it comes before the end in law.
    pub due: Option<Moment>,
    /// Where it stands.
    pub status: ClockStatus,
    /// Who must act.
    pub who: Vec<Who>,
    /// Việc kèm theo: a duty to send, serve or notify, kept apart from the clocks of the case.
    pub aside: bool,
    /// The paper it is about, where each paper has a clock of its own (a complaint, a recommendation).
    pub paper: Option<String>,
    /// Whether each such act has a clock of its own.
    pub each: bool,
    /// Whether a later act shows that it was done, without telling on which day.
    pub settled: bool,
    /// Thời hiệu của một quyền: it may go unused, and then nothing is overdue.
    pub is_right: bool,
    /// What may lawfully come next, while it runs.
    pub next: Option<NextStep>,
}

/// Một lần gia hạn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TakenExtension {
    /// The fact.
    pub fact: Uuid,
    /// The number of the decision.
    pub number: Option<String>,
    /// First day (hour), as decided.
    pub from: Option<Moment>,
    /// Last day (hour), as decided.
    pub to: Option<Moment>,
    /// Length in months, where the decision gives it.
    pub months: Option<u32>,
    /// Length in days, where the decision gives it.
    pub days: Option<u32>,
    /// Gia hạn đặc biệt của Viện trưởng VKSND tối cao.
    pub special: bool,
}

/// Trạng thái của một thời hạn; whether it has lapsed depends on the day one asks, see [`Clock::has_lapsed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ClockStatus {
    /// Đang chạy.
    Running,
    /// Đã dừng.
    Suspended {
        /// Since when.
        on: Moment,
        /// By which fact.
        by: Uuid,
    },
    /// Đã kết thúc.
    Ended {
        /// When.
        on: Moment,
        /// By which fact.
        by: Uuid,
    },
}

/// Bước hợp pháp tiếp theo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextStep {
    /// The act that does it.
    pub act: String,
    /// The sentence.
    pub vi: String,
    /// Who may order the next extension; to be confirmed level by level.
    pub approver_vi: Option<String>,
    /// The last day to ask for it.
    pub request_by: Option<NaiveDate>,
    /// The act that ends the clock well, where `act` only moves it.
    pub otherwise: Option<(String, String)>,
}

impl Clock {
    /// The name of its rule.
    pub fn name_vi<'a>(&'a self, law: &'a Law) -> &'a str {
        law.limits
            .rule_on(&self.rule, self.start.on)
            .map_or(&self.rule, |limit| &limit.name_vi)
    }

    /// Whether it still runs.
    pub fn is_running(&self) -> bool {
        self.status == ClockStatus::Running
    }

    /// Whether it has run out at a moment; a clock of hours runs out within its day.
    pub fn has_run_out(&self, now: Moment) -> bool {
        self.is_running() && self.due.is_some_and(|due| is_after(now, due))
    }

    /// Whether a right may no longer be used on a day.
    pub fn is_spent(&self, today: NaiveDate) -> bool {
        self.is_right && self.has_lapsed(today)
    }

    /// Whether it ran out before anything ended it, as seen on a day.
    pub fn has_lapsed(&self, today: NaiveDate) -> bool {
        self.has_run_out(Moment::day(today))
    }

    /// Whether what ended it came too late.
    pub fn ended_late(&self) -> bool {
        if self.settled {
            return false;
        }
        match (self.status, self.due) {
            (ClockStatus::Ended { on, .. } | ClockStatus::Suspended { on, .. }, Some(due)) => {
                is_after(on, due)
            }
            _ => false,
        }
    }

    /// Whether the procuracy itself must meet it; the others it watches.
    pub fn is_for_procuracy(&self) -> bool {
        self.who.contains(&Who::Procuracy)
    }
}
