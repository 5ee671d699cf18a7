//! Dòng cần người xem: which lines must be compared with the picture, and why.

use crate::page::Rect;
use crate::words::{Word, runs};
use serde::{Deserialize, Serialize};

/// Why a line must be compared with the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The engine itself is not sure.
    Unsure,
    /// Two readings of it say different things.
    ReadingsDiffer,
    /// It reads badly where its neighbours read well: probably written by hand.
    Handwriting,
}

/// A line read with less than this is doubtful.
const SURE: f32 = 80.0;
/// Print on a page whose print reads well is never as bad as this.
const LEGIBLE: f32 = 62.0;
/// Print that reads well.
const WELL: f32 = 88.0;

/// Mean confidence of the letters of a line.
pub(crate) fn confidence(words: &[Word]) -> f32 {
    let letters = |w: &Word| w.text.chars().count() as f32;
    let all: f32 = words.iter().map(letters).sum();
    let sum: f32 = words
        .iter()
        .map(|w| letters(w) * f32::from(w.confidence))
        .sum();
    if all == 0.0 { 100.0 } else { sum / all }
}

/// The doubts about the lines of a page, given the mean confidence of each.
pub(crate) fn of_lines(confidences: &[f32]) -> Vec<Option<Doubt>> {
    let mut sorted = confidences.to_vec();
    sorted.sort_by(f32::total_cmp);
    let typical = sorted.get(sorted.len() / 2).copied().unwrap_or(100.0);
    let doubt = |confidence: &f32| match *confidence {
        c if c < LEGIBLE && typical >= WELL => Some(Doubt::Handwriting),
        c if c < SURE => Some(Doubt::Unsure),
        _ => None,
    };
    confidences.iter().map(doubt).collect()
}

/// A word read with less is a signature, a seal or dirt: of a hundred such words three were right.
const NOISE: u8 = 15;
/// A whole line read with less.
const NOISY_LINE: f32 = 36.0;

/// The words without what could not be read at all, their lines numbered anew, and where that stands.
pub(crate) fn without_illegible(
    words: Vec<Word>,
    differing: &mut Vec<u32>,
) -> (Vec<Word>, Vec<Rect>) {
    let (mut kept, mut illegible, mut still) = (Vec::new(), Vec::new(), Vec::new());
    let mut next = 0;
    for line in runs(&words) {
        let is_noise = confidence(line) < NOISY_LINE;
        let (noise, legible): (Vec<&Word>, Vec<&Word>) = line
            .iter()
            .partition(|word| is_noise || word.confidence < NOISE);
        illegible.extend(noise.iter().map(|word| word.rect).reduce(|a, b| a.join(&b)));
        if legible.is_empty() {
            continue;
        }
        if line
            .first()
            .is_some_and(|word| differing.contains(&word.line))
        {
            still.push(next);
        }
        kept.extend(legible.into_iter().map(|word| Word {
            line: next,
            ..word.clone()
        }));
        next += 1;
    }
    *differing = still;
    (kept, illegible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_leaves_no_letters_and_its_place_is_told() {
        let word = |text: &str, confidence, line| Word {
            text: text.to_owned(),
            rect: Rect::from([0, 10 * line as i32, 9, 10 * line as i32 + 9]),
            confidence,
            line,
        };
        let words = vec![
            word("Đại", 93, 0),
            word("#⁄^Ww", 4, 0),
            word("JMNw!", 30, 1),
            word("Lê", 90, 2),
        ];
        let mut differing = vec![2];
        let (kept, illegible) = without_illegible(words, &mut differing);
        let told: Vec<(&str, u32)> = kept.iter().map(|w| (w.text.as_str(), w.line)).collect();
        assert_eq!(told, [("Đại", 0), ("Lê", 1)]);
        assert_eq!(illegible.len(), 2);
        assert_eq!(differing, [1]);
    }

    #[test]
    fn a_bad_line_among_good_ones_is_probably_written_by_hand() {
        assert_eq!(
            of_lines(&[95.0, 40.0, 93.0, 78.0]),
            [None, Some(Doubt::Handwriting), None, Some(Doubt::Unsure)]
        );
        assert_eq!(
            of_lines(&[70.0, 40.0, 60.0])[1],
            Some(Doubt::Unsure),
            "on a bad copy a bad line says nothing"
        );
    }
}
