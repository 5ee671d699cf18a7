//! Nhóm tội của một nguồn tin: as somebody recorded it, else by the chapter of the gravest offence named (suy ra; cần
//! kiểm tra). The chapters stand in `data/crime-groups.toml`.

use std::cmp::Reverse;
use std::sync::OnceLock;

use criminal::rules::charges::charges_of;
use law::{Charge, Fact, Law};
use serde::Deserialize;

use crate::telling::place_in_law;

const CHAPTERS: &str = include_str!("../data/crime-groups.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: Vec<Chapter>,
}

/// Một chương đứng trọn trong một nhóm.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chapter {
    code: String,
    chapter: String,
}

fn chapters() -> &'static [Chapter] {
    static READ: OnceLock<Vec<Chapter>> = OnceLock::new();
    READ.get_or_init(|| {
        toml::from_str::<File>(CHAPTERS).map_or_else(|_| Vec::new(), |file| file.group)
    })
}

/// Whether a fact says anything about the group.
pub fn tells(fact: &Fact) -> bool {
    recorded(fact).is_some() || !charges_of(fact).is_empty()
}

fn recorded(fact: &Fact) -> Option<&str> {
    fact.text("crime_group").filter(|code| !code.is_empty())
}

/// The group these facts of a report give; empty when they give none.
pub fn group_of<'f>(law: &Law, told: impl Iterator<Item = &'f Fact>) -> String {
    let told: Vec<&Fact> = told.collect();
    let newest = |says: fn(&Fact) -> bool| {
        let said = told.iter().filter(|fact| says(fact));
        said.max_by_key(|fact| place_in_law(law, fact))
    };
    if let Some(fact) = newest(|fact| recorded(fact).is_some()) {
        return recorded(fact).unwrap_or_default().to_owned();
    }
    let named = newest(|fact| !charges_of(fact).is_empty());
    let charges = named.map(|fact| charges_of(fact)).unwrap_or_default();
    gravest(law, &charges)
        .and_then(|charge| by_chapter(law, charge))
        .unwrap_or_default()
}

/// The gravest offence; of equally grave ones that of the lowest article.
pub(crate) fn gravest<'c>(law: &Law, charges: &'c [Charge]) -> Option<&'c Charge> {
    charges.iter().max_by_key(|charge| {
        let digits: String = charge
            .article
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        (
            law.penal.severity(charge),
            Reverse((digits.parse::<u32>().unwrap_or(u32::MAX), &charge.article)),
        )
    })
}

fn by_chapter(law: &Law, charge: &Charge) -> Option<String> {
    let chapter = &law.penal.article(&charge.article).first()?.chapter;
    let found = chapters()
        .iter()
        .find(|group| chapter.starts_with(&group.chapter));
    found.map(|group| group.code.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(articles: &[(&str, u8)]) -> String {
        let law = Law::embedded();
        let charges: Vec<Charge> = articles
            .iter()
            .map(|(article, clause)| Charge::new(*article, *clause))
            .collect();
        gravest(law, &charges)
            .and_then(|charge| by_chapter(law, charge))
            .unwrap_or_default()
    }

    #[test]
    fn the_chapters_of_the_file_are_chapters_of_the_penal_code() {
        assert!(!chapters().is_empty());
        for known in chapters() {
            let law = Law::embedded();
            let clauses = law.penal.clauses();
            let within = clauses.filter(|clause| clause.chapter.starts_with(&known.chapter));
            assert!(within.count() > 0, "{known:?}");
        }
    }

    #[test]
    fn an_offence_against_economic_order_is_economic_and_theft_is_not() {
        assert_eq!(group(&[("188", 1)]), "kinh_te");
        assert_eq!(group(&[("217a", 1)]), "kinh_te");
        assert_eq!(group(&[("173", 1)]), "");
        assert_eq!(group(&[("353", 1)]), "", "its chapter holds two groups");
        assert_eq!(group(&[]), "");
    }

    #[test]
    fn of_several_offences_the_gravest_decides_then_the_lowest_article() {
        assert_eq!(group(&[("188", 1), ("173", 4)]), "");
        assert_eq!(group(&[("173", 1), ("188", 3)]), "kinh_te");
        assert_eq!(group(&[("188", 1), ("173", 1)]), "", "both less serious");
    }
}
