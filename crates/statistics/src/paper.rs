//! Biểu trên giấy và trên Excel: the official head, row numbers, notes and the two signatures.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use typeset::{Align, Column, Paper, Report};

use crate::documented::Shown;
use crate::form::{Form, Layout, Row};
use crate::messages;

mod by_offence;
mod filling;
pub mod whole;

pub use filling::offence;

/// Phần đầu và phần cuối chung của các biểu một bộ.
#[derive(Debug, Clone)]
pub struct Head {
    /// Cơ quan cấp trên, in capitals.
    pub upper: String,
    /// Đơn vị, in capitals.
    pub unit: String,
    /// With the levels below.
    pub is_tree: bool,
    /// The period in words.
    pub period: String,
    /// "20/11/2026 09:00".
    pub as_of: String,
    /// Số liệu tạm tính: the period still runs.
    pub is_provisional: bool,
    /// Of figures that were frozen: since when and by which code they are known.
    pub frozen: Option<String>,
    /// "VKSND tỉnh Lâm Đồng, ngày 22 tháng 11 năm 2026".
    pub place_date: String,
    /// Year, month, day.
    pub printed_on: [i32; 3],
    /// Người lập biểu.
    pub made_by: String,
}

/// Một biểu đã có số liệu.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The form.
    pub form: Cow<'static, Form>,
    /// What stands around it.
    pub head: Head,
    /// By row.
    pub figures: BTreeMap<String, Shown>,
    /// Số liệu nhập có căn cứ: the documents a row rests on.
    pub bases: BTreeMap<String, String>,
    /// What stands beside a frozen figure, by row: entered late, adjusted.
    pub beside: BTreeMap<String, String>,
    /// Of a form by offence: article, offence, the figures in the order of the columns.
    pub lines: Vec<(String, String, Vec<Shown>)>,
}

impl Head {
    fn scope_vi(&self) -> String {
        let whole = if self.is_tree {
            "Đơn vị và các đơn vị cấp dưới. "
        } else {
            ""
        };
        format!("{whole}{}", self.period)
    }
}

impl Sheet {
    /// The sentences under the form.
    fn notes(&self) -> Vec<String> {
        let head = &self.head;
        let first = match (&head.frozen, head.is_provisional) {
            (Some(frozen), _) => frozen.clone(),
            (None, true) => messages::still_open(&head.as_of),
            (None, false) => format!("Số liệu tính lúc {}.", head.as_of),
        };
        let rest = messages::NOTES.iter().map(|note| (*note).to_owned());
        let mark = self
            .has_entered()
            .then(|| messages::ENTERED_NOTE.to_owned());
        [first].into_iter().chain(rest).chain(mark).collect()
    }

    fn figure(&self, row: &Row) -> Shown {
        self.figures.get(&row.no).copied().unwrap_or(Shown::Unknown)
    }

    fn has_entered(&self) -> bool {
        let in_lines = self.lines.iter().flat_map(|(_, _, figures)| figures);
        let all = self.figures.values().chain(in_lines);
        all.copied().any(|shown| matches!(shown, Shown::Entered(_)))
    }

    /// What the remark of a row says.
    fn remark(&self, row: &Row) -> String {
        let said = match self.bases.get(&row.no) {
            Some(basis) => format!("Số liệu nhập: {basis}"),
            None => remark(row),
        };
        match self.beside.get(&row.no) {
            Some(beside) if said.is_empty() => beside.clone(),
            Some(beside) => format!("{beside} {said}"),
            None => said,
        }
    }
}

/// The label as it stands in the form, "of which" rows moved in.
fn label(row: &Row) -> String {
    format!("{}{}", "– ".repeat(row.depth.min(3)), row.label_vi)
}

fn remark(row: &Row) -> String {
    match !row.no_source_vi.is_empty() {
        true => row.no_source_vi.clone(),
        false => row.note_vi.clone(),
    }
}

/// "12", "12 *" of an entered one, "97,50 %".
pub(crate) fn written(shown: Shown) -> String {
    let mark = match shown {
        Shown::Entered(_) => " *",
        _ => "",
    };
    shown.vi().map_or_else(
        || messages::NO_SOURCE.to_owned(),
        |figure| format!("{figure}{mark}"),
    )
}

/// A figure in a cell: a number, with a star when it was entered.
fn write_figure(
    page: &mut Worksheet,
    (at, column): (u32, u16),
    shown: Shown,
    format: &Format,
    unknown: &str,
) -> Result<(), XlsxError> {
    match shown {
        Shown::Counted(figure) => page.write_with_format(at, column, figure, format)?,
        Shown::Entered(figure) => {
            let starred = format.clone().set_num_format("#,##0\" *\"");
            page.write_with_format(at, column, figure, &starred)?
        }
        Shown::Share(share) => {
            let percent = format.clone().set_num_format("0.00%");
            page.write_with_format(at, column, share as f64 / 10_000.0, &percent)?
        }
        Shown::Unknown => page.write_with_format(at, column, unknown, format)?,
    };
    Ok(())
}

/// The form as it stands on paper: a wide form by offence in several parts.
pub fn reports(sheet: &Sheet) -> Vec<Report> {
    match sheet.form.layout {
        Layout::Rows => vec![report(sheet)],
        Layout::Offences => by_offence::reports(sheet),
    }
}

/// A form of rows as a report to print.
fn report(sheet: &Sheet) -> Report {
    let column = |title: &str, width, align| Column {
        title: title.to_owned(),
        group: None,
        width,
        align,
    };
    let cells = |row: &Row| {
        let figure = written(sheet.figure(row));
        vec![label(row), row.no.clone(), figure, sheet.remark(row)]
    };
    let rows = &sheet.form.rows;
    let bold = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.parent.is_none())
        .map(|(at, _)| at);
    Report {
        form_note: vec![sheet.form.number.clone(), sheet.form.basis_vi.clone()],
        parent_office: sheet.head.upper.clone(),
        office: sheet.head.unit.clone(),
        title: sheet.form.title_vi.clone(),
        period: sheet.head.scope_vi(),
        paper: Paper::A4,
        columns: vec![
            column("Chỉ tiêu", 6.0, Align::Left),
            column("Số dòng", 0.8, Align::Center),
            column("Số liệu", 1.2, Align::Right),
            column("Ghi chú", 2.6, Align::Left),
        ],
        rows: rows.iter().map(cells).collect(),
        bold_rows: bold.collect(),
        numbered_columns: false,
        notes: sheet.notes(),
        place_date: sheet.head.place_date.clone(),
        signatures: vec![
            ("NGƯỜI LẬP BIỂU".to_owned(), sheet.head.made_by.clone()),
            ("THỦ TRƯỞNG ĐƠN VỊ".to_owned(), String::new()),
        ],
        printed_on: Some(sheet.head.printed_on),
    }
}

/// The row of the workbook, from 0, in which the figures begin.
pub const FIRST_ROW: u32 = 7;
/// The column of the figures, from 0.
pub const FIGURE_COLUMN: u16 = 2;

/// The form as an Excel workbook.
pub fn xlsx(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(whole::tab(&sheet.form.number))?;
    write(page, sheet)?;
    book.save_to_buffer()
}

/// Writes the form on a sheet of a workbook.
fn write(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    match sheet.form.layout {
        Layout::Rows => by_row(page, sheet),
        Layout::Offences => by_offence::write(page, sheet),
    }
}

fn by_row(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    page.set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(FIRST_ROW - 1, FIRST_ROW - 1)?;
    let plain = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(11);
    let centred = plain
        .clone()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let bold = centred.clone().set_bold();
    let cell = plain
        .clone()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    let middle = cell.clone().set_align(FormatAlign::Center);
    let number = cell.clone().set_num_format("#,##0");
    let head = bold.clone().set_border(FormatBorder::Thin);
    for (at, width) in [(0, 70.0), (1, 8.0), (2, 14.0), (3, 36.0)] {
        page.set_column_width(at, width)?;
    }
    page.write_with_format(0, 0, &sheet.head.upper, &centred)?;
    page.write_with_format(1, 0, &sheet.head.unit, &bold)?;
    page.merge_range(0, 1, 0, 3, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", &bold)?;
    page.merge_range(1, 1, 1, 3, "Độc lập - Tự do - Hạnh phúc", &bold)?;
    page.write_with_format(
        2,
        0,
        format!("{} ({})", sheet.form.number, sheet.form.basis_vi),
        &centred,
    )?;
    page.merge_range(3, 0, 3, 3, &sheet.form.title_vi, &bold)?;
    page.merge_range(4, 0, 4, 3, &sheet.head.scope_vi(), &centred)?;
    for (at, title) in (0_u16..).zip(["Chỉ tiêu", "Số dòng", "Số liệu", "Ghi chú"]) {
        page.write_with_format(FIRST_ROW - 1, at, title, &head)?;
    }
    let mut at = FIRST_ROW;
    for row in &sheet.form.rows {
        let words = match row.parent {
            None => cell.clone().set_bold(),
            Some(_) => cell.clone().set_indent(row.depth.min(3) as u8),
        };
        page.write_with_format(at, 0, &row.label_vi, &words)?;
        page.write_with_format(at, 1, &row.no, &middle)?;
        let place = (at, FIGURE_COLUMN);
        write_figure(page, place, sheet.figure(row), &number, messages::NO_SOURCE)?;
        page.write_with_format(at, 3, sheet.remark(row), &cell)?;
        at += 1;
    }
    at += 1;
    for note in sheet.notes() {
        page.merge_range(
            at,
            0,
            at,
            3,
            &note,
            &plain.clone().set_text_wrap().set_italic(),
        )?;
        page.set_row_height(at, 30)?;
        at += 1;
    }
    page.merge_range(
        at + 1,
        1,
        at + 1,
        3,
        &sheet.head.place_date,
        &centred.clone().set_italic(),
    )?;
    page.write_with_format(at + 2, 0, "NGƯỜI LẬP BIỂU", &bold)?;
    page.merge_range(at + 2, 1, at + 2, 3, "THỦ TRƯỞNG ĐƠN VỊ", &bold)?;
    page.write_with_format(at + 6, 0, &sheet.head.made_by, &bold)?;
    Ok(())
}
