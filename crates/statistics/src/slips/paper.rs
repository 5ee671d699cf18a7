//! Phiếu trên giấy (A4) and the slips of a period as an Excel workbook.

use exchange::workbook::defused;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use typeset::{Align, Column, Paper, Report};

use super::{Slip, Told, Trial, mould};
use crate::messages;

/// What stands in a cell.
pub fn cell(told: &Told, no_source: &str) -> String {
    match told {
        Told::Known(words) => words.clone(),
        Told::Nothing => "Không ghi nhận".to_owned(),
        Told::Missing(remedy) => format!("CÒN THIẾU. {}", remedy.said),
        Told::NoSource => format!("Chưa có nguồn (cần kiểm tra). {no_source}")
            .trim()
            .to_owned(),
    }
}

/// One slip as a page to print.
pub fn report(slip: &Slip, upper: &str, unit: &str, code: &str, day: [i32; 3], by: &str) -> Report {
    let column = |title: &str, width, align| Column {
        title: title.to_owned(),
        group: None,
        width,
        align,
    };
    let (mut rows, mut bold, mut group) = (Vec::new(), Vec::new(), "");
    for (n, item) in (1..).zip(&slip.items) {
        if item.field.group != group {
            group = &item.field.group;
            bold.push(rows.len());
            rows.push(vec![String::new(), group.to_uppercase(), String::new()]);
        }
        rows.push(vec![
            format!("{n}"),
            item.field.label_vi.clone(),
            cell(&item.told, &item.field.no_source_vi),
        ]);
    }
    let title = match slip.trial {
        Trial::First => "PHIẾU XÉT XỬ ÁN HÌNH SỰ SƠ THẨM",
        Trial::Appeal => "PHIẾU XÉT XỬ ÁN HÌNH SỰ PHÚC THẨM",
    };
    let missing = slip.missing().count();
    let mut notes = vec![mould().basis_vi.clone()];
    if slip.trial == Trial::Appeal {
        notes.push(messages::APPEAL_SLIP.to_owned());
    }
    if missing > 0 {
        notes.push(format!("Phiếu còn thiếu {missing} mục."));
    }
    if !slip.remark.is_empty() {
        notes.push(slip.remark.clone());
    }
    Report {
        form_note: vec!["Phiếu xét xử".to_owned(), "(cần kiểm tra)".to_owned()],
        parent_office: upper.to_owned(),
        office: unit.to_uppercase(),
        title: title.to_owned(),
        period: format!("Mã hồ sơ {code}. Bị cáo: {}", slip.name),
        paper: Paper::A4,
        columns: vec![
            column("Mục", 0.7, Align::Center),
            column("Nội dung", 3.2, Align::Left),
            column("Ghi theo sự kiện của hồ sơ", 5.6, Align::Left),
        ],
        rows,
        bold_rows: bold,
        numbered_columns: false,
        notes,
        place_date: String::new(),
        signatures: vec![
            ("NGƯỜI LẬP PHIẾU".to_owned(), by.to_owned()),
            ("KIỂM SÁT VIÊN".to_owned(), String::new()),
        ],
        printed_on: Some(day),
    }
}

/// The slips of a period, one row each; beside each slip the unit and the matter's code.
pub fn workbook(head: &str, slips: &[(Slip, String, String)]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("Phiếu xét xử")?;
    let plain = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(11);
    let bold = plain.clone().set_bold();
    let words = plain
        .clone()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    let titles = words.clone().set_bold();
    page.write_with_format(0, 0, head, &bold)?;
    page.write_with_format(1, 0, mould().basis_vi.as_str(), &plain)?;
    let first = ["Đơn vị", "Mã hồ sơ", "Cấp xét xử", "Số mục còn thiếu"];
    let labels = first
        .into_iter()
        .chain(mould().fields.iter().map(|field| field.label_vi.as_str()));
    for (at, title) in (0_u16..).zip(labels) {
        page.set_column_width(at, 22.0)?;
        page.write_with_format(3, at, title, &titles)?;
    }
    for (row, (slip, unit, code)) in (4_u32..).zip(slips) {
        for (at, text) in (0_u16..).zip([unit.as_str(), code, slip.trial.vi()]) {
            page.write_string_with_format(row, at, text, &words)?;
        }
        let missing = u32::try_from(slip.missing().count()).unwrap_or(u32::MAX);
        page.write_number_with_format(row, 3, missing, &words)?;
        for (at, field) in (4_u16..).zip(&mould().fields) {
            let item = slip.items.iter().find(|item| item.field.id == field.id);
            let said = match item.map(|item| &item.told) {
                Some(Told::Missing(_)) => "CÒN THIẾU".to_owned(),
                Some(Told::NoSource) => "chưa có nguồn".to_owned(),
                Some(told) => cell(told, ""),
                None => String::new(),
            };
            page.write_string_with_format(row, at, defused(&said), &words)?;
        }
    }
    page.set_freeze_panes(4, 0)?;
    book.save_to_buffer()
}
