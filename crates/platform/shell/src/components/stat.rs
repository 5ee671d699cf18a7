//! Nhãn trạng thái và ô số liệu.

use askama::Template;

use super::{Icon, Tone, icon, vi_number};

/// Nhãn trạng thái: "Đang điều tra".
#[derive(Debug, Clone, Template)]
#[template(path = "parts/badge.html")]
pub struct Badge {
    /// The words.
    pub text: String,
    /// The shade.
    pub tone: Tone,
}

impl Badge {
    /// A badge of this shade.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Badge {
            text: text.into(),
            tone,
        }
    }
}

/// Ô số liệu trên bàn làm việc; opens the list behind it.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/stat.html")]
pub struct Stat {
    /// What is counted.
    pub label: String,
    /// The figure, dots between thousands.
    pub value: String,
    /// One line beneath.
    pub hint: String,
    /// The list behind the figure.
    pub href: String,
    /// The shade.
    pub tone: Tone,
    /// An icon's name.
    pub icon: &'static str,
}

impl Stat {
    /// A figure and what it counts.
    pub fn new(label: impl Into<String>, value: i64) -> Self {
        Stat {
            label: label.into(),
            value: vi_number(value),
            hint: String::new(),
            href: String::new(),
            tone: Tone::Neutral,
            icon: "",
        }
    }

    /// Opens this list.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = href.into();
        self
    }

    /// Adds a line beneath.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Sets the shade.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Sets the icon.
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = name;
        self
    }

    fn picture(&self) -> Icon {
        icon(self.icon)
    }
}
