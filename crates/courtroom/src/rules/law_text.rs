//! Điều luật trên màn hình: words of the law with their source, cut into pieces that can be read from ten metres.

use serde::{Deserialize, Serialize};

/// Điều luật trong mục trình chiếu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawPart {
    /// "Điều 170 khoản 1 Bộ luật Hình sự".
    pub law: String,
    /// The words to be shown.
    pub text: String,
    /// Nguồn: the law and where its words were taken from.
    pub source: String,
    /// Nobody has compared the words with the gazette: cần kiểm tra.
    #[serde(default)]
    pub to_check: bool,
}

/// Why it cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LawFault {
    /// No name or no words.
    Empty,
    /// Words without their source.
    NoSource,
    /// Too long.
    Long,
}

/// Lines of one piece, and letters of a line: so much fits on a 1024×768 projection at 24 points.
const LINES: usize = 10;
/// The same.
const LINE: usize = 52;
const PIECE: usize = LINES * LINE;
/// Letters of the whole.
const LONGEST: usize = 12_000;

impl LawPart {
    /// Words of the law.
    pub fn new(law: &str, text: &str, source: &str, to_check: bool) -> LawPart {
        LawPart {
            law: law.to_owned(),
            text: text.to_owned(),
            source: source.to_owned(),
            to_check,
        }
    }

    /// Whether it can be kept.
    pub fn check(&self) -> Result<(), LawFault> {
        let is_empty = |text: &str| text.trim().is_empty();
        if is_empty(&self.law) || is_empty(&self.text) {
            return Err(LawFault::Empty);
        }
        if is_empty(&self.source) {
            return Err(LawFault::NoSource);
        }
        let letters = |text: &str| text.chars().count();
        if letters(&self.text) > LONGEST || letters(&self.law) > 300 || letters(&self.source) > 500
        {
            return Err(LawFault::Long);
        }
        Ok(())
    }

    /// The pieces in which it is shown: whole lines while they fit, a long line cut behind a sentence or a word.
    pub fn pieces(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        let lines = self.text.lines().map(str::trim);
        for line in lines.filter(|line| !line.is_empty()).flat_map(cut) {
            match all.last_mut() {
                Some(last) if height(last) + height(&line) <= LINES => {
                    last.push('\n');
                    last.push_str(&line);
                }
                _ => all.push(line),
            }
        }
        all
    }
}

/// How many lines of the screen these words take.
fn height(words: &str) -> usize {
    let lines = words.lines();
    lines.map(|line| line.chars().count().div_ceil(LINE)).sum()
}

/// A line in stretches that fit.
fn cut(line: &str) -> Vec<String> {
    let mut stretches = Vec::new();
    let mut rest = line;
    while rest.chars().count() > PIECE {
        let limit = rest
            .char_indices()
            .nth(PIECE)
            .map_or(rest.len(), |(at, _)| at);
        let (head, _) = rest.split_at(limit);
        let sentence = head
            .rfind([';', '.'])
            .map(|at| at + 1)
            .filter(|at| *at > limit / 2);
        let at = sentence
            .or_else(|| head.rfind(' '))
            .filter(|at| *at > 0)
            .unwrap_or(limit);
        let (one, left) = rest.split_at(at);
        stretches.push(one.trim().to_owned());
        rest = left.trim();
    }
    if !rest.is_empty() {
        stretches.push(rest.to_owned());
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_law_stand_with_their_source() {
        let check = |law, text, source, expected| {
            assert_eq!(
                LawPart::new(law, text, source, false).check(),
                expected,
                "{law}"
            );
        };
        check("Điều 170", "Người nào …", "BLHS 2015", Ok(()));
        check("Điều 170", "Người nào …", " ", Err(LawFault::NoSource));
        check("Điều 170", "", "BLHS 2015", Err(LawFault::Empty));
        check(
            "Điều 170",
            &"a".repeat(12_001),
            "BLHS 2015",
            Err(LawFault::Long),
        );
    }

    #[test]
    fn a_long_article_comes_in_pieces_and_loses_no_word() {
        let line = "Người nào đe dọa sẽ dùng vũ lực nhằm chiếm đoạt tài sản; ".repeat(30);
        let text = format!("1. Khoản một.\n\n2. {line}\n3. Khoản ba.");
        let pieces = LawPart::new("Điều", &text, "nguồn", false).pieces();
        assert!(pieces.len() > 3);
        assert!(pieces.iter().all(|piece| height(piece) <= LINES));
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(words(&pieces.join(" ")), words(&text));
        assert_eq!(
            LawPart::new("Điều", &"ă".repeat(1_200), "nguồn", false)
                .pieces()
                .len(),
            3
        );
    }
}
