//! Ảnh TIFF nhiều trang: what copiers send; bilevel, grey or colour.

use super::IntakeError;
use super::picture::dpi_of_a4;
use crate::page::{PageError, PageImage, Pixels, check_size};
use image::{GrayImage, RgbImage};
use std::io::Cursor;
use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult};
use tiff::tags::Tag;

/// More pages than any stack; a file whose directory runs in circles ends here.
const MOST_PAGES: usize = 20_000;

pub(super) fn count(bytes: &[u8]) -> Result<usize, IntakeError> {
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(|_| IntakeError::BrokenPicture)?;
    let mut pages = 1;
    while decoder.more_images() && pages < MOST_PAGES && decoder.next_image().is_ok() {
        pages += 1;
    }
    Ok(pages)
}

pub(super) fn page(bytes: &[u8], page: usize) -> Result<PageImage, PageError> {
    let broken = PageError::Broken { page };
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(|_| broken.clone())?;
    decoder
        .seek_to_image(page - 1)
        .map_err(|_| broken.clone())?;
    let (width, height) = decoder.dimensions().map_err(|_| broken.clone())?;
    check_size(page, width, height)?;
    let dpi = declared_dpi(&mut decoder).unwrap_or_else(|| dpi_of_a4(width, height));
    let colour = decoder.colortype().map_err(|_| broken.clone())?;
    let DecodingResult::U8(data) = decoder.read_image().map_err(|_| broken.clone())? else {
        return Err(broken);
    };
    let pixels = match colour {
        ColorType::Gray(8) => GrayImage::from_raw(width, height, data).map(Pixels::Gray),
        ColorType::Gray(1) => {
            GrayImage::from_raw(width, height, unpack(&data, width, height)).map(Pixels::Gray)
        }
        ColorType::RGB(8) => RgbImage::from_raw(width, height, data).map(Pixels::Rgb),
        ColorType::RGBA(8) => RgbImage::from_raw(
            width,
            height,
            data.chunks_exact(4)
                .flat_map(|p| [p[0], p[1], p[2]])
                .collect(),
        )
        .map(Pixels::Rgb),
        ColorType::CMYK(8) => RgbImage::from_raw(
            width,
            height,
            data.chunks_exact(4).flat_map(ink_to_light).collect(),
        )
        .map(Pixels::Rgb),
        _ => None,
    };
    Ok(PageImage {
        pixels: pixels.ok_or(broken)?,
        dpi,
        words: None,
    })
}

fn unpack(packed: &[u8], width: u32, height: u32) -> Vec<u8> {
    let stride = (width as usize).div_ceil(8);
    let rows = packed.chunks(stride.max(1)).take(height as usize);
    rows.flat_map(|row| {
        (0..width as usize).map(|x| {
            if row.get(x / 8).is_some_and(|b| b >> (7 - x % 8) & 1 == 1) {
                255
            } else {
                0
            }
        })
    })
    .collect()
}

fn ink_to_light(cmyk: &[u8]) -> [u8; 3] {
    let light = |c: u8| ((255 - u16::from(c)) * (255 - u16::from(cmyk[3])) / 255) as u8;
    [light(cmyk[0]), light(cmyk[1]), light(cmyk[2])]
}

fn declared_dpi(decoder: &mut Decoder<Cursor<&[u8]>>) -> Option<f32> {
    let per_unit = decoder.get_tag_f32(Tag::XResolution).ok()?;
    let dpi = match decoder.find_tag_unsigned::<u16>(Tag::ResolutionUnit).ok()? {
        Some(3) => per_unit * 2.54,
        _ => per_unit,
    };
    (140.0..=650.0).contains(&dpi).then_some(dpi)
}
