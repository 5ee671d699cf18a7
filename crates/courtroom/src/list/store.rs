//! Danh mục được giữ: exhibits as rows, in their order.

use db::{Sql, StorageError, args};
use people::{Right, Work, WorkError};
use uuid::Uuid;

use crate::rules::{Exhibit, Part};

db::row! {
    /// Danh mục trình chiếu của một vụ án.
    pub struct ListRow {
        /// Grows with every change.
        pub revision: i64,
        /// When it last changed, ms UTC.
        pub changed_at: i64,
    }
}

db::row! {
    /// Một mục, as kept.
    pub struct ExhibitRow {
        /// Its id.
        pub id: Uuid,
        /// The phase.
        pub phase: String,
        /// Its order, from 1.
        pub place: i64,
        /// What is shown, JSON.
        pub parts: String,
        /// What it is called.
        pub title: String,
        /// Mục đích.
        pub purpose: String,
        /// Người liên quan.
        pub person: String,
        /// Câu hỏi.
        pub question: String,
        /// Câu trả lời dự kiến.
        pub expected: String,
        /// Phương án dự phòng.
        pub fallback: String,
        /// '' as the contents say, yes, no.
        pub statement: String,
        /// Seconds it is to take.
        pub planned_s: i64,
        /// Grows with every change.
        pub revision: i64,
        /// When it last changed, ms UTC.
        pub changed_at: i64,
        /// When it was taken off.
        pub removed_at: Option<i64>,
    }
}

const COLUMNS: &str = "id, phase, place, parts, title, purpose, person, question, expected, fallback, statement, planned_s, revision, changed_at, removed_at";

impl ExhibitRow {
    /// As it is handed in, approved and shown.
    pub fn exhibit(&self) -> Result<Exhibit, StorageError> {
        Ok(Exhibit {
            id: self.id,
            phase: self.phase.clone(),
            parts: parts_in(self.id, &self.parts)?,
            title: self.title.clone(),
            purpose: self.purpose.clone(),
            person: self.person.clone(),
            question: self.question.clone(),
            expected: self.expected.clone(),
            fallback: self.fallback.clone(),
            statement: self.statement.clone(),
            planned_s: self.planned_s,
        })
    }
}

fn parts_in(id: Uuid, json: &str) -> Result<Vec<Part>, StorageError> {
    serde_json::from_str(json).map_err(|cause| StorageError::Column {
        column: format!("courtroom_exhibit.parts of {id}"),
        cause: cause.to_string(),
    })
}

/// The list of a matter, if it was begun.
pub async fn list_of(sql: &impl Sql, matter: Uuid) -> Result<Option<ListRow>, StorageError> {
    sql.opt(
        "SELECT revision, changed_at FROM courtroom_list WHERE matter_id = $1",
        args![matter],
    )
    .await
}

/// Loại vụ án of a list: that of its matter; a list of a criminal case keeps what was said when it was begun.
pub async fn procedure_of(sql: &impl Sql, matter: Uuid) -> Result<String, StorageError> {
    if let Some(head) = civil::head(sql, matter).await? {
        return Ok(head.procedure().to_owned());
    }
    let kept: Option<String> = sql
        .opt(
            "SELECT procedure FROM courtroom_list WHERE matter_id = $1",
            args![matter],
        )
        .await?;
    Ok(kept.unwrap_or_else(|| "hinh_su".to_owned()))
}

/// The exhibits of a matter in their order, without those taken off.
pub async fn rows_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<ExhibitRow>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM courtroom_exhibit WHERE matter_id = $1 AND removed_at IS NULL ORDER BY place, id"),
        args![matter],
    )
    .await
}

/// The same, as they are shown.
pub async fn exhibits_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<Exhibit>, StorageError> {
    let rows = rows_of(sql, matter).await?;
    rows.iter().map(ExhibitRow::exhibit).collect()
}

/// One exhibit of a matter, taken off or not.
pub async fn row_of(
    sql: &impl Sql,
    matter: Uuid,
    id: Uuid,
) -> Result<Option<ExhibitRow>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM courtroom_exhibit WHERE matter_id = $1 AND id = $2"),
        args![matter, id],
    )
    .await
}

/// Refuses unless the person prepares and shows for this matter.
pub async fn require(work: &Work, matter: &casefile::MatterHead) -> Result<(), WorkError> {
    work.require_for(Right::CourtroomPresent, &matter.unit, &matter.assigned)
        .await
}

/// Holds the list, which is begun when it is not there; every change of the list passes here, so they come one after another.
pub async fn hold(work: &Work, matter: &casefile::MatterHead) -> Result<i64, WorkError> {
    let revision: i64 = work
        .tx
        .one(
            "INSERT INTO courtroom_list (unit_id, matter_id, revision, made_by, made_at, changed_at) VALUES ($1, $2, 1, $3, $4, $4)
             ON CONFLICT (matter_id) DO UPDATE SET revision = courtroom_list.revision + 1, changed_at = excluded.changed_at
             RETURNING revision",
            args![&matter.unit, matter.id, work.actor.person, work.now_ms],
        )
        .await?;
    Ok(revision)
}

/// Keeps a new exhibit.
pub async fn insert(
    work: &Work,
    matter: &casefile::MatterHead,
    one: &Exhibit,
    place: i64,
) -> Result<(), WorkError> {
    let parts = serde_json::to_string(&one.parts).map_err(|e| WorkError::Broken(e.to_string()))?;
    work.tx
        .exec(
            "INSERT INTO courtroom_exhibit (unit_id, id, matter_id, phase, place, parts, title, purpose, person, question, expected, fallback, statement, planned_s, revision, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15)",
            args![
                &matter.unit, one.id, matter.id, &one.phase, place, parts, &one.title, &one.purpose, &one.person,
                &one.question, &one.expected, &one.fallback, &one.statement, one.planned_s, work.now_ms
            ],
        )
        .await?;
    Ok(())
}

/// Writes the order of the whole list, from 1.
pub async fn renumber(work: &Work, matter: Uuid, order: &[Uuid]) -> Result<(), WorkError> {
    for (id, place) in order.iter().zip(1_i64..) {
        work.tx
            .exec(
                "UPDATE courtroom_exhibit SET place = $1 WHERE matter_id = $2 AND id = $3 AND place <> $1",
                args![place, matter, *id],
            )
            .await?;
    }
    Ok(())
}
