//! Quy tắc vẽ sơ đồ hiện trường, as data says it: which rule is in force on a day, and whether anybody has confirmed it.

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

/// Một quy tắc.
#[derive(Debug, Clone, Deserialize)]
struct Rule {
    /// Where it stands.
    source: String,
    /// The first day it is in force; none where nobody has looked it up.
    #[serde(default)]
    valid_from: Option<NaiveDate>,
    /// The last day.
    #[serde(default)]
    valid_to: Option<NaiveDate>,
    /// It must be checked.
    to_check: bool,
    /// What is to be checked.
    #[serde(default)]
    why: String,
    /// What a sketch has.
    parts: Vec<String>,
}

#[derive(Deserialize)]
struct Data {
    rule: Vec<Rule>,
}

fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(
        || match toml::from_str::<Data>(include_str!("../../data/sketch.toml")) {
            Ok(data) => data.rule,
            Err(fault) => panic!("data/sketch.toml: {fault}"),
        },
    )
}

impl Rule {
    fn is_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    fn vi(&self) -> String {
        let check = match (self.to_check, self.why.is_empty()) {
            (false, _) => String::new(),
            (true, true) => " (cần kiểm tra)".to_owned(),
            (true, false) => format!(" (cần kiểm tra: {})", self.why),
        };
        format!(
            "Ký hiệu theo các thành phần của {}{check}: {}.",
            self.source,
            self.parts.join(", ")
        )
    }
}

/// What the rule of a day says; empty where none is in force.
pub fn told_on(day: NaiveDate) -> String {
    let found = rules().iter().rev().find(|rule| rule.is_on(day));
    found.map(Rule::vi).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_whose_first_day_nobody_knows_says_that_it_must_be_checked() {
        for rule in rules() {
            assert!(
                rule.valid_from.is_some() || rule.to_check,
                "{}",
                rule.source
            );
            assert!(!rule.parts.is_empty());
        }
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let told = told_on(day);
        assert!(
            told.contains("05/TNĐB") && told.contains("cần kiểm tra: mẫu có thể"),
            "{told}"
        );
        let one = Rule {
            valid_from: day.succ_opt(),
            ..rules()[0].clone()
        };
        assert!(!one.is_on(day) && one.is_on(day.succ_opt().unwrap()));
    }
}
