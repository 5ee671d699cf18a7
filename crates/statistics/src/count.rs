//! Đếm: every measure of a form in a handful of range scans, first by unit, then added up.

use std::collections::BTreeMap;

use db::{Result, Sql, V};

use crate::event::{Attribute, Stock};
use crate::form::{Measure, What};
use crate::{Period, Scope};

/// Values of a statement while it is put together.
#[derive(Debug, Default)]
pub(crate) struct Values(pub Vec<V>);

impl Values {
    /// Binds a value and gives its placeholder.
    pub fn bind(&mut self, value: impl Into<V>) -> String {
        self.0.push(value.into());
        format!("${}", self.0.len())
    }

    /// Binds every key: `$1, $2, …`.
    pub fn list(&mut self, keys: &[String]) -> String {
        let places: Vec<String> = keys.iter().map(|key| self.bind(key)).collect();
        places.join(", ")
    }
}

/// The condition of a measure, over the columns of its table: the one text behind a figure and behind its list.
pub fn condition(measure: &Measure) -> String {
    let mut wanted = match measure.what {
        What::Events(event) | What::Sources(event) => vec![format!("event = '{}'", event.code())],
        What::Before(stock) | What::After(stock) => vec![format!("state = '{}'", stock.code())],
    };
    for (attribute, value) in &measure.wheres {
        wanted.push(format!("{} = '{value}'", attribute.code()));
    }
    wanted.join(" AND ")
}

/// What was counted: each measure by unit, and over all units together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// By unit, in the order of the measures.
    pub units: BTreeMap<String, Vec<i64>>,
    /// Together; a report that two units asked about counts once.
    pub together: Vec<i64>,
}

impl Counted {
    /// Nothing counted of so many measures.
    pub fn empty(width: usize) -> Counted {
        Counted {
            units: BTreeMap::new(),
            together: vec![0; width],
        }
    }

    /// Adds what was counted of other measures, or of another stretch of time.
    pub fn add(&mut self, other: Counted) {
        let sum = |into: &mut Vec<i64>, from: &[i64]| {
            into.iter_mut().zip(from).for_each(|(a, b)| *a += b)
        };
        sum(&mut self.together, &other.together);
        for (unit, figures) in other.units {
            match self.units.get_mut(&unit) {
                Some(known) => sum(known, &figures),
                None => {
                    self.units.insert(unit, figures);
                }
            }
        }
    }
}

/// Counts what adds up over time: the moves of a period.
pub async fn count_moves(
    db: &impl Sql,
    scope: &Scope,
    period: &Period,
    measures: &[Measure],
) -> Result<Counted> {
    let mut counted = Counted::empty(measures.len());
    let of_moves = |at: &usize| matches!(measures[*at].what, What::Events(_));
    let places: Vec<usize> = (0..measures.len()).filter(of_moves).collect();
    events(db, &scope.keys, period, measures, &places, &mut counted).await?;
    Ok(counted)
}

/// Counts what belongs to the period as a whole: stocks at its two ends, and reports with at least one move.
pub async fn count_whole(
    db: &impl Sql,
    scope: &Scope,
    period: &Period,
    measures: &[Measure],
) -> Result<Counted> {
    let keys = &scope.keys;
    let mut counted = Counted::empty(measures.len());
    let places = |wanted: fn(&What) -> bool| -> Vec<usize> {
        (0..measures.len())
            .filter(|at| wanted(&measures[*at].what))
            .collect()
    };
    for at in places(|what| matches!(what, What::Sources(_))) {
        sources(db, scope, period, measures, at, &mut counted).await?;
    }
    for stock in [Stock::Open, Stock::Suspended] {
        for (instant, is_before) in [(period.from_at(), true), (period.to_at(), false)] {
            let of_it = |what: &What| match what {
                What::Before(one) => is_before && *one == stock,
                What::After(one) => !is_before && *one == stock,
                _ => false,
            };
            let places: Vec<usize> = (0..measures.len())
                .filter(|at| of_it(&measures[*at].what))
                .collect();
            stocks(db, keys, stock, instant, measures, &places, &mut counted).await?;
        }
    }
    Ok(counted)
}

/// One column of a sum: how many of the grouped lines meet a condition.
fn sum_columns(measures: &[Measure], places: &[usize]) -> String {
    let column = |at: &usize| {
        format!(
            "CAST(SUM(CASE WHEN {} THEN n ELSE 0 END) AS BIGINT) AS m{at}",
            condition(&measures[*at])
        )
    };
    places
        .iter()
        .map(column)
        .collect::<Vec<_>>()
        .join(",\n       ")
}

async fn events(
    db: &impl Sql,
    keys: &[String],
    period: &Period,
    measures: &[Measure],
    places: &[usize],
    counted: &mut Counted,
) -> Result<()> {
    if places.is_empty() {
        return Ok(());
    }
    let mut values = Values::default();
    let (units, from, to) = (
        values.list(keys),
        values.bind(period.from_at()),
        values.bind(period.to_at()),
    );
    let by: Vec<&str> = Attribute::ALL
        .iter()
        .map(|attribute| attribute.code())
        .collect();
    let by = by.join(", ");
    let sql = format!(
        "SELECT unit_id, {}
           FROM (SELECT unit_id, event, {by}, count(*) AS n FROM statistics_event
                  WHERE unit_id IN ({units}) AND at >= {from} AND at < {to}
                  GROUP BY unit_id, event, {by}) AS g
          GROUP BY unit_id",
        sum_columns(measures, places)
    );
    add(db, sql, values, places, counted).await
}

async fn stocks(
    db: &impl Sql,
    keys: &[String],
    stock: Stock,
    instant: i64,
    measures: &[Measure],
    places: &[usize],
    counted: &mut Counted,
) -> Result<()> {
    if places.is_empty() {
        return Ok(());
    }
    let mut values = Values::default();
    let (units, at) = (values.list(keys), values.bind(instant));
    let sql = format!(
        "SELECT unit_id, {}
           FROM (SELECT unit_id, state, crime_group, handler, overdue, count(*) AS n FROM ({}) AS s
                  GROUP BY unit_id, state, crime_group, handler, overdue) AS g
          GROUP BY unit_id",
        sum_columns(measures, places),
        standing_at(&units, &at, stock)
    );
    add(db, sql, values, places, counted).await
}

/// The stretches that hold an instant, with what a stock is narrowed by.
pub(crate) fn standing_at(units: &str, at: &str, stock: Stock) -> String {
    format!(
        "SELECT unit_id, matter_id, n, state, from_at, crime_group, handler,
                CASE WHEN due_at < {at} THEN '1' ELSE '' END AS overdue
           FROM statistics_span
          WHERE unit_id IN ({units}) AND state = '{}' AND to_at >= {at} AND from_at < {at}",
        stock.code()
    )
}

async fn add(
    db: &impl Sql,
    sql: String,
    values: Values,
    places: &[usize],
    counted: &mut Counted,
) -> Result<()> {
    let width = counted.together.len();
    for row in db.rows(sql, values.0).await? {
        let unit: String = row.get("unit_id")?;
        let figures = counted.units.entry(unit).or_insert_with(|| vec![0; width]);
        for at in places {
            let figure: i64 = row.get(&format!("m{at}"))?;
            figures[*at] = figure;
            counted.together[*at] += figure;
        }
    }
    Ok(())
}

/// Reports with at least one such move: the first of the period counts.
async fn sources(
    db: &impl Sql,
    scope: &Scope,
    period: &Period,
    measures: &[Measure],
    at: usize,
    counted: &mut Counted,
) -> Result<()> {
    let wanted = condition(&measures[at]);
    let mut values = Values::default();
    let units = values.list(&scope.keys);
    let (from, to) = (values.bind(period.from_at()), values.bind(period.to_at()));
    let sql = format!(
        "SELECT unit_id, count(*) AS m{at} FROM statistics_event
          WHERE unit_id IN ({units}) AND at >= {from} AND at < {to} AND {wanted} AND {} < {from}
          GROUP BY unit_id",
        first_of(scope)
    );
    add(db, sql, values, &[at], counted).await
}

/// The same move before: over a tree wherever it was, so that a report that two units asked about counts once.
pub(crate) fn first_of(scope: &Scope) -> &'static str {
    match scope.is_tree {
        true => "previous_at",
        false => "previous_here_at",
    }
}
