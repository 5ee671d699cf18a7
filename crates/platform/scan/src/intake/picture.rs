//! Ảnh JPEG, PNG: a picture is a stack of one page.

use super::IntakeError;
use crate::page::{PageError, PageImage, Pixels, check_size};
use image::{DynamicImage, ImageDecoder, ImageReader};
use std::io::Cursor;

pub(super) fn check(bytes: &[u8]) -> Result<(), IntakeError> {
    let (width, height) = reader(bytes)
        .and_then(|r| r.into_dimensions().ok())
        .ok_or(IntakeError::BrokenPicture)?;
    check_size(1, width, height)?;
    Ok(())
}

pub(super) fn page(bytes: &[u8], page: usize) -> Result<PageImage, PageError> {
    let picture = upright(bytes).ok_or(PageError::Broken { page })?;
    let pixels = pixels_of(picture);
    let dpi = declared_dpi(bytes).unwrap_or_else(|| dpi_of_a4(pixels.width(), pixels.height()));
    Ok(PageImage {
        pixels,
        dpi,
        words: None,
    })
}

/// Decoded, and turned as the camera says it was held (EXIF).
fn upright(bytes: &[u8]) -> Option<DynamicImage> {
    let mut decoder = reader(bytes)?.into_decoder().ok()?;
    let held = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(held) = held {
        picture.apply_orientation(held);
    }
    Some(picture)
}

fn reader(bytes: &[u8]) -> Option<ImageReader<Cursor<&[u8]>>> {
    ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()
}

/// Grey stays grey; what is see-through is laid on white paper.
pub(super) fn pixels_of(picture: DynamicImage) -> Pixels {
    match picture {
        DynamicImage::ImageLuma8(i) => Pixels::Gray(i),
        DynamicImage::ImageLuma16(_) => Pixels::Gray(picture.into_luma8()),
        DynamicImage::ImageRgb8(i) => Pixels::Rgb(i),
        p if p.color().has_alpha() => {
            let rgba = p.into_rgba8();
            let (w, h) = rgba.dimensions();
            let over = |c: u8, a: u8| {
                ((u16::from(c) * u16::from(a) + 255 * (255 - u16::from(a))) / 255) as u8
            };
            let data = rgba
                .as_raw()
                .chunks_exact(4)
                .flat_map(|p| [over(p[0], p[3]), over(p[1], p[3]), over(p[2], p[3])]);
            Pixels::Rgb(image::RgbImage::from_raw(w, h, data.collect()).unwrap_or_default())
        }
        p => Pixels::Rgb(p.into_rgb8()),
    }
}

/// The resolution that makes the shorter side as wide as A4.
pub(super) fn dpi_of_a4(width: u32, height: u32) -> f32 {
    width.min(height) as f32 / 8.27
}

/// What the JPEG's own header says, if it is a resolution a scanner would use.
fn declared_dpi(bytes: &[u8]) -> Option<f32> {
    if bytes.get(6..11) != Some(b"JFIF\0") {
        return None;
    }
    let density = f32::from(u16::from_be_bytes([*bytes.get(14)?, *bytes.get(15)?]));
    let dpi = match bytes.get(13)? {
        1 => density,
        2 => density * 2.54,
        _ => return None,
    };
    (140.0..=650.0).contains(&dpi).then_some(dpi)
}
