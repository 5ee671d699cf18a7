//! Đoạn đánh dấu được giữ: who sees which mark is decided here, in the one condition that every question carries.

use db::{Sql, StorageError, V, args};
use people::{Right, Work, WorkError};
use scan::Rect;
use serde::Deserialize;
use uuid::Uuid;

use super::{kinds::of_id, turning::Stand};
use crate::{matter::MatterHead, messages, page::PageRow};

db::row! {
    /// Đoạn đánh dấu, with the place of its page.
    pub struct MarkRow {
        /// Its id.
        pub id: Uuid,
        /// Its page.
        pub page_id: Uuid,
        /// The place of the page in the file.
        pub no: i64,
        /// Bút lục of the page.
        pub bl: Option<String>,
        /// Hash of the small picture of the page.
        pub thumb: Option<String>,
        /// The size of the page's picture now.
        pub now_w: i64,
        /// The same.
        pub now_h: i64,
        /// How the page is turned now.
        pub now_quarters: i64,
        /// What it is for, see [`super::of_id`].
        pub kind: String,
        /// Its boxes as JSON, on the picture as it stood when marked.
        pub rects: String,
        /// The size of that picture.
        pub w: i64,
        /// The same.
        pub h: i64,
        /// How it was turned.
        pub quarters: i64,
        /// The words under it, as read.
        pub words: String,
        /// The words as mended by hand.
        pub corrected: Option<String>,
        /// What its author wrote beside it.
        pub note: String,
        /// All who may read the file see it.
        pub is_shared: bool,
        /// Who made it.
        pub author_id: Uuid,
        /// When it last changed, ms UTC.
        pub changed_at: i64,
        /// Grows with every change.
        pub revision: i64,
        /// When it was taken off.
        pub removed_at: Option<i64>,
    }
}

const COLUMNS: &str = "m.id, m.page_id, p.no, p.bl, p.thumb, p.w AS now_w, p.h AS now_h, p.quarters AS now_quarters, m.kind, m.rects, m.w, m.h, m.quarters,
       m.words, m.corrected, m.note, m.is_shared, m.author_id, m.changed_at, m.revision, m.removed_at";

/// Ai đang xem: whose private marks are shown. Only ever the person who acts; a leader's rank and a delegation open nothing.
#[derive(Debug, Clone, Copy)]
pub struct Reader(pub Uuid);

impl MarkRow {
    /// The words to be cited: as mended, else as read.
    pub fn said(&self) -> &str {
        self.corrected.as_deref().unwrap_or(&self.words)
    }

    /// The address of the small picture of its page; empty while there is none.
    pub fn preview(&self) -> String {
        let version = self.thumb.as_deref().and_then(|hash| hash.get(..12));
        version.map_or(String::new(), |version| {
            format!("/casefile/pages/{}/thumb?v={version}", self.page_id)
        })
    }

    /// The boxes on the page as it stands now.
    pub fn rects_now(&self) -> Result<Vec<Rect>, StorageError> {
        let (from, to) = (self.then(), self.now());
        let rects: Vec<[i32; 4]> =
            serde_json::from_str(&self.rects).map_err(|cause| StorageError::Column {
                column: format!("casefile_mark.rects of {}", self.id),
                cause: cause.to_string(),
            })?;
        Ok(rects
            .into_iter()
            .map(|rect| super::turning::follow(Rect::from(rect), from, to))
            .collect())
    }

    /// Whether its page was turned after it was made.
    pub fn is_turned(&self) -> bool {
        super::turning::is_turned(self.then(), self.now())
    }

    fn then(&self) -> Stand {
        let (w, h, quarters) = (self.w, self.h, self.quarters);
        Stand { w, h, quarters }
    }

    fn now(&self) -> Stand {
        Stand {
            w: self.now_w,
            h: self.now_h,
            quarters: self.now_quarters,
        }
    }
}

/// The marks of a matter that this person sees, in the order of pages.
pub async fn marks_of(
    sql: &impl Sql,
    matter: Uuid,
    reader: Reader,
) -> Result<Vec<MarkRow>, StorageError> {
    sql.all(
        format!(
            "SELECT {COLUMNS} FROM casefile_mark m JOIN casefile_page p ON p.id = m.page_id
              WHERE m.matter_id = $1 AND (m.is_shared OR m.author_id = $2) AND m.removed_at IS NULL
              ORDER BY p.no, m.made_at, m.id"
        ),
        args![matter, reader.0],
    )
    .await
}

/// The same from a place to a place: found by its pages, so that a file of ten thousand pages costs what one of a hundred does.
pub async fn marks_between(
    sql: &impl Sql,
    matter: Uuid,
    reader: Reader,
    first: i64,
    last: i64,
) -> Result<Vec<MarkRow>, StorageError> {
    sql.all(between(), args![matter, first, last, reader.0])
        .await
}

/// The statement of [`marks_between`].
fn between() -> String {
    format!(
        "SELECT {COLUMNS} FROM casefile_page p JOIN casefile_mark m ON m.page_id = p.id
          WHERE p.matter_id = $1 AND p.no BETWEEN $2 AND $3 AND (m.is_shared OR m.author_id = $4) AND m.removed_at IS NULL
          ORDER BY p.no, m.made_at, m.id"
    )
}

/// A mark that this person sees. One that is private to another is not there.
async fn mark_of(
    sql: &impl Sql,
    matter: Uuid,
    id: Uuid,
    reader: Reader,
) -> Result<Option<MarkRow>, StorageError> {
    sql.opt(
        format!(
            "SELECT {COLUMNS} FROM casefile_mark m JOIN casefile_page p ON p.id = m.page_id
              WHERE m.matter_id = $1 AND m.id = $2 AND (m.is_shared OR m.author_id = $3)"
        ),
        args![matter, id, reader.0],
    )
    .await
}

/// Boxes on one mark.
const MOST_RECTS: usize = 80;
/// Letters of a note, and of words mended by hand.
const LONGEST: usize = 8_000;

/// Đánh dấu: private until its author shares it.
pub async fn make(
    work: &Work,
    matter: &MatterHead,
    page: &PageRow,
    kind: &str,
    (rects, words): (Vec<Rect>, String),
) -> Result<MarkRow, WorkError> {
    may_read(work, matter).await?;
    let kind = of_id(kind).ok_or_else(|| WorkError::invalid("kind", messages::NO_MARK_KIND))?;
    let fits = |rect: &Rect| {
        rect.x0 >= 0
            && rect.y0 >= 0
            && rect.width() > 0
            && rect.height() > 0
            && i64::from(rect.x1) <= page.w
            && i64::from(rect.y1) <= page.h
    };
    if page.status == "waiting" || page.w == 0 {
        return Err(WorkError::invalid("page", messages::PAGE_NOT_SHOWN));
    }
    if rects.is_empty() || rects.len() > MOST_RECTS || !rects.iter().all(fits) {
        return Err(WorkError::invalid("rects", messages::BAD_MARK));
    }
    let boxes: Vec<[i32; 4]> = rects.into_iter().map(Into::into).collect();
    let boxes = serde_json::to_string(&boxes).map_err(|e| WorkError::Broken(e.to_string()))?;
    let (id, author) = (Uuid::now_v7(), work.actor.person);
    work.tx
        .exec(
            "INSERT INTO casefile_mark (unit_id, id, matter_id, page_id, kind, rects, w, h, quarters, words, corrected, note, is_shared, author_id, made_at, changed_at, revision, removed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, '', FALSE, $11, $12, $12, 1, NULL)",
            args![&matter.unit, id, matter.id, page.id, kind.value, boxes, page.w, page.h, page.quarters, text::nfc(&words), author, work.now_ms],
        )
        .await?;
    kept(work, matter, id, "made").await
}

/// What its author changes; what is not named stays.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Change {
    /// The revision that was seen.
    pub revision: i64,
    /// What it is for.
    #[serde(default)]
    pub kind: Option<String>,
    /// The note.
    #[serde(default)]
    pub note: Option<String>,
    /// The words mended by hand; empty or as read: the machine was right.
    #[serde(default)]
    pub words: Option<String>,
}

/// Someone who types is one line of the trail, not one for each rest of the fingers.
const TYPING: i64 = 10 * 60_000;

/// Sửa ghi chú, ý nghĩa, lời trích: by its author alone.
pub async fn change(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    asked: Change,
) -> Result<MarkRow, WorkError> {
    may_read(work, matter).await?;
    let row = own(work, matter, id).await?;
    let is_typing =
        asked.kind.is_none() && asked.words.is_none() && work.now_ms - row.changed_at < TYPING;
    let kind = match &asked.kind {
        Some(kind) => of_id(kind)
            .ok_or_else(|| WorkError::invalid("kind", messages::NO_MARK_KIND))?
            .value
            .to_owned(),
        None => row.kind.clone(),
    };
    let note = asked
        .note
        .map_or(row.note.clone(), |note| text::nfc(note.trim_end()));
    let corrected = match asked.words.map(|words| text::nfc(words.trim())) {
        None => row.corrected.clone(),
        Some(words) if words.is_empty() || words == row.words.trim() => None,
        Some(words) => Some(words),
    };
    let is_long = |text: &str| text.chars().count() > LONGEST;
    if is_long(&note) || corrected.as_deref().is_some_and(is_long) {
        return Err(WorkError::invalid("note", messages::note_too_long(LONGEST)));
    }
    let what = if corrected == row.corrected {
        "changed"
    } else {
        "corrected"
    };
    let changed = work
        .tx
        .exec(
            "UPDATE casefile_mark SET kind = $1, note = $2, corrected = $3, changed_at = $4, revision = revision + 1
              WHERE matter_id = $5 AND id = $6 AND author_id = $7 AND removed_at IS NULL AND revision = $8",
            args![kind, note, V::S(corrected), work.now_ms, matter.id, id, work.actor.person, asked.revision],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::ChangedMeanwhile);
    }
    match is_typing {
        true => Ok(own(work, matter, id).await?),
        false => kept(work, matter, id, what).await,
    }
}

/// Chia sẻ với người đọc hồ sơ, or keep it to oneself again.
pub async fn set_shared(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    shared: bool,
) -> Result<MarkRow, WorkError> {
    let right = if shared {
        Right::CasefileMark
    } else {
        Right::CasefileRead
    };
    work.require_for(right, &matter.unit, &matter.assigned)
        .await?;
    let sets = "is_shared = $1, changed_at = $2, revision = revision + 1";
    set(
        work,
        matter,
        id,
        sets,
        "removed_at IS NULL",
        V::from(shared),
    )
    .await?;
    kept(work, matter, id, if shared { "shared" } else { "unshared" }).await
}

/// Takes a mark off, or puts it back.
pub async fn set_removed(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    removed: bool,
) -> Result<MarkRow, WorkError> {
    may_read(work, matter).await?;
    let at = V::from(removed.then_some(work.now_ms));
    let sets = "removed_at = $1, changed_at = $2, revision = revision + 1";
    let only = if removed {
        "removed_at IS NULL"
    } else {
        "removed_at IS NOT NULL"
    };
    set(work, matter, id, sets, only, at).await?;
    kept(
        work,
        matter,
        id,
        if removed { "removed" } else { "restored" },
    )
    .await
}

/// Sets one thing of one's own mark; another's is not there.
async fn set(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    sets: &str,
    only: &str,
    value: V,
) -> Result<(), WorkError> {
    let changed = work
        .tx
        .exec(
            format!("UPDATE casefile_mark SET {sets} WHERE matter_id = $3 AND id = $4 AND author_id = $5 AND {only}"),
            vec![value, V::from(work.now_ms), V::from(matter.id), V::from(id), V::from(work.actor.person)],
        )
        .await?;
    match changed {
        0 => Err(WorkError::NotFound),
        _ => Ok(()),
    }
}

async fn may_read(work: &Work, matter: &MatterHead) -> Result<(), WorkError> {
    work.require_for(Right::CasefileRead, &matter.unit, &matter.assigned)
        .await
}

/// One's own mark; another's, shared or not, is not there to be changed.
async fn own(work: &Work, matter: &MatterHead, id: Uuid) -> Result<MarkRow, WorkError> {
    let reader = Reader(work.actor.person);
    let found = mark_of(&work.tx, matter.id, id, reader).await?;
    found
        .filter(|mark| mark.author_id == reader.0)
        .ok_or(WorkError::NotFound)
}

/// Leaves the line in the trail: that it was done, never what was marked or written.
async fn kept(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    what: &str,
) -> Result<MarkRow, WorkError> {
    work.note(&format!("casefile.mark.{what}"), "casefile.mark", id, "")
        .await?;
    own(work, matter, id).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use db::{Engine, testing::both};

    #[test]
    fn marks_of_a_stretch_are_found_by_an_index_on_both_sides() {
        both(&[crate::MIGRATIONS], |db| async move {
            // PostgreSQL chooses by what the tables hold, and here they are empty.
            if db.engine() != Engine::Sqlite {
                return;
            }
            db::row! { struct Step { detail: String } }
            let asked = format!("EXPLAIN QUERY PLAN {}", between());
            let none = Uuid::nil();
            let steps: Vec<Step> = db.all(asked, args![none, 1, 100, none]).await.unwrap();
            let steps: Vec<String> = steps.into_iter().map(|step| step.detail).collect();
            for wanted in [
                "SEARCH p USING INDEX casefile_page_leaves",
                "SEARCH m USING INDEX casefile_mark_page",
            ] {
                assert!(
                    steps.iter().any(|step| step.starts_with(wanted)),
                    "{steps:?}"
                );
            }
        });
    }
}
