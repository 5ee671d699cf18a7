//! What the layout reads: the document with its texts flattened, as JSON that Typst takes as data and never as markup.

use serde::Serialize;

use crate::document::{Block, OfficialDocument, Signature};

/// The document as the layout reads it: size of body text in points, more room in mm above the signature.
#[derive(Serialize)]
pub struct Sheet {
    size: u8,
    slack: u8,
    name: String,
    is_draft: bool,
    issued_on: Option<[i32; 3]>,
    form_note: Vec<String>,
    parent_office: String,
    office: String,
    number_line: String,
    place_date: String,
    about: String,
    stamps: Vec<String>,
    title: String,
    subject: String,
    authority: String,
    addressees: Vec<String>,
    blocks: Vec<Piece>,
    recipients: Vec<String>,
    signature_lines: Vec<String>,
    signature_name: String,
    columns: Vec<Column>,
}

#[derive(Serialize)]
struct Column {
    lines: Vec<String>,
    name: String,
}

#[derive(Serialize)]
struct Piece {
    kind: &'static str,
    label: String,
    text: String,
    columns: Vec<String>,
    widths: Vec<u16>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    pub fn new(document: &OfficialDocument, size: u8) -> Self {
        let OfficialDocument {
            is_draft,
            issued_on,
            head,
            title,
            subject,
            authority,
            addressees,
            blocks,
            closing,
        } = document;
        Self {
            size,
            slack: 0,
            name: document.name(),
            is_draft: *is_draft,
            issued_on: *issued_on,
            form_note: head.form_note.clone(),
            parent_office: head.parent_office.plain(),
            office: head.office.plain(),
            number_line: head.number_line.plain(),
            place_date: head.place_date.plain(),
            about: head.about.plain(),
            stamps: head.stamps.clone(),
            title: title.clone(),
            subject: subject.plain(),
            authority: authority.plain(),
            addressees: addressees.iter().map(|one| one.plain()).collect(),
            blocks: blocks.iter().map(Piece::from).collect(),
            recipients: closing.recipients.iter().map(|line| line.plain()).collect(),
            signature_lines: closing.signature.title_lines.clone(),
            signature_name: closing.signature.name.plain(),
            columns: closing.columns.iter().map(Column::from).collect(),
        }
    }
}

impl Sheet {
    /// The same sheet with that many millimetres more.
    pub fn with_slack(self, slack: u8) -> Self {
        Self { slack, ..self }
    }
}

impl From<&Signature> for Column {
    fn from(signature: &Signature) -> Self {
        Self {
            lines: signature.title_lines.clone(),
            name: signature.name.plain(),
        }
    }
}

impl From<&Block> for Piece {
    fn from(block: &Block) -> Self {
        let (kind, label) = match block {
            Block::Basis { .. } => ("basis", String::new()),
            Block::Paragraph { .. } => ("paragraph", String::new()),
            Block::Heading { .. } => ("heading", String::new()),
            Block::Article { label, .. } => ("article", label.clone()),
            Block::Section { .. } => ("section", String::new()),
            Block::Item { .. } => ("item", String::new()),
            Block::Table { .. } => ("table", String::new()),
        };
        let mut piece = Self {
            kind,
            label,
            text: block.text().plain(),
            columns: Vec::new(),
            widths: Vec::new(),
            rows: Vec::new(),
        };
        if let Block::Table {
            columns,
            widths,
            rows,
            ..
        } = block
        {
            let row = |cells: &Vec<_>| cells.iter().map(crate::document::Text::plain).collect();
            piece.columns.clone_from(columns);
            piece.widths.clone_from(widths);
            piece.rows = rows.iter().map(row).collect();
        }
        piece
    }
}
