//! Khoảng thời gian tồn: every stretch is brought up to where things stand now.

use law::Fact;
use uuid::Uuid;

use super::{Key, Walk};
use crate::course::place::stage_of;
use crate::course::{Marks, Stay};
use crate::life::FAR;
use crate::telling::page_of;

impl<'a> Walk<'a> {
    /// Brings every stretch up to where things stand now.
    pub(super) fn settle(&mut self, fact: &'a Fact) {
        let mut wanted: Vec<(Key, &'static str, i64, Marks)> = Vec::new();
        let stage = stage_of(self.case_state);
        if let Some(place) = self.case_place.filter(|_| self.case_hidden.is_none()) {
            let due = self.due(place);
            let mut marks = self.marks(None, place.stage());
            if !place.is_running() {
                marks.ground.clone_from(&self.case_ground);
            }
            wanted.push(((0, None), place.of_case(), due, marks));
        }
        let ids: Vec<Uuid> = self.people.keys().copied().collect();
        for subject in ids {
            let Some(one) = self.people.get(&subject).filter(|one| one.hidden.is_none()) else {
                continue;
            };
            let (place, held, due) = (one.place, one.held.place(), one.held.due());
            let (ground, is_condemned) = (one.ground.clone(), one.held.is_condemned);
            if let Some(place) = place {
                let mut marks = self.marks(Some(subject), place.stage());
                if !place.is_running() {
                    marks.ground = ground;
                }
                wanted.push(((1, Some(subject)), place.of_accused(), FAR, marks));
            }
            if let Some(held) = held {
                let mut marks = self.marks(Some(subject), stage);
                if is_condemned {
                    marks.result = "tu_hinh".to_owned();
                }
                wanted.push(((2, Some(subject)), held.code(), due, marks));
            }
        }
        let unit = self.holder();
        let gone: Vec<Key> = self
            .open
            .keys()
            .filter(|key| !wanted.iter().any(|(known, ..)| known == *key))
            .copied()
            .collect();
        for key in gone {
            self.close(key);
        }
        for (key, state, due_at, marks) in wanted {
            let stay = Stay {
                // A case on its way stands in the list of who sent it.
                unit: unit.clone(),
                subject: key.1,
                fact: fact.id,
                state,
                from_at: self.at,
                to_at: FAR,
                due_at,
                marks: Marks {
                    stage: marks.stage,
                    article: marks.article,
                    legal: marks.legal,
                    ground: marks.ground,
                    result: marks.result,
                    ..Marks::default()
                },
                page: page_of(fact),
            };
            let is_same = self.open.get(&key).is_some_and(|open| {
                open.unit == stay.unit
                    && open.state == stay.state
                    && open.due_at == stay.due_at
                    && open.marks == stay.marks
            });
            if !is_same {
                // What only changes its limit or its offence began where it began.
                let began = self
                    .open
                    .get(&key)
                    .filter(|open| open.state == stay.state && open.unit == stay.unit)
                    .map(|open| open.fact);
                self.close(key);
                self.open.insert(
                    key,
                    Stay {
                        fact: began.unwrap_or(stay.fact),
                        ..stay
                    },
                );
            }
        }
    }

    fn close(&mut self, key: Key) {
        if let Some(mut stay) = self.open.remove(&key) {
            stay.to_at = self.at;
            if stay.from_at < stay.to_at {
                self.out.stays.push(stay);
            }
        }
    }
}
