//! Văn bản và tội danh được đếm: papers, and one line per defendant and offence.

use chrono::NaiveDate;
use criminal::rules::charges::charges_of;
use law::Fact;

use super::Walk;
use crate::course::place::stage_of;
use crate::course::{acts, sentence};

impl<'a> Walk<'a> {
    pub(super) fn count_papers(&mut self, fact: &'a Fact, came: Option<NaiveDate>) {
        if came.is_some() {
            return;
        }
        if let Some(word) = acts::counted(fact) {
            let stage = match (self.case_place, self.case_state) {
                (Some(place), _) => place.stage(),
                (None, None) => "report",
                (None, state) => stage_of(state),
            };
            let mut marks = self.marks(fact.subject, stage);
            marks.result = acts::answer(fact, &self.told).to_owned();
            let holder = std::mem::replace(&mut self.unit, fact.unit.clone());
            let appeal = self.appeal_unit.take();
            self.step(fact, fact.subject, word, "", "", marks);
            self.appeal_unit = appeal;
            self.unit = holder;
        }
    }

    /// Một bị cáo, một tội danh.
    pub(super) fn sentence(&mut self, fact: &'a Fact) {
        let Some(subject) = fact.subject else { return };
        let one = self.people.get(&subject);
        let known = one.map(|one| one.charges.clone()).unwrap_or_default();
        let indicted = one.map(|one| one.indicted.clone()).unwrap_or_default();
        let named = charges_of(fact);
        let judged = if named.is_empty() { known } else { named };
        let mut seen: Vec<&str> = Vec::new();
        for charge in &judged {
            // Two clauses of one article are one line of the form.
            if seen.contains(&charge.article.as_str()) {
                continue;
            }
            seen.push(&charge.article);
            let mut marks = self.marks(Some(subject), "trial");
            self.offence(std::slice::from_ref(charge), &mut marks);
            marks.result = sentence::penalty(fact).to_owned();
            marks.ground = sentence::compared(self.law, charge, &indicted).to_owned();
            self.step(fact, Some(subject), "sentence", "", "", marks);
        }
    }
}
