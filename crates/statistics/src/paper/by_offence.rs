//! Biểu theo tội danh trên giấy và trên Excel: the columns of the form numbered as on paper, a line for each article.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use typeset::{Align, Column, Paper, Report};

use super::{Sheet, write_figure, written};
use crate::documented::Shown;
use crate::form::Row;
use crate::messages;

/// Columns of figures that one A3 sheet holds with heads that can be read.
const ACROSS: usize = 20;

/// The form on paper: as many parts as its columns need, article and offence on each.
pub fn reports(sheet: &Sheet) -> Vec<Report> {
    let columns: Vec<(usize, &Row)> = sheet.form.rows.iter().enumerate().collect();
    let parts = columns.len().div_ceil(ACROSS).max(1);
    let each = columns.len().div_ceil(parts).max(1);
    let chunks = columns.chunks(each).enumerate();
    chunks
        .map(|(at, chunk)| part(sheet, chunk, (at + 1, parts)))
        .collect()
}

fn part(sheet: &Sheet, chunk: &[(usize, &Row)], (at, parts): (usize, usize)) -> Report {
    let column = |title: String, width, align| Column {
        title,
        group: None,
        width,
        align,
    };
    let mut columns = vec![
        column("Tội danh\n(1)".to_owned(), 3.4, Align::Left),
        column("Điều luật\n(2)".to_owned(), 0.9, Align::Center),
    ];
    let heads = chunk.iter().map(|(place, row)| {
        let title = format!("{}\n({})", row.label_vi, place + 3);
        column(title, 1.3, Align::Right)
    });
    columns.extend(heads);
    let unknown = |shown: Shown| match shown {
        Shown::Unknown => "–".to_owned(),
        shown => written(shown),
    };
    let mut rows = vec![vec!["Tổng số".to_owned(), String::new()]];
    rows[0].extend(chunk.iter().map(|(_, row)| unknown(sheet.figure(row))));
    for (article, offence, figures) in &sheet.lines {
        let mut cells = vec![offence.clone(), article.clone()];
        let shown = |place: usize| figures.get(place).copied().unwrap_or(Shown::Unknown);
        cells.extend(chunk.iter().map(|(place, _)| unknown(shown(*place))));
        rows.push(cells);
    }
    let is_last = at == parts;
    let of_parts = match parts {
        1 => String::new(),
        _ => format!("\n(phần {at}/{parts})"),
    };
    let mut notes = match is_last {
        true => sheet.notes(),
        false => vec!["Xem tiếp các cột sau ở phần kế tiếp.".to_owned()],
    };
    if is_last {
        let beside = sheet.beside.iter();
        notes.extend(beside.map(|(column, words)| format!("Cột {column}: {words}")));
    }
    let head = &sheet.head;
    Report {
        form_note: vec![sheet.form.number.clone(), sheet.form.basis_vi.clone()],
        parent_office: head.upper.clone(),
        office: head.unit.clone(),
        title: format!("{}{of_parts}", sheet.form.title_vi),
        period: head.scope_vi(),
        paper: Paper::A3Landscape,
        columns,
        rows,
        bold_rows: vec![0],
        numbered_columns: false,
        notes,
        place_date: match is_last {
            true => head.place_date.clone(),
            false => String::new(),
        },
        signatures: match is_last {
            true => vec![
                ("NGƯỜI LẬP BIỂU".to_owned(), head.made_by.clone()),
                ("THỦ TRƯỞNG ĐƠN VỊ".to_owned(), String::new()),
            ],
            false => Vec::new(),
        },
        printed_on: Some(head.printed_on),
    }
}

/// The form on a sheet of a workbook.
pub fn write(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let last = u16::try_from(sheet.form.rows.len() + 1).unwrap_or(u16::MAX);
    page.set_paper_size(8)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(5, 6)?;
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
    let cell = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
    let number = cell.clone().set_num_format("#,##0");
    page.set_column_width(0, 38)?;
    page.set_column_width(1, 9)?;
    page.merge_range(
        0,
        0,
        0,
        last,
        &format!("{}\n{}", sheet.head.upper, sheet.head.unit),
        &bold,
    )?;
    page.set_row_height(0, 32)?;
    page.merge_range(
        1,
        0,
        1,
        last,
        &format!("{} ({})", sheet.form.number, sheet.form.basis_vi),
        &centred,
    )?;
    page.merge_range(2, 0, 2, last, &sheet.form.title_vi, &bold)?;
    page.merge_range(3, 0, 3, last, &sheet.head.scope_vi(), &centred)?;
    page.write_with_format(5, 0, "Tội danh", &head)?;
    page.write_with_format(5, 1, "Điều luật", &head)?;
    page.write_with_format(6, 0, 1, &head)?;
    page.write_with_format(6, 1, 2, &head)?;
    for (at, column) in (2_u16..).zip(&sheet.form.rows) {
        page.write_with_format(5, at, &column.label_vi, &head)?;
        page.write_with_format(6, at, u32::from(at) + 1, &head)?;
    }
    page.set_row_height(5, 90)?;
    page.write_with_format(7, 0, "Tổng số", &cell.clone().set_bold())?;
    page.write_with_format(7, 1, "", &cell)?;
    for (at, column) in (2_u16..).zip(&sheet.form.rows) {
        let bold = number.clone().set_bold();
        write_figure(
            page,
            (7, at),
            sheet.figure(column),
            &bold,
            messages::NO_SOURCE,
        )?;
    }
    let mut line = 8;
    for (article, offence, figures) in &sheet.lines {
        page.write_with_format(line, 0, offence, &cell)?;
        page.write_with_format(line, 1, article, &cell)?;
        for (at, shown) in (2_u16..).zip(figures) {
            write_figure(page, (line, at), *shown, &number, "–")?;
        }
        line += 1;
    }
    line += 1;
    for note in sheet.notes() {
        page.merge_range(line, 0, line, last, &note, &plain.clone().set_italic())?;
        line += 1;
    }
    page.merge_range(
        line,
        0,
        line,
        last,
        &sheet.head.place_date,
        &plain.clone().set_italic().set_align(FormatAlign::Right),
    )?;
    page.write_with_format(line + 1, 0, "NGƯỜI LẬP BIỂU", &bold)?;
    page.merge_range(line + 1, 1, line + 1, last, "THỦ TRƯỞNG ĐƠN VỊ", &bold)?;
    page.write_with_format(line + 5, 0, &sheet.head.made_by, &bold)?;
    Ok(())
}
