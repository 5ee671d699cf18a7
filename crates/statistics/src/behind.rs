//! Đứng sau con số: the matters that make a figure up, by the same conditions, unit by unit in the order of time.

use db::{Result, Sql};
use uuid::Uuid;

use crate::count::{Values, condition, first_of, standing_at};
use crate::form::{Part, What};
use crate::{Period, Scope};

/// Lines on a page.
pub const PAGE: usize = 50;

db::row! {
    /// Một dòng đứng sau con số.
    pub struct Line {
        /// The unit it counts in.
        pub unit_id: String,
        /// The matter.
        pub matter_id: Uuid,
        /// Its place within the matter.
        pub n: i64,
        /// When, ms UTC.
        pub at: i64,
        /// 1 when it adds to the figure, -1 when it takes away.
        pub sign: i64,
        /// Which part of the figure.
        pub part: i64,
        /// The fact.
        pub fact_id: Uuid,
        /// The page it was read from.
        pub page_id: Option<Uuid>,
    }
}

/// The last line of the page before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    unit: String,
    at: i64,
    matter: Uuid,
    n: i64,
    part: i64,
}

impl Line {
    /// The place after which the next page begins.
    pub fn cursor(&self) -> Cursor {
        Cursor {
            unit: self.unit_id.clone(),
            at: self.at,
            matter: self.matter_id,
            n: self.n,
            part: self.part,
        }
    }
}

impl Cursor {
    /// As it stands in an address.
    pub fn text(&self) -> String {
        format!(
            "{}~{}~{}~{}~{}",
            self.unit,
            self.at,
            self.matter.simple(),
            self.n,
            self.part
        )
    }

    /// Reads it back.
    pub fn read(text: &str) -> Option<Cursor> {
        let mut parts = text.split('~');
        Some(Cursor {
            unit: parts.next()?.to_owned(),
            at: parts.next()?.parse().ok()?,
            matter: parts.next()?.parse().ok()?,
            n: parts.next()?.parse().ok()?,
            part: parts.next()?.parse().ok()?,
        })
    }
}

/// A page of what stands behind some parts, and whether more follow.
pub async fn behind(
    db: &impl Sql,
    scope: &Scope,
    period: &Period,
    parts: &[Part],
    after: Option<&Cursor>,
) -> Result<(Vec<Line>, bool)> {
    if parts.is_empty() {
        return Ok((Vec::new(), false));
    }
    let mut values = Values::default();
    let units = values.list(&scope.keys);
    let (from, to) = (values.bind(period.from_at()), values.bind(period.to_at()));
    let later = after.map(|after| {
        let places = [
            values.bind(&after.unit),
            values.bind(after.at),
            values.bind(after.matter),
            values.bind(after.n),
            values.bind(after.part),
        ];
        format!(
            " WHERE (unit_id, at, matter_id, n, part) > ({})",
            places.join(", ")
        )
    });
    let later = later.unwrap_or_default();
    let limit = PAGE + 1;
    let branch = |(at, part): (usize, &Part)| {
        let lines = lines_of(part, at, first_of(scope), &units, &from, &to);
        format!(
            "SELECT * FROM (SELECT * FROM ({lines}) AS l{at}{later} ORDER BY unit_id, at, matter_id, n LIMIT {limit}) AS b{at}"
        )
    };
    let branches: Vec<String> = parts.iter().enumerate().map(branch).collect();
    let chosen = format!(
        "SELECT * FROM ({}) AS lines ORDER BY unit_id, at, matter_id, n, part LIMIT {limit}",
        branches.join(" UNION ALL ")
    );
    // Fact and page are looked up by key for the chosen lines only: the scans above stay within their indexes.
    let sql = format!(
        "SELECT c.*, coalesce(e.fact_id, s.fact_id) AS fact_id, coalesce(e.page_id, s.page_id) AS page_id
           FROM ({chosen}) AS c
           LEFT JOIN statistics_event e ON c.stock = 0 AND e.unit_id = c.unit_id AND e.matter_id = c.matter_id AND e.n = c.n
           LEFT JOIN statistics_span s ON c.stock = 1 AND s.unit_id = c.unit_id AND s.matter_id = c.matter_id AND s.n = c.n
          ORDER BY c.unit_id, c.at, c.matter_id, c.n, c.part"
    );
    let mut lines: Vec<Line> = db.all(sql, values.0).await?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    Ok((lines, more))
}

/// The lines of one part, with the columns a list is ordered by.
fn lines_of(part: &Part, at: usize, first: &str, units: &str, from: &str, to: &str) -> String {
    let (wanted, sign) = (condition(&part.measure), part.sign);
    let inside = format!("unit_id IN ({units}) AND at >= {from} AND at < {to} AND {wanted}");
    match part.measure.what {
        What::Events(_) => format!(
            "SELECT unit_id, matter_id, n, at, CAST({sign} AS BIGINT) AS sign, CAST({at} AS BIGINT) AS part, 0 AS stock FROM statistics_event WHERE {inside}"
        ),
        What::Sources(_) => format!(
            "SELECT unit_id, matter_id, n, at, CAST({sign} AS BIGINT) AS sign, CAST({at} AS BIGINT) AS part, 0 AS stock
               FROM statistics_event WHERE {inside} AND {first} < {from}"
        ),
        What::Before(stock) => stock_lines(&standing_at(units, from, stock), &wanted, sign, at),
        What::After(stock) => stock_lines(&standing_at(units, to, stock), &wanted, sign, at),
    }
}

fn stock_lines(standing: &str, wanted: &str, sign: i64, at: usize) -> String {
    format!(
        "SELECT unit_id, matter_id, n, from_at AS at, CAST({sign} AS BIGINT) AS sign, CAST({at} AS BIGINT) AS part, 1 AS stock FROM ({standing}) AS s
          WHERE {wanted}"
    )
}
