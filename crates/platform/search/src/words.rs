//! How text becomes words: runs of letters and digits, folded and as written.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// A word of a text: both its spellings and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Without marks, lower case.
    pub folded: String,
    /// As written: NFC, lower case, tone on the first vowel.
    pub exact: String,
    /// Byte range in the text.
    pub range: std::ops::Range<usize>,
}

/// The words of a text, in order.
pub(crate) fn words(content: &str) -> Vec<Word> {
    let spans = spans(content).into_iter();
    spans.map(|span| word_of(content, span)).collect()
}

/// Where the words of a text stand, in bytes.
pub(crate) fn spans(content: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in content.char_indices().chain([(content.len(), ' ')]) {
        let inside = text::normal::is_word_character(letter) || is_mark(letter);
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// The word that stands there.
pub(crate) fn word_of(content: &str, range: std::ops::Range<usize>) -> Word {
    let written = &content[range.clone()];
    Word {
        folded: text::fold(written),
        exact: text::normal::tone_on_first_vowel(written).to_lowercase(),
        range,
    }
}

/// Combining marks belong to the letter before them.
fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The term for a word as written; words without marks have only their folded term.
pub(crate) fn exact_term(word: &Word) -> Option<String> {
    (word.exact != word.folded).then(|| format!("={}", word.exact))
}

/// The term for two words that stand one after the other, each given by its term.
///
/// A phrase is looked up by its pairs: each word of "kiểm sát viên" stands on nearly every page, its pairs on few.
pub(crate) fn pair_term(first: &str, second: &str) -> String {
    format!("{first} {second}")
}

/// Feeds both spellings of each word to the index, at the same place.
#[derive(Debug, Clone, Default)]
pub(crate) struct TwoSpellings;

impl Tokenizer for TwoSpellings {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, content: &'a str) -> Tokens {
        let mut tokens = Tokens::default();
        for (position, word) in words(content).into_iter().enumerate() {
            let exact = exact_term(&word);
            tokens.put(position, word.range, word.folded, exact);
        }
        tokens
    }
}

/// Feeds both spellings of each two words that stand one after the other, at the place of the first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pairs;

impl Tokenizer for Pairs {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, content: &'a str) -> Tokens {
        let words = words(content);
        let exact: Vec<Option<String>> = words.iter().map(exact_term).collect();
        let mut tokens = Tokens::default();
        for (position, pair) in words.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            let folded = pair_term(&first.folded, &second.folded);
            let as_written = match (&exact[position], &exact[position + 1]) {
                (None, None) => None,
                (one, other) => Some(pair_term(
                    one.as_ref().unwrap_or(&first.folded),
                    other.as_ref().unwrap_or(&second.folded),
                )),
            };
            let range = first.range.start..second.range.end;
            tokens.put(position, range, folded, as_written);
        }
        tokens
    }
}

/// The tokens of one text.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    tokens: Vec<Token>,
    next: usize,
}

impl Tokens {
    fn put(
        &mut self,
        position: usize,
        range: std::ops::Range<usize>,
        folded: String,
        exact: Option<String>,
    ) {
        let terms = [Some(folded), exact].into_iter().flatten();
        self.tokens.extend(terms.map(|text| Token {
            offset_from: range.start,
            offset_to: range.end,
            position,
            text,
            position_length: 1,
        }));
    }
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}
