//! Chiều của trang: which way is up, how far the lines slant, and whether anything is written at all.
//!
//! Everything is judged on the letters alone: strokes of a letter's size at 150 dpi. Specks, rules, frames and seals do not vote.

use crate::ink::{Bitmap, Stroke, halved};
use crate::page::Rect;
use image::GrayImage;
use std::collections::HashMap;

/// What the letters of a page say.
#[derive(Debug, Clone)]
pub(crate) struct Lie {
    /// Lines run up and down the delivered page.
    pub sideways: bool,
    /// How many times more one way of lying is believed than the other; near 1 is a guess.
    pub sideways_certainty: f32,
    /// Degrees to turn clockwise, once the lines run across.
    pub degrees: f32,
    /// Above 1 the letters stand, below 1 they hang head down (or, for sideways pages, after a clockwise quarter).
    pub standing: f32,
    /// Letter-sized strokes, in pixels of the 150 dpi picture of the page as delivered.
    pub letters: Vec<Rect>,
    /// Strokes too small for a letter, in the same 150 dpi picture.
    pub specks: usize,
}

/// Look at a page of 300 dpi.
pub(crate) fn lie_of(page: &GrayImage) -> Lie {
    let half = halved(page);
    let bitmap = Bitmap::sauvola(&half, 20, 0.25);
    let strokes = bitmap.strokes();
    let edge = |s: &Stroke| {
        s.x0 < 6 || s.y0 < 6 || s.x1 as usize + 6 > bitmap.w || s.y1 as usize + 6 > bitmap.h
    };
    let is_letter = |s: &&Stroke| {
        let (w, h) = (s.w(), s.h());
        w.max(h) >= 8
            && w.max(h) <= 60
            && w.min(h) >= 2
            && s.area >= 14
            && s.area * 100 >= w * h * 12
            && !edge(s)
    };
    let letters: Vec<Stroke> = strokes.list.iter().filter(is_letter).copied().collect();
    let specks = strokes.list.iter().filter(|s| s.area <= 5).count();
    let across: Vec<[f32; 4]> = letters.iter().map(corners).collect();
    let is_mark =
        |s: &&Stroke| s.w().max(s.h()) >= 3 && s.w().max(s.h()) <= 13 && s.h() <= 9 && s.area >= 5;
    let marks: Vec<[f32; 4]> = strokes.list.iter().filter(is_mark).map(corners).collect();
    // The page after a clockwise quarter turn: x' = h - y, y' = x.
    let tall = bitmap.h as f32;
    let quarter = |all: &[[f32; 4]]| -> Vec<[f32; 4]> {
        all.iter()
            .map(|[x0, y0, x1, y1]| [tall - y1, *x0, tall - y0, *x1])
            .collect()
    };
    let turned = quarter(&across);
    let (a, b) = (alignment(&across), alignment(&turned));
    let (best, other, sideways) = if b.score > a.score {
        (b, a, true)
    } else {
        (a, b, false)
    };
    let standing = if sideways {
        let lying = strokes.list.iter().filter(|s| {
            s.w().max(s.h()) >= 3 && s.w().max(s.h()) <= 13 && s.w() <= 9 && s.area >= 5
        });
        standing(&turned, &quarter(&lying.map(corners).collect::<Vec<_>>()))
    } else {
        standing(&across, &marks)
    };
    Lie {
        sideways,
        sideways_certainty: best.score / other.score.max(0.001),
        degrees: -best.degrees,
        standing,
        letters: letters.iter().map(Stroke::rect).collect(),
        specks,
    }
}

fn corners(s: &Stroke) -> [f32; 4] {
    [s.x0 as f32, s.y0 as f32, s.x1 as f32, s.y1 as f32]
}

struct Alignment {
    score: f32,
    degrees: f32,
}

/// How well tops and feet of letters fall on common lines, at the best slant within ±4 degrees.
fn alignment(boxes: &[[f32; 4]]) -> Alignment {
    let score = |degrees: f32| {
        let feet = concentration(boxes.iter().map(|b| ((b[0] + b[2]) / 2.0, b[3])), degrees);
        let heads = concentration(boxes.iter().map(|b| ((b[0] + b[2]) / 2.0, b[1])), degrees);
        feet.max(heads) + 0.5 * feet.min(heads)
    };
    let mut best = Alignment {
        score: score(0.0),
        degrees: 0.0,
    };
    for (from, to, step) in [(-4.0f32, 4.0f32, 0.1f32), (-0.08, 0.08, 0.02)] {
        let middle = if step < 0.1 { best.degrees } else { 0.0 };
        let steps = ((to - from) / step).round() as i32;
        for n in 0..=steps {
            let degrees = middle + from + n as f32 * step;
            let score = score(degrees);
            if score > best.score {
                best = Alignment { score, degrees };
            }
        }
    }
    best
}

/// Sum of squares of a histogram of heights along slanted lines, for each point on average.
fn concentration(points: impl Iterator<Item = (f32, f32)>, degrees: f32) -> f32 {
    let slope = degrees.to_radians().tan();
    let mut bins = vec![0f32; 8192];
    let mut count = 0f32;
    for (x, y) in points {
        let at = y - x * slope + 1000.0;
        let bin = at.clamp(0.0, 8190.0);
        let part = bin.fract();
        bins[bin as usize] += 1.0 - part;
        bins[bin as usize + 1] += part;
        count += 1.0;
    }
    bins.iter().map(|b| b * b).sum::<f32>() / count.max(1.0)
}

/// Vietnamese sets its marks above the letters (â ê ô ơ ư, tones, the dots of i and j) and only the heavy tone below:
/// how many times more marks stand above a letter than below one.
fn standing(letters: &[[f32; 4]], marks: &[[f32; 4]]) -> f32 {
    const CELL: f32 = 48.0;
    let cell = |x: f32, y: f32| ((x / CELL) as i32, (y / CELL) as i32);
    let mut grid: HashMap<(i32, i32), Vec<&[f32; 4]>> = HashMap::new();
    for letter in letters
        .iter()
        .filter(|l| l[3] - l[1] >= 9.0 && l[3] - l[1] <= 40.0)
    {
        grid.entry(cell(
            (letter[0] + letter[2]) / 2.0,
            (letter[1] + letter[3]) / 2.0,
        ))
        .or_default()
        .push(letter);
    }
    let (mut above, mut below) = (0f32, 0f32);
    for mark in marks {
        let (cx, cy) = cell((mark[0] + mark[2]) / 2.0, (mark[1] + mark[3]) / 2.0);
        let near = (-1..=1)
            .flat_map(|dx| (-1..=1).map(move |dy| (cx + dx, cy + dy)))
            .filter_map(|c| grid.get(&c))
            .flatten();
        let (mut over, mut under) = (false, false);
        for letter in near {
            let shared = letter[2].min(mark[2]) - letter[0].max(mark[0]);
            if shared * 2.0 < mark[2] - mark[0] {
                continue;
            }
            over |= (-1.0..=5.0).contains(&(letter[1] - mark[3]));
            under |= (-1.0..=5.0).contains(&(mark[1] - letter[3]));
        }
        above += f32::from(u8::from(over && !under));
        below += f32::from(u8::from(under && !over));
    }
    (above + 4.0) / (below + 4.0)
}
