//! Vào, ra nơi tạm giữ, tạm giam.

use std::collections::BTreeMap;

use law::Fact;
use law::catalogue::AccusedState;
use uuid::Uuid;

use super::Walk;
use super::kind::yes;
use crate::course::held::Held;
use crate::course::place::stage_of;
use crate::course::sentence;

impl<'a> Walk<'a> {
    /// Vào, ra nơi tạm giữ, tạm giam.
    pub(super) fn pass(&mut self, fact: &'a Fact, was: &BTreeMap<Uuid, Held>) {
        let stage = stage_of(self.case_state);
        let ids: Vec<Uuid> = self.people.keys().copied().collect();
        for subject in ids {
            let Some(one) = self.people.get(&subject) else {
                continue;
            };
            if one.hidden.is_some() {
                continue;
            }
            let before = was.get(&subject).cloned().unwrap_or_default();
            let is_charged = self.told.iter().any(|told| {
                told.subject == Some(subject)
                    && told.kind.starts_with("accused.initiated")
                    && told.effective.on <= fact.effective.on
            });
            let is_ended = matches!(
                one.state,
                Some(AccusedState::Terminated | AccusedState::Annulled)
            );
            let (due, passings) = (
                before.due(),
                one.held.passings(&before, fact, is_charged, is_ended),
            );
            for passing in passings {
                let mut marks = self.marks(Some(subject), stage);
                marks.ground = passing.ground.to_owned();
                marks.overdue = yes(!passing.leaves.is_empty() && self.at >= due);
                if passing.ground == "hdxx" {
                    marks.result = sentence::verdict(&self.told, subject, fact)
                        .map_or("", released_with)
                        .to_owned();
                }
                self.step(
                    fact,
                    Some(subject),
                    passing.event,
                    passing.leaves,
                    passing.enters,
                    marks,
                );
            }
        }
    }
}

/// Why a trial panel lets somebody go.
fn released_with(verdict: &Fact) -> &'static str {
    match sentence::penalty(verdict) {
        "khong_toi" => "khong_pham_toi",
        "mien_tnhs" | "mien_hinh_phat" => "mien",
        "an_treo" => "an_treo",
        "canh_cao" | "phat_tien" | "cai_tao" | "truc_xuat" => "khong_phai_tu",
        _ => "het_han_tu",
    }
}
