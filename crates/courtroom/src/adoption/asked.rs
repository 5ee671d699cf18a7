//! Đơn vị và kỳ được hỏi: read from the address, within what the person sees.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};
use people::{Reach, Right};
use serde::Deserialize;
use shell::{Problem, Visit, entry, vi_date};

use super::messages;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub(super) unit: String,
    #[serde(default)]
    pub(super) from: String,
    #[serde(default)]
    pub(super) to: String,
    /// The figure that is opened.
    #[serde(default)]
    pub(super) what: String,
    /// 1: the unit itself, without those below.
    #[serde(default)]
    pub(super) only: String,
}

/// From a day to a day, both counted.
pub(super) type Days = (NaiveDate, NaiveDate);

/// Một đơn vị của bảng, with the keys whose work counts as its own.
pub(super) struct Place {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) keys: BTreeSet<String>,
}

/// The question, checked.
pub(super) struct Question {
    /// The unit that was chosen; empty for all the person sees.
    pub(super) unit: String,
    /// Its name.
    pub(super) scope: String,
    /// Every unit the person may choose: key and name.
    pub(super) known: Vec<(String, String)>,
    /// The lines of the table by unit; one where there is nothing below.
    pub(super) places: Vec<Place>,
    pub(super) days: Days,
    /// Whether those below were left out.
    pub(super) is_only: bool,
    /// What is wrong with the days that were typed.
    pub(super) refused: String,
}

impl Question {
    /// Every unit whose work counts.
    pub(super) fn keys(&self) -> Vec<String> {
        let keys = self.places.iter().flat_map(|place| &place.keys);
        let keys: BTreeSet<&String> = keys.collect();
        keys.into_iter().cloned().collect()
    }

    /// The question as it stands in an address, for one unit with those below or without.
    pub(super) fn query(&self, unit: &str, is_only: bool) -> String {
        let (from, to) = (vi_date(self.days.0), vi_date(self.days.1));
        let only = if is_only { "&only=1" } else { "" };
        format!("unit={unit}&from={from}&to={to}{only}")
    }

    /// The place whose work a unit's is.
    pub(super) fn place_of(&self, unit: &str) -> Option<usize> {
        self.places
            .iter()
            .position(|place| place.keys.contains(unit))
    }
}

impl Asked {
    /// Checks unit and days; what is left out takes all that the person sees, and this year.
    pub(super) async fn question(&self, visit: &Visit) -> Result<Question, Problem> {
        let covers = &visit.actor.covers;
        let (mine, is_tree) = match visit.reach(Right::StatisticsRead) {
            Reach::Tree => (covers.tree_keys(), true),
            Reach::None => return Err(Problem::not_allowed()),
            _ => (covers.unit_keys(), false),
        };
        let units = visit.app.units().units().await?;
        let (own, day) = (visit.actor.unit.clone(), visit.today);
        let mut known = vec![(String::new(), units.name_on(&own, day))];
        if is_tree {
            let below = units.descendants(&own, day);
            let below = below
                .iter()
                .filter(|one| one.key != own && mine.contains(&one.key));
            known.extend(below.map(|one| (one.key.clone(), one.name.clone())));
        }
        let is_known = known.iter().any(|(key, _)| *key == self.unit);
        if !is_known {
            return Err(Problem::NotAllowed(messages::MAY_NOT_NAME.to_owned()));
        }
        let top = match self.unit.as_str() {
            "" => own.as_str(),
            unit => unit,
        };
        let within = |keys: &BTreeSet<String>| -> BTreeSet<String> {
            keys.intersection(mine).cloned().collect()
        };
        let at_top = within(units.covers(top, day).unit_keys());
        let mut left = match is_tree {
            true => within(units.covers(top, day).tree_keys()),
            false => at_top.clone(),
        };
        let mut places = Vec::new();
        if is_tree {
            for child in units.children(top, day) {
                if at_top.contains(&child.key) {
                    continue;
                }
                let below = units.covers(&child.key, day).tree_keys().clone();
                let keys: BTreeSet<String> = left.intersection(&below).cloned().collect();
                left.retain(|key| !keys.contains(key));
                places.push(Place {
                    key: child.key.clone(),
                    name: people::units::shortened(&child.name),
                    keys,
                });
            }
        }
        let name = units.name_on(top, day);
        let first = Place {
            key: self.unit.clone(),
            name: people::units::shortened(&name),
            keys: left,
        };
        places.insert(0, first);
        if self.only == "1" {
            places.truncate(1);
        }
        let year = NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap_or(day);
        let (days, refused) = match self.days((year, day), day) {
            Ok(days) => (days, String::new()),
            Err(sentence) => ((year, day), sentence),
        };
        Ok(Question {
            unit: self.unit.clone(),
            scope: name,
            known,
            places,
            days,
            is_only: self.only == "1",
            refused,
        })
    }

    fn days(&self, usual: Days, today: NaiveDate) -> Result<Days, String> {
        let day = |typed: &str, usual: NaiveDate| match typed.trim() {
            "" => Ok(usual),
            typed => entry::date_near(typed, today),
        };
        let days = (day(&self.from, usual.0)?, day(&self.to, usual.1)?);
        match days.0 <= days.1 {
            true => Ok(days),
            false => Err(messages::BAD_PERIOD.to_owned()),
        }
    }
}

/// Kỳ hay dùng: months and years that one click chooses, up to today.
pub(super) fn usual(today: NaiveDate) -> Vec<(&'static str, Days)> {
    let on = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(today);
    let (year, month) = (today.year(), today.month());
    let this = on(year, month);
    let last = this - Months::new(1);
    let before = this.pred_opt().unwrap_or(this);
    let quarter = on(year, (month - 1) / 3 * 3 + 1);
    // Kỳ công tác của Ngành bắt đầu từ 01/12 năm trước.
    let work = match month {
        12 => this,
        _ => on(year - 1, 12),
    };
    vec![
        ("Tháng này", (this, today)),
        ("Tháng trước", (last, before)),
        ("Quý này", (quarter, today)),
        ("Từ đầu năm", (on(year, 1), today)),
        ("Từ 01/12", (work, today)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(today: &str, name: &str, from: &str, to: &str) {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let all = usual(day(today));
        let (_, days) = all.iter().find(|(known, _)| *known == name).unwrap();
        assert_eq!(*days, (day(from), day(to)), "{name} on {today}");
    }

    #[test]
    fn a_click_chooses_whole_months_quarters_and_the_year_of_the_sector() {
        check("2026-01-15", "Tháng trước", "2025-12-01", "2025-12-31");
        check("2026-03-31", "Quý này", "2026-01-01", "2026-03-31");
        check("2026-11-23", "Quý này", "2026-10-01", "2026-11-23");
        check("2026-11-23", "Từ 01/12", "2025-12-01", "2026-11-23");
        check("2026-12-05", "Từ 01/12", "2026-12-01", "2026-12-05");
        check("2026-12-05", "Từ đầu năm", "2026-01-01", "2026-12-05");
    }
}
