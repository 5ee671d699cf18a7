//! Xuất dữ liệu: the facts of a unit and a period, or its lists of matters, as Excel, CSV or JSON lines.

mod facts;
mod matters;

use serde_json::Value;

use crate::workbook::{Out, Table, defused, workbook};

pub use facts::facts;
pub use matters::matters;

/// Lines that one export may have; more are asked for in parts.
pub const MOST: usize = 50_000;

/// Khuôn dạng tệp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Excel.
    Xlsx,
    /// CSV, UTF-8 with its mark, so that Excel reads the letters.
    Csv,
    /// JSON, one object a line.
    Json,
}

impl Format {
    /// The format with this ending.
    pub fn named(ending: &str) -> Option<Format> {
        match ending {
            "xlsx" => Some(Format::Xlsx),
            "csv" => Some(Format::Csv),
            "jsonl" => Some(Format::Json),
            _ => None,
        }
    }

    /// What a browser is told.
    pub const fn content_type(self) -> &'static str {
        match self {
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Json => "application/x-ndjson; charset=utf-8",
        }
    }
}

/// What is sent out: heads and rows for people, objects for programs.
#[derive(Debug, Default)]
pub struct Sent {
    /// The heads, with the width of each column.
    pub heads: Vec<(&'static str, f64)>,
    /// The rows.
    pub rows: Vec<Vec<Out>>,
    /// The same as objects.
    pub objects: Vec<Value>,
}

impl Sent {
    /// The bytes of the file.
    pub fn bytes(self, format: Format, name: &str) -> Result<Vec<u8>, String> {
        match format {
            Format::Xlsx => {
                let heads = self
                    .heads
                    .iter()
                    .map(|(head, width)| ((*head).to_owned(), *width));
                let table = Table {
                    name,
                    heads: heads.collect(),
                    rows: self.rows,
                };
                workbook(&[table]).map_err(|error| error.to_string())
            }
            Format::Csv => csv_bytes(&self).map_err(|error| error.to_string()),
            Format::Json => Ok(self
                .objects
                .iter()
                .map(|object| format!("{object}\n"))
                .collect::<String>()
                .into_bytes()),
        }
    }
}

fn csv_bytes(sent: &Sent) -> Result<Vec<u8>, csv::Error> {
    let mut bytes = vec![0xEF, 0xBB, 0xBF];
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut bytes);
    writer.write_record(sent.heads.iter().map(|(head, _)| *head))?;
    for row in &sent.rows {
        writer.write_record(row.iter().map(|cell| match cell {
            Out::Words(words) => defused(words),
            Out::Number(number) => number.to_string(),
        }))?;
    }
    writer.flush().map_err(csv::Error::from)?;
    drop(writer);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csv_file_carries_its_mark_and_no_formula() {
        let sent = Sent {
            heads: vec![("Tên", 10.0), ("Số", 5.0)],
            rows: vec![
                vec!["=cmd|x".into(), 3_i64.into()],
                vec!["a \"b\", c".into(), 4_i64.into()],
            ],
            objects: Vec::new(),
        };
        let bytes = sent.bytes(Format::Csv, "x").unwrap();
        assert_eq!(&bytes[..3], [0xEF, 0xBB, 0xBF]);
        assert_eq!(
            String::from_utf8_lossy(&bytes[3..]),
            "Tên,Số\r\n'=cmd|x,3\r\n\"a \"\"b\"\", c\",4\r\n"
        );
    }
}
