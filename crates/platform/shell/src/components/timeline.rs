//! Dòng sự kiện: the facts of a matter in the order of law.

use askama::Template;

use super::{Icon, Source, Tone, icon};

/// Dòng sự kiện của một hồ sơ.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/timeline.html")]
pub struct Timeline {
    /// The facts, as the page wants them ordered.
    pub entries: Vec<TimelineEntry>,
}

/// Một sự kiện.
#[derive(Debug, Clone, Default)]
pub struct TimelineEntry {
    /// "17:00 20/05/2026" or "20/05/2026".
    pub when: String,
    /// "Khởi tố bị can".
    pub title: String,
    /// "Quyết định số 116/QĐ-VKSKV3 · VKSND khu vực 3".
    pub paper: String,
    /// What it says in a line: persons, charge, length.
    pub text: String,
    /// "Nguyễn Văn A nhập lúc 14:03 21/05/2026".
    pub entered: String,
    /// The page it was read from.
    pub source: Option<Source>,
    /// Replaced by a later correction: struck through, with the reason in `text`.
    pub is_replaced: bool,
    /// The shade of the dot.
    pub tone: Tone,
    /// An icon's name.
    pub icon: &'static str,
    /// Opens the fact.
    pub href: String,
}

impl TimelineEntry {
    fn picture(&self) -> Icon {
        icon(if self.icon.is_empty() {
            "point"
        } else {
            self.icon
        })
    }
}
