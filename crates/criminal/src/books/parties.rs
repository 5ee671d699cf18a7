//! Người trong hồ sơ: what describes a person, read without adding the facts up.

use chrono::{Months, NaiveDate};
use law::Fact;
use uuid::Uuid;

/// The newest description of a person that says a field.
pub fn described<'f>(known: &[&'f Fact], subject: Option<Uuid>, field: &str) -> Option<&'f Fact> {
    let says = |fact: &&&Fact| {
        fact.kind == "party.described"
            && fact.subject == subject
            && fact.body.get(field).is_some_and(|value| !value.is_null())
    };
    subject?;
    known
        .iter()
        .filter(says)
        .max_by_key(|fact| fact.seq)
        .copied()
}

/// Pháp nhân thương mại.
pub fn is_legal_person(known: &[&Fact], subject: Option<Uuid>) -> bool {
    let said = described(known, subject, "legal_person");
    said.and_then(|fact| fact.body["legal_person"].as_bool()) == Some(true)
}

/// Dưới 18 tuổi on the day of an act: an accused, or a victim by description.
pub fn is_under_18(known: &[&Fact], subject: Option<Uuid>, entry: &Fact) -> bool {
    if entry.kind == "party.described" {
        let role = described(known, subject, "role").and_then(|fact| fact.text("role"));
        if role != Some("bi_hai") {
            return false;
        }
    }
    let born = described(known, subject, "born_on").and_then(|fact| fact.moment("born_on"));
    born.is_some_and(|born| is_younger(born.on, entry.effective.on))
}

/// Mức án: the newest sentence of a person.
pub fn sentence<'f>(known: &[&'f Fact], subject: Option<Uuid>) -> Option<&'f Fact> {
    let of = |fact: &&&Fact| fact.kind == "sentence.recorded" && fact.subject == subject;
    known.iter().rev().find(of).copied()
}

/// Án treo.
pub fn is_suspended_sentence(known: &[&Fact], subject: Option<Uuid>) -> bool {
    let said = sentence(known, subject).and_then(|fact| fact.body.get("suspended_sentence"));
    said.and_then(serde_json::Value::as_bool) == Some(true)
}

fn is_younger(born: NaiveDate, day: NaiveDate) -> bool {
    born.checked_add_months(Months::new(18 * 12))
        .is_some_and(|grown| day < grown)
}
