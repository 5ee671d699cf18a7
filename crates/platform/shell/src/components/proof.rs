//! Bằng chứng của thời hạn: the sentences that show how a date came about.

use askama::Template;

/// Thẻ giải thích một thời hạn hoặc một con số.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/proof.html")]
pub struct ProofCard {
    /// "Thời hạn giải quyết nguồn tin về tội phạm".
    pub title: String,
    /// "Điều 147 khoản 1 BLTTHS".
    pub article: String,
    /// The sentences, from the start of the term to its last day.
    pub sentences: Vec<String>,
    /// What the law lets one do next, and who may do it.
    pub next_step: String,
    /// Not confirmed by the source: shown as "cần kiểm tra".
    pub is_unconfirmed: bool,
    /// Where it was read or can be followed: label and address.
    pub links: Vec<(String, String)>,
}

impl ProofCard {
    /// A proof with its law and sentences.
    pub fn new(
        title: impl Into<String>,
        article: impl Into<String>,
        sentences: Vec<String>,
    ) -> Self {
        ProofCard {
            title: title.into(),
            article: article.into(),
            sentences,
            ..ProofCard::default()
        }
    }

    /// Adds the next lawful step.
    pub fn next_step(mut self, text: impl Into<String>) -> Self {
        self.next_step = text.into();
        self
    }

    /// Marks it as needing a check.
    pub fn unconfirmed(mut self, yes: bool) -> Self {
        self.is_unconfirmed = yes;
        self
    }

    /// Adds a link, e.g. to the page it was read from.
    pub fn link(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.links.push((label.into(), href.into()));
        self
    }
}
