//! Ý nghĩa của đoạn đánh dấu: what marked words are for. Each has a sign and a line of its own, so that no colour is needed.

use serde::Serialize;

/// What marked words are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MarkKind {
    /// Its id in data, which also names its colour and line in the style sheet.
    pub value: &'static str,
    /// Its name.
    pub label: &'static str,
    /// One letter for where the name has no room.
    pub sign: &'static str,
}

/// The kinds in the order of the table of excerpts.
pub const KINDS: [MarkKind; 4] = [
    MarkKind {
        value: "buoc_toi",
        label: "Buộc tội",
        sign: "B",
    },
    MarkKind {
        value: "go_toi",
        label: "Gỡ tội",
        sign: "G",
    },
    MarkKind {
        value: "can_lam_ro",
        label: "Cần làm rõ",
        sign: "?",
    },
    MarkKind {
        value: "khac",
        label: "Khác",
        sign: "K",
    },
];

/// The kind of this id.
pub fn of_id(id: &str) -> Option<&'static MarkKind> {
    KINDS.iter().find(|kind| kind.value == id)
}

/// Its place in the table; what is unknown comes last.
pub(super) fn place(id: &str) -> usize {
    KINDS
        .iter()
        .position(|kind| kind.value == id)
        .unwrap_or(KINDS.len())
}
