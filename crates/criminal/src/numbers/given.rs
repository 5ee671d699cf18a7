//! Nạp sổ lấy số: whole series of a unit that has none yet, for the demo and for imports.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Dump, Result, Tx, V, args};
use uuid::Uuid;

use super::Key;

/// Số đã lấy, as it stands in a book that is brought in.
#[derive(Debug, Clone)]
pub struct Given {
    /// Its id in the book.
    pub id: Uuid,
    /// The series.
    pub key: Key,
    /// The number.
    pub n: i64,
    /// As the paper shows it.
    pub shown: String,
    /// The paper's date.
    pub dated_on: NaiveDate,
    /// The matter.
    pub matter: Uuid,
    /// The person.
    pub subject: Option<Uuid>,
    /// The fact that carries it.
    pub fact: Uuid,
    /// Who took it.
    pub taken_by: Uuid,
    /// When.
    pub taken_at: i64,
}

/// Writes the numbers and the last one of each of their series, which must be new to the book.
pub async fn load(tx: &Tx, given: &[Given]) -> Result<()> {
    let mut last: BTreeMap<(&str, i64, &str), i64> = BTreeMap::new();
    for one in given {
        let series = last
            .entry((&one.key.unit, one.key.year, &one.key.series))
            .or_insert(0);
        *series = (*series).max(one.n);
    }
    let series: Vec<Vec<V>> = last
        .into_iter()
        .map(|((unit, year, series), last)| args![unit, year, series, last])
        .collect();
    Dump::insert(
        tx,
        "criminal_series",
        &["unit_id", "year", "series", "last"],
        &series,
    )
    .await?;
    let rows: Vec<Vec<V>> = given.iter().map(row).collect();
    Dump::insert(tx, "criminal_number", COLUMNS, &rows).await
}

const COLUMNS: &[&str] = &[
    "unit_id",
    "year",
    "series",
    "n",
    "suffix",
    "id",
    "shown",
    "real_number",
    "dated_on",
    "state",
    "matter_id",
    "subject_id",
    "fact_id",
    "taken_by",
    "taken_at",
];

fn row(one: &Given) -> Vec<V> {
    args![
        &one.key.unit,
        one.key.year,
        &one.key.series,
        one.n,
        "",
        one.id,
        &one.shown,
        &one.shown,
        one.dated_on,
        "issued",
        one.matter,
        one.subject,
        one.fact,
        one.taken_by,
        one.taken_at
    ]
}
