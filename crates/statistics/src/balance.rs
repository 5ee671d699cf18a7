//! Cân đối: opening + in − out = closing, each side computed on its own; what breaks it is named, matter by matter.

use db::{Result, Sql};
use uuid::Uuid;

use crate::book::Book;
use crate::count::{Values, condition};
use crate::event::Event;
use crate::form::{Form, Part, Row, What};
use crate::{Figures, Period, Scope};

/// Kết quả kiểm tra một dòng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The row.
    pub no: String,
    /// Its label.
    pub label_vi: String,
    /// What was counted at the end of the period.
    pub counted: i64,
    /// What the formula gives.
    pub by_formula: i64,
    /// The formula in words.
    pub formula_vi: String,
}

impl Check {
    /// The two agree.
    pub fn holds(&self) -> bool {
        self.counted == self.by_formula
    }

    /// What was counted, as people read it.
    pub fn counted_vi(&self) -> String {
        shell::vi_number(self.counted)
    }

    /// What the formula gives, as people read it.
    pub fn by_formula_vi(&self) -> String {
        shell::vi_number(self.by_formula)
    }

    /// How far they are apart.
    pub fn gap_vi(&self) -> String {
        shell::vi_number(self.counted - self.by_formula)
    }
}

/// The checks of a form.
pub fn checks(form: &Form, figures: &Figures) -> Vec<Check> {
    let with_check = form.rows.iter().filter(|row: &&Row| !row.check.is_empty());
    with_check
        .map(|row| Check {
            no: row.no.clone(),
            label_vi: row.label_vi.clone(),
            counted: figures.sum(&row.parts),
            by_formula: figures.sum(&row.check),
            formula_vi: row.check_vi.clone(),
        })
        .collect()
}

db::row! {
    /// Một nguyên nhân chênh lệch.
    pub struct Cause {
        /// The unit.
        pub unit_id: String,
        /// The matter.
        pub matter_id: Uuid,
        /// The move, by its code.
        pub event: String,
        /// When.
        pub at: i64,
        /// The stock of cases or people; empty for reports.
        pub stock: String,
        /// What it did to the stock (of reports: of the open ones) beyond what the form books.
        pub open_gap: i64,
        /// The same for suspended ones.
        pub suspended_gap: i64,
    }
}

/// The moves of the period that the form's formulas book otherwise than they changed the stocks, at most `limit` for each book of
/// reports and for each row. The figures say which rows and which of the units differ: only there is anything looked for.
pub async fn causes(
    db: &impl Sql,
    form: &Form,
    figures: &Figures,
    scope: &Scope,
    period: &Period,
    limit: i64,
) -> Result<Vec<Cause>> {
    let books = form.books();
    let mut found = Vec::new();
    if books.contains(&Book::Report) {
        found.extend(of_reports(db, scope, period, limit).await?);
    }
    if books.contains(&Book::Case) {
        for row in &form.rows {
            if let Some(Part { measure, .. }) = row.check.first().and(row.parts.first())
                && measure.book == Book::Case
                && let What::After(stock) = measure.what
                && row.parts.len() == 1
                && measure.wheres.is_empty()
            {
                let units = differing(figures, row);
                found.extend(of_stock(db, &units, period, row, stock, limit).await?);
            }
        }
    }
    Ok(found)
}

/// The units of which a row is not what its formula gives; of those whose differences make up for each other the whole balances.
fn differing(figures: &Figures, row: &Row) -> Vec<String> {
    if figures.sum(&row.parts) == figures.sum(&row.check) {
        return Vec::new();
    }
    let differs = |unit: &String| {
        let unit = std::slice::from_ref(unit);
        figures.sum_in(unit, &row.parts) != figures.sum_in(unit, &row.check)
    };
    figures.keys().into_iter().filter(differs).collect()
}

/// Units looked through in one statement: in each of them there is something to be found.
const STRIDE: usize = 8;

/// What moved one stock of cases or people otherwise than the formula of its row says.
async fn of_stock(
    db: &impl Sql,
    units: &[String],
    period: &Period,
    row: &Row,
    stock: &str,
    limit: i64,
) -> Result<Vec<Cause>> {
    let booked: Vec<String> = row
        .check
        .iter()
        .filter(|part| matches!(part.measure.what, What::Events(_)))
        .map(|part| {
            format!(
                "- (CASE WHEN {} THEN {} ELSE 0 END)",
                condition(&part.measure),
                part.sign
            )
        })
        .collect();
    // Only where a case is on its way does a move that no form counts change a stock.
    let counted = match stock.ends_with(".transit") {
        true => "",
        false => " AND event <> 'noted'",
    };
    let mut found = Vec::new();
    for keys in units.chunks(STRIDE) {
        let mut values = Values::default();
        let units = values.list(keys);
        let (from, to, limit_at) = (
            values.bind(period.from_at()),
            values.bind(period.to_at()),
            values.bind(limit),
        );
        let sql = format!(
            "SELECT * FROM (
               SELECT unit_id, matter_id, n, event, at, CAST('{stock}' AS TEXT) AS stock,
                      CAST((CASE WHEN enters = '{stock}' THEN 1 ELSE 0 END)
                         - (CASE WHEN leaves = '{stock}' THEN 1 ELSE 0 END) {} AS BIGINT) AS open_gap,
                      CAST(0 AS BIGINT) AS suspended_gap
                 FROM (SELECT *, CASE WHEN origin_at < {from} THEN '1' ELSE '0' END AS is_old FROM statistics_step) AS s
                WHERE unit_id IN ({units}) AND at >= {from} AND at < {to}{counted}) AS g
              WHERE open_gap <> 0 ORDER BY unit_id, at, matter_id, n LIMIT {limit_at}",
            booked.join(" ")
        );
        found.extend(db.all::<Cause>(sql, values.0).await?);
        if found.len() as i64 >= limit {
            break;
        }
    }
    Ok(found)
}

/// Of reports: the moves that are marked so, found at once.
async fn of_reports(
    db: &impl Sql,
    scope: &Scope,
    period: &Period,
    limit: i64,
) -> Result<Vec<Cause>> {
    let booked = |of: fn(Event) -> i64| {
        let one = |event: &Event| format!("WHEN '{}' THEN {}", event.code(), of(*event));
        Event::ALL.iter().map(one).collect::<Vec<_>>().join(" ")
    };
    let mut values = Values::default();
    let units = values.list(&scope.keys);
    let (from, to, limit) = (
        values.bind(period.from_at()),
        values.bind(period.to_at()),
        values.bind(limit),
    );
    let sql = format!(
        "SELECT unit_id, matter_id, n, event, at, CAST('' AS TEXT) AS stock,
                open_change - (CASE event {} ELSE 0 END) AS open_gap,
                suspended_change - (CASE event {} ELSE 0 END) AS suspended_gap
           FROM statistics_event
          WHERE unit_id IN ({units}) AND at >= {from} AND at < {to} AND unbooked = 1
          ORDER BY unit_id, at, matter_id, n LIMIT {limit}",
        booked(Event::booked_open),
        booked(Event::booked_suspended)
    );
    db.all(sql, values.0).await
}

impl Cause {
    /// Why the books differ.
    pub fn vi(&self) -> String {
        let of_case = Book::Case
            .event(&self.event)
            .filter(|_| !self.stock.is_empty());
        let of_report = || {
            Event::named(&self.event)
                .map_or("Ghi nhận khác", Event::vi)
                .to_owned()
        };
        let what = of_case.map_or_else(of_report, |word| crate::messages::capital(word.vi));
        let signed = |figure: i64| {
            if figure > 0 {
                format!("+{figure}")
            } else {
                figure.to_string().replace('-', "−")
            }
        };
        let mut gaps = Vec::new();
        if let Some(stock) = Book::Case.stock(&self.stock) {
            gaps.push(format!("{} {}", stock.vi, signed(self.open_gap)));
        } else if self.open_gap != 0 {
            gaps.push(format!("đang giải quyết {}", signed(self.open_gap)));
        }
        if self.suspended_gap != 0 {
            gaps.push(format!("tạm đình chỉ {}", signed(self.suspended_gap)));
        }
        format!("{what}: công thức của biểu không ghi ({})", gaps.join(", "))
    }
}
