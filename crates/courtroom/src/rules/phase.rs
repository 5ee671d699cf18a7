//! Phần của phiên tòa: the parts of a trial in which something is shown.

use serde::Serialize;

/// Một phần của phiên tòa.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Phase {
    /// Its id in data.
    pub value: &'static str,
    /// What people read.
    pub label: &'static str,
}

/// The phases in the order of the trial.
pub const PHASES: [Phase; 4] = [
    Phase {
        value: "cong_bo_cao_trang",
        label: "Công bố cáo trạng",
    },
    Phase {
        value: "xet_hoi",
        label: "Xét hỏi",
    },
    Phase {
        value: "luan_toi",
        label: "Luận tội",
    },
    Phase {
        value: "tranh_luan",
        label: "Tranh luận",
    },
];

/// What people read for a phase; empty for none.
pub fn phase_vi(value: &str) -> &'static str {
    PHASES
        .iter()
        .find(|phase| phase.value == value)
        .map_or("", |phase| phase.label)
}
