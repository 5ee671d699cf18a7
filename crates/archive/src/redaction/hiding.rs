//! Bôi đen: the dots of a picture under boxes become black before it is packed again, and the words under them are gone.

use image::{GrayImage, Luma, codecs::jpeg::JpegEncoder};
use scan::{Rect, Word};

/// How far a box reaches beyond the words it was made of, dots.
pub const MARGIN: i32 = 3;
/// How finely the blackened picture is packed.
const QUALITY: u8 = 82;

/// The picture could not be opened or packed.
#[derive(Debug, thiserror::Error)]
#[error("the picture of a page: {0}")]
pub struct PictureError(#[from] image::ImageError);

/// A box with room around it, inside the picture.
pub fn roomy(rect: Rect, size: (u32, u32)) -> Rect {
    Rect {
        x0: rect.x0 - MARGIN,
        y0: rect.y0 - MARGIN,
        x1: rect.x1 + MARGIN,
        y1: rect.y1 + MARGIN,
    }
    .within(size.0, size.1)
}

/// The picture with these boxes black: a new picture, nothing of the old one is carried over but its dots.
pub fn blackened(jpeg: &[u8], rects: &[Rect]) -> Result<(Vec<u8>, (u32, u32)), PictureError> {
    let mut picture: GrayImage = image::load_from_memory(jpeg)?.into_luma8();
    let (width, height) = picture.dimensions();
    for rect in rects {
        let rect = rect.within(width, height);
        for y in rect.y0..rect.y1 {
            for x in rect.x0..rect.x1 {
                picture.put_pixel(x.unsigned_abs(), y.unsigned_abs(), Luma([0]));
            }
        }
    }
    let mut packed = Vec::new();
    JpegEncoder::new_with_quality(&mut packed, QUALITY).encode_image(&picture)?;
    Ok((packed, (width, height)))
}

/// Whether any of a word stands under a box; what only touches its room does not.
pub fn is_under(word: &Word, rect: Rect) -> bool {
    let inner = Rect {
        x0: rect.x0 + MARGIN,
        y0: rect.y0 + MARGIN,
        x1: rect.x1 - MARGIN,
        y1: rect.y1 - MARGIN,
    };
    let it = word.rect;
    it.x0 < inner.x1 && it.x1 > inner.x0 && it.y0 < inner.y1 && it.y1 > inner.y0
}

/// The words that stay.
pub fn remaining(words: Vec<Word>, rects: &[Rect]) -> Vec<Word> {
    words
        .into_iter()
        .filter(|word| !rects.iter().any(|rect| is_under(word, *rect)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_under_a_box_are_black_and_words_under_it_gone() {
        let white = GrayImage::from_pixel(200, 100, Luma([255]));
        let mut jpeg = Vec::new();
        JpegEncoder::new(&mut jpeg).encode_image(&white).unwrap();
        let rect = roomy(Rect::from([40, 40, 100, 60]), (200, 100));
        let (packed, size) = blackened(&jpeg, &[rect]).unwrap();
        assert_eq!(size, (200, 100));
        let picture = image::load_from_memory(&packed).unwrap().into_luma8();
        assert!(picture.get_pixel(70, 50).0[0] < 10);
        assert!(picture.get_pixel(150, 50).0[0] > 245);
        let word = |text: &str, rect: [i32; 4]| Word {
            text: text.into(),
            rect: Rect::from(rect),
            confidence: 90,
            line: 0,
        };
        let words = vec![
            word("Lâm", [40, 40, 100, 60]),
            word("sinh", [102, 40, 150, 60]),
            word("nửa", [90, 55, 120, 75]),
        ];
        let left: Vec<String> = remaining(words, &[rect])
            .into_iter()
            .map(|word| word.text)
            .collect();
        assert_eq!(left, ["sinh"]);
    }
}
