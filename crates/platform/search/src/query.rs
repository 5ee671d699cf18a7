//! Asking: all words must stand on the page; the phrase as typed comes first, spelled exactly before any spelling.

use std::{collections::HashSet, ops::Range};

use tantivy::{
    DocAddress, TantivyDocument, Term,
    query::{
        BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query as Asked, TermQuery,
        TermSetQuery,
    },
    schema::{IndexRecordOption, Value},
};
use uuid::Uuid;

use crate::{
    Index, SearchError,
    best::{COMPARED, COMPARED_PHRASES, Scored, best},
    misread::phrases,
    place::{Place, place_of, place_of_any},
    words::{Word, exact_term, pair_term, words},
};

/// How much text stands around a hit in its excerpt, in bytes on each side.
const AROUND: usize = 90;

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// As typed; in double quotes only the phrase itself is found.
    pub text: String,
    /// Only in this matter.
    pub matter: Option<Uuid>,
    /// Only in these units; none means any.
    pub units: Option<Vec<String>>,
    /// How many of the best are passed over: those shown before.
    pub skip: usize,
    /// How many hits at most.
    pub limit: usize,
}

/// A page that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The page.
    pub id: Uuid,
    /// Its matter.
    pub matter: Uuid,
    /// Its unit.
    pub unit: String,
    /// Its place in the file.
    pub no: i64,
    /// The better, the larger.
    pub score: f32,
    /// Whether it holds the query spelled as typed.
    pub exact: bool,
    /// The text around the first match.
    pub snippet: String,
    /// The match in the snippet, in bytes.
    pub marked: Option<Range<usize>>,
}

impl Index {
    /// The best pages for a query, and how many there are; of very many only those that were compared are counted. A query without a word finds nothing.
    pub fn find(&self, query: &Query) -> Result<(Vec<Hit>, usize), SearchError> {
        let asked = words(query.text.trim().trim_matches('"'));
        if asked.is_empty() || query.limit == 0 {
            return Ok((Vec::new(), 0));
        }
        let searcher = self.reader.searcher();
        let wanted = query.skip + query.limit;
        let is_phrase = query.text.trim().starts_with('"');
        let mut order: Vec<Scored> = Vec::new();
        let mut count = 0;
        // Pages with the phrase come first, whatever else stands on others.
        if asked.len() > 1 {
            let phrase = self.within(query, self.phrase(&asked));
            (order, count) = best(&searcher, &phrase, wanted, COMPARED_PHRASES)?;
        }
        if !is_phrase || asked.len() == 1 {
            let (words, all) = best(
                &searcher,
                &self.within(query, self.all_of(&asked)),
                // Those found by the phrase stand among them again.
                wanted + order.len(),
                COMPARED,
            )?;
            let known: HashSet<DocAddress> = order.iter().map(|one| one.address).collect();
            order.extend(
                words
                    .into_iter()
                    .filter(|one| !known.contains(&one.address)),
            );
            count = all.max(count);
        }
        let mut hits = Vec::new();
        for found in order.into_iter().skip(query.skip).take(query.limit) {
            let page: TantivyDocument = searcher.doc(found.address)?;
            let place = |content: &str| place_of(content, &asked, is_phrase);
            hits.extend(self.hit(&page, place, found.score));
        }
        Ok((hits, count))
    }

    /// Pages with the phrase as a scanner may have misread it (Ngnyễn for Nguyễn): for names that [`Index::find`] does not find.
    pub fn find_misread(&self, query: &Query) -> Result<Vec<Hit>, SearchError> {
        let asked = words(query.text.trim().trim_matches('"'));
        // One short word is misread for nearly everything.
        let is_telling = asked.iter().map(|word| word.folded.len()).sum::<usize>() > 4;
        if !is_telling || query.limit == 0 {
            return Ok(Vec::new());
        }
        let searcher = self.reader.searcher();
        let misread = phrases(&searcher, self.fields.text, &asked)?;
        if misread.is_empty() {
            return Ok(Vec::new());
        }
        let ways = misread.iter().map(|phrase| {
            let terms: Vec<&str> = phrase.iter().map(String::as_str).collect();
            (Occur::Should, self.together(&terms))
        });
        let any: Box<dyn Asked> = Box::new(BooleanQuery::new(ways.collect()));
        let within = self.within(query, vec![(Occur::Must, any)]);
        let wanted = query.skip + query.limit;
        let (order, _) = best(&searcher, &within, wanted, COMPARED_PHRASES)?;
        let mut hits = Vec::new();
        for found in order.into_iter().skip(query.skip) {
            let page: TantivyDocument = searcher.doc(found.address)?;
            let place = |content: &str| place_of_any(content, &misread);
            hits.extend(self.hit(&page, place, found.score));
        }
        Ok(hits)
    }

    /// The words one after the other, better when spelled so.
    fn phrase(&self, asked: &[Word]) -> Vec<(Occur, Box<dyn Asked>)> {
        let exact: Vec<Option<String>> = asked.iter().map(exact_term).collect();
        let folded: Vec<&str> = asked.iter().map(|word| word.folded.as_str()).collect();
        let written: Vec<&str> = exact
            .iter()
            .zip(&folded)
            .map(|(exact, folded)| exact.as_deref().unwrap_or(folded))
            .collect();
        vec![
            (Occur::Must, self.together(&folded)),
            (
                Occur::Should,
                Box::new(BoostQuery::new(self.together(&written), 20.0)),
            ),
        ]
    }

    /// Every one of the words; a single one better when spelled so.
    fn all_of(&self, asked: &[Word]) -> Vec<(Occur, Box<dyn Asked>)> {
        match asked {
            [_] => self.phrase(asked),
            _ => {
                let folded = asked.iter().map(|word| self.word(&word.folded));
                folded.map(|word| (Occur::Must, word)).collect()
            }
        }
    }

    /// The same, in the matter and the units that are asked for.
    fn within(&self, query: &Query, mut parts: Vec<(Occur, Box<dyn Asked>)>) -> BooleanQuery {
        if let Some(matter) = query.matter {
            let term = Term::from_field_text(self.fields.matter, &matter.to_string());
            parts.push((
                Occur::Must,
                silent(TermQuery::new(term, IndexRecordOption::Basic)),
            ));
        }
        if let Some(units) = &query.units {
            let terms = units
                .iter()
                .map(|unit| Term::from_field_text(self.fields.unit, unit));
            parts.push((Occur::Must, silent(TermSetQuery::new(terms))));
        }
        BooleanQuery::new(parts)
    }

    /// The words of these terms one after the other, by their pairs.
    fn together(&self, terms: &[&str]) -> Box<dyn Asked> {
        if let [word] = terms {
            return self.word(word);
        }
        let pairs = terms.windows(2).map(|pair| pair_term(pair[0], pair[1]));
        let pairs: Vec<Term> = pairs
            .map(|pair| Term::from_field_text(self.fields.pairs, &pair))
            .collect();
        match <[Term; 1]>::try_from(pairs) {
            Ok([pair]) => Box::new(TermQuery::new(pair, IndexRecordOption::WithFreqs)),
            Err(pairs) => Box::new(PhraseQuery::new(pairs)),
        }
    }

    fn word(&self, term: &str) -> Box<dyn Asked> {
        let term = Term::from_field_text(self.fields.text, term);
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
    }

    fn hit(
        &self,
        page: &TantivyDocument,
        place: impl Fn(&str) -> Place,
        score: f32,
    ) -> Option<Hit> {
        let read = |field| page.get_first(field).and_then(|value| value.as_str());
        let content = read(self.fields.text).unwrap_or_default();
        let place = place(content);
        let (snippet, marked) = excerpt(content, place.bytes);
        Some(Hit {
            id: read(self.fields.id)?.parse().ok()?,
            matter: read(self.fields.matter)?.parse().ok()?,
            unit: read(self.fields.unit)?.to_owned(),
            no: page.get_first(self.fields.no)?.as_i64()?,
            score,
            exact: place.exact,
            snippet,
            marked,
        })
    }
}

/// A condition that does not change the order of the hits.
fn silent(query: impl Asked) -> Box<dyn Asked> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

/// The text around `place`, on one line, and the place in it.
fn excerpt(content: &str, place: Option<Range<usize>>) -> (String, Option<Range<usize>>) {
    let place = place.unwrap_or(0..0);
    let mut from = place.start.saturating_sub(AROUND);
    while !content.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = (place.end + AROUND).min(content.len());
    while !content.is_char_boundary(to) {
        to += 1;
    }
    let one_line = |part: &str| part.replace(['\n', '\r', '\t'], " ");
    let before = one_line(&content[from..place.start]);
    let lead = if from > 0 { "… " } else { "" };
    let middle = one_line(&content[place.clone()]);
    let tail = if to < content.len() { " …" } else { "" };
    let start = lead.len() + before.len();
    let marked = (!middle.is_empty()).then(|| start..start + middle.len());
    (
        format!(
            "{lead}{before}{middle}{}{tail}",
            one_line(&content[place.end..to])
        ),
        marked,
    )
}
