//! Số bút lục: the number in or beside a stamp's frame, read twice.

use super::digits::{Digits, Pen, enlarged, levels};
use super::sign::Sign;
use crate::engine::EngineError;
use crate::page::{Pixels, Rect};
use crate::read::{Found, Reader};
use image::GrayImage;

pub(super) struct Number {
    pub number: Option<String>,
    pub confidence: u8,
    /// Where something is written, whether legible or not.
    pub place: Option<Rect>,
    /// Every number any reading heard, the surest first; without weight of its own.
    pub heard: Vec<(String, u8)>,
    /// The signs of a number that was written by hand.
    pub signs: Vec<Sign>,
}

/// The better of two equal readings must be at least this sure.
const SURE: u8 = 80;
/// And surer by this than any other number that was heard.
const MARGIN: u8 = 10;
/// A number written by hand must be as sure as this.
const CERTAIN: u8 = 90;

pub(super) fn read(reader: &mut Reader, page: &Pixels, frame: Rect) -> Result<Number, EngineError> {
    let mut place = None;
    let mut heard: Vec<(String, u8)> = Vec::new();
    let mut signs = Vec::new();
    for (at, zone) in zones(frame).into_iter().enumerate() {
        let zone = zone.within(page.width(), page.height());
        let cut = page.part(zone);
        let part = cut.black_ink();
        let mut votes = Votes::default();
        let mut written = None;
        for level in levels(&part) {
            let Some(digits) = Digits::find(&part, level, frame) else {
                continue;
            };
            let here = digits.rect.moved(zone.x0, zone.y0);
            place.get_or_insert(here);
            say(reader, &digits, &part, &mut votes)?;
            written = Some((here, digits.by_hand(frame)));
        }
        // A blue pen is no black ink: inside the frame it is looked for even where no level above saw anything.
        let pen = match at == 0 || written.is_some() {
            true => Pen::find(&cut.luma(), frame),
            false => None,
        };
        let printed = match written {
            Some((_, false)) => votes.winner(false),
            _ => None,
        };
        // What is black of a number written in blue may look like a smaller one in print.
        let drawn = pen.as_ref().map_or(0, |pen| pen.digits);
        let printed = printed.filter(|(number, _)| number.len() >= drawn);
        let pen = pen.filter(|_| printed.is_none());
        let winner = match &pen {
            Some(pen) => {
                let here = pen.rect.moved(zone.x0, zone.y0);
                place.get_or_insert(here);
                written = Some((here, true));
                if signs.is_empty() {
                    signs.clone_from(&pen.signs);
                }
                match said_of_pen(reader, pen)? {
                    Some(said) => {
                        let winner = said.unanimous(pen);
                        if !said.0.is_empty() {
                            votes = said;
                        }
                        winner
                    }
                    None => votes.winner(true),
                }
            }
            None => printed.or_else(|| written.and_then(|(_, by_hand)| votes.winner(by_hand))),
        };
        let said = votes.0.into_iter();
        heard.extend(said.map(|(number, best, _)| (number, best)));
        heard.sort_by_key(|(_, best)| std::cmp::Reverse(*best));
        if let (Some((here, _)), Some((number, confidence))) = (written, winner) {
            return Ok(Number {
                number: Some(number),
                confidence,
                place: Some(here),
                heard,
                signs,
            });
        }
    }
    Ok(Number {
        number: None,
        confidence: 0,
        place,
        heard,
        signs,
    })
}

/// What each reading said, best confidence and how often.
#[derive(Default)]
struct Votes(Vec<(String, u8, u8)>);

impl Votes {
    fn add(&mut self, number: String, confidence: u8) {
        match self.0.iter_mut().find(|(n, ..)| *n == number) {
            Some((_, best, times)) => {
                *best = confidence.max(*best);
                *times += 1;
            }
            None => self.0.push((number, confidence, 1)),
        }
    }

    /// Every picture of what a pen wrote says one number, surely, and as many signs as are drawn.
    fn unanimous(&self, pen: &Pen) -> Option<(String, u8)> {
        let [(number, best, times)] = self.0.as_slice() else {
            return None;
        };
        let is_whole = number.len() == pen.signs.len()
            && number.ends_with(|c: char| c.is_ascii_digit()) == (pen.signs.len() == pen.digits)
            && usize::from(*times) == pen.pictures.len();
        (is_whole && *best >= CERTAIN).then(|| (number.clone(), *best))
    }

    /// Said twice, surely, and no other number anywhere near; written by hand, three times and never another.
    fn winner(&self, by_hand: bool) -> Option<(String, u8)> {
        if by_hand
            && (self.0.len() > 1
                || self
                    .0
                    .iter()
                    .any(|(_, best, times)| *times < 3 || *best < CERTAIN))
        {
            return None;
        }
        let (number, best, times) = self
            .0
            .iter()
            .max_by_key(|(_, best, times)| (*times > 1, *best))?;
        if number.len() == 1 && self.0.len() > 1 {
            return None;
        }
        let rival = self
            .0
            .iter()
            .filter(|(n, ..)| n != number)
            .map(|(_, best, _)| *best)
            .max()
            .unwrap_or(0);
        (*times > 1 && *best >= SURE && *best >= rival.saturating_add(MARGIN))
            .then(|| (number.clone(), *best))
    }
}

/// What the second network hears of what a pen wrote; none where it is not installed.
fn said_of_pen(reader: &mut Reader, pen: &Pen) -> Result<Option<Votes>, EngineError> {
    let mut votes = Votes::default();
    for picture in &pen.pictures {
        let Some(found) = reader.written_digits(picture)? else {
            return Ok(None);
        };
        if let Some((number, confidence)) = number_of(&found) {
            votes.add(number, confidence);
        }
    }
    Ok(Some(votes))
}

/// Inside the frame under the title, then beside the frame on its left; clear of the frame's own slanting sides.
fn zones(f: Rect) -> [Rect; 2] {
    let (w, h) = (f.width(), f.height());
    [
        Rect {
            x0: f.x0 + w * 27 / 100,
            y0: f.y0 + h * 42 / 100,
            x1: f.x1 - w * 5 / 100,
            y1: f.y1 - h * 4 / 100,
        },
        Rect {
            x0: f.x0 - w * 60 / 100,
            y0: f.y0 - h * 8 / 100,
            x1: f.x0 - 14,
            y1: f.y0 + h * 92 / 100,
        },
    ]
}

/// What the engine hears of them in three pictures.
fn say(
    reader: &mut Reader,
    digits: &Digits,
    part: &GrayImage,
    votes: &mut Votes,
) -> Result<(), EngineError> {
    for picture in [
        enlarged(&digits.clean, digits.rect, 40.0),
        enlarged(&digits.clean, digits.rect, 30.0),
        enlarged(part, digits.rect, 40.0),
    ] {
        if let Some((number, confidence)) =
            number_of(&reader.digits(&picture)?).filter(|(n, _)| digits.may_be(n))
        {
            votes.add(number, confidence);
        }
    }
    Ok(())
}

/// One to four digits, perhaps with a letter behind.
fn number_of(found: &[Found]) -> Option<(String, u8)> {
    let text: String = found.iter().map(|f| f.word.text.as_str()).collect();
    let confidence = found.iter().map(|f| f.word.confidence).min()?;
    let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let plain = !digits.is_empty()
        && digits.len() <= 4
        && digits.chars().all(|c| c.is_ascii_digit())
        && text.len() <= digits.len() + 1;
    (plain && digits.chars().any(|c| c != '0')).then_some((text, confidence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_needs_two_sure_readings_and_no_near_rival() {
        let cases = [
            (vec![("01", 95), ("91", 80), ("01", 90)], Some("01")),
            (vec![("01", 95)], None),
            (vec![("1", 97), ("1", 96), ("15", 60)], None),
            (vec![("05", 88), ("03", 94), ("03", 93)], None),
            (vec![("27", 60), ("27", 70)], None),
        ];
        for (heard, expected) in cases {
            let mut votes = Votes::default();
            heard
                .iter()
                .for_each(|(n, c)| votes.add((*n).to_string(), *c));
            assert_eq!(
                votes.winner(false).map(|w| w.0).as_deref(),
                expected,
                "{heard:?}"
            );
        }
    }
}
