//! Yêu cầu in: which forms of whom, as paper or as a workbook; the file belongs to who asked.

use db::{Sql, StorageError, args};
use people::{Work, WorkError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::job;

/// Dạng tệp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// PDF/A.
    Pdf,
    /// Excel.
    Xlsx,
}

impl Shape {
    /// The shape with this ending.
    pub fn parse(ending: &str) -> Option<Shape> {
        [Shape::Pdf, Shape::Xlsx]
            .into_iter()
            .find(|shape| shape.ending() == ending)
    }

    /// The ending of the file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Shape::Pdf => "pdf",
            Shape::Xlsx => "xlsx",
        }
    }

    /// What the browser is told.
    pub const fn media(self) -> &'static str {
        match self {
            Shape::Pdf => "application/pdf",
            Shape::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Yêu cầu in cả bộ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// A frozen set; none for figures as they are counted now.
    pub set: Option<Uuid>,
    /// Whose figures.
    pub units: Vec<String>,
    /// With the levels below.
    pub is_tree: bool,
    /// The period.
    pub from: String,
    /// Its end.
    pub to: String,
    /// As known at an earlier moment.
    pub known_at: Option<i64>,
    /// As paper or as a workbook.
    pub shape: Shape,
    /// Người lập biểu.
    pub made_by: String,
    /// When it was asked for: what is recorded later is not in it.
    pub asked_at: i64,
}

db::row! {
    /// Một bản in.
    pub struct Print {
        /// Whose figures.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// See [`Order`].
        pub asked: String,
        /// What people read.
        pub title: String,
        /// Who asked.
        pub asked_by: Uuid,
        /// When.
        pub asked_at: i64,
        /// The file; empty until it is made.
        pub file: String,
        /// When it was made.
        pub made_at: Option<i64>,
        /// When its file went, its time being over.
        pub cleared_at: Option<i64>,
    }
}

impl Print {
    /// What was asked for.
    pub fn order(&self) -> Option<Order> {
        serde_json::from_str(&self.asked).ok()
    }

    /// The file can be taken.
    pub fn is_made(&self) -> bool {
        !self.file.is_empty()
    }

    /// Nobody has made it yet.
    pub fn is_waiting(&self) -> bool {
        self.made_at.is_none()
    }
}

/// Keeps the order and queues the work; ring the bell after the commit.
pub async fn ask(work: &Work, order: &Order, title: &str) -> Result<Uuid, WorkError> {
    let id = Uuid::now_v7();
    let unit = order.units.first().cloned().unwrap_or_default();
    let asked =
        serde_json::to_string(order).map_err(|fault| WorkError::Broken(fault.to_string()))?;
    work.tx
        .exec(
            "INSERT INTO statistics_print (unit_id, id, asked, title, asked_by, asked_at, file, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, '', NULL)",
            args![&unit, id, asked, title, work.actor.person, work.now_ms],
        )
        .await?;
    let new = jobs::NewJob {
        kind: job::KIND,
        subject: id.to_string(),
        payload: String::new(),
        title: title.to_owned(),
        unit: work.actor.unit.clone(),
        asked_by: Some(work.actor.person),
        // Somebody waits for it.
        priority: 50,
    };
    jobs::queue(&work.tx, new).await?;
    Ok(id)
}

/// The print with this id.
pub async fn by_id(db: &impl Sql, id: Uuid) -> Result<Option<Print>, StorageError> {
    db.opt("SELECT * FROM statistics_print WHERE id = $1", args![id])
        .await
}

/// The newest prints of a person.
pub async fn of_person(
    db: &impl Sql,
    person: Uuid,
    limit: i64,
) -> Result<Vec<Print>, StorageError> {
    db.all(
        "SELECT * FROM statistics_print WHERE asked_by = $1 ORDER BY asked_at DESC, id DESC LIMIT $2",
        args![person, limit],
    )
    .await
}

/// The file is there.
pub async fn made(
    db: &impl Sql,
    print: &Print,
    file: &str,
    now_ms: i64,
) -> Result<(), StorageError> {
    db.exec(
        "UPDATE statistics_print SET file = $3, made_at = $4 WHERE unit_id = $1 AND id = $2",
        args![&print.unit_id, print.id, file, now_ms],
    )
    .await?;
    Ok(())
}

/// The file is gone; the line stays.
pub async fn cleared(db: &impl Sql, print: &Print, now_ms: i64) -> Result<(), StorageError> {
    db.exec(
        "UPDATE statistics_print SET file = '', cleared_at = $3 WHERE unit_id = $1 AND id = $2",
        args![&print.unit_id, print.id, now_ms],
    )
    .await?;
    Ok(())
}
