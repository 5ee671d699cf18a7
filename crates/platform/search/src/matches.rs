//! Which words of a page a query means, so that they can be boxed on its image.

use std::ops::Range;

use crate::words::words;

/// A run of words that answers a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Places in the list of words that was given.
    pub words: Range<usize>,
    /// Whether they are spelled as the query is.
    pub exact: bool,
}

/// Where `query` stands in the words of a page: whole phrases if there are any, else each word that the query names.
///
/// The words are as OCR gives them, with their punctuation; one of them may hold several words of the query
/// (`10/2026`). A query of several words in double quotes finds phrases only.
pub fn matches(query: &str, page: &[&str]) -> Vec<Match> {
    let query = query.trim();
    let asked = words(query.trim_matches('"'));
    if asked.is_empty() {
        return Vec::new();
    }
    let pieces: Vec<(usize, String, String)> = page
        .iter()
        .enumerate()
        .flat_map(|(place, written)| {
            words(written)
                .into_iter()
                .map(move |w| (place, w.folded, w.exact))
        })
        .collect();
    let run = |from: usize| &pieces[from..from + asked.len()];
    let phrases: Vec<Match> = (0..(pieces.len() + 1).saturating_sub(asked.len()))
        .filter(|from| {
            run(*from)
                .iter()
                .zip(&asked)
                .all(|(piece, word)| piece.1 == word.folded)
        })
        .map(|from| {
            let found = run(from);
            Match {
                words: found[0].0..found[found.len() - 1].0 + 1,
                exact: found
                    .iter()
                    .zip(&asked)
                    .all(|(piece, word)| piece.2 == word.exact),
            }
        })
        .collect();
    if !phrases.is_empty() || query.starts_with('"') {
        return phrases;
    }
    pieces
        .iter()
        .filter(|piece| asked.iter().any(|word| word.folded == piece.1))
        .map(|piece| Match {
            words: piece.0..piece.0 + 1,
            exact: asked.iter().any(|word| word.exact == piece.2),
        })
        .collect()
}
