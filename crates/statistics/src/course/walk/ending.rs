//! Các sự kiện không làm chuyển trạng thái: noted, so that kept figures look again.

use law::catalogue::ChargeEffect;
use law::{Fact, Law};

use super::Walk;
use super::kind::{is_about_all, is_of_held};
use crate::course::{Course, Marks, Step, sentence};
use crate::telling::corrected;

impl<'a> Walk<'a> {
    /// Facts that changed figures without a move of their own are noted, so that kept figures look again.
    pub(super) fn finish(mut self) -> Course {
        let open = std::mem::take(&mut self.open);
        self.out.stays.extend(open.into_values());
        self.out
            .stays
            .sort_by_key(|stay| (stay.from_at, stay.subject, stay.state));
        let first = self
            .out
            .steps
            .iter()
            .map(|step| step.at)
            .min()
            .unwrap_or(i64::MAX);
        let mut units: Vec<String> = self
            .out
            .steps
            .iter()
            .map(|step| step.unit.clone())
            .collect();
        units.sort_unstable();
        units.dedup();
        let counted: Vec<i64> = self.out.steps.iter().map(|step| step.seq).collect();
        for fact in self
            .all
            .iter()
            .filter(|fact| is_told(self.law, fact) && !counted.contains(&fact.seq))
        {
            let mut places = units.clone();
            places.push(fact.unit.clone());
            places.extend(
                corrected(self.all, fact)
                    .iter()
                    .map(|older| older.unit.clone()),
            );
            places.sort_unstable();
            places.dedup();
            let mut touches = self.touches(fact);
            if is_about_all(fact)
                || corrected(self.all, fact)
                    .iter()
                    .any(|older| is_about_all(older))
            {
                touches = touches.min(first);
            }
            for unit in places {
                self.out.steps.push(Step {
                    unit,
                    subject: fact.subject,
                    fact: fact.id,
                    event: "noted",
                    at: fact.effective.at_utc_ms(),
                    leaves: "",
                    enters: "",
                    marks: Marks::default(),
                    origin_at: self.origin_at,
                    page: None,
                    seq: fact.seq,
                    touches_at: touches,
                    recorded_at: fact.recorded_at,
                });
            }
        }
        self.out
    }
}

/// Whether a fact that moves nothing may change figures all the same.
fn is_told(law: &Law, fact: &Fact) -> bool {
    if fact.replaces.is_some() || is_about_all(fact) || sentence::is_verdict(&fact.kind) {
        return true;
    }
    let Some(act) = law.acts.on(&fact.kind, fact.effective.on) else {
        return false;
    };
    act.charges != ChargeEffect::None
        || act.measure.is_some()
        || !act.extends.is_empty()
        || is_of_held(&fact.kind)
}
