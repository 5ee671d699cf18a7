//! Các lần chuyển của một hồ sơ: rows from the decisions and from the facts that took the matter in.

use db::args;
use law::{Fact, Law};
use ledger::{Rows, Table, View};

use super::transfer::SENDS;
use crate::rules;
use crate::standing::standing;

/// Where the passages stand.
pub struct PassageView;

static TABLE: [Table; 1] = [Table {
    name: "criminal_passage",
    columns: &[
        "unit_id",
        "matter_id",
        "n",
        "fact_id",
        "kind",
        "to_unit",
        "sent_on",
        "number",
        "is_open",
        "taken_on",
        "title",
    ],
}];

impl View for PassageView {
    fn tables(&self) -> &'static [Table] {
        &TABLE
    }

    fn rows(&self, law: &Law, facts: &[Fact], out: &mut Rows) {
        let mut title = None;
        for sent in standing(facts).filter(|fact| SENDS.contains(&fact.kind.as_str())) {
            let Some(to_unit) = sent.text("to_unit").filter(|unit| !unit.is_empty()) else {
                continue;
            };
            let id = sent.id.to_string();
            let taken = standing(facts).find(|fact| fact.text("taken_from") == Some(id.as_str()));
            let title = title
                .get_or_insert_with(|| crate::view::title(law, &rules::fold(law, facts), facts));
            out.push(
                "criminal_passage",
                args![
                    &sent.unit,
                    sent.matter,
                    sent.seq,
                    sent.id,
                    &sent.kind,
                    to_unit,
                    sent.effective.on,
                    sent.number.clone().unwrap_or_default(),
                    taken.is_none(),
                    taken.map(|fact| fact.effective.on),
                    title.as_str()
                ],
            );
        }
    }
}
