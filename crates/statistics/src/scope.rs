//! Phạm vi: one unit or its whole tree, as the units stood on the last day of the period.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use people::Units;

/// Các đơn vị được cộng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The unit asked for.
    pub unit: String,
    /// With the levels below.
    pub is_tree: bool,
    /// Every unit key that counts: rooms, units merged into these, ended ones below.
    pub keys: Vec<String>,
}

impl Scope {
    /// The scope of a unit on a day; a unit that has ended or merged by then counts on its last day.
    pub fn of(units: &Units, unit: &str, is_tree: bool, day: NaiveDate) -> Scope {
        let day = match units.nearest(unit, day) {
            Some(known) if !known.is_on(day) => day.clamp(known.from, known.to),
            _ => day,
        };
        let covers = units.covers(unit, day);
        let keys = if is_tree {
            covers.tree_keys()
        } else {
            covers.unit_keys()
        };
        let mut keys: BTreeSet<String> = keys.clone();
        keys.insert(unit.to_owned());
        Scope {
            unit: unit.to_owned(),
            is_tree,
            keys: keys.into_iter().collect(),
        }
    }

    /// Several chosen units together; one alone is the scope of that unit.
    pub fn of_several(units: &Units, chosen: &[&str], is_tree: bool, day: NaiveDate) -> Scope {
        let each = chosen
            .iter()
            .map(|unit| Scope::of(units, unit, is_tree, day));
        let mut together: Option<Scope> = None;
        for one in each {
            match &mut together {
                None => together = Some(one),
                Some(all) => all.keys.extend(one.keys),
            }
        }
        let mut together = together.unwrap_or(Scope {
            unit: String::new(),
            is_tree,
            keys: Vec::new(),
        });
        together.keys.sort_unstable();
        together.keys.dedup();
        // Reports that two of them asked about count once, as in a tree.
        together.is_tree |= chosen.len() > 1;
        together
    }

    /// The same question of the same units.
    pub fn fingerprint(&self) -> u64 {
        let letters = self.keys.iter().flat_map(|key| key.bytes().chain([b'\n']));
        letters.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    /// Bảng theo đơn vị: the unit itself, then each unit below with the keys that fall to it.
    pub fn columns(&self, units: &Units, day: NaiveDate) -> Vec<(String, Vec<String>)> {
        let own = units.covers(&self.unit, day).unit_keys().clone();
        let mut left: BTreeSet<&String> = self.keys.iter().collect();
        let mut columns = Vec::new();
        for child in units.children(&self.unit, day) {
            if own.contains(&child.key) {
                continue;
            }
            let below = units.covers(&child.key, day).tree_keys().clone();
            let taken: Vec<String> = left
                .iter()
                .filter(|key| below.contains(**key))
                .map(|key| (*key).clone())
                .collect();
            left.retain(|key| !below.contains(*key));
            columns.push((child.key.clone(), taken));
        }
        columns.insert(0, (self.unit.clone(), left.into_iter().cloned().collect()));
        columns
    }
}
