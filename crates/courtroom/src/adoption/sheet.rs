//! Danh sách ra Excel: three lines of head, then a line each, with a filter over the columns.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use rust_xlsxwriter::{Format, FormatBorder, Workbook, XlsxError};

use super::list::Line;

/// The columns and their widths.
const COLUMNS: [(&str, f64); 7] = [
    ("Ngày", 12.0),
    ("Vụ án, vụ việc", 46.0),
    ("Mã hồ sơ", 22.0),
    ("Lĩnh vực", 20.0),
    ("Nội dung", 36.0),
    ("Được tính", 10.0),
    ("Đơn vị", 26.0),
];

/// The book.
pub(super) fn book(head: &[String], lines: &[Line]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("Danh sách")?;
    let plain = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(11);
    let bold = plain.clone().set_bold();
    let cell = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
    let title = cell.clone().set_bold();
    for (row, text) in (0_u32..).zip(head) {
        let format = if row == 0 { &bold } else { &plain };
        page.write_with_format(row, 0, text, format)?;
    }
    let first = u32::try_from(head.len()).unwrap_or(0) + 1;
    for (at, (name, width)) in (0_u16..).zip(COLUMNS) {
        page.set_column_width(at, width)?;
        page.write_with_format(first, at, name, &title)?;
    }
    let mut row = first;
    for line in lines {
        row += 1;
        let counted = if line.is_counted { "Có" } else { "Không" };
        let words = [
            &line.at,
            &line.matter,
            &line.code,
            line.field,
            &line.title,
            counted,
            &line.unit,
        ];
        for (column, text) in (0_u16..).zip(words) {
            page.write_with_format(row, column, text, &cell)?;
        }
    }
    page.autofilter(first, 0, row, 6)?;
    page.set_freeze_panes(first + 1, 0)?;
    book.save_to_buffer()
}

/// As a file to keep.
pub(super) fn file(bytes: Vec<u8>, name: &str) -> Response {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let said = format!("attachment; filename=\"{name}\"");
    (
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, said),
        ],
        bytes,
    )
        .into_response()
}
