//! The best pages for a question, within a bound: a word that stands on a million pages is not looked up on every one.

use std::{cmp::Ordering, collections::BinaryHeap};

use tantivy::{
    DocAddress, Searcher,
    query::{EnableScoring, Query},
};

/// Pages that hold every word and are compared before the best of them are given.
pub(crate) const COMPARED: usize = 12_000;
/// Pages that hold the phrase itself: they are much alike, so fewer will do.
pub(crate) const COMPARED_PHRASES: usize = 2_000;

/// A page and how well it answers; the worst on top of the heap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scored {
    pub score: f32,
    pub address: DocAddress,
}

impl Eq for Scored {}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        by_score.then(self.address.cmp(&other.address))
    }
}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The best answers, best first, and how many there are; after `most` of them no more are looked for, newest first.
pub(crate) fn best(
    searcher: &Searcher,
    question: &dyn Query,
    limit: usize,
    most: usize,
) -> tantivy::Result<(Vec<Scored>, usize)> {
    let weight = question.weight(EnableScoring::enabled_from_searcher(searcher))?;
    let mut heap = BinaryHeap::with_capacity(limit + 1);
    let mut count = 0;
    for (segment, reader) in searcher.segment_readers().iter().enumerate().rev() {
        let mut scorer = weight.scorer(reader, 1.0)?;
        let alive = reader.alive_bitset();
        let mut doc = scorer.doc();
        while doc != tantivy::TERMINATED && count < most {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                count += 1;
                let address = DocAddress::new(segment as u32, doc);
                let found = Scored {
                    score: scorer.score(),
                    address,
                };
                heap.push(found);
                if heap.len() > limit {
                    heap.pop();
                }
            }
            doc = scorer.advance();
        }
    }
    Ok((heap.into_sorted_vec(), count))
}
