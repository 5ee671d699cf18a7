//! Lần sửa chữ được giữ: one version after another, each with who, when, before and after.

use db::{Sql, StorageError, V, args};
use people::{Right, Work, WorkError};
use scan::{Rect, Word};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    doubts,
    likes::lesson,
    messages,
    sheet::{Sheet, typed},
};
use crate::{
    matter::MatterHead,
    page::{PageRow, words_in},
};

db::row! {
    /// Lần sửa chữ.
    pub struct CorrectionRow {
        /// Its id.
        pub id: Uuid,
        /// Its page.
        pub page_id: Uuid,
        /// The box as JSON, on the picture as it stood.
        pub rect: String,
        /// The size of that picture.
        pub w: i64,
        /// The same.
        pub h: i64,
        /// How it was turned.
        pub quarters: i64,
        /// What stood there.
        pub before_text: String,
        /// What a person typed; the same: the machine was right.
        pub after_text: String,
        /// The words taken out, as JSON.
        pub before_words: String,
        /// The words put in, as JSON.
        pub after_words: String,
        /// What the dictionary learns to look for.
        pub misread: Option<String>,
        /// What it proposes.
        pub meant: Option<String>,
        /// The page was read again, and no word stands in the box any more.
        pub is_lapsed: bool,
        /// Who typed.
        pub made_by: Uuid,
        /// When, ms UTC.
        pub made_at: i64,
        /// Who took it back.
        pub undone_by: Option<Uuid>,
        /// When.
        pub undone_at: Option<i64>,
    }
}

pub(super) const COLUMNS: &str = "id, page_id, rect, w, h, quarters, before_text, after_text, before_words, after_words, misread, meant,
       is_lapsed, made_by, made_at, undone_by, undone_at";

impl CorrectionRow {
    /// The words put in.
    pub(super) fn put_in(&self) -> Result<Vec<Word>, StorageError> {
        words_in(self.page_id, &self.after_words)
    }

    /// The box.
    pub(super) fn rect(&self) -> Result<Rect, StorageError> {
        serde_json::from_str::<[i32; 4]>(&self.rect)
            .map(Rect::from)
            .map_err(|cause| StorageError::Column {
                column: format!("casefile_correction.rect of {}", self.id),
                cause: cause.to_string(),
            })
    }

    /// Still holds.
    pub fn is_standing(&self) -> bool {
        self.undone_at.is_none() && !self.is_lapsed
    }
}

/// The versions of a page, in the order they were made, those taken back too.
pub async fn corrections_of(
    sql: &impl Sql,
    page: Uuid,
) -> Result<Vec<CorrectionRow>, StorageError> {
    sql.all(
        format!(
            "SELECT {COLUMNS} FROM casefile_correction WHERE page_id = $1 ORDER BY made_at, id"
        ),
        args![page],
    )
    .await
}

/// What a person typed, and where.
#[derive(Debug, Clone, Deserialize)]
pub struct Asked {
    /// The box of the word.
    pub rect: [i32; 4],
    /// The letters that stood there when the person looked.
    pub seen: String,
    /// What was typed; the same: the machine was right; empty: no letters at all.
    pub text: String,
    /// The whole line of that word was typed anew.
    #[serde(default)]
    pub is_line: bool,
    /// The correction that proposed it.
    #[serde(default)]
    pub like: Option<Uuid>,
}

/// Letters of a line.
const LONGEST: usize = 400;

/// Sửa chữ: the page's words, its text and its place in the index change together; the version stays.
pub async fn correct(
    work: &Work,
    matter: &MatterHead,
    page: &PageRow,
    asked: &Asked,
) -> Result<Uuid, WorkError> {
    require(work, matter).await?;
    let typed_text = text::clean(&asked.text);
    if typed_text.chars().count() > LONGEST {
        return Err(WorkError::invalid("text", messages::too_long(LONGEST)));
    }
    // The page's row first: a reading of the same page waits for it, or made it another page before.
    let (page, mut sheet) = locked(work, page).await?;
    let at = sheet
        .find(Rect::from(asked.rect), &asked.seen)
        .ok_or(WorkError::ChangedMeanwhile)?;
    let at = match asked.is_line {
        true => sheet.line_of(at),
        false => at..at + 1,
    };
    let before: Vec<Word> = sheet.words[at.clone()].to_vec();
    let after = typed(&before, &typed_text);
    let rect = before
        .iter()
        .map(|word| word.rect)
        .reduce(|all, rect| all.join(&rect));
    let rect: [i32; 4] = rect.unwrap_or(Rect::from(asked.rect)).into();
    let before_text = joined(&before);
    let learnt = match asked.is_line {
        true => None,
        false => lesson(&before_text, &typed_text),
    };
    let (misread, meant) = learnt.unzip();
    sheet.put(at, &after);
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO casefile_correction (unit_id, id, matter_id, page_id, rect, w, h, quarters, before_text, after_text, before_words, after_words,
                    misread, meant, like_id, is_lapsed, made_by, made_at, undone_by, undone_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, FALSE, $16, $17, NULL, NULL)",
            args![
                &page.unit_id,
                id,
                matter.id,
                page.id,
                json(&rect)?,
                page.w,
                page.h,
                page.quarters,
                before_text,
                joined(&after),
                json(&before)?,
                json(&after)?,
                V::S(misread),
                V::S(meant),
                asked.like,
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    keep(work, &page, &sheet).await?;
    work.note(
        "casefile.word.corrected",
        "casefile.page",
        page.id,
        &id.to_string(),
    )
    .await?;
    Ok(id)
}

/// Hoàn tác: what stood there before stands there again; the version stays in the history.
pub async fn undo(
    work: &Work,
    matter: &MatterHead,
    page: &PageRow,
    id: Uuid,
) -> Result<(), WorkError> {
    require(work, matter).await?;
    let (page, mut sheet) = locked(work, page).await?;
    let found: Option<CorrectionRow> = work
        .tx
        .opt(
            format!("SELECT {COLUMNS} FROM casefile_correction WHERE id = $1 AND page_id = $2"),
            args![id, page.id],
        )
        .await?;
    let row = found
        .filter(CorrectionRow::is_standing)
        .ok_or(WorkError::NotFound)?;
    let before = words_in(page.id, &row.before_words)?;
    let after = row.put_in()?;
    let line = before.first().map_or(0, |word| word.line);
    let place = sheet.find_all(&after, row.rect()?, line);
    let place = place.ok_or_else(|| WorkError::invalid("", messages::CORRECTED_AGAIN))?;
    sheet.put(place, &before);
    work.tx
        .exec(
            "UPDATE casefile_correction SET undone_by = $1, undone_at = $2 WHERE id = $3 AND undone_at IS NULL",
            args![work.actor.person, work.now_ms, id],
        )
        .await?;
    keep(work, &page, &sheet).await?;
    work.note(
        "casefile.word.undone",
        "casefile.page",
        page.id,
        &id.to_string(),
    )
    .await
}

/// Đã xem xong trang: a person has compared the page and leaves the rest as it is; or takes that back.
pub async fn set_reviewed(
    work: &Work,
    matter: &MatterHead,
    page: &PageRow,
    is_reviewed: bool,
) -> Result<(), WorkError> {
    require(work, matter).await?;
    let (by, at) = match is_reviewed {
        true => (Some(work.actor.person), Some(work.now_ms)),
        false => (None, None),
    };
    work.tx
        .exec(
            "UPDATE casefile_page SET needs_person = $1, reviewed_by = $2, reviewed_at = $3, revision = revision + 1, changed_at = $4
              WHERE unit_id = $5 AND id = $6 AND status = 'read'",
            args![!is_reviewed, by, at, work.now_ms, &page.unit_id, page.id],
        )
        .await?;
    let action = match is_reviewed {
        true => "casefile.page.reviewed",
        false => "casefile.page.unreviewed",
    };
    work.note(action, "casefile.page", page.id, "").await
}

async fn require(work: &Work, matter: &MatterHead) -> Result<(), WorkError> {
    work.require_for(Right::CasefileMark, &matter.unit, &matter.assigned)
        .await
}

/// The page and its words, held until this work is done.
async fn locked(work: &Work, page: &PageRow) -> Result<(PageRow, Sheet), WorkError> {
    db::row! { struct Kept { text: String, words: String } }
    let held = work
        .tx
        .exec(
            "UPDATE casefile_page SET revision = revision + 1, is_indexed = FALSE, changed_at = $1 WHERE unit_id = $2 AND id = $3 AND status = 'read'",
            args![work.now_ms, &page.unit_id, page.id],
        )
        .await?;
    let page = crate::page::page(&work.tx, page.id).await?;
    let page = page
        .filter(|_| held == 1)
        .ok_or(WorkError::ChangedMeanwhile)?;
    let kept: Option<Kept> = work
        .tx
        .opt(
            "SELECT text, words FROM casefile_text WHERE page_id = $1",
            args![page.id],
        )
        .await?;
    let kept = kept.ok_or(WorkError::ChangedMeanwhile)?;
    let words = words_in(page.id, &kept.words)?;
    Ok((page, Sheet::new(&kept.text, words)))
}

/// The page as it now reads; with its last doubt gone it waits for nobody.
async fn keep(work: &Work, page: &PageRow, sheet: &Sheet) -> Result<(), WorkError> {
    let doubtful = doubts(&sheet.words);
    work.tx
        .exec(
            "UPDATE casefile_text SET text = $1, words = $2 WHERE unit_id = $3 AND page_id = $4",
            args![sheet.text(), json(&sheet.words)?, &page.unit_id, page.id],
        )
        .await?;
    work.tx
        .exec(
            "UPDATE casefile_page SET doubtful = $1, needs_person = needs_person AND $1 > 0 WHERE unit_id = $2 AND id = $3",
            args![doubtful, &page.unit_id, page.id],
        )
        .await?;
    Ok(())
}

fn joined(words: &[Word]) -> String {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    texts.join(" ")
}

pub(super) fn json(value: &impl serde::Serialize) -> Result<String, WorkError> {
    serde_json::to_string(value).map_err(|cause| WorkError::Broken(cause.to_string()))
}
