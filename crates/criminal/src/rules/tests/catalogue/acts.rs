//! Each act of the catalogue in a matter where it may happen: what its row says of it is what happens.

use std::collections::BTreeMap;

use law::Law;
use law::catalogue::Act;

use super::claims::{Claim, claims};
use super::telling::{TRIES, shown_in};

/// What no story reaches, by what it is about, with the reason.
fn unreached() -> BTreeMap<String, String> {
    #[derive(serde::Deserialize)]
    struct Listed {
        claims: BTreeMap<String, String>,
    }
    let listed: Listed = toml::from_str(include_str!("../data/unreached.toml")).unwrap();
    listed.claims
}

/// Every claim of the acts of some files holds in a story, or is listed; what is listed truly cannot be told.
fn every_claim_holds(files: impl Fn(&Act) -> bool) {
    let listed = unreached();
    let mut wrong = Vec::new();
    for act in Law::embedded().acts.all().iter().filter(|act| files(act)) {
        for claim in claims(act) {
            let said = claim.said(act);
            let reason = listed.get(&said);
            // What is listed is tried a few times, lest it stand there without need.
            let tries = if reason.is_some() { 4 } else { TRIES };
            match (shown_in(act, &claim, 2, tries), reason) {
                (Err(why), None) => wrong.push(format!("{said}: {why}")),
                (Ok(_), Some(_)) => {
                    wrong.push(format!("{said}: is listed, and a story reaches it"))
                }
                _ => {}
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} claims:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn in_files(names: &[&str]) -> impl Fn(&Act) -> bool {
    let names: Vec<String> = names.iter().map(|name| format!("{name}.toml")).collect();
    move |act| names.iter().any(|name| act.file.ends_with(name))
}

const BEFORE_THE_CASE: [&str; 6] = [
    "report",
    "opening",
    "custody",
    "detention",
    "measures",
    "scene",
];
const INVESTIGATION: [&str; 5] = [
    "investigation",
    "experts",
    "special_measures",
    "treatment",
    "defence",
];
const PROSECUTION: [&str; 6] = [
    "prosecution",
    "handover",
    "juvenile",
    "legal_person",
    "simplified",
    "service",
];
const COURT: [&str; 3] = ["trial", "judgment", "appeal"];
const AFTERWARDS: [&str; 7] = [
    "cassation",
    "execution",
    "parole",
    "complaints",
    "supervision",
    "assistance",
    "records",
];

#[test]
fn every_act_before_and_at_the_opening_does_what_its_row_says() {
    every_claim_holds(in_files(&BEFORE_THE_CASE));
}

#[test]
fn every_act_of_the_investigation_does_what_its_row_says() {
    every_claim_holds(in_files(&INVESTIGATION));
}

#[test]
fn every_act_of_the_prosecution_does_what_its_row_says() {
    every_claim_holds(in_files(&PROSECUTION));
}

#[test]
fn every_act_of_the_court_does_what_its_row_says() {
    every_claim_holds(in_files(&COURT));
}

#[test]
fn every_act_after_the_judgment_is_final_does_what_its_row_says() {
    every_claim_holds(in_files(&AFTERWARDS));
}

#[test]
fn the_five_groups_hold_the_whole_catalogue() {
    let groups: [&[&str]; 5] = [
        &BEFORE_THE_CASE,
        &INVESTIGATION,
        &PROSECUTION,
        &COURT,
        &AFTERWARDS,
    ];
    let all: Vec<&str> = groups.concat();
    for act in Law::embedded().acts.all() {
        let of = all
            .iter()
            .filter(|name| act.file.ends_with(&format!("{name}.toml")));
        assert!(of.count() >= 1, "{} of {}", act.id, act.file);
    }
}

#[test]
fn what_is_listed_as_unreached_is_a_claim_of_an_act_and_says_why() {
    let mut known: Vec<String> = Vec::new();
    for act in Law::embedded().acts.all() {
        known.extend(claims(act).iter().map(|claim: &Claim| claim.said(act)));
    }
    for (said, why) in unreached() {
        assert!(known.contains(&said), "{said} is no claim");
        assert!(why.chars().count() > 20, "{said} says no reason");
    }
}
