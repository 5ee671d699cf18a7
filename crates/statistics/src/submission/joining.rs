//! Gộp của đơn vị cấp trên: the sets the units below have sent, and the facts of those that have not; nobody picks files.
//!
//! A figure is the sum of the units. Rows that count a source once, however often something was done, do not add up: they are counted
//! again as one unit, as far as every part was counted in this installation.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use people::{Units, units::Level};
use uuid::Uuid;

use super::content::{Cell, Content, Contributor, Frozen};
use super::set::{self, Set};
use crate::form::{Form, What};
use crate::{Period, Scope};

/// The units directly below a unit that send their own sets: regions of a province, provinces of the nation.
pub fn senders<'u>(units: &'u Units, unit: &str, day: NaiveDate) -> Vec<&'u people::units::Unit> {
    let own = units.covers(unit, day).unit_keys().clone();
    let below = units.children(unit, day).into_iter();
    below
        .filter(|child| !own.contains(&child.key))
        .filter(|child| {
            matches!(
                child.level,
                Level::Province | Level::Region | Level::High | Level::District
            )
        })
        .collect()
}

/// Whether a unit joins others when it sends.
pub fn joins(units: &Units, unit: &str, day: NaiveDate) -> bool {
    !senders(units, unit, day).is_empty()
}

/// The unit to which a unit sends.
pub fn superior(units: &Units, unit: &str, day: NaiveDate) -> Option<String> {
    let above = units.ancestors(unit, day);
    above.first().map(|unit| unit.key.clone())
}

/// Phần gộp: who has sent for a period, and who has not.
pub struct Joint {
    /// The sets that are added.
    pub sets: Vec<Set>,
    /// Every unit below with its set.
    pub parts: Vec<Contributor>,
    /// Those without one.
    pub gaps: Vec<Contributor>,
    /// The unit itself and those without a set: counted from facts.
    pub rest: Scope,
}

/// Looks at every unit below, as it stood at an instant.
pub async fn joint(
    db: &db::Db,
    units: &Units,
    unit: &str,
    period: &Period,
    at: i64,
) -> Result<Joint, db::StorageError> {
    let day = period.last_day();
    let mut keys: BTreeSet<String> = units.covers(unit, day).unit_keys().clone();
    let whole = Scope::of(units, unit, true, day);
    let mut left: BTreeSet<String> = whole.keys.into_iter().collect();
    let (mut sets, mut parts, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
    for child in senders(units, unit, day) {
        let below = units.covers(&child.key, day).tree_keys().clone();
        left.retain(|key| !below.contains(key));
        let name = people::units::shortened(&child.name);
        let is_tree = joins(units, &child.key, day);
        let all = set::of_period(db, &child.key, period.from_at(), period.to_at()).await?;
        let sent = all
            .into_iter()
            .find(|set| set.is_final() && set.is_tree == is_tree && set.sent_at <= Some(at));
        let one = |set: Option<Uuid>| Contributor {
            unit: child.key.clone(),
            name: name.clone(),
            set,
        };
        match sent {
            Some(sent) => {
                parts.push(one(Some(sent.id)));
                sets.push(sent);
            }
            None => {
                gaps.push(one(None));
                keys.extend(below);
            }
        }
    }
    // Units of other kinds count with the unit itself.
    keys.extend(left);
    Ok(Joint {
        sets,
        parts,
        gaps,
        rest: Scope {
            unit: unit.to_owned(),
            is_tree: true,
            keys: keys.into_iter().collect(),
        },
    })
}

/// Adds what a unit below sent to what is there.
pub fn add(forms: &mut [Frozen], part: &Content) {
    for form in forms {
        let Some(sent) = part.forms.iter().find(|one| one.id == form.id) else {
            continue;
        };
        for cell in &sent.cells {
            let is_same = |one: &&mut Cell| one.row == cell.row && one.column == cell.column;
            match form.cells.iter_mut().find(is_same) {
                Some(there) => {
                    there.value = match (there.value, cell.value) {
                        (Some(a), Some(b)) => Some(a + b),
                        (a, b) => a.or(b),
                    };
                    there.late += cell.late;
                    there.adjusted += cell.adjusted;
                }
                None => form.cells.push(Cell {
                    net: None,
                    ..cell.clone()
                }),
            }
        }
    }
}

/// Puts the count as one unit beside the sum, and in its place where months of units do not add up.
pub fn compare(forms: &mut [Frozen], net: &[Frozen], definitions: &[&Form], is_all_here: bool) {
    for form in forms {
        let Some(once) = net.iter().find(|one| one.id == form.id) else {
            continue;
        };
        let definition = definitions.iter().find(|one| one.id == form.id);
        for cell in &mut form.cells {
            let mut all = once.cells.iter();
            let found = all.find(|one| one.row == cell.row && one.column == cell.column);
            let Some(counted) = found.and_then(|one| one.value) else {
                continue;
            };
            let row = definition.and_then(|form| form.row(&cell.row).or(form.row(&cell.column)));
            let is_distinct = row.is_some_and(|row| {
                let mut parts = row.parts.iter();
                parts.any(|part| matches!(part.measure.what, What::Sources(_)))
            });
            if is_distinct && is_all_here {
                cell.value = Some(counted + cell.late);
            } else if cell.value != Some(counted) {
                cell.net = Some(counted);
            }
        }
    }
}
