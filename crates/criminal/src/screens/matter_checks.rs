//! Mười điểm kiểm tra trên trang hồ sơ: each with how it stands, collapsed until somebody asks.

use law::Law;
use shell::{Badge, Tone, Visit};

use crate::load::Opened;
use crate::rules::{Checked, Level, Outcome, ten_checks};

/// The panel.
pub(super) struct CheckPanel {
    pub summary: String,
    pub rows: Vec<CheckRow>,
}

/// One check.
pub(super) struct CheckRow {
    pub badge: Badge,
    pub name: &'static str,
    pub article: &'static str,
    pub told: Vec<String>,
}

/// The ten checks of a matter, as of today.
pub(super) fn check_panel(visit: &Visit, law: &Law, opened: &Opened) -> CheckPanel {
    let checked = ten_checks(law, &opened.matter, visit.today);
    CheckPanel {
        summary: summary(&checked),
        rows: checked.into_iter().map(row).collect(),
    }
}

fn summary(checked: &[Checked]) -> String {
    let count = |outcome| checked.iter().filter(|one| one.outcome == outcome).count();
    let parts = [
        (count(Outcome::Breached), "cần xem lại"),
        (count(Outcome::Holds), "đúng"),
        (count(Outcome::NotYet), "chưa phát sinh"),
    ];
    let said: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    said.join(" · ")
}

fn row(checked: Checked) -> CheckRow {
    let badge = match (checked.outcome, checked.check.level) {
        (Outcome::Holds, _) => Badge::new(Tone::Good, "Đúng"),
        (Outcome::NotYet, _) => Badge::new(Tone::Neutral, "Chưa phát sinh"),
        (Outcome::Breached, Level::Refusal) => Badge::new(Tone::Danger, "Vi phạm"),
        (Outcome::Breached, Level::Warning) => Badge::new(Tone::Warning, "Cần xem lại"),
        (Outcome::Breached, Level::Note) => Badge::new(Tone::Info, "Ghi nhận"),
    };
    CheckRow {
        badge,
        name: checked.check.name_vi,
        article: checked.check.article,
        told: checked.told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn a_matter_where_nothing_happened_has_ten_checks_to_come() {
        let day = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        let matter = crate::rules::Matter::default();
        let checked = ten_checks(Law::embedded(), &matter, day);
        assert_eq!(summary(&checked), "10 chưa phát sinh");
    }
}
