//! Từ điển sửa chữ của đơn vị: what was misread once is looked for elsewhere in the file, and in the other files of the unit that the
//! person may correct, and is proposed with its picture.

use std::collections::{BTreeMap, HashMap};

use db::{Db, Sql, StorageError, args};
use scan::Rect;
use search::{Hit, Index};
use serde::Serialize;
use shell::Problem;
use uuid::Uuid;

use super::store::{CorrectionRow, corrections_of};
use crate::{
    matter::{MatterHead, head_of},
    page::{PageView, page, words_in},
};

/// Một điều từ điển biết, taken from the corrections that stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The newest correction that teaches it.
    pub id: Uuid,
    /// As misread.
    pub misread: String,
    /// As meant.
    pub meant: String,
    /// How often people typed it.
    pub times: i64,
}

/// Một chỗ giống thế.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Like {
    /// The page.
    pub page: Uuid,
    /// Its place in the file.
    pub no: i64,
    /// Its bút lục.
    pub bl: Option<String>,
    /// The address of its picture, and the size that the box is measured by.
    pub image: String,
    /// Width.
    pub w: i64,
    /// Height.
    pub h: i64,
    /// The box of the word.
    pub rect: Rect,
    /// As it stands there, with its marks.
    pub seen: String,
    /// As it is proposed.
    pub meant: String,
    /// The words around it.
    pub around: String,
    /// Likely misread here too; else a person must look twice, since the same letters may be right elsewhere.
    pub is_likely: bool,
    /// The file it stands in, where that is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<OtherFile>,
}

/// Hồ sơ khác có chữ ấy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OtherFile {
    /// The title of its matter.
    pub title: String,
    /// The page with the place lit.
    pub href: String,
    /// Where places of that file are taken.
    pub likes: String,
}

/// Những chỗ giống thế trong hồ sơ.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Likes {
    /// How many there are.
    pub total: usize,
    /// The first of them.
    pub places: Vec<Like>,
}

/// Places shown at once.
const MOST: usize = 200;
/// Pages looked through.
const PAGES: usize = 500;
/// Other files looked through at once.
const FILES: usize = 40;
/// Words shown before and after.
const AROUND: usize = 5;
/// A word that is a syllable must have been read with less to be proposed as misread.
const SURE: u8 = 85;

/// The letters between the marks around a word: "(Ngnyễn," is "Ngnyễn".
pub(super) fn core(word: &str) -> (&str, &str, &str) {
    let is_mark = |c: char| !c.is_alphanumeric();
    let start = word.len() - word.trim_start_matches(is_mark).len();
    let end = word.trim_end_matches(is_mark).len().max(start);
    (&word[..start], &word[start..end], &word[end..])
}

/// What a correction of one word teaches; marks and a change of nothing teach nothing.
pub(super) fn lesson(before: &str, after: &str) -> Option<(String, String)> {
    let (misread, meant) = (core(before).1, core(after).1);
    let is_lesson = misread != meant && misread.chars().count() > 1 && !meant.is_empty();
    (is_lesson && !misread.contains(' ')).then(|| (misread.to_owned(), meant.to_owned()))
}

/// Whether the letters cannot be a word, or were read with doubt.
fn is_likely(misread: &str, confidence: u8) -> bool {
    confidence < SURE || !text::syllable::is_syllable(misread)
}

/// The same misreading elsewhere in the matter, except where a person has already looked.
pub async fn likes_of(
    db: &Db,
    index: &Index,
    matter: Uuid,
    row: &CorrectionRow,
) -> Result<Likes, Problem> {
    match (&row.misread, &row.meant) {
        (Some(misread), Some(meant)) => find(db, index, matter, misread, meant).await,
        _ => Ok(Likes::default()),
    }
}

/// The same misreading in other files of the unit, those that may be corrected: asked of each matter once.
pub async fn likes_elsewhere(
    db: &Db,
    index: &Index,
    head: &MatterHead,
    row: &CorrectionRow,
    may_correct: impl Fn(&MatterHead) -> bool,
) -> Result<Likes, Problem> {
    let (Some(misread), Some(meant)) = (&row.misread, &row.meant) else {
        return Ok(Likes::default());
    };
    let mut hits = spelled(index, misread, None, Some(vec![head.unit.clone()]))?;
    hits.retain(|hit| hit.matter != head.id);
    let mut files: BTreeMap<Uuid, Vec<Hit>> = BTreeMap::new();
    for hit in hits {
        files.entry(hit.matter).or_default().push(hit);
    }
    let mut all = Likes::default();
    for (matter, hits) in files.into_iter().take(FILES) {
        let Some(other) = head_of(db, matter).await?.filter(&may_correct) else {
            continue;
        };
        let found = among(db, hits, misread, meant).await?;
        all.total += found.total;
        let room = MOST.saturating_sub(all.places.len());
        all.places
            .extend(found.places.into_iter().take(room).map(|like| Like {
                other: Some(OtherFile::of(&other, &like)),
                ..like
            }));
    }
    Ok(all)
}

impl OtherFile {
    fn of(head: &MatterHead, like: &Like) -> OtherFile {
        let rect: [i32; 4] = like.rect.into();
        let rect = rect.map(|n| n.to_string()).join(",");
        OtherFile {
            title: head.title.clone(),
            href: format!("{}?page={}&rect={rect}", head.href(), like.page),
            likes: format!("{}/words/likes", head.href()),
        }
    }
}

async fn find(
    db: &Db,
    index: &Index,
    matter: Uuid,
    misread: &str,
    meant: &str,
) -> Result<Likes, Problem> {
    let hits = spelled(index, misread, Some(matter), None)?;
    among(db, hits, misread, meant).await
}

/// Pages on which the misread form stands with just these marks: without that every other spelling would be read, too.
fn spelled(
    index: &Index,
    misread: &str,
    matter: Option<Uuid>,
    units: Option<Vec<String>>,
) -> Result<Vec<Hit>, Problem> {
    let asked = search::Query {
        text: format!("\"{misread}\""),
        matter,
        units,
        skip: 0,
        limit: PAGES,
    };
    let (mut hits, _) = index.find(&asked).map_err(Problem::failed)?;
    hits.retain(|hit| hit.exact);
    hits.sort_by_key(|hit| hit.no);
    Ok(hits)
}

/// The places on these pages.
async fn among(db: &Db, hits: Vec<Hit>, misread: &str, meant: &str) -> Result<Likes, Problem> {
    let mut likes = Likes::default();
    for hit in hits {
        let kept: Option<String> = db
            .opt(
                "SELECT words FROM casefile_text WHERE page_id = $1",
                args![hit.id],
            )
            .await?;
        let Some(words) = kept.map(|json| words_in(hit.id, &json)).transpose()? else {
            continue;
        };
        let places: Vec<usize> = (0..words.len())
            .filter(|at| core(&words[*at].text).1 == misread)
            .collect();
        if places.is_empty() {
            continue;
        }
        let looked_at = looked_at(db, hit.id).await?;
        let Some(page) = page(db, hit.id).await? else {
            continue;
        };
        let view = PageView::from(&page);
        for at in places {
            let word = &words[at];
            if looked_at.contains(&word.rect) {
                continue;
            }
            likes.total += 1;
            if likes.places.len() == MOST {
                continue;
            }
            let (lead, _, tail) = core(&word.text);
            let around = &words[at.saturating_sub(AROUND)..(at + AROUND + 1).min(words.len())];
            let around: Vec<&str> = around.iter().map(|word| word.text.as_str()).collect();
            likes.places.push(Like {
                page: page.id,
                no: page.no,
                bl: page.bl.clone(),
                image: view.image.clone(),
                w: view.w,
                h: view.h,
                rect: word.rect,
                seen: word.text.clone(),
                meant: format!("{lead}{meant}{tail}"),
                around: around.join(" "),
                is_likely: is_likely(misread, word.confidence),
                other: None,
            });
        }
    }
    Ok(likes)
}

/// The boxes of a page that a person has already typed into or confirmed.
async fn looked_at(db: &Db, page: Uuid) -> Result<Vec<Rect>, StorageError> {
    let mut boxes = Vec::new();
    for row in corrections_of(db, page)
        .await?
        .iter()
        .filter(|row| row.is_standing())
    {
        boxes.extend(row.put_in()?.iter().map(|word| word.rect));
    }
    Ok(boxes)
}

/// Forms that the dictionary looks for at once.
const LESSONS: i64 = 300;

/// What the office has learnt, the most often typed first.
pub async fn lessons(sql: &impl Sql, unit: &str) -> Result<Vec<Lesson>, StorageError> {
    db::row! { struct Learnt { misread: String, meant: String, times: i64, last: i64 } }
    let rows: Vec<Learnt> = sql
        .all(
            "SELECT misread, meant, count(*) AS times, MAX(made_at) AS last FROM casefile_correction
              WHERE unit_id = $1 AND misread IS NOT NULL AND undone_at IS NULL
              GROUP BY misread, meant ORDER BY times DESC, last DESC, misread, meant LIMIT $2",
            args![unit, LESSONS],
        )
        .await?;
    let mut known: HashMap<String, ()> = HashMap::new();
    let mut lessons = Vec::new();
    // Of two meanings of one misreading the one typed more often is proposed.
    for row in rows {
        if known.insert(row.misread.clone(), ()).is_some() {
            continue;
        }
        let id: Uuid = sql
            .one(
                "SELECT id FROM casefile_correction WHERE unit_id = $1 AND misread = $2 AND meant = $3 AND undone_at IS NULL ORDER BY made_at DESC, id DESC LIMIT 1",
                args![unit, &row.misread, &row.meant],
            )
            .await?;
        lessons.push(Lesson {
            id,
            misread: row.misread,
            meant: row.meant,
            times: row.times,
        });
    }
    Ok(lessons)
}

/// What the office's dictionary finds in a file: each lesson with how many likely places it has.
pub(super) async fn found_in(
    db: &Db,
    index: &Index,
    matter: Uuid,
    unit: &str,
) -> Result<Vec<(Lesson, usize)>, Problem> {
    let mut found = Vec::new();
    for lesson in lessons(db, unit).await? {
        let likes = find(db, index, matter, &lesson.misread, &lesson.meant).await?;
        let likely = likes.places.iter().filter(|place| place.is_likely).count();
        if likely > 0 {
            found.push((lesson, likely));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_learns_letters_and_never_marks() {
        assert_eq!(
            lesson("(Ngnyễn,", "Nguyễn"),
            Some(("Ngnyễn".into(), "Nguyễn".into()))
        );
        assert_eq!(
            lesson("đượcgiao", "được giao"),
            Some(("đượcgiao".into(), "được giao".into()))
        );
        for (before, after) in [
            ("tiền.", "tiền"),
            ("tiền", "tiền"),
            ("l", "1"),
            ("—", "và"),
            ("tiền", ""),
        ] {
            assert_eq!(lesson(before, after), None, "{before}");
        }
    }

    #[test]
    fn what_may_be_a_word_is_proposed_only_where_it_was_read_with_doubt() {
        assert!(is_likely("Ngnyễn", 95));
        assert!(is_likely("thang", 60));
        assert!(!is_likely("thang", 95));
    }
}
