//! Nét chữ số viết tay: a written sign as a small picture, to be held against the signs of other leaves of the same file.
//!
//! The engine knows print; a hand it hears in one of two stamps. But who numbered a file drew its digits again and again.

use crate::ink::{Stroke, Strokes};
use image::{GrayImage, Luma, imageops};
use serde::{Deserialize, Serialize};

/// A sign is kept so wide and so high.
const WIDE: usize = 16;
const TALL: usize = 20;
/// Around it, so that it may be moved a little.
const RIM: usize = 3;
/// With less in common no move makes two signs one.
const HOPELESS: f32 = 0.6;
const W: usize = WIDE + 2 * RIM;
const H: usize = TALL + 2 * RIM;

/// Một nét: a digit of a written number, or the small letter behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sign {
    /// Its ink, row by row, a hexadecimal figure a dot.
    pub ink: String,
    /// It stands behind the digits and is half as high: the letter of "37a".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_letter: bool,
}

impl Sign {
    /// One stroke of a bitmap by itself, made as large as the frame of a sign.
    pub(super) fn of(all: &Strokes, stroke: &Stroke, is_letter: bool) -> Sign {
        let mut drawn = GrayImage::new(stroke.w(), stroke.h());
        let own = stroke.rect();
        all.each_run(
            |one| one.rect() == own,
            |y, x0, x1| {
                (x0..x1).for_each(|x| drawn.put_pixel(x - stroke.x0, y - stroke.y0, Luma([255])));
            },
        );
        let by = (TALL as f32 / stroke.h() as f32).min(WIDE as f32 / stroke.w() as f32);
        let size = |dots: u32, most: usize| {
            let sized = (dots as f32 * by).round() as u32;
            sized.clamp(1, most as u32)
        };
        let (w, h) = (size(stroke.w(), WIDE), size(stroke.h(), TALL));
        let sized = imageops::resize(&drawn, w, h, imageops::FilterType::Triangle);
        let mut framed = GrayImage::new(WIDE as u32, TALL as u32);
        let (x, y) = ((WIDE as u32 - w) / 2, (TALL as u32 - h) / 2);
        imageops::replace(&mut framed, &sized, x.into(), y.into());
        let dots = framed.as_raw().iter();
        let ink = dots.filter_map(|dot| char::from_digit(u32::from(dot / 16), 16));
        Sign {
            ink: ink.collect(),
            is_letter,
        }
    }

    /// Ready to be compared.
    pub fn shape(&self) -> Shape {
        let mut dots = vec![0.0; W * H];
        for (at, dot) in self.ink.chars().take(WIDE * TALL).enumerate() {
            let place = (at / WIDE + RIM) * W + at % WIDE + RIM;
            dots[place] = dot.to_digit(16).unwrap_or(0) as f32;
        }
        let soft = softened(&softened(&dots, 1), W);
        let length = soft.iter().map(|dot| dot * dot).sum::<f32>().sqrt();
        Shape(soft.iter().map(|dot| dot / length.max(1e-6)).collect())
    }
}

/// Each dot with a little of its neighbours, `step` apart: a hand never draws the same line twice.
fn softened(dots: &[f32], step: usize) -> Vec<f32> {
    const SHARE: [f32; 4] = [0.332, 0.235, 0.083, 0.015];
    let one = |at: usize| -> f32 {
        let near = SHARE.iter().enumerate().skip(1).map(|(far, share)| {
            let before = at.checked_sub(far * step).map_or(0.0, |at| dots[at]);
            let behind = dots.get(at + far * step).copied().unwrap_or(0.0);
            share * (before + behind)
        });
        SHARE[0] * dots[at] + near.sum::<f32>()
    };
    (0..dots.len()).map(one).collect()
}

/// Hình nét: a sign made comparable.
#[derive(Clone, Debug)]
pub struct Shape(Vec<f32>);

impl Shape {
    /// How far two signs are apart, in thousandths: 0 the same ink, 1000 nothing in common; moved by a dot they are the same.
    pub fn apart(&self, other: &Shape) -> u16 {
        const MOVES: [i32; 3] = [-1, 0, 1];
        let here = self.common(other, 0);
        let common = match here > HOPELESS {
            true => MOVES
                .iter()
                .flat_map(|dy| MOVES.map(|dx| dy * W as i32 + dx))
                .map(|by| self.common(other, by))
                .fold(here, f32::max),
            false => here,
        };
        ((1.0 - common).clamp(0.0, 1.0) * 1000.0).round() as u16
    }

    fn common(&self, other: &Shape, by: i32) -> f32 {
        let skip = by.unsigned_abs() as usize;
        let (ahead, behind) = match by >= 0 {
            true => (&self.0[skip..], &other.0[..]),
            false => (&self.0[..], &other.0[skip..]),
        };
        ahead.iter().zip(behind).map(|(a, b)| a * b).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Bitmap;

    /// The signs of a small drawing, from the left.
    fn signs(rows: &[&str]) -> Vec<Sign> {
        let (w, h) = (rows[0].len(), rows.len());
        let dots = rows.iter().flat_map(|row| row.bytes());
        let bitmap = Bitmap {
            w,
            h,
            bits: dots.map(|dot| u8::from(dot == b'#')).collect(),
        };
        let all = bitmap.strokes();
        let mut list = all.list.clone();
        list.sort_by_key(|stroke| stroke.x0);
        let each = list.iter().map(|stroke| Sign::of(&all, stroke, false));
        each.collect()
    }

    #[test]
    fn a_sign_is_known_again_larger_and_elsewhere_and_another_is_not() {
        let found = signs(&[
            "#####......###...#..#..###########",
            "....#.....#...#..#..#..###########",
            "....#.....#...#..####........#####",
            "...#......#...#.....#........#####",
            "...#......#...#.....#.......####..",
            "..#.......#...#.....#.......####..",
            "..#........###......#......####...",
            "..#........................####...",
            ".........................####.....",
            ".........................####.....",
            ".........................####.....",
        ]);
        let [seven, nought, four, seven_again] = found.as_slice() else {
            panic!("{} signs", found.len());
        };
        let apart = |a: &Sign, b: &Sign| a.shape().apart(&b.shape());
        assert_eq!(apart(seven, seven), 0);
        assert_eq!(apart(seven, nought), apart(nought, seven));
        let again = apart(seven, seven_again);
        assert!(again * 2 < apart(seven, nought), "{again}");
        assert!(again * 2 < apart(seven_again, four), "{again}");
    }

    #[test]
    fn a_kept_sign_that_is_cut_short_is_no_crash() {
        let short = Sign {
            ink: "0ff".to_owned(),
            is_letter: false,
        };
        let none = Sign {
            ink: String::new(),
            ..short.clone()
        };
        assert_eq!(short.shape().apart(&none.shape()), 1000);
    }
}
