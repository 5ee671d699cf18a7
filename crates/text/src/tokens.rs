//! Từ và số trong văn bản: words and numbers of a text with their places; digits as a scanner may misread them.

use crate::normal::fold;
use std::ops::Range;

/// A run of letters and digits, or one other character. White space separates and is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub text: &'a str,
    pub range: Range<usize>,
}

impl Token<'_> {
    /// The number this token shows, when it has at most `longest` digits.
    pub fn number(&self, longest: usize) -> Option<u64> {
        read_digits(self.text, longest)
    }

    /// Whether this is the word, whatever its marks and case.
    pub fn is_word(&self, folded: &str) -> bool {
        fold(self.text) == folded
    }
}

/// Cuts `text` into tokens. '|' counts as a letter, since a scanner reads a 1 as '|'.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut word_start = None;
    for (at, c) in text.char_indices() {
        if is_word_part(c) {
            word_start.get_or_insert(at);
            continue;
        }
        if let Some(start) = word_start.take() {
            found.push(Token {
                text: &text[start..at],
                range: start..at,
            });
        }
        if !c.is_whitespace() {
            let range = at..at + c.len_utf8();
            found.push(Token {
                text: &text[range.clone()],
                range,
            });
        }
    }
    if let Some(start) = word_start {
        found.push(Token {
            text: &text[start..],
            range: start..text.len(),
        });
    }
    found
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || c == '|' || unicode_normalization::char::is_combining_mark(c)
}

/// Digits with the usual confusions of a scanner: l, I, i, | for 1; O, o for 0.
///
/// At least one true digit is asked for, unless the text is one or two such letters ("l", "lO").
pub(crate) fn read_digits(text: &str, longest: usize) -> Option<u64> {
    let length = text.chars().count();
    let true_digits = text.bytes().filter(u8::is_ascii_digit).count();
    if length == 0 || length > longest || length > 18 || (true_digits == 0 && length > 2) {
        return None;
    }
    text.chars()
        .try_fold(0u64, |sum, c| Some(sum * 10 + digit(c)?))
}

fn digit(c: char) -> Option<u64> {
    match c {
        '0'..='9' => Some(u64::from(c) - u64::from('0')),
        'l' | 'I' | 'i' | '|' => Some(1),
        'O' | 'o' => Some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misread_digits_are_understood_and_words_are_not_numbers() {
        for (text, number) in [
            ("2O", Some(20)),
            ("l4", Some(14)),
            ("|0", Some(10)),
            ("2026", Some(2026)),
            ("năm", None),
            ("oil", None),
            ("", None),
            ("12345", None),
        ] {
            assert_eq!(read_digits(text, 4), number, "{text}");
        }
    }

    #[test]
    fn tokens_know_where_they_stand() {
        let text = "ngày 20/5";
        let found = tokens(text);
        let words: Vec<&str> = found.iter().map(|token| token.text).collect();
        assert_eq!(words, ["ngày", "20", "/", "5"]);
        assert!(
            found
                .iter()
                .all(|token| &text[token.range.clone()] == token.text)
        );
    }
}
