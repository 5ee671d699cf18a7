//! Các dòng của bản Word, in the order in which the writer puts them into the file: what a file that comes back is compared with.

use crate::document::{Block, OfficialDocument, Origin, Signature, Span, Text};

/// Chỗ của một dòng trong văn bản.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The note of the form, the word DỰ THẢO.
    Note,
    /// Quốc hiệu, cơ quan, số, ngày.
    Head,
    /// Tên loại, trích yếu, thẩm quyền.
    Title,
    /// Kính gửi.
    Addressee,
    /// A block of the text, by its index.
    Body(usize),
    /// A cell of a table of the text; row 0 holds the headings.
    Cell {
        /// The block.
        block: usize,
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A recipient, by its index.
    Recipient(usize),
    /// Titles and names of those who sign, and "Nơi nhận:".
    Signature,
}

/// Một dòng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub part: Part,
    /// All its words, a label or dash before it included.
    pub text: Text,
}

impl Line {
    fn new(part: Part, text: impl Into<Text>) -> Self {
        Self {
            part,
            text: text.into(),
        }
    }

    fn after(part: Part, before: &str, text: &Text) -> Self {
        let mut spans = vec![Span {
            text: before.to_owned(),
            origin: Origin::Form,
        }];
        spans.extend(text.0.iter().cloned());
        Self::new(part, Text(spans))
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}

/// Every line that has words.
pub fn lines(document: &OfficialDocument) -> Vec<Line> {
    let mut all = Vec::new();
    let form = |part: Part, words: &str| Line::new(part, Text::form(words));
    let head = &document.head;
    all.extend(head.form_note.iter().map(|note| form(Part::Note, note)));
    if document.is_draft {
        all.push(form(Part::Note, "DỰ THẢO"));
    }
    all.push(Line::new(Part::Head, &head.parent_office));
    all.push(Line::new(Part::Head, &head.office));
    all.push(form(Part::Head, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
    all.push(form(Part::Head, "Độc lập - Tự do - Hạnh phúc"));
    all.push(Line::new(Part::Head, &head.number_line));
    all.push(Line::new(Part::Head, &head.about));
    all.extend(head.stamps.iter().map(|stamp| form(Part::Head, stamp)));
    all.push(Line::new(Part::Head, &head.place_date));
    all.push(form(Part::Title, &document.title));
    if !document.title.is_empty() {
        all.push(Line::new(Part::Title, &document.subject));
    }
    all.push(Line::new(Part::Title, &document.authority));
    match document.addressees.as_slice() {
        [] => {}
        [only] => all.push(Line::after(Part::Addressee, "Kính gửi: ", only)),
        several => {
            all.push(form(Part::Addressee, "Kính gửi:"));
            all.extend(
                several
                    .iter()
                    .map(|one| Line::after(Part::Addressee, "- ", one)),
            );
        }
    }
    for (index, block) in document.blocks.iter().enumerate() {
        body(&mut all, index, block);
    }
    all.extend(signatures(&document.closing.columns));
    if !document.closing.recipients.is_empty() {
        all.push(form(Part::Signature, "Nơi nhận:"));
    }
    let recipients = document.closing.recipients.iter().enumerate();
    all.extend(recipients.map(|(index, one)| Line::after(Part::Recipient(index), "- ", one)));
    let signed = &document.closing.signature;
    all.extend(
        signed
            .title_lines
            .iter()
            .map(|line| form(Part::Signature, line)),
    );
    all.push(Line::new(Part::Signature, &signed.name));
    all.retain(|line| !line.text.is_empty());
    all
}

fn body(all: &mut Vec<Line>, index: usize, block: &Block) {
    let part = Part::Body(index);
    match block {
        Block::Article { label, text } => all.push(Line::after(part, &format!("{label} "), text)),
        Block::Item { text } => all.push(Line::after(part, "- ", text)),
        other => all.push(Line::new(part, other.text())),
    }
    let Block::Table { columns, rows, .. } = block else {
        return;
    };
    let cell = |row, column| Part::Cell {
        block: index,
        row,
        column,
    };
    let heads = columns.iter().enumerate();
    all.extend(heads.map(|(column, name)| Line::new(cell(0, column), Text::form(name))));
    for (row, cells) in rows.iter().enumerate() {
        let cells = cells.iter().enumerate();
        all.extend(cells.map(|(column, text)| Line::new(cell(row + 1, column), text)));
    }
}

/// Those who sign side by side: their titles, then their names.
fn signatures(columns: &[Signature]) -> Vec<Line> {
    let across = match columns.len() {
        count if count > 0 && count % 3 == 0 => 3,
        1 => 1,
        _ => 2,
    };
    let mut all = Vec::new();
    for row in columns.chunks(across) {
        for one in row {
            let titles = one.title_lines.iter();
            all.extend(titles.map(|line| Line::new(Part::Signature, Text::form(line))));
        }
        all.extend(row.iter().map(|one| Line::new(Part::Signature, &one.name)));
    }
    all
}
