//! Biểu thống kê là dữ liệu: the rows or columns of a form, what each counts, and what must agree.

mod fault;
mod list;
mod narrowing;
mod reading;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::book::Book;

pub use fault::FormFault;
pub use list::{FORMS, forms};

/// Biểu.
#[derive(Debug, Clone)]
pub struct Form {
    /// `bieu-01`.
    pub id: String,
    /// "Biểu số 01".
    pub number: String,
    /// The title on paper.
    pub title_vi: String,
    /// What it is about, for lists.
    pub name_vi: String,
    /// Căn cứ.
    pub basis_vi: String,
    /// Đơn vị tính.
    pub unit_vi: String,
    /// Whether each figure is a row, or each row an offence.
    pub layout: Layout,
    /// From when it is used.
    pub valid_from: NaiveDate,
    /// Until when; none while it is in use.
    pub valid_to: Option<NaiveDate>,
    /// Whether its layout or definitions must be confirmed.
    pub is_to_check: bool,
    /// The rows (or columns), in their order.
    pub rows: Vec<Row>,
    /// Changes whenever a definition does.
    pub version: u64,
}

/// Bố cục.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// One figure a row.
    #[default]
    Rows,
    /// One offence a row, one figure a column.
    Offences,
}

/// Một dòng (hoặc một cột) của biểu.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number: "24", "3a", "A10", "c5".
    pub no: String,
    /// The label.
    pub label_vi: String,
    /// A heading that begins with this row.
    pub heading_vi: String,
    /// The row it is "of which".
    pub parent: Option<String>,
    /// How deep it stands.
    pub depth: usize,
    /// Stock, flow, sum or act.
    pub kind: Kind,
    /// What it counts; empty when the facts cannot tell yet.
    pub parts: Vec<Part>,
    /// What it must equal.
    pub check: Vec<Part>,
    /// The check as people read it.
    pub check_vi: String,
    /// A remark.
    pub note_vi: String,
    /// Why there is no figure.
    pub no_source_vi: String,
    /// Of a row without a source: the rows it is added up from, with 1 or -1; such a row is not entered.
    pub sum: Vec<(i64, String)>,
    /// Tỷ lệ phần trăm: the rows above and below the line.
    pub share: Option<(String, String)>,
}

/// Loại dòng.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Tồn đầu kỳ.
    Opening,
    /// Phát sinh trong kỳ.
    Flow,
    /// Cộng từ dòng khác.
    Computed,
    /// Tồn cuối kỳ.
    Closing,
    /// Hành vi của Viện kiểm sát.
    Act,
}

/// Một số hạng của một dòng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// 1 or -1.
    pub sign: i64,
    /// What is counted.
    pub measure: Measure,
}

/// Một đại lượng đếm được.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure {
    /// From which rows.
    pub book: Book,
    /// What is counted.
    pub what: What,
    /// Only those with these attributes: any of the values.
    pub wheres: BTreeMap<&'static str, Vec<String>>,
}

/// Đối tượng đếm: codes of the book's events and stocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Every such move of the period.
    Events(&'static str),
    /// Reports with at least one such move.
    Sources(&'static str),
    /// Those that stand so at the beginning.
    Before(&'static str),
    /// Those that stand so at the end.
    After(&'static str),
}

impl What {
    /// Whether it is a stock at an instant.
    pub const fn is_stock(self) -> bool {
        matches!(self, What::Before(_) | What::After(_))
    }
}

impl Measure {
    /// Whether months of it may be added up: what counts once in the whole period, or asks what is older than the period,
    /// may not.
    pub fn adds_up(&self) -> bool {
        matches!(self.what, What::Events(_)) && !self.wheres.contains_key("is_old")
    }
}

impl Form {
    /// Biểu 01.
    pub fn bieu_01() -> &'static Form {
        &forms()[0]
    }

    /// The form with this id.
    pub fn named(id: &str) -> Option<&'static Form> {
        forms().iter().find(|form| form.id == id)
    }

    /// The row with this number.
    pub fn row(&self, no: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.no == no)
    }

    /// Every measure the form needs, each once.
    pub fn measures(&self) -> Vec<Measure> {
        let all = self
            .rows
            .iter()
            .flat_map(|row| row.parts.iter().chain(&row.check));
        let mut measures: Vec<Measure> = all.map(|part| part.measure.clone()).collect();
        measures.sort_unstable();
        measures.dedup();
        measures
    }

    /// The books it is counted from.
    pub fn books(&self) -> Vec<Book> {
        let measures = self.measures();
        let is_used = |book: &Book| measures.iter().any(|measure| measure.book == *book);
        Book::ALL.into_iter().filter(is_used).collect()
    }
}

impl Row {
    /// Whether the facts tell it.
    pub fn is_told(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Whether a documented count may be entered: no fact tells it, and no other rows add up to it.
    pub fn is_entered(&self) -> bool {
        !self.no_source_vi.is_empty() && self.sum.is_empty()
    }
}

#[cfg(test)]
mod tests;
