//! Sổ văn bản đi, sổ bản sao trên giấy và trên Excel: the columns of the book under the official head.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use typeset::{Align, Column, Paper, Report};

/// Một sổ để in.
pub struct Book {
    /// "SỔ ĐĂNG KÝ VĂN BẢN ĐI".
    pub title: &'static str,
    /// Cơ quan cấp trên, in capitals; may be empty.
    pub upper: String,
    /// Đơn vị, in capitals.
    pub unit: String,
    /// The period in words.
    pub period: String,
    /// "Lâm Đồng, ngày 22 tháng 11 năm 2026".
    pub place_date: String,
    /// Year, month, day.
    pub printed_on: [i32; 3],
    /// Who prints it.
    pub made_by: String,
    /// Heads and widths.
    pub columns: &'static [(&'static str, f64)],
    /// The lines.
    pub rows: Vec<Vec<String>>,
}

/// The columns of the register of outgoing documents.
pub const OUTGOING: &[(&str, f64)] = &[
    ("Số, ký hiệu văn bản", 14.0),
    ("Ngày tháng văn bản", 10.0),
    ("Tên loại và trích yếu nội dung văn bản", 30.0),
    ("Người ký", 14.0),
    ("Nơi nhận văn bản", 26.0),
    ("Đơn vị, người nhận bản lưu", 12.0),
    ("Số lượng bản", 7.0),
    ("Ngày chuyển", 10.0),
    ("Ký nhận", 12.0),
    ("Ghi chú", 14.0),
];

/// The columns of the register of copies.
pub const COPIES: &[(&str, f64)] = &[
    ("Số bản sao", 14.0),
    ("Ngày sao", 10.0),
    ("Loại bản sao", 10.0),
    ("Văn bản được sao", 34.0),
    ("Số bản", 7.0),
    ("Nơi nhận", 24.0),
    ("Cách ký", 10.0),
    ("Người lập", 16.0),
];

/// The book as a report to print.
pub fn report(book: &Book) -> Report {
    let column = |(title, width): &(&str, f64)| Column {
        title: (*title).to_owned(),
        group: None,
        width: *width,
        align: Align::Left,
    };
    Report {
        form_note: Vec::new(),
        parent_office: book.upper.clone(),
        office: book.unit.clone(),
        title: book.title.to_owned(),
        period: book.period.clone(),
        paper: Paper::A4Landscape,
        columns: book.columns.iter().map(column).collect(),
        bold_rows: Vec::new(),
        numbered_columns: true,
        notes: Vec::new(),
        place_date: book.place_date.clone(),
        signatures: vec![
            ("NGƯỜI LẬP SỔ".to_owned(), book.made_by.clone()),
            ("THỦ TRƯỞNG ĐƠN VỊ".to_owned(), String::new()),
        ],
        printed_on: Some(book.printed_on),
        rows: book.rows.clone(),
    }
}

/// The book as an Excel workbook.
pub fn xlsx(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    let last = (book.columns.len() as u16).saturating_sub(1);
    let middle = last / 2;
    let plain = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(11);
    let centred = plain
        .clone()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let bold = centred.clone().set_bold();
    let head = bold.clone().set_border(FormatBorder::Thin);
    let cell = plain
        .clone()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    page.set_name("Sổ")?
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(5, 6)?
        .set_freeze_panes(7, 1)?;
    page.merge_range(0, 0, 0, middle, &book.upper, &centred)?;
    page.merge_range(1, 0, 1, middle, &book.unit, &bold)?;
    let motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    page.merge_range(0, middle + 1, 0, last, motto, &bold)?;
    page.merge_range(1, middle + 1, 1, last, "Độc lập - Tự do - Hạnh phúc", &bold)?;
    page.merge_range(3, 0, 3, last, book.title, &bold)?;
    page.merge_range(4, 0, 4, last, &book.period, &centred)?;
    for (at, (title, width)) in (0_u16..).zip(book.columns) {
        page.write_with_format(5, at, *title, &head)?;
        page.write_with_format(6, at, f64::from(at + 1), &head)?;
        page.set_column_width(at, *width)?;
    }
    let mut at = 7;
    for row in &book.rows {
        for (column, words) in (0_u16..).zip(row) {
            page.write_with_format(at, column, words, &cell)?;
        }
        at += 1;
    }
    page.merge_range(at + 1, middle + 1, at + 1, last, &book.place_date, &centred)?;
    page.merge_range(at + 2, 0, at + 2, middle, "NGƯỜI LẬP SỔ", &bold)?;
    page.merge_range(at + 2, middle + 1, at + 2, last, "THỦ TRƯỞNG ĐƠN VỊ", &bold)?;
    page.merge_range(at + 6, 0, at + 6, middle, &book.made_by, &bold)?;
    workbook.save_to_buffer()
}
