//! Dạng của một đoạn trong tệp Word: its label, its dash, what it is; and tables as rows of words.

use typeset::word::text::WordLine;

use super::frame::squeezed;
use super::prose::{Piece, Shape};

/// A table as rows of cells.
pub(crate) fn grid(rows: &[Vec<Vec<WordLine>>]) -> Vec<Vec<String>> {
    let cell = |lines: &Vec<WordLine>| {
        let lines: Vec<String> = lines.iter().map(|line| squeezed(&line.plain())).collect();
        lines.join(" ").trim().to_owned()
    };
    rows.iter()
        .map(|row| row.iter().map(cell).collect())
        .collect()
}

/// A table as it is shown to a person.
pub(super) fn words_of(shape: &Shape) -> String {
    match shape {
        Shape::Table(rows) => rows
            .iter()
            .map(|row| row.join(" | "))
            .collect::<Vec<_>>()
            .join("\n"),
        _ => String::new(),
    }
}

/// A line as it is typed into a field of several lines.
pub(super) fn typed_line(line: &WordLine, words: &str) -> String {
    match line.is_item && !words.starts_with("- ") {
        true => format!("- {words}"),
        false => words.to_owned(),
    }
}

/// "Điều 12." at the beginning.
fn label(words: &str) -> Option<&str> {
    let rest = words.strip_prefix("Điều ")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let end = "Điều ".len() + digits + 1;
    (digits > 0 && words.get(..end)?.ends_with('.')).then(|| &words[..end])
}

/// What an added line is, and its words without label or dash.
pub(super) fn shape_of_line(line: &WordLine, words: &str) -> (Shape, String) {
    if let Some(label) = label(words) {
        return (
            Shape::Article(label.to_owned()),
            words[label.len()..].trim_start().to_owned(),
        );
    }
    if let Some(rest) = words.strip_prefix("- ") {
        return (Shape::Item, rest.to_owned());
    }
    let shape = match (line.is_item, line.is_bold, line.is_centred) {
        (true, ..) => Shape::Item,
        (_, true, true) => Shape::Heading,
        (_, true, false) => Shape::Section,
        _ if words.starts_with("Căn cứ ") => Shape::Basis,
        _ => Shape::Paragraph,
    };
    (shape, words.to_owned())
}

/// The shape and pieces of a changed line, its label or dash taken off.
pub(super) fn reshaped(old: Shape, mut pieces: Vec<Piece>, line: &WordLine) -> (Shape, Vec<Piece>) {
    let first = match pieces.first() {
        Some(Piece::Words(words)) => words.clone(),
        _ => String::new(),
    };
    let (found, rest) = shape_of_line(line, &first);
    let shape = match (found, old) {
        (Shape::Article(label), _) => Shape::Article(label),
        (Shape::Item, _) => Shape::Item,
        (_, Shape::Article(_) | Shape::Item) => Shape::Paragraph,
        (_, old) => old,
    };
    if matches!(shape, Shape::Article(_) | Shape::Item) && !first.is_empty() {
        pieces[0] = Piece::Words(rest);
    }
    (shape, pieces)
}
