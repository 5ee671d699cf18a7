//! Sổ trên giấy và trên Excel: the official head, the columns of the template, the running number counted anew.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use typeset::{Align, Paper, Report};

use super::book::{Book, Column, Kind, Sheet};
use super::messages;
use super::telling::Told;

/// Một sổ để in.
pub struct Print<'b> {
    /// The book.
    pub book: &'b Book,
    /// Cơ quan cấp trên, in capitals; may be empty.
    pub upper: String,
    /// Đơn vị, in capitals.
    pub unit: String,
    /// The period, and whose lines, in words.
    pub period: String,
    /// "Lâm Đồng, ngày 22 tháng 11 năm 2026".
    pub place_date: String,
    /// Year, month, day.
    pub printed_on: [i32; 3],
    /// Who prints it.
    pub made_by: String,
    /// The lines.
    pub rows: Vec<Told>,
    /// Số đã hủy, số thêm chữ: a sentence each.
    pub apart: Vec<String>,
}

/// The words of a cell, the running number put before what stands there.
fn words(column: &Column, row: &Told, at: usize, stt: Option<i64>) -> String {
    let told = row.cells[at].text();
    match stt.filter(|_| column.source.is_counted()) {
        Some(stt) if told.is_empty() => stt.to_string(),
        Some(stt) => format!("{stt}\n{told}"),
        None => told,
    }
}

impl Print<'_> {
    /// The cells of every line as they stand on paper.
    fn table(&self) -> Vec<Vec<String>> {
        let mut stt = 0;
        let mut table = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            stt += i64::from(row.key.is_counted);
            let stt = row.key.is_counted.then_some(stt);
            let columns = self.book.columns.iter().enumerate();
            table.push(
                columns
                    .map(|(at, column)| words(column, row, at, stt))
                    .collect(),
            );
        }
        table
    }

    /// What stands under the lines.
    fn notes(&self) -> Vec<String> {
        let mut notes = self.apart.clone();
        notes.push(messages::TEMPLATE.to_owned());
        notes.extend(without_source(self.book));
        notes.extend(self.book.note_vi.clone());
        notes
    }
}

/// How wide a column must be: by its longest word, and by how much stands in it.
fn width(column: &Column, at: usize, rows: &[Vec<String>]) -> f64 {
    let longest = |text: &str| {
        text.split_whitespace()
            .map(|word| word.chars().count())
            .max()
    };
    let head = longest(&column.label).unwrap_or(1).min(8);
    let cells = rows.iter().map(|row| row[at].as_str());
    let word = cells.clone().filter_map(longest).max().unwrap_or(0).min(18);
    let most = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
    let body = (most as f64 / 5.0).min(26.0);
    (head as f64 * 0.9).max(word as f64).max(body).max(4.0)
}

/// The book as a report to print.
pub fn report(print: &Print) -> Report {
    let rows = print.table();
    let column = |(at, column): (usize, &Column)| typeset::Column {
        title: column.label.clone(),
        group: (!column.group.is_empty()).then(|| column.group.clone()),
        width: width(column, at, &rows),
        align: match column.kind {
            Kind::Number => Align::Center,
            _ => Align::Left,
        },
    };
    let columns: Vec<typeset::Column> = print.book.columns.iter().enumerate().map(column).collect();
    Report {
        form_note: vec![print.book.name()],
        parent_office: print.upper.clone(),
        office: print.unit.clone(),
        title: print.book.title.to_uppercase(),
        period: print.period.clone(),
        paper: match print.book.sheet {
            Sheet::A3 => Paper::A3Landscape,
            Sheet::A4 => Paper::A4Landscape,
        },
        columns,
        bold_rows: Vec::new(),
        numbered_columns: true,
        notes: print.notes(),
        place_date: print.place_date.clone(),
        signatures: vec![
            ("NGƯỜI LẬP SỔ".to_owned(), print.made_by.clone()),
            ("THỦ TRƯỞNG ĐƠN VỊ".to_owned(), String::new()),
        ],
        printed_on: Some(print.printed_on),
        rows,
    }
}

/// "Chưa có nguồn: cột 5, 14."
fn without_source(book: &Book) -> Option<String> {
    let none = book.columns.iter().filter(|column| !column.has_source());
    let numbers: Vec<String> = none.map(|column| column.no.to_string()).collect();
    (!numbers.is_empty()).then(|| format!("{}: cột {}.", messages::NO_SOURCE, numbers.join(", ")))
}

/// The row of the workbook, from 0, in which the lines begin.
pub const FIRST_ROW: u32 = 9;

/// The book as an Excel workbook.
pub fn xlsx(print: &Print) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let last = (print.book.columns.len() as u16).saturating_sub(1).max(4);
    let middle = last / 2;
    page.set_name(print.book.name())?
        .set_landscape()
        .set_paper_size(match print.book.sheet {
            Sheet::A3 => 8,
            Sheet::A4 => 9,
        })
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(FIRST_ROW - 3, FIRST_ROW - 1)?
        .set_freeze_panes(FIRST_ROW, 2)?;
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
    let small = centred.clone().set_italic().set_border(FormatBorder::Thin);
    let cell = plain
        .clone()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    page.merge_range(0, 0, 0, middle, &print.upper, &centred)?;
    page.merge_range(1, 0, 1, middle, &print.unit, &bold)?;
    page.merge_range(
        0,
        middle + 1,
        0,
        last,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        &bold,
    )?;
    page.merge_range(1, middle + 1, 1, last, "Độc lập - Tự do - Hạnh phúc", &bold)?;
    page.write_with_format(2, 0, print.book.name(), &plain)?;
    page.merge_range(3, 0, 3, last, &print.book.title.to_uppercase(), &bold)?;
    page.merge_range(4, 0, 4, last, &print.period, &centred)?;
    let rows = print.table();
    heads(page, print.book, &head)?;
    for (at, column) in (0_u16..).zip(&print.book.columns) {
        page.write_with_format(FIRST_ROW - 1, at, f64::from(column.no), &small)?;
        page.set_column_width(
            at,
            width(column, usize::from(at), &rows).clamp(7.0, 40.0) + 2.0,
        )?;
    }
    let mut at = FIRST_ROW;
    for row in &rows {
        for (column, words) in (0_u16..).zip(row) {
            match words.parse::<u32>() {
                Ok(number) if column == 0 => page.write_with_format(at, column, number, &cell)?,
                _ => page.write_with_format(at, column, words, &cell)?,
            };
        }
        at += 1;
    }
    for note in print.notes() {
        at += 1;
        page.write_with_format(at, 0, note, &plain.clone().set_italic())?;
    }
    page.merge_range(
        at + 2,
        middle + 1,
        at + 2,
        last,
        &print.place_date,
        &centred,
    )?;
    page.merge_range(at + 3, 0, at + 3, middle, "NGƯỜI LẬP SỔ", &bold)?;
    page.merge_range(at + 3, middle + 1, at + 3, last, "THỦ TRƯỞNG ĐƠN VỊ", &bold)?;
    page.merge_range(at + 7, 0, at + 7, middle, &print.made_by, &bold)?;
    book.save_to_buffer()
}

/// Two rows of heads: the groups, and the columns under them.
fn heads(
    page: &mut rust_xlsxwriter::Worksheet,
    book: &Book,
    head: &Format,
) -> Result<(), XlsxError> {
    let (upper, lower) = (FIRST_ROW - 3, FIRST_ROW - 2);
    let mut at = 0;
    while at < book.columns.len() {
        let column = &book.columns[at];
        let place = at as u16;
        if column.group.is_empty() {
            page.merge_range(upper, place, lower, place, &column.label, head)?;
            at += 1;
            continue;
        }
        let together = book.columns[at..]
            .iter()
            .take_while(|next| next.group == column.group);
        let count = together.count();
        match count {
            1 => page.write_with_format(upper, place, &column.group, head)?,
            _ => page.merge_range(
                upper,
                place,
                upper,
                place + count as u16 - 1,
                &column.group,
                head,
            )?,
        };
        for (next, under) in (place..).zip(&book.columns[at..at + count]) {
            page.write_with_format(lower, next, &under.label, head)?;
        }
        at += count;
    }
    page.set_row_height(lower, 90)?;
    Ok(())
}
