//! Bút lục của chứng cứ: the pages of the case file on which a piece of evidence, a node or a line of a diagram stands.
//!
//! A column `sources` keeps them as JSON. People type and read leaves ("BL 12, 37a, 40-42"); what is kept is the page, so that
//! a file whose leaves are numbered anew still opens at the right place.

use casefile::{PageRow, bl_key, pages_in, resolve_bl};
use db::{Sql, StorageError};
use serde::{Deserialize, Serialize};
use shell::{App, Problem};
use text::{LeafNumber, Leaves};
use uuid::Uuid;

use crate::messages;

/// Một trang của hồ sơ mà điều được nói dựa vào.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The page.
    pub page: Uuid,
    /// Its leaf as cited, "127"; "trang 5" where it has no number.
    pub leaf: String,
    /// A box on the page, in pixels of its picture.
    #[serde(default)]
    pub rect: Option<[i32; 4]>,
    /// The piece of evidence it belongs to.
    #[serde(default)]
    pub item: Option<Uuid>,
}

impl Source {
    /// A whole page, cited as the file calls it.
    pub fn of_page(page: &PageRow) -> Source {
        let leaf = page.bl.as_deref().and_then(|bl| bl.parse().ok());
        Source {
            page: page.id,
            leaf: match leaf {
                Some(leaf) => LeafNumber::to_string(&leaf),
                None => format!("trang {}", page.no),
            },
            rect: None,
            item: None,
        }
    }
}

/// Every number by which these pages are cited: as they were cited when they were put here, as they are numbered today, and as they
/// were before ("BL cũ 37").
pub async fn leaves_of(
    sql: &impl Sql,
    matter: Uuid,
    sources: &[Source],
) -> Result<Leaves, StorageError> {
    let mut leaves = Leaves::default();
    for one in sources {
        leaves.now.extend(one.leaf.parse::<LeafNumber>().ok());
        let today = casefile::page(sql, one.page)
            .await?
            .and_then(|page| page.bl);
        leaves
            .now
            .extend(today.and_then(|bl| bl.parse::<LeafNumber>().ok()));
    }
    for (page, number) in casefile::former_numbers(sql, matter).await? {
        if sources.iter().any(|one| one.page == page) {
            leaves.former.extend(number.parse::<LeafNumber>().ok());
        }
    }
    leaves.now.sort_unstable();
    leaves.now.dedup();
    Ok(leaves)
}

/// Leaves that one thing may stand on.
pub const MOST: usize = 60;

/// Đọc "BL 12, 37a, 40-42" (or "trang 5"): the pages of these leaves, each once, in the order typed; nothing typed is no source.
/// The error is a sentence for a person.
pub async fn read_sources(app: &App, matter: Uuid, typed: &str) -> Result<Vec<Source>, String> {
    let mut sources: Vec<Source> = Vec::new();
    for wanted in leaves_typed(typed)? {
        let found = match page_of(app, matter, &wanted).await {
            Ok(found) => found,
            Err(error) => {
                tracing::error!(%error, %matter, "a leaf could not be looked up");
                return Err(Problem::from(error).sentence());
            }
        };
        let page = found.ok_or_else(|| messages::no_such_place(&wanted.told()))?;
        let leaf = match wanted {
            Typed::Leaf(leaf) => leaf.to_string(),
            Typed::Page(_) => Source::of_page(&page).leaf,
        };
        if !sources.iter().any(|one| one.page == page.id) {
            sources.push(Source {
                leaf,
                ..Source::of_page(&page)
            });
        }
    }
    Ok(sources)
}

/// Where the viewer opens on this page, with the box shown.
pub fn source_href(matter: Uuid, source: &Source) -> String {
    let page = source.page;
    let rect = source.rect.map_or(String::new(), |[x0, y0, x1, y1]| {
        format!("&rect={x0},{y0},{x1},{y1}")
    });
    format!("/casefile/matters/{matter}?page={page}{rect}")
}

/// Nói lại như người đọc viết: "BL 12, 37a, 40-42"; empty where there is none.
pub fn told(sources: &[Source]) -> String {
    let mut leaves: Vec<LeafNumber> = Vec::new();
    let mut others: Vec<&str> = Vec::new();
    for source in sources {
        match source.leaf.parse() {
            Ok(leaf) => leaves.push(leaf),
            Err(_) => others.push(&source.leaf),
        }
    }
    leaves.dedup();
    let runs = runs(&leaves);
    let leaves = (!runs.is_empty()).then(|| format!("BL {}", runs.join(", ")));
    let parts = leaves
        .into_iter()
        .chain(others.into_iter().map(str::to_owned));
    parts.collect::<Vec<_>>().join("; ")
}

/// As a column `sources` keeps them.
pub fn to_json(sources: &[Source]) -> Result<String, Problem> {
    serde_json::to_string(sources).map_err(Problem::failed)
}

/// Read back from a column; `column` names it and the row in the log when it cannot be read.
pub fn from_json(column: &str, json: &str) -> Result<Vec<Source>, StorageError> {
    serde_json::from_str(json).map_err(|cause| StorageError::Column {
        column: column.to_owned(),
        cause: cause.to_string(),
    })
}

/// A run of three leaves or more is said by its ends.
fn runs(leaves: &[LeafNumber]) -> Vec<String> {
    let mut told = Vec::new();
    let mut at = 0;
    while let Some(first) = leaves.get(at) {
        let follows = |(step, next): &(usize, &LeafNumber)| {
            first.suffix.is_none()
                && next.suffix.is_none()
                && usize::try_from(next.number.saturating_sub(first.number)) == Ok(*step)
                && next.number >= first.number
        };
        let length = leaves[at..].iter().enumerate().take_while(follows).count();
        match length {
            0..=2 => {
                told.push(first.to_string());
                at += 1;
            }
            _ => {
                told.push(format!("{first}-{}", leaves[at + length - 1]));
                at += length;
            }
        }
    }
    told
}

/// What was typed: a leaf by its number, or a page by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Typed {
    Leaf(LeafNumber),
    Page(i64),
}

impl Typed {
    fn told(&self) -> String {
        match self {
            Typed::Leaf(leaf) => format!("bút lục {leaf}"),
            Typed::Page(no) => format!("trang {no}"),
        }
    }
}

async fn page_of(app: &App, matter: Uuid, wanted: &Typed) -> Result<Option<PageRow>, StorageError> {
    match wanted {
        Typed::Leaf(leaf) => {
            let key = bl_key(&leaf.to_string()).unwrap_or_default();
            resolve_bl(app.db(), matter, &key).await
        }
        Typed::Page(no) => Ok(pages_in(app.db(), matter, *no, *no).await?.pop()),
    }
}

/// The leaves of a typed list. A word that is none is named, never passed over.
fn leaves_typed(typed: &str) -> Result<Vec<Typed>, String> {
    let typed = text::nfc(typed).to_lowercase().replace(['–', '—'], "-");
    let spaced = typed
        .replace([',', ';', '\n'], " , ")
        .replace(" và ", " , ");
    let mut leaves = Vec::new();
    for piece in spaced
        .split(',')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
    {
        leaves.extend(piece_typed(piece).ok_or_else(|| messages::not_a_leaf(piece))?);
        if leaves.len() > MOST {
            return Err(messages::too_many_leaves(MOST));
        }
    }
    Ok(leaves)
}

fn piece_typed(piece: &str) -> Option<Vec<Typed>> {
    if let Some(no) = piece.strip_prefix("trang") {
        let no: i64 = no.trim().parse().ok()?;
        return (no > 0).then(|| vec![Typed::Page(no)]);
    }
    let marks = ["bút lục", "bl"];
    let bare = marks.iter().find_map(|mark| piece.strip_prefix(mark));
    let bare = bare.unwrap_or(piece).trim_start_matches([':', '.', ' ']);
    let bare = bare.strip_prefix("số").unwrap_or(bare).trim();
    let Some((first, last)) = bare.split_once('-') else {
        return bare.parse().ok().map(|leaf| vec![Typed::Leaf(leaf)]);
    };
    let first: LeafNumber = first.trim().parse().ok()?;
    let last: LeafNumber = last.trim().trim_start_matches("bl").trim().parse().ok()?;
    let is_plain = first.suffix.is_none() && last.suffix.is_none() && first.number <= last.number;
    is_plain.then(|| {
        let run = (first.number..=last.number).take(MOST + 1);
        run.map(|number| Typed::Leaf(LeafNumber::plain(number)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Result<Vec<String>, String> {
        let leaves = leaves_typed(text)?;
        Ok(leaves.iter().map(Typed::told).collect())
    }

    #[test]
    fn leaves_are_typed_as_people_write_them() {
        let check = |text: &str, expected: &[&str]| {
            let found = typed(text).unwrap();
            let expected: Vec<String> = expected
                .iter()
                .map(|one| {
                    let is_page = one.starts_with("trang");
                    if is_page {
                        (*one).to_owned()
                    } else {
                        format!("bút lục {one}")
                    }
                })
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check("BL 12, 37a, 40-42", &["12", "37a", "40", "41", "42"]);
        check("12", &["12"]);
        check("bút lục số 7; BL 9 và 10", &["07", "09", "10"]);
        check("BL 12–13", &["12", "13"]);
        check("trang 5", &["trang 5"]);
        check(" ", &[]);
    }

    #[test]
    fn a_word_that_is_no_leaf_is_named() {
        for bad in ["BL 12, biên bản", "BL 13-12", "BL 0", "trang x", "1-900"] {
            assert!(typed(bad).is_err(), "{bad}");
        }
        assert!(typed("BL 12, biên bản").unwrap_err().contains("biên bản"));
    }

    #[test]
    fn sources_are_told_in_runs() {
        let source = |leaf: &str| Source {
            page: Uuid::nil(),
            leaf: leaf.to_owned(),
            rect: None,
            item: None,
        };
        let check = |leaves: &[&str], expected: &str| {
            let all: Vec<Source> = leaves.iter().copied().map(source).collect();
            assert_eq!(told(&all), expected);
        };
        check(&[], "");
        check(&["12", "37a"], "BL 12, 37a");
        check(&["40", "41", "42", "43", "50", "51"], "BL 40-43, 50, 51");
        check(&["12", "trang 5"], "BL 12; trang 5");
        check(&["05", "04"], "BL 05, 04");
    }
}
