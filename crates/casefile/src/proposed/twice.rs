//! Trang quét hai lần: of a file that is being ordered, the pages that show a sheet which came before, in this file or in another
//! of the same matter. Told before anything is accepted; nothing is taken out by itself.

use db::{Db, Sql, StorageError, args};
use files::{FileId, Files};
use uuid::Uuid;

use crate::order::doubles;
use crate::page::words_of;

use super::renew::readable;

/// Một trang và trang trước nó giống hệt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twice {
    /// The later page, counted from 1 within its file.
    pub page: i64,
    /// The page that came before.
    pub earlier: Uuid,
}

/// Pairs that are looked at; a file with more is a stack scanned twice as a whole.
const MOST: usize = 400;

db::row! { struct Printed { id: Uuid, no: i64, file_id: Uuid, picture: Option<String>, word_print: Option<String> } }

/// The pages of a file that were scanned before.
pub async fn find(db: &Db, store: &Files, file: Uuid) -> Result<Vec<Twice>, StorageError> {
    let Some(own) = readable(db, file).await? else {
        return Ok(Vec::new());
    };
    let pages: Vec<Printed> = db
        .all(
            "SELECT id, no, file_id, picture, word_print FROM casefile_page WHERE matter_id = $1 AND status = 'read' AND NOT blank ORDER BY no",
            args![own.matter_id],
        )
        .await?;
    let prints: Vec<Option<String>> = pages.iter().map(|page| page.word_print.clone()).collect();
    let pairs = doubles::alike(&prints).into_iter();
    let pairs = pairs.map(|(one, other)| (&pages[one], &pages[other]));
    let mut found: Vec<Twice> = Vec::new();
    for (earlier, later) in pairs.filter(|(_, later)| later.file_id == file).take(MOST) {
        let page = later.no - own.first_no + 1;
        let is_known = found.iter().any(|one| one.page == page);
        if !is_known && is_one_sheet(db, store, earlier, later).await? {
            let earlier = earlier.id;
            found.push(Twice { page, earlier });
        }
    }
    Ok(found)
}

async fn is_one_sheet(
    db: &Db,
    store: &Files,
    one: &Printed,
    other: &Printed,
) -> Result<bool, StorageError> {
    let (first, second) = (words_of(db, one.id).await?, words_of(db, other.id).await?);
    let Some(matched) = doubles::agreeing(&first, &second) else {
        return Ok(false);
    };
    let (Some(first), Some(second)) = (
        picture(store, one.picture.as_deref()).await,
        picture(store, other.picture.as_deref()).await,
    ) else {
        return Ok(false);
    };
    let work = tokio::task::spawn_blocking(move || scan::same_sheet(&first, &second, &matched));
    work.await
        .map_err(|cause| StorageError::Engine(cause.to_string()))
}

/// The bytes of a picture; a picture that is being made anew is looked at with the next ordering.
async fn picture(store: &Files, hash: Option<&str>) -> Option<Vec<u8>> {
    let id: FileId = hash?.parse().ok()?;
    store.get_unchecked(id).await.ok()
}
