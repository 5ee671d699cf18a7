//! Danh mục đủ: every event code, every limit and every register is served by an act, or says why not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use law::Law;
use law::catalogue::{Act, FieldKind, Stage};

#[derive(serde::Deserialize)]
struct WithoutAct {
    limits: BTreeMap<String, String>,
    events: BTreeMap<String, String>,
}

fn without_act() -> WithoutAct {
    toml::from_str(include_str!("../data/without-act.toml")).unwrap()
}

fn acts() -> &'static [Act] {
    Law::embedded().acts.all()
}

#[test]
fn every_event_code_of_the_procedure_is_an_act_or_says_why_it_is_none() {
    let ids: BTreeSet<&str> = acts().iter().map(|act| act.id.as_str()).collect();
    let listed = without_act().events;
    for (code, name) in Law::embedded().limits.events() {
        let is_act = ids.contains(code);
        let reason = listed.get(code).map(String::as_str);
        assert!(
            is_act != reason.is_some(),
            "{code} ({name}): act {is_act}, reason {reason:?}"
        );
        assert!(reason.is_none_or(|why| why.len() > 20), "{code}");
    }
    for code in listed.keys() {
        assert!(
            Law::embedded().limits.event_vi(code).is_some(),
            "{code} is no event code"
        );
    }
}

#[test]
fn every_limit_of_the_table_is_started_by_an_act_or_says_why_it_is_not() {
    let law = Law::embedded();
    let mut started: BTreeSet<&str> = BTreeSet::new();
    for act in acts() {
        started.extend(act.starts.iter().map(|start| start.family.as_str()));
        started.extend(act.turns.iter().map(|(_, to)| to.as_str()));
    }
    started.extend(
        law.acts
            .steps()
            .iter()
            .filter_map(|step| step.request.as_deref()),
    );
    let listed = without_act().limits;
    for limit in law.limits.all() {
        let is_started = started.contains(limit.id.as_str()) || started.contains(limit.family());
        let reason = listed.get(&limit.id);
        assert!(
            is_started != reason.is_some(),
            "{}: started {is_started}, reason {reason:?}",
            limit.id
        );
    }
    for id in listed.keys() {
        assert!(law.limits.rule(id).is_some(), "{id} is no limit");
    }
}

#[test]
fn every_clock_that_an_act_starts_is_ended_by_another() {
    let law = Law::embedded();
    let is_ended = |family: &str| {
        let settled = acts()
            .iter()
            .any(|act| act.settles.iter().any(|own| own == family));
        law.acts.ender(family).is_some() || settled
    };
    let by_law: BTreeSet<&str> = acts()
        .iter()
        .flat_map(|act| act.turns.iter().map(|(_, to)| to.as_str()))
        .collect();
    for act in acts() {
        for start in act.starts.iter().filter(|start| !start.aside) {
            let family = start.family.as_str();
            assert!(
                is_ended(family) || by_law.contains(family),
                "{} starts {family}, and nothing ends it",
                act.id
            );
        }
    }
}

#[test]
fn a_duty_that_goes_along_with_an_act_can_be_recorded_as_done() {
    let done = Law::embedded().acts.get("duty.done").unwrap();
    let duties: BTreeSet<&str> = done
        .field("duty")
        .unwrap()
        .choices
        .iter()
        .map(|(code, _)| code.as_str())
        .collect();
    let aside: BTreeSet<&str> = acts()
        .iter()
        .flat_map(|act| &act.starts)
        .filter(|start| start.aside)
        .map(|start| start.family.as_str())
        .collect();
    assert_eq!(duties, aside);
}

#[test]
fn every_register_from_01_to_36_and_66_is_filled_by_some_act() {
    let filled: BTreeSet<&str> = acts()
        .iter()
        .flat_map(|act| &act.registers)
        .filter_map(|column| column.split_once('.').map(|(register, _)| register))
        .collect();
    for register in (1..=36).chain([66]) {
        let register = format!("{register:02}");
        assert!(
            filled.contains(register.as_str()),
            "no act fills register {register}"
        );
    }
}

#[test]
fn every_act_of_the_law_names_its_article_and_what_is_not_read_is_marked() {
    for act in acts().iter().filter(|act| act.stage != Stage::Record) {
        assert!(!act.articles.is_empty(), "{}", act.id);
        let is_vague = act
            .articles
            .iter()
            .any(|article| article.contains("cần kiểm tra"));
        assert!(
            !is_vague || act.certainty.needs_check(),
            "{} names no read article but is marked as read",
            act.id
        );
    }
}

#[test]
fn the_stages_of_the_procedure_all_have_acts() {
    for stage in Stage::ALL {
        assert!(
            acts().iter().filter(|act| act.stage == *stage).count() >= 5,
            "{stage:?}"
        );
    }
}

#[test]
fn a_choice_that_starts_a_clock_is_a_choice_of_its_field() {
    use law::catalogue::Condition;
    for act in acts() {
        for start in act.starts.iter().chain(&act.ends) {
            let Condition::Field { field, values, .. } = &start.condition else {
                continue;
            };
            let field = act.field(field).unwrap();
            if values.is_empty() {
                assert_eq!(field.kind, FieldKind::YesNo, "{} {}", act.id, field.name);
            }
            for value in values {
                assert!(
                    field.choices.iter().any(|(code, _)| code == value),
                    "{} asks {} for “{value}”",
                    act.id,
                    field.name
                );
            }
        }
    }
}
