//! Một tờ quét hai lần: whether two pictures show one sheet. Words that agree say how the one lies on the other; then the ink
//! must agree too, above all where no such word stands: two forms filled alike differ there by hand.

use crate::ink::{Bitmap, halved};
use crate::page::Rect;
use image::GrayImage;

/// Strokes of one sheet lie within so many dots of 75 dpi of one another when it is scanned again.
const NEAR: usize = 2;
/// Of a hundred dots of ink so many must be there again, in both directions.
const ALL_INK: usize = 90;
/// The same of the ink outside of the agreeing words.
const OTHER_INK: usize = 72;
/// Less ink than this is dirt, on the sheet and in a square of it.
const LITTLE: usize = 60;
/// A name written by hand fills a square of so many dots, or several.
const SQUARE: usize = 36;
/// Of a hundred dots of ink in a square fewer are there again: something else stands there.
const ANOTHER: usize = 45;

/// Whether two prepared pictures (their JPEG bytes) show the same sheet; `matched`: boxes of one word on both.
pub fn same_sheet(one: &[u8], other: &[u8], matched: &[(Rect, Rect)]) -> bool {
    let open = |bytes: &[u8]| {
        image::load_from_memory(bytes)
            .ok()
            .map(|image| image.to_luma8())
    };
    let (Some(one), Some(other)) = (open(one), open(other)) else {
        return false;
    };
    let Some(there) = Lie::of(matched) else {
        return false;
    };
    let (first, second) = (ink(&one), ink(&other));
    let boxes = |pick: fn(&(Rect, Rect)) -> Rect| -> Vec<Rect> {
        matched.iter().map(|pair| pick(pair).grown(3, 3)).collect()
    };
    is_again(&first, &second, &there, &boxes(|pair| pair.0))
        && is_again(&second, &first, &there.back(), &boxes(|pair| pair.1))
}

/// The middle of one word on both pictures.
type Pair = ((f32, f32), (f32, f32));

/// How one picture lies on the other: both are straight, so a scale and a shift.
#[derive(Debug, Clone, Copy)]
struct Lie {
    scale: f32,
    x: f32,
    y: f32,
}

impl Lie {
    fn of(matched: &[(Rect, Rect)]) -> Option<Lie> {
        let middle = |r: Rect| ((r.x0 + r.x1) as f32 / 2.0, (r.y0 + r.y1) as f32 / 2.0);
        let many = matched.len() as f32;
        if matched.len() < 8 {
            return None;
        }
        let pairs: Vec<Pair> = matched
            .iter()
            .map(|(a, b)| (middle(*a), middle(*b)))
            .collect();
        let mean = |pick: fn(&Pair) -> f32| pairs.iter().map(pick).sum::<f32>() / many;
        let (ax, ay) = (mean(|p| p.0.0), mean(|p| p.0.1));
        let (bx, by) = (mean(|p| p.1.0), mean(|p| p.1.1));
        let spread: f32 = pairs
            .iter()
            .map(|(a, _)| (a.0 - ax).powi(2) + (a.1 - ay).powi(2))
            .sum();
        let along: f32 = pairs
            .iter()
            .map(|(a, b)| (a.0 - ax) * (b.0 - bx) + (a.1 - ay) * (b.1 - by))
            .sum();
        let scale = along / spread.max(1.0);
        let lie = Lie {
            scale,
            x: bx - scale * ax,
            y: by - scale * ay,
        };
        // The words of one sheet keep their places; those of another paper with the same words do not.
        let strayed = pairs.iter().filter(|(a, b)| {
            let (x, y) = lie.of_point(a.0, a.1);
            (x - b.0).abs() > 7.0 || (y - b.1).abs() > 7.0
        });
        let is_one = strayed.count() * 20 <= pairs.len();
        ((0.95..1.05).contains(&scale) && is_one).then_some(lie)
    }

    fn of_point(&self, x: f32, y: f32) -> (f32, f32) {
        (self.scale * x + self.x, self.scale * y + self.y)
    }

    fn back(&self) -> Lie {
        Lie {
            scale: 1.0 / self.scale,
            x: -self.x / self.scale,
            y: -self.y / self.scale,
        }
    }
}

/// Ink at half the size of the picture, specks left out.
fn ink(picture: &GrayImage) -> Bitmap {
    let mut ink = Bitmap::sauvola(&halved(picture), 10, 0.3);
    let strokes = ink.strokes();
    strokes.erase(&mut ink, |stroke| stroke.area < 6);
    ink
}

/// Whether the ink of the one is on the other again.
fn is_again(one: &Bitmap, other: &Bitmap, lie: &Lie, words: &[Rect]) -> bool {
    let thick = thickened(other);
    let (mut all, mut again, mut rest, mut rest_again) = (0, 0, 0, 0);
    let across = one.w / SQUARE + 1;
    let mut squares = vec![(0usize, 0usize); across * (one.h / SQUARE + 1)];
    let mut covered = vec![false; one.w * one.h];
    for rect in words {
        let half = rect.scaled(0.5).within(one.w as u32, one.h as u32);
        for y in half.y0..half.y1 {
            let row = y as usize * one.w;
            covered[row + half.x0 as usize..row + half.x1 as usize].fill(true);
        }
    }
    // A scanner's edge is not the sheet's.
    let (edge_x, edge_y) = (one.w / 30, one.h / 30);
    for y in edge_y..one.h - edge_y {
        for x in edge_x..one.w - edge_x {
            if one.bits[y * one.w + x] == 0 {
                continue;
            }
            let (there_x, there_y) = lie.of_point(2.0 * x as f32, 2.0 * y as f32);
            let (there_x, there_y) = ((there_x / 2.0) as i32, (there_y / 2.0) as i32);
            let is_inside = there_x >= 0
                && there_y >= 0
                && (there_x as usize) < other.w
                && (there_y as usize) < other.h;
            if !is_inside {
                continue;
            }
            let is_again = thick[there_y as usize * other.w + there_x as usize];
            all += 1;
            again += usize::from(is_again);
            if !covered[y * one.w + x] {
                rest += 1;
                rest_again += usize::from(is_again);
                let square = &mut squares[y / SQUARE * across + x / SQUARE];
                square.0 += 1;
                square.1 += usize::from(is_again);
            }
        }
    }
    let is_another = |(ink, again): &&(usize, usize)| *ink >= LITTLE && again * 100 < ink * ANOTHER;
    let others = squares.iter().filter(is_another).count();
    let is_rest_again = rest < LITTLE || rest_again * 100 >= rest * OTHER_INK;
    again * 100 >= all * ALL_INK && is_rest_again && others <= 1
}

/// Every dot of ink and its neighbours.
fn thickened(ink: &Bitmap) -> Vec<bool> {
    let mut across = vec![false; ink.w * ink.h];
    for y in 0..ink.h {
        for x in 0..ink.w {
            if ink.bits[y * ink.w + x] != 0 {
                let row = y * ink.w;
                let end = (x + NEAR + 1).min(ink.w);
                across[row + x.saturating_sub(NEAR)..row + end].fill(true);
            }
        }
    }
    let mut thick = vec![false; ink.w * ink.h];
    for y in 0..ink.h {
        let near = y.saturating_sub(NEAR)..(y + NEAR + 1).min(ink.h);
        for x in 0..ink.w {
            thick[y * ink.w + x] = near.clone().any(|row| across[row * ink.w + x]);
        }
    }
    thick
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageEncoder, Luma, codecs::jpeg::JpegEncoder};

    /// A form of printed words at fixed places, with strokes "by hand" that depend on the writer.
    fn form(writer: u32, shift: (i32, i32)) -> Vec<u8> {
        let mut page = GrayImage::from_pixel(1240, 1754, Luma([245]));
        let mut put = |x: i32, y: i32| {
            let (x, y) = (x + shift.0, y + shift.1);
            if x >= 0
                && y >= 0
                && let Some(dot) = page.get_pixel_mut_checked(x as u32, y as u32)
            {
                *dot = Luma([20]);
            }
        };
        for rect in places() {
            for y in rect.y0..rect.y1 {
                for x in rect.x0..rect.x1 {
                    if (x * 7 + rect.x0 + rect.y0) % 13 < 5 {
                        put(x, y);
                    }
                }
            }
        }
        let mut seed = writer;
        for line in 0..8 {
            let (mut x, mut y) = (300, 900 + 60 * line);
            for _ in 0..500 {
                seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
                x += ((seed >> 16) % 5) as i32 - 1;
                y += ((seed >> 20) % 7) as i32 - 3;
                y = y.clamp(880 + 60 * line, 930 + 60 * line);
                for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (1, 2)] {
                    put(x + dx, y + dy);
                }
            }
        }
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 70)
            .write_image(page.as_raw(), 1240, 1754, image::ExtendedColorType::L8)
            .unwrap();
        bytes
    }

    fn places() -> Vec<Rect> {
        let rows = (0..12).flat_map(|row| (0..6).map(move |column| (row, column)));
        rows.map(|(row, column)| {
            let (x, y) = (160 + 150 * column, 200 + 50 * row);
            Rect::from([x, y, x + 110, y + 22])
        })
        .collect()
    }

    fn matched(shift: (i32, i32)) -> Vec<(Rect, Rect)> {
        let moved = |rect: &Rect| (*rect, rect.moved(shift.0, shift.1));
        places().iter().map(moved).collect()
    }

    #[test]
    fn one_sheet_is_known_again_and_a_form_filled_alike_by_another_hand_is_not() {
        let shift = (13, -9);
        let (first, again) = (form(7, (0, 0)), form(7, shift));
        assert!(same_sheet(&first, &again, &matched(shift)));
        assert!(!same_sheet(&first, &form(8, shift), &matched(shift)));
        assert!(!same_sheet(&first, b"no picture", &matched(shift)));
    }

    #[test]
    fn the_same_words_at_other_places_are_another_sheet() {
        let mut pairs = matched((0, 0));
        for (at, pair) in pairs.iter_mut().enumerate() {
            pair.1 = pair.1.moved(if at % 3 == 0 { 40 } else { 0 }, 0);
        }
        assert!(!same_sheet(&form(7, (0, 0)), &form(7, (0, 0)), &pairs));
    }
}
