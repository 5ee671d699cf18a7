//! Nội dung đã chốt: what a set holds, kept as one file under the hash of its bytes, so nobody can change it unseen.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Nội dung của một bộ biểu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The unit.
    pub unit: String,
    /// Its name on the last day of the period.
    pub unit_name: String,
    /// The period.
    pub from: String,
    /// Its end.
    pub to: String,
    /// With the levels below.
    pub is_tree: bool,
    /// Số liệu tạm tính.
    pub is_provisional: bool,
    /// Lần chốt.
    pub n: i64,
    /// Facts recorded later are not in it.
    pub known_at: i64,
    /// Of what the checks warned about.
    pub explanation: String,
    /// The forms.
    pub forms: Vec<Frozen>,
    /// Phụ lục sự kiện ghi muộn.
    pub late: Vec<Late>,
    /// Phiếu điều chỉnh đang có hiệu lực.
    pub adjustments: Vec<Adjusted>,
    /// Đơn vị được gộp: those whose own sets were added.
    pub parts: Vec<Contributor>,
    /// Đơn vị chưa gửi: counted from their facts.
    pub gaps: Vec<Contributor>,
}

/// Một biểu đã chốt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// `bieu-01`.
    pub id: String,
    /// "Biểu số 01".
    pub number: String,
    /// What it is about.
    pub name: String,
    /// Of the definition it was counted by.
    pub version: u64,
    /// Its figures.
    pub cells: Vec<Cell>,
}

/// Một số liệu đã chốt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The row; of a form by offence the article.
    pub row: String,
    /// The column.
    pub column: String,
    /// Its words.
    pub label: String,
    /// The figure, late events of earlier periods included; none without a source.
    pub value: Option<i64>,
    /// How much of it comes from facts recorded after an earlier period was locked.
    pub late: i64,
    /// What signed adjustments add beside it.
    pub adjusted: i64,
    /// Counted again as one unit, where that differs from the sum of the units.
    pub net: Option<i64>,
}

/// Một hồ sơ có sự kiện ghi muộn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// The unit that books it.
    pub unit: String,
    /// The matter.
    pub matter: Uuid,
    /// Mã hồ sơ.
    pub code: String,
    /// Form, row, column, how much.
    pub figures: Vec<(String, String, String, i64)>,
    /// The facts: what, of which day, recorded when, why.
    pub why: Vec<String>,
}

/// Một phiếu điều chỉnh, as the set carries it upward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjusted {
    /// The unit.
    pub unit: String,
    /// Its id there.
    pub id: Uuid,
    /// Form.
    pub form: String,
    /// Row.
    pub row: String,
    /// Column.
    pub column: String,
    /// How much.
    pub amount: i64,
    /// Why.
    pub reason: String,
    /// The record that should have produced it.
    pub record: String,
    /// By when the record must be right.
    pub expires_on: chrono::NaiveDate,
    /// Who signed.
    pub signed_by: String,
}

/// Một đơn vị trong bộ gộp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contributor {
    /// The unit.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Its set; none when it had sent none.
    pub set: Option<Uuid>,
}

impl Content {
    /// A figure.
    pub fn cell(&self, form: &str, row: &str, column: &str) -> Option<&Cell> {
        let form = self.forms.iter().find(|one| one.id == form)?;
        let mut cells = form.cells.iter();
        cells.find(|cell| cell.row == row && cell.column == column)
    }

    /// The period as people read it.
    pub fn period_vi(&self) -> String {
        crate::Period::read(&self.from, &self.to).map_or(String::new(), |period| period.vi())
    }

    /// The form's number, for sentences.
    pub fn number_of<'a>(&'a self, form: &'a str) -> &'a str {
        let found = self.forms.iter().find(|one| one.id == form);
        found.map_or(form, |one| one.number.as_str())
    }
}

impl Cell {
    /// Figure and adjustment together.
    pub fn total(&self) -> Option<i64> {
        self.value.map(|value| value + self.adjusted)
    }
}
