//! Tìm trong hồ sơ: with and without diacritics, the hits lit on the page.
//!
//! The list of hits is told from the index alone. Boxes are drawn from the words of a page, which are ten times its text: those of the
//! first hits come with the list, those of others when they are looked at.

use std::collections::{HashMap, HashSet};

use axum::{
    Json,
    extract::{Path, Query},
    response::{IntoResponse, Response},
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
    /// Only the boxes on these pages, ids joined by commas.
    #[serde(default)]
    pub(crate) pages: String,
}

/// What the viewer lights up.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Found {
    /// Pages that answer.
    pub total: usize,
    /// The hits.
    pub hits: Vec<PageHit>,
    /// The index is being made anew: not everything is found yet.
    pub is_partial: bool,
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
    /// The boxes on the page, one for each line of each place; none: not drawn yet, asked for when the page is looked at.
    pub rects: Option<Vec<Rect>>,
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
/// The most pages shown with a name that may have been misread.
const MISREAD: usize = 40;
/// Hits that come with their boxes; as many are asked for at once later.
const BOXED: usize = 12;

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
    let mut asked = search::Query {
        text: text.clone(),
        matter: Some(matter),
        units: None,
        skip: 0,
        limit: MOST,
    };
    let (pages, mut total) = index.find(&asked).map_err(Problem::failed)?;
    let known: HashSet<Uuid> = pages.iter().map(|page| page.id).collect();
    let mut misread = Vec::new();
    // A name may stand there as the scanner misread it.
    if pages.len() < FEW && !text.starts_with('"') {
        asked.limit = MISREAD;
        misread = index.find_misread(&asked).map_err(Problem::failed)?;
        misread.retain(|page| !known.contains(&page.id));
        total += misread.len();
    }
    let ids: Vec<Uuid> = pages.iter().chain(&misread).map(|page| page.id).collect();
    let places = places_of(db, matter, &ids).await?;
    let right = pages.iter().map(|page| (page, false));
    let mut hits: Vec<PageHit> = right
        .chain(misread.iter().map(|page| (page, true)))
        // A page withheld since the index was fed is not shown.
        .filter_map(|(page, misread)| Some(hit(page, places.get(&page.id)?, misread)))
        .collect();
    let is_marked = text::fold(&text) != text.to_lowercase();
    hits.sort_by_key(|hit| (hit.misread, is_marked && !hit.exact, hit.no));
    let first: Vec<Uuid> = hits.iter().take(BOXED).map(|hit| hit.page).collect();
    let mut drawn = boxes_on(db, matter, &text, &first).await?;
    for hit in hits.iter_mut().take(BOXED) {
        hit.rects = Some(drawn.remove(&hit.page).unwrap_or_default());
    }
    let is_partial = index.is_refilled();
    Ok(Found {
        total,
        hits,
        is_partial,
    })
}

db::row! {
    /// Where a page that answers stands.
    struct Stands { id: Uuid, matter_id: Uuid, no: i64, bl: Option<String> }
}

async fn places_of(
    db: &db::Db,
    matter: Uuid,
    pages: &[Uuid],
) -> Result<HashMap<Uuid, Stands>, Problem> {
    if pages.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT id, matter_id, no, bl FROM casefile_page WHERE id IN ({})",
        listed(pages)
    );
    let rows: Vec<Stands> = db.all(sql, pages.iter().map(V::from).collect()).await?;
    let own = rows.into_iter().filter(|row| row.matter_id == matter);
    Ok(own.map(|row| (row.id, row)).collect())
}

/// "$1, $2": as many places as there are pages. That they are the matter's is looked at afterwards: asked here, a database may walk
/// through all pages of the matter.
fn listed(pages: &[Uuid]) -> String {
    let places: Vec<String> = (1..=pages.len()).map(|n| format!("${n}")).collect();
    places.join(", ")
}

/// What the list shows of a page; its boxes come later.
fn hit(page: &search::Hit, stands: &Stands, misread: bool) -> PageHit {
    let units = |text: &str| text.encode_utf16().count();
    let marks = page.marked.as_ref().map(|marked| {
        let before = units(page.snippet.get(..marked.start).unwrap_or_default());
        let middle = units(page.snippet.get(marked.clone()).unwrap_or_default());
        [before, before + middle]
    });
    PageHit {
        page: page.id,
        no: stands.no,
        bl: stands.bl.clone(),
        text: page.snippet.clone(),
        marks: marks.into_iter().collect(),
        rects: None,
        exact: page.exact,
        misread,
    }
}

db::row! {
    /// What was read on a page that answers.
    struct Read { page_id: Uuid, matter_id: Uuid, words: String }
}

/// The boxes of a query on pages of a matter, by page.
async fn boxes_on(
    db: &db::Db,
    matter: Uuid,
    query: &str,
    pages: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Rect>>, Problem> {
    if pages.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT page_id, matter_id, words FROM casefile_text WHERE page_id IN ({})",
        listed(pages)
    );
    let rows: Vec<Read> = db.all(sql, pages.iter().map(V::from).collect()).await?;
    let mut drawn = HashMap::new();
    for read in rows.into_iter().filter(|read| read.matter_id == matter) {
        let words = words_in(read.page_id, &read.words)?;
        drawn.insert(read.page_id, drawn_on(query, &words));
    }
    Ok(drawn)
}

/// Boxes of the places that answer: the phrase, else the phrase as a scanner may have misread it, else its words.
fn drawn_on(query: &str, words: &[Word]) -> Vec<Rect> {
    let written: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let is_phrase = query.starts_with('"');
    let whole = format!("\"{}\"", query.trim_matches('"'));
    let mut places = search::matches(&whole, &written);
    if places.is_empty() && !is_phrase {
        places = misread_places(query, &written);
    }
    if places.is_empty() && !is_phrase {
        places = search::matches(query, &written);
    }
    let boxed = |place: &search::Match| boxes(&words[place.words.clone()]);
    places.iter().flat_map(boxed).collect()
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

/// Trang và các khung của nó.
#[derive(Debug, Serialize)]
struct Boxes {
    page: Uuid,
    rects: Vec<Rect>,
}

/// `GET /casefile/matters/{matter}/search?q=`, or with `pages=` only the boxes on those.
pub(crate) async fn find(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    let sql = visit.app.db();
    if asked.pages.is_empty() {
        let index = visit.app.get::<Index>();
        let found = find_in(sql, &index, matter, &asked.q).await?;
        return Ok(Json(found).into_response());
    }
    let pages = asked.pages.split(',').filter_map(|id| id.parse().ok());
    let pages: Vec<Uuid> = pages.take(BOXED).collect();
    let text = text::nfc(asked.q.trim());
    let drawn = boxes_on(sql, matter, &text, &pages).await?;
    let boxes = drawn.into_iter().map(|(page, rects)| Boxes { page, rects });
    Ok(Json(boxes.collect::<Vec<_>>()).into_response())
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
    fn a_phrase_over_two_lines_is_lit_on_both() {
        let words = [
            word("cưỡng", 0, 0),
            word("đoạt", 40, 0),
            word("tài", 0, 1),
            word("sản.", 40, 1),
        ];
        assert_eq!(
            drawn_on("cuong doat tai san", &words),
            [Rect::from([0, 0, 70, 20]), Rect::from([0, 40, 70, 60])]
        );
    }

    #[test]
    fn a_misread_name_is_lit_where_it_stands() {
        let words = [
            word("Văn", 0, 0),
            word("Ngnyễn", 40, 0),
            word("Văn", 80, 0),
            word("Hừug,", 120, 0),
        ];
        let at = [Rect::from([40, 0, 150, 20])];
        assert_eq!(drawn_on("Nguyễn Văn Hùng", &words), at);
        let word_alone = [Rect::from([0, 0, 30, 20]), Rect::from([80, 0, 110, 20])];
        assert_eq!(drawn_on("văn minh", &words), word_alone);
        assert!(drawn_on("\"Nguyễn Hùng\"", &words).is_empty());
    }

    #[test]
    fn the_marks_in_the_words_of_a_hit_are_counted_as_the_browser_counts() {
        let found = search::Hit {
            id: Uuid::nil(),
            matter: Uuid::nil(),
            unit: String::new(),
            no: 3,
            score: 1.0,
            exact: true,
            snippet: "… bị cưỡng đoạt tài sản".to_owned(),
            marked: Some("… bị ".len().."… bị cưỡng đoạt".len()),
        };
        let stands = Stands {
            id: Uuid::nil(),
            matter_id: Uuid::nil(),
            no: 4,
            bl: None,
        };
        let hit = hit(&found, &stands, false);
        let units: Vec<u16> = hit.text.encode_utf16().collect();
        let [from, to] = hit.marks[0];
        assert_eq!(String::from_utf16(&units[from..to]).unwrap(), "cưỡng đoạt");
        assert_eq!((hit.no, hit.rects), (4, None));
    }
}
