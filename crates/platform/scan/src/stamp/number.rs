//! Số bút lục: the number in or beside a stamp's frame, read twice.

use crate::engine::EngineError;
use crate::ink::{Bitmap, Stroke};
use crate::page::{Pixels, Rect};
use crate::read::{Found, Reader, crop};
use image::{GrayImage, Luma, imageops};

pub(super) struct Number {
    pub number: Option<String>,
    pub confidence: u8,
    /// Where something is written, whether legible or not.
    pub place: Option<Rect>,
    /// Every number any reading heard, the surest first; without weight of its own.
    pub heard: Vec<(String, u8)>,
}

/// The better of two equal readings must be at least this sure.
const SURE: u8 = 80;
/// And surer by this than any other number that was heard.
const MARGIN: u8 = 10;

pub(super) fn read(reader: &mut Reader, page: &Pixels, frame: Rect) -> Result<Number, EngineError> {
    let mut place = None;
    let mut heard: Vec<(String, u8)> = Vec::new();
    for zone in zones(frame) {
        let zone = zone.within(page.width(), page.height());
        let part = page.part(zone).black_ink();
        let mut votes = Votes::default();
        let mut written = None;
        for level in levels(&part) {
            let Some(digits) = Digits::find(&part, level, frame) else {
                continue;
            };
            let r = digits.rect;
            let here = Rect {
                x0: r.x0 + zone.x0,
                y0: r.y0 + zone.y0,
                x1: r.x1 + zone.x0,
                y1: r.y1 + zone.y0,
            };
            place.get_or_insert(here);
            for picture in [
                enlarged(&digits.clean, r, 40.0),
                enlarged(&digits.clean, r, 30.0),
                enlarged(&part, r, 40.0),
            ] {
                if let Some((number, confidence)) =
                    number_of(&reader.digits(&picture)?).filter(|(n, _)| digits.may_be(n))
                {
                    votes.add(number, confidence);
                }
            }
            written = Some((here, digits.by_hand(frame)));
        }
        heard.extend(
            votes
                .0
                .iter()
                .map(|(number, best, _)| (number.clone(), *best)),
        );
        heard.sort_by_key(|(_, best)| std::cmp::Reverse(*best));
        // Judged only when every level has spoken: at the darkest one a pale digit may be missing.
        let Some((here, by_hand)) = written else {
            continue;
        };
        if let Some((number, confidence)) = votes.winner(by_hand) {
            return Ok(Number {
                number: Some(number),
                confidence,
                place: Some(here),
                heard,
            });
        }
    }
    Ok(Number {
        number: None,
        confidence: 0,
        place,
        heard,
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

    /// Said twice, surely, and no other number anywhere near; written by hand, three times and never another.
    fn winner(&self, by_hand: bool) -> Option<(String, u8)> {
        if by_hand
            && (self.0.len() > 1
                || self
                    .0
                    .iter()
                    .any(|(_, best, times)| *times < 3 || *best < 90))
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

/// First only the blackest ink, so that the paler stamp falls away; then more of it.
fn levels(part: &GrayImage) -> Vec<u8> {
    let darkest = part.as_raw().iter().min().copied().unwrap_or(255);
    [60u8, 95, 130]
        .into_iter()
        .filter(|l| *l > darkest)
        .collect()
}

struct Digits {
    rect: Rect,
    strokes: Vec<Stroke>,
    clean: GrayImage,
}

impl Digits {
    /// One to four strokes of a digit's height side by side; dots, rules and the frame are left out.
    fn find(part: &GrayImage, level: u8, frame: Rect) -> Option<Digits> {
        let h = frame.height().max(1) as u32;
        let mut ink = Bitmap::darker_than(part, level);
        let all = ink.strokes();
        let tall = |s: &Stroke| {
            s.h() * 100 >= h * 15
                && s.h() * 100 <= h * 62
                && s.w() * 100 <= h * 75
                && s.area > 60
                && s.h() * 10 >= s.w() * 7
                && s.area * 100 > s.w() * s.h() * 14
        };
        let mut strokes: Vec<Stroke> = all.list.iter().filter(|s| tall(s)).copied().collect();
        strokes.sort_by_key(|s| s.x0);
        let tallest = *strokes.iter().max_by_key(|s| s.h())?;
        let middle = |s: &Stroke| (s.y0 + s.y1) as i32 / 2;
        strokes.retain(|s| {
            (middle(s) - middle(&tallest)).unsigned_abs() * 2 <= tallest.h()
                && s.h() * 100 >= tallest.h() * 55
        });
        if strokes.is_empty() || strokes.len() > 5 {
            return None;
        }
        let apart = strokes
            .windows(2)
            .any(|p| p[1].x0.saturating_sub(p[0].x1) > tallest.h());
        if apart {
            return None;
        }
        let rect = strokes.iter().map(Stroke::rect).reduce(|a, b| a.join(&b))?;
        let chosen: Vec<Rect> = strokes.iter().map(Stroke::rect).collect();
        all.erase(&mut ink, |s| !chosen.contains(&s.rect()));
        Some(Digits {
            rect,
            strokes,
            clean: ink.picture(),
        })
    }

    /// Numbering machines print digits of a fifth of the frame's height; a hand writes larger.
    fn by_hand(&self, frame: Rect) -> bool {
        self.rect.height() * 100 > frame.height() * 27
    }

    /// No more signs than strokes, unless a stroke is wide enough to be two digits that touch.
    fn may_be(&self, number: &str) -> bool {
        let wide = self
            .strokes
            .iter()
            .filter(|s| s.w() * 10 > s.h() * 9)
            .count();
        number.len() <= self.strokes.len() + wide
    }
}

/// Digits of about this height with white around them: what the engine knows best.
fn enlarged(picture: &GrayImage, rect: Rect, tall: f32) -> GrayImage {
    let part = crop(picture, rect.grown(3, 3));
    let by = tall / part.height().max(1) as f32;
    let (w, h) = (((part.width() as f32 * by) as u32).max(4), tall as u32);
    let sized = imageops::resize(&part, w, h, imageops::FilterType::CatmullRom);
    let mut out = GrayImage::from_pixel(w + 60, h + 40, Luma([255]));
    imageops::replace(&mut out, &sized, 30, 20);
    out
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
