//! Các lần chuyển của một hồ sơ: rows from the decisions and from the facts that took the matter in.

use db::args;
use law::{Fact, Law};
use ledger::{Rows, Table, View};

use super::history::until_taken;
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

    // 2: the title is that of the day of the handing over.
    fn edition(&self) -> u32 {
        2
    }

    fn rows(&self, law: &Law, facts: &[Fact], out: &mut Rows) {
        for sent in standing(facts).filter(|fact| SENDS.contains(&fact.kind.as_str())) {
            let Some(to_unit) = sent.text("to_unit").filter(|unit| !unit.is_empty()) else {
                continue;
            };
            let id = sent.id.to_string();
            let taken = standing(facts).find(|fact| fact.text("taken_from") == Some(id.as_str()));
            // As it was called when it was handed over: what the receiver makes of it is not the sender's to see.
            let known = &facts[..until_taken(facts, sent.id)];
            let title = crate::view::title(law, &rules::fold(law, known), known);
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
                    title
                ],
            );
        }
    }
}
