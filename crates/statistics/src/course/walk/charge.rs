//! Nơi thụ lý và việc Tòa án trả hồ sơ: which unit holds the case, and what came back from court.

use chrono::NaiveDate;
use criminal::standing::takes_charge;
use law::Fact;
use uuid::Uuid;

use super::Walk;
use super::crossing::event;
use crate::course::place::{CourtReturn, Place};

impl<'a> Walk<'a> {
    /// Nơi thụ lý: the unit that took the case last; between units it is in transit.
    pub(super) fn take_charge(&mut self, fact: &'a Fact, came: Option<NaiveDate>) {
        if matches!(
            fact.kind.as_str(),
            "case.transfer_decided" | "case.competence_transferred"
        ) && came.is_none()
        {
            self.in_transit = true;
        }
        if !takes_charge(fact) && fact.kind != "case.initiated" {
            return;
        }
        let is_arrival = fact.kind == "case.received_by_competent_vks" || fact.unit != self.unit;
        if !is_arrival {
            return;
        }
        let was_sent = self.in_transit || self.case_place == Some(Place::Transit);
        self.in_transit = false;
        if fact.unit == self.unit || self.case_place == Some(Place::Appeal) {
            return;
        }
        if was_sent || self.case_place.is_none() {
            self.unit.clone_from(&fact.unit);
            return;
        }
        // Taken over without a transfer, after a merger or because nobody recorded one.
        self.move_over(fact);
    }

    fn move_over(&mut self, fact: &'a Fact) {
        let places: Vec<(Option<Uuid>, Place)> = self
            .case_place
            .filter(|_| self.case_hidden.is_none())
            .map(|place| (None, place))
            .into_iter()
            .chain(
                self.people
                    .iter()
                    .filter(|(_, one)| one.hidden.is_none())
                    .filter_map(|(id, one)| Some((Some(*id), one.place?))),
            )
            .collect();
        for (side, is_in) in [("moved_out", false), ("moved_in", true)] {
            if is_in {
                self.unit.clone_from(&fact.unit);
            }
            for (subject, place) in &places {
                let code = if subject.is_some() {
                    place.of_accused()
                } else {
                    place.of_case()
                };
                let (leaves, enters) = if is_in { ("", code) } else { (code, "") };
                let marks = self.marks(*subject, place.stage());
                self.step(fact, *subject, event(*subject, side), leaves, enters, marks);
            }
        }
    }

    /// Tòa án trả hồ sơ: counted when the procuracy accepts it, by doing it itself or by passing it on.
    pub(super) fn answer_return(&mut self, fact: &'a Fact, came: Option<NaiveDate>) {
        let is_shown = came.is_none() && self.case_hidden.is_none();
        match fact.kind.as_str() {
            "court.returned_for_supplement" => self.back = CourtReturn::Asked,
            "case.returned"
            | "court.docketed"
            | "court.file_back_after_supplement"
            | "indictment.kept_after_return"
            | "vks.case_file_received" => self.back = CourtReturn::None,
            "supplement.done_by_vks" if self.back == CourtReturn::Asked => {
                self.back = CourtReturn::Accepted;
                if is_shown {
                    self.shift(fact, "court_return_accepted", self.replaced());
                }
            }
            "supplement.passed_to_cqdt" | "supplement.file_received_by_cqdt"
                if matches!(self.back, CourtReturn::Asked | CourtReturn::Accepted) =>
            {
                if self.back == CourtReturn::Asked && is_shown {
                    self.back = CourtReturn::Accepted;
                    self.shift(fact, "court_return_accepted", self.replaced());
                }
                self.back = CourtReturn::PassedDown;
                if is_shown {
                    self.shift(fact, "passed_down", self.replaced());
                }
            }
            _ => {}
        }
    }
}
