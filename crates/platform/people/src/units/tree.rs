//! Cây đơn vị: every unit with all its days, in memory; each question names its day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Level, Unit};
use crate::Covers;

/// Every unit, by key, each with its stretches of days in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Units {
    pub(super) by_key: BTreeMap<String, Vec<Unit>>,
}

/// Một dòng của cây đơn vị.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// How deep it stands; 0 at the top.
    pub depth: usize,
}

impl Units {
    /// Puts rows together; the stretches of a unit must not overlap.
    pub fn of(rows: Vec<Unit>) -> Units {
        let mut by_key: BTreeMap<String, Vec<Unit>> = BTreeMap::new();
        for row in rows {
            by_key.entry(row.key.clone()).or_default().push(row);
        }
        by_key
            .values_mut()
            .for_each(|days| days.sort_by_key(|unit| unit.from));
        Units { by_key }
    }

    /// The unit as it stands on a day.
    pub fn on(&self, key: &str, day: NaiveDate) -> Option<&Unit> {
        self.by_key.get(key)?.iter().find(|unit| unit.is_on(day))
    }

    /// Whether the unit exists on a day.
    pub fn is_open(&self, key: &str, day: NaiveDate) -> bool {
        self.on(key, day).is_some()
    }

    /// All stretches of a unit, oldest first.
    pub fn days_of(&self, key: &str) -> &[Unit] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// The unit on a day, or the stretch nearest to it: for showing a name whatever the day.
    pub fn nearest(&self, key: &str, day: NaiveDate) -> Option<&Unit> {
        let days = self.days_of(key);
        days.iter()
            .rev()
            .find(|unit| unit.from <= day)
            .or(days.first())
    }

    /// The name on a day; the key itself for a unit nobody knows.
    pub fn name_on(&self, key: &str, day: NaiveDate) -> String {
        self.nearest(key, day)
            .map_or_else(|| key.to_owned(), |unit| unit.name.clone())
    }

    /// Every unit that exists on a day.
    pub fn all_on(&self, day: NaiveDate) -> impl Iterator<Item = &Unit> {
        self.by_key
            .values()
            .flatten()
            .filter(move |unit| unit.is_on(day))
    }

    /// The units directly below on a day, in the order of lists.
    pub fn children(&self, key: &str, day: NaiveDate) -> Vec<&Unit> {
        in_order(
            self.all_on(day)
                .filter(|unit| unit.parent.as_deref() == Some(key)),
        )
    }

    /// The whole tree on a day, each unit before those below it.
    pub fn tree(&self, day: NaiveDate) -> Vec<Branch<'_>> {
        let mut below: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
        let mut tops = Vec::new();
        for unit in self.all_on(day) {
            match unit.parent.as_deref() {
                Some(parent) if self.is_open(parent, day) => {
                    below.entry(parent).or_default().push(unit)
                }
                _ => tops.push(unit),
            }
        }
        let mut out = Vec::new();
        let mut waiting: Vec<(&Unit, usize)> = Vec::new();
        push_below(&mut waiting, tops, 0);
        while let Some((unit, depth)) = waiting.pop() {
            out.push(Branch { unit, depth });
            let under = below.remove(unit.key.as_str()).unwrap_or_default();
            push_below(&mut waiting, under, depth + 1);
        }
        out
    }

    /// The units above on a day, the nearest first.
    pub fn ancestors(&self, key: &str, day: NaiveDate) -> Vec<&Unit> {
        let mut out: Vec<&Unit> = Vec::new();
        let mut next = self.on(key, day).and_then(|unit| unit.parent.as_deref());
        while let Some(unit) = next.and_then(|parent| self.on(parent, day)) {
            if out.iter().any(|seen| seen.key == unit.key) {
                break;
            }
            out.push(unit);
            next = unit.parent.as_deref();
        }
        out
    }

    /// The unit and every unit below it on a day.
    pub fn descendants(&self, key: &str, day: NaiveDate) -> Vec<&Unit> {
        let tree = self.tree(day);
        let Some(at) = tree.iter().position(|branch| branch.unit.key == key) else {
            return Vec::new();
        };
        let top = tree[at].depth;
        let below = tree[at + 1..]
            .iter()
            .take_while(|branch| branch.depth > top);
        std::iter::once(&tree[at])
            .chain(below)
            .map(|branch| branch.unit)
            .collect()
    }

    /// Đơn vị kế thừa: what took over from the unit, and from that one, and so on.
    pub fn successors(&self, key: &str) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        let mut last = key;
        while let Some(next) = self
            .days_of(last)
            .last()
            .and_then(|unit| unit.successor.as_deref())
        {
            if next == key || out.contains(&next) {
                break;
            }
            out.push(next);
            last = next;
        }
        out
    }

    /// Đơn vị tiền thân: the units merged into this one, and into those, by key.
    pub fn predecessors(&self, key: &str) -> Vec<&str> {
        let keys = self.by_key.keys().map(String::as_str);
        keys.filter(|other| *other != key && self.successors(other).contains(&key))
            .collect()
    }

    /// Who answers on a day for what the unit did: the unit itself, or the successor that exists then.
    pub fn answers_on(&self, key: &str, day: NaiveDate) -> Option<&Unit> {
        let chain = std::iter::once(key).chain(self.successors(key));
        chain.into_iter().find_map(|key| self.on(key, day))
    }

    /// The procuracy a unit belongs to: itself, or the one above when it is a room.
    pub fn procuracy_of(&self, key: &str, day: NaiveDate) -> Option<&Unit> {
        let unit = self.nearest(key, day)?;
        match (unit.level, &unit.parent) {
            (Level::Department, Some(parent)) => self.nearest(parent, day),
            _ => Some(unit),
        }
    }

    /// The units a post in this unit answers for on a day: its procuracy with rooms and predecessors, and the levels
    /// below with theirs. Units that ended without a successor, and units yet to begin,
    /// belong to the unit above them.
    pub fn covers(&self, key: &str, day: NaiveDate) -> Covers {
        let Some(unit) = self.procuracy_of(key, day) else {
            return Covers::default();
        };
        let mut tree: BTreeSet<String> = BTreeSet::from([unit.key.clone()]);
        loop {
            let more: Vec<&String> = self
                .by_key
                .iter()
                .filter(|(key, _)| !tree.contains(*key))
                .filter(|(_, days)| heir(days, day).is_some_and(|heir| tree.contains(heir)))
                .map(|(key, _)| key)
                .collect();
            if more.is_empty() {
                break;
            }
            tree.extend(more.into_iter().cloned());
        }
        let mut own = BTreeSet::from([unit.key.clone()]);
        own.extend(self.predecessors(&unit.key).into_iter().map(str::to_owned));
        let rooms = self.by_key.iter().filter(|(_, days)| {
            days.iter().any(|room| {
                room.level == Level::Department
                    && room
                        .parent
                        .as_ref()
                        .is_some_and(|parent| own.contains(parent))
            })
        });
        let rooms: Vec<String> = rooms.map(|(key, _)| key.clone()).collect();
        own.extend(rooms);
        Covers::new(own, tree)
    }
}

/// Who answers for a unit on a day: the unit above it then; before its days or after them, its successor or the last
/// unit above it.
fn heir(days: &[Unit], day: NaiveDate) -> Option<&String> {
    match days.iter().find(|unit| unit.is_on(day)) {
        Some(unit) => unit.parent.as_ref(),
        None => days
            .last()
            .and_then(|last| last.successor.as_ref().or(last.parent.as_ref())),
    }
}

fn push_below<'a>(waiting: &mut Vec<(&'a Unit, usize)>, units: Vec<&'a Unit>, depth: usize) {
    waiting.extend(
        in_order(units.into_iter())
            .into_iter()
            .rev()
            .map(|unit| (unit, depth)),
    );
}

fn in_order<'a>(units: impl Iterator<Item = &'a Unit>) -> Vec<&'a Unit> {
    let mut units: Vec<&Unit> = units.collect();
    units.sort_by_cached_key(|unit| unit.order());
    units
}
