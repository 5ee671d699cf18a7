//! Danh mục hành vi tố tụng: the catalogue of legal acts, read from the dated rows of `data/acts`.
//!
//! To add a legal act is to add a row. A row says who issues it, what it changes in the states of [`states`],
//! which clocks it starts, extends or ends, where it shows, and which fields its entry form has.

mod act;
mod conditions;
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
pub use pictures::generate_state_pictures;
pub use states::{AccusedState, CaseState, MeasureKind, MeasureStatus, ReportState, State};

/// The data files of the catalogue, as built into the program.
pub const FILES: &[(&str, &str)] = &[
    (
        "acts/fields.toml",
        include_str!("../../data/acts/fields.toml"),
    ),
    (
        "acts/report.toml",
        include_str!("../../data/acts/report.toml"),
    ),
    (
        "acts/opening.toml",
        include_str!("../../data/acts/opening.toml"),
    ),
    (
        "acts/custody.toml",
        include_str!("../../data/acts/custody.toml"),
    ),
    (
        "acts/detention.toml",
        include_str!("../../data/acts/detention.toml"),
    ),
    (
        "acts/measures.toml",
        include_str!("../../data/acts/measures.toml"),
    ),
    (
        "acts/investigation.toml",
        include_str!("../../data/acts/investigation.toml"),
    ),
    (
        "acts/prosecution.toml",
        include_str!("../../data/acts/prosecution.toml"),
    ),
    (
        "acts/records.toml",
        include_str!("../../data/acts/records.toml"),
    ),
    (
        "acts/steps.toml",
        include_str!("../../data/acts/steps.toml"),
    ),
];

/// Danh mục hành vi tố tụng: every kind of legal act the system can record.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    acts: Vec<Act>,
    steps: Vec<Step>,
    by_id: HashMap<String, Vec<usize>>,
}

impl Catalogue {
    /// Reads the catalogue from pairs of file name and TOML text.
    pub fn parse(files: &[(&str, &str)]) -> Result<Catalogue, DataError> {
        let read = reading::read(files)?;
        let mut by_id: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, act) in read.acts.iter().enumerate() {
            by_id.entry(act.id.clone()).or_default().push(index);
        }
        Ok(Catalogue {
            acts: read.acts,
            steps: read.steps,
            by_id,
        })
    }

    /// Refuses the catalogue when it names a clock family for which the table of limits has no row.
    ///
    /// `knows` is asked for a family such as `INV`, which a row `INV-NT` satisfies, or a whole rule id.
    pub fn check_clocks(&self, knows: impl Fn(&str) -> bool) -> Result<(), DataError> {
        for act in &self.acts {
            let started = act.starts.iter().map(|start| &start.family);
            let named = started
                .chain(&act.extends)
                .chain(&act.suspends)
                .chain(&act.ends);
            let turned = act.turns.iter().flat_map(|(from, to)| [from, to]);
            for family in named.chain(turned) {
                if family != "*" && !knows(family) {
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
        let rows = self.by_id.get(id)?;
        let valid = rows
            .iter()
            .map(|&index| &self.acts[index])
            .find(|act| act.is_valid_on(day));
        valid.or_else(|| rows.first().map(|&index| &self.acts[index]))
    }

    /// The newest row of the act with this id.
    pub fn get(&self, id: &str) -> Option<&Act> {
        self.by_id
            .get(id)?
            .iter()
            .map(|&index| &self.acts[index])
            .max_by_key(|act| act.valid_from)
    }

    /// Every row, in the order of the data files.
    pub fn all(&self) -> &[Act] {
        &self.acts
    }

    /// The next lawful steps of a clock family.
    pub fn step(&self, family: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.clock == family)
    }

    /// Every next-step row.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}

#[cfg(test)]
mod tests;
