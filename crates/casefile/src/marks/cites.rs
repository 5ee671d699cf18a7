//! Bút lục trong ghi chú: every "BL 127" that somebody writes in a note leads to its page.

use std::collections::HashMap;

use db::{Sql, StorageError, args};
use serde::Serialize;
use text::{LeafNumber, LeafReference};
use uuid::Uuid;

use crate::{
    inferred::{inferred, seen},
    leaves::{bl_key, resolve_bl},
    page::{PageView, page, pages_in},
};

/// A stretch of a note: plain words, or a leaf with its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bit {
    /// The words.
    pub words: String,
    /// Where they lead; empty for plain words.
    pub href: String,
    /// The number to go to inside the viewer; empty for plain words.
    pub bl: String,
    /// The address of the page's small picture.
    pub preview: String,
    /// No page of the file carries the number.
    pub is_missing: bool,
}

/// More leaves than this are linked without asking whether they are there.
const MOST: usize = 100;

/// The leaves that some notes cite, as the file knows them.
pub(super) struct Cited {
    matter: Uuid,
    known: HashMap<String, Option<String>>,
}

/// Looks up every leaf that the notes cite.
pub(super) async fn cited<'a>(
    sql: &impl Sql,
    matter: Uuid,
    notes: impl Iterator<Item = &'a str>,
) -> Result<Cited, StorageError> {
    let (old, new): (Vec<LeafReference>, Vec<LeafReference>) = notes
        .flat_map(text::leaves_in)
        .partition(|leaf| leaf.is_old);
    let mut known = HashMap::new();
    for leaf in old.iter().take(MOST) {
        let page = resolve_bl(sql, matter, &leaf.key()).await?;
        known.insert(leaf.key(), page.map(|page| PageView::from(&page).thumb));
    }
    let mut numbers: Vec<LeafNumber> = new.iter().map(|leaf| leaf.first).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut unread = Vec::new();
    for number in numbers.into_iter().take(MOST) {
        let id: Option<Uuid> = sql
            .opt(
                "SELECT id FROM casefile_page WHERE matter_id = $1 AND bl_key = $2 ORDER BY no LIMIT 1",
                args![matter, bl_key(&number.to_string())],
            )
            .await?;
        match id {
            Some(id) => {
                let page = page(sql, id).await?;
                known.insert(
                    number.to_string(),
                    page.map(|page| PageView::from(&page).thumb),
                );
            }
            None => unread.push(number),
        }
    }
    if !unread.is_empty() {
        // Numbers that no stamp shows are told from their neighbours, all in one look through the file.
        let told = inferred(&seen(sql, matter, 1, i64::MAX).await?);
        for number in unread {
            let place = told
                .iter()
                .find(|(_, told)| number.suffix.is_none() && **told == i64::from(number.number));
            let found = match place {
                Some((no, _)) => pages_in(sql, matter, *no, *no).await?.pop(),
                None => None,
            };
            known.insert(
                number.to_string(),
                found.map(|page| PageView::from(&page).thumb),
            );
        }
    }
    Ok(Cited { matter, known })
}

impl Cited {
    /// A note cut at the leaves it cites.
    pub(super) fn bits(&self, note: &str) -> Vec<Bit> {
        let plain = |words: &str| Bit {
            words: words.to_owned(),
            href: String::new(),
            bl: String::new(),
            preview: String::new(),
            is_missing: false,
        };
        let (mut bits, mut start) = (Vec::new(), 0);
        for leaf in text::leaves_in(note) {
            if leaf.range.start > start {
                bits.push(plain(&note[start..leaf.range.start]));
            }
            let known = self.known.get(&leaf.key());
            bits.push(Bit {
                words: note[leaf.range.clone()].to_owned(),
                href: format!("/casefile/matters/{}/bl/{}", self.matter, leaf.key()),
                bl: leaf.key(),
                preview: known.cloned().flatten().unwrap_or_default(),
                is_missing: known.is_some_and(Option::is_none),
            });
            start = leaf.range.end;
        }
        if start < note.len() {
            bits.push(plain(&note[start..]));
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_in_a_note_is_a_link_and_the_words_around_it_stay() {
        let cited = Cited {
            matter: Uuid::nil(),
            known: HashMap::from([
                ("127".to_owned(), Some("/thumb".to_owned())),
                ("09".to_owned(), None),
                ("cu-37".to_owned(), Some("/old".to_owned())),
            ]),
        };
        let bits = cited.bits("Trái với BL 127; xem thêm BL 9.");
        let words: String = bits.iter().map(|bit| bit.words.as_str()).collect();
        assert_eq!(words, "Trái với BL 127; xem thêm BL 9.");
        let leaves: Vec<(&str, &str, bool)> = bits
            .iter()
            .filter(|bit| !bit.href.is_empty())
            .map(|bit| (bit.bl.as_str(), bit.preview.as_str(), bit.is_missing))
            .collect();
        assert_eq!(leaves, [("127", "/thumb", false), ("09", "", true)]);
        let old = &cited.bits("xem BL cũ 37")[1];
        assert_eq!(
            (old.words.as_str(), old.preview.as_str()),
            ("BL cũ 37", "/old")
        );
        assert!(old.href.ends_with("/bl/cu-37"));
        assert_eq!(cited.bits(""), []);
    }
}
