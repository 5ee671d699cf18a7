//! Đếm: every measure of a form in a handful of range scans, first by unit, then added up.

use std::collections::{BTreeMap, BTreeSet};

use db::{Result, Sql, V};

use crate::book::Book;
use crate::form::{Measure, What};
use crate::{Period, Scope};

/// Đếm theo: what each line of the answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Đơn vị.
    Unit,
    /// Điều luật.
    Article,
}

impl By {
    /// The column.
    pub const fn column(self) -> &'static str {
        match self {
            By::Unit => "unit_id",
            By::Article => "article",
        }
    }
}

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
        What::Events(event) | What::Sources(event) => vec![format!("event = '{event}'")],
        What::Before(stock) | What::After(stock) => vec![format!("state = '{stock}'")],
    };
    for (attribute, values) in &measure.wheres {
        match values.as_slice() {
            [value] => wanted.push(format!("{attribute} = '{value}'")),
            several => wanted.push(format!("{attribute} IN ('{}')", several.join("', '"))),
        }
    }
    wanted.join(" AND ")
}

/// What was counted: each measure by unit (or by offence), and over all together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// By unit or by offence, in the order of the measures.
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

    /// Takes some units out again.
    pub fn forget(&mut self, units: &[String]) {
        for figures in units.iter().filter_map(|unit| self.units.remove(unit)) {
            self.together
                .iter_mut()
                .zip(figures)
                .for_each(|(a, b)| *a -= b);
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
    /// What each line is for.
    pub by: By,
}

impl Counting<'_> {
    /// Counts what adds up over time: the moves of the period.
    pub async fn moves(&self, db: &impl Sql) -> Result<Counted> {
        let mut counted = Counted::empty(self.measures.len());
        for book in Book::ALL {
            let places = self.places(|measure| measure.book == book && measure.adds_up());
            self.events(db, book, &places, &mut counted).await?;
        }
        Ok(counted)
    }

    /// What is counted over the whole period only: reports with at least one such move, and what is older than the period.
    pub async fn whole(&self, db: &impl Sql) -> Result<Counted> {
        let mut counted = Counted::empty(self.measures.len());
        for at in self.places(|measure| matches!(measure.what, What::Sources(_))) {
            self.sources_of(db, at, &mut counted).await?;
        }
        for book in Book::ALL {
            let is_it = |measure: &Measure| {
                measure.book == book
                    && matches!(measure.what, What::Events(_))
                    && !measure.adds_up()
            };
            let places = self.places(is_it);
            self.events(db, book, &places, &mut counted).await?;
        }
        Ok(counted)
    }

    /// The stocks at the beginning.
    pub async fn opening(&self, db: &impl Sql) -> Result<Counted> {
        let is_it = |what: What, stock: &str| matches!(what, What::Before(code) if code == stock);
        self.stocks_at(db, self.period.from_at(), is_it).await
    }

    /// The stocks at the end.
    pub async fn closing(&self, db: &impl Sql) -> Result<Counted> {
        let is_it = |what: What, stock: &str| matches!(what, What::After(code) if code == stock);
        self.stocks_at(db, self.period.to_at(), is_it).await
    }

    async fn stocks_at(
        &self,
        db: &impl Sql,
        instant: i64,
        is_it: impl Fn(What, &str) -> bool,
    ) -> Result<Counted> {
        let mut counted = Counted::empty(self.measures.len());
        for book in Book::ALL {
            for stock in book.stocks() {
                let places =
                    self.places(|measure| measure.book == book && is_it(measure.what, stock.code));
                self.stocks(db, (book, stock.code), instant, &places, &mut counted)
                    .await?;
            }
        }
        Ok(counted)
    }

    fn places(&self, is_it: impl Fn(&Measure) -> bool) -> Vec<usize> {
        let wanted = self.wanted.iter().copied();
        wanted.filter(|at| is_it(&self.measures[*at])).collect()
    }

    async fn events(
        &self,
        db: &impl Sql,
        book: Book,
        places: &[usize],
        counted: &mut Counted,
    ) -> Result<()> {
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
        let key = self.by.column();
        let by: BTreeSet<&str> = wanted()
            .flat_map(|measure| measure.wheres.keys().copied())
            .filter(|column| *column != key)
            .collect();
        let is_old = match by.contains("is_old") {
            true => format!(", CASE WHEN origin_at < {from} THEN '1' ELSE '0' END AS is_old"),
            false => String::new(),
        };
        let by: String = by.iter().map(|column| format!(", {column}")).collect();
        let only: BTreeSet<String> = wanted()
            .filter_map(|measure| match measure.what {
                What::Events(event) => Some(format!("'{event}'")),
                _ => None,
            })
            .collect();
        // A few moves have an index of their own; for a whole form one walk over all of them is shorter.
        let only = match (only.len(), book) {
            // Read as it goes along, not looked up: the walk stays within the index that holds every column.
            (MANY.., Book::Case) => format!(
                " AND (event || '') IN ({})",
                only.into_iter().collect::<Vec<_>>().join(", ")
            ),
            (1..=FEW, _) | (_, Book::Case) => format!(
                " AND event IN ({})",
                only.into_iter().collect::<Vec<_>>().join(", ")
            ),
            _ => String::new(),
        };
        let table = book.moves();
        let source = match is_old.is_empty() {
            true => table.to_owned(),
            false => format!("(SELECT *{is_old} FROM {table}) AS m"),
        };
        let sql = format!(
            "SELECT {key}, {}
               FROM (SELECT {key}, event{by}, count(*) AS n FROM {source}
                      WHERE unit_id IN ({units}) AND at >= {from} AND at < {to} AND event <> 'noted'{only}
                      GROUP BY {key}, event{by}) AS g
              GROUP BY {key}",
            sum_columns(self.measures, places)
        );
        self.add(db, sql, values, places, counted).await
    }

    async fn stocks(
        &self,
        db: &impl Sql,
        (book, stock): (Book, &'static str),
        instant: i64,
        places: &[usize],
        counted: &mut Counted,
    ) -> Result<()> {
        if places.is_empty() {
            return Ok(());
        }
        let mut values = Values::default();
        let units = values.list(&self.scope.keys);
        let standing = standing_at(
            &mut values,
            &units,
            (book, stock),
            (instant, self.period.from_at(), self.now_ms),
        );
        let key = self.by.column();
        let wanted = places.iter().map(|at| &self.measures[*at]);
        let by: BTreeSet<&str> = wanted
            .flat_map(|measure| measure.wheres.keys().copied())
            .filter(|column| *column != key)
            .collect();
        let by: String = by.iter().map(|column| format!(", {column}")).collect();
        let sql = format!(
            "SELECT {key}, {}
               FROM (SELECT {key}, state{by}, count(*) AS n FROM ({standing}) AS s
                      GROUP BY {key}, state{by}) AS g
              GROUP BY {key}",
            sum_columns(self.measures, places)
        );
        self.add(db, sql, values, places, counted).await
    }

    /// Reports with at least one such move: the first of the period counts.
    async fn sources_of(&self, db: &impl Sql, at: usize, counted: &mut Counted) -> Result<()> {
        let wanted = condition(&self.measures[at]);
        let table = self.measures[at].book.moves();
        let mut values = Values::default();
        let units = values.list(&self.scope.keys);
        let from = values.bind(self.period.from_at());
        let to = values.bind(self.period.to_at());
        let key = self.by.column();
        let sql = format!(
            "SELECT {key}, count(*) AS m{at} FROM {table}
              WHERE unit_id IN ({units}) AND at >= {from} AND at < {to} AND {wanted} AND {} < {from}
              GROUP BY {key}",
            first_of(self.scope)
        );
        self.add(db, sql, values, &[at], counted).await
    }

    async fn add(
        &self,
        db: &impl Sql,
        sql: String,
        values: Values,
        places: &[usize],
        counted: &mut Counted,
    ) -> Result<()> {
        let width = counted.together.len();
        for row in db.rows(sql, values.0).await? {
            let key: String = row.get(self.by.column())?;
            let figures = counted.units.entry(key).or_insert_with(|| vec![0; width]);
            for at in places {
                let figure: i64 = row.get(&format!("m{at}"))?;
                figures[*at] += figure;
                counted.together[*at] += figure;
            }
        }
        Ok(())
    }
}

/// So many kinds of move are looked up one by one.
const FEW: usize = 3;
/// From so many on they are walked.
const MANY: usize = FEW + 1;

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
/// overdue yet, though the period runs on; a stretch that began in the period is new.
pub(crate) fn standing_at(
    values: &mut Values,
    units: &str,
    (book, stock): (Book, &str),
    (instant, from, now_ms): (i64, i64, i64),
) -> String {
    let at = values.bind(instant);
    let late = values.bind(instant.min(now_ms.saturating_add(1)));
    let from = values.bind(from);
    format!(
        "SELECT unit_id, matter_id, n, state, from_at, {},
                CASE WHEN due_at < {late} THEN '1' ELSE '' END AS overdue,
                CASE WHEN from_at >= {from} THEN '1' ELSE '' END AS is_new
           FROM {}
          WHERE unit_id IN ({units}) AND state = '{stock}' AND to_at >= {at} AND from_at < {at}",
        book.stock_attributes().join(", "),
        book.stays()
    )
}

/// The same move before: over a tree wherever it was, so that a report that two units asked about counts once.
pub(crate) fn first_of(scope: &Scope) -> &'static str {
    match scope.is_tree {
        true => "previous_at",
        false => "previous_here_at",
    }
}
