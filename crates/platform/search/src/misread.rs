//! Tên bị đọc nhầm (Ngnyễn for Nguyễn): which misreadings of the words asked for stand in the index at all, and the phrases they make.
//!
//! A word that is spelled right may stand on every page, a misread one on few. So only phrases with a misread word are asked for: the
//! rare word leads, and the right ones cost nothing.

use std::collections::BTreeMap;

use tantivy::{Searcher, schema::Field};
use tantivy_fst::Regex;

use crate::{SearchError, words::Word};

/// Misreadings of one word that are tried: those on most pages.
const WAYS: usize = 16;
/// Phrases that are tried: those with the fewest misread words.
const PHRASES: usize = 48;

/// How a word may stand in the index.
#[derive(Debug, Default)]
struct Ways {
    right: Option<String>,
    misread: Vec<String>,
}

/// The phrases by which the words asked for may stand in the index with at least one of them misread.
pub(crate) fn phrases(
    searcher: &Searcher,
    field: Field,
    asked: &[Word],
) -> Result<Vec<Vec<String>>, SearchError> {
    let mut ways = Vec::with_capacity(asked.len());
    for word in asked {
        let pattern = text::misreadings(&word.folded);
        if pattern.is_empty() {
            return Ok(Vec::new());
        }
        ways.push(ways_of(searcher, field, &word.folded, &pattern)?);
    }
    Ok(joined(&ways))
}

fn ways_of(
    searcher: &Searcher,
    field: Field,
    right: &str,
    pattern: &str,
) -> Result<Ways, SearchError> {
    let regex = Regex::new(pattern).map_err(|error| SearchError::Index(error.to_string()))?;
    let mut known: BTreeMap<String, u64> = BTreeMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let stream = index.terms().search(&regex).into_stream();
        let mut stream = stream.map_err(|error| SearchError::Index(error.to_string()))?;
        while stream.advance() {
            let term = String::from_utf8_lossy(stream.key()).into_owned();
            *known.entry(term).or_default() += u64::from(stream.value().doc_freq);
        }
    }
    let right = known.remove(right).map(|_| right.to_owned());
    let mut misread: Vec<(String, u64)> = known.into_iter().collect();
    misread.sort_by_key(|(_, pages)| std::cmp::Reverse(*pages));
    misread.truncate(WAYS);
    Ok(Ways {
        right,
        misread: misread.into_iter().map(|(term, _)| term).collect(),
    })
}

/// One way of each word after the other: the fewer are misread, the likelier.
fn joined(ways: &[Ways]) -> Vec<Vec<String>> {
    let mut phrases: Vec<(usize, Vec<String>)> = vec![(0, Vec::new())];
    for way in ways {
        let mut longer: Vec<(usize, Vec<String>)> = Vec::new();
        for (wrong, phrase) in &phrases {
            let right = way.right.iter().map(|word| (*wrong, word));
            let misread = way.misread.iter().map(|word| (wrong + 1, word));
            longer.extend(right.chain(misread).map(|(wrong, word)| {
                let mut phrase = phrase.clone();
                phrase.push(word.clone());
                (wrong, phrase)
            }));
        }
        longer.sort_by_key(|(wrong, _)| *wrong);
        longer.truncate(PHRASES);
        phrases = longer;
    }
    phrases.retain(|(wrong, _)| *wrong > 0);
    phrases.into_iter().map(|(_, phrase)| phrase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(right: &str, misread: &[&str]) -> Ways {
        Ways {
            right: Some(right.to_owned()).filter(|word| !word.is_empty()),
            misread: misread.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    #[test]
    fn phrases_with_one_misread_word_come_first_and_the_right_one_is_none_of_them() {
        let ways = [way("nguyen", &["ngnyen"]), way("hung", &["huug"])];
        let told: Vec<String> = joined(&ways)
            .iter()
            .map(|phrase| phrase.join(" "))
            .collect();
        assert_eq!(told, ["nguyen huug", "ngnyen hung", "ngnyen huug"]);
        assert!(joined(&[way("nguyen", &[]), way("hung", &[])]).is_empty());
        assert!(joined(&[way("", &[]), way("hung", &["huug"])]).is_empty());
        assert_eq!(joined(&[way("", &["ngnyen"]), way("hung", &[])]).len(), 1);
    }

    #[test]
    fn a_long_phrase_of_words_often_misread_stays_within_its_bound() {
        let many: Vec<String> = (0..WAYS).map(|n| format!("sai{n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let ways: Vec<Ways> = (0..6).map(|_| way("dung", &many)).collect();
        let phrases = joined(&ways);
        assert_eq!(phrases.len(), PHRASES - 1);
        let wrong = |phrase: &Vec<String>| phrase.iter().filter(|word| *word != "dung").count();
        assert!(phrases.iter().all(|phrase| wrong(phrase) == 1));
    }
}
