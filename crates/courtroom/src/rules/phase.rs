//! Phần của phiên tòa: the parts of a trial in which something is shown, for each procedure as data says it.

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Một phần của phiên tòa.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// Its id in data.
    pub value: String,
    /// What people read.
    pub label: String,
}

/// Thủ tục xét xử: criminal, civil, administrative.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Procedure {
    /// Its id in data.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Nobody has compared its phases with the code: cần kiểm tra.
    pub to_check: bool,
    /// Since when; none where our sources name no day.
    pub valid_from: Option<NaiveDate>,
    /// Where they stand.
    pub source: String,
    /// Its phases in the order of the trial.
    pub phases: Vec<Phase>,
}

#[derive(Deserialize)]
struct Procedures {
    procedure: Vec<Procedure>,
}

/// Every procedure; criminal trials first.
pub fn procedures() -> &'static [Procedure] {
    static ALL: OnceLock<Vec<Procedure>> = OnceLock::new();
    ALL.get_or_init(
        || match toml::from_str::<Procedures>(include_str!("../../data/phases.toml")) {
            Ok(all) => all.procedure,
            Err(fault) => panic!("the phases of a trial cannot be read: {fault}"),
        },
    )
}

impl Procedure {
    /// The procedure of this id; a criminal trial where the id is unknown.
    pub fn of(value: &str) -> &'static Procedure {
        let all = procedures();
        all.iter().find(|one| one.value == value).unwrap_or(&all[0])
    }

    /// Whether it has this phase.
    pub fn has(&self, phase: &str) -> bool {
        self.place(phase).is_some()
    }

    /// The place of a phase in the order of the trial.
    pub fn place(&self, phase: &str) -> Option<usize> {
        self.phases.iter().position(|one| one.value == phase)
    }
}

/// What people read for a phase, of whatever procedure; empty for none.
pub fn phase_vi(value: &str) -> &'static str {
    procedures()
        .iter()
        .flat_map(|one| &one.phases)
        .find(|phase| phase.value == value)
        .map_or("", |phase| phase.label.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_procedure_has_its_phases_and_what_was_not_compared_says_so() {
        for one in procedures() {
            assert!(one.phases.len() >= 3, "{}", one.value);
            assert!(one.phases.iter().all(|phase| one.has(&phase.value)));
            assert!(one.to_check || one.valid_from.is_some(), "{}", one.value);
            assert_eq!(
                one.to_check,
                one.source.contains("chưa đối chiếu"),
                "{}",
                one.value
            );
        }
        assert_eq!(Procedure::of("dan_su").label, "Dân sự");
        assert_eq!(Procedure::of("gì đó").value, "hinh_su");
        assert_eq!(phase_vi("luan_toi"), "Luận tội");
        assert_eq!(phase_vi("phat_bieu"), "Kiểm sát viên phát biểu");
        assert_eq!(phase_vi(""), "");
    }
}
