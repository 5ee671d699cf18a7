//! Điều được hỏi: unit, period, prosecutor and words from an address, checked against the person's rights.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Datelike, Months, NaiveDate};
use people::Units;
use serde::Deserialize;
use shell::{Choice, Problem, Visit, entry};
use uuid::Uuid;

use super::super::book::Book;
use super::super::messages;
use super::super::shelf::{Asked as Shelf, Cursor, PAGE};
use crate::screens::{address, readable_units};

/// A day before any line: what stands open is watched whenever it began.
pub const LONG_AGO: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub to: String,
    #[serde(default)]
    pub prosecutor: String,
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub columns: String,
    #[serde(default)]
    pub after: String,
    #[serde(default)]
    pub seen: i64,
    #[serde(default)]
    pub counted: i64,
}

/// The question, ready to be answered.
pub struct Question {
    pub asked: Asked,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The units whose lines are shown.
    pub units: Vec<String>,
    /// The units whose matters the person may read.
    pub readable: Vec<String>,
    pub tree: Arc<Units>,
    /// The unit in whose name the book is kept.
    pub keeper: String,
    pub unit_choices: Vec<Choice>,
    pub prosecutors: Vec<Choice>,
}

impl Asked {
    /// Checks unit and period; what is left out takes every unit the person reads and this working year.
    pub async fn question(self, visit: &Visit) -> Result<Question, Problem> {
        let (from, to) = self.period(visit.today)?;
        let tree = visit.app.units().units().await?;
        let readable = readable_units(visit);
        let day = to.min(visit.today);
        let units = match self.unit.is_empty() {
            true => readable.clone(),
            false if !readable.contains(&self.unit) => {
                return Err(Problem::NotAllowed(messages::NOT_YOUR_UNIT.to_owned()));
            }
            false => {
                let mut own: BTreeSet<String> = tree.covers(&self.unit, day).unit_keys().clone();
                own.insert(self.unit.clone());
                own.into_iter()
                    .filter(|key| readable.contains(key))
                    .collect()
            }
        };
        let keeper = match self.unit.is_empty() {
            true => visit.actor.unit.clone(),
            false => self.unit.clone(),
        };
        let unit_choices = match readable.len() {
            0 | 1 => Vec::new(),
            _ => readable
                .iter()
                .map(|key| Choice::new(key, people::units::shortened(&tree.name_on(key, day))))
                .collect(),
        };
        let staff =
            people::staff::post::members(visit.app.db(), &tree, &keeper, visit.today).await?;
        let prosecutors = staff
            .into_iter()
            .filter(|member| {
                matches!(
                    member.role.as_str(),
                    "prosecutor" | "deputy_chief" | "chief"
                )
            })
            .map(|member| Choice::new(member.person.to_string(), member.name))
            .collect();
        Ok(Question {
            asked: self,
            from,
            to,
            units,
            readable,
            tree,
            keeper,
            unit_choices,
            prosecutors,
        })
    }

    fn period(&self, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), Problem> {
        let (first, last) = working_year(today);
        let read = |text: &str, otherwise: NaiveDate| match text.trim().is_empty() {
            true => Ok(otherwise),
            false => text.trim().parse().or_else(|_| entry::date(text)),
        };
        match (read(&self.from, first), read(&self.to, last)) {
            (Ok(from), Ok(to)) if from <= to => Ok((from, to)),
            _ => Err(Problem::Refused(messages::NO_PERIOD.to_owned())),
        }
    }
}

/// Năm công tác: from 1 December to 30 November.
pub fn working_year(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let this = NaiveDate::from_ymd_opt(today.year(), 12, 1).unwrap_or(today);
    let first = match today < this {
        true => this - Months::new(12),
        false => this,
    };
    let next = first + Months::new(12);
    (first, next.pred_opt().unwrap_or(next))
}

impl Question {
    /// The lines of a book, at most so many.
    pub fn shelf(&self, visit: &Visit, book: &Book) -> Shelf {
        Shelf {
            units: self.units.clone(),
            book: book.no.clone(),
            from: match book.is_watch() {
                true => LONG_AGO,
                false => self.from,
            },
            to: self.to,
            prosecutor: match self.asked.prosecutor.as_str() {
                "me" => Some(visit.actor.person),
                other => other.parse::<Uuid>().ok(),
            },
            query: self.asked.q.clone(),
            after: Cursor::read(&self.asked.after),
            most: PAGE,
        }
    }

    /// An address with the same question and something more.
    pub fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let (from, to) = (self.from.to_string(), self.to.to_string());
        let mut pairs = vec![
            ("unit", self.asked.unit.as_str()),
            ("from", &from),
            ("to", &to),
            ("prosecutor", &self.asked.prosecutor),
            ("q", &self.asked.q),
        ];
        if !more.iter().any(|(name, _)| *name == "columns") {
            pairs.push(("columns", &self.asked.columns));
        }
        pairs.extend_from_slice(more);
        address(path, &pairs)
    }

    /// The keeper's name on the last day.
    pub fn keeper_vi(&self, today: NaiveDate) -> String {
        self.tree.name_on(&self.keeper, self.to.min(today))
    }

    /// The period as a register says it, with whose lines it holds.
    pub fn period_vi(&self, book: &Book) -> String {
        let to = law::day_vi(self.to);
        let mut words = match book.is_watch() {
            true => format!("Tạm đình chỉ đến ngày {to}, còn hiệu lực khi in"),
            false => format!("Từ ngày {} đến ngày {to}", law::day_vi(self.from)),
        };
        let chosen = self
            .prosecutors
            .iter()
            .find(|choice| choice.value == self.asked.prosecutor);
        if let Some(choice) = chosen {
            words += &format!("; Kiểm sát viên {}", choice.label);
        }
        if !self.asked.q.trim().is_empty() {
            words += &format!("; lọc theo “{}”", self.asked.q.trim());
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_working_year_begins_on_1_december() {
        let year = |day: &str| {
            let (from, to) = working_year(day.parse().unwrap());
            format!("{from} {to}")
        };
        assert_eq!(year("2026-11-30"), "2025-12-01 2026-11-30");
        assert_eq!(year("2026-12-01"), "2026-12-01 2027-11-30");
        assert_eq!(year("2026-03-15"), "2025-12-01 2026-11-30");
    }
}
