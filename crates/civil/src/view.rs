//! Dữ liệu dẫn xuất của mảng dân sự, hành chính: rows of the list and the words by which a matter is found, made from facts alone.

use db::args;
use law::{Fact, Law};
use ledger::{Rows, Table, View};

use crate::rules::{Matter, Side, fold, standing};

/// The view of this area.
pub struct CivilView;

static TABLES: [Table; 2] = [
    Table {
        name: "civil_matter",
        columns: &[
            "unit_id",
            "matter_id",
            "kind",
            "state",
            "list",
            "place",
            "title",
            "relation",
            "claimants",
            "defendants",
            "court",
            "docket",
            "accepted_on",
            "trial_on",
            "trial_at",
            "prosecutor",
            "prosecutor_id",
            "examiner_id",
            "last_seq",
        ],
    },
    Table {
        name: "civil_word",
        columns: &["unit_id", "matter_id", "n", "said", "what", "folded"],
    },
];

impl View for CivilView {
    fn tables(&self) -> &'static [Table] {
        &TABLES
    }

    fn rows(&self, _: &Law, facts: &[Fact], out: &mut Rows) {
        if !law::is_civil(facts) {
            return;
        }
        let matter = fold(facts);
        head(facts, &matter, out);
        words(facts, &matter, out);
    }
}

fn head(facts: &[Fact], matter: &Matter, out: &mut Rows) {
    let first = &facts[0];
    let accepted = matter.accepted.as_ref().unwrap_or(first);
    let newest = standing(facts).max_by_key(|fact| (fact.effective.on, fact.seq));
    let list = match (&matter.accepted, matter.state.is_open) {
        (None, _) => "gone",
        (Some(_), true) => "open",
        (Some(_), false) => "done",
    };
    let place = match list {
        "done" => -newest.unwrap_or(first).effective.at_utc_ms(),
        _ => -accepted.effective.at_utc_ms(),
    };
    out.push(
        "civil_matter",
        args![
            &first.unit,
            first.matter,
            &matter.kind.id,
            &matter.state.id,
            list,
            place,
            matter.title(),
            &matter.relation,
            matter.in_short(Side::Claimant),
            matter.in_short(Side::Defendant),
            accepted.text("court").unwrap_or_default(),
            accepted.number.as_deref().unwrap_or_default(),
            accepted.effective.on,
            matter.trial_at.map(|at| at.on),
            matter.trial_at.map(|at| at.vi()).unwrap_or_default(),
            &matter.prosecutor,
            matter.prosecutor_id,
            matter.examiner_id,
            facts.last().map_or(0, |fact| fact.seq)
        ],
    );
}

fn words(facts: &[Fact], matter: &Matter, out: &mut Rows) {
    let mut said: Vec<(String, &str)> = matter
        .parties
        .iter()
        .map(|party| (party.name.clone(), "party"))
        .collect();
    said.push((matter.relation.clone(), "relation"));
    let numbers = standing(facts).flat_map(|fact| {
        let notice = fact.text("notice_number").map(str::to_owned);
        [fact.number.clone(), notice].into_iter().flatten()
    });
    said.extend(numbers.map(|number| (number, "number")));
    let mut n = 0_i64;
    for (said, what) in said {
        let folded = text::fold(&text::clean(&said));
        for beginning in beginnings(&folded) {
            n += 1;
            let (unit, id) = (&facts[0].unit, facts[0].matter);
            out.push("civil_word", args![unit, id, n, &said, what, beginning]);
        }
    }
}

/// Words from each of which on something is found, at most so many.
const BEGINNINGS: usize = 8;

/// The rest of a text from each of its words on.
fn beginnings(folded: &str) -> impl Iterator<Item = &str> {
    let starts = folded
        .char_indices()
        .filter(|(at, letter)| *letter != ' ' && (*at == 0 || folded[..*at].ends_with(' ')));
    starts.take(BEGINNINGS).map(|(at, _)| &folded[at..])
}
