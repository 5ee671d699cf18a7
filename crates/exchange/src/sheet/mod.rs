//! Bảng tính: what stands in the cells of a sheet, whichever program wrote it.

mod csv;
mod head;
mod read;
mod secrecy;

use law::Moment;

pub use head::{Head, guess_head};
pub use read::{SheetError, day_of_serial, read};
pub use secrecy::secrecy_mark;

/// Một ô.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A figure; a day too, where its column was never given the look of a date.
    Number(f64),
    /// A day, perhaps with its hour, as the program that wrote the sheet knew it.
    Moment(Moment),
    /// Yes or no.
    Truth(bool),
    /// A formula that failed, such as #REF!.
    Fault(String),
}

impl Cell {
    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The words as they were typed: an old alphabet must be read before anything is cleaned, since one of its letters
    /// is an invisible character of today's.
    pub fn raw(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            other => other.shown(),
        }
    }

    /// What a person sees in the cell.
    pub fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text::clean(text),
            Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                format!("{number:.0}")
            }
            Cell::Number(number) => number.to_string().replace('.', ","),
            Cell::Moment(moment) => criminal::entry::typed_moment(moment),
            Cell::Truth(true) => "có".to_owned(),
            Cell::Truth(false) => "không".to_owned(),
            Cell::Fault(code) => code.clone(),
        }
    }
}

/// Một trang tính. Rows and columns count from 0; people read them from 1 and from A.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The rows from the first one on, each as long as its last filled cell.
    pub rows: Vec<Vec<Cell>>,
    /// Ô gộp: first row, first column, last row, last column.
    pub merged: Vec<[usize; 4]>,
    /// Bare day numbers count from 1904.
    pub counts_from_1904: bool,
}

impl Sheet {
    /// What stands in a cell.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        const NOTHING: &Cell = &Cell::Empty;
        self.rows
            .get(row)
            .and_then(|cells| cells.get(column))
            .unwrap_or(NOTHING)
    }

    /// How many columns the longest row has.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Whether a row has nothing in it.
    pub fn is_empty_row(&self, row: usize) -> bool {
        self.rows
            .get(row)
            .is_none_or(|cells| cells.iter().all(Cell::is_empty))
    }

    /// Puts the words of a merged cell into every row it covers below its first, so that each row reads for itself.
    /// To the right only what is merged within the head is spread: see [`Head`].
    pub(crate) fn spread_down(&mut self) {
        for [top, left, bottom, _] in self.merged.clone() {
            let value = self.cell(top, left).clone();
            let last = bottom.min(self.rows.len().saturating_sub(1));
            for row in self.rows.iter_mut().take(last + 1).skip(top + 1) {
                if row.len() <= left {
                    row.resize(left + 1, Cell::Empty);
                }
                if row[left].is_empty() {
                    row[left] = value.clone();
                }
            }
        }
    }
}

/// "A", "B" … "AA": the name of a column.
pub fn letters(column: usize) -> String {
    let mut name = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (702, "AAA"),
        ] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn a_merged_cell_speaks_for_every_row_it_covers() {
        let text = |words: &str| Cell::Text(words.to_owned());
        let mut sheet = Sheet {
            rows: vec![
                vec![text("12/QĐ"), text("An")],
                vec![Cell::Empty, text("Bình")],
                vec![],
                vec![text("13/QĐ")],
            ],
            merged: vec![[0, 0, 2, 0]],
            ..Sheet::default()
        };
        sheet.spread_down();
        assert_eq!(sheet.cell(1, 0), &text("12/QĐ"));
        assert_eq!(sheet.cell(2, 0), &text("12/QĐ"));
        assert_eq!(sheet.cell(3, 0), &text("13/QĐ"));
        assert_eq!(sheet.cell(9, 9), &Cell::Empty);
    }
}
