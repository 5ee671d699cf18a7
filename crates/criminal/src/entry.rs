//! Đọc biểu nhập theo danh mục: typed text becomes the fields of an act, and every refusal stands beside its field.

use law::Law;
use law::catalogue::{Act, FieldKind};
use serde_json::{Map, Value};
use shell::{Form, entry};
use uuid::Uuid;

use crate::messages;

/// Reads every field of the act from what was typed. Empty fields are left out; what cannot be read is noted in the form.
pub fn body_of(
    form: &mut Form,
    act: &Act,
    law: &Law,
    staff: &[(Uuid, String)],
) -> Map<String, Value> {
    let mut body = Map::new();
    for field in &act.fields {
        let name = field.name.as_str();
        let value: Option<Value> = match field.kind {
            FieldKind::Text if name == "id_no" => form
                .read(name, crate::persons::identity::read)
                .map(Into::into),
            FieldKind::Text => form.opt(name).map(|typed| text::clean(typed).into()),
            FieldKind::Note | FieldKind::Person => form.opt(name).map(Into::into),
            FieldKind::Date => form.date(name).map(|day| day.to_string().into()),
            FieldKind::Moment => form.moment(name).map(|moment| moment.to_string().into()),
            FieldKind::Number | FieldKind::Money => form.number(name).map(Into::into),
            FieldKind::YesNo => form.is_ticked(name).then_some(Value::Bool(true)),
            FieldKind::Choice => choice(form, name, &field.choices).map(Into::into),
            FieldKind::Charges => charges(form, name, law),
            FieldKind::Staff => {
                if let Some(typed) = form.opt(name).map(str::to_owned) {
                    let known = typed
                        .parse::<Uuid>()
                        .ok()
                        .and_then(|id| staff.iter().find(|(one, _)| *one == id));
                    if let Some((_, full)) = known {
                        body.insert(format!("{name}_name"), full.clone().into());
                    }
                    Some(typed.into())
                } else {
                    None
                }
            }
        };
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    }
    body
}

fn choice(form: &mut Form, name: &str, choices: &[(String, String)]) -> Option<String> {
    let typed = form.opt(name)?.to_owned();
    if choices.iter().any(|(code, _)| *code == typed) {
        return Some(typed);
    }
    form.error(name, messages::NOT_A_CHOICE);
    None
}

/// Tội danh: "170.1; 173.2.c", each known to the Penal Code.
pub fn charges(form: &mut Form, name: &str, law: &Law) -> Option<Value> {
    let charges = form.read(name, |typed| read_charges(typed, law))?;
    serde_json::to_value(charges).ok()
}

/// Reads charges parted by semicolons or lines; by commas too, where each part stands alone.
pub fn read_charges(typed: &str, law: &Law) -> Result<Vec<law::Charge>, String> {
    let strict: Vec<&str> = parts(typed, &[';', '\n']);
    let loose = parts(typed, &[';', '\n', ',']);
    let is_short = |part: &&str| part.starts_with(|letter: char| letter.is_ascii_digit());
    let parts = if loose.iter().all(is_short) {
        loose
    } else {
        strict
    };
    let mut charges = Vec::new();
    for part in parts {
        let (article, clause, point) = entry::charge(part)?;
        let known = law.penal.article(&article);
        if known.is_empty() {
            return Err(messages::no_article(&article));
        }
        if let Some(clause) = clause.filter(|clause| law.penal.clause(&article, *clause).is_none())
        {
            return Err(messages::no_clause(&article, clause));
        }
        charges.push(law::Charge {
            article,
            clause,
            point,
        });
    }
    Ok(charges)
}

fn parts<'t>(typed: &'t str, marks: &[char]) -> Vec<&'t str> {
    typed
        .split(marks)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// A value of a fact's body as a person would type it, for a form that opens with it.
pub fn typed(value: &Value) -> String {
    match value {
        Value::String(text) => shown_moment(text).unwrap_or_else(|| text.clone()),
        Value::Bool(true) => "true".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => {
            let charges = list
                .iter()
                .filter_map(|one| serde_json::from_value::<law::Charge>(one.clone()).ok());
            charges
                .map(|charge| short(&charge))
                .collect::<Vec<_>>()
                .join("; ")
        }
        _ => String::new(),
    }
}

/// `170.1`, `173.2.c`.
fn short(charge: &law::Charge) -> String {
    let mut text = charge.article.clone();
    if let Some(clause) = charge.clause {
        text += &format!(".{clause}");
        if let Some(point) = &charge.point {
            text += &format!(".{point}");
        }
    }
    text
}

/// An ISO date or date-time as Vietnamese forms show it.
fn shown_moment(text: &str) -> Option<String> {
    if text.len() < 10 || text.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    text.parse::<law::Moment>()
        .ok()
        .map(|moment| typed_moment(&moment))
}

/// "20/05/2026 17:00" or "20/05/2026".
pub fn typed_moment(moment: &law::Moment) -> String {
    let day = shell::vi_date(moment.on);
    moment.time.map_or_else(
        || day.clone(),
        |time| format!("{day} {}", time.format("%H:%M")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charges_are_read_however_they_are_parted() {
        let law = Law::embedded();
        for typed in [
            "170.1; 173.2.c",
            "170.1, 173.2.c",
            "khoản 1 Điều 170 BLHS; điểm c khoản 2 Điều 173 BLHS",
        ] {
            let read = read_charges(typed, law).unwrap();
            let words: Vec<String> = read.iter().map(law::Charge::vi).collect();
            assert_eq!(
                words,
                ["khoản 1 Điều 170 BLHS", "điểm c khoản 2 Điều 173 BLHS"],
                "{typed}"
            );
        }
        assert!(read_charges("999.1", law).unwrap_err().contains("Điều 999"));
        assert!(read_charges("170.9", law).unwrap_err().contains("khoản 9"));
    }

    #[test]
    fn a_kept_value_is_shown_as_it_is_typed() {
        let charges = serde_json::json!([{ "article": "173", "clause": 2, "point": "c" }]);
        assert_eq!(typed(&charges), "173.2.c");
        assert_eq!(typed(&"2026-05-20T17:00".into()), "20/05/2026 17:00");
        assert_eq!(typed(&"2026-05-20".into()), "20/05/2026");
        assert_eq!(typed(&"814/ĐN-CSĐT".into()), "814/ĐN-CSĐT");
    }
}
