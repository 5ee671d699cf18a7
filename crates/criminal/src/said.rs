//! Cách nói một sự kiện: fields, roles, stages, findings and sources as people read them.

use law::catalogue::{Act, FieldKind};
use law::{Fact, Law, PageBox};
use serde_json::Value;
use shell::Source;
use uuid::Uuid;

use crate::load::Opened;
use crate::rules::Finding;
use crate::standing::{charges_vi, staff_name};

/// The fields of a fact that say something: label and value, in the order of the catalogue.
pub fn fields_vi(law: &Law, opened: &Opened, act: &Act, fact: &Fact) -> Vec<(String, String)> {
    let told = act.fields.iter().filter_map(|field| {
        let value = fact.body.get(&field.name)?;
        let words = match field.kind {
            FieldKind::Choice => {
                let code = value.as_str()?;
                field
                    .choices
                    .iter()
                    .find(|(known, _)| known == code)
                    .map_or(code, |(_, label)| label)
                    .to_owned()
            }
            FieldKind::Charges => {
                let charges: Vec<law::Charge> = serde_json::from_value(value.clone()).ok()?;
                charges_vi(law, &charges)
            }
            FieldKind::YesNo => {
                if value.as_bool()? {
                    "có".to_owned()
                } else {
                    "không".to_owned()
                }
            }
            FieldKind::Money => text::money(value.as_i64()?),
            FieldKind::Date | FieldKind::Moment => fact.moment(&field.name)?.vi(),
            FieldKind::Staff => staff_name(fact, &field.name)?.to_owned(),
            FieldKind::Person => person_vi(opened, value),
            FieldKind::Text | FieldKind::Note | FieldKind::Number => match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            },
        };
        (!words.trim().is_empty()).then(|| (field.label_vi.clone(), words))
    });
    told.collect()
}

fn person_vi(opened: &Opened, value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    let person = text
        .parse::<Uuid>()
        .ok()
        .and_then(|id| opened.matter.person(id));
    person.map_or_else(|| text.to_owned(), |person| person.name_vi().to_owned())
}

/// A finding in one line, with its article.
pub fn finding_vi(found: &Finding) -> String {
    match found.article.is_empty() {
        true => found.vi.clone(),
        false => format!("{} ({})", found.vi.trim_end_matches('.'), found.article),
    }
}

/// The role of a person in the matter.
pub fn role_vi(law: &Law, role: Option<&str>) -> String {
    choice_vi(law, "party.described", "role", role.unwrap_or_default())
}

/// The stage of an acceptance number.
pub fn stage_vi(law: &Law, stage: &str) -> String {
    choice_vi(law, "matter.docketed", "acceptance_stage", stage)
}

fn choice_vi(law: &Law, act: &str, field: &str, code: &str) -> String {
    let field = law.acts.get(act).and_then(|act| act.field(field));
    let label = field.and_then(|field| field.choices.iter().find(|(known, _)| known == code));
    label.map_or(code, |(_, label)| label).to_owned()
}

/// What a field is called in two or three words: "số", "tội danh".
pub fn field_vi(act: Option<&Act>, field: &str) -> String {
    let own = match field {
        "number" => "số",
        "effective" => "ngày",
        "issuer" => "cơ quan ban hành",
        "subject" => "người",
        _ => act
            .and_then(|act| act.field(field))
            .map_or("", |field| field.label_vi.as_str()),
    };
    let short = own.split(" (").next().unwrap_or_default();
    let mut letters = short.chars();
    letters.next().map_or_else(
        || "nguồn".to_owned(),
        |first| first.to_lowercase().collect::<String>() + letters.as_str(),
    )
}

/// The chip that opens the page a value was read from.
pub fn source(place: &PageBox, label: Option<&str>) -> Source {
    let rect = place.rect.map(|rect| {
        let numbers: Vec<String> = rect.iter().map(i32::to_string).collect();
        format!("?rect={}", numbers.join(","))
    });
    Source {
        label: label
            .filter(|label| !label.is_empty())
            .unwrap_or("Xem trang")
            .to_owned(),
        href: format!("/casefile/pages/{}{}", place.page, rect.unwrap_or_default()),
        page: place.page.to_string(),
        rect: place.rect,
    }
}

/// With a capital first letter.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
