//! Tội danh và loại tội phạm (BLHS Đ.9): the class follows the clause charged, and every running clock follows the class.

use law::catalogue::{AccusedState, Act, ChargeEffect};
use law::{Charge, Fact, Severity};
use serde_json::Value;

use super::clocks;
use super::folding::{Folding, is_for_whole_case};
use super::matter::{Effect, Level, Person};
use super::messages::finding;

/// Takes in what an act does to the charges.
pub(super) fn apply(folding: &mut Folding<'_>, fact: &Fact, act: &Act) {
    if act.charges == ChargeEffect::None {
        return;
    }
    let named = charges_of(fact);
    if named.iter().any(|charge| charge.clause.is_none()) {
        folding.find(
            finding(
                "charge.clause_missing",
                Level::Warning,
                fact.id,
                fact.subject,
            )
            .says(
                format!(
                    "“{}” chưa ghi khoản của điều luật: chưa xác định được loại tội phạm.",
                    act.short_vi
                ),
                "BLHS Đ9",
            )
            .so("Ghi đủ điều, khoản (điểm) để các thời hạn tính được."),
        );
    }
    match (is_for_whole_case(fact, act), fact.subject) {
        (true, _) => {
            if let Some(case) = &mut folding.matter.case {
                merge(&mut case.charges, act.charges, named);
            }
        }
        (false, Some(subject)) => {
            let person = folding.person(subject);
            match act.charges {
                ChargeEffect::SetWhenApproved => person.pending_charges = Some((false, named)),
                ChargeEffect::AddWhenApproved => person.pending_charges = Some((true, named)),
                ChargeEffect::Discard => person.pending_charges = None,
                ChargeEffect::Apply => {
                    let (added, pending) = person.pending_charges.take().unwrap_or((false, named));
                    let how = if added {
                        ChargeEffect::Add
                    } else {
                        ChargeEffect::Set
                    };
                    merge(&mut person.charges, how, pending);
                }
                how => merge(&mut person.charges, how, named),
            }
        }
        (false, None) => {}
    }
    folding.effects.push(Effect::Charges);
    weigh(folding);
    clocks::reclassify(folding);
}

/// The charges a fact names: a list, or a single one.
pub fn charges_of(fact: &Fact) -> Vec<Charge> {
    match fact.body.get("charges") {
        Some(Value::Array(list)) => list.iter().filter_map(read).collect(),
        Some(Value::Null) | None => fact.charge("charge").into_iter().collect(),
        Some(single) => read(single).into_iter().collect(),
    }
}

/// A charge as `{"article": "170", "clause": 1}`; numbers may come as text and text as numbers.
fn read(value: &Value) -> Option<Charge> {
    let text = |key: &str| match value.get(key)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    Some(Charge {
        article: text("article")?,
        clause: text("clause").and_then(|clause| clause.parse().ok()),
        point: text("point"),
    })
}

fn merge(charges: &mut Vec<Charge>, how: ChargeEffect, named: Vec<Charge>) {
    if named.is_empty() {
        return;
    }
    if how == ChargeEffect::Add {
        for charge in named {
            if !charges.contains(&charge) {
                charges.push(charge);
            }
        }
    } else {
        *charges = named;
    }
}

/// The class of each person and of the case: the gravest charge whose clause is known.
fn weigh(folding: &mut Folding<'_>) {
    let penal = &folding.law.penal;
    let gravest = |charges: &[Charge]| {
        charges
            .iter()
            .filter_map(|charge| penal.severity(charge))
            .max()
    };
    let mut most: Option<Severity> = None;
    for person in &mut folding.matter.people {
        person.severity = gravest(&person.charges);
        if counts(person) {
            most = most.max(person.severity);
        }
    }
    if let Some(case) = &mut folding.matter.case {
        case.severity = most.max(gravest(&case.charges));
    }
}

/// Whether the charges of a person still belong to the case.
fn counts(person: &Person) -> bool {
    !matches!(
        person.state,
        Some(AccusedState::Annulled | AccusedState::Terminated | AccusedState::Released)
    )
}
