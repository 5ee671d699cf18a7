//! Nội dung của một lần chuyển: what the fact itself says about a move.

use criminal::rules::charges::charges_of;
use law::Fact;
use uuid::Uuid;

use super::Walk;
use super::kind::{ground_of, is_answer, yes};
use crate::course::place::Place;
use crate::course::{Marks, sentence};
use crate::telling::decider_of;

impl<'a> Walk<'a> {
    /// What the fact itself says about a move.
    pub(super) fn tell(
        &self,
        fact: &'a Fact,
        subject: Option<Uuid>,
        kind: &str,
        before: Option<Place>,
        marks: &mut Marks,
    ) {
        match kind {
            "opened" => {
                marks.decider = decider_of(fact, "CAND");
                let asked = fact
                    .body
                    .get("at_vks_request")
                    .and_then(|value| value.as_bool());
                marks.requested = yes(asked.unwrap_or(false) || self.is_requested);
            }
            "suspended" | "terminated" => marks.ground = ground_of(fact),
            "returned_by_court" => marks.result = self.return_answer(fact).to_owned(),
            "appeal_docketed" => marks.ground = self.appeal_source(fact).to_owned(),
            "appeal_tried" => marks.result = appeal_result(fact).to_owned(),
            _ => {}
        }
        if kind == "terminated" && self.is_withdrawn && before == Some(Place::Trial) {
            marks.ground = "rut_truy_to".to_owned();
        }
        if kind == "tried" {
            match subject {
                None => marks.ground = if self.is_simplified { "rut_gon" } else { "" }.to_owned(),
                Some(subject) => self.tell_verdict(fact, subject, marks),
            }
        }
    }

    fn tell_verdict(&self, fact: &Fact, subject: Uuid, marks: &mut Marks) {
        let Some(verdict) = sentence::verdict(&self.told, subject, fact) else {
            return;
        };
        marks.result = sentence::result(verdict).to_owned();
        let judged = charges_of(verdict);
        if judged.is_empty() {
            return;
        }
        self.offence(&judged, marks);
        let indicted = self.people.get(&subject).map(|one| &one.indicted);
        let is_other = indicted.is_some_and(|indicted| {
            !indicted.is_empty()
                && judged
                    .iter()
                    .any(|charge| indicted.iter().all(|known| known.article != charge.article))
        });
        marks.ground = if is_other { "khac_toi_danh" } else { "" }.to_owned();
    }

    /// Whether the procuracy accepted what the court asked for: by its next act on the return.
    fn return_answer(&self, fact: &Fact) -> &'static str {
        let mut answers = self
            .told
            .iter()
            .filter(|one| is_answer(&one.kind) && one.effective.on >= fact.effective.on);
        match answers.next().map(|one| one.kind.as_str()) {
            None => "",
            Some("indictment.kept_after_return") => "khong",
            Some(_) => "chap_nhan",
        }
    }

    fn appeal_source(&self, fact: &Fact) -> &'static str {
        let has = |kinds: &[&str]| {
            self.told.iter().any(|one| {
                kinds.contains(&one.kind.as_str()) && one.effective.on <= fact.effective.on
            })
        };
        let appeal = has(&[
            "appeal.received",
            "appeal.postmarked",
            "appeal.handed_to_warden",
        ]);
        match (appeal, has(&["protest.issued"])) {
            (true, true) => "ca_hai",
            (true, false) => "khang_cao",
            (false, true) => "khang_nghi",
            (false, false) => "",
        }
    }
}

fn appeal_result(fact: &Fact) -> &'static str {
    match fact.kind.as_str() {
        "appellate.quashed_for_reinvestigation" => "huy_dieu_tra_lai",
        "appellate.quashed_for_retrial" => "huy_xet_xu_lai",
        "appellate.quashed_and_terminated" => "huy_dinh_chi",
        _ => match fact.text("appellate_result") {
            Some("giu_nguyen") => "giu_nguyen",
            Some("sua_nhe") => "sua_nhe",
            Some("sua_nang") => "sua_nang",
            Some("sua_khac") => "sua_khac",
            _ => "",
        },
    }
}
