//! Lời văn sửa trong Word: what a person changed, added or struck out in the text itself, kept with the draft and laid over the form
//! each time it is filled. Values inside a changed paragraph stay values.

use serde::{Deserialize, Serialize};
use typeset::{Block, OfficialDocument, Origin, Span, Text};

/// Under this name a draft keeps the edits among its typed words.
pub const PROSE: &str = "prose";

/// Phần của văn bản mà lời văn được sửa.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Nội dung.
    Body,
    /// Nơi nhận.
    Recipients,
}

/// Which paragraph: by the words of the form in it, and which of several alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Where.
    pub place: Place,
    /// Its words, with `{field}` for each value.
    pub words: String,
    /// Counted from 0 among those alike.
    pub nth: usize,
}

/// Words of a changed paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// Written by a person.
    Words(String),
    /// The value of a field, as the draft now has it.
    Value {
        /// The field.
        field: String,
        /// Which value of that field in the paragraph, from 0.
        nth: usize,
        /// What stood in the file, for a paragraph whose field is gone.
        said: String,
    },
}

/// Loại đoạn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// An ordinary paragraph.
    Paragraph,
    /// A basis, in italics.
    Basis,
    /// A centred bold line.
    Heading,
    /// A bold line at the left.
    Section,
    /// An item of a list.
    Item,
    /// Điều, with its label.
    Article(String),
    /// A table: the headings, then the rows.
    Table(Vec<Vec<String>>),
}

/// Một thay đổi lời văn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// The paragraph reads otherwise.
    Changed {
        /// Which edit of which file, so that it can be taken back.
        from: String,
        /// The paragraph.
        at: Anchor,
        /// What it is now.
        shape: Shape,
        /// Its words.
        pieces: Vec<Piece>,
    },
    /// A paragraph was struck out.
    Struck {
        /// Which edit of which file.
        from: String,
        /// The paragraph.
        at: Anchor,
    },
    /// A paragraph or table was added.
    Added {
        /// Which edit of which file.
        from: String,
        /// The paragraph before it; none: it stands first.
        after: Option<Anchor>,
        /// Where.
        place: Place,
        /// What it is.
        shape: Shape,
        /// Its words.
        words: String,
    },
}

impl Edit {
    /// Which edit of which file.
    pub fn from(&self) -> &str {
        match self {
            Edit::Changed { from, .. } | Edit::Struck { from, .. } | Edit::Added { from, .. } => {
                from
            }
        }
    }
}

/// The edits that a draft keeps.
pub fn read(typed: Option<&String>) -> Vec<Edit> {
    typed
        .and_then(|words| serde_json::from_str(words).ok())
        .unwrap_or_default()
}

/// The edits as a draft keeps them.
pub fn kept(edits: &[Edit]) -> String {
    serde_json::to_string(edits).unwrap_or_default()
}

/// The words by which a paragraph is known again when its values have changed.
pub fn known_by(text: &Text) -> String {
    text.0
        .iter()
        .map(|span| match span.origin.field() {
            Some(field) => format!("{{{field}}}"),
            None => super::frame::squeezed(&span.text),
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// How a block or recipient is found again.
pub fn anchor(place: Place, texts: &[&Text], index: usize) -> Anchor {
    let words = known_by(texts[index]);
    let nth = texts[..index]
        .iter()
        .filter(|text| known_by(text) == words)
        .count();
    Anchor { place, words, nth }
}

/// Đặt lời văn đã sửa lên văn bản; returns what found no place any more, a sentence each.
pub fn lay_over(document: &mut OfficialDocument, edits: &[Edit]) -> Vec<String> {
    let mut homeless = Vec::new();
    for edit in edits {
        match edit {
            Edit::Changed {
                at, shape, pieces, ..
            } => match find(document, at) {
                Some(index) => change(document, at.place, index, shape, pieces),
                None => homeless.push(super::messages::homeless(&said(pieces))),
            },
            Edit::Struck { at, .. } => {
                if let Some(index) = find(document, at) {
                    match at.place {
                        Place::Body => drop(document.blocks.remove(index)),
                        Place::Recipients => drop(document.closing.recipients.remove(index)),
                    }
                }
            }
            Edit::Added {
                after,
                place,
                shape,
                words,
                ..
            } => {
                let count = match place {
                    Place::Body => document.blocks.len(),
                    Place::Recipients => document.closing.recipients.len(),
                };
                let index = match after {
                    None => 0,
                    Some(at) => find(document, at).map_or(count, |index| index + 1),
                };
                match place {
                    Place::Body => document
                        .blocks
                        .insert(index, block(shape, Text::form(words))),
                    Place::Recipients => {
                        document.closing.recipients.insert(index, Text::form(words))
                    }
                }
            }
        }
    }
    homeless
}

fn find(document: &OfficialDocument, at: &Anchor) -> Option<usize> {
    let texts: Vec<&Text> = match at.place {
        Place::Body => document.blocks.iter().map(Block::text).collect(),
        Place::Recipients => document.closing.recipients.iter().collect(),
    };
    let alike = texts
        .iter()
        .enumerate()
        .filter(|(_, text)| known_by(text) == at.words);
    alike.map(|(index, _)| index).nth(at.nth)
}

fn change(
    document: &mut OfficialDocument,
    place: Place,
    index: usize,
    shape: &Shape,
    pieces: &[Piece],
) {
    let old = match place {
        Place::Body => document.blocks[index].text(),
        Place::Recipients => &document.closing.recipients[index],
    };
    let text = written(pieces, old);
    match place {
        Place::Body => {
            if let (Block::Table { text: above, .. }, false) = (
                &mut document.blocks[index],
                matches!(shape, Shape::Table(_)),
            ) {
                *above = text;
                return;
            }
            document.blocks[index] = block(shape, text);
        }
        Place::Recipients => document.closing.recipients[index] = text,
    }
}

/// The paragraph with the values that the form now puts into it.
fn written(pieces: &[Piece], old: &Text) -> Text {
    let mut text = Text::default();
    for piece in pieces {
        match piece {
            Piece::Words(words) => text.push(words, Origin::Form),
            Piece::Value { field, nth, said } => {
                let mut values = old
                    .0
                    .iter()
                    .filter(|span| span.origin.field() == Some(field));
                match values.nth(*nth) {
                    // Values of neighbours are not run together, so that each is marked by itself.
                    Some(value) => text.0.push(Span {
                        text: value.text.clone(),
                        origin: value.origin.clone(),
                    }),
                    None => text.push(said, Origin::Form),
                }
            }
        }
    }
    text
}

fn said(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.as_str(),
            Piece::Value { said, .. } => said.as_str(),
        })
        .collect()
}

/// A block of this shape.
fn block(shape: &Shape, text: Text) -> Block {
    match shape {
        Shape::Paragraph => Block::Paragraph { text },
        Shape::Basis => Block::Basis { text },
        Shape::Heading => Block::Heading { text },
        Shape::Section => Block::Section { text },
        Shape::Item => Block::Item { text },
        Shape::Article(label) => Block::Article {
            label: label.clone(),
            text,
        },
        Shape::Table(rows) => {
            let columns = rows.first().cloned().unwrap_or_default();
            let cells = |row: &Vec<String>| {
                let mut cells: Vec<Text> = row.iter().map(Text::form).collect();
                cells.resize(columns.len(), Text::default());
                cells
            };
            Block::Table {
                text,
                widths: vec![1; columns.len()],
                rows: rows.iter().skip(1).map(cells).collect(),
                columns,
            }
        }
    }
}

/// What a block is.
pub fn shape_of(block: &Block) -> Shape {
    match block {
        Block::Paragraph { .. } => Shape::Paragraph,
        Block::Basis { .. } => Shape::Basis,
        Block::Heading { .. } => Shape::Heading,
        Block::Section { .. } => Shape::Section,
        Block::Item { .. } => Shape::Item,
        Block::Article { label, .. } => Shape::Article(label.clone()),
        Block::Table { columns, rows, .. } => {
            let row = |cells: &Vec<Text>| cells.iter().map(Text::plain).collect();
            let all = std::iter::once(columns.clone()).chain(rows.iter().map(row));
            Shape::Table(all.collect())
        }
    }
}
