//! Mẩu chữ: runs of digits, runs of letters and single other characters, with their places.

use std::ops::Range;

/// Một mẩu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    pub text: &'t str,
    pub lower: String,
    pub range: Range<usize>,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Digits,
    Letters,
    Other,
}

impl Piece<'_> {
    /// The number these digits show, when they are at most so many.
    pub fn number(&self, longest: usize) -> Option<u64> {
        let fits = self.kind == Kind::Digits && self.text.len() <= longest.min(18);
        fits.then(|| self.text.parse().ok()).flatten()
    }

    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    pub fn is_one_of(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }

    /// Nothing stands between the two.
    pub fn touches(&self, next: &Piece) -> bool {
        self.range.end == next.range.start
    }

    /// A name begins so.
    pub fn is_capital(&self) -> bool {
        self.kind == Kind::Letters && self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// Cuts a text into pieces; white space separates and is left out.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found: Vec<Piece> = Vec::new();
    let mut open: Option<(usize, Kind)> = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let kind = match letter {
            '0'..='9' => Some(Kind::Digits),
            _ if letter.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&letter) => {
                Some(Kind::Letters)
            }
            _ if letter.is_whitespace() => None,
            _ => Some(Kind::Other),
        };
        let goes_on = kind.is_some_and(|kind| {
            kind != Kind::Other && open.is_some_and(|(_, before)| before == kind)
        });
        if goes_on {
            continue;
        }
        if let Some((start, kind)) = open.take() {
            let part = &text[start..at];
            found.push(Piece {
                text: part,
                lower: part.to_lowercase(),
                range: start..at,
                kind,
            });
        }
        open = kind.map(|kind| (at, kind));
    }
    found
}
