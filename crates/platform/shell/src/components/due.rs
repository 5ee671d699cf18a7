//! Thời hạn còn lại: a date and how far it is, in words first and colour second.

use askama::Template;
use chrono::NaiveDate;
use people::ladder::Step;

use super::{ProofCard, vi_date};

/// Mức gấp của một thời hạn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Ended already and not stopped by any fact.
    Overdue,
    /// Ends within three days, today included.
    Near,
    /// Ends within seven days.
    Soon,
    /// Later than that.
    Calm,
    /// Stopped: resolved, suspended.
    Stopped,
}

impl Urgency {
    /// From the days left, today being 0.
    pub fn of_days(left: i64) -> Self {
        match left {
            ..0 => Urgency::Overdue,
            0..=3 => Urgency::Near,
            4..=7 => Urgency::Soon,
            _ => Urgency::Calm,
        }
    }

    /// The suffix of the class.
    pub fn class(self) -> &'static str {
        match self {
            Urgency::Overdue => "overdue",
            Urgency::Near => "near",
            Urgency::Soon => "soon",
            Urgency::Calm => "calm",
            Urgency::Stopped => "stopped",
        }
    }
}

/// Nhãn thời hạn: "20/06/2026 · Còn 3 ngày", opening its proof when it has one.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/due.html")]
pub struct Due {
    /// How pressing.
    pub urgency: Urgency,
    /// "Còn 3 ngày".
    pub words: String,
    /// "20/06/2026".
    pub date: String,
    /// Shown when the badge is opened.
    pub proof: Option<ProofCard>,
}

impl Due {
    /// A term of whole days that ends with `last_day`.
    pub fn on(last_day: NaiveDate, today: NaiveDate) -> Self {
        let left = (last_day - today).num_days();
        let words = match left {
            ..0 => format!("Quá hạn {} ngày", -left),
            0 => "Hết hạn hôm nay".to_owned(),
            1 => "Còn 1 ngày (mai)".to_owned(),
            _ => format!("Còn {left} ngày"),
        };
        Due {
            urgency: Urgency::of_days(left),
            words,
            date: vi_date(last_day),
            proof: None,
        }
    }

    /// A term of hours: `minutes_left` until `at`, already said as "17:00 20/06/2026".
    pub fn at(at: impl Into<String>, minutes_left: i64) -> Self {
        let hours = minutes_left.abs() / 60;
        let span = if hours >= 48 {
            format!("{} ngày", hours / 24)
        } else if hours > 0 {
            format!("{hours} giờ")
        } else {
            format!("{} phút", minutes_left.abs())
        };
        let (urgency, words) = match minutes_left {
            ..0 => (Urgency::Overdue, format!("Quá hạn {span}")),
            0..=1440 => (Urgency::Near, format!("Còn {span}")),
            1441..=4320 => (Urgency::Soon, format!("Còn {span}")),
            _ => (Urgency::Calm, format!("Còn {span}")),
        };
        Due {
            urgency,
            words,
            date: at.into(),
            proof: None,
        }
    }

    /// A clock that runs no more: "Đã giải quyết", "Tạm đình chỉ".
    pub fn stopped(words: impl Into<String>) -> Self {
        Due {
            urgency: Urgency::Stopped,
            words: words.into(),
            date: String::new(),
            proof: None,
        }
    }

    /// In the colour of its step on the unit's ladder.
    pub fn at_step(mut self, step: Step) -> Self {
        self.urgency = match step {
            Step::Overdue => Urgency::Overdue,
            Step::Urgent => Urgency::Near,
            Step::Near => Urgency::Soon,
            Step::Calm => Urgency::Calm,
        };
        self
    }

    /// Opens to this proof.
    pub fn proof(mut self, proof: ProofCard) -> Self {
        self.proof = Some(proof);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(day: &str) -> Due {
        Due::on(day.parse().unwrap(), "2026-11-21".parse().unwrap())
    }

    #[test]
    fn a_term_says_in_words_how_far_its_end_is() {
        let said = |day: &str| (due(day).words, due(day).urgency);
        assert_eq!(
            said("2026-11-18"),
            ("Quá hạn 3 ngày".into(), Urgency::Overdue)
        );
        assert_eq!(
            said("2026-11-21"),
            ("Hết hạn hôm nay".into(), Urgency::Near)
        );
        assert_eq!(
            said("2026-11-22"),
            ("Còn 1 ngày (mai)".into(), Urgency::Near)
        );
        assert_eq!(said("2026-11-24"), ("Còn 3 ngày".into(), Urgency::Near));
        assert_eq!(said("2026-11-25"), ("Còn 4 ngày".into(), Urgency::Soon));
        assert_eq!(said("2026-12-21"), ("Còn 30 ngày".into(), Urgency::Calm));
    }

    #[test]
    fn a_term_of_hours_counts_hours_and_then_minutes() {
        assert_eq!(Due::at("17:00 21/11/2026", 185).words, "Còn 3 giờ");
        assert_eq!(Due::at("17:00 21/11/2026", 40).words, "Còn 40 phút");
        assert_eq!(Due::at("17:00 21/11/2026", -120).words, "Quá hạn 2 giờ");
        assert_eq!(Due::at("17:00 21/11/2026", 72 * 60).words, "Còn 3 ngày");
    }
}
