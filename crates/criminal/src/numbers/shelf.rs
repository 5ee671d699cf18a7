//! Đọc sổ lấy số.

use chrono::NaiveDate;
use db::{Result, Sql, args};
use uuid::Uuid;

use super::numbering_year;
use crate::register::Values;

db::row! {
    /// Một dòng của sổ.
    pub struct NumberLine {
        /// Its id.
        pub id: Uuid,
        /// The number.
        pub n: i64,
        /// Its letter.
        pub suffix: String,
        /// As the paper shows it.
        pub shown: String,
        /// Số thực tế.
        pub real_number: String,
        /// The paper's date.
        pub dated_on: NaiveDate,
        /// issued, cancelled.
        pub state: String,
        /// Why it was cancelled.
        pub reason: Option<String>,
        /// What a number taken ahead is for.
        pub purpose: String,
        /// Why its paper is dated back.
        pub late_reason: String,
        /// The fact that carries it; none while it waits for its paper.
        pub fact_id: Option<Uuid>,
        /// The matter.
        pub matter_id: Option<Uuid>,
        /// Mã hồ sơ điện tử.
        pub code: Option<String>,
        /// What the matter is called.
        pub title: Option<String>,
        /// Who took it.
        pub taken_by: Uuid,
        /// When.
        pub taken_at: i64,
    }
}

db::row! {
    /// Một loạt số của đơn vị trong một năm.
    pub struct SeriesLine {
        /// Kind and object.
        pub series: String,
        /// The last number.
        pub last: i64,
    }
}

/// The series of a unit in a year, the most used first.
pub async fn series_of(db: &impl Sql, unit: &str, year: i64) -> Result<Vec<SeriesLine>> {
    db.all(
        "SELECT series, last FROM criminal_series WHERE unit_id = $1 AND year = $2 AND last > 0
          ORDER BY last DESC, series",
        args![unit, year],
    )
    .await
}

const LINE: &str = "b.id, b.n, b.suffix, b.shown, b.real_number, b.dated_on, b.state, b.reason, b.purpose, b.late_reason,
       b.fact_id, b.matter_id, m.code, c.title, b.taken_by, b.taken_at
  FROM criminal_number b
  LEFT JOIN ledger_matter m ON m.id = b.matter_id
  LEFT JOIN criminal_matter c ON c.matter_id = b.matter_id";

/// The numbers of one series, newest first, below a number if one is given; at most `limit`.
pub async fn numbers_of(
    db: &impl Sql,
    unit: &str,
    year: i64,
    series: &str,
    below: Option<i64>,
    limit: i64,
) -> Result<Vec<NumberLine>> {
    db.all(
        format!(
            "SELECT {LINE}
              WHERE b.unit_id = $1 AND b.year = $2 AND b.series = $3 AND b.n < $4
              ORDER BY b.n DESC, b.suffix DESC LIMIT $5"
        ),
        args![unit, year, series, below.unwrap_or(i64::MAX), limit],
    )
    .await
}

/// The years in which a unit took numbers, newest first.
pub async fn years_of(db: &impl Sql, unit: &str) -> Result<Vec<i64>> {
    db.all(
        "SELECT DISTINCT year FROM criminal_series WHERE unit_id = $1 ORDER BY year DESC",
        args![unit],
    )
    .await
}

/// The cancelled and the lettered numbers of these series whose papers are dated within a period, by day; at most `limit`.
pub async fn apart(
    db: &impl Sql,
    units: &[String],
    series: &[String],
    (from, to): (NaiveDate, NaiveDate),
    limit: i64,
) -> Result<Vec<NumberLine>> {
    if units.is_empty() || series.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = Values::default();
    let mut listed = |all: &[String]| {
        let places: Vec<String> = all.iter().map(|one| values.bind(one)).collect();
        places.join(", ")
    };
    let (units, series) = (listed(units), listed(series));
    let years = (
        values.bind(numbering_year(from)),
        values.bind(numbering_year(to)),
    );
    let days = (values.bind(from), values.bind(to));
    let sql = format!(
        "SELECT {LINE}
          WHERE b.unit_id IN ({units}) AND b.year >= {} AND b.year <= {} AND b.series IN ({series})
            AND b.dated_on >= {} AND b.dated_on <= {} AND (b.state = 'cancelled' OR b.suffix <> '')
          ORDER BY b.dated_on, b.n, b.suffix LIMIT {limit}",
        years.0, years.1, days.0, days.1
    );
    db.all(sql, values.0).await
}
