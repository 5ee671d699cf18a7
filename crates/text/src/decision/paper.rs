//! Văn bản và các từ của nó: one text over the words of a page, so that what is found in the text leads back to the words.

use std::ops::Range;

use super::Read;

/// One recognised word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperWord<'t> {
    /// Its letters.
    pub text: &'t str,
    /// Its line; a new number begins a new line.
    pub line: u32,
    /// How sure the engine is, 0 to 100.
    pub confidence: u8,
}

/// The words as one text: a space between words, a line break between lines.
#[derive(Debug)]
pub struct Paper {
    /// The text.
    pub text: String,
    starts: Vec<usize>,
    confidence: Vec<u8>,
    lines: Vec<Range<usize>>,
}

impl Paper {
    /// Joins the words.
    pub fn new(words: &[PaperWord<'_>]) -> Paper {
        let mut paper = Paper {
            text: String::new(),
            starts: Vec::with_capacity(words.len()),
            confidence: Vec::with_capacity(words.len()),
            lines: Vec::new(),
        };
        let mut line = None;
        for word in words {
            let is_new_line = line != Some(word.line);
            if !paper.text.is_empty() {
                paper.text.push(if is_new_line { '\n' } else { ' ' });
            }
            if is_new_line {
                paper.lines.push(paper.text.len()..paper.text.len());
            }
            line = Some(word.line);
            paper.starts.push(paper.text.len());
            paper.confidence.push(word.confidence);
            paper.text.push_str(word.text);
            if let Some(last) = paper.lines.last_mut() {
                last.end = paper.text.len();
            }
        }
        paper
    }

    /// The lines, as bytes of the text.
    pub fn lines(&self) -> &[Range<usize>] {
        &self.lines
    }

    /// The words that stand in these bytes.
    pub fn words(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self
            .starts
            .partition_point(|start| *start <= bytes.start)
            .saturating_sub(1);
        let end = self.starts.partition_point(|start| *start < bytes.end);
        first..end.max(first)
    }

    /// Where a word begins.
    pub fn start_of(&self, word: usize) -> usize {
        self.starts.get(word).copied().unwrap_or(self.text.len())
    }

    /// A value read from these bytes.
    pub fn read<T>(&self, value: T, bytes: &Range<usize>) -> Read<T> {
        let words = self.words(bytes);
        let confidence = self.confidence[words.clone()].iter().min();
        Read {
            value,
            confidence: confidence.copied().unwrap_or(0),
            words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_the_text_lead_back_to_the_words() {
        let word = |text, line, confidence| PaperWord {
            text,
            line,
            confidence,
        };
        let words = [
            word("Số:", 0, 90),
            word("116/QĐ-VKSKV3", 0, 70),
            word("LỆNH", 1, 95),
        ];
        let paper = Paper::new(&words);
        assert_eq!(paper.text, "Số: 116/QĐ-VKSKV3\nLỆNH");
        assert_eq!(paper.lines().len(), 2);
        let at = paper.text.find("QĐ").unwrap();
        let read = paper.read((), &(at..at + 3));
        assert_eq!((read.words, read.confidence), (1..2, 70));
        assert_eq!(paper.words(&(0..paper.text.len())), 0..3);
    }
}
