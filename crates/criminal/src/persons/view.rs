//! Người được mô tả trong một hồ sơ, với các khóa để tìm: rows from the descriptions alone.

use chrono::{Datelike, NaiveDate};
use db::args;
use law::{Fact, Law};
use ledger::{Rows, Table, View};

use super::described::described;
use super::identity;
use crate::standing::unit_in_charge;

/// Everyone described, and the keys by which they are found.
pub struct PersonView;

static TABLES: [Table; 2] = [
    Table {
        name: "criminal_person",
        columns: &[
            "unit_id",
            "matter_id",
            "subject_id",
            "name",
            "folded",
            "other_name",
            "sex",
            "born_on",
            "born_year",
            "id_no",
            "address",
            "address_folded",
            "role",
            "legal_person",
            "convictions",
            "administrative_record",
        ],
    },
    Table {
        name: "criminal_person_key",
        columns: &[
            "unit_id",
            "matter_id",
            "n",
            "key",
            "born_year",
            "subject_id",
        ],
    },
];

impl View for PersonView {
    fn tables(&self) -> &'static [Table] {
        &TABLES
    }

    // 2: a later description that tells less hides nothing of an earlier one.
    fn edition(&self) -> u32 {
        2
    }

    fn rows(&self, _: &Law, facts: &[Fact], out: &mut Rows) {
        let unit = unit_in_charge(facts);
        let mut n = 0_i64;
        for (subject, fact) in described(facts) {
            let said = |field: &str| text::clean(fact.text(field).unwrap_or_default());
            let name = said("name");
            let folded = text::fold(&name);
            if folded.is_empty() {
                continue;
            }
            let born_on = fact.text("born_on").and_then(law::iso_day);
            let born_year = born_on.map(|day| i64::from(day.year()));
            let id_no = identity::plain(&said("id_no"));
            let addresses = ["address", "present_address", "temporary_address"].map(said);
            let address = addresses.iter().find(|one| !one.is_empty());
            out.push(
                "criminal_person",
                args![
                    unit,
                    fact.matter,
                    subject,
                    &name,
                    folded,
                    said("other_name"),
                    said("sex"),
                    born_on,
                    born_year,
                    &id_no,
                    address.cloned().unwrap_or_default(),
                    text::fold(&addresses.join("; ")),
                    said("role"),
                    fact.body
                        .get("legal_person")
                        .and_then(|value| value.as_bool())
                        .unwrap_or(false),
                    said("convictions"),
                    said("administrative_record")
                ],
            );
            for key in keys(&name, &said("other_name"), born_on, &id_no) {
                n += 1;
                out.push(
                    "criminal_person_key",
                    args![unit, fact.matter, n, key, born_year, subject],
                );
            }
        }
    }
}

/// The keys of a person.
fn keys(name: &str, other_name: &str, born_on: Option<NaiveDate>, id_no: &str) -> Vec<String> {
    let mut keys: Vec<String> = text::likenesses(name)
        .iter()
        .map(|key| by_name(key))
        .collect();
    for key in text::likenesses(other_name) {
        let key = by_name(&key);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.extend(born_on.map(|day| by_birth(name, day)));
    if id_no.len() >= 6 {
        keys.push(by_id(id_no));
    }
    keys
}

/// The key of a name's likeness.
pub(super) fn by_name(likeness: &str) -> String {
    format!("n{likeness}")
}

/// The key of a name with a day of birth.
pub(super) fn by_birth(name: &str, born_on: NaiveDate) -> String {
    format!("b{born_on}{}", text::likeness(name))
}

/// The key of a number.
pub(super) fn by_id(id_no: &str) -> String {
    format!("i{id_no}")
}
