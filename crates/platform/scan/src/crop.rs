//! Cắt nền quanh trang: the dark around a sheet, such as an open lid or a table under a photographed page, is no part of it;
//! and whether a fold runs along its side.

use crate::findings::Finding;
use crate::page::{Pixels, Rect};
use image::GrayImage;

/// Darker than this is no paper.
const DARK: u8 = 110;
/// A copier's dark edge is narrower (8 mm at 300 dpi) and stays: stamps stand close to it.
const SHALLOWEST: u32 = 95;
/// Of a hundred pixels of a row so many must be dark.
const MOSTLY: usize = 85;

/// The sheet within the picture; the whole picture where nothing dark surrounds it.
pub(crate) fn sheet_of(page: &GrayImage) -> Rect {
    let (w, h) = page.dimensions();
    let mut sheet = Rect {
        x0: 0,
        y0: 0,
        x1: w as i32,
        y1: h as i32,
    };
    // Beside a dark table the rows above the sheet are dark only between its sides, so the sides are looked for again.
    for _ in 0..2 {
        let column = |x: i32| is_dark((sheet.y0..sheet.y1).step_by(9).map(|y| at(page, x, y)));
        let (x0, x1) = (deep(0..w as i32, column), deep((0..w as i32).rev(), column));
        let row = |y: i32| is_dark((x0..w as i32 - x1).step_by(9).map(|x| at(page, x, y)));
        let (y0, y1) = (deep(0..h as i32, row), deep((0..h as i32).rev(), row));
        sheet = Rect {
            x0,
            y0,
            x1: w as i32 - x1,
            y1: h as i32 - y1,
        };
    }
    // What is left of a dark photograph would be no sheet.
    let is_sheet = sheet.width() * 10 >= w as i32 * 4 && sheet.height() * 10 >= h as i32 * 4;
    if is_sheet {
        sheet
    } else {
        Rect {
            x0: 0,
            y0: 0,
            x1: w as i32,
            y1: h as i32,
        }
    }
}

pub(crate) fn cut(pixels: Pixels, sheet: Rect) -> Pixels {
    if sheet.width() as u32 == pixels.width() && sheet.height() as u32 == pixels.height() {
        return pixels;
    }
    pixels.part(sheet)
}

fn at(page: &GrayImage, x: i32, y: i32) -> u8 {
    page.as_raw()[y as usize * page.width() as usize + x as usize]
}

fn is_dark(values: impl Iterator<Item = u8>) -> bool {
    let (mut dark, mut all) = (0, 0);
    for value in values {
        dark += usize::from(value < DARK);
        all += 1;
    }
    dark * 100 >= all * MOSTLY && all > 0
}

/// How far the dark reaches in from an edge; nothing where it is only an edge.
fn deep(lines: impl Iterator<Item = i32>, is_dark: impl Fn(i32) -> bool) -> i32 {
    let reach = lines.take_while(|line| is_dark(*line)).count() as u32;
    // Four more, for the blurred rim.
    if reach < SHALLOWEST {
        0
    } else {
        reach as i32 + 4
    }
}

/// Tờ A3 gấp đôi: the shade of a fold along the left or the right edge of an upright, straightened page.
pub(crate) fn fold(page: &GrayImage) -> Option<Finding> {
    let (w, h) = (page.width() as i32, page.height() as i32);
    if w < 800 || h < 800 {
        return None;
    }
    let right = folded_rows(page, |from_edge| w - 1 - from_edge);
    let left = folded_rows(page, |from_edge| from_edge);
    match (left, right) {
        (true, false) => Some(Finding::RightOfFold),
        (false, true) => Some(Finding::LeftOfFold),
        _ => None,
    }
}

/// In most rows the paper darkens towards the edge within 5 mm, neither at once like a drawn line nor to black like an open lid.
fn folded_rows(page: &GrayImage, column: impl Fn(i32) -> i32) -> bool {
    const NEAR: i32 = 110;
    let h = page.height() as i32;
    let (mut rows, mut folded) = (0, 0);
    for y in (h / 10..h * 9 / 10).step_by(23) {
        let value = |from_edge: i32| {
            let sum: u32 = (0..5)
                .flat_map(|dx| (0..3).map(move |dy| (dx, dy)))
                .map(|(dx, dy)| u32::from(at(page, column(from_edge + dx), y + dy)))
                .sum();
            sum / 15
        };
        let mut inner: Vec<u32> = (NEAR + 90..NEAR + 250).step_by(20).map(value).collect();
        inner.sort_unstable();
        let paper = inner[inner.len() / 2].max(1);
        let darkest = (0..NEAR).step_by(4).min_by_key(|x| value(*x)).unwrap_or(0);
        let share = |from_edge: i32| value(from_edge) * 100 / paper;
        rows += 1;
        let is_fold = (40..=88).contains(&share(darkest))
            && share(darkest + 9) <= 94
            && share(darkest + 70) >= 93;
        folded += usize::from(is_fold);
    }
    folded * 10 >= rows * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_on_a_dark_table_is_cut_out_and_a_copiers_edge_stays() {
        let on_table = GrayImage::from_fn(900, 1200, |x, y| {
            let paper = (150..780).contains(&x) && (120..1060).contains(&y);
            image::Luma([if paper { 230 } else { 40 }])
        });
        assert_eq!(sheet_of(&on_table), Rect::from([154, 124, 776, 1056]));
        let copied = GrayImage::from_fn(900, 1200, |x, _| {
            image::Luma([if x < 60 { 30 } else { 230 }])
        });
        assert_eq!(sheet_of(&copied), Rect::from([0, 0, 900, 1200]));
    }

    #[test]
    fn a_fold_is_a_soft_shade_along_one_side_and_a_drawn_line_is_none() {
        let shaded = |from_left: bool| {
            GrayImage::from_fn(1000, 1200, |x, _| {
                let from_edge = if from_left { x } else { 999 - x } as f32;
                image::Luma([(235.0 * (1.0 - 0.32 * (-from_edge / 28.0).exp())) as u8])
            })
        };
        assert_eq!(fold(&shaded(true)), Some(Finding::RightOfFold));
        assert_eq!(fold(&shaded(false)), Some(Finding::LeftOfFold));
        let ruled = GrayImage::from_fn(1000, 1200, |x, _| {
            image::Luma([if (30..34).contains(&x) { 20 } else { 235 }])
        });
        assert_eq!(fold(&ruled), None);
    }
}
