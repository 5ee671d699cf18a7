//! Biện pháp ngăn chặn, cưỡng chế (BLTTHS Đ.109–130): from the order over its approval and extensions to its end.

use law::catalogue::{Act, MeasureKind, MeasureStatus};
use law::{Fact, Moment};

use super::folding::{Folding, decision_of};
use super::matter::{Effect, Measure, Person, earlier};

/// Takes in what an act does to the measures of a person.
pub(super) fn apply(folding: &mut Folding<'_>, fact: &Fact, act: &Act) {
    let Some(subject) = fact.subject else { return };
    if act.measure.is_none() && act.closes.is_empty() {
        return;
    }
    let mut effects = Vec::new();
    let person = folding.person(subject);
    let starts_on = fact.moment("from").unwrap_or(fact.effective);
    let before = person.measures.len();
    if let Some(kind) = act.measure
        && let Some(status) = change(person, kind, fact, act, starts_on)
    {
        effects.push(Effect::Measure(subject, kind, status));
    }
    let newest = (person.measures.len() > before || act.approves.is_some())
        .then_some(act.measure)
        .flatten();
    for kind in &act.closes {
        let keep_newest = newest == Some(*kind);
        let last = person
            .measures
            .iter()
            .rposition(|measure| measure.kind == *kind);
        for (place, measure) in person.measures.iter_mut().enumerate() {
            let is_newest = keep_newest && Some(place) == last;
            if measure.kind == *kind
                && measure.ended.is_none()
                && measure.status.is_open()
                && !is_newest
            {
                end(measure, MeasureStatus::Ended, starts_on, fact);
                effects.push(Effect::Measure(subject, *kind, MeasureStatus::Ended));
            }
        }
    }
    folding.effects.append(&mut effects);
}

fn change(
    person: &mut Person,
    kind: MeasureKind,
    fact: &Fact,
    act: &Act,
    starts_on: Moment,
) -> Option<MeasureStatus> {
    let Some(status) = act.moves_measure else {
        // An extension waits until it is approved or refused.
        if act.approver.is_some() && !act.extends.is_empty() {
            open(person, kind)?.pending = Some(decision_of(fact, act));
        } else if act.approves.is_some() {
            open(person, kind)?.pending = None;
        }
        return None;
    };
    match status {
        MeasureStatus::Ordered => {
            person
                .measures
                .push(begun(kind, status, fact, act, fact.moment("from")));
        }
        MeasureStatus::InForce => take_effect(person, kind, fact, act, starts_on),
        MeasureStatus::Extended => {
            let measure = open(person, kind)?;
            let pending = measure.pending.take();
            let mut decision = decision_of(fact, act);
            if let (None, Some(pending)) = (decision.to, &pending) {
                decision.from = pending.from;
                decision.to = pending.to;
            }
            measure.to = decision.to.or(measure.to);
            measure.status = status;
            measure.decisions.extend(pending);
            measure.decisions.push(decision);
        }
        MeasureStatus::Refused => {
            let ordered =
                person.measures.iter_mut().rev().find(|measure| {
                    measure.kind == kind && measure.status == MeasureStatus::Ordered
                })?;
            ordered.status = status;
            ordered.decisions.push(decision_of(fact, act));
        }
        MeasureStatus::Ended | MeasureStatus::Replaced | MeasureStatus::Cancelled => {
            let measure = open(person, kind)?;
            end(measure, status, fact.effective, fact);
            measure.decisions.push(decision_of(fact, act));
        }
    }
    Some(status)
}

/// An order in force: approved, begun on another day than ordered, or new.
fn take_effect(person: &mut Person, kind: MeasureKind, fact: &Fact, act: &Act, starts_on: Moment) {
    let ordered = person
        .measures
        .iter_mut()
        .rev()
        .find(|measure| measure.kind == kind && measure.status == MeasureStatus::Ordered);
    if let (Some(measure), true) = (ordered, act.approves.is_some()) {
        measure.status = MeasureStatus::InForce;
        measure.from = fact
            .moment("from")
            .or(measure.from)
            .or(Some(fact.effective));
        measure.to = fact.moment("to").or(measure.to);
        measure.decisions.push(decision_of(fact, act));
        return;
    }
    if act.id.ends_with(".started")
        && let Some(measure) = open(person, kind)
    {
        measure.from = Some(starts_on);
        measure.to = fact.moment("to").or(measure.to);
        measure.decisions.push(decision_of(fact, act));
        return;
    }
    // A new order of the same kind continues or replaces the earlier one; property is seized piece by piece.
    if !matches!(kind, MeasureKind::AssetSeizure | MeasureKind::AccountFreeze)
        && let Some(earlier_order) = open(person, kind)
    {
        end(earlier_order, MeasureStatus::Ended, starts_on, fact);
    }
    person.measures.push(begun(
        kind,
        MeasureStatus::InForce,
        fact,
        act,
        Some(starts_on),
    ));
}

fn begun(
    kind: MeasureKind,
    status: MeasureStatus,
    fact: &Fact,
    act: &Act,
    from: Option<Moment>,
) -> Measure {
    Measure {
        kind,
        status,
        from,
        to: fact.moment("to"),
        decisions: vec![decision_of(fact, act)],
        pending: None,
        ended: None,
    }
}

/// The measure of a kind that is in force.
fn open(person: &mut Person, kind: MeasureKind) -> Option<&mut Measure> {
    person
        .measures
        .iter_mut()
        .rev()
        .find(|measure| measure.kind == kind && measure.status.is_open() && measure.ended.is_none())
}

/// An order that had already run out ended by itself, on its last day.
fn end(measure: &mut Measure, status: MeasureStatus, on: Moment, fact: &Fact) {
    let on = measure.to.map_or(on, |to| earlier(to, on));
    measure.status = status;
    measure.ended = Some((on, fact.id));
}

/// Số ngày tạm giữ được trừ vào thời hạn tạm giam (BLTTHS Đ.118 k.4): days of custody before a detention that starts on a day.
pub fn custody_days(person: &Person, detained_from: Moment) -> u32 {
    let days = person
        .measures
        .iter()
        .filter(|measure| measure.kind == MeasureKind::Custody)
        .filter_map(|measure| {
            let from = measure.from?;
            let last = measure
                .ended
                .map(|(on, _)| on)
                .or(measure.to)
                .unwrap_or(detained_from);
            let until = earlier(last, detained_from);
            u32::try_from((until.on - from.on).num_days()).ok()
        });
    days.sum()
}
