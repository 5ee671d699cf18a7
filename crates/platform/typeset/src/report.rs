//! Bản in sổ và biểu: a table of any register or statistical form, on paper.

use serde::{Deserialize, Serialize};

use crate::error::TypesetError;

/// Khổ giấy; a register is printed lying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// A4 standing.
    A4,
    /// A4 lying.
    A4Landscape,
    /// A3 lying.
    A3Landscape,
}

/// How a column's cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Words.
    Left,
    /// Short codes, dates.
    Center,
    /// Figures.
    Right,
}

/// Một cột của bảng.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The head of the column.
    pub title: String,
    /// Neighbouring columns of the same group stand under one common head.
    pub group: Option<String>,
    /// Share of the width, such as 1.0 for a figure and 4.0 for words.
    pub width: f64,
    /// How its cells stand.
    pub align: Align,
}

/// Sổ hoặc biểu in ra giấy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Form name at the top left, such as "Biểu số 01".
    pub form_note: Vec<String>,
    /// Cơ quan chủ quản; may be empty.
    pub parent_office: String,
    /// Cơ quan lập.
    pub office: String,
    /// Tên biểu, capitals or not as given.
    pub title: String,
    /// Kỳ: the period in words.
    pub period: String,
    /// Khổ giấy.
    pub paper: Paper,
    /// The columns; a row has a cell for each.
    pub columns: Vec<Column>,
    /// Rows of cells, in their order.
    pub rows: Vec<Vec<String>>,
    /// Rows printed bold, by index (totals).
    pub bold_rows: Vec<usize>,
    /// Print a row (1) (2) (3) … under the heads.
    pub numbered_columns: bool,
    /// Notes under the table.
    pub notes: Vec<String>,
    /// "Lâm Đồng, ngày … tháng … năm …"; may be empty.
    pub place_date: String,
    /// Signatures under the table: title and name, from left to right.
    pub signatures: Vec<(String, String)>,
    /// Day of printing for the file's own description.
    pub printed_on: Option<[i32; 3]>,
}

impl Report {
    /// Every row has a cell for each column.
    pub fn check(&self) -> Result<(), TypesetError> {
        let expected = self.columns.len();
        match self.rows.iter().position(|row| row.len() != expected) {
            Some(index) => Err(TypesetError::RowWidth {
                row: index + 1,
                found: self.rows[index].len(),
                expected,
            }),
            None => Ok(()),
        }
    }
}
