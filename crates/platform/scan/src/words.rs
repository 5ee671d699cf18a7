//! Từ và dòng: the words of a page and where each stands.

use crate::doubt::{self, Doubt};
use crate::page::Rect;
use serde::{Deserialize, Serialize};

/// One word as read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The letters, in NFC.
    pub text: String,
    /// Where it stands.
    pub rect: Rect,
    /// How sure the engine is, 0 to 100; a born-digital word has 100.
    pub confidence: u8,
    /// Index of its line on the page, from 0.
    pub line: u32,
}

/// One line of words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its words, a space between them.
    pub text: String,
    /// The box around its words.
    pub rect: Rect,
    /// Whether a new paragraph or block begins with it.
    pub opens_block: bool,
    /// Why it must be compared with the picture; none where it may be relied on.
    #[serde(default)]
    pub doubt: Option<Doubt>,
}

/// The lines of words that are already in reading order; `opens` says which lines begin a block.
pub(crate) fn lines_of(words: &[Word], opens: impl Fn(u32) -> bool) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut current = None;
    for word in words {
        match lines.last_mut() {
            Some(line) if current == Some(word.line) => {
                line.text.push(' ');
                line.text.push_str(&word.text);
                line.rect = line.rect.join(&word.rect);
            }
            _ => lines.push(Line {
                text: word.text.clone(),
                rect: word.rect,
                opens_block: opens(word.line),
                doubt: None,
            }),
        }
        current = Some(word.line);
    }
    lines
}

/// The words line by line.
pub(crate) fn runs(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    words.chunk_by(|a, b| a.line == b.line)
}

/// What the engine makes of signs that Vietnamese does not have: a fraction stroke, the Icelandic Ð beside or in place of Đ;
/// and of the rules of a table.
pub(crate) fn mended(text: &str) -> String {
    let text = text.replace(['\u{2044}', '\u{2215}'], "/");
    // One letter told twice; "HĐĐG" (hội đồng định giá) has two.
    let once = match text.contains("HĐ") {
        true => text,
        false => text.replace("ĐÐ", "Đ").replace("ÐĐ", "Đ"),
    };
    let letters = once.replace('Ð', "Đ").replace('ð', "đ");
    letters.trim_matches(['|', '_']).to_owned()
}

/// Marks the lines that must be compared with the picture.
pub(crate) fn doubt_lines(lines: &mut [Line], words: &[Word], differing: &[u32]) {
    let sure: Vec<f32> = runs(words).map(doubt::confidence).collect();
    let doubts = doubt::of_lines(&sure);
    for ((line, words), doubt) in lines.iter_mut().zip(runs(words)).zip(doubts) {
        let differs = words.first().is_some_and(|w| differing.contains(&w.line));
        line.doubt = doubt.or(differs.then_some(Doubt::ReadingsDiffer));
    }
}

/// The page's plain text: a line a line, an empty line between blocks.
pub(crate) fn text_of(lines: &[Line]) -> String {
    let mut text = String::new();
    for (n, line) in lines.iter().enumerate() {
        if n > 0 {
            text.push('\n');
            if line.opens_block {
                text.push('\n');
            }
        }
        text.push_str(&line.text);
    }
    text
}

/// The text of the words whose middle lies in a drawn box: the answer that needs no second reading.
pub fn text_within(words: &[Word], rect: Rect) -> String {
    let mut text = String::new();
    let mut line = None;
    for word in words {
        let r = word.rect;
        if !rect.holds((r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2) {
            continue;
        }
        if !text.is_empty() {
            text.push(if line == Some(word.line) { ' ' } else { '\n' });
        }
        text.push_str(&word.text);
        line = Some(word.line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, x: i32, line: u32) -> Word {
        Word {
            text: text.into(),
            rect: Rect::from([x, 10 * line as i32, x + 8, 10 * line as i32 + 8]),
            confidence: 90,
            line,
        }
    }

    #[test]
    fn a_drawn_box_takes_the_words_whose_middle_it_covers_line_by_line() {
        let words = [
            word("Phạm", 0, 0),
            word("Bích", 10, 0),
            word("Ngân", 20, 0),
            word("sinh", 10, 1),
        ];
        assert_eq!(
            text_within(&words, Rect::from([8, 0, 19, 20])),
            "Bích\nsinh"
        );
        assert_eq!(text_within(&words, Rect::from([100, 0, 120, 20])), "");
    }

    #[test]
    fn a_sign_that_vietnamese_does_not_have_is_the_one_it_looks_like() {
        let cases = [
            ("249/QĐÐ-CSĐT", "249/QĐ-CSĐT"),
            ("CSÐĐT", "CSĐT"),
            ("87/KL-HĐĐG", "87/KL-HĐĐG"),
            ("87/KL-HĐÐG", "87/KL-HĐĐG"),
            ("03⁄2026/TT-VKSTC", "03/2026/TT-VKSTC"),
            ("ÐIỀU", "ĐIỀU"),
            ("19_", "19"),
            ("|", ""),
        ];
        for (read, meant) in cases {
            assert_eq!(mended(read), meant);
        }
    }

    #[test]
    fn a_new_block_is_set_off_by_an_empty_line() {
        let words = [
            word("BIÊN", 0, 0),
            word("BẢN", 10, 0),
            word("Hồi", 0, 1),
            word("13", 0, 2),
        ];
        let lines = lines_of(&words, |n| n == 1);
        assert_eq!(text_of(&lines), "BIÊN BẢN\n\nHồi\n13");
    }
}
