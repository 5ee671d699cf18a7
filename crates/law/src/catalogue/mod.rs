//! Danh mục hành vi tố tụng: the catalogue of legal acts, read from the dated rows of `data/acts`.
//!
//! To add a legal act is to add a row. A row says who issues it, what it changes in the states of [`states`],
//! which clocks it starts, extends or ends, where it shows, and which fields its entry form has.

mod act;
mod conditions;
mod list;
mod pictures;
mod reading;
mod states;

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::DataError;

pub use act::{
    Act, Agency, ChargeEffect, Field, FieldKind, Reading, Scope, Series, Stage, Step, VksRole,
};
pub use conditions::{Condition, Lawful, Move, Start};
pub use list::generate_act_list;
pub use pictures::generate_state_pictures;
pub use states::{AccusedState, CaseState, MeasureKind, MeasureStatus, ReportState, State};

/// Danh mục hành vi tố tụng: every kind of legal act the system can record.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    acts: Vec<Act>,
    steps: Vec<Step>,
    by_id: HashMap<String, Vec<usize>>,
    enders: HashMap<String, usize>,
}

impl Catalogue {
    /// Reads the catalogue from pairs of file name and TOML text.
    pub fn parse(files: &[(&str, &str)]) -> Result<Catalogue, DataError> {
        let read = reading::read(files)?;
        let mut by_id: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, act) in read.acts.iter().enumerate() {
            by_id.entry(act.id.clone()).or_default().push(index);
        }
        let mut enders = HashMap::new();
        for (index, act) in read.acts.iter().enumerate() {
            for end in &act.ends {
                enders.entry(end.family.clone()).or_insert(index);
            }
        }
        Ok(Catalogue {
            acts: read.acts,
            steps: read.steps,
            by_id,
            enders,
        })
    }

    /// Refuses the catalogue when it names a clock family for which the table of limits has no row.
    ///
    /// `knows` is asked for a family such as `INV`, which a row `INV-NT` satisfies, or a whole rule id.
    pub fn check_clocks(&self, knows: impl Fn(&str) -> bool) -> Result<(), DataError> {
        for act in &self.acts {
            let started = act.starts.iter().chain(&act.ends);
            let named = started
                .map(|start| &start.family)
                .chain(&act.extends)
                .chain(&act.suspends)
                .chain(&act.settles);
            let turned = act.turns.iter().flat_map(|(from, to)| [from, to]);
            for family in named.chain(turned) {
                let is_open = family == "*" || family.starts_with("field:");
                if !is_open && !knows(family) {
                    let why = format!(
                        "names the clock “{family}”, which the table of limits does not have"
                    );
                    return Err(DataError::at(&act.file, format!("act {}", act.id), why));
                }
            }
        }
        for step in &self.steps {
            for family in step.request.iter().chain([&step.clock]) {
                if !knows(family) {
                    let why = format!(
                        "names the clock “{family}”, which the table of limits does not have"
                    );
                    return Err(DataError::at(
                        "acts/steps.toml",
                        format!("step {}", step.clock),
                        why,
                    ));
                }
            }
        }
        Ok(())
    }

    /// The act with this id as it stands in law on a day; before its first day, its earliest row.
    pub fn on(&self, id: &str, day: NaiveDate) -> Option<&Act> {
        self.ranked_on(id, day).map(|(_, act)| act)
    }

    /// The newest row of the act with this id.
    pub fn get(&self, id: &str) -> Option<&Act> {
        self.by_id
            .get(id)?
            .iter()
            .map(|&index| &self.acts[index])
            .max_by_key(|act| act.valid_from)
    }

    /// The act with this id on a day, with its place in the order of the procedure, by which acts of one day are sorted.
    pub fn ranked_on(&self, id: &str, day: NaiveDate) -> Option<(usize, &Act)> {
        let rows = self.by_id.get(id)?;
        let valid = rows
            .iter()
            .copied()
            .find(|&index| self.acts[index].is_valid_on(day));
        let index = valid.or_else(|| rows.first().copied())?;
        Some((index, &self.acts[index]))
    }

    /// Every row, in the order of the data files.
    pub fn all(&self) -> &[Act] {
        &self.acts
    }

    /// The next lawful steps of a clock family.
    pub fn step(&self, family: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.clock == family)
    }

    /// The first act of the procedure that ends a clock family.
    pub fn ender(&self, family: &str) -> Option<&Act> {
        self.enders.get(family).map(|&index| &self.acts[index])
    }

    /// The act that ends a clock as the law means it: the one its step names, else the first of the procedure that ends it.
    /// A limit of the simplified procedure is met by the act that meets the ordinary one.
    pub fn usual_end(&self, family: &str) -> Option<&Act> {
        let named = self.step(family).map(|step| step.finish.as_str());
        match named {
            Some(act) => self.get(act),
            None => self
                .ender(family)
                .or_else(|| self.usual_end(self.ordinary(family)?)),
        }
    }

    /// The ordinary limit in whose place one of the simplified procedure stands.
    fn ordinary(&self, short: &str) -> Option<&str> {
        let turns = &self.get("simplified.decided")?.turns;
        turns
            .iter()
            .find(|(_, to)| to == short)
            .map(|(from, _)| from.as_str())
    }

    /// Whether two families are one duty: the ordinary limit and that of the simplified procedure (BLTTHS Đ.456–464).
    pub fn is_same_duty(&self, named: &str, running: &str) -> bool {
        named == running || self.simplified(named) == Some(running)
    }

    /// The limit of the simplified procedure that stands in the place of an ordinary one.
    pub fn simplified(&self, family: &str) -> Option<&str> {
        let turns = &self.get("simplified.decided")?.turns;
        turns
            .iter()
            .find(|(from, _)| from == family)
            .map(|(_, to)| to.as_str())
    }

    /// Every next-step row.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}

#[cfg(test)]
mod tests;
