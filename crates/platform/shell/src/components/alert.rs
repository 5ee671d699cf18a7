//! Lời nhắn, hỏi lại trước khi làm, và tiến độ của việc dài.

use askama::Template;

use super::{Icon, icon};

/// Sắc thái của một lời nhắn; always said in words too, never by colour alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Plain.
    #[default]
    Neutral,
    /// Worth knowing.
    Info,
    /// Done.
    Good,
    /// Take care.
    Warning,
    /// Refused or overdue.
    Danger,
}

impl Tone {
    /// The suffix of the class.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Info => "info",
            Tone::Good => "good",
            Tone::Warning => "warning",
            Tone::Danger => "danger",
        }
    }

    /// The icon beside the words.
    pub fn icon(self) -> Icon {
        icon(match self {
            Tone::Neutral | Tone::Info => "info-circle",
            Tone::Good => "circle-check",
            Tone::Warning => "alert-triangle",
            Tone::Danger => "alert-circle",
        })
    }
}

/// Lời nhắn trong trang.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/alert.html")]
pub struct Alert {
    /// How grave.
    pub tone: Tone,
    /// A whole sentence that says what to do.
    pub text: String,
    /// Further sentences.
    pub details: Vec<String>,
    /// A link out of the trouble: label and address.
    pub link: Option<(String, String)>,
}

impl Alert {
    /// A message of this tone.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Alert {
            tone,
            text: text.into(),
            details: Vec::new(),
            link: None,
        }
    }

    /// Adds a sentence.
    pub fn detail(mut self, text: impl Into<String>) -> Self {
        self.details.push(text.into());
        self
    }

    /// Adds a way out.
    pub fn link(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.link = Some((label.into(), href.into()));
        self
    }
}

/// Hộp hỏi lại: a button that asks once more before it posts. Works as a plain page part without script.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/confirm.html")]
pub struct ConfirmDialog {
    /// Unique in the page.
    pub id: String,
    /// The words on the button that opens it.
    pub button: String,
    /// The question.
    pub title: String,
    /// What will happen.
    pub text: String,
    /// Where it posts.
    pub action: String,
    /// The words on the button that does it.
    pub confirm: String,
    /// Deletes or cancels something.
    pub is_grave: bool,
    /// Asks for a reason under this field name.
    pub reason: Option<String>,
    /// From the frame.
    pub csrf: String,
}

/// Thanh tiến độ của một việc đang chạy; `shell.js` follows `events` (SSE).
#[derive(Debug, Clone, Template)]
#[template(path = "parts/progress.html")]
pub struct Progress {
    /// "Đang đọc chữ 51 trang".
    pub label: String,
    /// Parts done.
    pub done: i64,
    /// Parts in all; 0 while unknown.
    pub total: i64,
    /// The address of the event stream.
    pub events: String,
    /// Where to go when it ends; empty reloads nothing.
    pub then: String,
}

impl Progress {
    /// Whole per cent.
    pub fn percent(&self) -> i64 {
        if self.total <= 0 {
            0
        } else {
            (self.done * 100 / self.total).clamp(0, 100)
        }
    }
}
