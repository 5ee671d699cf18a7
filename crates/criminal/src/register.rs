//! Sổ nguồn tin, sổ vụ án, sổ tạm giữ tạm giam: the lists, each an index scan by key that never counts what it does not show.

use chrono::NaiveDate;
use db::{Result, Sql, V};
use uuid::Uuid;

/// Lines on a page.
pub const PAGE: i64 = 50;

/// Which matters a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The units, by key.
    pub units: Vec<String>,
    /// `reports`, `reports_done`, `cases`, `cases_done`.
    pub list: String,
    /// One state, such as `case.investigating`.
    pub state: Option<String>,
    /// One prosecutor.
    pub prosecutor: Option<Uuid>,
    /// A name, a number of a paper or a code, as typed.
    pub query: String,
    /// After this line.
    pub after: Option<Cursor>,
}

/// The last line of the page before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Its place in the order.
    pub place: i64,
    /// Its matter.
    pub matter: Uuid,
    /// Its number within the matter, where a matter has several lines.
    pub n: i64,
}

impl Cursor {
    /// As it stands in an address.
    pub fn text(&self) -> String {
        format!("{}.{}.{}", self.place, self.n, self.matter.simple())
    }

    /// Reads it back.
    pub fn read(text: &str) -> Option<Cursor> {
        let mut parts = text.splitn(3, '.');
        let (place, n) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Cursor {
            place,
            n,
            matter: parts.next()?.parse().ok()?,
        })
    }
}

db::row! {
    /// Một dòng của sổ.
    pub struct MatterLine {
        /// The matter.
        pub matter_id: Uuid,
        /// Đơn vị thụ lý.
        pub unit_id: String,
        /// Mã hồ sơ điện tử.
        pub code: String,
        /// `report.verifying`, `case.investigating` …
        pub state: String,
        /// Its place in the order.
        pub place: i64,
        /// What it is called.
        pub title: String,
        /// Names in short.
        pub people: String,
        /// Tội danh.
        pub charge: String,
        /// Loại tội phạm.
        pub severity: Option<String>,
        /// Kiểm sát viên.
        pub prosecutor: String,
        /// When the report came.
        pub received_on: Option<NaiveDate>,
        /// When the case was opened.
        pub opened_on: Option<NaiveDate>,
        /// Số thụ lý.
        pub docket: String,
        /// The next end.
        pub due_on: Option<NaiveDate>,
        /// The same as an instant.
        pub due_at: Option<i64>,
        /// Whether that end is an hour.
        pub has_hour: bool,
        /// Which limit.
        pub due_vi: String,
        /// The clock it is, such as `CUSTODY`; empty where nothing runs.
        pub family: String,
        /// The next lawful step.
        pub next_act: Option<String>,
        /// In words.
        pub next_vi: String,
        /// The person it is about.
        pub next_subject: Option<Uuid>,
    }
}

impl MatterLine {
    /// Bước hợp pháp tiếp theo at an instant: the act and the sentence. Once the clock has run out it is what the law then demands.
    pub fn step<'a>(&'a self, law: &'a law::Law, now_ms: i64) -> (Option<&'a str>, &'a str) {
        let kept = (self.next_act.as_deref(), self.next_vi.as_str());
        let is_overdue = self.due_at.is_some_and(|due_at| due_at <= now_ms);
        crate::due::step_at(law, &self.family, kept, is_overdue)
    }
}

const LINE: &str = "c.matter_id, c.unit_id, c.state, c.place, c.title, c.people, c.charge, c.severity, c.prosecutor,
       c.received_on, c.opened_on, c.docket, c.due_on, c.due_at, c.has_hour, c.due_vi, c.family, c.next_act, c.next_vi,
       c.next_subject";

/// Values of a statement while it is put together.
#[derive(Default)]
pub(crate) struct Values(pub Vec<V>);

impl Values {
    /// Binds a value and gives its placeholder.
    pub fn bind(&mut self, value: impl Into<V>) -> String {
        self.0.push(value.into());
        format!("${}", self.0.len())
    }
}

/// The same question for each unit (or person), each answered by its own index scan, put together in one order.
pub(crate) fn each_of<K: Clone + Into<V>>(
    keys: &[K],
    values: &mut Values,
    one: impl Fn(&str) -> String,
    (order, at_most): (&str, i64),
) -> String {
    let parts: Vec<String> = keys
        .iter()
        .enumerate()
        .map(|(at, key)| {
            let place = values.bind(key.clone());
            format!("SELECT * FROM ({}) AS u{at}", one(&place))
        })
        .collect();
    format!(
        "SELECT * FROM ({}) AS lines ORDER BY {order} LIMIT {at_most}",
        parts.join(" UNION ALL ")
    )
}

/// A page of matters and whether more follow.
pub async fn matters(db: &impl Sql, filter: &Filter) -> Result<(Vec<MatterLine>, bool)> {
    if filter.units.is_empty() {
        return Ok((Vec::new(), false));
    }
    let (sql, values) = statement(filter);
    let mut lines: Vec<MatterLine> = db.all(sql, values).await?;
    let more = lines.len() > PAGE as usize;
    lines.truncate(PAGE as usize);
    Ok((lines, more))
}

/// The statement of a page and its values; apart, so that its plan can be looked at.
pub fn statement(filter: &Filter) -> (String, Vec<V>) {
    let mut values = Values::default();
    let mut wanted = String::new();
    match &filter.state {
        Some(state) => wanted += &format!(" AND c.state = {}", values.bind(state)),
        None => wanted += &format!(" AND c.list = {}", values.bind(&filter.list)),
    }
    if let Some(person) = filter.prosecutor {
        wanted += &format!(" AND c.prosecutor_id = {}", values.bind(person));
    }
    if let Some(after) = filter.after {
        let (place, matter) = (values.bind(after.place), values.bind(after.matter));
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
    let one = |unit: &str| {
        let found = match &range {
            None => String::new(),
            Some((from, to, code)) => format!(
                " AND c.matter_id IN (
                    SELECT s.matter_id FROM criminal_name s WHERE s.unit_id = {unit} AND s.folded >= {from} AND s.folded < {to}
                    UNION SELECT s.matter_id FROM criminal_line s WHERE s.unit_id = {unit} AND s.folded >= {from} AND s.folded < {to}
                    UNION SELECT m.id FROM ledger_matter m WHERE m.code = {code})"
            ),
        };
        format!(
            "SELECT {LINE} FROM criminal_matter c WHERE c.unit_id = {unit}{wanted}{found}
              ORDER BY c.place, c.matter_id LIMIT {}",
            PAGE + 1
        )
    };
    let inner = each_of(
        &filter.units,
        &mut values,
        one,
        ("place, matter_id", PAGE + 1),
    );
    let sql = format!(
        "SELECT shown.*, m.code FROM ({inner}) AS shown JOIN ledger_matter m ON m.id = shown.matter_id
          ORDER BY shown.place, shown.matter_id"
    );
    (sql, values.0)
}

db::row! {
    /// Hồ sơ bắt đầu trong một ngày.
    pub struct Begun {
        /// The matter.
        pub matter_id: Uuid,
        /// Mã hồ sơ điện tử.
        pub code: String,
        /// When the report came.
        pub received_on: Option<NaiveDate>,
        /// When the case was opened.
        pub opened_on: Option<NaiveDate>,
        /// Số thụ lý.
        pub docket: String,
    }
}

/// The matters of a unit that began on a day, in which a name or the number of a paper begins with these words.
pub async fn begun_on(db: &impl Sql, unit: &str, on: NaiveDate, words: &str) -> Result<Vec<Begun>> {
    let words = text::fold(&text::clean(words));
    db.all(
        "SELECT c.matter_id, m.code, c.received_on, c.opened_on, c.docket
           FROM (SELECT matter_id FROM criminal_name WHERE unit_id = $1 AND folded >= $2 AND folded < $3
                 UNION
                 SELECT matter_id FROM criminal_line WHERE unit_id = $1 AND folded >= $2 AND folded < $3) AS s
           JOIN criminal_matter c ON c.unit_id = $1 AND c.matter_id = s.matter_id
           JOIN ledger_matter m ON m.id = c.matter_id
          WHERE c.opened_on = $4 OR c.received_on = $4 ORDER BY c.matter_id LIMIT 50",
        db::args![unit, &words, format!("{words}\u{10ffff}"), on],
    )
    .await
}

db::row! {
    /// Một người đang bị tạm giữ, tạm giam.
    pub struct HeldLine {
        /// The matter.
        pub matter_id: Uuid,
        /// Đơn vị thụ lý.
        pub unit_id: String,
        /// Its number within the matter.
        pub n: i64,
        /// Mã hồ sơ điện tử.
        pub code: String,
        /// What the matter is called.
        pub title: String,
        /// Kiểm sát viên.
        pub prosecutor: String,
        /// The person.
        pub subject_id: Uuid,
        /// Their name.
        pub name: String,
        /// `custody`, `detention`.
        pub kind: String,
        /// Where the measure stands.
        pub status: String,
        /// Its first day.
        pub from_on: Option<NaiveDate>,
        /// Its last day.
        pub to_on: Option<NaiveDate>,
        /// The same as an instant.
        pub to_at: i64,
        /// Whether it ends at an hour.
        pub has_hour: bool,
        /// Số lệnh.
        pub number: String,
    }
}

/// Bị can, người bị tạm giữ, tạm giam: who ends first comes first.
pub async fn held(
    db: &impl Sql,
    units: &[String],
    prosecutor: Option<Uuid>,
    after: Option<Cursor>,
) -> Result<(Vec<HeldLine>, bool)> {
    if units.is_empty() {
        return Ok((Vec::new(), false));
    }
    let mut values = Values::default();
    let mut wanted = String::new();
    if let Some(person) = prosecutor {
        wanted += &format!(" AND prosecutor_id = {}", values.bind(person));
    }
    if let Some(after) = after {
        let (place, matter, n) = (
            values.bind(after.place),
            values.bind(after.matter),
            values.bind(after.n),
        );
        wanted += &format!(" AND (to_at, matter_id, n) > ({place}, {matter}, {n})");
    }
    let one = |unit: &str| {
        format!(
            "SELECT unit_id, matter_id, n, subject_id, name, kind, status, from_on, to_on, to_at, has_hour, number
               FROM criminal_measure WHERE unit_id = {unit} AND list = 'held'{wanted}
              ORDER BY to_at, matter_id, n LIMIT {}",
            PAGE + 1
        )
    };
    let inner = each_of(units, &mut values, one, ("to_at, matter_id, n", PAGE + 1));
    let sql = format!(
        "SELECT h.*, m.code, c.title, c.prosecutor FROM ({inner}) AS h
           JOIN ledger_matter m ON m.id = h.matter_id
           JOIN criminal_matter c ON c.unit_id = h.unit_id AND c.matter_id = h.matter_id
          ORDER BY h.to_at, h.matter_id, h.n"
    );
    let mut lines: Vec<HeldLine> = db.all(sql, values.0).await?;
    let more = lines.len() > PAGE as usize;
    lines.truncate(PAGE as usize);
    Ok((lines, more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_from_the_address() {
        let cursor = Cursor {
            place: -1_779_000,
            matter: Uuid::from_u128(7),
            n: 2,
        };
        assert_eq!(Cursor::read(&cursor.text()), Some(cursor));
        assert_eq!(Cursor::read("x.1.2"), None);
    }
}
