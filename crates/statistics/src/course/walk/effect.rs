//! Hệ quả của một sự kiện: the states, charges, clocks and measures a fact changes.

use criminal::rules::charges::charges_of;
use criminal::rules::{Effect, Line};
use criminal::standing::end_ms;
use law::catalogue::{AccusedState, Act, ChargeEffect};
use law::{Charge, Fact};
use uuid::Uuid;

use super::kind::{ground_of, is_of_held};
use super::{Accused, Walk};
use crate::course::place::Place;
use crate::life::FAR;

impl<'a> Walk<'a> {
    pub(super) fn follow_clocks(&mut self, line: &Line) {
        for effect in &line.effects {
            match effect {
                Effect::ClockStarted(at) | Effect::ClockExtended(at)
                    if !self.running.contains(at) =>
                {
                    self.running.push(*at)
                }
                Effect::ClockEnded(at) | Effect::ClockSuspended(at) => {
                    self.running.retain(|known| known != at)
                }
                _ => {}
            }
        }
    }

    /// The end of the limit of the stage.
    pub(super) fn due(&self, place: Place) -> i64 {
        let clocks = self
            .running
            .iter()
            .filter_map(|at| self.matter.clocks.get(*at));
        let mine = clocks.filter(|clock| {
            !clock.aside && clock.subject.is_none() && place.is_limited_by(&clock.family)
        });
        mine.filter_map(|clock| clock.due)
            .map(end_ms)
            .min()
            .unwrap_or(FAR)
    }

    pub(super) fn take_effects(
        &mut self,
        fact: &'a Fact,
        act: Option<&Act>,
        line: &Line,
        whole: bool,
    ) {
        for effect in &line.effects {
            match effect {
                Effect::Case(state) => self.case_state = Some(*state),
                Effect::Person(subject, state) => {
                    let was = self.someone(*subject).state;
                    let ground = ground_of(fact);
                    let one = self.someone(*subject);
                    one.state = Some(*state);
                    if *state == AccusedState::Suspended && was != Some(AccusedState::Suspended) {
                        one.suspended_in = one.place.and_then(Place::suspended);
                        one.ground = ground;
                    }
                }
                _ => {}
            }
        }
        if let Some(act) = act {
            let named = charges_of(fact);
            match (whole, fact.subject) {
                (true, _) => charge(&mut self.case_charges, &mut None, act.charges, named),
                (false, Some(subject)) => {
                    let one = self.someone(subject);
                    charge(&mut one.charges, &mut one.pending, act.charges, named);
                }
                (false, None) => {}
            }
        }
        if fact.kind.starts_with("case.indicted") {
            for one in self.people.values_mut() {
                one.indicted.clone_from(&one.charges);
            }
        }
        if let Some(subject) = fact.subject {
            let is_measure = act.is_some_and(|act| act.measure.is_some() || !act.closes.is_empty());
            if is_measure || is_of_held(&fact.kind) || fact.text("arrest_kind").is_some() {
                self.someone(subject)
                    .held
                    .take(fact, act, &line.effects, subject);
            }
        }
        if fact.text("main_penalty") == Some("tu_hinh")
            && let Some(subject) = fact.subject
        {
            self.someone(subject).held.is_condemned = true;
        }
    }

    pub(super) fn someone(&mut self, subject: Uuid) -> &mut Accused {
        let order = self.people.len();
        self.people.entry(subject).or_insert_with(|| Accused {
            order,
            ..Accused::default()
        })
    }
}

fn charge(
    charges: &mut Vec<Charge>,
    pending: &mut Option<(bool, Vec<Charge>)>,
    how: ChargeEffect,
    named: Vec<Charge>,
) {
    let merge = |charges: &mut Vec<Charge>, is_added: bool, named: Vec<Charge>| {
        if named.is_empty() {
            return;
        }
        if !is_added {
            *charges = named;
            return;
        }
        for one in named {
            if !charges.contains(&one) {
                charges.push(one);
            }
        }
    };
    match how {
        ChargeEffect::None => {}
        ChargeEffect::SetWhenApproved => *pending = Some((false, named)),
        ChargeEffect::AddWhenApproved => *pending = Some((true, named)),
        ChargeEffect::Discard => *pending = None,
        ChargeEffect::Apply => {
            let (is_added, named) = pending.take().unwrap_or((false, named));
            merge(charges, is_added, named);
        }
        ChargeEffect::Add => merge(charges, true, named),
        ChargeEffect::Set => merge(charges, false, named),
    }
}
