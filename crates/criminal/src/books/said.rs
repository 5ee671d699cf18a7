//! Cách viết một sự kiện vào ô: numbers, days, terms and fields as a register writes them.

use law::catalogue::{Field, FieldKind};
use law::{Fact, Law, Moment};
use serde_json::Value;

use super::book::{Kind, Show};
use crate::standing::{charges_vi, staff_name};

/// "Quyết định khởi tố bị can số 15/QĐ-CSĐT ngày 05/08/2026 (Cơ quan điều tra)": which fact a cell was read from.
pub fn origin(law: &Law, fact: &Fact) -> String {
    let mut words = act_name(law, fact, |act| &act.name_vi);
    if let Some(number) = fact.number.as_deref().filter(|number| !number.is_empty()) {
        words += &format!(" số {number}");
    }
    words += &format!(" ngày {}", law::day_vi(fact.effective.on));
    if let Some(issuer) = fact.issuer.as_deref().filter(|issuer| !issuer.is_empty()) {
        words += &format!(" ({issuer})");
    }
    words
}

/// The act in a few words.
pub fn short(law: &Law, fact: &Fact) -> String {
    act_name(law, fact, |act| &act.short_vi)
}

fn act_name(law: &Law, fact: &Fact, of: fn(&law::catalogue::Act) -> &String) -> String {
    law.acts
        .on(&fact.kind, fact.effective.on)
        .or_else(|| law.acts.get(&fact.kind))
        .map_or_else(|| fact.kind.clone(), |act| of(act).clone())
}

/// A document as its column asks for it; `is_named` where several kinds share the column.
pub fn document(law: &Law, fact: &Fact, kind: Kind, show: &[Show], is_named: bool) -> String {
    let mut words = match kind {
        Kind::Date => vec![fact.effective.vi()],
        _ => vec![head(law, fact, show, is_named || kind == Kind::Text)],
    };
    for part in show {
        words.extend(part_of(law, fact, *part).filter(|said| !said.trim().is_empty()));
    }
    words.join("; ")
}

/// The act, its number and its day.
fn head(law: &Law, fact: &Fact, show: &[Show], is_named: bool) -> String {
    let is_named = is_named || fact.number.is_none();
    let mut first = if is_named {
        short(law, fact)
    } else {
        String::new()
    };
    if let Some(number) = fact
        .number
        .as_deref()
        .filter(|_| show.contains(&Show::Number))
    {
        first += if first.is_empty() { "Số " } else { " số " };
        first += number;
    }
    if show.contains(&Show::Date) {
        first += if first.is_empty() {
            "Ngày "
        } else {
            " ngày "
        };
        first += &law::day_vi(fact.effective.on);
    }
    first
}

fn part_of(law: &Law, fact: &Fact, part: Show) -> Option<String> {
    match part {
        Show::Number | Show::Date => None,
        Show::Issuer => fact.issuer.clone(),
        Show::Term => term(fact),
        Show::Reason => one_of(law, fact, &REASON),
        Show::Content => one_of(law, fact, &CONTENT),
    }
}

/// The fields that say why.
const REASON: [&str; 4] = ["ground", "report_ground", "legal_ground", "reason"];
/// The fields that say what.
const CONTENT: [&str; 18] = [
    "vks_present",
    "absence_reason",
    "violation",
    "request_items",
    "conclusion",
    "summary",
    "judgment_summary",
    "main_penalty",
    "sentence_months",
    "suspended_sentence",
    "protest_content",
    "appellant",
    "appeal_content",
    "opinion",
    "decision_content",
    "amount",
    "result",
    "proposal",
];

/// "từ 05/08/2026 đến 05/10/2026".
pub fn term(fact: &Fact) -> Option<String> {
    span(fact.moment("from"), fact.moment("to"))
}

/// From one moment to another, as far as they are known.
pub fn span(from: Option<Moment>, to: Option<Moment>) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) => Some(format!("từ {} đến {}", from.vi(), to.vi())),
        (Some(from), None) => Some(format!("từ {}", from.vi())),
        (None, Some(to)) => Some(format!("đến {}", to.vi())),
        (None, None) => None,
    }
}

fn one_of(law: &Law, fact: &Fact, names: &[&str]) -> Option<String> {
    let said: Vec<String> = names
        .iter()
        .filter_map(|name| field(law, fact, name))
        .collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// A field of a fact in words.
pub fn field(law: &Law, fact: &Fact, name: &str) -> Option<String> {
    let value = fact.body.get(name)?;
    let act = law
        .acts
        .on(&fact.kind, fact.effective.on)
        .or_else(|| law.acts.get(&fact.kind));
    // A field has one kind wherever it stands; an act may have carried it under an earlier catalogue.
    let elsewhere = || law.acts.all().iter().find_map(|act| act.field(name));
    let known = act.and_then(|act| act.field(name)).or_else(elsewhere);
    let words = match known {
        Some(known) => field_vi(law, fact, known, value)?,
        None => plain(value),
    };
    (!words.trim().is_empty()).then_some(words)
}

fn field_vi(law: &Law, fact: &Fact, field: &Field, value: &Value) -> Option<String> {
    Some(match field.kind {
        FieldKind::Choice => {
            let code = value.as_str()?;
            let label = field.choices.iter().find(|(known, _)| known == code);
            label.map_or(code, |(_, label)| label).to_owned()
        }
        FieldKind::Charges => {
            let charges: Vec<law::Charge> = serde_json::from_value(value.clone()).ok()?;
            charges_vi(law, &charges)
        }
        FieldKind::YesNo => {
            let said = if value.as_bool()? { "có" } else { "không" };
            format!("{}: {said}", field.label_vi)
        }
        FieldKind::Money => format!("{}: {}", field.label_vi, text::money(value.as_i64()?)),
        FieldKind::Number => format!("{}: {}", field.label_vi, plain(value)),
        FieldKind::Date | FieldKind::Moment => fact.moment(&field.name)?.vi(),
        FieldKind::Staff => staff_name(fact, &field.name)?.to_owned(),
        FieldKind::Person | FieldKind::Text | FieldKind::Note => plain(value),
    })
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
