//! Tệp văn bản phân cách (CSV): its letters, its separator, its rows.

use text::encoding::read_bytes;

use super::read::put;
use super::{Cell, Sheet, SheetError};

/// Reads a text file as one sheet. The separator is the one that stands most often in the first lines.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Sheet, SheetError> {
    let (text, _) = read_bytes(bytes);
    // The reader passes over empty lines; people count them.
    let lines = text.lines().map(|line| match line.trim().is_empty() {
        true => " ",
        false => line,
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let mut sheet = Sheet {
        name: name.to_owned(),
        ..Sheet::default()
    };
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut taken = 0;
    for record in reader.records() {
        let record = record.map_err(|cause| SheetError::Broken(cause.to_string()))?;
        let line = record.position().map_or(0, |place| place.line());
        let row = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
        for (column, value) in record.iter().enumerate() {
            taken += 1;
            put(&mut sheet, row, column, Cell::Text(value.to_owned()), taken)?;
        }
    }
    Ok(sheet)
}

/// What parts the columns.
fn separator(text: &str) -> u8 {
    let head: String = text.lines().take(20).collect();
    let count = |mark: char| head.matches(mark).count();
    [(b';', ';'), (b'\t', '\t'), (b',', ',')]
        .into_iter()
        .max_by_key(|(byte, mark)| (count(*mark), *byte == b';'))
        .map_or(b',', |(byte, _)| byte)
}

/// Whether a text reads better in another alphabet than Unicode; for tests of this module's readers.
#[cfg(test)]
fn alphabet(sheet: &Sheet) -> text::encoding::Encoding {
    let words: Vec<String> = sheet.rows.iter().flatten().map(Cell::shown).collect();
    text::encoding::guess(words.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::encoding::Encoding;

    #[test]
    fn the_separator_is_found_and_quoted_cells_keep_theirs() {
        for (text, second) in [
            ("STT;Họ tên\n1;\"An; Bình\"\n", "An; Bình"),
            ("STT,Họ tên\n1,\"An, Bình\"\n", "An, Bình"),
            ("STT\tHọ tên\n1\tAn\n", "An"),
        ] {
            let sheet = read(text.as_bytes(), "a.csv").unwrap();
            assert_eq!(sheet.cell(1, 1).shown(), second);
        }
    }

    #[test]
    fn empty_lines_keep_their_number() {
        let sheet = read("a;b\n\n\n1;2\n".as_bytes(), "a.csv").unwrap();
        assert_eq!(sheet.cell(3, 0).shown(), "1");
    }

    #[test]
    fn a_file_of_the_old_fonts_is_read_letter_by_letter() {
        let sheet = read(b"STT;H\xE4 t\xAAn\n1;Nguy\xD4n V\xA8n An\n", "a.csv").unwrap();
        assert_eq!(alphabet(&sheet), Encoding::Tcvn3);
        assert_eq!(
            Encoding::Tcvn3.to_unicode(&sheet.cell(1, 1).shown()),
            "Nguyễn Văn An"
        );
    }
}
