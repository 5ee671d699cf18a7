//! Trang hồ sơ: what is kept of a page, and how pages are asked for.

use db::{Sql, StorageError, args};
use serde::Serialize;
use uuid::Uuid;

use crate::seen;

db::row! {
    /// Trang hồ sơ.
    pub struct PageRow {
        /// The unit of its matter.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// Its matter.
        pub matter_id: Uuid,
        /// The file it came in.
        pub file_id: Uuid,
        /// Its place in the matter's file, from 1.
        pub no: i64,
        /// Its place in the file it came in, from 1.
        pub file_page: i64,
        /// `waiting`, `shown`, `read`, `failed`.
        pub status: String,
        /// Why it failed.
        pub reason: String,
        /// Grows with every change.
        pub revision: i64,
        /// When it last changed, ms UTC.
        pub changed_at: i64,
        /// Hash of its upright picture.
        pub picture: Option<String>,
        /// Hash of its thumbnail.
        pub thumb: Option<String>,
        /// Width of the picture; every box is in its pixels.
        pub w: i64,
        /// Height of the picture.
        pub h: i64,
        /// Quarter turns that made it upright.
        pub quarters: i64,
        /// Further degrees that made it straight.
        pub degrees: f64,
        /// Who turned it by hand.
        pub turned_by: Option<Uuid>,
        /// Trang trắng.
        pub blank: bool,
        /// Bút lục, as stamped or corrected.
        pub bl: Option<String>,
        /// Whose stamp: `investigator`, `procuracy`, `court`.
        pub bl_owner: Option<String>,
        /// How sure the engine was of the number, 0 to 100.
        pub bl_confidence: i64,
        /// A stamp stands there whose number could not be read.
        pub bl_unclear: bool,
        /// Who wrote the number by hand.
        pub bl_by: Option<Uuid>,
        /// Mean confidence of its letters.
        pub confidence: f64,
        /// The text must be compared with the picture.
        pub needs_person: bool,
        /// Probably written by hand.
        pub handwritten: bool,
        /// What reading found of it, codes of [`scan::Finding`] separated by blanks.
        pub findings: String,
    }
}

const COLUMNS: &str = "unit_id, id, matter_id, file_id, no, file_page, status, reason, revision, changed_at, picture, thumb, w, h, quarters,
       degrees, turned_by, blank, bl, bl_owner, bl_confidence, bl_unclear, bl_by, confidence, needs_person, handwritten, findings";

impl PageRow {
    /// How the page was turned upright.
    pub(crate) fn turn(&self) -> scan::Turn {
        scan::Turn {
            quarters: (self.quarters.rem_euclid(4)) as u8,
            degrees: self.degrees as f32,
        }
    }

    /// "BL 12", or its place where it has no number.
    pub fn label(&self) -> String {
        match &self.bl {
            Some(bl) => format!("BL {bl}"),
            None => format!("Trang {}", self.no),
        }
    }
}

/// Một trang, as the viewer reads it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageView {
    /// Its id.
    pub id: Uuid,
    /// Its place, from 1.
    pub no: i64,
    /// Width that every box is measured by.
    pub w: i64,
    /// Height.
    pub h: i64,
    /// The address of its picture.
    pub image: String,
    /// The address of its thumbnail.
    pub thumb: String,
    /// Bút lục.
    pub bl: Option<String>,
    /// The number it should carry by its neighbours; a proposal, see the module `inferred`.
    pub bl_guess: Option<String>,
    /// `waiting`, `reading`, `ready`, `failed`.
    pub status: &'static str,
    /// Trang trắng.
    pub blank: bool,
    /// Why it failed, or what a person should look at.
    pub note: String,
}

impl From<&PageRow> for PageView {
    fn from(page: &PageRow) -> Self {
        let (w, h) = if page.w > 0 { (page.w, page.h) } else { A4 };
        PageView {
            id: page.id,
            no: page.no,
            w,
            h,
            image: image_href(page.id, page.picture.as_deref()),
            thumb: format!(
                "/casefile/pages/{}/thumb?v={}",
                page.id,
                version(page.thumb.as_deref())
            ),
            bl: page.bl.clone(),
            bl_guess: None,
            status: match page.status.as_str() {
                "waiting" => "waiting",
                "shown" => "reading",
                "read" => "ready",
                _ => "failed",
            },
            blank: page.blank,
            note: note(page),
        }
    }
}

/// The address of a page's picture, which changes with the picture.
pub fn image_href(page: Uuid, picture: Option<&str>) -> String {
    format!("/casefile/pages/{page}/image?v={}", version(picture))
}

fn version(hash: Option<&str>) -> &str {
    hash.map_or("", |hash| hash.get(..12).unwrap_or(hash))
}

/// A page that has not been opened yet is drawn as A4 at the display's resolution.
const A4: (i64, i64) = (1240, 1754);

fn note(page: &PageRow) -> String {
    match () {
        () if page.status == "failed" => page.reason.clone(),
        () => seen::told(&page.findings, page.handwritten, page.needs_person).join(" "),
    }
}

/// A page by its id.
pub async fn page(sql: &impl Sql, id: Uuid) -> Result<Option<PageRow>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM casefile_page WHERE id = $1"),
        args![id],
    )
    .await
}

/// The pages of a matter in their order.
pub async fn pages_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<PageRow>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM casefile_page WHERE matter_id = $1 ORDER BY no"),
        args![matter],
    )
    .await
}

/// Pages of a matter from a place to a place, in their order.
pub async fn pages_in(
    sql: &impl Sql,
    matter: Uuid,
    first: i64,
    last: i64,
) -> Result<Vec<PageRow>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM casefile_page WHERE matter_id = $1 AND no BETWEEN $2 AND $3 ORDER BY no"),
        args![matter, first, last],
    )
    .await
}

/// The place of a page in its matter.
pub(crate) async fn place_of(
    sql: &impl Sql,
    matter: Uuid,
    id: Uuid,
) -> Result<Option<i64>, StorageError> {
    sql.opt(
        "SELECT no FROM casefile_page WHERE id = $1 AND matter_id = $2",
        args![id, matter],
    )
    .await
}

/// Pages of a matter that changed after a moment, in their order.
pub(crate) async fn pages_changed(
    sql: &impl Sql,
    matter: Uuid,
    after: i64,
) -> Result<Vec<PageRow>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM casefile_page WHERE matter_id = $1 AND changed_at > $2 ORDER BY changed_at, no"),
        args![matter, after],
    )
    .await
}

/// Pages of a file from one to another, in their order.
pub(crate) async fn pages_between(
    sql: &impl Sql,
    file: Uuid,
    first: i64,
    last: i64,
) -> Result<Vec<PageRow>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM casefile_page WHERE file_id = $1 AND file_page BETWEEN $2 AND $3 ORDER BY file_page"),
        args![file, first, last],
    )
    .await
}

/// The words of a page with their boxes; none while it has not been read.
pub async fn words_of(sql: &impl Sql, page: Uuid) -> Result<Vec<scan::Word>, StorageError> {
    let json: Option<String> = sql
        .opt(
            "SELECT words FROM casefile_text WHERE page_id = $1",
            args![page],
        )
        .await?;
    let Some(json) = json else {
        return Ok(Vec::new());
    };
    words_in(page, &json)
}

/// The words of a page as they are kept.
pub(crate) fn words_in(page: Uuid, json: &str) -> Result<Vec<scan::Word>, StorageError> {
    serde_json::from_str(json).map_err(|cause| StorageError::Column {
        column: format!("casefile_text.words of {page}"),
        cause: cause.to_string(),
    })
}

/// The text of a page; empty while it has not been read.
pub async fn text_of(sql: &impl Sql, page: Uuid) -> Result<String, StorageError> {
    let text: Option<String> = sql
        .opt(
            "SELECT text FROM casefile_text WHERE page_id = $1",
            args![page],
        )
        .await?;
    Ok(text.unwrap_or_default())
}
