//! Lỗi của tập quét, as kept with the ordering of a file and as shown over the list.

use db::{Sql, StorageError, args};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Paper, messages, twice::Twice};
use crate::order::{Fault, Leaf, PageSeen};
use crate::page::place_of;

/// A fault with the pages it is about, counted from 1 within the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// `missing`, `double`, `swapped`, `inserted`, `twice`, `upside_down`, `sideways`, `blank`, `unread_number`, `failed`.
    pub kind: String,
    /// Its numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bl: Vec<String>,
    /// Its pages.
    pub pages: Vec<i64>,
    /// Pages, of this file or another, that show the same sheet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<Uuid>,
}

/// A fault as people read it, with the page to jump to.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// What is wrong.
    pub sentence: String,
    /// Its pages in the matter's file.
    pub pages: Vec<i64>,
    /// Something to mend; else only to know.
    pub is_grave: bool,
    /// Pages that belong to no paper.
    pub bare: Option<(i64, i64)>,
}

/// What is wrong in an ordered file.
pub(super) fn of(pages: &[PageSeen], leaves: &[Leaf], faults: &[Fault]) -> Vec<Kept> {
    let mut kept: Vec<Kept> = faults.iter().map(kept).collect();
    let mut add = |kind: &str, wanted: &dyn Fn(&PageSeen, &Leaf) -> bool| {
        let both = pages.iter().zip(leaves);
        let hit: Vec<i64> = both
            .filter(|(page, leaf)| wanted(page, leaf))
            .map(|(page, _)| place(page.no))
            .collect();
        if !hit.is_empty() {
            kept.push(Kept {
                kind: kind.to_owned(),
                bl: Vec::new(),
                pages: hit,
                same: Vec::new(),
            });
        }
    };
    add("failed", &|page, _| page.width == 0);
    add("unread_number", &|page, leaf| {
        leaf.number.is_none() && page.stamp.as_ref().is_some_and(|stamp| stamp.unclear)
    });
    add("upside_down", &|page, _| !page.blank && page.quarters == 2);
    add("sideways", &|page, _| !page.blank && page.quarters % 2 == 1);
    add("blank", &|page, _| page.blank);
    kept
}

fn place(no: usize) -> i64 {
    i64::try_from(no).unwrap_or(0)
}

fn kept(fault: &Fault) -> Kept {
    let (kind, bl, pages) = match fault {
        Fault::MissingNumber { bl, between } => ("missing", vec![bl.clone()], between.to_vec()),
        Fault::DuplicateNumber { bl, pages } => ("double", vec![bl.clone()], pages.clone()),
        Fault::SwappedPages { pages, bl } => (
            "swapped",
            bl.iter().flatten().cloned().collect(),
            pages.to_vec(),
        ),
        Fault::InsertedPage { bl, page } => ("inserted", vec![bl.clone()], vec![*page]),
    };
    Kept {
        kind: kind.to_owned(),
        bl,
        pages: pages.into_iter().map(place).collect(),
        same: Vec::new(),
    }
}

/// A page that was scanned before.
pub(super) fn of_twice(twice: &Twice) -> Kept {
    Kept {
        kind: "twice".to_owned(),
        bl: Vec::new(),
        pages: vec![twice.page],
        same: vec![twice.earlier],
    }
}

/// What is wrong in the files of a matter, as last ordered, and the pages that no paper holds.
pub async fn shown(
    sql: &impl Sql,
    matter: Uuid,
    papers: &[Paper],
) -> Result<Vec<Shown>, StorageError> {
    db::row! { struct Ordered { faults: String, first_no: i64, pages: i64 } }
    let files: Vec<Ordered> = sql
        .all(
            "SELECT o.faults, f.first_no, f.pages FROM casefile_ordering o JOIN casefile_file f ON f.unit_id = o.unit_id AND f.id = o.file_id
              WHERE o.matter_id = $1 AND f.pages > 0 ORDER BY f.first_no",
            args![matter],
        )
        .await?;
    let mut all = Vec::new();
    for file in files {
        let kept: Vec<Kept> =
            serde_json::from_str(&file.faults).map_err(|cause| StorageError::Column {
                column: format!("casefile_ordering.faults of {matter}"),
                cause: cause.to_string(),
            })?;
        for fault in kept {
            let mut earlier = Vec::new();
            for page in &fault.same {
                earlier.extend(place_of(sql, matter, *page).await?);
            }
            // The other page is gone with its file: nothing stands twice any more.
            if earlier.len() == fault.same.len() {
                all.push(show(fault, file.first_no, earlier));
            }
        }
        all.extend(bare(papers, file.first_no, file.first_no + file.pages - 1));
    }
    all.sort_by_key(|fault| !fault.is_grave);
    Ok(all)
}

fn show(fault: Kept, first: i64, mut pages: Vec<i64>) -> Shown {
    pages.extend(fault.pages.iter().map(|page| page + first - 1));
    Shown {
        sentence: messages::fault(&fault.kind, &fault.bl, &pages),
        is_grave: !["blank", "upside_down", "sideways"].contains(&fault.kind.as_str()),
        bare: None,
        pages,
    }
}

/// Stretches of an ordered file that belong to no paper.
fn bare(papers: &[Paper], first: i64, last: i64) -> Vec<Shown> {
    let mut stretches: Vec<(i64, i64)> = Vec::new();
    let mut held: Vec<(i64, i64)> = papers
        .iter()
        .filter(|one| one.removed_at.is_none())
        .map(|one| (one.first_no, one.last_no))
        .collect();
    held.sort_unstable();
    let mut due = first;
    for (from, to) in held {
        if from > due && due <= last {
            stretches.push((due, (from - 1).min(last)));
        }
        due = due.max(to + 1);
    }
    if due <= last {
        stretches.push((due, last));
    }
    stretches
        .into_iter()
        .map(|(from, to)| Shown {
            sentence: messages::bare(from, to),
            pages: vec![from],
            is_grave: true,
            bare: Some((from, to)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposed::acts::tests::paper;

    #[test]
    fn pages_between_papers_and_behind_the_last_are_told() {
        let papers = [paper(1, 2), paper(5, 6)];
        let told: Vec<Vec<i64>> = bare(&papers, 1, 8)
            .into_iter()
            .map(|one| one.pages)
            .collect();
        assert_eq!(told, [vec![3], vec![7]]);
        assert!(bare(&papers, 1, 2).is_empty());
        assert_eq!(bare(&[], 3, 4).len(), 1);
    }

    #[test]
    fn a_fault_counts_its_pages_in_the_whole_file() {
        let fault = Kept {
            kind: "swapped".to_owned(),
            bl: vec!["29".to_owned(), "28".to_owned()],
            pages: vec![3, 4],
            same: Vec::new(),
        };
        let shown = show(fault, 11, Vec::new());
        assert_eq!(shown.pages, [13, 14]);
        assert!(shown.is_grave && shown.sentence.contains("13"), "{shown:?}");
    }
}
