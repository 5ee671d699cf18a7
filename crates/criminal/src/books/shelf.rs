//! Mở sổ: the lines of a book for units and a period, page after page, each page one walk along an index.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::{Result, Sql, V};
use uuid::Uuid;

use crate::register::{Values, each_of};

/// Lines on a page. Each is read from all facts of its matter, in up to fifty columns: twenty-five fill two screens.
pub const PAGE: i64 = 25;

/// Which lines are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The units, by key.
    pub units: Vec<String>,
    /// The book.
    pub book: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// One prosecutor.
    pub prosecutor: Option<Uuid>,
    /// A name or a number, as typed.
    pub query: String,
    /// After this line.
    pub after: Option<Cursor>,
    /// At most so many.
    pub most: i64,
}

/// The last line of the page before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Its day.
    pub on: NaiveDate,
    /// Its matter.
    pub matter: Uuid,
    /// Its number within the matter.
    pub n: i64,
}

impl Cursor {
    /// As it stands in an address.
    pub fn text(&self) -> String {
        format!("{}.{}.{}", self.on, self.n, self.matter.simple())
    }

    /// Reads it back.
    pub fn read(text: &str) -> Option<Cursor> {
        let mut parts = text.splitn(3, '.');
        Some(Cursor {
            on: parts.next()?.parse().ok()?,
            n: parts.next()?.parse().ok()?,
            matter: parts.next()?.parse().ok()?,
        })
    }
}

db::row! {
    /// Một dòng, before its words are read.
    pub struct Key {
        /// The unit in whose book it stands.
        pub unit_id: String,
        /// The matter.
        pub matter_id: Uuid,
        /// Its number within the matter.
        pub n: i64,
        /// The person it is about.
        pub subject_id: Option<Uuid>,
        /// Its day.
        pub entered_on: NaiveDate,
        /// Whether it carries a running number.
        pub is_counted: bool,
        /// Mã hồ sơ điện tử.
        pub code: String,
        /// Đơn vị thụ lý now.
        pub charge_id: String,
    }
}

impl Key {
    /// Where the next page goes on.
    pub fn cursor(&self) -> Cursor {
        Cursor {
            on: self.entered_on,
            matter: self.matter_id,
            n: self.n,
        }
    }
}

/// A page of lines and whether more follow.
pub async fn page(db: &impl Sql, asked: &Asked) -> Result<(Vec<Key>, bool)> {
    if asked.units.is_empty() {
        return Ok((Vec::new(), false));
    }
    let (sql, values) = statement(asked);
    let mut keys: Vec<Key> = db.all(sql, values).await?;
    let more = keys.len() as i64 > asked.most;
    keys.truncate(asked.most as usize);
    Ok((keys, more))
}

/// The statement of a page and its values; apart, so that its plan can be looked at.
pub fn statement(asked: &Asked) -> (String, Vec<V>) {
    let mut values = Values::default();
    let book = values.bind(&asked.book);
    let (from, to) = (values.bind(asked.from), values.bind(asked.to));
    let mut wanted = format!("b.book = {book} AND b.entered_on >= {from} AND b.entered_on <= {to}");
    if let Some(person) = asked.prosecutor {
        wanted += &format!(" AND b.prosecutor_id = {}", values.bind(person));
    }
    if let Some(after) = asked.after {
        let on = values.bind(after.on);
        let (matter, n) = (values.bind(after.matter), values.bind(after.n));
        // The first part lets the walk start at the day; the second leaves out what was shown.
        wanted += &format!(
            " AND b.entered_on >= {on} AND (b.entered_on, b.matter_id, b.n) > ({on}, {matter}, {n})"
        );
    }
    let query = text::fold(&text::clean(&asked.query));
    let range = (!query.is_empty()).then(|| {
        (
            values.bind(query.clone()),
            values.bind(format!("{query}\u{10ffff}")),
            values.bind(query.to_uppercase()),
        )
    });
    let most = asked.most + 1;
    let one = |unit: &str| {
        let found = match &range {
            None => String::new(),
            Some((from, to, code)) => format!(
                " AND b.matter_id IN (
                    SELECT s.matter_id FROM criminal_name s WHERE s.unit_id = {unit} AND s.folded >= {from} AND s.folded < {to}
                    UNION SELECT s.matter_id FROM criminal_line s WHERE s.unit_id = {unit} AND s.folded >= {from} AND s.folded < {to}
                    UNION SELECT m.id FROM ledger_matter m WHERE m.code = {code})"
            ),
        };
        format!(
            "SELECT b.unit_id, b.matter_id, b.n, b.subject_id, b.entered_on, b.is_counted FROM criminal_book_line b
              WHERE b.unit_id = {unit} AND {wanted}{found}
              ORDER BY b.entered_on, b.matter_id, b.n LIMIT {most}"
        )
    };
    let order = "entered_on, matter_id, n";
    let found = each_of(&asked.units, &mut values, one, (order, most));
    let sql = format!(
        "SELECT shown.*, m.code, c.unit_id AS charge_id
           FROM ({found}) AS shown
           JOIN ledger_matter m ON m.id = shown.matter_id
           JOIN criminal_matter c ON c.matter_id = shown.matter_id
          ORDER BY shown.entered_on, shown.matter_id, shown.n"
    );
    (sql, values.0)
}

db::row! { struct Counted { book: String, lines: i64 } }

/// Units whose lines are counted in one look; beyond that a list of books shows no figures.
pub const COUNTED_UNITS: usize = 40;

/// How many counted lines each book has; none where so many units are asked that counting would keep people waiting.
pub async fn counts(
    db: &impl Sql,
    units: &[String],
    from: NaiveDate,
    to: NaiveDate,
    books: &[&str],
) -> Result<Option<HashMap<String, i64>>> {
    if units.len() > COUNTED_UNITS {
        return Ok(None);
    }
    let (sql, values) = counting(units, from, to, books);
    if units.is_empty() {
        return Ok(Some(HashMap::new()));
    }
    let counted: Vec<Counted> = db.all(sql, values).await?;
    let mut counts = HashMap::new();
    for line in counted {
        *counts.entry(line.book).or_insert(0) += line.lines;
    }
    Ok(Some(counts))
}

/// The statement that counts; apart, so that its plan can be looked at.
pub fn counting(
    units: &[String],
    from: NaiveDate,
    to: NaiveDate,
    books: &[&str],
) -> (String, Vec<V>) {
    let mut values = Values::default();
    let (from, to) = (values.bind(from), values.bind(to));
    let books: Vec<String> = books.iter().map(|book| values.bind(*book)).collect();
    let books = books.join(", ");
    let parts: Vec<String> = units
        .iter()
        .map(|unit| {
            let unit = values.bind(unit);
            format!(
                "SELECT book, count(*) AS lines FROM criminal_book_line
                  WHERE unit_id = {unit} AND book IN ({books}) AND entered_on >= {from} AND entered_on <= {to} GROUP BY book"
            )
        })
        .collect();
    (parts.join(" UNION ALL "), values.0)
}
