//! Vụ việc dân sự, vụ án hành chính trên sơ đồ: the claim, the parties side by side, the line of acts.

use civil::{
    cells::moment_vi,
    rules::{Side, act, standing},
};
use law::Fact;

use super::{Pen, Words, first_of, shortened};
use crate::map::messages;

impl Pen<'_> {
    /// Yêu cầu: what is in dispute and what is asked for, as the acceptance says.
    pub(super) fn claim(&mut self, branch: &str) {
        let case = self.case;
        let Some(civil) = &case.civil else { return };
        let Some(accepted) = &civil.matter.accepted else {
            return;
        };
        for (field, label) in [("relation", "Quan hệ tranh chấp"), ("claim", "Yêu cầu")] {
            let said = accepted.text(field).unwrap_or_default();
            if said.trim().is_empty() {
                continue;
            }
            let words = shortened(&format!("{label}: {said}"));
            let one = Words::claim(self.key(field), words, self.page_of(accepted, field));
            let href = self.fact_href(accepted);
            self.put(branch, one.from(messages::FROM_FACT, href));
        }
    }

    /// Đương sự: each side with those who stand on it.
    pub(super) fn civil_parties(&mut self, branch: &str) {
        let case = self.case;
        let Some(civil) = &case.civil else { return };
        let matter = &civil.matter;
        for side in Side::ALL {
            let mut group = None;
            for party in matter.parties.iter().filter(|party| party.side == side) {
                let parent = match &group {
                    Some(parent) => String::clone(parent),
                    None => {
                        let key = self.key(format_args!("side:{}", side.id()));
                        let key = self.put(branch, Words::group(key, side.vi(matter.kind)));
                        group.insert(key).clone()
                    }
                };
                let fact = civil.fact(party.fact);
                let pages = fact.map_or_else(Vec::new, |fact| self.page_of(fact, "name"));
                let key = self.key(format_args!("person:{}", party.id));
                let one = Words::claim(key, party.name.clone(), pages);
                let href = self.matter_href();
                self.put(&parent, one.from(messages::FROM_PERSON, href));
            }
        }
    }

    /// Tố tụng: the acts in the order of their days; parties are told elsewhere.
    pub(super) fn civil_acts(&mut self, branch: &str) {
        let case = self.case;
        let Some(civil) = &case.civil else { return };
        let mut line: Vec<&Fact> = standing(&civil.facts)
            .filter(|fact| fact.kind != "civil.party_described")
            .collect();
        line.sort_by_key(|fact| (fact.effective, fact.seq));
        for fact in line {
            let Some(act) = act(&fact.kind) else { continue };
            let number = fact.number.as_deref();
            let number = number.map_or_else(String::new, |number| format!(", số {number}"));
            let words = format!("{}: {}{number}", moment_vi(fact.effective), act.label);
            let key = self.key(format_args!("fact:{}", first_of(&civil.facts, fact)));
            let one = Words::claim(key, words, self.pages(fact));
            let href = self.fact_href(fact);
            self.put(branch, one.from(messages::FROM_FACT, href));
        }
    }
}
