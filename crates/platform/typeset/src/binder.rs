//! Tập biểu: many tables in one file, each on paper of its own size, with a page of contents and pages numbered through.

use serde::{Deserialize, Serialize};

use crate::error::TypesetError;
use crate::report::Report;

/// Một tập in nhiều biểu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Binder {
    /// Cơ quan chủ quản; may be empty.
    pub parent_office: String,
    /// Cơ quan lập.
    pub office: String,
    /// Tên của tập.
    pub title: String,
    /// Kỳ: the period in words.
    pub period: String,
    /// Begin with a page of contents.
    pub contents: bool,
    /// Notes under the contents.
    pub notes: Vec<String>,
    /// "Lâm Đồng, ngày … tháng … năm …"; may be empty.
    pub place_date: String,
    /// Day of printing for the file's own description.
    pub printed_on: Option<[i32; 3]>,
    /// The sheets, in their order.
    pub sheets: Vec<Bound>,
}

/// Một biểu trong tập.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bound {
    /// "Biểu số 01": above every page of it and in the contents.
    pub number: String,
    /// What the contents call it; empty for a further part of the sheet before.
    pub name: String,
    /// The sheet.
    pub report: Report,
}

impl Binder {
    /// Every row of every sheet has a cell for each column.
    pub fn check(&self) -> Result<(), TypesetError> {
        self.sheets.iter().try_for_each(|one| one.report.check())
    }
}
