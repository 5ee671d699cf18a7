//! Đọc lại dòng còn ngờ: a line the engine is not sure of is cleaned another way and read once more. The surer reading is
//! kept; where the two differ, a person is told.

use crate::clean::{self, Cleaning};
use crate::doubt;
use crate::engine::EngineError;
use crate::page::Rect;
use crate::prepare::Prepared;
use crate::read::{Layout, Reader, crop};
use crate::words::{Word, runs};
use image::{GrayImage, Luma, imageops};

/// Lines read with less than this are read again.
const DOUBTFUL: f32 = 80.0;
/// And with more than this: what is no print at all does not become print by cleaning.
const PRINT: f32 = 35.0;
/// Fewer letters are not worth it.
const FEWEST_LETTERS: usize = 8;
/// More doubtful lines than this, and the page is for a person anyway.
const MOST_LINES: usize = 12;
/// The second reading must be surer by this to take the place of the first.
const SURER: f32 = 2.0;

impl Reader {
    /// The words with the surer reading of each doubtful line, and the numbers of the lines whose readings differ.
    pub(crate) fn read_doubtful_again(
        &mut self,
        page: &Prepared,
        first: Cleaning,
        words: Vec<Word>,
    ) -> Result<(Vec<Word>, Vec<u32>), EngineError> {
        let lines: Vec<&[Word]> = runs(&words).collect();
        let is_doubtful = |line: &&[Word]| {
            let letters: usize = line.iter().map(|w| w.text.chars().count()).sum();
            letters >= FEWEST_LETTERS && (PRINT..DOUBTFUL).contains(&doubt::confidence(line))
        };
        let doubtful = lines.iter().filter(|line| is_doubtful(line)).count();
        if doubtful == 0 || doubtful > MOST_LINES {
            return Ok((words, Vec::new()));
        }
        let (mut best, mut differing) = (Vec::with_capacity(words.len()), Vec::new());
        for line in lines {
            if !is_doubtful(&line) {
                best.extend_from_slice(line);
                continue;
            }
            let again = self.line_again(page, first.other(), line)?;
            if plain(&again) != plain(line) {
                differing.extend(line.first().map(|word| word.line));
            }
            match is_surer(&again, line) {
                true => best.extend(again),
                false => best.extend_from_slice(line),
            }
        }
        Ok((best, differing))
    }

    fn line_again(
        &mut self,
        page: &Prepared,
        cleaning: Cleaning,
        line: &[Word],
    ) -> Result<Vec<Word>, EngineError> {
        let Some(rect) = line.iter().map(|w| w.rect).reduce(|a, b| a.join(&b)) else {
            return Ok(Vec::new());
        };
        let home = line.first().map_or(0, |word| word.line);
        self.place_again(page, rect, Look { cleaning, by: 1.0 }, home)
    }

    /// One line of the page in a picture of its own; its words belong to the line `home`.
    pub(crate) fn place_again(
        &mut self,
        page: &Prepared,
        place: Rect,
        look: Look,
        home: u32,
    ) -> Result<Vec<Word>, EngineError> {
        const MARGIN: i32 = 16;
        let full = place.scaled(1.0 / page.scale()).grown(8, 6);
        let near = full
            .grown(40, 60)
            .within(page.page.width(), page.page.height());
        let strip = clean::apply(page.page.part(near).red(), look.cleaning);
        let inside = full
            .moved(-near.x0, -near.y0)
            .within(strip.width(), strip.height());
        let mut part = crop(&strip, inside);
        if (look.by - 1.0).abs() > 0.01 {
            let sized = |side: u32| ((side as f32 * look.by) as u32).max(4);
            let (w, h) = (sized(part.width()), sized(part.height()));
            part = imageops::resize(&part, w, h, imageops::FilterType::Triangle);
        }
        let (w, h) = (
            part.width() + 2 * MARGIN as u32,
            part.height() + 2 * MARGIN as u32,
        );
        let mut padded = GrayImage::from_pixel(w, h, Luma([255]));
        imageops::replace(&mut padded, &part, i64::from(MARGIN), i64::from(MARGIN));
        let found = self.words(&padded, Layout::Line)?;
        let on_page = |r: Rect| {
            r.moved(-MARGIN, -MARGIN)
                .scaled(1.0 / look.by)
                .moved(inside.x0 + near.x0, inside.y0 + near.y0)
                .scaled(page.scale())
        };
        let words = found.into_iter().filter(|f| !f.is_dirt());
        Ok(words
            .map(|f| Word {
                rect: on_page(f.word.rect),
                line: home,
                ..f.word
            })
            .collect())
    }
}

/// How a line is looked at once more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Cleaned so.
    pub cleaning: Cleaning,
    /// Enlarged so much.
    pub by: f32,
}

/// Surer, and not by leaving out what was hard.
fn is_surer(again: &[Word], first: &[Word]) -> bool {
    let letters = |words: &[Word]| plain(words).chars().count();
    doubt::confidence(again) > doubt::confidence(first) + SURER
        && letters(again) * 10 >= letters(first) * 9
}

fn plain(words: &[Word]) -> String {
    let letters = words.iter().flat_map(|word| word.text.chars());
    letters
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, confidence: u8) -> Vec<Word> {
        let words = text.split(' ').map(|text| Word {
            text: text.to_owned(),
            rect: Rect::from([0, 0, 9, 9]),
            confidence,
            line: 0,
        });
        words.collect()
    }

    #[test]
    fn the_surer_reading_is_kept_unless_it_left_words_out() {
        let first = line("Cắn cứ Điêu 36", 60);
        assert!(is_surer(&line("Căn cứ Điều 36", 90), &first));
        assert!(!is_surer(&line("Căn cứ", 96), &first));
        assert!(!is_surer(&line("Căn cứ Điều 36", 61), &first));
    }
}
