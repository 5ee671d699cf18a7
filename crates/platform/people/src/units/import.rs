//! Nhập danh mục đơn vị: a dated CSV file whose rows name their parent by key or by name.

use chrono::NaiveDate;
use db::{Db, Sql, args};
use serde::Deserialize;
use std::collections::HashMap;

use super::{Level, OPEN_END, OPEN_START, Unit, UnitChange, Units, store};
use crate::WorkError;

/// The day the embedded list of units was put together.
pub const UNITS_AS_OF: &str = "2026-11-21";
/// The embedded list: the Supreme Procuracy and its offices, the provinces before and after 1/7/2025, and the regions
/// that a public source names. The other regions come from the customer's list.
pub const EMBEDDED_UNITS: &str = include_str!("../../data/units.csv");

/// The names of units that ended carry this remark in the list, to tell them from their namesakes of today.
const REMARK_OF_THE_PAST: &str = " (trước 1/7/2025)";

#[derive(Debug, Deserialize)]
struct Line {
    key: String,
    name_vi: String,
    level: String,
    #[serde(default)]
    parent: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    valid_from: String,
    #[serde(default)]
    valid_to: String,
    #[serde(default)]
    successor: String,
    #[serde(default)]
    certainty: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    notes: String,
}

/// A row of the list that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("units, line {line}: {why}")]
pub struct ImportFault {
    /// The line of the file, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub why: String,
}

/// Reads a list of units on its own.
pub fn parse(text: &str) -> Result<Vec<Unit>, ImportFault> {
    let mut lines: Vec<Line> = Vec::new();
    for (at, row) in csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes())
        .deserialize()
        .enumerate()
    {
        lines.push(row.map_err(|error| ImportFault {
            line: at + 2,
            why: error.to_string(),
        })?);
    }
    let by_name: HashMap<&str, &str> = lines
        .iter()
        .map(|line| (line.name_vi.trim(), line.key.trim()))
        .collect();
    let by_key: HashMap<&str, &str> = lines
        .iter()
        .map(|line| (line.key.trim(), line.key.trim()))
        .collect();
    let units = lines.iter().enumerate().map(|(at, line)| {
        let fault = |why: String| ImportFault { line: at + 2, why };
        let key_of = |named: &str| match named.trim() {
            "" => Ok(None),
            named => by_key.get(named).or(by_name.get(named)).map_or_else(
                || Err(fault(format!("no unit is called “{named}”"))),
                |key| Ok(Some((*key).to_owned())),
            ),
        };
        let day = |text: &str, open: NaiveDate| match text.trim() {
            "" => Ok(open),
            text => law::iso_day(text).ok_or_else(|| fault(format!("“{text}” is no day"))),
        };
        let from = day(&line.valid_from, OPEN_START)?;
        let to = day(&line.valid_to, OPEN_END)?;
        if line.key.trim().is_empty() || line.name_vi.trim().is_empty() || from > to {
            return Err(fault(
                "needs a key, a name, and a first day before its last".to_owned(),
            ));
        }
        Ok(Unit {
            key: line.key.trim().to_owned(),
            name: text::clean(line.name_vi.trim().trim_end_matches(REMARK_OF_THE_PAST)),
            level: Level::parse(line.level.trim())
                .ok_or_else(|| fault(format!("no level is called “{}”", line.level)))?,
            parent: key_of(&line.parent)?,
            from,
            to,
            successor: key_of(&line.successor)?,
            code: Some(line.code.trim().to_owned()).filter(|code| !code.is_empty()),
            certainty: line.certainty.trim().to_owned(),
            source: line.source.trim().to_owned(),
            notes: line.notes.trim().to_owned(),
        })
    });
    units.collect()
}

/// Takes the units of a list whose keys are not there yet; returns how many units were added. Units that are there
/// already keep what people made of them.
pub async fn import(db: &Db, list: &str, now_ms: i64) -> Result<usize, WorkError> {
    let read = parse(list).map_err(|fault| WorkError::Broken(fault.to_string()))?;
    let tx = db.begin().await?;
    let mut units = Units::load(&tx).await?;
    let mut added: Vec<String> = Vec::new();
    for unit in read {
        if units.by_key.contains_key(&unit.key) && !added.contains(&unit.key) {
            continue;
        }
        if !added.contains(&unit.key) {
            added.push(unit.key.clone());
            let change = UnitChange {
                key: unit.key.clone(),
                action: "created".to_owned(),
                from_on: unit.from,
                detail: unit.name.clone(),
                reason: unit.source.clone(),
                made_by: None,
                made_at: now_ms,
            };
            store::keep_change(&tx, &change).await?;
        }
        let days = units.by_key.entry(unit.key.clone()).or_default();
        days.push(unit);
        days.sort_by_key(|unit| unit.from);
    }
    if !added.is_empty() {
        units.save(&tx, &added).await?;
    }
    tx.commit().await?;
    Ok(added.len())
}

/// Fills an empty list of units with the embedded one.
pub async fn seed(db: &Db, now_ms: i64) -> Result<usize, WorkError> {
    let there: i64 = db.one("SELECT count(*) FROM people_unit", args![]).await?;
    match there {
        0 => import(db, EMBEDDED_UNITS, now_ms).await,
        _ => Ok(0),
    }
}
