//! Chữ để tìm trong gói: words of the pages in stretches, and which pages hold a syllable, so that the page finds without a server.

use std::{collections::BTreeMap, io::Write};

use flate2::{Compression, write::DeflateEncoder};
use serde::Serialize;

/// Pages whose words stand in one part.
pub const STRETCH: usize = 16;

/// A word with its box: letters, x0, y0, x1, y1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said(pub String, pub [i32; 4]);

/// Syllables and the places of the pages (from 0) that hold them.
#[derive(Debug, Default)]
pub struct Found(BTreeMap<String, Vec<u32>>);

impl Found {
    /// Takes in the words of a page; pages come in their order.
    pub fn take(&mut self, place: usize, words: &[Said]) {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        for word in words {
            for syllable in syllables(&word.0) {
                let pages = self.0.entry(syllable).or_default();
                if pages.last() != Some(&place) {
                    pages.push(place);
                }
            }
        }
    }

    /// One line a syllable: its letters, then the places as differences.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (syllable, pages) in &self.0 {
            text.push_str(syllable);
            let mut before = 0;
            for page in pages {
                text.push(' ');
                text.push_str(&(page - before).to_string());
                before = *page;
            }
            text.push('\n');
        }
        text
    }
}

/// The syllables of a word, without marks: "TP.HCM," holds "tp" and "hcm".
pub fn syllables(word: &str) -> Vec<String> {
    let folded = text::fold(word);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Deflated, as a browser undoes it (`deflate-raw`).
pub fn packed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes)?;
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_syllables_with_and_without_marks() {
        let said = |text: &str| Said(text.to_owned(), [0, 0, 9, 9]);
        let mut found = Found::default();
        found.take(0, &[said("Cưỡng"), said("đoạt,"), said("đoạt")]);
        found.take(4, &[said("ĐOẠT"), said("12/5")]);
        assert_eq!(found.text(), "12 4\n5 4\ncuong 0\ndoat 0 4\n");
    }
}
