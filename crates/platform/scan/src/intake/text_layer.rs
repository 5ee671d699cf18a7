//! Lớp chữ của PDF: the letters of a born-digital page, gathered into words.

use crate::page::Rect;
use crate::words::Word;
use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::kurbo::{Affine, Point};
use unicode_normalization::UnicodeNormalization;

struct Letter {
    text: String,
    start: Point,
    end: Point,
    height: f64,
}

/// The visible letters of a page in drawing order, in points from the top left.
#[derive(Default)]
pub(super) struct Glyphs {
    letters: Vec<Letter>,
    unknown: usize,
}

impl Glyphs {
    pub(super) fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// How many letters stand on the page.
    pub(super) fn count(&self) -> usize {
        self.letters.len() + self.unknown
    }

    pub(super) fn add(&mut self, run: &GlyphRun<'_, '_>, placed: Affine) {
        for glyph in run.glyphs() {
            let transform = placed * glyph.transform();
            let advance = match &**glyph {
                Glyph::Outline(g) => g.advance_width().unwrap_or(500.0),
                Glyph::Type3(g) => g.advance_width().unwrap_or(0.5),
            };
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(s)) => s,
                None => {
                    self.unknown += 1;
                    continue;
                }
            };
            let start = transform * Point::ORIGIN;
            let end = transform * Point::new(f64::from(advance), 0.0);
            // Capitals with a hat and a tone (Ậ, Ổ) reach almost a whole em above the line.
            let top = transform * Point::new(0.0, 950.0);
            self.letters.push(Letter {
                text,
                start,
                end,
                height: start.distance(top),
            });
        }
    }

    /// Fonts of the TCVN3 and VNI days put Vietnamese letters on other letters' codes; such a layer is read from the picture instead.
    fn is_readable(&self) -> bool {
        let odd = |c: char| {
            c == '\u{fffd}'
                || ('\u{e000}'..='\u{f8ff}').contains(&c)
                || "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖ¬¤¦§£¢¥".contains(c)
        };
        let all = self
            .letters
            .iter()
            .flat_map(|l| l.text.chars())
            .filter(|c| !c.is_whitespace())
            .count();
        let strange = self
            .letters
            .iter()
            .flat_map(|l| l.text.chars())
            .filter(|c| odd(*c))
            .count();
        all >= 20 && (strange + self.unknown) * 20 < all
    }
}

/// Words with boxes in pixels of a page drawn at `scale` pixels a point; empty when the layer cannot be trusted.
pub(super) fn words_of(glyphs: &Glyphs, scale: f32) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    if !glyphs.is_readable() {
        return words;
    }
    let mut open = false;
    let mut line = 0;
    let mut last: Option<&Letter> = None;
    for letter in &glyphs.letters {
        if let Some(last) = last {
            let down = (letter.start.y - last.start.y).abs();
            let gap = letter.start.x - last.end.x;
            let tall = letter.height.max(last.height).max(1.0);
            if down > 0.5 * tall || gap < -2.0 * tall {
                open = false;
                line += 1;
            } else if gap > 0.17 * tall {
                open = false;
            }
        }
        last = Some(letter);
        if letter.text.trim().is_empty() {
            open = false;
            continue;
        }
        let rect = box_of(letter, f64::from(scale));
        match words.last_mut() {
            Some(word) if open => {
                word.text.push_str(&letter.text);
                word.rect = word.rect.join(&rect);
            }
            _ => words.push(Word {
                text: letter.text.clone(),
                rect,
                confidence: 100,
                line,
            }),
        }
        open = true;
    }
    for word in &mut words {
        word.text = word.text.nfc().collect();
    }
    words
}

fn box_of(letter: &Letter, scale: f64) -> Rect {
    let below = 0.24 * letter.height;
    Rect {
        x0: (letter.start.x.min(letter.end.x) * scale).floor() as i32,
        y0: ((letter.start.y - letter.height) * scale).floor() as i32,
        x1: (letter.start.x.max(letter.end.x) * scale).ceil() as i32,
        y1: ((letter.start.y + below) * scale).ceil() as i32,
    }
}
