//! Đứng sau con số: the matters that make a figure up, by the same conditions, unit by unit in the order of time.

use db::{Result, Sql};
use uuid::Uuid;

use crate::book::Book;
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
        /// The person it counts.
        pub subject_id: Option<Uuid>,
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

/// Units looked through at once: the lines come unit by unit, so a page of a nation is found without reading all of it.
const STRIDE: usize = 24;

/// A page of what stands behind some parts, and whether more follow.
pub async fn behind(
    db: &impl Sql,
    scope: &Scope,
    period: &Period,
    now_ms: i64,
    parts: &[Part],
    after: Option<&Cursor>,
) -> Result<(Vec<Line>, bool)> {
    let mut lines: Vec<Line> = Vec::new();
    if parts.is_empty() {
        return Ok((lines, false));
    }
    let mut after = after;
    for keys in scope.keys.chunks(STRIDE) {
        if after.is_some_and(|after| !keys.contains(&after.unit)) {
            continue;
        }
        let search = Search {
            scope,
            keys,
            period,
            now_ms,
        };
        lines.extend(search.lines(db, parts, after.take()).await?);
        if lines.len() > PAGE {
            break;
        }
    }
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    Ok((lines, more))
}

/// One look through some units of a scope.
struct Search<'a> {
    scope: &'a Scope,
    keys: &'a [String],
    period: &'a Period,
    now_ms: i64,
}

impl Search<'_> {
    /// The first lines after a place, one more than a page holds.
    async fn lines(
        &self,
        db: &impl Sql,
        parts: &[Part],
        after: Option<&Cursor>,
    ) -> Result<Vec<Line>> {
        let mut values = Values::default();
        let units = values.list(self.keys);
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
        let mut branches = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let lines = self.lines_of(&mut values, part, at, &units);
            branches.push(format!(
                "SELECT * FROM (SELECT * FROM ({lines}) AS l{at}{later} ORDER BY unit_id, at, matter_id, n LIMIT {limit}) AS b{at}"
            ));
        }
        let chosen = format!(
            "SELECT * FROM ({}) AS lines ORDER BY unit_id, at, matter_id, n, part LIMIT {limit}",
            branches.join(" UNION ALL ")
        );
        // Fact and page are looked up by key for the chosen lines only: the scans above stay within their indexes.
        let mut books: Vec<Book> = parts.iter().map(|part| part.measure.book).collect();
        books.sort_unstable();
        books.dedup();
        let (mut joins, mut names) = (Vec::new(), Vec::new());
        for book in &books {
            for (stock, table) in [(0, book.moves()), (1, book.stays())] {
                let place = 2 * *book as i64 + stock;
                let name = format!("t{place}");
                joins.push(format!(
                    "LEFT JOIN {table} {name} ON c.stock = {place} AND {name}.unit_id = c.unit_id
                      AND {name}.matter_id = c.matter_id AND {name}.n = c.n"
                ));
                names.push((*book, name));
            }
        }
        let named = |column: &str| {
            let all = names.iter().map(|(_, name)| format!("{name}.{column}"));
            all.collect::<Vec<_>>().join(", ")
        };
        let people: Vec<String> = names
            .iter()
            .filter(|(book, _)| *book == Book::Case)
            .map(|(_, name)| format!("{name}.subject_id"))
            .collect();
        let subject = match people.is_empty() {
            // A column of ids that is always empty, in the words of both databases.
            true => format!("CASE WHEN 1 = 0 THEN coalesce({}) END", named("fact_id")),
            false => format!("coalesce({})", people.join(", ")),
        };
        let sql = format!(
            "SELECT c.*, {subject} AS subject_id, coalesce({}) AS fact_id, coalesce({}) AS page_id
               FROM ({chosen}) AS c
               {}
              ORDER BY c.unit_id, c.at, c.matter_id, c.n, c.part",
            named("fact_id"),
            named("page_id"),
            joins.join(" ")
        );
        db.all(sql, values.0).await
    }

    /// The lines of one part, with the columns a list is ordered by.
    fn lines_of(&self, values: &mut Values, part: &Part, at: usize, units: &str) -> String {
        let (wanted, sign) = (condition(&part.measure), part.sign);
        let book = part.measure.book;
        let place = |stock: i64| 2 * book as i64 + stock;
        let edge = |values: &mut Values, instant: i64, stock: &str| {
            let instants = (instant, self.period.from_at(), self.now_ms);
            standing_at(values, units, (book, stock), instants)
        };
        let (time, stock, source) = match part.measure.what {
            What::Events(_) => ("at", place(0), self.moves(values, units, book, "")),
            What::Sources(_) => (
                "at",
                place(0),
                self.moves(values, units, book, first_of(self.scope)),
            ),
            What::Before(stock) => (
                "from_at",
                place(1),
                edge(values, self.period.from_at(), stock),
            ),
            What::After(stock) => (
                "from_at",
                place(1),
                edge(values, self.period.to_at(), stock),
            ),
        };
        format!(
            "SELECT unit_id, matter_id, n, {time} AS at, CAST({sign} AS BIGINT) AS sign, CAST({at} AS BIGINT) AS part, {stock} AS stock
               FROM ({source}) AS s WHERE {wanted}"
        )
    }

    /// The moves of the period; of several of a report only the first, by the column that knows the one before.
    fn moves(&self, values: &mut Values, units: &str, book: Book, first: &str) -> String {
        let (from, to) = (
            values.bind(self.period.from_at()),
            values.bind(self.period.to_at()),
        );
        let first = match first {
            "" => String::new(),
            column => format!(" AND {column} < {from}"),
        };
        let is_old = match book {
            Book::Report => String::new(),
            Book::Case => format!(", CASE WHEN origin_at < {from} THEN '1' ELSE '0' END AS is_old"),
        };
        format!(
            "SELECT *{is_old} FROM {} WHERE unit_id IN ({units}) AND at >= {from} AND at < {to}{first}",
            book.moves()
        )
    }
}
