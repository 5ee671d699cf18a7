//! Vụ án, bị can tách sang: what came along from another case is shown from the day it came.

use chrono::NaiveDate;
use criminal::passage::carried::carried_on;
use law::{Fact, Moment};
use uuid::Uuid;

use super::Walk;

impl<'a> Walk<'a> {
    /// What came along from another case is not shown before the day it came.
    pub(super) fn hide(&mut self, fact: &Fact, came: Option<NaiveDate>) {
        match fact.subject {
            Some(subject) => {
                let one = self.someone(subject);
                if one.place.is_none() && one.hidden.is_none() {
                    one.hidden = came;
                }
            }
            None if self.case_place.is_none() && self.case_hidden.is_none() => {
                self.case_hidden = came
            }
            None => {}
        }
    }

    /// Shows what came, once its day is reached; at the end, everything.
    pub(super) fn reveal(&mut self, next: Option<&'a Fact>) {
        let is_reached = |day: NaiveDate| match next {
            None => true,
            Some(next) => {
                next.effective.on > day || (next.effective.on == day && carried_on(next).is_none())
            }
        };
        if let Some(day) = self.case_hidden.filter(|day| is_reached(*day))
            && let Some(fact) = self.first_carried(None)
        {
            self.at = self.at.max(Moment::day(day).at_utc_ms());
            self.case_hidden = None;
            self.show_case(fact, "split_in");
            self.settle(fact);
        }
        let ready: Vec<(Uuid, NaiveDate)> = self
            .people
            .iter()
            .filter_map(|(id, one)| Some((*id, one.hidden?)))
            .filter(|(_, day)| is_reached(*day))
            .collect();
        for (subject, day) in ready {
            self.at = self.at.max(Moment::day(day).at_utc_ms());
            let Some(fact) = self.first_carried(Some(subject)) else {
                continue;
            };
            let one = self.someone(subject);
            one.hidden = None;
            self.show_person(fact, subject, "split_in");
            self.settle(fact);
        }
    }

    fn first_carried(&self, subject: Option<Uuid>) -> Option<&'a Fact> {
        let mut carried = self.told.iter().filter(|fact| carried_on(fact).is_some());
        carried.find(|fact| fact.subject == subject).copied()
    }
}
