//! Lý lịch của một người trong hồ sơ: all that its descriptions tell, put together. A later description that tells less
//! hides nothing of an earlier one; what is to be blank is taken away by a correction of the description that told it.

use std::collections::BTreeMap;

use law::Fact;
use serde_json::Value;
use uuid::Uuid;

use crate::standing::standing;

/// The newest standing description of each person, with what earlier ones told and later ones do not say.
pub fn described(facts: &[Fact]) -> BTreeMap<Uuid, Fact> {
    let mut told: Vec<&Fact> = standing(facts)
        .filter(|fact| fact.kind == "party.described")
        .collect();
    told.sort_by_key(|fact| (fact.effective.on, fact.effective.time, fact.seq));
    let mut people: BTreeMap<Uuid, Fact> = BTreeMap::new();
    for fact in told {
        let Some(subject) = fact.subject else {
            continue;
        };
        let known = people.remove(&subject);
        people.insert(subject, after(known, fact));
    }
    people
}

/// The same for one person.
pub fn of_person(facts: &[Fact], subject: Uuid) -> Option<Fact> {
    described(facts).remove(&subject)
}

/// A description after an earlier one: the later value of each field, and the page where that value was read.
fn after(known: Option<Fact>, fact: &Fact) -> Fact {
    let mut newest = fact.clone();
    let Some(known) = known else { return newest };
    for (field, value) in known.body {
        if is_empty(&value) || newest.body.get(&field).is_some_and(|said| !is_empty(said)) {
            continue;
        }
        let page = known.sources.get(&field).or(known.sources.get("*"));
        match page {
            Some(page) => drop(newest.sources.insert(field.clone(), page.clone())),
            None => drop(newest.sources.remove(&field)),
        }
        newest.body.insert(field, value);
    }
    newest
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(seq: i64, day: &str, body: Value, replaces: Option<Uuid>) -> Fact {
        Fact {
            seq,
            id: Uuid::from_u128(seq as u128),
            matter: Uuid::from_u128(100),
            subject: Some(Uuid::from_u128(200)),
            kind: "party.described".to_owned(),
            unit: "P68-KV03".to_owned(),
            effective: day.parse().unwrap(),
            recorded_at: seq,
            recorded_by: Uuid::nil(),
            issuer: None,
            number: None,
            body: body.as_object().unwrap().clone(),
            sources: BTreeMap::new(),
            replaces,
            reason: replaces.map(|_| "Ghi nhầm.".to_owned()),
        }
    }

    fn known(facts: &[Fact]) -> Value {
        of_person(facts, Uuid::from_u128(200)).unwrap().body.into()
    }

    #[test]
    fn a_later_description_that_tells_less_hides_nothing_of_an_earlier_one() {
        let first = json!({ "name": "Lâm", "id_no": "068090001234", "address": "xã Tân Hòa" });
        let later = json!({ "name": "Thái Doãn Lâm", "id_no": "", "address": null, "sex": "nam" });
        let facts = [
            told(1, "2026-11-02", first, None),
            told(2, "2026-11-10", later, None),
        ];
        let all = json!({
            "name": "Thái Doãn Lâm", "id_no": "068090001234", "address": "xã Tân Hòa", "sex": "nam"
        });
        assert_eq!(known(&facts), all);
        // The day in law decides, not the day of entry.
        let turned = [
            told(1, "2026-11-10", json!({ "name": "Thái Doãn Lâm" }), None),
            told(
                2,
                "2026-11-02",
                json!({ "name": "Lâm", "sex": "nam" }),
                None,
            ),
        ];
        assert_eq!(
            known(&turned),
            json!({ "name": "Thái Doãn Lâm", "sex": "nam" })
        );
    }

    #[test]
    fn a_field_becomes_blank_by_a_correction_of_the_description_that_told_it() {
        let first = told(
            1,
            "2026-11-02",
            json!({ "name": "Lâm", "id_no": "068090001234" }),
            None,
        );
        let corrected = told(2, "2026-11-02", json!({ "name": "Lâm" }), Some(first.id));
        let later = told(3, "2026-11-10", json!({ "sex": "nam" }), None);
        assert_eq!(
            known(&[first, corrected, later]),
            json!({ "name": "Lâm", "sex": "nam" })
        );
    }

    #[test]
    fn each_value_keeps_the_page_it_was_read_from() {
        let page = |n: u128| law::PageBox {
            page: Uuid::from_u128(n),
            rect: None,
        };
        let mut first = told(
            1,
            "2026-11-02",
            json!({ "name": "Lâm", "id_no": "068090001234" }),
            None,
        );
        first.sources.insert("*".to_owned(), page(1));
        let mut later = told(2, "2026-11-10", json!({ "name": "Thái Doãn Lâm" }), None);
        later.sources.insert("*".to_owned(), page(2));
        let all = of_person(&[first, later], Uuid::from_u128(200)).unwrap();
        assert_eq!(all.sources["id_no"].page, Uuid::from_u128(1));
        assert_eq!(all.sources["*"].page, Uuid::from_u128(2));
    }
}
