//! Đề cương: the parts of a form that are written as points, and what the law wants to read in them.

use std::sync::OnceLock;

use serde::Deserialize;

const FILES: [&str; 2] = [
    include_str!("../../data/arguments/156-HS.toml"),
    include_str!("../../data/arguments/luan-toi.toml"),
];

/// Đề cương của một mẫu.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// Số mẫu.
    pub form: String,
    /// "Trình soạn cáo trạng".
    pub title_vi: String,
    /// What those it accuses are called at this stage: bị can, bị cáo.
    pub person_vi: String,
    /// Where the law lists its contents.
    pub article_vi: String,
    /// What a person must check about this list.
    pub check_vi: String,
    /// Its parts, in the order of the page.
    #[serde(rename = "part")]
    pub parts: Vec<Part>,
    /// What it must say.
    #[serde(rename = "check")]
    pub checks: Vec<Check>,
}

/// Một phần.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name in the points.
    pub id: String,
    /// Its heading in the editor.
    pub label_vi: String,
    /// The field of the form that it is printed into.
    pub field: String,
    /// What it is built from; empty for what only people write.
    #[serde(default)]
    pub from: String,
    /// One point for each person.
    #[serde(default)]
    pub per_person: bool,
    /// A point without a leaf of the case file is marked.
    #[serde(default)]
    pub needs_evidence: bool,
    /// What to write there.
    pub help_vi: String,
}

/// Điều phải có.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Its name.
    pub id: String,
    /// In words.
    pub label_vi: String,
    /// Where it is written.
    pub part: String,
    /// How it is judged.
    pub rule: Rule,
}

/// Cách xem một điều đã có hay chưa.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The part has words.
    Filled,
    /// Every point of the part cites a leaf.
    Proven,
    /// Every person has words in the part.
    EachPerson,
    /// Only a person can tell.
    Read,
}

impl Outline {
    /// The outline of a form, where it has one.
    pub fn of(form: &str) -> Option<&'static Outline> {
        static ALL: OnceLock<Vec<Outline>> = OnceLock::new();
        // The tests prove that the files can be read.
        let all = ALL.get_or_init(|| {
            let read = |file: &&str| toml::from_str(file).ok();
            FILES.iter().filter_map(read).collect()
        });
        all.iter().find(|one| one.form == form)
    }

    /// The part of that name.
    pub fn part(&self, id: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.id == id)
    }

    /// Is this field of the form written by the outline?
    pub fn writes(&self, field: &str) -> bool {
        self.parts.iter().any(|part| part.field == field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Templates;

    #[test]
    fn every_outline_can_be_read_and_prints_into_fields_of_its_form() {
        for file in FILES {
            let outline: Outline = toml::from_str(file).unwrap();
            let templates = Templates::embedded().as_ref().unwrap();
            let template = templates
                .all()
                .find(|one| one.form == outline.form)
                .unwrap_or_else(|| panic!("{} is no form", outline.form));
            for part in &outline.parts {
                assert!(template.field(&part.field).is_some(), "{}", part.field);
            }
            for check in &outline.checks {
                assert!(outline.part(&check.part).is_some(), "{}", check.id);
            }
        }
    }
}
