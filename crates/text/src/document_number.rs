//! Số, ký hiệu văn bản: "116/QĐ-VKSKV3" is number 116 and symbol QĐ-VKSKV3.

use crate::tokens::{Token, read_digits, tokens};
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// Số và ký hiệu of a numbered paper. The number book gives the number; the symbol names the kind and the unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentNumber {
    /// Số.
    pub number: u32,
    /// The letter of a number put in between, as in 12a; lower case.
    pub suffix: Option<char>,
    /// The year inside the number, as in 03/2026/TT-VKSTC.
    pub year: Option<u32>,
    /// Ký hiệu, in capitals as printed.
    pub symbol: String,
}

/// Why a text is no number of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADocumentNumber;

impl fmt::Display for NotADocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a document number such as 116/QĐ-VKSKV3")
    }
}

impl std::error::Error for NotADocumentNumber {}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.number)?;
        if let Some(letter) = self.suffix {
            write!(f, "{letter}")?;
        }
        if let Some(year) = self.year {
            write!(f, "/{year}")?;
        }
        write!(f, "/{}", self.symbol)
    }
}

impl FromStr for DocumentNumber {
    type Err = NotADocumentNumber;

    /// Reads a whole field: "116/QĐ-VKSKV3", "Số: 116 / QĐ - VKSKV3".
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = numbers_in(text);
        let [(number, range)] = found.as_slice() else {
            return Err(NotADocumentNumber);
        };
        let after = text[range.end..].trim().trim_end_matches(['.', ',', ';']);
        if after.is_empty() {
            Ok(number.clone())
        } else {
            Err(NotADocumentNumber)
        }
    }
}

/// Every number with a symbol in a text, with the bytes it stands in.
pub fn numbers_in(text: &str) -> Vec<(DocumentNumber, Range<usize>)> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let follows_slash = at > 0 && tokens[at - 1].text == "/";
        match number_at(&tokens[at..]).filter(|_| !follows_slash) {
            Some((number, used)) => {
                found.push((
                    number,
                    tokens[at].range.start..tokens[at + used - 1].range.end,
                ));
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

fn number_at(tokens: &[Token]) -> Option<(DocumentNumber, usize)> {
    let [first, slash, second, rest @ ..] = tokens else {
        return None;
    };
    if slash.text != "/" {
        return None;
    }
    let (number, suffix) = numeral(first.text)?;
    let year = second
        .number(4)
        .filter(|year| (1945..=2100).contains(year))
        .map(|year| year as u32);
    let (symbol_at, symbol_tokens) = match (year, rest) {
        (Some(_), [slash, symbol @ ..]) if slash.text == "/" => (4, symbol),
        (Some(_), _) => return None,
        (None, _) => (2, &tokens[2..]),
    };
    let (symbol, used) = symbol(symbol_tokens)?;
    Some((
        DocumentNumber {
            number,
            suffix,
            year,
            symbol,
        },
        symbol_at + used,
    ))
}

/// "116", "12a", "I16": digits, perhaps with one letter behind them.
fn numeral(text: &str) -> Option<(u32, Option<char>)> {
    if let Some(number) = read_digits(text, 6) {
        return Some((number as u32, None));
    }
    let letter = text.chars().next_back().filter(|c| c.is_alphabetic())?;
    let number = read_digits(&text[..text.len() - letter.len_utf8()], 6)?;
    Some((number as u32, letter.to_lowercase().next()))
}

/// "QĐ-VKSKV3": parts with a capital first, joined by hyphens; spaces around a hyphen are a scanner's.
fn symbol(tokens: &[Token]) -> Option<(String, usize)> {
    let mut written = String::from(symbol_part(tokens.first()?)?);
    let mut used = 1;
    while let [joint, part, ..] = &tokens[used..] {
        let joined = matches!(joint.text, "-" | "–" | "&" | ".");
        let near = joint.text == "-"
            || joint.text == "–"
            || tokens[used - 1].range.end == joint.range.start
                && joint.range.end == part.range.start;
        let (true, true, Some(part)) = (joined, near, symbol_part(part)) else {
            break;
        };
        written.push_str(if joint.text == "–" { "-" } else { joint.text });
        written.push_str(part);
        used += 2;
    }
    Some((written, used))
}

/// The first letter is a capital and most of the part is: QĐ, VKSKV3, TTg, but not the words after the number.
fn symbol_part<'a>(token: &Token<'a>) -> Option<&'a str> {
    let capitals = token.text.chars().filter(|c| c.is_uppercase()).count();
    let small = token.text.chars().filter(|c| c.is_lowercase()).count();
    let first_is_capital = token.text.chars().next().is_some_and(char::is_uppercase);
    (first_is_capital && capitals >= small).then_some(token.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, number: u32, suffix: Option<char>, year: Option<u32>, symbol: &str) {
        let expected = DocumentNumber {
            number,
            suffix,
            year,
            symbol: symbol.into(),
        };
        assert_eq!(text.parse(), Ok(expected), "{text}");
    }

    #[test]
    fn a_number_and_its_symbol_are_told_apart() {
        check("116/QĐ-VKSKV3", 116, None, None, "QĐ-VKSKV3");
        check("Số: 116 / QĐ - VKSKV3", 116, None, None, "QĐ-VKSKV3");
        check("12a/QĐGHTG-CSĐT.", 12, Some('a'), None, "QĐGHTG-CSĐT");
        check("03/2026/TT-VKSTC", 3, None, Some(2026), "TT-VKSTC");
        check("I16/QĐ-VKSKV3", 116, None, None, "QĐ-VKSKV3");
        check("05/QĐ-TTg", 5, None, None, "QĐ-TTg");
        check("42/HS", 42, None, None, "HS");
    }

    #[test]
    fn dates_and_grades_are_not_numbers_of_papers() {
        for text in ["20/5/2026", "10/12;", "QĐ-VKSKV3", "", "116", "5/kg"] {
            assert_eq!(
                text.parse::<DocumentNumber>(),
                Err(NotADocumentNumber),
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_are_found_in_a_sentence() {
        let text =
            "Căn cứ Quyết định số 242/QĐ-CSĐT ngày 22/5/2026 và Lệnh số 141/LTG-CSĐT của Cơ quan";
        let found: Vec<(&str, String)> = numbers_in(text)
            .into_iter()
            .map(|(number, range)| (&text[range], number.to_string()))
            .collect();
        assert_eq!(
            found,
            [
                ("242/QĐ-CSĐT", "242/QĐ-CSĐT".to_string()),
                ("141/LTG-CSĐT", "141/LTG-CSĐT".to_string())
            ]
        );
    }

    proptest! {
        #[test]
        fn a_printed_number_is_read_back(number in 1u32..999_999, suffix in proptest::option::of("[a-hk]"), symbol in "(QĐ|LTG|KL|CT)-(VKS|CSĐT)[0-9]{0,2}") {
            let written = DocumentNumber { number, suffix: suffix.and_then(|letter| letter.chars().next()), year: None, symbol };
            prop_assert_eq!(written.to_string().parse::<DocumentNumber>(), Ok(written));
        }
    }
}
