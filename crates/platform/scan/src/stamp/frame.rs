//! Khung dấu: the rectangle of a bút lục stamp, found by its shape.

use crate::engine::EngineError;
use crate::ink::Bitmap;
use crate::page::Rect;
use crate::read::{Layout, Reader, crop};
use image::GrayImage;

/// Hollow rectangles of a stamp's size (2 to 6 cm wide at 300 dpi) in a region, the likeliest first.
pub(super) fn candidates(page: &GrayImage, region: Rect) -> Vec<Rect> {
    let part = crop(page, region);
    let mut frames: Vec<Rect> = Vec::new();
    for radius_k in [(30, 0.12), (30, 0.3)] {
        let ink = Bitmap::sauvola(&part, radius_k.0, radius_k.1);
        for stroke in &ink.strokes().list {
            let (w, h) = (stroke.w(), stroke.h());
            let shaped = (240..=720).contains(&w)
                && (100..=340).contains(&h)
                && w * 10 >= h * 14
                && w * 10 <= h * 34;
            let r = stroke.rect();
            if !shaped || stroke.area * 100 > w * h * 40 || !has_four_sides(&ink, r) {
                continue;
            }
            let frame = Rect {
                x0: r.x0 + region.x0,
                y0: r.y0 + region.y0,
                x1: r.x1 + region.x0,
                y1: r.y1 + region.y0,
            };
            if !frames
                .iter()
                .any(|f| (f.x0 - frame.x0).abs() < 30 && (f.y0 - frame.y0).abs() < 30)
            {
                frames.push(frame);
            }
        }
    }
    frames
}

/// At least three of the four sides carry ink along most of their length; stamps are pressed a little aslant.
fn has_four_sides(ink: &Bitmap, r: Rect) -> bool {
    let reach = 18;
    let dark = |x: i32, y: i32| {
        x >= 0
            && y >= 0
            && (x as usize) < ink.w
            && (y as usize) < ink.h
            && ink.bits[y as usize * ink.w + x as usize] == 1
    };
    let along_x = |from: i32, to: i32| {
        (r.x0..r.x1)
            .step_by(4)
            .filter(|x| (from..to).any(|y| dark(*x, y)))
            .count()
            * 4
            * 100
            / r.width().max(1) as usize
    };
    let along_y = |from: i32, to: i32| {
        (r.y0..r.y1)
            .step_by(4)
            .filter(|y| (from..to).any(|x| dark(x, *y)))
            .count()
            * 4
            * 100
            / r.height().max(1) as usize
    };
    let sides = [
        along_x(r.y0, r.y0 + reach),
        along_x(r.y1 - reach, r.y1),
        along_y(r.x0, r.x0 + reach),
        along_y(r.x1 - reach, r.x1),
    ];
    sides.iter().filter(|s| **s > 70).count() >= 3
}

/// What is printed inside the frame.
pub(super) fn text_inside(
    reader: &mut Reader,
    page: &GrayImage,
    frame: Rect,
) -> Result<String, EngineError> {
    let inner = frame.grown(-10, -8);
    let part = crop(page, inner);
    let twice = image::imageops::resize(
        &part,
        part.width() * 3 / 2,
        part.height() * 3 / 2,
        image::imageops::FilterType::CatmullRom,
    );
    let found = reader.words(&twice, Layout::Block)?;
    Ok(found
        .iter()
        .map(|f| f.word.text.as_str())
        .collect::<Vec<_>>()
        .join(" "))
}

/// The frame that belongs to its title "BÚT LỤC": the title stands in its middle, in its upper half.
pub(super) fn around_title(title: Rect) -> Rect {
    let width = (title.width() as f32 / 0.37) as i32;
    let height = (width as f32 * 0.475) as i32;
    let (cx, cy) = ((title.x0 + title.x1) / 2, (title.y0 + title.y1) / 2);
    Rect {
        x0: cx - width / 2,
        y0: cy - height * 36 / 100,
        x1: cx + width / 2,
        y1: cy + height * 64 / 100,
    }
}
