//! Cân đối: opening + in − out = closing, each side computed on its own; what breaks it is named, matter by matter.

use db::{Result, Sql};
use uuid::Uuid;

use crate::count::Values;
use crate::event::Event;
use crate::form::{Form, Row};
use crate::{Figures, Period, Scope};

/// Kết quả kiểm tra một dòng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The row.
    pub no: u32,
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
            no: row.no,
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
        /// What it did to the stock of open reports beyond what the form books.
        pub open_gap: i64,
        /// The same for suspended ones.
        pub suspended_gap: i64,
    }
}

/// The moves of the period that the form's formulas book otherwise than they changed the stocks, at most `limit`.
pub async fn causes(
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
        "SELECT unit_id, matter_id, n, event, at,
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
        let what = Event::named(&self.event).map_or("Ghi nhận khác", Event::vi);
        let signed = |figure: i64| {
            if figure > 0 {
                format!("+{figure}")
            } else {
                figure.to_string().replace('-', "−")
            }
        };
        let mut gaps = Vec::new();
        if self.open_gap != 0 {
            gaps.push(format!("đang giải quyết {}", signed(self.open_gap)));
        }
        if self.suspended_gap != 0 {
            gaps.push(format!("tạm đình chỉ {}", signed(self.suspended_gap)));
        }
        format!("{what}: công thức của biểu không ghi ({})", gaps.join(", "))
    }
}
