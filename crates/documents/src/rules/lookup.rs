//! Dữ kiện theo yêu cầu của mẫu: the newest fact of the kinds that a form names, and what kind of person and stage it is.

use criminal::standing::standing;
use law::Fact;
use serde_json::Value as Json;

use super::context::{Around, Context, decided};

/// For each first name of a path, the newest standing fact of the kinds that the form names for it.
pub(super) fn facts(known: &mut Context, around: &Around<'_>) {
    for (root, kinds) in around.facts {
        let about = |fact: &&Fact| {
            fact.subject.is_none() || around.subject.is_none() || fact.subject == around.subject
        };
        let found = standing(&around.opened.facts)
            .filter(|fact| kinds.contains(&fact.kind))
            .filter(about)
            .max_by_key(|fact| (fact.effective.on, fact.seq));
        if let Some(fact) = found {
            told(known, around, root, fact);
        }
    }
}

/// Everything that a fact says, under one name.
fn told(known: &mut Context, around: &Around<'_>, root: &str, fact: &Fact) {
    decided(known, around.law, root, fact);
    known.put(&format!("{root}.at"), fact.effective.to_string());
    let act = around.law.acts.on(&fact.kind, fact.effective.on);
    // The sentence names the issuer after the number, so the kind goes without it.
    let name = act.and_then(|act| act.name_vi.split(" của ").next());
    known.put_some(&format!("{root}.name"), name);
    for (field, value) in &fact.body {
        // What a person was called stands beside their id.
        let value = fact.body.get(&format!("{field}_name")).unwrap_or(value);
        if matches!(value, Json::String(_) | Json::Number(_)) {
            known.put(&format!("{root}.{field}"), value.clone());
        }
    }
}

/// Lý lịch: every field of the description of the person.
pub(super) fn identity(known: &mut Context, fact: &Fact) {
    for (field, value) in &fact.body {
        if field != "name" && matches!(value, Json::String(_) | Json::Number(_)) {
            known.put(&format!("accused.{field}"), value.clone());
        }
    }
}

/// Người chưa thành niên, pháp nhân, giai đoạn: what changes a form without anyone's choice.
pub(super) fn state(known: &mut Context, around: &Around<'_>) {
    let matter = &around.opened.matter;
    let person = around.subject.and_then(|subject| matter.person(subject));
    known.put(
        "accused.is_legal_person",
        person.is_some_and(|person| person.legal_person),
    );
    if let Some(case) = &matter.case {
        known.put_some("case.name", case.name.as_deref());
        let is_investigation = case.state.is_investigation();
        known.put("case.is_investigation", is_investigation);
        known.put(
            "case.is_prosecution",
            !is_investigation && case.file_received.is_some(),
        );
        let by_court = case.returns_by_judge + case.returns_by_panel > 0;
        known.put("case.is_returned_by_court", by_court);
    }
    if let Some(report) = &matter.report {
        known.put_some("report.summary", report.summary.as_deref());
        known.put_some("report.informant", report.informant.as_deref());
        known.put("report.received_on", report.received.on.to_string());
    }
    let accused: Vec<Json> = matter
        .accused()
        .map(|person| {
            let born = person.born_on.map(law::day_vi).unwrap_or_default();
            let initiated = person.initiated.as_ref();
            let number = initiated
                .and_then(|one| one.number.clone())
                .unwrap_or_default();
            Json::from(format!("{} | {born} | {number}", person.name_vi()))
        })
        .collect();
    if !accused.is_empty() {
        let names: Vec<&str> = matter.accused().map(|person| person.name_vi()).collect();
        known.put("case.accused_names", names.join(", "));
        known.put("case.accused", accused);
    }
}
