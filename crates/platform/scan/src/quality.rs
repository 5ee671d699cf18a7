//! Chất lượng nhận dạng: which pages a person must look at.

use crate::words::Word;
use serde::{Deserialize, Serialize};

/// How well a page could be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// Mean confidence of the letters, 0 to 100; 100 for an empty page, 0 where nothing could be read.
    pub confidence: f32,
    /// Share of the letters that stand in words read with less than 60.
    pub doubtful: f32,
    /// The text must be compared with the picture before anyone relies on it.
    pub needs_person: bool,
    /// Clean paper that reads badly: probably written by hand.
    pub handwriting_suspected: bool,
}

impl Quality {
    /// Of a page with ink in which no word was found: a drawing, a signature, or a bad copy. Who knows which must look.
    fn nothing_read() -> Quality {
        Quality {
            needs_person: true,
            ..Quality::default()
        }
    }

    /// Of an empty page, or of a box without words.
    pub(crate) fn nothing_to_read() -> Quality {
        Quality {
            confidence: 100.0,
            ..Quality::default()
        }
    }
}

pub(crate) fn judge(words: &[Word], is_clean_scan: bool) -> Quality {
    let letters = |w: &Word| w.text.chars().count() as f32;
    let all: f32 = words.iter().map(letters).sum();
    if all == 0.0 {
        return Quality::nothing_read();
    }
    let confidence = words
        .iter()
        .map(|w| letters(w) * f32::from(w.confidence))
        .sum::<f32>()
        / all;
    let doubtful = words
        .iter()
        .filter(|w| w.confidence < 60)
        .map(letters)
        .sum::<f32>()
        / all;
    Quality {
        confidence,
        doubtful,
        needs_person: confidence < 85.0 || doubtful > 0.12,
        handwriting_suspected: is_clean_scan && (confidence < 72.0 || doubtful > 0.3),
    }
}
