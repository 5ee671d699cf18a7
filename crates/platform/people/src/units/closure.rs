//! Quan hệ trên – dưới theo ngày: every pair of a unit and one above it, as rows of `people_unit_closure`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Units;

/// A unit below another (or itself, at depth 0) between two days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Above {
    /// The unit above.
    pub ancestor: String,
    /// The unit below.
    pub unit: String,
    /// How many steps lie between them.
    pub depth: i64,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// Nobody stands deeper than this; it also ends a circle that broken data might hold.
const DEEPEST: i64 = 8;

impl Units {
    /// Every pair with the days it holds, without gaps cut into it by a change of name.
    pub fn closure(&self) -> Vec<Above> {
        let mut pairs: BTreeMap<(String, String, i64), Vec<(NaiveDate, NaiveDate)>> =
            BTreeMap::new();
        for unit in self.by_key.values().flatten() {
            let mut steps = vec![(unit.key.clone(), unit.from, unit.to)];
            for depth in 0..=DEEPEST {
                let mut higher = Vec::new();
                for (above, from, to) in steps {
                    for stretch in self.days_of(&above) {
                        let days = (from.max(stretch.from), to.min(stretch.to));
                        if let (Some(parent), true) = (&stretch.parent, days.0 <= days.1) {
                            higher.push((parent.clone(), days.0, days.1));
                        }
                    }
                    pairs
                        .entry((above, unit.key.clone(), depth))
                        .or_default()
                        .push((from, to));
                }
                steps = higher;
            }
        }
        let mut out = Vec::new();
        for ((ancestor, unit, depth), days) in pairs {
            for (from, to) in joined(days) {
                let (ancestor, unit) = (ancestor.clone(), unit.clone());
                out.push(Above {
                    ancestor,
                    unit,
                    depth,
                    from,
                    to,
                });
            }
        }
        out
    }
}

/// Stretches that touch or overlap become one.
fn joined(mut days: Vec<(NaiveDate, NaiveDate)>) -> Vec<(NaiveDate, NaiveDate)> {
    days.sort_unstable();
    let mut out: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for (from, to) in days {
        match out.last_mut() {
            Some((_, last)) if last.succ_opt().is_none_or(|next| from <= next) => {
                *last = to.max(*last)
            }
            _ => out.push((from, to)),
        }
    }
    out
}
