//! Mẫu sơ đồ tư duy (HD 10/HD-VKSTC): the sets of branches, data with the days they are valid.

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

/// Một mẫu sơ đồ.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Template {
    /// Its id in data, which a map keeps.
    pub id: String,
    /// What the map is called.
    pub title: String,
    /// When it is used.
    pub about: String,
    /// `criminal` or `civil`.
    pub field: String,
    /// Its source; empty where it is practice alone.
    pub article: String,
    /// The first day it is used.
    pub valid_from: NaiveDate,
    /// The last day it is used.
    pub valid_to: Option<NaiveDate>,
    /// The set of branches must be checked.
    pub to_check: bool,
    /// Its main branches in their order.
    pub branches: Vec<Branch>,
}

/// Nhánh chính.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Branch {
    /// Its id in the template.
    pub id: String,
    /// Its words.
    pub title: String,
    /// What it is drawn from; empty: people write it.
    pub draws: Draws,
    /// Its nodes must stand on pages of the file.
    pub proof: bool,
}

impl Template {
    /// Whether it is offered for this matter: criminal and civil matters have sets of their own.
    pub fn is_for(&self, head: &casefile::MatterHead) -> bool {
        (self.field == "civil") == head.is_civil()
    }
}

impl Branch {
    /// The key of its node.
    pub fn key(&self) -> String {
        format!("branch:{}", self.id)
    }
}

/// Nhánh được vẽ từ đâu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Draws {
    /// People write it.
    #[serde(rename = "")]
    Nothing,
    /// Number, offence, dates, running time limits.
    Data,
    /// The line of legal acts.
    Procedure,
    /// Each accused: background, charges, measures, statements.
    Accused,
    /// When, where, what.
    Events,
    /// Evidence that incriminates, by matter to prove.
    Incriminating,
    /// Evidence that exonerates, by matter to prove.
    Exonerating,
    /// Contradictions that were accepted.
    Contradictions,
    /// Those who suffered it, and what.
    Damage,
    /// Vật chứng.
    Exhibits,
    /// Breaches found in the procedure.
    Breaches,
    /// Conclusion, indictment, requests for further investigation.
    Views,
    /// What is still to be made clear; what nobody weighed; what nothing proves.
    Questions,
    /// Every statement, by person.
    Statements,
    /// The claim of a civil matter.
    Claim,
    /// The parties of a civil matter.
    Parties,
    /// Evidence by the side that gave it.
    Sides,
}

#[derive(Deserialize)]
struct Templates {
    map: Vec<Template>,
}

/// Every template that ever was valid.
pub fn templates() -> &'static [Template] {
    static ALL: OnceLock<Vec<Template>> = OnceLock::new();
    ALL.get_or_init(
        || match toml::from_str::<Templates>(include_str!("../../data/maps.toml")) {
            Ok(all) => all.map,
            Err(fault) => panic!("the templates of mind maps cannot be read: {fault}"),
        },
    )
}

/// Those that may be begun on a day.
pub fn templates_on(day: NaiveDate) -> impl Iterator<Item = &'static Template> {
    templates()
        .iter()
        .filter(move |one| one.valid_from <= day && one.valid_to.is_none_or(|last| day <= last))
}

/// The template that a map keeps: that of the day it was begun, where several had this id.
pub fn template_of(id: &str, begun: NaiveDate) -> Option<&'static Template> {
    let mine = || templates().iter().filter(|one| one.id == id);
    mine()
        .filter(|one| one.valid_from <= begun)
        .max_by_key(|one| one.valid_from)
        .or_else(|| mine().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_has_branches_of_its_own_and_a_first_day() {
        let day = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        let ids: Vec<&str> = templates_on(day).map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["case", "content", "evidence", "civil"]);
        assert_eq!(templates()[0].branches.len(), 14);
        for template in templates() {
            let mut keys: Vec<String> = template.branches.iter().map(Branch::key).collect();
            keys.sort();
            let all = keys.len();
            keys.dedup();
            assert_eq!(keys.len(), all, "{}", template.id);
            assert!(template.to_check, "no source confirms a set of branches");
        }
    }

    #[test]
    fn a_template_is_not_offered_before_its_first_day() {
        let before = NaiveDate::from_ymd_opt(2024, 5, 28).unwrap();
        assert_eq!(templates_on(before).count(), 0);
        assert!(
            template_of("case", before).is_some(),
            "a map that is there stays readable"
        );
    }
}
