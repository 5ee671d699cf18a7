//! Hình chữ ký (NĐ 30/2020/NĐ-CP Phụ lục I): the picture of a signature or seal, or plain text on annexes and copies, as PDF objects.

mod letters;
mod sheet;

use crate::{
    pades::SignError,
    pdf::{Dict, Id, Increment, Object, Revision},
};
use flate2::{Compression, write::ZlibEncoder};
pub(crate) use sheet::Sheet;
use std::io::Write;

/// Points of a millimetre.
const MM: f64 = 72.0 / 25.4;

/// Where on a page as it is seen (upright, however it is stored), in points from its lower left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// The page, from 0.
    pub page: usize,
    /// Left edge.
    pub x: f64,
    /// Lower edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Place {
    /// Dấu cơ quan: a seal in its true size over the left third of the personal signature, at the same height.
    pub fn of_seal(self, width_mm: f64, height_mm: f64) -> Self {
        let (width, height) = (width_mm * MM, height_mm * MM);
        let right = self.x + self.width / 3.0;
        Self {
            page: self.page,
            x: right - width,
            y: self.y + (self.height - height) / 2.0,
            width,
            height,
        }
    }

    /// Góc trên bên phải: where annexes and copies say what they are, on an A4 page with the margins of NĐ 30/2020.
    pub fn top_right(page: usize, page_width: f64, page_height: f64) -> Self {
        let (width, height) = (70.0 * MM, 18.0 * MM);
        Self {
            page,
            x: page_width - 15.0 * MM - width,
            y: page_height - 5.0 * MM - height,
            width,
            height,
        }
    }
}

/// What a reader sees.
#[derive(Debug, Clone)]
pub enum Look {
    /// A picture (PNG with transparent ground, or JPEG): a signature in blue, a seal in red.
    Picture(Vec<u8>),
    /// Lines of text, upright and black, in a font that is put into the file.
    Text {
        /// The lines.
        lines: Vec<String>,
        /// The TrueType font with Vietnamese letters.
        font: Vec<u8>,
        /// Points: 10 by NĐ 30/2020.
        size: f64,
    },
    /// Hình vuông để quét (QR) at the left, as high as the place, and lines of text beside it.
    Square {
        /// Its points row by row, from the upper left; true is dark. As many rows as columns.
        points: Vec<bool>,
        /// The lines.
        lines: Vec<String>,
        /// The TrueType font with Vietnamese letters.
        font: Vec<u8>,
        /// Points.
        size: f64,
    },
}

/// A visible mark.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Where.
    pub place: Place,
    /// What.
    pub look: Look,
}

pub(crate) fn packed(bytes: &[u8]) -> Result<Vec<u8>, SignError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_err(|_| SignError::Mark("it cannot be packed"))
}

pub(crate) fn stream(dict: Dict, bytes: &[u8]) -> Result<Object, SignError> {
    Ok(Object::Fresh(
        dict.with("Filter", "FlateDecode"),
        packed(bytes)?,
    ))
}

impl Mark {
    /// Refuses what would not show.
    pub(crate) fn check(&self) -> Result<(), SignError> {
        let Place {
            x,
            y,
            width,
            height,
            ..
        } = self.place;
        let is_sane = [x, y, width, height]
            .iter()
            .all(|number| number.is_finite() && number.abs() < 15_000.0);
        if is_sane && width > 1.0 && height > 1.0 {
            Ok(())
        } else {
            Err(SignError::Mark("its place"))
        }
    }

    /// The appearance: a form as large as the place, upright on this sheet.
    pub(crate) fn draw(&self, increment: &mut Increment, sheet: &Sheet) -> Result<Id, SignError> {
        self.check()?;
        let (width, height) = (self.place.width, self.place.height);
        let (content, resources) = match &self.look {
            Look::Picture(file) => {
                let image = picture(increment, file)?;
                let resources = Dict::default().with("XObject", Dict::default().with("Im", image));
                (
                    format!("q {width:.3} 0 0 {height:.3} 0 0 cm /Im Do Q").into_bytes(),
                    resources,
                )
            }
            Look::Text { lines, font, size } => {
                letters::set(increment, lines, font, *size, height)?
            }
            Look::Square {
                points,
                lines,
                font,
                size,
            } => {
                let (words, resources) = letters::set(increment, lines, font, *size, height)?;
                let mut content = square(points, height)?;
                let beside = format!("q 1 0 0 1 {height:.3} 0 cm ");
                content.extend_from_slice(beside.as_bytes());
                content.extend_from_slice(&words);
                content.extend_from_slice(b" Q");
                (content, resources)
            }
        };
        let form = Dict::default()
            .with("Type", "XObject")
            .with("Subtype", "Form")
            .with(
                "BBox",
                vec![
                    Object::Int(0),
                    Object::Int(0),
                    Object::Real(width),
                    Object::Real(height),
                ],
            )
            .with("Resources", resources);
        let form = stream(sheet.upright(form), &content)?;
        Ok(increment.add(form))
    }
}

/// White points that a reader needs around the square.
const QUIET: usize = 4;

/// A square of points on a white ground, as high as its place.
fn square(points: &[bool], height: f64) -> Result<Vec<u8>, SignError> {
    let side = points.len().isqrt();
    if side == 0 || side * side != points.len() {
        return Err(SignError::Mark("the square"));
    }
    let point = height / (side + 2 * QUIET) as f64;
    let mut content = format!("q 1 g 0 0 {height:.3} {height:.3} re f 0 g");
    for (row, points) in points.chunks(side).enumerate() {
        let y = height - (row + QUIET + 1) as f64 * point;
        let mut at = 0;
        for run in points.chunk_by(|a, b| a == b) {
            if run[0] {
                let (x, width) = ((at + QUIET) as f64 * point, run.len() as f64 * point);
                content.push_str(&format!(" {x:.3} {y:.3} {width:.3} {point:.3} re"));
            }
            at += run.len();
        }
    }
    content.push_str(" f Q ");
    Ok(content.into_bytes())
}

/// An image whose ground lets the page through: softly, or in a PDF/A-1, which knows no transparency, point by point.
fn picture(increment: &mut Increment, file: &[u8]) -> Result<Id, SignError> {
    let reader = image::ImageReader::new(std::io::Cursor::new(file)).with_guessed_format();
    let image = reader
        .map_err(|_| SignError::Mark("no picture"))?
        .decode()
        .map_err(|_| SignError::Mark("no picture"))?;
    let image = image.to_rgba8();
    let (width, height) = image.dimensions();
    if width > 4_000 || height > 4_000 {
        return Err(SignError::Mark("the picture is too large"));
    }
    let sized = |dict: Dict| {
        dict.with("Type", "XObject")
            .with("Subtype", "Image")
            .with("Width", i64::from(width))
            .with("Height", i64::from(height))
    };
    let rgb: Vec<u8> = image
        .pixels()
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    let mut dict = sized(Dict::default())
        .with("ColorSpace", "DeviceRGB")
        .with("BitsPerComponent", 8);
    if image.pixels().any(|pixel| pixel[3] != 255) {
        if is_pdf_a_1(increment.base()) {
            let row = width.div_ceil(8) as usize;
            let mut bits = vec![0u8; row * height as usize];
            // In a stencil a 1 hides.
            for (x, y, pixel) in image
                .enumerate_pixels()
                .filter(|(.., pixel)| pixel[3] < 128)
            {
                let _ = pixel;
                bits[y as usize * row + x as usize / 8] |= 0x80 >> (x % 8);
            }
            let mask = sized(Dict::default())
                .with("ImageMask", Object::Bool(true))
                .with("BitsPerComponent", 1);
            let mask = stream(mask, &bits)?;
            dict.set("Mask", increment.add(mask).into());
        } else {
            let alpha: Vec<u8> = image.pixels().map(|pixel| pixel[3]).collect();
            let mask = sized(Dict::default())
                .with("ColorSpace", "DeviceGray")
                .with("BitsPerComponent", 8);
            let mask = stream(mask, &alpha)?;
            dict.set("SMask", increment.add(mask).into());
        }
    }
    let image = stream(dict, &rgb)?;
    Ok(increment.add(image))
}

fn is_pdf_a_1(base: &Revision) -> bool {
    let description = base
        .catalog()
        .and_then(|(_, catalog)| base.value(&catalog, "Metadata"));
    let bytes = description
        .and_then(|description| base.stream(&description))
        .unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    ["<pdfaid:part>1<", "pdfaid:part=\"1\"", "pdfaid:part='1'"]
        .iter()
        .any(|said| text.contains(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_has_its_dark_points_where_they_belong_and_no_other_form() {
        let drawn = String::from_utf8(square(&[true, true, false, true], 100.0).unwrap()).unwrap();
        assert!(drawn.contains(" 40.000 50.000 20.000 10.000 re"), "{drawn}");
        assert!(drawn.contains(" 50.000 40.000 10.000 10.000 re"), "{drawn}");
        assert_eq!(drawn.matches(" re").count(), 3, "{drawn}");
        assert!(square(&[true; 3], 100.0).is_err() && square(&[], 100.0).is_err());
    }

    #[test]
    fn the_seal_covers_the_left_third_of_the_signature_at_its_height() {
        let signature = Place {
            page: 0,
            x: 300.0,
            y: 100.0,
            width: 120.0,
            height: 60.0,
        };
        let seal = signature.of_seal(36.0, 36.0);
        assert!((seal.x + seal.width - 340.0).abs() < 0.01);
        assert!((seal.y + seal.height / 2.0 - 130.0).abs() < 0.01);
        assert!((seal.width - 102.05).abs() < 0.01);
    }
}
