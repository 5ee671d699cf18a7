//! Lệnh, quyết định chờ Viện kiểm sát phê chuẩn (BLTTHS Đ118 k.2, Đ119 k.5, Đ173): an order of another body that waits for approval
//! runs nowhere yet, so it is weighed as it would be if it were approved as it stands. What would be unlawful is told of the order
//! itself, to whoever enters it and on the page of the matter; once it is approved or refused, the approval is what counts.

use law::catalogue::{Act, MeasureStatus};
use law::{Fact, Law};
use uuid::Uuid;

use super::folding::{Standing, taken};
use super::matter::{Decision, Finding, Level, Matter, Person};
use super::messages;
use super::ten_checks::CheckId;

/// Findings about how long an order or an extension lasts.
const OF_THE_TERM: [&str; 6] = [
    "order.too_long",
    "extension.too_long",
    "extension.too_many",
    "extension.no_clock",
    "detention.over_sum",
    "detention.beyond_stage",
];

/// The checks that look at terms.
const TERM_CHECKS: [CheckId; 3] = [
    CheckId::DetentionWithinClass,
    CheckId::DetentionWithinStage,
    CheckId::ExtensionAllowed,
];

/// Tells of each order that waits what its approval would make unlawful.
pub(super) fn weigh(law: &Law, standing: &[Standing<'_>], matter: &mut Matter) {
    let mut found = Vec::new();
    for (subject, order) in matter.people.iter().flat_map(waiting) {
        let place = standing
            .iter()
            .position(|(_, fact, _)| fact.id == order.fact);
        let (Some(place), Some(approval)) = (place, approval_of(law, &order)) else {
            continue;
        };
        let approved = as_approved(standing[place].1, approval);
        let up_to_it = standing[..=place].iter().copied();
        let then = up_to_it.chain([(usize::MAX, &approved, Some(approval))]);
        let then = taken(law, then).finish();
        for check in TERM_CHECKS {
            if then.asked.contains(&check) && !matter.asked.contains(&check) {
                matter.asked.push(check);
            }
        }
        let of_the_term =
            |one: &Finding| one.fact == Some(approved.id) && OF_THE_TERM.contains(&one.code);
        found.extend(
            then.findings
                .into_iter()
                .filter(of_the_term)
                .map(|one| Finding {
                    level: Level::Warning,
                    fact: Some(order.fact),
                    subject: Some(subject),
                    // Where the stage itself may still be extended, that is said instead.
                    todo_vi: match one.code {
                        "detention.beyond_stage" => one.todo_vi,
                        _ => messages::order_waits(law, &order.act),
                    },
                    ..one
                }),
        );
    }
    matter.findings.append(&mut found);
}

/// The order or the extension of a person that nobody has approved or refused.
fn waiting(person: &Person) -> impl Iterator<Item = (Uuid, Decision)> + '_ {
    person.measures.iter().filter_map(|measure| {
        let order = match measure.status {
            MeasureStatus::Ordered => measure.decisions.first(),
            _ => measure.pending.as_ref(),
        };
        Some((person.subject, order?.clone()))
    })
}

/// The act by which an order takes effect.
fn approval_of<'l>(law: &'l Law, order: &Decision) -> Option<&'l Act> {
    let takes_effect = |act: &&Act| {
        act.approves.as_ref() == Some(&order.act)
            && matches!(
                act.moves_measure,
                Some(MeasureStatus::InForce | MeasureStatus::Extended)
            )
    };
    let acts = law.acts.all().iter().filter(takes_effect);
    acts.max_by_key(|act| act.is_valid_on(order.on.on))
}

/// The order approved on its own day, for the term it states.
fn as_approved(order: &Fact, approval: &Act) -> Fact {
    Fact {
        id: Uuid::nil(),
        kind: approval.id.clone(),
        issuer: None,
        number: None,
        body: Default::default(),
        sources: Default::default(),
        replaces: None,
        reason: None,
        ..order.clone()
    }
}
