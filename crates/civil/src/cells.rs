//! Lời của một sự kiện: what its fields say, for the page of the matter and for the cells of the register.

use law::Fact;
use shell::vi_date;

use crate::rules::{Act, Column, Field, FieldType, Matter, Side, act, kind, standing};

/// What a field of a fact says, as people read it; empty where it says nothing.
pub fn field_vi(matter: &Matter, fact: &Fact, field: &Field) -> String {
    if field.kind == FieldType::YesNo {
        let is_so = fact.body.get(&field.id).and_then(|value| value.as_bool());
        return is_so.map_or("", |is| if is { "có" } else { "" }).to_owned();
    }
    let said = fact.text(&field.id).unwrap_or_default().trim();
    match field.kind {
        FieldType::Date | FieldType::Moment => {
            fact.moment(&field.id).map_or_else(String::new, moment_vi)
        }
        FieldType::Choice => field.choice_vi(said).to_owned(),
        FieldType::Kind if !said.is_empty() => kind(said).label.clone(),
        FieldType::Side => {
            Side::parse(said).map_or_else(String::new, |side| side.vi(matter.kind).to_owned())
        }
        FieldType::Staff => fact
            .text(&format!("{}_name", field.id))
            .unwrap_or_default()
            .to_owned(),
        _ => text::clean(said),
    }
}

/// "20/11/2026", "20/11/2026 08:00".
pub fn moment_vi(at: law::Moment) -> String {
    match at.time {
        Some(time) => format!("{} {}", vi_date(at.on), time.format("%H:%M")),
        None => vi_date(at.on),
    }
}

/// Every field of a fact that says something: label and words.
pub fn fields_vi(matter: &Matter, fact: &Fact) -> Vec<(String, String)> {
    let fields = act(&fact.kind).map_or(&[][..], |act| &act.fields);
    fields
        .iter()
        .map(|field| (field.label.clone(), field_vi(matter, fact, field)))
        .filter(|(_, words)| !words.is_empty())
        .collect()
}

/// A cell of the register: one line for each fact that the column reads.
pub fn cell(matter: &Matter, facts: &[Fact], column: &Column) -> Vec<String> {
    let mut lines = Vec::new();
    for fact in standing(facts) {
        for read in column.reads.iter().filter(|read| read.act == fact.kind) {
            let Some(act) = act(&read.act) else { continue };
            let words: Vec<String> = read
                .parts
                .iter()
                .map(|part| part_vi(matter, fact, act, part))
                .filter(|words| !words.is_empty())
                .collect();
            // Several acts share a column: each says which it is.
            let name = match column.reads.len() > 1 && !act.opens() {
                true => format!("{}: ", act.label),
                false => String::new(),
            };
            if !words.is_empty() {
                lines.push(format!("{name}{}", words.join(", ")));
            }
        }
    }
    lines
}

fn part_vi(matter: &Matter, fact: &Fact, act: &Act, part: &str) -> String {
    match part {
        "number" => fact
            .number
            .as_deref()
            .map_or_else(String::new, |number| format!("số {number}")),
        "on" => format!("ngày {}", moment_vi(fact.effective)),
        field => {
            let Some(field) = act.field(field) else {
                return String::new();
            };
            let words = field_vi(matter, fact, field);
            match (field.kind, words.is_empty()) {
                (_, true) => String::new(),
                (FieldType::YesNo, false) => field.label.clone(),
                (FieldType::Date | FieldType::Moment, false) => {
                    format!("{}: {words}", field.label)
                }
                _ => words,
            }
        }
    }
}
