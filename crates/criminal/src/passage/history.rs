//! Lịch sử tách, nhập, chuyển của một hồ sơ: each decision with the other case and what became of it; and a matter as it was
//! handed over, which is what its sender still sees.

use law::{Fact, Law, Moment};
use uuid::Uuid;

use super::annul::{Undone, annulment};
use super::lists::Passage;
use crate::load::Opened;
use crate::standing::standing;

/// Một lần tách, nhập.
#[derive(Debug, Clone)]
pub struct Event {
    /// The decision.
    pub fact: Uuid,
    /// What it made of the other case for this one: "Đã tách ra vụ án".
    pub words: &'static str,
    /// Its day.
    pub on: Moment,
    /// Its number.
    pub number: Option<String>,
    /// Lý do.
    pub reason: String,
    /// The other case: its id and its code.
    pub other: (Uuid, String),
    /// Whether this case can take the decision back.
    pub undone: Option<Undone>,
    /// The decision that annulled it: day and number.
    pub annulled: Option<(Moment, Option<String>)>,
}

/// The splits and joinings that a matter's facts tell of, in their order.
pub fn events(facts: &[Fact]) -> Vec<Event> {
    let told = standing(facts).filter_map(|fact| {
        let words = super::link_words(facts, fact)?;
        let other = fact.text("other_matter")?.parse().ok()?;
        let reason = fact.text("reason").or(fact.text("note"));
        let annulled = annulment(facts, fact);
        Some(Event {
            fact: fact.id,
            words,
            on: fact.effective,
            number: fact.number.clone(),
            reason: reason.unwrap_or_default().to_owned(),
            other: (
                other,
                fact.text("other_case").unwrap_or_default().to_owned(),
            ),
            undone: Undone::of(fact).filter(|_| annulled.is_none()),
            annulled: annulled.map(|fact| (fact.effective, fact.number.clone())),
        })
    });
    told.collect()
}

/// Hồ sơ như khi bàn giao: all that was known until the other procuracy took it in; until now while it has not.
pub fn handed_over(law: &Law, opened: &Opened, passage: &Passage) -> Opened {
    match opened
        .facts
        .get(until_taken(&opened.facts, passage.fact_id))
    {
        Some(first) => opened.before(law, first.seq),
        None => opened.clone(),
    }
}

/// How many of a matter's facts were there before the one who was sent it by a decision took it in; all while nobody has.
pub fn until_taken(facts: &[Fact], sent: Uuid) -> usize {
    let sent = sent.to_string();
    let taken = facts
        .iter()
        .position(|fact| fact.text("taken_from") == Some(sent.as_str()));
    let Some(taken) = taken else {
        return facts.len();
    };
    // What was entered together with the taking in is the receiver's.
    let entry = |fact: &Fact| (fact.recorded_at, fact.recorded_by);
    facts[..taken]
        .iter()
        .rposition(|fact| entry(fact) != entry(&facts[taken]))
        .map_or(0, |last| last + 1)
}
