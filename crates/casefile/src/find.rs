//! Tìm trong hồ sơ: with and without diacritics, the hits lit on the page.

use std::collections::{HashMap, HashSet};

use axum::{
    Json,
    extract::{Path, Query},
};
use db::{Sql, V};
use people::Right;
use scan::{Rect, Word};
use search::Index;
use serde::{Deserialize, Serialize};
use shell::{Problem, Visit};
use uuid::Uuid;

use crate::{matter::opened, page::words_in};

#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub(crate) q: String,
}

/// What the viewer lights up.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Found {
    /// Pages that answer.
    pub total: usize,
    /// The hits.
    pub hits: Vec<PageHit>,
}

/// A page that answers, with its places.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageHit {
    /// The page.
    pub page: Uuid,
    /// Its place in the file, from 1.
    pub no: i64,
    /// Its bút lục.
    pub bl: Option<String>,
    /// Words around the first place.
    pub text: String,
    /// The places in `text`, in UTF-16 units.
    pub marks: Vec<[usize; 2]>,
    /// The boxes on the page, one for each line of each place.
    pub rects: Vec<Rect>,
    /// Spelled as asked.
    pub exact: bool,
    /// Only letters that a scanner reads for one another agree.
    pub misread: bool,
}

/// The most pages shown.
const MOST: usize = 200;
/// The longest query, in letters.
const LONGEST: usize = 200;
/// With fewer pages than this a name is looked for as it may have been misread, too.
const FEW: usize = 5;
/// Words shown before and after the first place.
const AROUND: usize = 9;

/// Finds in one matter: pages in their order; when the query carries marks, those spelled so come first.
pub async fn find_in(
    db: &db::Db,
    index: &Index,
    matter: Uuid,
    query: &str,
) -> Result<Found, Problem> {
    let text = text::nfc(query.trim());
    if text.is_empty() || text.chars().count() > LONGEST {
        return Ok(Found::default());
    }
    let asked = search::Query {
        text: text.clone(),
        matter: Some(matter),
        units: None,
        skip: 0,
        limit: MOST,
    };
    let (mut pages, mut total) = index.find(&asked).map_err(Problem::failed)?;
    // A name may stand there as the scanner misread it.
    let known: HashSet<Uuid> = pages.iter().map(|page| page.id).collect();
    let mut misread: HashSet<Uuid> = HashSet::new();
    if pages.len() < FEW && !text.starts_with('"') {
        let mut more = index.find_misread(&asked).map_err(Problem::failed)?;
        more.retain(|page| !known.contains(&page.id));
        misread.extend(more.iter().map(|page| page.id));
        pages.extend(more);
    }
    let is_marked = text::fold(&text) != text.to_lowercase();
    pages.sort_by_key(|page| {
        (
            misread.contains(&page.id),
            is_marked && !page.exact,
            page.no,
        )
    });
    let mut read = read_on(db, pages.iter().map(|page| page.id).collect()).await?;
    let mut hits = Vec::with_capacity(pages.len());
    for page in pages {
        // A page withheld since the index was fed is not shown.
        let Some(read) = read.remove(&page.id) else {
            continue;
        };
        let words = words_in(page.id, &read.words)?;
        let is_misread = misread.contains(&page.id);
        let hit = hit_on(page.id, &text, &words, is_misread);
        // Letters that only look alike to the index and not on the page.
        if is_misread && hit.rects.is_empty() {
            continue;
        }
        total += usize::from(is_misread);
        hits.push(PageHit {
            no: read.no,
            bl: read.bl,
            ..hit
        });
    }
    Ok(Found { total, hits })
}

db::row! {
    /// What was read on a page that answers.
    struct Read { id: Uuid, no: i64, bl: Option<String>, words: String }
}

async fn read_on(db: &db::Db, pages: Vec<Uuid>) -> Result<HashMap<Uuid, Read>, Problem> {
    if pages.is_empty() {
        return Ok(HashMap::new());
    }
    let places: Vec<String> = (1..=pages.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT p.id, p.no, p.bl, t.words FROM casefile_page p JOIN casefile_text t ON t.page_id = p.id WHERE p.id IN ({})",
        places.join(", ")
    );
    let rows: Vec<Read> = db.all(sql, pages.iter().map(V::from).collect()).await?;
    Ok(rows.into_iter().map(|read| (read.id, read)).collect())
}

fn hit_on(page: Uuid, query: &str, words: &[Word], misread: bool) -> PageHit {
    let written: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let places = match misread {
        true => misread_places(query, &written),
        false => search::matches(query, &written),
    };
    let rects = places
        .iter()
        .flat_map(|place| boxes(&words[place.words.clone()]))
        .collect();
    let exact = places.iter().any(|place| place.exact);
    let first = places.iter().find(|place| place.exact).or(places.first());
    let (text, marks) = match first {
        Some(place) => around(&written, place.words.start, place.words.end),
        None => (
            written
                .iter()
                .take(2 * AROUND)
                .copied()
                .collect::<Vec<_>>()
                .join(" "),
            Vec::new(),
        ),
    };
    PageHit {
        page,
        no: 0,
        bl: None,
        text,
        marks,
        rects,
        exact,
        misread,
    }
}

/// Where the words of a query stand as a scanner may have misread them.
fn misread_places(query: &str, words: &[&str]) -> Vec<search::Match> {
    let asked: Vec<String> = query
        .split_whitespace()
        .map(text::likeness)
        .filter(|key| !key.is_empty())
        .collect();
    let keys: Vec<String> = words.iter().map(|word| text::likeness(word)).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let runs = keys.windows(asked.len()).enumerate();
    runs.filter(|(_, run)| *run == asked.as_slice())
        .map(|(at, run)| search::Match {
            words: at..at + run.len(),
            exact: false,
        })
        .collect()
}

/// One box for each line the words stand on.
fn boxes(words: &[Word]) -> Vec<Rect> {
    let mut boxes: Vec<(u32, Rect)> = Vec::new();
    for word in words {
        match boxes.last_mut() {
            Some((line, rect)) if *line == word.line => *rect = rect.join(&word.rect),
            _ => boxes.push((word.line, word.rect)),
        }
    }
    boxes.into_iter().map(|(_, rect)| rect).collect()
}

fn around(words: &[&str], start: usize, end: usize) -> (String, Vec<[usize; 2]>) {
    let from = start.saturating_sub(AROUND);
    let to = (end + AROUND).min(words.len());
    let units = |text: &str| text.encode_utf16().count();
    let mut before = words[from..start].join(" ");
    if from > 0 {
        before.insert_str(0, "… ");
    }
    if !before.is_empty() {
        before.push(' ');
    }
    let middle = words[start..end].join(" ");
    let mark = [units(&before), units(&before) + units(&middle)];
    let mut text = before + &middle;
    if to > end {
        text.push(' ');
        text.push_str(&words[end..to].join(" "));
    }
    if to < words.len() {
        text.push_str(" …");
    }
    (text, vec![mark])
}

/// `GET /casefile/matters/{matter}/search?q=`
pub(crate) async fn find(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Json<Found>, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    let index = visit.app.get::<Index>();
    find_in(visit.app.db(), &index, matter, &asked.q)
        .await
        .map(Json)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, x: i32, line: u32) -> Word {
        let y = line as i32 * 40;
        Word {
            text: text.into(),
            rect: Rect::from([x, y, x + 30, y + 20]),
            confidence: 90,
            line,
        }
    }

    #[test]
    fn a_phrase_over_two_lines_is_lit_on_both_and_marked_once() {
        let words = [
            word("cưỡng", 0, 0),
            word("đoạt", 40, 0),
            word("tài", 0, 1),
            word("sản.", 40, 1),
        ];
        let hit = hit_on(Uuid::nil(), "cuong doat tai san", &words, false);
        assert_eq!(
            hit.rects,
            [Rect::from([0, 0, 70, 20]), Rect::from([0, 40, 70, 60])]
        );
        assert_eq!(
            (hit.text.as_str(), hit.exact),
            ("cưỡng đoạt tài sản.", false)
        );
        assert_eq!(hit.marks, [[0, 19]]);
        assert!(hit_on(Uuid::nil(), "cưỡng đoạt", &words, false).exact);
    }

    #[test]
    fn a_misread_name_is_lit_where_it_stands() {
        let words = [
            word("ông", 0, 0),
            word("Ngnyễn", 40, 0),
            word("Hừug,", 80, 0),
        ];
        let hit = hit_on(Uuid::nil(), "Nguyễn Hùng", &words, true);
        assert_eq!(
            (hit.rects, hit.misread),
            (vec![Rect::from([40, 0, 110, 20])], true)
        );
    }
}
