//! Trang đã đọc, từ cơ sở dữ liệu: what the jobs kept of a page, as the ordering wants it. `kiemsat digitise` makes the same
//! from the reading itself; `tests/scans/proposal.rs` holds both against each other.

use std::collections::HashMap;

use db::{Sql, StorageError, args};
use uuid::Uuid;

use crate::order::{PageSeen, StampSeen};
use crate::page::words_in;

db::row! {
    struct Kept {
        id: Uuid, no: i64, status: String, w: i64, h: i64, blank: bool, quarters: i64, handwritten: bool, needs_person: bool,
        confidence: f64, stamp: Option<String>, bl: Option<String>, bl_owner: Option<String>, bl_unclear: bool, bl_by: Option<Uuid>,
    }
}

db::row! { struct Text { page_id: Uuid, words: String } }

/// The pages of a stretch of a matter's file, numbered from 1 at `first`.
pub async fn seen_of(
    sql: &impl Sql,
    matter: Uuid,
    first: i64,
    last: i64,
) -> Result<Vec<PageSeen>, StorageError> {
    let pages: Vec<Kept> = sql
        .all(
            "SELECT id, no, status, w, h, blank, quarters, handwritten, needs_person, confidence, stamp, bl, bl_owner, bl_unclear, bl_by
               FROM casefile_page WHERE matter_id = $1 AND no BETWEEN $2 AND $3 ORDER BY no",
            args![matter, first, last],
        )
        .await?;
    let texts: Vec<Text> = sql
        .all(
            "SELECT t.page_id, t.words FROM casefile_text t JOIN casefile_page p ON p.unit_id = t.unit_id AND p.id = t.page_id
              WHERE p.matter_id = $1 AND p.no BETWEEN $2 AND $3 AND p.status = 'read'",
            args![matter, first, last],
        )
        .await?;
    let mut texts: HashMap<Uuid, String> = texts
        .into_iter()
        .map(|text| (text.page_id, text.words))
        .collect();
    let seen = pages.into_iter().map(|page| {
        let words = texts.remove(&page.id);
        seen(page, first, words.as_deref())
    });
    seen.collect()
}

fn seen(page: Kept, first: i64, words: Option<&str>) -> Result<PageSeen, StorageError> {
    let no = usize::try_from(page.no - first + 1).unwrap_or(0);
    if page.status != "read" {
        return Ok(PageSeen {
            no,
            needs_person: true,
            ..PageSeen::default()
        });
    }
    let size = |pixels: i64| u32::try_from(pixels).unwrap_or(0);
    Ok(PageSeen {
        no,
        words: words.map_or(Ok(Vec::new()), |words| words_in(page.id, words))?,
        width: size(page.w),
        height: size(page.h),
        blank: page.blank,
        quarters: page.quarters.rem_euclid(4) as u8,
        handwritten: page.handwritten,
        needs_person: page.needs_person,
        confidence: page.confidence as f32,
        stamp: stamp(&page)?,
    })
}

/// The stamp as it was seen; what a person wrote of its number counts before that.
fn stamp(page: &Kept) -> Result<Option<StampSeen>, StorageError> {
    let kept = page.stamp.as_deref().map(|json| {
        serde_json::from_str::<StampSeen>(json).map_err(|cause| StorageError::Column {
            column: format!("casefile_page.stamp of {}", page.id),
            cause: cause.to_string(),
        })
    });
    let owner = || owner_of(page.bl_owner.as_deref());
    // Pages read before stamps were kept whole know their number alone.
    let kept = kept.transpose()?.or_else(|| {
        page.bl_owner.is_some().then(|| StampSeen {
            owner: owner(),
            number: page.bl.clone(),
            unclear: page.bl_unclear,
            by_person: false,
            heard: Vec::new(),
            signs: Vec::new(),
        })
    });
    if page.bl_by.is_none() {
        return Ok(kept);
    }
    Ok(match (&page.bl, kept) {
        (None, _) => None,
        (Some(number), kept) => Some(StampSeen {
            owner: kept.as_ref().map_or_else(owner, |stamp| stamp.owner),
            number: Some(number.clone()),
            unclear: false,
            by_person: true,
            heard: Vec::new(),
            // What a person reads teaches how its writer draws digits.
            signs: kept.map_or_else(Vec::new, |stamp| stamp.signs),
        }),
    })
}

/// Whose series a kept word means; the investigating body's where nothing is kept.
pub(crate) fn owner_of(kept: Option<&str>) -> scan::StampOwner {
    match kept {
        Some("procuracy") => scan::StampOwner::Procuracy,
        Some("court") => scan::StampOwner::Court,
        _ => scan::StampOwner::Investigator,
    }
}
