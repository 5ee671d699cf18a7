//! Người ký: the name at the foot of a paper.

use text::decision::DecisionText;

use super::sheet::{Row, Sheet};

/// Words that stand before a name at the foot.
const RANKS: [&str; 12] = [
    "thieu uy",
    "trung uy",
    "thuong uy",
    "dai uy",
    "thieu ta",
    "trung ta",
    "thuong ta",
    "dai ta",
    "thieu tuong",
    "ong",
    "ba",
    "bac si",
];

/// Who signed: after "Nơi nhận" in a decision, at the right of the last row of a record.
pub(super) fn signer(written: &[&Sheet], paper: &DecisionText) -> Option<String> {
    if let Some(read) = &paper.signer {
        return Some(read.value.clone());
    }
    let last = written.last()?;
    last.rows
        .iter()
        .rev()
        .take(4)
        .find_map(|row| rightmost_name(last, row))
}

/// The rightmost piece of a row, without rank, when it is a name.
fn rightmost_name(sheet: &Sheet, row: &Row) -> Option<String> {
    let words = sheet.words(row);
    let gap = sheet.width() / 28;
    let start = (1..words.len())
        .rev()
        .find(|at| words[*at].rect.x0 - words[*at - 1].rect.x1 > gap)
        .unwrap_or(0);
    let piece: Vec<&str> = words[start..]
        .iter()
        .map(|word| word.text.as_str())
        .collect();
    let folded = text::fold(&piece.join(" "));
    let rank = RANKS
        .iter()
        .find(|rank| folded.starts_with(&format!("{rank} ")))
        .map_or(0, |rank| rank.split(' ').count());
    let name = &piece[rank.min(piece.len())..];
    let is_name = (2..=5).contains(&name.len())
        && name.iter().all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().skip(1).all(char::is_lowercase)
        });
    is_name.then(|| name.join(" "))
}
