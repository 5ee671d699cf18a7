//! Trang văn bản trên màn hình: the document as it will be printed, each value leading to its field.

use std::collections::BTreeMap;

use typeset::{Block, OfficialDocument, Origin, Span, Text};

use super::fields::SIGNER;
use super::leaves::Leaves;
use crate::paper::{Paper, is_entered};
use crate::rules::Template;

/// Words with one origin; a value leads to its field.
pub struct Piece {
    /// How it looks: nothing, `is-fact`, `is-typed`, `is-gap`, `is-later`.
    pub class: &'static str,
    /// The element id of its field; empty when there is none on the page.
    pub field: String,
    /// Where the value comes from.
    pub title: String,
    /// The words, line by line; a leaf that they cite leads to its page.
    pub lines: Vec<Vec<Bit>>,
}

/// Words of one line, or a cited leaf.
#[derive(Clone)]
pub struct Bit {
    /// The words.
    pub words: String,
    /// Where the leaf opens; empty for plain words.
    pub href: String,
    /// A small picture of its page.
    pub preview: String,
    /// Is the leaf known not to be in the file?
    pub is_missing: bool,
}

impl Bit {
    fn plain(words: &str) -> Self {
        Bit {
            words: words.to_owned(),
            href: String::new(),
            preview: String::new(),
            is_missing: false,
        }
    }
}

impl Piece {
    /// Words of a document whose fields stand beside it under their own names.
    pub fn of(span: &Span, is_open: bool) -> Self {
        let (class, title) = match &span.origin {
            Origin::Form => ("", ""),
            Origin::Fact { .. } => ("is-fact", "Theo hồ sơ"),
            Origin::Typed { .. } => ("is-typed", "Người soạn đã gõ"),
            Origin::Gap { .. } => ("is-gap", "Còn thiếu"),
        };
        let field = span
            .origin
            .field()
            .filter(|field| is_open && !matches!(*field, "number" | "issued_on"));
        Piece {
            class,
            field: match field {
                Some("signer") => SIGNER.to_owned(),
                Some(field) => field.to_owned(),
                None => String::new(),
            },
            title: title.to_owned(),
            lines: span
                .text
                .split('\n')
                .map(|line| vec![Bit::plain(line)])
                .collect(),
        }
    }
}

/// A block of the text.
pub struct Passage {
    /// `basis`, `heading`, `article`, `paragraph`, `section`, `item`, `table`.
    pub class: &'static str,
    /// "Điều 1."
    pub label: String,
    /// Its words.
    pub words: Vec<Piece>,
    /// The headings of a table.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Vec<Piece>>>,
}

/// The page.
#[derive(askama::Template)]
#[template(path = "screens/sheet.html")]
pub struct Sheet {
    is_draft: bool,
    note: Vec<String>,
    parent: Vec<Piece>,
    office: Vec<Piece>,
    number: Vec<Piece>,
    place: Vec<Piece>,
    about: Vec<Piece>,
    stamps: Vec<String>,
    title: String,
    subject: Vec<Piece>,
    authority: Vec<Piece>,
    addressees: Vec<Vec<Piece>>,
    passages: Vec<Passage>,
    recipients: Vec<Vec<Piece>>,
    titles: Vec<String>,
    signer: Vec<Piece>,
    co_signers: Vec<(Vec<String>, Vec<Piece>)>,
}

// It escapes what it holds.
impl askama::filters::HtmlSafe for Sheet {}

/// Draws a document; `sources` says where each field's value comes from, and values lead to their fields while it is open.
pub fn sheet(paper: &Paper, sources: &BTreeMap<String, String>, is_open: bool) -> Sheet {
    drawn(&paper.filled.document, |span| {
        piece(span, &paper.template, sources, is_open)
    })
}

/// Draws any document; `piece` says how its words look and where they lead.
pub fn drawn(document: &OfficialDocument, piece: impl Fn(&Span) -> Piece) -> Sheet {
    let words = |text: &Text| -> Vec<Piece> { text.0.iter().map(&piece).collect() };
    let passages = document.blocks.iter().map(|block| {
        let (class, label) = match block {
            Block::Basis { .. } => ("basis", ""),
            Block::Paragraph { .. } => ("paragraph", ""),
            Block::Heading { .. } => ("heading", ""),
            Block::Article { label, .. } => ("article", label.as_str()),
            Block::Section { .. } => ("section", ""),
            Block::Item { .. } => ("item", ""),
            Block::Table { .. } => ("table", ""),
        };
        let (columns, rows) = match block {
            Block::Table { columns, rows, .. } => (columns.clone(), rows.as_slice()),
            _ => (Vec::new(), &[][..]),
        };
        let row = |cells: &Vec<Text>| cells.iter().map(words).collect();
        Passage {
            class,
            label: label.to_owned(),
            words: words(block.text()),
            columns,
            rows: rows.iter().map(row).collect(),
        }
    });
    Sheet {
        is_draft: document.is_draft,
        note: document.head.form_note.clone(),
        parent: words(&document.head.parent_office),
        office: words(&document.head.office),
        number: words(&document.head.number_line),
        place: words(&document.head.place_date),
        about: words(&document.head.about),
        stamps: document.head.stamps.clone(),
        title: document.title.clone(),
        subject: words(&document.subject),
        authority: words(&document.authority),
        addressees: document.addressees.iter().map(words).collect(),
        passages: passages.collect(),
        recipients: document.closing.recipients.iter().map(words).collect(),
        titles: document.closing.signature.title_lines.clone(),
        signer: words(&document.closing.signature.name),
        co_signers: document
            .closing
            .columns
            .iter()
            .map(|one| (one.title_lines.clone(), words(&one.name)))
            .collect(),
    }
}

fn piece(
    span: &Span,
    template: &Template,
    sources: &BTreeMap<String, String>,
    is_open: bool,
) -> Piece {
    let (class, name) = match &span.origin {
        Origin::Form => ("", ""),
        Origin::Fact { field } => ("is-fact", field.as_str()),
        Origin::Typed { field } => ("is-typed", field.as_str()),
        Origin::Gap { field } => ("is-gap", field.as_str()),
    };
    let field = template.field(name);
    let is_at_issue = field.is_some_and(|field| field.at_issue);
    let title = match class {
        "is-gap" if is_at_issue => "Ghi khi ban hành".to_owned(),
        "is-gap" => "Còn thiếu".to_owned(),
        "is-typed" => "Người soạn đã gõ".to_owned(),
        "is-fact" => sources
            .get(name)
            .cloned()
            .unwrap_or_else(|| "Theo hồ sơ".to_owned()),
        _ => String::new(),
    };
    let anchor = match field {
        Some(field) if is_open && is_entered(field) => name.replace('.', "-"),
        // Who signs is chosen, not typed.
        Some(field) if is_open && field.source.starts_with("signer.") => SIGNER.to_owned(),
        _ => String::new(),
    };
    Piece {
        class: if class == "is-gap" && is_at_issue {
            "is-later"
        } else {
            class
        },
        field: anchor,
        title,
        lines: span
            .text
            .split('\n')
            .map(|line| vec![Bit::plain(line)])
            .collect(),
    }
}

impl Sheet {
    /// The same page, on which every "BL 12" of the running text leads to the case file.
    pub fn linked(mut self, leaves: &Leaves) -> Self {
        let of_passages = self.passages.iter_mut().flat_map(|passage| {
            let cells = passage.rows.iter_mut().flatten().flatten();
            passage.words.iter_mut().chain(cells)
        });
        for piece in of_passages {
            for line in &mut piece.lines {
                *line = line
                    .iter()
                    .flat_map(|bit| leaves.bits(&bit.words))
                    .collect();
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use askama::Template as _;

    use super::*;
    use crate::rules::{Templates, invented};

    /// Letters and figures that a reader sees: without the marks of the page.
    fn seen(page: &str) -> String {
        let mut words = String::new();
        let mut is_mark = false;
        for letter in page.chars() {
            match letter {
                '<' => is_mark = true,
                '>' => is_mark = false,
                _ if !is_mark && letter.is_alphanumeric() => words.push(letter),
                _ => {}
            }
        }
        words
    }

    #[test]
    fn the_page_on_the_screen_says_every_line_of_the_paper() {
        for template in Templates::embedded().as_ref().unwrap().all() {
            let (values, setting, filled) =
                invented::filled(template, invented::PARTIES[0]).unwrap();
            let lines = filled.document.lines();
            let paper = Paper {
                template: template.clone(),
                values,
                setting,
                filled,
                errors: BTreeMap::new(),
            };
            let page = sheet(&paper, &BTreeMap::new(), true).render().unwrap();
            let page = seen(
                &page
                    .replace("&#34;", "")
                    .replace("&#38;", "")
                    .replace("&#39;", ""),
            );
            for line in lines.iter().flat_map(|line| line.split('\n')) {
                let line = seen(line);
                assert!(
                    page.contains(&line),
                    "{}: the page does not say “{line}”",
                    template.form
                );
            }
        }
    }
}
