//! Công bố lời khai (BLTTHS Đ.308): which pages are earlier statements, and what must be said before they are shown.

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Quy tắc công bố lời khai, as data says it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct StatementRule {
    /// The first day it is in force.
    pub valid_from: NaiveDate,
    /// The article.
    pub article: String,
    /// Its wording must be checked.
    pub to_check: bool,
    /// What it says, for people.
    pub says: String,
    /// Kinds of documents that are statements.
    pub kinds: Vec<String>,
    /// Words that open a statement on a page.
    pub headings: Vec<String>,
}

#[derive(Deserialize)]
struct Rules {
    rule: Vec<StatementRule>,
}

fn rules() -> &'static [StatementRule] {
    static RULES: OnceLock<Vec<StatementRule>> = OnceLock::new();
    RULES.get_or_init(|| {
        match toml::from_str::<Rules>(include_str!("../../data/statements.toml")) {
            Ok(rules) => rules.rule,
            Err(fault) => panic!("the rule on statements cannot be read: {fault}"),
        }
    })
}

/// The rule in force on a day; the first one before any.
pub fn rule_on(day: NaiveDate) -> &'static StatementRule {
    let all = rules();
    all.iter()
        .filter(|rule| rule.valid_from <= day)
        .max_by_key(|rule| rule.valid_from)
        .unwrap_or(&all[0])
}

/// What the file knows of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Papers<'a> {
    /// It belongs to a document of this kind; empty: the kind was not chosen.
    Listed(&'a str),
    /// It belongs to no document; its words as read.
    Unlisted(&'a str),
}

/// Trang này là gì đối với Đ.308.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearing {
    /// Not a statement.
    Free,
    /// An earlier statement.
    Statement,
    /// The file cannot tell.
    Unknown,
}

impl StatementRule {
    /// What a page is. A page that no document holds and that does not open a statement may be the middle of one: nobody knows.
    pub fn bearing(&self, papers: Papers<'_>) -> Bearing {
        match papers {
            Papers::Listed("") => Bearing::Unknown,
            Papers::Listed(kind) if self.kinds.iter().any(|one| one == kind) => Bearing::Statement,
            Papers::Listed(_) => Bearing::Free,
            Papers::Unlisted(words) => {
                let words = text::fold(words);
                let opens = |heading: &String| words.contains(&text::fold(heading));
                match self.headings.iter().any(opens) {
                    true => Bearing::Statement,
                    false => Bearing::Unknown,
                }
            }
        }
    }
}

/// Điều còn phải xác nhận trước khi đưa lên.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Blocked {
    /// An earlier statement of somebody who is not noted as having spoken: asks for the ground.
    Statement,
    /// Nobody knows whether it is one: asks once more.
    Unknown,
}

/// What is still asked. `said` is what a person wrote on the exhibit ('' nothing, yes, no); `is_cleared` that the person has
/// spoken at this trial and the ground is noted.
pub fn blocked(bearings: &[Bearing], said: &str, is_cleared: bool) -> Option<Blocked> {
    let is_statement = match said {
        "yes" => true,
        "no" => return None,
        _ => bearings.contains(&Bearing::Statement),
    };
    match (is_statement, bearings.contains(&Bearing::Unknown)) {
        (true, _) => (!is_cleared).then_some(Blocked::Statement),
        (false, true) => Some(Blocked::Unknown),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule() -> &'static StatementRule {
        rule_on("2026-11-23".parse().unwrap())
    }

    #[test]
    fn the_kind_of_the_document_decides_and_else_the_words_of_the_page() {
        let check = |papers, bearing| assert_eq!(rule().bearing(papers), bearing, "{papers:?}");
        check(Papers::Listed("bien_ban_hoi_cung"), Bearing::Statement);
        check(Papers::Listed("bien_ban_loi_khai"), Bearing::Statement);
        check(Papers::Listed("giam_dinh"), Bearing::Free);
        check(Papers::Listed(""), Bearing::Unknown);
        check(
            Papers::Unlisted("CỘNG HÒA … BIÊN BẢN HỎI CUNG bị can"),
            Bearing::Statement,
        );
        check(
            Papers::Unlisted("BIEN BAN GHI LOI KHAI"),
            Bearing::Statement,
        );
        check(
            Papers::Unlisted("tiếp theo trang trước, Hỏi: … Đáp: …"),
            Bearing::Unknown,
        );
    }

    #[test]
    fn every_kind_the_rule_names_is_a_kind_of_the_contents() {
        for rule in rules() {
            for kind in &rule.kinds {
                assert!(!casefile::kind_vi(kind).is_empty(), "{kind}");
            }
        }
    }

    #[test]
    fn a_statement_is_blocked_until_its_person_is_cleared() {
        use Bearing::{Free, Statement, Unknown};
        let check = |bearings: &[Bearing], said: &str, cleared, expected| {
            assert_eq!(
                blocked(bearings, said, cleared),
                expected,
                "{bearings:?} {said} {cleared}"
            );
        };
        check(&[Free], "", false, None);
        check(&[Free, Statement], "", false, Some(Blocked::Statement));
        check(&[Statement], "", true, None);
        check(&[Statement], "no", false, None);
        check(&[Free], "yes", false, Some(Blocked::Statement));
        check(&[Free], "yes", true, None);
        check(&[Free, Unknown], "", false, Some(Blocked::Unknown));
        check(&[Unknown], "", true, Some(Blocked::Unknown));
        check(&[Unknown], "no", false, None);
    }
}
