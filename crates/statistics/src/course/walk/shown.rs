//! Trình chiếu chứng cứ tại phiên tòa: whether the trial that ends with a judgment showed something on the screen.

use criminal::passage::carried::carried_on;
use criminal::standing::end_ms;
use law::Fact;

use super::Walk;

/// Trình chiếu chứng cứ: the fact of one day of a trial.
const SHOWN: &str = "trial.evidence_shown";

impl<'a> Walk<'a> {
    /// The first day with evidence on the screen since the court took this trial up, not after the judgment. What another trial of
    /// the case showed, an appeal or the one before a new trial, belongs to that one.
    pub(super) fn evidence_shown(&self, judgment: &Fact) -> Option<&'a Fact> {
        let since = self.taken_up_at();
        let mut days = self.told.iter().copied().filter(|fact| {
            fact.kind == SHOWN
                && carried_on(fact).is_none()
                && fact.effective.on <= judgment.effective.on
                && end_ms(fact.effective) > since
        });
        days.next()
    }

    /// When the court took up the trial that runs: after the judgment before, if there was one.
    fn taken_up_at(&self) -> i64 {
        let steps = &self.out.steps;
        let before = steps.iter().rposition(|step| step.event == "case.tried");
        let since = steps.iter().skip(before.map_or(0, |at| at + 1));
        let taken = since
            .into_iter()
            .find(|step| step.subject.is_none() && step.enters == "case.trial");
        taken.map_or(i64::MIN, |step| step.at)
    }
}
