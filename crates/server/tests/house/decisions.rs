//! The papers of the house: decisions that can be read in a year, and crates that open with their name in law.

use crate::sources::{files_under, members, shown, top};
use std::fs;

#[test]
fn every_decision_has_its_question_choice_reason_and_cost() {
    let decisions = files_under(&top().join("docs/decisions"));
    assert!(
        decisions.len() >= 7,
        "only {} decisions found",
        decisions.len()
    );
    for path in decisions {
        let text = fs::read_to_string(&path).unwrap();
        for heading in ["## Question", "## Choice", "## Why", "## Cost"] {
            assert!(
                text.lines().any(|line| line == heading),
                "{} lacks '{heading}'",
                shown(&path)
            );
        }
        assert!(text.contains("Date: 20"), "{} has no date", shown(&path));
    }
}

#[test]
fn decisions_are_numbered_without_a_gap() {
    let mut numbers: Vec<usize> = files_under(&top().join("docs/decisions"))
        .iter()
        .map(|path| {
            path.file_name().unwrap().to_string_lossy()[..3]
                .parse()
                .unwrap()
        })
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
}

#[test]
fn every_crate_opens_with_its_vietnamese_name() {
    for member in members() {
        let main = ["src/lib.rs", "src/main.rs"].map(|file| member.folder.join(file));
        let path = main.iter().find(|path| path.exists()).unwrap();
        let text = fs::read_to_string(path).unwrap();
        let first = text.lines().next().unwrap_or_default();
        let vietnamese = first.chars().flat_map(char::to_lowercase).any(|c| {
            "ăâđêôơưáàãéèíìĩóòõúùũý".contains(c) || ('\u{1ea0}'..='\u{1ef9}').contains(&c)
        });
        assert!(
            first.starts_with("//! ") && vietnamese,
            "{} opens with: {first}",
            shown(path)
        );
    }
}

#[test]
fn the_map_names_every_crate() {
    let map = fs::read_to_string(top().join("ARCHITECTURE.md")).unwrap();
    for member in members() {
        let folder = shown(&member.folder);
        assert!(
            map.contains(&format!("`{folder}")),
            "ARCHITECTURE.md does not name {folder}"
        );
    }
}
