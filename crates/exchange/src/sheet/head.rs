//! Đầu bảng: which rows name the columns, and how each column is called when its name stands over several rows.

use text::encoding::{Encoding, guess, guess_among};

use super::{Cell, Sheet};

/// How many rows at the top are looked at for the head.
const TOP: usize = 40;
/// Rows a head may have.
const MOST_ROWS: usize = 4;

/// Đầu bảng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its first row, from 0.
    pub first: usize,
    /// Its last row.
    pub last: usize,
    /// What each column is called, its groups first: "Quyết định phân công / Số".
    pub names: Vec<String>,
    /// The alphabet its words are typed in.
    pub encoding: Encoding,
}

impl Head {
    /// The head that stands in these rows.
    pub fn at(sheet: &Sheet, first: usize, last: usize) -> Head {
        let last = last.clamp(first, first + MOST_ROWS - 1);
        let raw: Vec<Vec<String>> = (0..sheet.width())
            .map(|column| name_parts(sheet, first, last, column))
            .collect();
        let encoding = guess(raw.iter().flatten().map(String::as_str));
        let names = raw
            .into_iter()
            .map(|parts| {
                let words = parts
                    .iter()
                    .map(|part| text::clean(&guess_among(part, encoding).to_unicode(part)));
                words.collect::<Vec<_>>().join(" / ")
            })
            .collect();
        Head {
            first,
            last,
            names,
            encoding,
        }
    }

    /// The first row below it that holds data: a line of column numbers, (1) (2) (3), is passed over.
    pub fn data_from(&self, sheet: &Sheet) -> usize {
        let next = self.last + 1;
        match is_numbering(sheet, next) {
            true => next + 1,
            false => next,
        }
    }

    /// What names this head when its columns are mapped again: its words without marks.
    pub fn key(&self) -> String {
        let names: Vec<String> = self.names.iter().map(|name| text::fold(name)).collect();
        names.join("|").trim_end_matches('|').to_owned()
    }
}

/// The words over a column from top to bottom, each once. A group's name is merged over its columns, or stands over the first.
fn name_parts(sheet: &Sheet, first: usize, last: usize, column: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for row in first..=last {
        let own = sheet.cell(row, column).raw();
        let words = match own.trim().is_empty() {
            false => own,
            true => over(sheet, row, column, last),
        };
        if !words.is_empty() && parts.last() != Some(&words) {
            parts.push(words);
        }
    }
    parts
}

/// What stands over an empty cell of the head.
fn over(sheet: &Sheet, row: usize, column: usize, last: usize) -> String {
    let merged = sheet.merged.iter().find(|[top, left, bottom, right]| {
        (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column)
    });
    if let Some([top, left, ..]) = merged {
        return sheet.cell(*top, *left).raw();
    }
    // A file that does not tell its merged cells: a name over an empty cell reaches right as long as names stand below.
    if !sheet.merged.is_empty() || row == last || sheet.cell(last, column).is_empty() {
        return String::new();
    }
    let left = (0..column)
        .rev()
        .take_while(|left| !sheet.cell(last, *left).is_empty())
        .map(|left| sheet.cell(row, left))
        .find(|cell| !cell.is_empty());
    left.map(Cell::raw).unwrap_or_default()
}

/// (1) (2) (3), or 1 2 3, or A B 1 2: the numbers of the columns.
fn is_numbering(sheet: &Sheet, row: usize) -> bool {
    let words: Vec<String> = (0..sheet.width())
        .map(|column| sheet.cell(row, column).shown())
        .filter(|words| !words.is_empty())
        .collect();
    let numbers: Vec<i64> = words
        .iter()
        .filter_map(|words| words.trim_matches(['(', ')', '[', ']', ' ']).parse().ok())
        .collect();
    let letters = words.len() - numbers.len();
    let is_short = words.iter().all(|words| words.chars().count() <= 4);
    numbers.len() >= 3
        && letters <= 3
        && is_short
        && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// Finds the head: the rows in which most columns have a name that `knows` understands.
pub fn guess_head(sheet: &Sheet, knows: impl Fn(&str) -> bool) -> Head {
    let mut best = (0_i64, Head::at(sheet, 0, 0));
    for first in 0..sheet.rows.len().min(TOP) {
        // A row that a cell from above reaches into is no beginning.
        let is_within = sheet
            .merged
            .iter()
            .any(|[top, _, bottom, _]| *top < first && first <= *bottom);
        if sheet.is_empty_row(first) || is_within {
            continue;
        }
        for last in first..(first + MOST_ROWS - 1).min(sheet.rows.len()) {
            if last > first && is_numbering(sheet, last) {
                break;
            }
            let head = Head::at(sheet, first, last);
            let named = head.names.iter().filter(|name| !name.is_empty()).count();
            let known = head.names.iter().filter(|name| knows(name)).count();
            let score = i64::try_from(known * 10 + named.min(30)).unwrap_or(0)
                - i64::try_from((last - first) * 8).unwrap_or(0);
            if known >= 2 && score > best.0 {
                best = (score, head);
            }
        }
    }
    if best.0 == 0 {
        // Nothing is known: the first row with at least three names.
        let row = (0..sheet.rows.len().min(TOP)).find(|row| {
            sheet.rows[*row]
                .iter()
                .filter(|cell| !cell.is_empty())
                .count()
                >= 3
        });
        return Head::at(sheet, row.unwrap_or(0), row.unwrap_or(0));
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]], merged: &[[usize; 4]]) -> Sheet {
        Sheet {
            rows: rows
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|words| Cell::Text((*words).to_owned()))
                        .collect()
                })
                .collect(),
            merged: merged.to_vec(),
            ..Sheet::default()
        }
    }

    fn knows(name: &str) -> bool {
        [
            "so",
            "ngay",
            "ho ten",
            "quyet dinh phan cong / so",
            "quyet dinh phan cong / ngay",
            "toi danh",
        ]
        .contains(&text::fold(name).as_str())
    }

    const ROWS: &[&[&str]] = &[
        &["VIỆN KIỂM SÁT", "", "", ""],
        &["SỔ THEO DÕI", "", "", ""],
        &["Họ tên", "Quyết định phân công", "", "Tội danh"],
        &["", "Số", "Ngày", ""],
        &["(1)", "(2)", "(3)", "(4)"],
        &["An", "1", "2/5/2026", "173"],
    ];

    #[test]
    fn names_over_two_rows_are_joined_and_the_numbers_of_columns_passed_over() {
        let names = [
            "Họ tên",
            "Quyết định phân công / Số",
            "Quyết định phân công / Ngày",
            "Tội danh",
        ];
        for merged in [&[[2, 1, 2, 2], [2, 0, 3, 0], [2, 3, 3, 3]][..], &[]] {
            let sheet = sheet(ROWS, merged);
            let head = guess_head(&sheet, knows);
            assert_eq!((head.first, head.last), (2, 3), "{merged:?}");
            assert_eq!(head.names, names, "{merged:?}");
            assert_eq!(head.data_from(&sheet), 5);
        }
    }

    #[test]
    fn a_head_in_an_old_alphabet_is_read() {
        let sheet = sheet(&[&["Sè", "Hä tªn", "Téi danh"], &["1", "An", "173"]], &[]);
        let head = guess_head(&sheet, knows);
        assert_eq!(head.names, ["Số", "Họ tên", "Tội danh"]);
        assert_eq!((head.first, head.encoding), (0, Encoding::Tcvn3));
    }
}
