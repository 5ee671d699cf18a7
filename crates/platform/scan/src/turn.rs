//! Xoay trang: quarter turns and the small straightening that make a delivered page stand upright.

use crate::page::{Pixels, Rect};
use image::{GrayImage, ImageBuffer, Pixel, imageops};
use serde::{Deserialize, Serialize};

/// How a delivered page is brought upright: first clockwise quarter turns, then a small turn. Store it with the page;
/// [`crate::Prepared::again`] applies it without searching.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// Clockwise quarter turns, 0 to 3.
    pub quarters: u8,
    /// Further degrees clockwise, within ±5.
    pub degrees: f32,
}

pub(crate) fn quarter(pixels: Pixels, quarters: u8) -> Pixels {
    match (pixels, quarters % 4) {
        (pixels, 0) => pixels,
        (Pixels::Gray(i), n) => Pixels::Gray(turned(&i, n)),
        (Pixels::Rgb(i), n) => Pixels::Rgb(turned(&i, n)),
    }
}

fn turned<P: Pixel + 'static>(
    image: &ImageBuffer<P, Vec<P::Subpixel>>,
    quarters: u8,
) -> ImageBuffer<P, Vec<P::Subpixel>> {
    match quarters {
        1 => imageops::rotate90(image),
        2 => imageops::rotate180(image),
        _ => imageops::rotate270(image),
    }
}

/// The box of `rect` on a page of this size after clockwise quarter turns.
pub(crate) fn quarter_rect(rect: Rect, quarters: u8, width: u32, height: u32) -> Rect {
    let (w, h) = (width as i32, height as i32);
    match quarters % 4 {
        0 => rect,
        1 => Rect {
            x0: h - rect.y1,
            y0: rect.x0,
            x1: h - rect.y0,
            y1: rect.x1,
        },
        2 => Rect {
            x0: w - rect.x1,
            y0: h - rect.y1,
            x1: w - rect.x0,
            y1: h - rect.y0,
        },
        _ => Rect {
            x0: rect.y0,
            y0: w - rect.x1,
            x1: rect.y1,
            y1: w - rect.x0,
        },
    }
}

/// Turn clockwise by a few degrees about the middle; what comes in from outside is white paper.
pub(crate) fn straighten(pixels: Pixels, degrees: f32) -> Pixels {
    if degrees.abs() < 0.01 {
        return pixels;
    }
    match pixels {
        Pixels::Gray(i) => Pixels::Gray(straighten_gray(&i, degrees)),
        Pixels::Rgb(i) => {
            let data = slanted(
                i.as_raw(),
                i.width() as usize,
                i.height() as usize,
                3,
                degrees,
            );
            Pixels::Rgb(ImageBuffer::from_raw(i.width(), i.height(), data).unwrap_or_default())
        }
    }
}

pub(crate) fn straighten_gray(image: &GrayImage, degrees: f32) -> GrayImage {
    let data = slanted(
        image.as_raw(),
        image.width() as usize,
        image.height() as usize,
        1,
        degrees,
    );
    GrayImage::from_raw(image.width(), image.height(), data).unwrap_or_default()
}

/// Bilinear, in 1/256 of a pixel: for each target pixel, where it was.
fn slanted(data: &[u8], w: usize, h: usize, channels: usize, degrees: f32) -> Vec<u8> {
    let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
    let (cx, cy) = (w as f64 / 2.0, h as f64 / 2.0);
    let mut out = vec![255u8; data.len()];
    let (step_x, step_y) = ((cos * 65536.0) as i64, (-sin * 65536.0) as i64);
    for y in 0..h {
        let dy = y as f64 + 0.5 - cy;
        let mut sx = ((cos * (0.5 - cx) + sin * dy + cx - 0.5) * 65536.0) as i64;
        let mut sy = ((-sin * (0.5 - cx) + cos * dy + cy - 0.5) * 65536.0) as i64;
        let row = &mut out[y * w * channels..(y + 1) * w * channels];
        for target in row.chunks_exact_mut(channels) {
            let (ix, iy) = (sx >> 16, sy >> 16);
            if ix >= 0 && iy >= 0 && ix + 1 < w as i64 && iy + 1 < h as i64 {
                let (fx, fy) = ((sx as u32 & 0xffff) >> 8, (sy as u32 & 0xffff) >> 8);
                let at = (iy as usize * w + ix as usize) * channels;
                let below = at + w * channels;
                for (c, value) in target.iter_mut().enumerate() {
                    let top = u32::from(data[at + c]) * (256 - fx)
                        + u32::from(data[at + channels + c]) * fx;
                    let bottom = u32::from(data[below + c]) * (256 - fx)
                        + u32::from(data[below + channels + c]) * fx;
                    *value = ((top * (256 - fy) + bottom * fy + 32768) >> 16) as u8;
                }
            }
            sx += step_x;
            sy += step_y;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_turns_with_its_page() {
        let image = GrayImage::from_fn(40, 60, |x, y| {
            image::Luma([if (10..14).contains(&x) && (20..26).contains(&y) {
                0
            } else {
                255
            }])
        });
        for quarters in 0..4 {
            let Pixels::Gray(turned) = quarter(Pixels::Gray(image.clone()), quarters) else {
                unreachable!()
            };
            let rect = quarter_rect(Rect::from([10, 20, 14, 26]), quarters, 40, 60);
            let dark = turned.enumerate_pixels().filter(|(_, _, p)| p.0[0] == 0);
            assert!(
                dark.clone().all(|(x, y, _)| rect.holds(x as i32, y as i32)),
                "{quarters}"
            );
            assert_eq!(dark.count() as i32, rect.width() * rect.height());
        }
    }

    #[test]
    fn a_small_turn_is_clockwise() {
        let mut image = GrayImage::from_pixel(400, 400, image::Luma([255]));
        for x in 20..380 {
            for y in 199..202 {
                image.put_pixel(x, y, image::Luma([0]));
            }
        }
        let turned = straighten_gray(&image, 2.0);
        let middle_of_column = |x: u32| {
            (0..400)
                .filter(|y| turned.get_pixel(x, *y).0[0] < 128)
                .sum::<u32>()
                / 3
        };
        assert!(middle_of_column(350) > middle_of_column(50) + 8);
    }
}
