//! Trang văn bản trên màn hình: the document as it will be printed, each value leading to its field.

use std::collections::BTreeMap;

use askama::Template;
use typeset::{Block, OfficialDocument, Origin, Text};

/// Words with one origin; a value leads to its field.
pub struct Piece {
    /// How it looks: nothing, `is-fact`, `is-typed`, `is-gap`.
    pub class: &'static str,
    /// The element id of its field; empty when there is none on the page.
    pub field: String,
    /// Where the value comes from.
    pub title: String,
    /// The words, line by line.
    pub lines: Vec<String>,
}

/// A block of the text.
pub struct Passage {
    /// `basis`, `heading`, `article`, `paragraph`.
    pub class: &'static str,
    /// "Điều 1."
    pub label: String,
    /// Its words.
    pub words: Vec<Piece>,
}

/// The page.
#[derive(Template)]
#[template(path = "screens/sheet.html")]
pub struct Sheet {
    is_draft: bool,
    note: Vec<String>,
    parent: Vec<Piece>,
    office: Vec<Piece>,
    number: Vec<Piece>,
    place: Vec<Piece>,
    title: String,
    subject: Vec<Piece>,
    authority: Vec<Piece>,
    passages: Vec<Passage>,
    recipients: Vec<Vec<Piece>>,
    titles: Vec<String>,
    signer: Vec<Piece>,
}

// It escapes what it holds.
impl askama::filters::HtmlSafe for Sheet {}

/// Draws a document; `sources` says where each field's value comes from, and values lead to their fields while it is open.
pub fn sheet(
    document: &OfficialDocument,
    sources: &BTreeMap<String, String>,
    is_open: bool,
) -> Sheet {
    let words = |text: &Text| pieces(text, sources, is_open);
    let passages = document.blocks.iter().map(|block| {
        let (class, label) = match block {
            Block::Basis { .. } => ("basis", ""),
            Block::Paragraph { .. } => ("paragraph", ""),
            Block::Heading { .. } => ("heading", ""),
            Block::Article { label, .. } => ("article", label.as_str()),
        };
        Passage {
            class,
            label: label.to_owned(),
            words: words(block.text()),
        }
    });
    Sheet {
        is_draft: document.is_draft,
        note: document.head.form_note.clone(),
        parent: words(&document.head.parent_office),
        office: words(&document.head.office),
        number: words(&document.head.number_line),
        place: words(&document.head.place_date),
        title: document.title.clone(),
        subject: words(&document.subject),
        authority: words(&document.authority),
        passages: passages.collect(),
        recipients: document.closing.recipients.iter().map(words).collect(),
        titles: document.closing.signature.title_lines.clone(),
        signer: words(&document.closing.signature.name),
    }
}

fn pieces(text: &Text, sources: &BTreeMap<String, String>, is_open: bool) -> Vec<Piece> {
    let piece = |span: &typeset::Span| {
        let (class, field) = match &span.origin {
            Origin::Form => ("", ""),
            Origin::Fact { field } => ("is-fact", field.as_str()),
            Origin::Typed { field } => ("is-typed", field.as_str()),
            Origin::Gap { field } => ("is-gap", field.as_str()),
        };
        let said = sources.get(field).cloned();
        let title = match class {
            "is-typed" => "Người soạn đã gõ".to_owned(),
            "is-gap" => "Còn thiếu".to_owned(),
            "is-fact" => said.unwrap_or_else(|| "Theo hồ sơ".to_owned()),
            _ => String::new(),
        };
        Piece {
            class,
            field: if is_open {
                field.replace('.', "-")
            } else {
                String::new()
            },
            title,
            lines: span.text.split('\n').map(str::to_owned).collect(),
        }
    };
    text.0.iter().map(piece).collect()
}
