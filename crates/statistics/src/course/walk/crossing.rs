//! Chuyển trạng thái thụ lý: everybody moves to where they stand after a fact.

use law::Fact;
use law::catalogue::{AccusedState, CaseState};
use uuid::Uuid;

use super::kind::yes;
use super::{Accused, Walk};
use crate::course::place::{Place, goes_along, named, place_of};
use crate::course::words;

impl<'a> Walk<'a> {
    pub(super) fn replaced(&self) -> Option<Place> {
        let place = place_of(self.case_state?, self.back)?;
        Some(if self.in_transit {
            Place::Transit
        } else {
            place
        })
    }

    fn place_for(&self, one: &Accused, case: Option<Place>) -> Option<Place> {
        let state = one.state?;
        // With the opening decision every charge falls, suspended or not.
        if self.case_state == Some(CaseState::Annulled) {
            return None;
        }
        if state == AccusedState::Suspended {
            let stands = one.suspended_in.or(case.and_then(Place::suspended));
            return if case == Some(Place::Transit) {
                case
            } else {
                stands
            };
        }
        if goes_along(state, case) { case } else { None }
    }

    /// Moves the case and everybody in it to where they stand after a fact.
    pub(super) fn go_on(&mut self, fact: &'a Fact) {
        let after = self.replaced();
        let kind = named(&fact.kind);
        if fact.kind == "appellate.docketed" {
            self.appeal_unit = Some(fact.unit.clone());
        }
        self.shift(fact, kind, after);
        if after != Some(Place::Appeal) {
            self.appeal_unit = None;
        }
    }

    pub(super) fn shift(&mut self, fact: &'a Fact, kind: &str, after: Option<Place>) {
        if self.case_hidden.is_none() && self.case_place != after {
            self.show_case(fact, kind);
        }
        let ids: Vec<Uuid> = self.people.keys().copied().collect();
        for subject in ids {
            if self
                .people
                .get(&subject)
                .is_some_and(|one| one.hidden.is_none())
            {
                self.show_person(fact, subject, kind);
            }
        }
    }

    pub(super) fn show_case(&mut self, fact: &'a Fact, kind: &str) {
        let after = self.replaced();
        let before = std::mem::replace(&mut self.case_place, after);
        self.crossing(fact, None, kind, before, after);
    }

    pub(super) fn show_person(&mut self, fact: &'a Fact, subject: Uuid, kind: &str) {
        let case = if self.case_hidden.is_some() {
            None
        } else {
            self.replaced()
        };
        let Some(one) = self.people.get(&subject) else {
            return;
        };
        let after = self.place_for(one, case);
        let Some(one) = self.people.get_mut(&subject) else {
            return;
        };
        let before = std::mem::replace(&mut one.place, after);
        one.is_counted |= after.is_some();
        if after.is_some() && one.state != Some(AccusedState::Suspended) {
            one.suspended_in = None;
        }
        self.crossing(fact, Some(subject), kind, before, after);
    }

    /// One move out of a stock, into one, or from one into another.
    fn crossing(
        &mut self,
        fact: &'a Fact,
        subject: Option<Uuid>,
        kind: &str,
        before: Option<Place>,
        after: Option<Place>,
    ) {
        if before == after {
            return;
        }
        let code = |place: Option<Place>| match subject {
            Some(_) => place.map_or("", Place::of_accused),
            None => place.map_or("", Place::of_case),
        };
        let (leaves, enters) = (code(before), code(after));
        let kind = match (before, after) {
            (_, Some(Place::Transit)) => "transferred_out",
            (Some(Place::Transit), Some(_)) => "transferred_in",
            _ => kind,
        };
        let word = event(subject, kind);
        let stage = match (before, after) {
            (Some(Place::Transit), Some(after)) => after.stage(),
            (Some(before), _) => before.stage(),
            (None, Some(after)) => after.stage(),
            (None, None) => "",
        };
        if word == "noted" {
            // No row of any form books it: each side is named for what it is.
            for (from, to, side) in [(leaves, "", "other_out"), ("", enters, "other_in")] {
                if !from.is_empty() || !to.is_empty() {
                    let marks = self.marks(subject, stage);
                    self.step(fact, subject, event(subject, side), from, to, marks);
                }
            }
            return;
        }
        let mut marks = self.marks(subject, stage);
        self.tell(fact, subject, kind, before, &mut marks);
        let stood = match kind {
            "transferred_out" => before,
            "transferred_in" => after,
            _ => None,
        };
        if stood.is_some_and(Place::is_running) {
            marks.result = "dang_giai_quyet".to_owned();
        }
        marks.overdue = yes(before.is_some() && self.is_late());
        if kind == "transferred_in" {
            // The sender's list of cases in transit ends where the receiver's stock begins.
            let sender = self
                .open
                .get(&(u8::from(subject.is_some()), subject))
                .map(|stay| stay.unit.clone());
            let sender = sender.unwrap_or_else(|| self.unit.clone());
            let receiver = std::mem::replace(&mut self.unit, sender);
            self.step(fact, subject, "noted", leaves, "", marks.clone());
            self.unit = receiver;
            return self.step(fact, subject, word, "", enters, marks);
        }
        let is_tried = word == "case.tried";
        let shown = is_tried.then(|| self.evidence_shown(fact)).flatten();
        let of_shown = shown.map(|shown| (shown, marks.clone()));
        self.step(fact, subject, word, leaves, enters, marks);
        if let Some((shown, marks)) = of_shown {
            self.step(shown, None, "case.evidence_shown", "", "", marks);
        }
    }
}

impl Walk<'_> {
    /// Whether the limit of the stage in which the case stood before this fact is over.
    fn is_late(&self) -> bool {
        let stay = self.open.get(&(0, None));
        stay.is_some_and(|stay| self.at >= stay.due_at)
    }
}

pub(super) fn event(subject: Option<Uuid>, kind: &str) -> &'static str {
    let object = if subject.is_some() { "accused" } else { "case" };
    words::known(&format!("{object}.{kind}")).unwrap_or("noted")
}
