//! Each clock is ended by the act that the law means, and by no other in its place: a clock that only something unrelated ends runs
//! for ever in the hands of whoever does what the law asks.

use std::collections::{BTreeMap, BTreeSet};

use law::Law;
use law::catalogue::Act;

use super::claims::{Claim, claims};

#[derive(serde::Deserialize)]
struct Usual {
    ends: BTreeMap<String, String>,
    leads: BTreeMap<String, String>,
    refusals: BTreeMap<String, String>,
}

fn usual() -> Usual {
    toml::from_str(include_str!("../data/usual.toml")).unwrap()
}

/// Whether an act ends a clock of a family, or shows that what it waits for was done.
fn ends(act: &Act, family: &str) -> bool {
    let law = Law::embedded();
    let mut named = act.ends.iter().map(|end| &end.family).chain(&act.settles);
    named.any(|named| law.acts.is_same_duty(named, family))
}

/// Clocks of their own, not duties that go along with an act: those have one act for all (`duty.done`).
fn clocks() -> BTreeSet<&'static str> {
    let acts = Law::embedded().acts.all();
    let started = acts
        .iter()
        .flat_map(|act| &act.starts)
        .filter(|start| !start.aside)
        .map(|start| start.family.as_str());
    let turned = acts
        .iter()
        .flat_map(|act| act.turns.iter().map(|(_, to)| to.as_str()));
    started.chain(turned).collect()
}

#[test]
fn every_clock_is_ended_by_the_act_that_the_law_means() {
    let law = Law::embedded();
    let usual = usual();
    let listed: BTreeSet<&str> = usual.ends.keys().map(String::as_str).collect();
    assert_eq!(
        clocks(),
        listed,
        "a clock without its act, or an act without its clock"
    );
    let mut wrong = Vec::new();
    for (family, id) in usual.ends.iter().chain(&usual.refusals) {
        match law.acts.get(id) {
            None => wrong.push(format!("{family}: there is no act {id}")),
            Some(act) if !ends(act, family) => {
                wrong.push(format!("{family}: {id} does not end it"))
            }
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_step_offered_for_a_clock_is_that_act_and_nothing_unrelated() {
    let law = Law::embedded();
    let usual = usual();
    let mut wrong = Vec::new();
    for (family, id) in &usual.ends {
        let meant = usual.leads.get(family).unwrap_or(id);
        let offered = law.acts.usual_end(family).map(|act| act.id.as_str());
        if offered != Some(meant.as_str()) {
            wrong.push(format!("{family}: {offered:?} is offered, not {meant}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_act_that_ends_a_clock_does_so_in_a_lawful_story() {
    #[derive(serde::Deserialize)]
    struct Listed {
        claims: BTreeMap<String, String>,
    }
    let unreached: Listed = toml::from_str(include_str!("../data/unreached.toml")).unwrap();
    let law = Law::embedded();
    let usual = usual();
    let mut wrong = Vec::new();
    for (family, id) in usual.ends.iter().chain(&usual.refusals) {
        let act = law.acts.get(id).unwrap();
        let about = |claim: &Claim| {
            let over = matches!(claim, Claim::Ends(_) | Claim::Settles(_));
            over && claim
                .family(act)
                .is_some_and(|named| law.acts.is_same_duty(named, family))
        };
        // `acts.rs` shows every claim that is not listed as out of reach.
        let shown = claims(act)
            .iter()
            .any(|claim| about(claim) && !unreached.claims.contains_key(&claim.said(act)));
        if !shown {
            wrong.push(format!("{family}: no story reaches {id}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
