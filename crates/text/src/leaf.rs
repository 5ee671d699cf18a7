//! Bút lục (BL): the numbers stamped on the leaves of a case file, and the places where a text cites them.

use crate::tokens::{Token, read_digits, tokens};
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// Số bút lục: 127, or 37a for a leaf put in after the numbering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeafNumber {
    /// The number on the stamp.
    pub number: u32,
    /// The letter of a leaf put in later, lower case.
    pub suffix: Option<char>,
}

impl LeafNumber {
    /// A leaf without a letter.
    pub fn plain(number: u32) -> Self {
        Self {
            number,
            suffix: None,
        }
    }
}

impl fmt::Display for LeafNumber {
    /// As stamped: at least two digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.number)?;
        self.suffix.map_or(Ok(()), |letter| write!(f, "{letter}"))
    }
}

/// A text that is no leaf number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotALeafNumber;

impl fmt::Display for NotALeafNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a leaf number such as 127 or 37a")
    }
}

impl std::error::Error for NotALeafNumber {}

impl FromStr for LeafNumber {
    type Err = NotALeafNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        leaf_number(text.trim()).ok_or(NotALeafNumber)
    }
}

/// One leaf or a run of leaves cited in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafReference {
    /// The first leaf.
    pub first: LeafNumber,
    /// The last leaf; the first again when only one is cited.
    pub last: LeafNumber,
    /// The bytes to underline, "BL" included where it stands before this number.
    pub range: Range<usize>,
    /// "BL cũ 37": the number as it was before the leaves were numbered anew.
    pub is_old: bool,
}

impl LeafReference {
    /// The first leaf as an address says it: "37", "cu-37".
    pub fn key(&self) -> String {
        match self.is_old {
            true => format!("cu-{}", self.first),
            false => self.first.to_string(),
        }
    }

    /// The last leaf in the same way.
    pub fn last_key(&self) -> String {
        match self.is_old {
            true => format!("cu-{}", self.last),
            false => self.last.to_string(),
        }
    }

    /// Whether the citation means this leaf.
    pub fn covers(&self, leaf: LeafNumber) -> bool {
        self.first <= leaf && leaf <= self.last
    }
}

/// Bút lục của một số trang: the numbers that they carry, and those that they carried before they were numbered anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leaves {
    /// The numbers of today.
    pub now: Vec<LeafNumber>,
    /// The numbers of before.
    pub former: Vec<LeafNumber>,
}

impl Leaves {
    /// Whether a text cites one of these pages: "BL 41" by its number, "BL cũ 37" by the one of before.
    pub fn are_cited_in(&self, text: &str) -> bool {
        leaves_in(text).iter().any(|cited| {
            let known = match cited.is_old {
                true => &self.former,
                false => &self.now,
            };
            known.iter().any(|leaf| cited.covers(*leaf))
        })
    }
}

/// Every citation of a text: "BL 127", "BL 12-13", "bút lục số 127", "bút lục từ 01 đến 37", "BL 12, 15 và 37a".
pub fn leaves_in(text: &str) -> Vec<LeafReference> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(mark) = mark(&tokens[at..]) else {
            at += 1;
            continue;
        };
        let mut start = tokens[at].range.start;
        at += mark.used;
        if let Some((joined, end)) = mark.joined {
            found.push(LeafReference {
                first: joined,
                last: joined,
                range: start..end,
                is_old: false,
            });
        }
        while let Some((first, last, used)) = run(&tokens[at..]) {
            found.push(LeafReference {
                first,
                last,
                range: start..tokens[at + used - 1].range.end,
                is_old: mark.is_old,
            });
            at += used;
            let Some(next) = next_of_list(&tokens[at..]) else {
                break;
            };
            at += next;
            start = tokens[at].range.start;
        }
    }
    found
}

/// "BL", "bút lục số", "BL: từ": the tokens before a number, or "BL127" in one.
struct Mark {
    used: usize,
    is_old: bool,
    joined: Option<(LeafNumber, usize)>,
}

fn mark(tokens: &[Token]) -> Option<Mark> {
    let first = tokens.first()?;
    let mut used = match tokens.get(1) {
        _ if first.is_word("bl") => 1,
        Some(second) if first.is_word("but") && second.is_word("luc") => 2,
        _ => {
            let rest = first.text.strip_prefix("BL")?;
            return Some(Mark {
                used: 1,
                is_old: false,
                joined: Some((leaf_number(rest)?, first.range.end)),
            });
        }
    };
    let mut is_old = false;
    for word in [":", ".", "cu", "so", ":", "tu"] {
        let is_there = tokens.get(used).is_some_and(|token| token.is_word(word));
        used += usize::from(is_there);
        is_old |= is_there && word == "cu";
    }
    Some(Mark {
        used,
        is_old,
        joined: None,
    })
}

/// A number or a run "12-13", "12 đến 15".
fn run(tokens: &[Token]) -> Option<(LeafNumber, LeafNumber, usize)> {
    let first = leaf_number(tokens.first()?.text)?;
    if let [_, joint, last, ..] = tokens
        && (matches!(joint.text, "-" | "–" | "—") || joint.is_word("den"))
        && let Some(last) = leaf_number(last.text).filter(|last| first <= *last)
    {
        return Some((first, last, 3));
    }
    Some((first, first, 1))
}

/// How many tokens to pass to the next number of the list; `None` where a sentence goes on.
fn next_of_list(tokens: &[Token]) -> Option<usize> {
    let [joint, number, after @ ..] = tokens else {
        return None;
    };
    leaf_number(number.text)?;
    // "BL 12, 15 tuổi" and "BL 12, 20/5/2026" are not lists of leaves.
    let ends = after.first().is_none_or(|next| {
        matches!(next.text, "," | ";" | "." | ")" | "-" | "–" | "]" | "…")
            || next.is_word("va")
            || next.is_word("den")
    });
    (ends && (matches!(joint.text, "," | ";") || joint.is_word("va"))).then_some(1)
}

fn leaf_number(text: &str) -> Option<LeafNumber> {
    if text.is_empty() || text.len() > 7 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole = read_digits(text, 6).map(|number| (number, None));
    let (number, suffix) = whole.or_else(|| {
        let letter = text.chars().next_back().filter(char::is_ascii_alphabetic)?;
        Some((
            read_digits(&text[..text.len() - 1], 6)?,
            Some(letter.to_ascii_lowercase()),
        ))
    })?;
    (number > 0).then_some(LeafNumber {
        number: number as u32,
        suffix,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, cited: &[&str]) {
        let found: Vec<String> = leaves_in(text)
            .into_iter()
            .map(|leaf| {
                if leaf.first == leaf.last {
                    leaf.first.to_string()
                } else {
                    format!("{}-{}", leaf.first, leaf.last)
                }
            })
            .collect();
        assert_eq!(found, cited, "{text}");
    }

    #[test]
    fn citations_are_read_as_papers_write_them() {
        check("Lời khai tại BL 127 cho thấy", &["127"]);
        check("(BL 12-13)", &["12-13"]);
        check("BL: 05", &["05"]);
        check("BL127, bl. 128", &["127", "128"]);
        check("bút lục số 127", &["127"]);
        check("Tổng số bút lục: từ 01 đến 37", &["01-37"]);
        check("BÚT LỤC 12 – 15", &["12-15"]);
        check("trang chèn BL 37a.", &["37a"]);
        check("BL l2-13", &["12-13"]);
    }

    #[test]
    fn an_old_number_is_a_reference_of_its_own() {
        let keys = |text: &str| -> Vec<String> {
            leaves_in(text).iter().map(LeafReference::key).collect()
        };
        assert_eq!(
            keys("xem BL cũ 37 và 38, nay là BL 41"),
            ["cu-37", "cu-38", "41"]
        );
        assert_eq!(keys("bút lục cũ số 12a"), ["cu-12a"]);
        assert_eq!(keys("BL cũ kỹ"), Vec::<String>::new());
    }

    #[test]
    fn a_list_goes_on_and_a_sentence_does_not() {
        check("(BL 12, 15-17 và 37a)", &["12", "15-17", "37a"]);
        check("BL 12, 15 tuổi", &["12"]);
        check("BL 12, 20/5/2026", &["12"]);
        check("BL 30 và bị can", &["30"]);
    }

    #[test]
    fn the_penal_code_is_not_a_leaf() {
        check("khoản 1 Điều 170 BLHS, Điều 150 BLTTHS", &[]);
        check("Bút lục Ghi chú", &[]);
        check("BL 0", &[]);
    }

    #[test]
    fn a_citation_knows_where_it_stands() {
        let text = "xem (bút lục số 30-31), BL 22 và 23";
        let ranges: Vec<&str> = leaves_in(text)
            .iter()
            .map(|leaf| &text[leaf.range.clone()])
            .collect();
        assert_eq!(ranges, ["bút lục số 30-31", "BL 22", "23"]);
    }

    #[test]
    fn a_leaf_put_in_stands_between_its_neighbours() {
        let leaf = |text: &str| text.parse::<LeafNumber>().unwrap();
        assert!(leaf("37") < leaf("37a") && leaf("37a") < leaf("38"));
        let cited = &leaves_in("BL 37-38")[0];
        assert!(cited.covers(leaf("37a")) && !cited.covers(leaf("38a")));
        assert_eq!("ba".parse::<LeafNumber>(), Err(NotALeafNumber));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[BLblút ục0-9a,;.đến-]{0,40}") {
            for leaf in leaves_in(&text) {
                prop_assert!(text.get(leaf.range.clone()).is_some());
                prop_assert!(leaf.first <= leaf.last);
            }
        }

        #[test]
        fn a_printed_leaf_is_read_back(number in 1u32..999_999) {
            let leaf = LeafNumber::plain(number);
            prop_assert_eq!(leaf.to_string().parse(), Ok(leaf));
        }
    }

    #[test]
    fn a_page_is_cited_by_its_number_of_today_and_by_the_old_one_that_says_so() {
        let leaf = |number: &str| number.parse::<LeafNumber>().unwrap();
        let pages = Leaves {
            now: vec![leaf("41"), leaf("13")],
            former: vec![leaf("37")],
        };
        for words in [
            "BL 41",
            "BL cũ 37",
            "Lời khai (BL 12-14)",
            "xem BL cũ 36-38",
        ] {
            assert!(pages.are_cited_in(words), "{words}");
        }
        for words in ["BL 37", "BL cũ 41", "Điều 41 BLHS", "BL 1"] {
            assert!(!pages.are_cited_in(words), "{words}");
        }
    }
}
