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
            if !shaped || stroke.area * 100 > w * h * 40 {
                continue;
            }
            let Some(r) = between_lines(&ink, r) else {
                continue;
            };
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

/// Hollow rectangles in which a mark of secrecy may stand (1.2 to 6 cm wide at 300 dpi): flatter than a bút lục stamp, of one or two lines.
pub(crate) fn of_marks(part: &GrayImage) -> Vec<Rect> {
    let ink = Bitmap::sauvola(part, 30, 0.2);
    let strokes = &ink.strokes().list;
    let frames = strokes.iter().filter(|stroke| {
        let (w, h) = (stroke.w(), stroke.h());
        (140..=720).contains(&w)
            && (60..=280).contains(&h)
            && w * 10 >= h * 13
            && stroke.area * 100 <= w * h * 45
            && between_lines_of(&ink, stroke.rect(), 8).is_some()
    });
    frames
        .map(|stroke| stroke.rect())
        .take(MOST_MARKS)
        .collect()
}

/// A table at the head of a page has many cells; no more of them are read.
const MOST_MARKS: usize = 6;

/// The rectangle between the outermost lines that run along most of a side: letters that touch the frame are left outside.
/// None unless all four are there; stamps are pressed a little aslant, so a side may wander.
fn between_lines(ink: &Bitmap, r: Rect) -> Option<Rect> {
    let inner = between_lines_of(ink, r, 16)?;
    (inner.width() > 200 && inner.height() > 90).then_some(inner)
}

/// The same for a frame of any size, whose sides wander within `reach`.
fn between_lines_of(ink: &Bitmap, r: Rect, reach: i32) -> Option<Rect> {
    let dark = |x: i32, y: i32| ink.bits[y as usize * ink.w + x as usize] == 1;
    let row = |y: i32| {
        let band = y.max(r.y0)..(y + reach).min(r.y1);
        let inked = (r.x0..r.x1)
            .step_by(4)
            .filter(|x| band.clone().any(|y| dark(*x, y)));
        inked.count() as i32 * 400 / r.width().max(1)
    };
    let column = |x: i32| {
        let band = x.max(r.x0)..(x + reach).min(r.x1);
        let inked = (r.y0..r.y1)
            .step_by(4)
            .filter(|y| band.clone().any(|x| dark(x, *y)));
        inked.count() as i32 * 400 / r.height().max(1)
    };
    let y0 = (r.y0..r.y1 - reach).step_by(2).find(|y| row(*y) > FULL)?;
    let y1 = (r.y0..=r.y1 - reach)
        .rev()
        .step_by(2)
        .find(|y| row(*y) > FULL)?
        + reach;
    let x0 = (r.x0..r.x1 - reach)
        .step_by(2)
        .find(|x| column(*x) > FULL)?;
    let x1 = (r.x0..=r.x1 - reach)
        .rev()
        .step_by(2)
        .find(|x| column(*x) > FULL)?
        + reach;
    Some(Rect { x0, y0, x1, y1 })
}

/// Per cent of a side that must carry ink.
const FULL: i32 = 68;

/// What is printed inside the frame.
pub(crate) fn text_inside(
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
