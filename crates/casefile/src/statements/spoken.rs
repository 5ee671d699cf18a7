//! Văn bản của một lời khai: the words of its pages as one text, so that what is found in it leads back to its boxes.

use std::ops::Range;

use db::{Sql, StorageError, args};
use scan::{Rect, Word};
use uuid::Uuid;

use crate::page::words_in;

db::row! {
    /// Một trang của lời khai.
    pub(super) struct SpokenPage {
        pub id: Uuid,
        pub no: i64,
        pub bl: Option<String>,
        pub thumb: Option<String>,
        pub w: i64,
        pub h: i64,
        pub quarters: i64,
        words: String,
    }
}

impl SpokenPage {
    pub fn leaf(&self) -> String {
        leaf(self.bl.as_deref(), self.no)
    }
}

/// "BL 12", or its place where it has no number.
pub(super) fn leaf(bl: Option<&str>, no: i64) -> String {
    match bl {
        Some(bl) => format!("BL {bl}"),
        None => format!("Trang {no}"),
    }
}

/// The address of a page's small picture; empty while there is none.
pub(super) fn preview(page: Uuid, thumb: Option<&str>) -> String {
    thumb
        .and_then(|hash| hash.get(..12))
        .map_or(String::new(), |version| {
            format!("/casefile/pages/{page}/thumb?v={version}")
        })
}

/// Lời khai thành văn.
pub(super) struct Spoken {
    pub text: String,
    pub pages: Vec<SpokenPage>,
    /// The page of each word, where it begins in the text, its line and its box.
    words: Vec<(usize, usize, u32, Rect)>,
}

/// The text of some pages of a matter.
pub(super) async fn spoken(
    sql: &impl Sql,
    matter: Uuid,
    (first, last): (i64, i64),
) -> Result<Spoken, StorageError> {
    let pages: Vec<SpokenPage> = sql
        .all(
            "SELECT p.id, p.no, p.bl, p.thumb, p.w, p.h, p.quarters, t.words FROM casefile_page p JOIN casefile_text t ON t.page_id = p.id
              WHERE p.matter_id = $1 AND p.no BETWEEN $2 AND $3 ORDER BY p.no",
            args![matter, first, last],
        )
        .await?;
    let read: Result<Vec<Vec<Word>>, StorageError> = pages
        .iter()
        .map(|page| words_in(page.id, &page.words))
        .collect();
    Ok(Spoken::of(pages, read?))
}

impl Spoken {
    fn of(pages: Vec<SpokenPage>, read: Vec<Vec<Word>>) -> Spoken {
        let mut spoken = Spoken {
            text: String::new(),
            pages,
            words: Vec::new(),
        };
        let mut line = None;
        for (page, words) in read.iter().enumerate() {
            for word in words {
                if !spoken.text.is_empty() {
                    let is_same = line == Some((page, word.line));
                    spoken.text.push(if is_same { ' ' } else { '\n' });
                }
                line = Some((page, word.line));
                spoken
                    .words
                    .push((page, spoken.text.len(), word.line, word.rect));
                spoken.text.push_str(&word.text);
            }
        }
        spoken
    }

    /// The page on which a stretch of the text begins, and a box for each of its lines there.
    pub fn place(&self, range: &Range<usize>) -> Option<(&SpokenPage, Vec<Rect>)> {
        let first = self
            .words
            .partition_point(|(_, start, ..)| *start <= range.start)
            .checked_sub(1)?;
        let end = self
            .words
            .partition_point(|(_, start, ..)| *start < range.end);
        let page = self.words.get(first)?.0;
        let mut rects: Vec<(u32, Rect)> = Vec::new();
        for (at, _, line, rect) in &self.words[first..end.max(first + 1)] {
            match rects.last_mut() {
                _ if *at != page => break,
                Some((last, all)) if last == line => *all = all.join(rect),
                _ => rects.push((*line, *rect)),
            }
        }
        Some((
            self.pages.get(page)?,
            rects.into_iter().map(|(_, rect)| rect).collect(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_over_two_lines_leads_to_two_boxes_on_its_page() {
        let page = |no| SpokenPage {
            id: Uuid::nil(),
            no,
            bl: None,
            thumb: None,
            w: 100,
            h: 100,
            quarters: 0,
            words: String::new(),
        };
        let word = |text: &str, x: i32, line: u32| Word {
            text: text.into(),
            rect: Rect::from([x, 20 * line as i32, x + 8, 20 * line as i32 + 10]),
            confidence: 90,
            line,
        };
        let read = vec![
            vec![word("Tôi", 0, 0)],
            vec![word("đưa", 0, 0), word("20", 10, 0), word("triệu", 0, 1)],
        ];
        let spoken = Spoken::of(vec![page(1), page(2)], read);
        assert_eq!(spoken.text, "Tôi\nđưa 20\ntriệu");
        let at = spoken.text.find("20").unwrap();
        let (page, rects) = spoken.place(&(at..spoken.text.len())).unwrap();
        assert_eq!((page.no, rects.len()), (2, 2));
        assert_eq!(rects[0], Rect::from([10, 0, 18, 10]));
    }
}
