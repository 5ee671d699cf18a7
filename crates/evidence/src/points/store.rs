//! Đánh giá được giữ: what a piece of evidence says on a point; points and words of people's own.

use std::collections::HashMap;

use db::{Db, Sql, StorageError, args};
use shell::Problem;
use uuid::Uuid;

use crate::sources::{Source, from_json};

/// Chứng cứ nói theo hướng nào.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Buộc tội.
    For,
    /// Gỡ tội.
    Against,
    /// Trung tính.
    Neutral,
}

impl Direction {
    /// All, in the order of the screen.
    pub const ALL: [Direction; 3] = [Direction::For, Direction::Against, Direction::Neutral];

    /// As kept.
    pub fn id(self) -> &'static str {
        match self {
            Direction::For => "for",
            Direction::Against => "against",
            Direction::Neutral => "neutral",
        }
    }

    /// As people read it.
    pub fn vi(self) -> &'static str {
        match self {
            Direction::For => "Buộc tội",
            Direction::Against => "Gỡ tội",
            Direction::Neutral => "Trung tính",
        }
    }

    /// The key that chooses it.
    pub fn key(self) -> &'static str {
        match self {
            Direction::For => "B",
            Direction::Against => "G",
            Direction::Neutral => "T",
        }
    }

    /// The direction of this id.
    pub fn parse(id: &str) -> Option<Direction> {
        Direction::ALL.into_iter().find(|one| one.id() == id)
    }
}

/// Đánh giá một chứng cứ về một vấn đề.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// Its id.
    pub id: Uuid,
    /// The piece of evidence.
    pub item: Uuid,
    /// The point to prove, see [`super::Row`].
    pub point: String,
    /// The accused it is about; nil for the whole case.
    pub subject: Uuid,
    /// Buộc tội, gỡ tội, trung tính.
    pub direction: Direction,
    /// 0 not said, 1 weak, 2 middling, 3 strong.
    pub strength: i64,
    /// What people wrote beside it.
    pub note: String,
    /// Leaves of its own; empty: those of the piece of evidence.
    pub sources: Vec<Source>,
    /// Grows with every change.
    pub revision: i64,
    /// When it last changed, ms UTC.
    pub changed_at: i64,
    /// Bỏ, when it was.
    pub removed_at: Option<i64>,
}

db::row! {
    struct AssessmentRow {
        id: Uuid,
        item_id: Uuid,
        point: String,
        subject_id: Uuid,
        direction: String,
        strength: i64,
        note: String,
        sources: String,
        revision: i64,
        changed_at: i64,
        removed_at: Option<i64>,
    }
}

const COLUMNS: &str = "id, item_id, point, subject_id, direction, strength, note, sources, revision, changed_at, removed_at";

impl TryFrom<AssessmentRow> for Assessment {
    type Error = StorageError;

    fn try_from(row: AssessmentRow) -> Result<Assessment, StorageError> {
        let broken = |column: &str, cause: String| StorageError::Column {
            column: format!("evidence_assessment.{column} of {}", row.id),
            cause,
        };
        let direction = Direction::parse(&row.direction)
            .ok_or_else(|| broken("direction", row.direction.clone()))?;
        let column = format!("evidence_assessment.sources of {}", row.id);
        Ok(Assessment {
            sources: from_json(&column, &row.sources)?,
            id: row.id,
            item: row.item_id,
            point: row.point,
            subject: row.subject_id,
            direction,
            strength: row.strength,
            note: row.note,
            revision: row.revision,
            changed_at: row.changed_at,
            removed_at: row.removed_at,
        })
    }
}

/// What was made of the evidence of a matter, without what was taken off; that of withdrawn evidence too.
pub async fn assessments_of(db: &Db, matter: Uuid) -> Result<Vec<Assessment>, Problem> {
    Ok(all(db, matter).await?)
}

/// The same inside a transaction.
pub(super) async fn all(sql: &impl Sql, matter: Uuid) -> Result<Vec<Assessment>, StorageError> {
    let rows: Vec<AssessmentRow> = sql
        .all(
            format!(
                "SELECT {COLUMNS} FROM evidence_assessment WHERE matter_id = $1 AND removed_at IS NULL ORDER BY made_at, id"
            ),
            args![matter],
        )
        .await?;
    rows.into_iter().map(Assessment::try_from).collect()
}

/// One assessment, taken off or not.
pub(super) async fn assessment(
    sql: &impl Sql,
    matter: Uuid,
    id: Uuid,
) -> Result<Option<Assessment>, StorageError> {
    let row: Option<AssessmentRow> = sql
        .opt(
            format!("SELECT {COLUMNS} FROM evidence_assessment WHERE matter_id = $1 AND id = $2"),
            args![matter, id],
        )
        .await?;
    row.map(Assessment::try_from).transpose()
}

db::row! {
    /// Vấn đề do người làm án thêm.
    pub struct OwnPoint {
        /// Its id, which is the id of its row.
        pub id: Uuid,
        /// The accused it is about; nil for the whole case.
        pub subject_id: Uuid,
        /// What is to be proved.
        pub title: String,
    }
}

/// The points that people added to a matter.
pub(super) async fn own_points(
    sql: &impl Sql,
    matter: Uuid,
) -> Result<Vec<OwnPoint>, StorageError> {
    sql.all(
        "SELECT id, subject_id, title FROM evidence_point WHERE matter_id = $1 AND removed_at IS NULL ORDER BY made_at, id",
        args![matter],
    )
    .await
}

db::row! {
    /// Nhận định.
    pub struct Words {
        point: String,
        subject_id: Uuid,
        /// What was written.
        pub words: String,
        /// Grows with every change.
        pub revision: i64,
        /// When it last changed, ms UTC.
        pub changed_at: i64,
    }
}

/// What was written beside the points of a matter, by point and person.
pub(super) async fn words_of(
    sql: &impl Sql,
    matter: Uuid,
) -> Result<HashMap<(String, Uuid), Words>, StorageError> {
    let rows: Vec<Words> = sql
        .all(
            "SELECT point, subject_id, words, revision, changed_at FROM evidence_text WHERE matter_id = $1",
            args![matter],
        )
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| ((row.point.clone(), row.subject_id), row))
        .collect())
}
