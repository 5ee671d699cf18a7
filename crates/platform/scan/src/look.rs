//! Một lần nhìn: a picture given to an engine, and the words of the table it answers with.

use crate::engine::EngineError;
use crate::page::Rect;
use crate::words::Word;
use image::GrayImage;
use tesseract_plumbing::TessBaseApi;
use unicode_normalization::UnicodeNormalization;

/// What an engine finds in a picture, as it is set.
pub(crate) fn look_with(
    engine: &mut TessBaseApi,
    picture: &GrayImage,
) -> Result<Vec<Found>, EngineError> {
    let failed = |what: &dyn std::fmt::Display| EngineError::Failed(what.to_string());
    let (w, h) = (picture.width() as i32, picture.height() as i32);
    engine
        .set_image(picture.as_raw(), w, h, 1, w)
        .map_err(|e| failed(&e))?;
    engine.set_source_resolution(300);
    engine.recognize().map_err(|e| failed(&e))?;
    let table = engine.get_tsv_text(0).map_err(|e| failed(&e))?;
    Ok(parse(&String::from_utf8_lossy(table.as_ref().to_bytes())))
}

/// A word as the engine's table gives it.
pub(crate) struct Found {
    pub word: Word,
}

impl Found {
    /// Specks and frame lines that became a lone sign.
    pub fn is_dirt(&self) -> bool {
        let word = &self.word;
        let usual = word.text.chars().all(|c| ".,;:-–+/%()\"".contains(c));
        !word.text.chars().any(char::is_alphanumeric)
            && word.confidence < if usual { 50 } else { 85 }
    }
}

/// Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
fn parse(table: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let (mut line, mut last) = (0u32, None);
    for row in table.lines() {
        let columns: Vec<&str> = row.splitn(12, '\t').collect();
        let [
            level,
            _,
            block,
            paragraph,
            number,
            _,
            left,
            top,
            width,
            height,
            confidence,
            text,
        ] = columns[..]
        else {
            continue;
        };
        let text: String = text.trim().nfc().collect();
        if level != "5" || text.is_empty() {
            continue;
        }
        let home = Some((block, paragraph, number));
        if last.is_some() && last != home {
            line += 1;
        }
        last = home;
        let pixels = |s: &str| s.parse::<i32>().unwrap_or(0);
        let (x0, y0) = (pixels(left), pixels(top));
        let rect = Rect {
            x0,
            y0,
            x1: x0 + pixels(width),
            y1: y0 + pixels(height),
        };
        let confidence = confidence
            .parse::<f32>()
            .unwrap_or(0.0)
            .clamp(0.0, 100.0)
            .round() as u8;
        found.push(Found {
            word: Word {
                text,
                rect,
                confidence,
                line,
            },
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_table_becomes_words_with_their_lines() {
        let table = "1\t1\t0\t0\t0\t0\t0\t0\t100\t100\t-1\t\n\
                     5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96.4\tBie\u{302}n\n\
                     5\t1\t1\t1\t1\t2\t45\t20\t30\t8\t91.0\tbản\n\
                     5\t1\t1\t1\t2\t1\t10\t40\t30\t8\t80\tHồi\n\
                     5\t1\t2\t1\t1\t1\t10\t80\t30\t8\t12\t~\n";
        let found = parse(table);
        assert_eq!(found[0].word.text, "Biên");
        assert_eq!(found[0].word.rect, Rect::from([10, 20, 40, 28]));
        assert_eq!(
            found.iter().map(|f| f.word.line).collect::<Vec<_>>(),
            [0, 0, 1, 2]
        );
        assert!(found[3].is_dirt() && !found[2].is_dirt());
    }
}
