//! Câu hỏi được giữ: saved as they are typed; nothing taken off is lost.

use casefile::MatterHead;
use db::{Sql, StorageError, V, args};
use people::{Work, WorkError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{list::store as list, messages};

db::row! {
    /// Một câu hỏi của đề cương.
    #[derive(Serialize)]
    pub struct QuestionRow {
        /// Its id.
        pub id: Uuid,
        /// Người được hỏi.
        pub person: String,
        /// Câu hỏi.
        pub question: String,
        /// Câu trả lời dự kiến.
        pub expected: String,
        /// Nếu khai khác.
        pub differs: String,
        /// The exhibit shown then.
        pub exhibit_id: Option<Uuid>,
        /// Grows with every change.
        pub revision: i64,
        /// When it last changed, ms UTC.
        #[serde(skip)]
        pub changed_at: i64,
        /// When it was taken off.
        #[serde(skip)]
        pub removed_at: Option<i64>,
    }
}

const COLUMNS: &str =
    "id, person, question, expected, differs, exhibit_id, revision, changed_at, removed_at";

/// A question as the console shows it.
pub type Asked = QuestionRow;

/// The outline of a matter in its order.
pub async fn asked_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<QuestionRow>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM courtroom_question WHERE matter_id = $1 AND removed_at IS NULL ORDER BY place, id"),
        args![matter],
    )
    .await
}

/// One question that stands in the outline.
pub async fn question(sql: &impl Sql, matter: Uuid, id: Uuid) -> Result<QuestionRow, WorkError> {
    let found: Option<QuestionRow> = sql
        .opt(
            format!("SELECT {COLUMNS} FROM courtroom_question WHERE matter_id = $1 AND id = $2 AND removed_at IS NULL"),
            args![matter, id],
        )
        .await?;
    found.ok_or_else(|| WorkError::invalid("question", messages::QUESTION_GONE))
}

/// Questions of one outline.
const MOST: usize = 300;

/// Thêm một câu hỏi at the end of what this person is asked; answers its id.
pub async fn add(work: &Work, matter: &MatterHead, person: &str) -> Result<Uuid, WorkError> {
    list::require(work, matter).await?;
    list::hold(work, matter).await?;
    let rows = asked_of(&work.tx, matter.id).await?;
    if rows.len() >= MOST {
        return Err(WorkError::invalid("", messages::too_many_questions(MOST)));
    }
    let person = text::clean(person);
    let asked = text::fold(&person);
    let last = rows
        .iter()
        .rposition(|row| text::fold(&row.person) == asked);
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO courtroom_question (unit_id, id, matter_id, place, person, question, expected, differs, exhibit_id, revision, changed_at)
             VALUES ($1, $2, $3, 0, $4, '', '', '', NULL, 1, $5)",
            args![&matter.unit, id, matter.id, person, work.now_ms],
        )
        .await?;
    let mut order: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    order.insert(last.map_or(order.len(), |at| at + 1), id);
    renumber(work, matter.id, &order).await?;
    noted(work, id, "added").await?;
    Ok(id)
}

/// Điều sửa; what is not named stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Change {
    /// The revision that was seen.
    pub revision: i64,
    /// Người được hỏi.
    pub person: Option<String>,
    /// Câu hỏi.
    pub question: Option<String>,
    /// Câu trả lời dự kiến.
    pub expected: Option<String>,
    /// Nếu khai khác.
    pub differs: Option<String>,
    /// The exhibit shown then; empty: none.
    pub exhibit: Option<String>,
}

/// Letters of one text.
const LONGEST: usize = 4_000;
/// Someone who types is one line of the trail.
const TYPING: i64 = 10 * 60_000;

/// Sửa; answers the new revision.
pub async fn alter(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    asked: Change,
) -> Result<i64, WorkError> {
    list::require(work, matter).await?;
    let row = question(&work.tx, matter.id, id).await?;
    let text = |asked: Option<String>, was: String| -> Result<String, WorkError> {
        let Some(text) = asked else { return Ok(was) };
        let text = text::nfc(text.trim_end());
        match text.chars().count() > LONGEST {
            true => Err(WorkError::invalid("text", messages::too_long(LONGEST))),
            false => Ok(text),
        }
    };
    let exhibit = match asked.exhibit.as_deref() {
        None => row.exhibit_id,
        Some("") => None,
        Some(typed) => Some(exhibit_of(work, matter.id, typed).await?),
    };
    list::hold(work, matter).await?;
    let changed = work
        .tx
        .exec(
            "UPDATE courtroom_question SET person = $1, question = $2, expected = $3, differs = $4, exhibit_id = $5, changed_at = $6, revision = revision + 1
              WHERE matter_id = $7 AND id = $8 AND removed_at IS NULL AND revision = $9",
            args![
                text(asked.person, row.person)?,
                text(asked.question, row.question)?,
                text(asked.expected, row.expected)?,
                text(asked.differs, row.differs)?,
                exhibit,
                work.now_ms,
                matter.id,
                id,
                asked.revision
            ],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::ChangedMeanwhile);
    }
    if work.now_ms - row.changed_at >= TYPING {
        noted(work, id, "changed").await?;
    }
    Ok(asked.revision + 1)
}

async fn exhibit_of(work: &Work, matter: Uuid, typed: &str) -> Result<Uuid, WorkError> {
    let gone = || WorkError::invalid("exhibit", messages::EXHIBIT_GONE);
    let id: Uuid = typed.parse().map_err(|_| gone())?;
    let row = list::row_of(&work.tx, matter, id).await?;
    row.filter(|row| row.removed_at.is_none())
        .ok_or_else(gone)?;
    Ok(id)
}

/// The exhibit that was made for a question is the one shown when the answer differs.
pub(crate) async fn tie(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    exhibit: Uuid,
) -> Result<(), WorkError> {
    work.tx
        .exec(
            "UPDATE courtroom_question SET exhibit_id = $1, changed_at = $2, revision = revision + 1 WHERE matter_id = $3 AND id = $4",
            args![exhibit, work.now_ms, matter.id, id],
        )
        .await?;
    Ok(())
}

/// Chuyển chỗ: before another question, or to the end.
pub async fn move_to(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    before: Option<Uuid>,
) -> Result<(), WorkError> {
    list::require(work, matter).await?;
    list::hold(work, matter).await?;
    question(&work.tx, matter.id, id).await?;
    let rows = asked_of(&work.tx, matter.id).await?;
    let mut order: Vec<Uuid> = rows
        .iter()
        .map(|row| row.id)
        .filter(|one| *one != id)
        .collect();
    let at = match before {
        None => order.len(),
        Some(before) => order
            .iter()
            .position(|one| *one == before)
            .ok_or_else(|| WorkError::invalid("before", messages::BAD_PLACE))?,
    };
    order.insert(at, id);
    renumber(work, matter.id, &order).await?;
    noted(work, id, "placed").await
}

/// Bỏ khỏi đề cương, or puts it back where it was.
pub async fn set_removed(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    removed: bool,
) -> Result<(), WorkError> {
    list::require(work, matter).await?;
    list::hold(work, matter).await?;
    let changed = work
        .tx
        .exec(
            "UPDATE courtroom_question SET removed_at = $1, revision = revision + 1 WHERE matter_id = $2 AND id = $3",
            vec![V::from(removed.then_some(work.now_ms)), V::from(matter.id), V::from(id)],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::NotFound);
    }
    noted(work, id, if removed { "removed" } else { "restored" }).await
}

async fn renumber(work: &Work, matter: Uuid, order: &[Uuid]) -> Result<(), WorkError> {
    for (id, place) in order.iter().zip(1_i64..) {
        work.tx
            .exec(
                "UPDATE courtroom_question SET place = $1 WHERE matter_id = $2 AND id = $3 AND place <> $1",
                args![place, matter, *id],
            )
            .await?;
    }
    Ok(())
}

async fn noted(work: &Work, id: Uuid, what: &str) -> Result<(), WorkError> {
    let action = format!("courtroom.question.{what}");
    work.note(&action, "courtroom.question", id, "").await
}
