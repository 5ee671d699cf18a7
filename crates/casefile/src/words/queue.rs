//! Trang cần người xem: from one doubtful word to the next, page by page through the file.

use db::{Sql, StorageError, args};
use scan::Rect;
use serde::Serialize;
use uuid::Uuid;

use super::{doubts, is_doubtful};
use crate::page::words_in;

/// Chỗ dừng: a doubtful word, or a page that as a whole waits for a person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stop {
    /// The page.
    pub page: Uuid,
    /// Its place in the file.
    pub no: i64,
    /// Its bút lục.
    pub bl: Option<String>,
    /// The word's place on the page; none: the whole page.
    pub at: Option<i64>,
    /// Its box.
    pub rect: Option<Rect>,
    /// Its letters.
    pub text: String,
    /// Pages that still wait, this one too.
    pub left: i64,
}

/// Pages that a person should look at. `-1` is a page whose doubts were not counted yet.
pub(super) const WAITING: &str =
    "status = 'read' AND NOT blank AND reviewed_at IS NULL AND (needs_person OR doubtful <> 0)";

/// Pages looked at in one go.
const AT_ONCE: i64 = 20;

/// The next stop after a word of a page; from the first page of the file with `(0, -1)`.
pub async fn next_stop(
    sql: &impl Sql,
    matter: Uuid,
    (no, at): (i64, i64),
) -> Result<Option<Stop>, StorageError> {
    db::row! { struct Waiting { unit_id: String, id: Uuid, no: i64, bl: Option<String>, needs_person: bool, doubtful: i64, words: String } }
    let mut from = no;
    loop {
        let pages: Vec<Waiting> = sql
            .all(
                format!(
                    "SELECT p.unit_id, p.id, p.no, p.bl, p.needs_person, p.doubtful, t.words FROM casefile_page p JOIN casefile_text t ON t.page_id = p.id
                      WHERE p.matter_id = $1 AND p.no >= $2 AND {WAITING} ORDER BY p.no LIMIT $3"
                ),
                args![matter, from, AT_ONCE],
            )
            .await?;
        let Some(last) = pages.last().map(|page| page.no) else {
            return Ok(None);
        };
        for page in pages {
            let words = words_in(page.id, &page.words)?;
            let counted = doubts(&words);
            if page.doubtful != counted {
                sql.exec(
                    "UPDATE casefile_page SET doubtful = $1 WHERE unit_id = $2 AND id = $3",
                    args![counted, &page.unit_id, page.id],
                )
                .await?;
            }
            let after = if page.no == no { at } else { -1 };
            let word = words
                .iter()
                .enumerate()
                .find(|(place, word)| *place as i64 > after && is_doubtful(word));
            let is_whole = word.is_none() && counted == 0 && page.needs_person && after < 0;
            if word.is_none() && !is_whole {
                continue;
            }
            return Ok(Some(Stop {
                page: page.id,
                no: page.no,
                bl: page.bl,
                at: word.map(|(place, _)| place as i64),
                rect: word.map(|(_, word)| word.rect),
                text: word.map_or(String::new(), |(_, word)| word.text.clone()),
                left: waiting(sql, matter).await?,
            }));
        }
        from = last + 1;
    }
}

/// The stop before a word of a page; the last of the file when asked from behind its end.
pub async fn stop_before(
    sql: &impl Sql,
    matter: Uuid,
    (no, at): (i64, i64),
) -> Result<Option<Stop>, StorageError> {
    db::row! { struct Waiting { id: Uuid, no: i64, bl: Option<String>, words: String } }
    let mut until = no;
    loop {
        let pages: Vec<Waiting> = sql
            .all(
                format!(
                    "SELECT p.id, p.no, p.bl, t.words FROM casefile_page p JOIN casefile_text t ON t.page_id = p.id
                      WHERE p.matter_id = $1 AND p.no <= $2 AND {WAITING} ORDER BY p.no DESC LIMIT $3"
                ),
                args![matter, until, AT_ONCE],
            )
            .await?;
        let Some(first) = pages.last().map(|page| page.no) else {
            return Ok(None);
        };
        for page in pages {
            let words = words_in(page.id, &page.words)?;
            // A page that waits as a whole is passed once its own place was the stop.
            let before = if page.no == no { at } else { i64::MAX };
            let word = words
                .iter()
                .enumerate()
                .rfind(|(place, word)| (*place as i64) < before && is_doubtful(word));
            let is_whole = word.is_none() && doubts(&words) == 0 && before == i64::MAX;
            if word.is_none() && !is_whole {
                continue;
            }
            return Ok(Some(Stop {
                page: page.id,
                no: page.no,
                bl: page.bl,
                at: word.map(|(place, _)| place as i64),
                rect: word.map(|(_, word)| word.rect),
                text: word.map_or(String::new(), |(_, word)| word.text.clone()),
                left: waiting(sql, matter).await?,
            }));
        }
        until = first - 1;
    }
}

/// How many pages still wait.
pub(crate) async fn waiting(sql: &impl Sql, matter: Uuid) -> Result<i64, StorageError> {
    sql.one(
        format!("SELECT count(*) FROM casefile_page WHERE matter_id = $1 AND {WAITING}"),
        args![matter],
    )
    .await
}
