//! Nhật ký ký số thành tệp Excel.

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use shell::vi_time;

use super::result_vi;
use crate::ceremony::{KeyHome, Ticket};

/// The heads and widths of the sheet's columns.
const COLUMNS: [(&str, f64); 9] = [
    ("Thời điểm ký", 18.0),
    ("Văn bản", 60.0),
    ("Người ký", 28.0),
    ("Đơn vị", 12.0),
    ("Khóa ký", 28.0),
    ("Mức", 8.0),
    ("Kết quả kiểm tra", 30.0),
    ("Chứng thư số (SHA-256)", 66.0),
    ("Tệp đã ký (SHA-256)", 66.0),
];

/// The log as a workbook.
pub fn workbook(lines: &[Ticket]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Nhật ký ký số")?;
    let head = Format::new().set_bold().set_text_wrap();
    for (at, (name, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(at, width)?;
        sheet.write_with_format(0, at, name, &head)?;
    }
    for (row, line) in (1_u32..).zip(lines) {
        let home = KeyHome::parse(&line.key_home).map_or("", KeyHome::name_vi);
        let cells = [
            line.ended_at.map(vi_time).unwrap_or_default(),
            line.title.clone(),
            line.person_name.clone(),
            line.unit_id.clone(),
            home.to_owned(),
            line.level_reached.clone().unwrap_or_default(),
            result_vi(line).to_owned(),
            line.fingerprint.clone(),
            line.signed.clone().unwrap_or_default(),
        ];
        for (at, cell) in (0_u16..).zip(cells) {
            // Always a string: a title that begins with = is no formula.
            sheet.write_string(row, at, cell)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}
