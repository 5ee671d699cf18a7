//! Trang lạ: photographs without words, and pages in another language. The one is no bad reading, the other no good one.

use crate::words::Word;
use image::GrayImage;

/// Paper is lighter than this, also that of a copy.
const PAPER: u8 = 225;
/// Dots of a square's side.
const SQUARE: usize = 24;
/// Tones within so many steps are one: paper, however grey, or ink.
const ONE_TONE: usize = 48;

/// Whether much of the sheet shows many tones, as a photograph does; print has the paper's and the ink's.
pub(crate) fn is_tonal(picture: &GrayImage) -> bool {
    let mut counts = [0usize; 256];
    for tone in grounds(picture) {
        counts[usize::from(tone)] += 1;
    }
    let all: usize = counts.iter().sum();
    let toned = &counts[..usize::from(PAPER)];
    let dark: usize = toned.iter().sum();
    let narrow = toned
        .windows(ONE_TONE)
        .map(|tones| tones.iter().sum::<usize>());
    dark * 100 >= all * 30 && narrow.max().unwrap_or(0) * 100 < dark * 70
}

/// The lightest dot of each square of about four millimetres: between letters it is the paper's, in a photograph its own.
fn grounds(picture: &GrayImage) -> Vec<u8> {
    let (wide, tall) = (picture.width() as usize, picture.height() as usize);
    let (columns, rows) = (wide / SQUARE, tall / SQUARE);
    let mut lightest = vec![0u8; columns * rows];
    let data = picture.as_raw();
    for y in 0..rows * SQUARE {
        for x in 0..columns * SQUARE {
            let square = &mut lightest[y / SQUARE * columns + x / SQUARE];
            *square = (*square).max(data[y * wide + x]);
        }
    }
    lightest
}

/// Fewer sure words than this on a photograph are what the engine sees in leaves and shadows.
const FEW_WORDS: usize = 12;

/// Whether a page that shows many tones holds no text.
pub(crate) fn is_without_text(words: &[Word]) -> bool {
    let sure = words.iter().filter(|word| {
        word.confidence >= 80 && word.text.chars().filter(|c| c.is_alphanumeric()).count() >= 2
    });
    sure.count() < FEW_WORDS
}

/// Fewer words say nothing of a language.
const FEWEST: usize = 30;

/// Whether a page that reads well is not Vietnamese: hardly a word of it carries a mark, and many cannot be syllables.
pub(crate) fn is_foreign(words: &[Word]) -> bool {
    let letters: Vec<&str> = words
        .iter()
        .filter(|word| word.confidence >= 50)
        .map(|word| word.text.trim_matches(|c: char| !c.is_alphabetic()))
        .filter(|word| word.chars().count() >= 2 && word.chars().all(char::is_alphabetic))
        .collect();
    if letters.len() < FEWEST {
        return false;
    }
    let share = |is_it: &dyn Fn(&str) -> bool| {
        letters.iter().filter(|word| is_it(word)).count() * 100 / letters.len()
    };
    let marked = share(&|word| !word.is_ascii());
    let strange = share(&|word| !text::syllable::is_syllable(word));
    marked < 30 && strange >= 35
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Rect;
    use image::Luma;

    fn words(text: &str) -> Vec<Word> {
        let words = text.split_whitespace().map(|text| Word {
            text: text.to_owned(),
            rect: Rect::from([0, 0, 9, 9]),
            confidence: 90,
            line: 0,
        });
        words.collect()
    }

    #[test]
    fn a_photograph_has_many_tones_and_print_has_two() {
        let wave = |x: u32, y: u32| {
            let (x, y) = (x as f32 / 150.0, y as f32 / 210.0);
            (120.0 + 60.0 * (3.0 * x).sin() + 60.0 * (2.0 * y + x).cos()) as u8
        };
        let photograph = GrayImage::from_fn(1240, 1754, |x, y| {
            let inside = (150..1090).contains(&x) && (200..1300).contains(&y);
            Luma([if inside { wave(x, y) } else { 250 }])
        });
        assert!(is_tonal(&photograph));
        for paper in [250u8, 190, 140] {
            let print = GrayImage::from_fn(1240, 1754, |x, y| {
                let is_ink = y % 40 < 22 && x % 14 < 5 && (120..1100).contains(&x);
                let shade = (x / 60) as u8;
                Luma([if is_ink { 30 } else { paper - shade }])
            });
            assert!(!is_tonal(&print), "{paper}");
        }
    }

    #[test]
    fn a_page_in_another_language_is_told_from_a_vietnamese_one_without_marks() {
        let english = "This agreement is made between the parties hereto and shall be governed by the laws of \
            Singapore Each party shall indemnify the other against any loss arising from breach of warranty and \
            all notices must be delivered in writing to the registered office";
        assert!(is_foreign(&words(english)));
        let vietnamese = "Cơ quan Cảnh sát điều tra Công an tỉnh Sơn La đã tiến hành lập biên bản về việc khám \
            nghiệm hiện trường vụ trộm cắp tài sản xảy ra tại phường Chiềng Lề với sự có mặt của người chứng kiến";
        assert!(!is_foreign(&words(vietnamese)));
        assert!(
            !is_foreign(&words(&text::fold(vietnamese))),
            "marks lost by a bad copy"
        );
        assert!(
            !is_foreign(&words("Apple iPhone 15 Pro Max model A3106")),
            "a few names"
        );
    }
}
