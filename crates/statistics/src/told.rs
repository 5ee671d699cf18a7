//! Số liệu thành danh sách {row_no, column, value}: the same figures as the screen, for programs and for comparing.

use serde::Serialize;

use crate::Figures;
use crate::documented::{Entered, Shown};
use crate::form::{Form, Layout, Row};

/// The column of a form with one figure a row.
pub const COLUMN: &str = "so_lieu";
/// The line of a form by offence in which all offences are added up.
pub const TOTAL: &str = "tong";

/// Một ô của biểu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The row; of a form by offence, the article.
    pub row_no: String,
    /// The column.
    pub column: String,
    /// The figure; none when it has no source.
    pub value: Option<i64>,
    /// Số liệu nhập có căn cứ, or added up from such.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub entered: bool,
    /// Tỷ lệ, as people read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<String>,
}

/// Every cell of a form, in its order, as facts tell it.
pub fn cells(form: &Form, figures: &Figures) -> Vec<Cell> {
    cells_with(form, figures, &Entered::default())
}

/// The same with what was entered for rows without a source.
pub fn cells_with(form: &Form, figures: &Figures, entered: &Entered) -> Vec<Cell> {
    let cell = |row_no: &str, column: &str, shown: Shown| Cell {
        row_no: row_no.to_owned(),
        column: column.to_owned(),
        value: shown.figure(),
        entered: matches!(shown, Shown::Entered(_)),
        percent: match shown {
            Shown::Share(_) => shown.vi(),
            _ => None,
        },
    };
    let whole = |row: &Row| {
        let counted = |row: &Row| figures.sum(&row.parts);
        entered.shown(form, row, &counted, None, None)
    };
    match form.layout {
        Layout::Rows => form
            .rows
            .iter()
            .map(|row| cell(&row.no, COLUMN, whole(row)))
            .collect(),
        Layout::Offences => {
            let mut cells = Vec::new();
            for article in articles(figures, entered) {
                let one = std::slice::from_ref(&article);
                let counted = |row: &Row| figures.sum_in(one, &row.parts);
                let of = |column: &Row| entered.shown(form, column, &counted, None, Some(&article));
                cells.extend(
                    form.rows
                        .iter()
                        .map(|column| cell(&article, &column.no, of(column))),
                );
            }
            cells.extend(
                form.rows
                    .iter()
                    .map(|column| cell(TOTAL, &column.no, whole(column))),
            );
            cells
        }
    }
}

/// The articles that have a line, in the order of their numbers.
pub fn articles(figures: &Figures, entered: &Entered) -> Vec<String> {
    let mut articles = figures.keys();
    articles.extend(entered.articles());
    articles.sort_by_key(|article| order(article));
    articles.dedup();
    articles
}

/// Articles by their number: 134, 170, 217, 217a; those nobody recorded come last.
pub fn order(article: &str) -> (u32, String) {
    let digits: String = article.chars().take_while(char::is_ascii_digit).collect();
    (digits.parse().unwrap_or(u32::MAX), article.to_owned())
}
