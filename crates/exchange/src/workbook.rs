//! Tệp Excel gửi ra: one table with a head; what people or other programs typed never becomes a formula.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// Một ô gửi ra.
#[derive(Debug, Clone, PartialEq)]
pub enum Out {
    /// Words. In a workbook they are written as words, whatever they begin with.
    Words(String),
    /// A whole number.
    Number(i64),
}

impl From<String> for Out {
    fn from(words: String) -> Out {
        Out::Words(words)
    }
}

impl From<&str> for Out {
    fn from(words: &str) -> Out {
        Out::Words(words.to_owned())
    }
}

impl From<i64> for Out {
    fn from(number: i64) -> Out {
        Out::Number(number)
    }
}

/// Một trang của tệp.
pub struct Table<'t> {
    /// The name of the sheet.
    pub name: &'t str,
    /// The heads, each with the width of its column in letters.
    pub heads: Vec<(String, f64)>,
    /// The rows.
    pub rows: Vec<Vec<Out>>,
}

/// Words that a spreadsheet would take for a formula get an apostrophe before them: in a CSV file, and in a workbook
/// too, since people save it as one.
pub fn defused(words: &str) -> String {
    let risky =
        words.trim_start().starts_with(['=', '+', '-', '@']) || words.starts_with(['\t', '\r']);
    match risky {
        true => format!("'{words}"),
        false => words.to_owned(),
    }
}

/// The bytes of a workbook with these tables.
pub fn workbook(tables: &[Table<'_>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin);
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for table in tables {
        let page = book.add_worksheet();
        page.set_name(table.name)?;
        for (column, (name, width)) in (0_u16..).zip(&table.heads) {
            page.write_string_with_format(0, column, name, &head)?;
            page.set_column_width(column, *width)?;
        }
        for (row, cells) in (1_u32..).zip(&table.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    // A cell of Excel holds 32,767 letters.
                    Out::Words(text) => {
                        let text: String = defused(text).chars().take(32_000).collect();
                        page.write_string_with_format(row, column, text, &words)?;
                    }
                    Out::Number(number) => {
                        page.write_number(row, column, *number as f64)?;
                    }
                }
            }
        }
        page.set_freeze_panes(1, 0)?;
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_formula_becomes_words() {
        for (words, out) in [
            ("=1+1", "'=1+1"),
            ("+84 912", "'+84 912"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =HYPERLINK(\"x\")", "'  =HYPERLINK(\"x\")"),
            ("12/QĐ-VKS", "12/QĐ-VKS"),
            ("Nguyễn Văn A", "Nguyễn Văn A"),
        ] {
            assert_eq!(defused(words), out);
        }
    }
}
