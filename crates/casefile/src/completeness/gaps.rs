//! Văn bản và sự kiện: a decision in the file that nobody recorded, a recorded one whose page nobody named.

use std::collections::HashSet;

use law::Fact;

use crate::documents::DocumentRow;

/// Kinds of papers that are legal acts, each of which should stand in the registers.
const ACTS: [&str; 4] = ["quyet_dinh", "lenh", "ket_luan_dieu_tra", "cao_trang"];

/// What lacks its other half.
#[derive(Debug, Default)]
pub struct Gaps<'a> {
    /// Papers of the file that no fact was read from and whose number no fact has.
    pub unrecorded: Vec<&'a DocumentRow>,
    /// Recorded papers without a page, each with the paper of the file that has its number.
    pub unplaced: Vec<(&'a Fact, Option<&'a DocumentRow>)>,
}

/// Compares the list with the facts that stand; `sources` are the places of the pages that these facts were read from.
pub fn gaps<'a>(
    documents: &'a [DocumentRow],
    facts: &[&'a Fact],
    sources: &HashSet<i64>,
) -> Gaps<'a> {
    let numbers: HashSet<String> = facts.iter().filter_map(|fact| number_of(fact)).collect();
    let listed = || documents.iter().filter(|one| one.removed_at.is_none());
    let unrecorded = listed()
        .filter(|one| ACTS.contains(&one.kind.as_str()))
        .filter(|one| !(one.first_no..=one.last_no).any(|no| sources.contains(&no)))
        .filter(|one| key(&one.number).is_none_or(|number| !numbers.contains(&number)));
    let unplaced = facts
        .iter()
        .filter(|fact| fact.sources.is_empty())
        .filter_map(|fact| {
            let number = number_of(fact)?;
            let paper = listed().find(|one| key(&one.number).as_ref() == Some(&number));
            Some((*fact, paper))
        });
    Gaps {
        unrecorded: unrecorded.collect(),
        unplaced: unplaced.collect(),
    }
}

fn number_of(fact: &Fact) -> Option<String> {
    key(fact.number.as_deref()?)
}

/// "0116 / QĐ-VKSKV3" and "116/QĐ-VKSKV3" are one number; none for an empty one.
fn key(number: &str) -> Option<String> {
    let printed = text::decision::as_printed(&text::clean(number));
    let folded: String = text::fold(&printed)
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let bare = folded.trim_start_matches('0');
    (!bare.is_empty()).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use law::PageBox;
    use uuid::Uuid;

    use super::*;
    use crate::completeness::tests::document;

    fn fact(number: Option<&str>, page: Option<Uuid>) -> Fact {
        Fact {
            seq: 1,
            id: Uuid::now_v7(),
            matter: Uuid::nil(),
            subject: None,
            kind: "detention.ordered".to_owned(),
            unit: "P14-KV03".to_owned(),
            effective: "2026-05-25".parse().unwrap(),
            recorded_at: 0,
            recorded_by: Uuid::nil(),
            issuer: None,
            number: number.map(str::to_owned),
            body: serde_json::Map::new(),
            sources: page
                .map(|page| ("*".to_owned(), PageBox { page, rect: None }))
                .into_iter()
                .collect(),
            replaces: None,
            reason: None,
        }
    }

    #[test]
    fn a_decision_that_nobody_recorded_and_a_fact_without_a_page_are_found() {
        let documents = [
            document(1, 2, "lenh", "0141/LTG-CSĐT"),
            document(3, 3, "quyet_dinh", "22/QĐ-CSĐT"),
            document(4, 6, "quyet_dinh", ""),
            document(7, 9, "bien_ban_hoi_cung", ""),
            document(10, 10, "lenh", "9/LKX"),
        ];
        let facts = [
            fact(Some("141 / LTG-CSĐT"), None),
            fact(Some("55/QĐ-VKSKV3"), None),
            fact(None, None),
            fact(Some("8/LKX"), Some(Uuid::nil())),
        ];
        let standing: Vec<&Fact> = facts.iter().collect();
        let found = gaps(&documents, &standing, &HashSet::from([10]));
        let first = |papers: &[&DocumentRow]| -> Vec<i64> {
            papers.iter().map(|paper| paper.first_no).collect()
        };
        assert_eq!(first(&found.unrecorded), [3, 4]);
        let unplaced: Vec<(Option<&str>, Option<i64>)> = found
            .unplaced
            .iter()
            .map(|(fact, paper)| (fact.number.as_deref(), paper.map(|one| one.first_no)))
            .collect();
        assert_eq!(
            unplaced,
            [
                (Some("141 / LTG-CSĐT"), Some(1)),
                (Some("55/QĐ-VKSKV3"), None)
            ]
        );
    }
}
