//! Trang văn bản trên màn hình: the document as it will be printed, each value leading to its field.

use std::collections::BTreeMap;

use typeset::{Block, Origin, Span, Text};

use super::fields::SIGNER;
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
    /// The words, line by line.
    pub lines: Vec<String>,
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
    let document = &paper.filled.document;
    let words = |text: &Text| -> Vec<Piece> {
        text.0
            .iter()
            .map(|span| piece(span, &paper.template, sources, is_open))
            .collect()
    };
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
        lines: span.text.split('\n').map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests {
    use askama::Template as _;

    use super::*;
    use crate::rules::{Setting, Templates, Values, fill, invented};

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
            let facts = invented::facts(invented::PARTIES[0]);
            let mut values = Values::from_facts(template, &facts);
            for field in &template.fields {
                if values.get(&field.name).is_none() {
                    let words = invented::typed(field);
                    values.type_in(template, &field.name, &words).unwrap();
                }
            }
            let setting = Setting::from_facts(template, &facts, invented::day());
            let filled = fill(template, &values, &setting);
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
