//! Danh sách và sổ thụ lý: each an index scan by key that never counts what it does not show.

use chrono::NaiveDate;
use db::{Result, Sql, V};
use uuid::Uuid;

/// Lines on a page.
pub const PAGE: i64 = 50;
/// Lines of the register that one page, screen or paper, holds.
pub const BOOK: i64 = 200;

/// Which matters a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The units, by key.
    pub units: Vec<String>,
    /// `open`, `done`; empty: both.
    pub list: String,
    /// One kind.
    pub kind: Option<String>,
    /// One prosecutor.
    pub prosecutor: Option<Uuid>,
    /// A name, a number of a paper or a code, as typed.
    pub query: String,
    /// After this line.
    pub after: Option<(i64, Uuid)>,
}

db::row! {
    /// Một dòng của danh sách.
    pub struct Line {
        /// The matter.
        pub matter_id: Uuid,
        /// Mã hồ sơ điện tử.
        pub code: String,
        /// Loại vụ việc.
        pub kind: String,
        /// Where it stands.
        pub state: String,
        /// Its place in the order.
        pub place: i64,
        /// What it is called.
        pub title: String,
        /// Quan hệ tranh chấp.
        pub relation: String,
        /// Names in short.
        pub claimants: String,
        /// Names in short.
        pub defendants: String,
        /// Tòa án.
        pub court: String,
        /// Số thụ lý kiểm sát.
        pub docket: String,
        /// Ngày thụ lý kiểm sát.
        pub accepted_on: NaiveDate,
        /// The newest day set for a trial.
        pub trial_on: Option<NaiveDate>,
        /// The same in words.
        pub trial_at: String,
        /// Kiểm sát viên.
        pub prosecutor: String,
    }
}

const LINE: &str = "c.unit_id, c.matter_id, c.kind, c.state, c.place, c.title, c.relation, c.claimants, c.defendants, c.court,
       c.docket, c.accepted_on, c.trial_on, c.trial_at, c.prosecutor";

/// Values of a statement while it is put together.
#[derive(Default)]
struct Values(Vec<V>);

impl Values {
    fn bind(&mut self, value: impl Into<V>) -> String {
        self.0.push(value.into());
        format!("${}", self.0.len())
    }
}

/// A page of matters and whether more follow.
pub async fn matters(db: &impl Sql, filter: &Filter) -> Result<(Vec<Line>, bool)> {
    if filter.units.is_empty() {
        return Ok((Vec::new(), false));
    }
    let mut values = Values::default();
    let mut wanted = String::new();
    match filter.list.is_empty() {
        true => wanted += " AND c.list IN ('open', 'done')",
        false => wanted += &format!(" AND c.list = {}", values.bind(&filter.list)),
    }
    if let Some(kind) = &filter.kind {
        wanted += &format!(" AND c.kind = {}", values.bind(kind));
    }
    if let Some(person) = filter.prosecutor {
        wanted += &format!(" AND c.prosecutor_id = {}", values.bind(person));
    }
    if let Some((place, matter)) = filter.after {
        let (place, matter) = (values.bind(place), values.bind(matter));
        wanted += &format!(" AND (c.place, c.matter_id) > ({place}, {matter})");
    }
    let query = text::fold(&text::clean(&filter.query));
    let range = (!query.is_empty()).then(|| {
        (
            values.bind(query.clone()),
            values.bind(format!("{query}\u{10ffff}")),
            values.bind(query.to_uppercase()),
        )
    });
    let parts: Vec<String> = filter
        .units
        .iter()
        .enumerate()
        .map(|(at, unit)| {
            let unit = values.bind(unit);
            let found = range.as_ref().map_or_else(String::new, |(from, to, code)| {
                format!(
                    " AND c.matter_id IN (
                        SELECT s.matter_id FROM civil_word s WHERE s.unit_id = {unit} AND s.folded >= {from} AND s.folded < {to}
                        UNION SELECT m.id FROM ledger_matter m WHERE m.code = {code})"
                )
            });
            format!(
                "SELECT * FROM (SELECT {LINE} FROM civil_matter c WHERE c.unit_id = {unit}{wanted}{found}
                   ORDER BY c.place, c.matter_id LIMIT {}) AS u{at}",
                PAGE + 1
            )
        })
        .collect();
    let sql = format!(
        "SELECT shown.*, m.code FROM (SELECT * FROM ({}) AS lines ORDER BY place, matter_id LIMIT {}) AS shown
           JOIN ledger_matter m ON m.id = shown.matter_id ORDER BY shown.place, shown.matter_id",
        parts.join(" UNION ALL "),
        PAGE + 1
    );
    let mut lines: Vec<Line> = db.all(sql, values.0).await?;
    let more = lines.len() > PAGE as usize;
    lines.truncate(PAGE as usize);
    Ok((lines, more))
}

/// Sổ thụ lý kiểm sát sơ thẩm of a kind: the matters of a unit taken in between two days, in the order of the book; whether more follow.
pub async fn book(
    db: &impl Sql,
    unit: &str,
    kind: &str,
    (from, to): (NaiveDate, NaiveDate),
    after: i64,
) -> Result<(Vec<Uuid>, bool)> {
    let mut ids: Vec<Uuid> = db
        .all(
            format!(
                "SELECT matter_id FROM civil_matter
                  WHERE unit_id = $1 AND kind = $2 AND accepted_on >= $3 AND accepted_on <= $4 AND list <> 'gone'
                  ORDER BY accepted_on, matter_id LIMIT {} OFFSET $5",
                BOOK + 1
            ),
            db::args![unit, kind, from, to, after],
        )
        .await?;
    let more = ids.len() > BOOK as usize;
    ids.truncate(BOOK as usize);
    Ok((ids, more))
}

db::row! {
    /// Một chỗ tìm thấy.
    pub struct Hit {
        /// The matter.
        pub matter_id: Uuid,
        /// What was found.
        pub said: String,
        /// `party`, `number`, `relation`.
        pub what: String,
        /// What the matter is called.
        pub title: String,
        /// Mã hồ sơ điện tử.
        pub code: String,
    }
}

/// Parties, numbers and relations that begin with these words, within these units; at most a few.
pub async fn hits(db: &impl Sql, units: &[String], query: &str) -> Result<Vec<Hit>> {
    let folded = text::fold(&text::clean(query));
    if units.is_empty() || folded.chars().count() < 2 {
        return Ok(Vec::new());
    }
    let mut values = Values::default();
    let (from, to) = (
        values.bind(folded.clone()),
        values.bind(format!("{folded}\u{10ffff}")),
    );
    let parts: Vec<String> = units
        .iter()
        .enumerate()
        .map(|(at, unit)| {
            let unit = values.bind(unit);
            format!(
                "SELECT * FROM (SELECT unit_id, matter_id, said, what FROM civil_word
                                 WHERE unit_id = {unit} AND folded >= {from} AND folded < {to} ORDER BY folded LIMIT 8) AS w{at}"
            )
        })
        .collect();
    let sql = format!(
        "SELECT h.matter_id, h.said, h.what, c.title, m.code FROM ({}) AS h
           JOIN civil_matter c ON c.unit_id = h.unit_id AND c.matter_id = h.matter_id
           JOIN ledger_matter m ON m.id = h.matter_id WHERE c.list <> 'gone' LIMIT 12",
        parts.join(" UNION ALL ")
    );
    db.all(sql, values.0).await
}
