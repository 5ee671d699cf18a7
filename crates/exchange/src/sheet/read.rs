//! Mở tệp bảng tính: .xlsx, .xls, .ods and .csv become sheets; what cannot be read says why and what to do.

use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Ods, Reader, Xls, Xlsx};
use chrono::{NaiveDate, NaiveTime};
use law::Moment;

use super::{Cell, Sheet, csv};

/// Rows a sheet may have.
pub const MOST_ROWS: usize = 100_000;
/// Columns a sheet may have; what stands to the right of them is no register.
pub const MOST_COLUMNS: usize = 300;
/// Filled cells a sheet may have.
const MOST_CELLS: usize = 3_000_000;

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// Neither Excel, OpenDocument nor text.
    #[error("no spreadsheet")]
    Unknown,
    /// A password protects it.
    #[error("encrypted")]
    Encrypted,
    /// It begins like a spreadsheet and does not go on like one.
    #[error("broken: {0}")]
    Broken(String),
    /// Too many rows or cells.
    #[error("too large")]
    TooLarge,
    /// There is no cell in it.
    #[error("empty")]
    Empty,
}

/// Reads every sheet of a file.
pub fn read(bytes: &[u8], name: &str) -> Result<Vec<Sheet>, SheetError> {
    let sheets = match bytes {
        [] => return Err(SheetError::Empty),
        [b'P', b'K', 3, 4, ..] => zipped(bytes)?,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => xls(bytes)?,
        _ if is_text(bytes) => vec![csv::read(bytes, name)?],
        _ => return Err(SheetError::Unknown),
    };
    let sheets: Vec<Sheet> = sheets
        .into_iter()
        .filter(|sheet| !(0..sheet.rows.len()).all(|row| sheet.is_empty_row(row)))
        .map(|mut sheet| {
            sheet.spread_down();
            sheet
        })
        .collect();
    match sheets.is_empty() {
        true => Err(SheetError::Empty),
        false => Ok(sheets),
    }
}

/// Text has no zero bytes, unless it is UTF-16 with its mark; and is no picture or PDF under a wrong name.
fn is_text(bytes: &[u8]) -> bool {
    let is_wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let begins_otherwise = [
        &b"%PDF"[..],
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"{\\rtf",
        b"<html",
        b"<!DO",
    ]
    .iter()
    .any(|mark| bytes.starts_with(mark));
    is_wide || !begins_otherwise && !bytes.iter().take(4096).any(|byte| *byte == 0)
}

fn zipped(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    let is_ods = bytes
        .windows(12)
        .take(200)
        .any(|part| part == b"opendocument" || part == b"vnd.oasis.op");
    if is_ods {
        return ods(bytes);
    }
    xlsx(bytes)
}

fn broken(cause: impl std::fmt::Display) -> SheetError {
    SheetError::Broken(cause.to_string())
}

/// Cell by cell: a stray cell in the last row of the sheet then costs one cell and not a million rows.
fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let counts_from_1904 = book.has_1904_epoch();
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut sheet = Sheet {
            name: name.clone(),
            merged: merged.iter().map(region).collect(),
            counts_from_1904,
            ..Sheet::default()
        };
        // A chart has a name and no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut taken = 0;
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            let value = match cell.get_value() {
                DataRef::SharedString(text) => text_cell(text),
                other => of_data(&Data::from(other.clone())),
            };
            taken += 1;
            put(&mut sheet, row as usize, column as usize, value, taken)?;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn xls(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|cause| {
        let said = cause.to_string();
        // An encrypted .xlsx stands in the same kind of box as an old .xls.
        match said.to_lowercase().contains("password") || contains_wide(bytes, "EncryptedPackage") {
            true => SheetError::Encrypted,
            false => broken(said),
        }
    })?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let Ok(range) = book.worksheet_range(&name) else {
            continue;
        };
        sheets.push(ranged(name, &range, merged.iter().map(region).collect())?);
    }
    Ok(sheets)
}

fn ods(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|cause| {
        match cause.to_string().to_lowercase().contains("password") {
            true => SheetError::Encrypted,
            false => broken(cause),
        }
    })?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        if let Ok(range) = book.worksheet_range(&name) {
            sheets.push(ranged(name, &range, Vec::new())?);
        }
    }
    Ok(sheets)
}

fn contains_wide(bytes: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|part| part == wide)
}

fn region(place: &Dimensions) -> [usize; 4] {
    [
        place.start.0 as usize,
        place.start.1 as usize,
        place.end.0 as usize,
        place.end.1 as usize,
    ]
}

fn ranged(
    name: String,
    range: &calamine::Range<Data>,
    merged: Vec<[usize; 4]>,
) -> Result<Sheet, SheetError> {
    let mut sheet = Sheet {
        name,
        merged,
        ..Sheet::default()
    };
    let (top, left) = range.start().unwrap_or_default();
    for (taken, (row, column, data)) in range.used_cells().enumerate() {
        let (row, column) = (row + top as usize, column + left as usize);
        put(&mut sheet, row, column, of_data(data), taken)?;
    }
    Ok(sheet)
}

pub(super) fn put(
    sheet: &mut Sheet,
    row: usize,
    column: usize,
    value: Cell,
    taken: usize,
) -> Result<(), SheetError> {
    if value.is_empty() || column >= MOST_COLUMNS {
        return Ok(());
    }
    if row >= MOST_ROWS || taken > MOST_CELLS {
        return Err(SheetError::TooLarge);
    }
    if sheet.rows.len() <= row {
        sheet.rows.resize(row + 1, Vec::new());
    }
    let cells = &mut sheet.rows[row];
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Empty);
    }
    cells[column] = value;
    Ok(())
}

fn text_cell(text: &str) -> Cell {
    Cell::Text(text.replace("_x000D_", "").replace('\r', ""))
}

fn of_data(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) => text_cell(text),
        Data::Bool(truth) => Cell::Truth(*truth),
        Data::DateTime(serial) => of_serial(serial),
        Data::DateTimeIso(text) | Data::DurationIso(text) => {
            match Moment::read(text.split('.').next().unwrap_or(text)) {
                Ok(moment) => Cell::Moment(midnight_is_none(moment)),
                Err(_) => Cell::Text(text.clone()),
            }
        }
        Data::Error(code) => Cell::Fault(code.to_string()),
    }
}

fn of_serial(serial: &ExcelDateTime) -> Cell {
    if serial.is_duration() || serial.as_f64() < 1.0 {
        return Cell::Number(serial.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = serial.to_ymd_hms_milli();
    let on = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    // 29/02/1900 is a day that only Excel knows.
    let Some(on) = on else {
        return Cell::Number(serial.as_f64());
    };
    // 16:59:59.999 was typed as 17:00.
    let minutes = u32::from(hour) * 60 + u32::from(minute) + u32::from(second >= 30);
    let time = NaiveTime::from_hms_opt(minutes / 60 % 24, minutes % 60, 0);
    match time.filter(|_| minutes > 0 && minutes < 24 * 60) {
        Some(time) => Cell::Moment(Moment::at(on, time)),
        None => Cell::Moment(Moment::day(on)),
    }
}

fn midnight_is_none(moment: Moment) -> Moment {
    match moment.time {
        Some(NaiveTime::MIN) => Moment::day(moment.on),
        _ => moment,
    }
}

/// The day of a bare day number, as a sheet holds it whose column never got the look of a date.
pub fn day_of_serial(number: f64, counts_from_1904: bool) -> Option<Moment> {
    if !(1.0..200_000.0).contains(&number) {
        return None;
    }
    let serial = ExcelDateTime::new(
        number,
        calamine::ExcelDateTimeType::DateTime,
        counts_from_1904,
    );
    match of_serial(&serial) {
        Cell::Moment(moment) => Some(moment),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: f64, from_1904: bool) -> String {
        day_of_serial(number, from_1904).map_or_else(String::new, |day| day.to_string())
    }

    #[test]
    fn day_numbers_count_from_1900_or_from_1904() {
        assert_eq!(day(46162.0, false), "2026-05-20");
        assert_eq!(day(44700.0, true), "2026-05-20");
        assert_eq!(day(46_162.708_333_33, false), "2026-05-20T17:00");
        assert_eq!(day(60.0, false), "", "29/02/1900 never was");
        assert_eq!(day(0.5, false), "");
        assert_eq!(day(20_260_520.0, false), "");
    }

    #[test]
    fn what_is_no_spreadsheet_says_so() {
        assert_eq!(read(b"", "a.xlsx"), Err(SheetError::Empty));
        assert_eq!(read(b"%PDF-1.7 ...", "a.xlsx"), Err(SheetError::Unknown));
        assert!(matches!(
            read(b"PK\x03\x04 no more", "a.xlsx"),
            Err(SheetError::Broken(_))
        ));
        assert!(matches!(
            read(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0], "a.xls"),
            Err(SheetError::Broken(_))
        ));
        assert_eq!(read(b"\n\n;;\n", "a.csv"), Err(SheetError::Empty));
    }
}
