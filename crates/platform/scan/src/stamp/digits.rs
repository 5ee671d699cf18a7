//! Nét của số bút lục: which strokes in a stamp make its number, printed by a machine or written by a pen.

use super::sign::Sign;
use crate::ink::{Bitmap, Stroke, Strokes};
use crate::page::Rect;
use crate::read::crop;
use image::{GrayImage, Luma, imageops};

/// First only the blackest ink, so that the paler stamp falls away; then more of it.
pub(super) fn levels(part: &GrayImage) -> Vec<u8> {
    let darkest = part.as_raw().iter().min().copied().unwrap_or(255);
    [60u8, 95, 130]
        .into_iter()
        .filter(|l| *l > darkest)
        .collect()
}

/// The strokes of a number.
pub(super) struct Digits {
    pub rect: Rect,
    strokes: Vec<Stroke>,
    /// They alone, black on white.
    pub clean: GrayImage,
    /// Everything that is drawn there.
    all: Strokes,
}

impl Digits {
    /// One to four strokes of a digit's height side by side; dots, rules and the frame are left out.
    pub fn find(part: &GrayImage, level: u8, frame: Rect) -> Option<Digits> {
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
            all,
        })
    }

    /// Numbering machines print digits of a fifth of the frame's height; a hand writes larger.
    pub fn by_hand(&self, frame: Rect) -> bool {
        self.rect.height() * 100 > frame.height() * 27
    }

    /// The letter of "37a": behind the last digit on the same line, half as high as the digits.
    fn letter(&self) -> Option<Stroke> {
        let last = self.strokes.last()?;
        let tall = self.strokes.iter().map(Stroke::h).max()?;
        let is_letter = |one: &&Stroke| {
            one.x0 >= last.x0 + last.w() / 2
                && one.x0 < last.x1 + tall / 2
                && (tall * 35 / 100..tall * 60 / 100).contains(&one.h())
                && one.w() * 3 > one.h()
                && one.y1.abs_diff(last.y1) * 100 < tall * 22
                && one.area > 60
        };
        let chosen = |one: &&Stroke| self.strokes.iter().all(|digit| digit.rect() != one.rect());
        let mut letters = self.all.list.iter().filter(chosen).filter(is_letter);
        letters.next().copied().filter(|_| letters.next().is_none())
    }

    /// No more signs than strokes, unless a stroke is wide enough to be two digits that touch.
    pub fn may_be(&self, number: &str) -> bool {
        let wide = self
            .strokes
            .iter()
            .filter(|s| s.w() * 10 > s.h() * 9)
            .count();
        number.len() <= self.strokes.len() + wide
    }
}

/// What a pen wrote: darker than the stamp's own ink, however bright the page.
pub(super) struct Pen {
    pub rect: Rect,
    /// The digits from the left and the letter behind them.
    pub signs: Vec<Sign>,
    /// How many of them are digits.
    pub digits: usize,
    /// Its ink alone in its shades, at each level and at two sizes.
    pub pictures: Vec<GrayImage>,
}

/// How far from the darkest ink to the paper a pen's ink reaches, in hundredths; the first level tells the signs.
const REACHES: [u32; 3] = [40, 50, 65];

impl Pen {
    pub fn find(part: &GrayImage, frame: Rect) -> Option<Pen> {
        let find = |reach: u32| {
            let found = Digits::find(part, level(part, reach), frame)?;
            found.by_hand(frame).then_some(found)
        };
        let first = find(REACHES[0])?;
        let letter = first.letter();
        let digits = first.strokes.iter();
        let digits = digits.map(|one| Sign::of(&first.all, one, false));
        let letters = letter.iter().map(|one| Sign::of(&first.all, one, true));
        let pictures = REACHES.iter().filter_map(|reach| find(*reach));
        Some(Pen {
            rect: first.rect,
            signs: digits.chain(letters).collect(),
            digits: first.strokes.len(),
            pictures: pictures.flat_map(|one| one.shaded(part)).collect(),
        })
    }
}

impl Digits {
    /// They and the letter behind them in the shades of the ink, at two sizes.
    fn shaded(&self, part: &GrayImage) -> [GrayImage; 2] {
        let letter = self.letter();
        let chosen: Vec<Rect> = (self.strokes.iter().chain(&letter))
            .map(Stroke::rect)
            .collect();
        let (w, h) = part.dimensions();
        let mut near = vec![false; (w * h) as usize];
        let is_chosen = |stroke: &Stroke| chosen.contains(&stroke.rect());
        self.all.each_run(is_chosen, |y, x0, x1| {
            // The soft edge of a stroke belongs to it.
            for y in y.saturating_sub(1)..(y + 2).min(h) {
                let row = (y * w) as usize;
                let (from, to) = (x0.saturating_sub(1) as usize, (x1 + 1).min(w) as usize);
                near[row + from..row + to].fill(true);
            }
        });
        let mut dots = part.as_raw().clone();
        dots.sort_unstable();
        let darkest = f32::from(dots[dots.len() / 100]);
        let brighter = 255.0 / (235.0 - darkest).max(1.0);
        let shade = |(dot, near): (&u8, &bool)| match near {
            true => ((f32::from(*dot) - darkest) * brighter).clamp(0.0, 255.0) as u8,
            false => 255,
        };
        let dots = part.as_raw().iter().zip(&near).map(shade).collect();
        let ink = GrayImage::from_raw(w, h, dots).unwrap_or_default();
        let all = letter.map_or(self.rect, |letter| self.rect.join(&letter.rect()));
        [30.0, 40.0].map(|tall| enlarged(&ink, all, tall))
    }
}

/// So many hundredths of the way from the darkest ink to the paper.
fn level(part: &GrayImage, hundredths: u32) -> u8 {
    let mut dots = part.as_raw().clone();
    dots.sort_unstable();
    let at = |share: usize| u32::from(dots.get(dots.len() * share / 100).copied().unwrap_or(0));
    let (ink, paper) = (at(1), at(80));
    (ink + paper.saturating_sub(ink) * hundredths / 100) as u8
}

/// Digits of about this height with white around them: what the engine knows best.
pub(super) fn enlarged(picture: &GrayImage, rect: Rect, tall: f32) -> GrayImage {
    let part = crop(picture, rect.grown(3, 3));
    let by = tall / part.height().max(1) as f32;
    let (w, h) = (((part.width() as f32 * by) as u32).max(4), tall as u32);
    let sized = imageops::resize(&part, w, h, imageops::FilterType::CatmullRom);
    let mut out = GrayImage::from_pixel(w + 60, h + 40, Luma([255]));
    imageops::replace(&mut out, &sized, 30, 20);
    out
}
