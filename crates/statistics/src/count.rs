//! Đếm: every measure of a form in a handful of range scans, first by unit, then added up.

use std::collections::{BTreeMap, BTreeSet};

use db::{Result, Sql, V};

use crate::event::Stock;
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

/// Một lần đếm: the wanted measures, of some units, over a period, as known at a moment.
#[derive(Debug, Clone, Copy)]
pub struct Counting<'a> {
    /// Of which units.
    pub scope: &'a Scope,
    /// Over which period.
    pub period: &'a Period,
    /// Lúc lập biểu: of a period that still runs, what is overdue is overdue by now.
    pub now_ms: i64,
    /// Every measure of the form.
    pub measures: &'a [Measure],
    /// The places of those that are wanted; the others stay 0.
    pub wanted: &'a [usize],
}

impl Counting<'_> {
    /// Counts what adds up over time: the moves of the period.
    pub async fn moves(&self, db: &impl Sql) -> Result<Counted> {
        let mut counted = Counted::empty(self.measures.len());
        let places = self.places(|what| matches!(what, What::Events(_)));
        self.events(db, &places, &mut counted).await?;
        Ok(counted)
    }

    /// Reports with at least one such move in the whole period.
    pub async fn sources(&self, db: &impl Sql) -> Result<Counted> {
        let mut counted = Counted::empty(self.measures.len());
        for at in self.places(|what| matches!(what, What::Sources(_))) {
            self.sources_of(db, at, &mut counted).await?;
        }
        Ok(counted)
    }

    /// The stocks at the beginning.
    pub async fn opening(&self, db: &impl Sql) -> Result<Counted> {
        let mut counted = Counted::empty(self.measures.len());
        for stock in Stock::ALL {
            let places = self.places(|what| *what == What::Before(*stock));
            let at = self.period.from_at();
            self.stocks(db, *stock, at, &places, &mut counted).await?;
        }
        Ok(counted)
    }

    /// The stocks at the end.
    pub async fn closing(&self, db: &impl Sql) -> Result<Counted> {
        let mut counted = Counted::empty(self.measures.len());
        for stock in Stock::ALL {
            let places = self.places(|what| *what == What::After(*stock));
            let at = self.period.to_at();
            self.stocks(db, *stock, at, &places, &mut counted).await?;
        }
        Ok(counted)
    }

    fn places(&self, is_it: impl Fn(&What) -> bool) -> Vec<usize> {
        let wanted = self.wanted.iter().copied();
        wanted
            .filter(|at| is_it(&self.measures[*at].what))
            .collect()
    }

    async fn events(&self, db: &impl Sql, places: &[usize], counted: &mut Counted) -> Result<()> {
        if places.is_empty() {
            return Ok(());
        }
        let mut values = Values::default();
        let (units, from, to) = (
            values.list(&self.scope.keys),
            values.bind(self.period.from_at()),
            values.bind(self.period.to_at()),
        );
        let wanted = || places.iter().map(|at| &self.measures[*at]);
        let by: BTreeSet<&str> = wanted()
            .flat_map(|measure| measure.wheres.keys().map(|attribute| attribute.code()))
            .collect();
        let by: String = by.iter().map(|column| format!(", {column}")).collect();
        let only: BTreeSet<String> = wanted()
            .filter_map(|measure| match measure.what {
                What::Events(event) => Some(format!("'{}'", event.code())),
                _ => None,
            })
            .collect();
        // A few moves have an index of their own; for a whole form one walk over all of them is shorter.
        let only = match only.len() {
            1..=FEW => format!(
                " AND event IN ({})",
                only.into_iter().collect::<Vec<_>>().join(", ")
            ),
            _ => String::new(),
        };
        let sql = format!(
            "SELECT unit_id, {}
               FROM (SELECT unit_id, event{by}, count(*) AS n FROM statistics_event
                      WHERE unit_id IN ({units}) AND at >= {from} AND at < {to} AND event <> 'noted'{only}
                      GROUP BY unit_id, event{by}) AS g
              GROUP BY unit_id",
            sum_columns(self.measures, places)
        );
        add(db, sql, values, places, counted).await
    }

    async fn stocks(
        &self,
        db: &impl Sql,
        stock: Stock,
        instant: i64,
        places: &[usize],
        counted: &mut Counted,
    ) -> Result<()> {
        if places.is_empty() {
            return Ok(());
        }
        let mut values = Values::default();
        let units = values.list(&self.scope.keys);
        let standing = standing_at(&mut values, &units, instant, self.now_ms, stock);
        let sql = format!(
            "SELECT unit_id, {}
               FROM (SELECT unit_id, state, crime_group, handler, overdue, count(*) AS n FROM ({standing}) AS s
                      GROUP BY unit_id, state, crime_group, handler, overdue) AS g
              GROUP BY unit_id",
            sum_columns(self.measures, places)
        );
        add(db, sql, values, places, counted).await
    }

    /// Reports with at least one such move: the first of the period counts.
    async fn sources_of(&self, db: &impl Sql, at: usize, counted: &mut Counted) -> Result<()> {
        let wanted = condition(&self.measures[at]);
        let mut values = Values::default();
        let units = values.list(&self.scope.keys);
        let from = values.bind(self.period.from_at());
        let to = values.bind(self.period.to_at());
        let sql = format!(
            "SELECT unit_id, count(*) AS m{at} FROM statistics_event
              WHERE unit_id IN ({units}) AND at >= {from} AND at < {to} AND {wanted} AND {} < {from}
              GROUP BY unit_id",
            first_of(self.scope)
        );
        add(db, sql, values, &[at], counted).await
    }
}

/// So many kinds of move are looked up one by one.
const FEW: usize = 3;

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

/// The stretches that hold an instant, with what a stock is narrowed by. A limit that ends after this moment is not
/// overdue yet, though the period runs on.
pub(crate) fn standing_at(
    values: &mut Values,
    units: &str,
    instant: i64,
    now_ms: i64,
    stock: Stock,
) -> String {
    let at = values.bind(instant);
    let late = values.bind(instant.min(now_ms.saturating_add(1)));
    format!(
        "SELECT unit_id, matter_id, n, state, from_at, crime_group, handler,
                CASE WHEN due_at < {late} THEN '1' ELSE '' END AS overdue
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

/// The same move before: over a tree wherever it was, so that a report that two units asked about counts once.
pub(crate) fn first_of(scope: &Scope) -> &'static str {
    match scope.is_tree {
        true => "previous_at",
        false => "previous_here_at",
    }
}
