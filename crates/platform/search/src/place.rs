//! Where a query stands in the text of a page, found without folding every word of it.

use std::ops::Range;

use crate::words::{Word, spans, word_of};

/// The place to show, and whether it is spelled as asked.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub bytes: Option<Range<usize>>,
    pub exact: bool,
}

/// The first phrase spelled as asked, or the first phrase; else, unless only phrases are wanted, the first of the words.
pub(crate) fn place_of(content: &str, asked: &[Word], only_phrases: bool) -> Place {
    let spans = spans(content);
    let mut phrase = None;
    let mut single: Option<(Range<usize>, bool)> = None;
    for (at, span) in spans.iter().enumerate() {
        for (n, wanted) in asked.iter().enumerate() {
            let Some(is_exact) = stands(content, span, wanted) else {
                continue;
            };
            if single.as_ref().is_none_or(|(_, exact)| is_exact && !exact) {
                single = Some((span.clone(), is_exact));
            }
            if n == 0
                && let Some((bytes, is_exact)) = phrase_at(content, &spans[at..], asked)
            {
                if is_exact {
                    return Place {
                        bytes: Some(bytes),
                        exact: true,
                    };
                }
                phrase.get_or_insert(bytes);
            }
        }
    }
    match (phrase, single) {
        (Some(bytes), _) => Place {
            bytes: Some(bytes),
            exact: false,
        },
        (None, Some((bytes, exact))) if !only_phrases => Place {
            bytes: Some(bytes),
            exact,
        },
        _ => Place::default(),
    }
}

/// The first of these phrases, each of folded words.
pub(crate) fn place_of_any(content: &str, phrases: &[Vec<String>]) -> Place {
    let spans = spans(content);
    let folded: Vec<String> = spans
        .iter()
        .map(|span| text::fold(&content[span.clone()]))
        .collect();
    let long = phrases.first().map_or(1, Vec::len).max(1);
    let stands = |run: &[String]| phrases.iter().any(|phrase| phrase == run);
    let at = folded.windows(long).position(stands);
    Place {
        bytes: at.map(|at| spans[at].start..spans[at + long - 1].end),
        exact: false,
    }
}

fn phrase_at(
    content: &str,
    spans: &[Range<usize>],
    asked: &[Word],
) -> Option<(Range<usize>, bool)> {
    let run = spans.get(..asked.len())?;
    let mut exact = true;
    for (span, wanted) in run.iter().zip(asked) {
        exact &= stands(content, span, wanted)?;
    }
    Some((run.first()?.start..run.last()?.end, exact))
}

/// Whether this word stands there, and whether spelled so. Most words begin with another letter, which costs nothing to see.
fn stands(content: &str, span: &Range<usize>, wanted: &Word) -> Option<bool> {
    let written = &content[span.clone()];
    let first = *written.as_bytes().first()?;
    if first.is_ascii()
        && !wanted
            .folded
            .starts_with(char::from(first.to_ascii_lowercase()))
    {
        return None;
    }
    let stands = text::fold(written) == wanted.folded;
    stands.then(|| word_of(content, span.clone()).exact == wanted.exact)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    #[test]
    fn a_misread_phrase_is_shown_where_it_stands() {
        let page = "ông Nguyễn Văn Hải, rồi Ngnyễn Hừug.";
        let phrases = [vec!["ngnyen".to_owned(), "huug".to_owned()]];
        let place = place_of_any(page, &phrases);
        assert_eq!(&page[place.bytes.unwrap()], "Ngnyễn Hừug");
        assert_eq!(place_of_any("ông", &phrases), Place::default());
    }

    #[test]
    fn the_phrase_as_spelled_comes_before_any_spelling_and_before_single_words() {
        let page = "tài xế bị cưỡng doạt, rồi cuong doat; Cưỡng đoạt tài sản";
        let cases = [
            ("cưỡng đoạt", false, "Cưỡng đoạt", true),
            ("cuong doat", false, "cuong doat", true),
            ("cưong đoat", false, "cưỡng doạt", false),
            ("sản tai", false, "sản", true),
            ("\"sản tài\"", true, "", false),
            ("vắng", false, "", false),
        ];
        for (query, only_phrases, expected, exact) in cases {
            let asked = words(query.trim_matches('"'));
            let place = place_of(page, &asked, only_phrases);
            let shown = place.bytes.map_or("", |bytes| &page[bytes]);
            assert_eq!((shown, place.exact), (expected, exact), "{query}");
        }
    }
}
