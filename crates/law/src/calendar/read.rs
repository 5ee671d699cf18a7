//! Reading the calendar from its file, and adding an office's own days.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Calendar, CalendarDay};
use crate::DataError;

const FILE: &str = "calendar.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: String,
    covers_from: NaiveDate,
    covers_to: NaiveDate,
    days: Vec<CalendarDay>,
}

impl Calendar {
    /// Reads `calendar.toml`.
    pub fn parse(text: &str) -> Result<Calendar, DataError> {
        let written: Written =
            toml::from_str(text).map_err(|error| DataError::at(FILE, "file", error.message()))?;
        if written.covers_to < written.covers_from {
            return Err(DataError::at(
                FILE,
                "covers_to",
                "it lies before covers_from",
            ));
        }
        let empty = Calendar {
            version: String::new(),
            covers: (written.covers_from, written.covers_to),
            days: Default::default(),
        };
        empty.merged(&written.days, &written.version)
    }

    /// The calendar with an office's own days beside the common ones, under a version of its own.
    /// For one day the row announced last speaks; among equals, the office's.
    pub fn merged(&self, edits: &[CalendarDay], version: &str) -> Result<Calendar, DataError> {
        let mut calendar = self.clone();
        calendar.version = version.to_owned();
        for (index, row) in edits.iter().enumerate() {
            check(row, &edits[..index])?;
            let rows = calendar.days.entry(row.on).or_default();
            let place = rows.partition_point(|other| other.known_from <= row.known_from);
            rows.insert(place, row.clone());
        }
        Ok(calendar)
    }
}

fn check(row: &CalendarDay, before: &[CalendarDay]) -> Result<(), DataError> {
    let wrong = |problem: &str| Err(DataError::at(FILE, row.on, problem));
    if row.name_vi.trim().is_empty() || row.source.trim().is_empty() {
        return wrong("a day needs a name and a source");
    }
    if before
        .iter()
        .any(|other| other.on == row.on && other.known_from == row.known_from)
    {
        return wrong("the day stands twice with the same known_from");
    }
    Ok(())
}
