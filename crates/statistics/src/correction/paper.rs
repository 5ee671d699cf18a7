//! Phiếu điều chỉnh trên giấy, to be signed by the head.

use chrono::{Datelike, NaiveDate};
use typeset::{Align, Column, Paper, Report};

use super::New;

/// One page; the row by its form's number and its words.
pub fn paper(
    new: &New,
    (number, label): (&str, &str),
    unit: &str,
    made_by: &str,
    today: NaiveDate,
) -> Report {
    let pair = |name: &str, value: String| vec![name.to_owned(), value];
    let column = |title: &str, width| Column {
        title: title.to_owned(),
        group: None,
        width,
        align: Align::Left,
    };
    Report {
        form_note: vec!["Phiếu điều chỉnh số liệu".to_owned()],
        parent_office: String::new(),
        office: unit.to_uppercase(),
        title: "PHIẾU ĐIỀU CHỈNH SỐ LIỆU THỐNG KÊ".to_owned(),
        period: new.period.vi(),
        paper: Paper::A4,
        columns: vec![column("Mục", 2.0), column("Nội dung", 6.0)],
        rows: vec![
            pair("Biểu, dòng", format!("{number}, dòng {}", new.row)),
            pair("Chỉ tiêu", label.to_owned()),
            pair("Số điều chỉnh", format!("{:+}", new.amount)),
            pair("Lý do", new.reason.clone()),
            pair("Hồ sơ lẽ ra phải cho số liệu này", new.record.clone()),
            pair(
                "Phải sửa xong hồ sơ trước hết ngày",
                shell::vi_date(new.expires_on),
            ),
        ],
        bold_rows: vec![2],
        numbered_columns: false,
        notes: vec![
            "Số điều chỉnh đứng cạnh số liệu đếm từ sự kiện, không thay số liệu đó.".to_owned(),
        ],
        place_date: String::new(),
        signatures: vec![
            ("NGƯỜI LẬP PHIẾU".to_owned(), made_by.to_owned()),
            (
                "THỦ TRƯỞNG ĐƠN VỊ".to_owned(),
                "(ký số, xem cuối trang)".to_owned(),
            ),
        ],
        printed_on: Some([today.year(), today.month() as i32, today.day() as i32]),
    }
}
