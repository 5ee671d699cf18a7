//! Bút lục trong lời văn: every "BL 12" of a document leads to its page, and one that is not in the file says so.

use std::collections::HashMap;

use criminal::doors::CaseFileDoor;
use shell::{Problem, Visit};
use uuid::Uuid;

use super::sheet::Bit;

/// More leaves than this are linked without asking the case file.
const MOST: usize = 300;

/// The leaves that some words cite, as the case file knows them.
#[derive(Default)]
pub struct Leaves {
    matter: Uuid,
    /// The address of the small picture; none when the file has no such leaf.
    known: HashMap<String, Option<String>>,
}

/// Asks the case file of a matter for every leaf that the words cite.
pub async fn leaves(visit: &Visit, matter: Uuid, words: &[String]) -> Result<Leaves, Problem> {
    let mut cited: Vec<String> = words
        .iter()
        .flat_map(|words| text::leaves_in(words))
        .flat_map(|one| [one.key(), one.last_key()])
        .collect();
    cited.sort_unstable();
    cited.dedup();
    cited.truncate(MOST);
    let mut known = HashMap::new();
    if let Some(door) = visit.app.find::<CaseFileDoor>()
        && !cited.is_empty()
    {
        let found = door.0.leaves(visit.app.db(), matter, &cited).await?;
        if let Some(found) = found {
            let pictures = found.into_iter().map(|page| page.map(|page| page.preview));
            known = cited.into_iter().zip(pictures).collect();
        }
    }
    Ok(Leaves { matter, known })
}

impl Leaves {
    /// Words cut at the leaves they cite.
    pub fn bits(&self, words: &str) -> Vec<Bit> {
        let mut bits = Vec::new();
        let mut start = 0;
        let plain = |words: &str| Bit {
            words: words.to_owned(),
            href: String::new(),
            preview: String::new(),
            is_missing: false,
        };
        for cited in text::leaves_in(words) {
            if cited.range.start > start {
                bits.push(plain(&words[start..cited.range.start]));
            }
            let known = self.known.get(&cited.key());
            bits.push(Bit {
                words: words[cited.range.clone()].to_owned(),
                href: format!("/casefile/matters/{}/bl/{}", self.matter, cited.key()),
                preview: known.cloned().flatten().unwrap_or_default(),
                is_missing: known.is_some_and(Option::is_none),
            });
            start = cited.range.end;
        }
        if start < words.len() || bits.is_empty() {
            bits.push(plain(&words[start..]));
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cited_leaf_becomes_a_link_and_the_words_around_it_stay() {
        let leaves = Leaves {
            matter: Uuid::nil(),
            known: HashMap::from([("45".to_owned(), None)]),
        };
        let bits = leaves.bits("Lời khai (BL 12-13; BL 45).");
        let words: String = bits.iter().map(|bit| bit.words.as_str()).collect();
        assert_eq!(words, "Lời khai (BL 12-13; BL 45).");
        let links: Vec<(&str, bool)> = bits
            .iter()
            .filter(|bit| !bit.href.is_empty())
            .map(|bit| (bit.words.as_str(), bit.is_missing))
            .collect();
        assert_eq!(links, [("BL 12-13", false), ("BL 45", true)]);
    }
}
