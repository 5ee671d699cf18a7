//! Phiếu điều chỉnh số liệu (kỷ luật dữ liệu): a figure that must differ carries a signed amount beside it, never another figure over it.
//!
//! It names the record that should have produced the figure and the day by which that record is put right; it is shown upward with the
//! set, and every unit's count of them is its discipline of data.

mod act;
pub mod messages;
mod paper;

use chrono::NaiveDate;
use db::{Sql, StorageError, args};
use uuid::Uuid;

use crate::Period;
use crate::submission::content::{Adjusted, Content};

pub use act::{New, may_sign, propose, signed, title, withdraw};

db::row! {
    /// Một phiếu điều chỉnh.
    pub struct Adjustment {
        /// Whose figure.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// The form.
        pub form: String,
        /// The row; of a form by offence the article.
        pub row_no: String,
        /// The column.
        pub column_no: String,
        /// The row's words.
        pub label: String,
        /// The period.
        pub period_from: String,
        /// Its end.
        pub period_to: String,
        /// Its first instant.
        pub from_at: i64,
        /// The instant before which it ends.
        pub to_at: i64,
        /// How much is added beside the figure.
        pub amount: i64,
        /// Why.
        pub reason: String,
        /// The record that should have produced it.
        pub record: String,
        /// By when the record must be right.
        pub expires_on: NaiveDate,
        /// proposed, signed, withdrawn.
        pub state: String,
        /// Who made it.
        pub made_by: Uuid,
        /// Their name.
        pub made_name: String,
        /// When.
        pub made_at: i64,
        /// Who signed.
        pub signed_name: String,
        /// When.
        pub signed_at: Option<i64>,
        /// The paper before it was signed.
        pub paper: String,
        /// The signed paper.
        pub signed: String,
        /// Who withdrew it.
        pub withdrawn_name: String,
        /// When.
        pub withdrawn_at: Option<i64>,
        /// Why.
        pub why: String,
    }
}

impl Adjustment {
    /// Trạng thái on a day.
    pub fn state_vi(&self, today: NaiveDate) -> &'static str {
        match self.state.as_str() {
            "proposed" => "Chờ lãnh đạo ký",
            "signed" if self.expires_on < today => "Quá hạn sửa hồ sơ",
            "signed" => "Đang có hiệu lực",
            _ => "Đã rút",
        }
    }

    /// The period.
    pub fn period(&self) -> Option<Period> {
        Period::read(&self.period_from, &self.period_to).ok()
    }

    /// Puts the amount beside its figure.
    pub fn put_beside(&self, content: &mut Content) {
        let cells = content
            .forms
            .iter_mut()
            .filter(|form| form.id == self.form)
            .flat_map(|form| &mut form.cells);
        let found = cells
            .into_iter()
            .find(|cell| cell.row == self.row_no && cell.column == self.column_no);
        if let Some(cell) = found {
            cell.adjusted += self.amount;
        }
        content.adjustments.push(Adjusted {
            unit: self.unit_id.clone(),
            id: self.id,
            form: self.form.clone(),
            row: self.row_no.clone(),
            column: self.column_no.clone(),
            amount: self.amount,
            reason: self.reason.clone(),
            record: self.record.clone(),
            expires_on: self.expires_on,
            signed_by: self.signed_name.clone(),
        });
    }
}

/// The adjustment with this id.
pub async fn by_id(db: &impl Sql, id: Uuid) -> Result<Option<Adjustment>, StorageError> {
    db.opt(
        "SELECT * FROM statistics_adjustment WHERE id = $1",
        args![id],
    )
    .await
}

/// Those signed for a unit's period and not yet out of time.
pub async fn in_force(
    db: &impl Sql,
    unit: &str,
    period: &Period,
    today: NaiveDate,
) -> Result<Vec<Adjustment>, StorageError> {
    db.all(
        "SELECT * FROM statistics_adjustment
          WHERE unit_id = $1 AND from_at = $2 AND to_at = $3 AND state = 'signed' AND expires_on >= $4
          ORDER BY form, row_no, column_no, made_at",
        args![unit, period.from_at(), period.to_at(), today],
    )
    .await
}

/// Those of some units, the newest first.
pub async fn of_units(db: &impl Sql, units: &[String]) -> Result<Vec<Adjustment>, StorageError> {
    let mut all = Vec::new();
    for part in units.chunks(200) {
        let places: Vec<String> = (1..=part.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT * FROM statistics_adjustment WHERE unit_id IN ({}) ORDER BY made_at DESC, id LIMIT 500",
            places.join(", ")
        );
        let found: Vec<Adjustment> = db.all(sql, part.iter().map(db::V::from).collect()).await?;
        all.extend(found);
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.made_at));
    Ok(all)
}

/// Kỷ luật dữ liệu của một đơn vị.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Discipline {
    /// The unit.
    pub unit: String,
    /// Signed and in time.
    pub in_force: usize,
    /// Signed, and the record is still not right.
    pub overdue: usize,
    /// Waiting for a signature.
    pub proposed: usize,
    /// Withdrawn.
    pub withdrawn: usize,
}

/// Counts by unit, the unit with most out of time first.
pub fn discipline(all: &[Adjustment], today: NaiveDate) -> Vec<Discipline> {
    let mut units: Vec<Discipline> = Vec::new();
    for one in all {
        let at = match units.iter().position(|unit| unit.unit == one.unit_id) {
            Some(at) => at,
            None => {
                units.push(Discipline {
                    unit: one.unit_id.clone(),
                    ..Discipline::default()
                });
                units.len() - 1
            }
        };
        match one.state.as_str() {
            "proposed" => units[at].proposed += 1,
            "signed" if one.expires_on < today => units[at].overdue += 1,
            "signed" => units[at].in_force += 1,
            _ => units[at].withdrawn += 1,
        }
    }
    units.sort_by_key(|unit| {
        (
            std::cmp::Reverse(unit.overdue),
            std::cmp::Reverse(unit.in_force),
            unit.unit.clone(),
        )
    });
    units
}
