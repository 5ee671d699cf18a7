//! Each of the limits of the table runs in some story, with its proof.

use std::collections::{BTreeMap, BTreeSet};

use law::{Fact, Law};

use super::claims::{Claim, claims};
use super::telling::shown;
use crate::rules::fold;

#[derive(serde::Deserialize)]
struct Listed {
    limits: BTreeMap<String, String>,
}

/// Limits that no story of one fact after another can run, each with the reason.
fn unreached() -> BTreeMap<String, String> {
    let listed: Listed = toml::from_str(include_str!("../data/unreached.toml")).unwrap();
    listed.limits
}

/// Limits without an act, as the catalogue itself lists them.
fn without_act() -> BTreeMap<String, String> {
    let data = include_str!("../../../../../law/data/without-act.toml");
    let listed: Listed = toml::from_str(data).unwrap();
    listed.limits
}

/// The rules of the clocks of a story, and of the requests that go before their extension.
fn rules_in(facts: &[Fact], seen: &mut BTreeSet<String>) {
    let law = Law::embedded();
    for clock in fold(law, facts).clocks {
        let says = match &clock.deadline {
            Some(deadline) => !deadline.proof.sentences_vi().is_empty(),
            None => clock.unknown_vi.is_some_and(|why| why.ends_with('.')),
        };
        if says {
            seen.insert(clock.rule.clone());
        }
        if clock.next.is_some_and(|next| next.request_by.is_some()) {
            let step = law.acts.step(&clock.family);
            seen.extend(step.and_then(|step| step.request.clone()));
        }
    }
}

#[test]
fn every_limit_runs_in_a_story_with_its_proof_or_is_listed_with_the_reason() {
    let law = Law::embedded();
    let mut seen = BTreeSet::new();
    for act in law.acts.all() {
        for claim in claims(act) {
            if !matches!(claim, Claim::Starts(_) | Claim::Turns(_)) {
                continue;
            }
            let family = claim.family(act);
            let by_class = family.is_none_or(|family| law.limits.rule(family).is_none());
            let clauses: &[u8] = if by_class { &[1, 2, 3, 4] } else { &[2] };
            for clause in clauses {
                if let Ok(scene) = shown(act, &claim, *clause) {
                    rules_in(&scene.story.facts, &mut seen);
                }
            }
        }
    }
    let listed = unreached();
    let elsewhere = without_act();
    let mut wrong = Vec::new();
    for limit in law.limits.all() {
        let is_seen = seen.contains(&limit.id);
        let reason = listed.contains_key(&limit.id) || elsewhere.contains_key(&limit.id);
        if !is_seen && !reason {
            wrong.push(format!("{} runs in no story", limit.id));
        }
        if is_seen && listed.contains_key(&limit.id) {
            wrong.push(format!("{} is listed, and a story runs it", limit.id));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} limits:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
