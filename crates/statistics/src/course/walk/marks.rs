//! Thuộc tính của một bước: offence, severity and traits, as they are at this moment.

use law::Charge;
use law::catalogue::AccusedState;
use uuid::Uuid;

use super::{Accused, Walk};
use crate::course::Marks;
use crate::course::person::Traits;
use crate::group::gravest;

impl<'a> Walk<'a> {
    pub(super) fn offence(&self, charges: &[Charge], marks: &mut Marks) {
        if let Some(gravest) = gravest(self.law, charges) {
            marks.article.clone_from(&gravest.article);
            marks.severity = self
                .law
                .penal
                .severity(gravest)
                .map_or("", |class| class.code())
                .to_owned();
        }
    }

    /// The attributes of the case or of one accused, as they are at this moment.
    pub(super) fn marks(&mut self, subject: Option<Uuid>, stage: &str) -> Marks {
        let mut marks = Marks {
            stage: stage.to_owned(),
            ..Marks::default()
        };
        match subject {
            None => {
                let is_in = |one: &&Accused| {
                    one.is_counted
                        && !matches!(
                            one.state,
                            Some(AccusedState::Annulled | AccusedState::MovedToOtherCase)
                        )
                };
                let mut accused: Vec<&Accused> = self.people.values().filter(is_in).collect();
                accused.sort_by_key(|one| one.order);
                let first = accused
                    .iter()
                    .map(|one| &one.charges)
                    .find(|charges| !charges.is_empty());
                let charges = first.unwrap_or(&self.case_charges).clone();
                self.offence(&charges, &mut marks);
            }
            Some(subject) => {
                let charges = self
                    .people
                    .get(&subject)
                    .map(|one| one.charges.clone())
                    .unwrap_or_default();
                self.offence(&charges, &mut marks);
                if !self.traits.contains_key(&subject) {
                    let traits = Traits::of(&self.told, subject);
                    self.traits.insert(subject, traits);
                }
                if let Some(traits) = self.traits.get(&subject) {
                    traits.mark(&mut marks);
                }
            }
        }
        marks
    }
}
