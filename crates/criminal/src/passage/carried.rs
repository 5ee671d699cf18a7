//! Sự kiện đi theo: when a case is split or joined, what is known of the case and its people goes along, each fact naming
//! the one it was. Days and numbers stay as they were, so every limit counts from its first start (BLTTHS Đ.172 k.4).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use law::Fact;
use ledger::NewFact;
use uuid::Uuid;

use crate::standing::standing;

/// Kinds that stay with the matter they were recorded in: its report, its numbers, its files, its own passages.
const STAYS: [&str; 16] = [
    "matter.docketed",
    "matter.coded",
    "matter.noted",
    "case.split",
    "case.split_annulled",
    "case.joined",
    "case.joined_into",
    "case.join_annulled",
    "case.merged_or_split",
    "case.transfer_decided",
    "case.transfer_decision_received",
    "case.competence_transferred",
    "case.received_by_competent_vks",
    "prosecution.transfer_decided",
    "vks.transfer_request_received",
    "accused.moved_to_split_case",
];

fn is_of_case(fact: &Fact) -> bool {
    let is_elsewhere = fact.kind.starts_with("report.") || fact.kind.starts_with("file.");
    fact.subject.is_none() && !is_elsewhere && !STAYS.contains(&fact.kind.as_str())
}

fn is_of(fact: &Fact, people: &BTreeMap<Uuid, Uuid>) -> Option<Uuid> {
    let stays = STAYS.contains(&fact.kind.as_str());
    fact.subject
        .filter(|_| !stays)
        .and_then(|subject| people.get(&subject).copied())
}

/// The facts about these people, and with `of_case` those about the whole case, as new facts of another matter.
/// `people` gives each person's id there; `on` is the day of the decision.
pub fn carried(
    facts: &[Fact],
    people: &BTreeMap<Uuid, Uuid>,
    of_case: bool,
    on: NaiveDate,
) -> Vec<NewFact> {
    let mut gone = Vec::new();
    for fact in standing(facts) {
        let subject = match (is_of(fact, people), of_case && is_of_case(fact)) {
            (Some(subject), _) => Some(subject),
            (None, true) => None,
            (None, false) => continue,
        };
        let mut new = NewFact::new(Uuid::now_v7(), fact.kind.clone(), fact.effective);
        new.subject = subject;
        new.issuer.clone_from(&fact.issuer);
        new.number.clone_from(&fact.number);
        new.body = fact.body.clone();
        // A fact carried twice still names the first.
        new.body
            .entry("carried_from")
            .or_insert_with(|| fact.id.to_string().into());
        new.body
            .insert("carried_on".to_owned(), on.to_string().into());
        gone.push(new);
    }
    gone
}

/// The fact that this one was first: itself, unless it was carried here.
pub fn origin(fact: &Fact) -> Uuid {
    let first = fact.text("carried_from").and_then(|id| id.parse().ok());
    first.unwrap_or(fact.id)
}

/// The day a fact came here from another matter; none for one that was recorded here.
pub fn carried_on(fact: &Fact) -> Option<NaiveDate> {
    fact.text("carried_from")?;
    fact.text("carried_on").and_then(law::iso_day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::Moment;

    fn fact(seq: i64, kind: &str, subject: Option<Uuid>) -> Fact {
        Fact {
            seq,
            id: Uuid::from_u128(seq as u128),
            matter: Uuid::from_u128(1),
            subject,
            kind: kind.to_owned(),
            unit: "P68-KV03".to_owned(),
            effective: Moment::day(NaiveDate::from_ymd_opt(2026, 11, 2).unwrap()),
            recorded_at: 0,
            recorded_by: Uuid::nil(),
            issuer: None,
            number: Some("1/QĐ".to_owned()),
            body: Default::default(),
            sources: Default::default(),
            replaces: None,
            reason: None,
        }
    }

    #[test]
    fn the_case_and_the_chosen_people_go_along_and_nothing_else() {
        let (a, b, there) = (
            Uuid::from_u128(11),
            Uuid::from_u128(12),
            Uuid::from_u128(13),
        );
        let facts = [
            fact(1, "report.received", None),
            fact(2, "case.initiated", None),
            fact(3, "accused.initiated", Some(a)),
            fact(4, "accused.initiated", Some(b)),
            fact(5, "matter.docketed", None),
        ];
        let on = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let people = BTreeMap::from([(a, there)]);
        let gone = carried(&facts, &people, true, on);
        let kinds: Vec<(&str, Option<Uuid>)> = gone
            .iter()
            .map(|fact| (fact.kind.as_str(), fact.subject))
            .collect();
        assert_eq!(
            kinds,
            [("case.initiated", None), ("accused.initiated", Some(there))]
        );
        assert_eq!(gone[0].number.as_deref(), Some("1/QĐ"));
        assert_eq!(gone[0].effective, facts[1].effective);
        assert_eq!(gone[0].body["carried_from"], facts[1].id.to_string());
        assert_eq!(carried(&facts, &people, false, on).len(), 1);
    }
}
