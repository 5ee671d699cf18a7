//! Chứng cứ được giữ.

use db::{Db, Sql, StorageError, args};
use shell::Problem;
use uuid::Uuid;

use crate::{
    law_of::kind_vi,
    sources::{Source, from_json},
};

db::row! {
    struct Row {
        id: Uuid,
        kind: String,
        title: String,
        person: String,
        note: String,
        sources: String,
        origin: String,
        origin_id: Option<Uuid>,
        revision: i64,
        made_by: Uuid,
        made_at: i64,
        changed_at: i64,
        withdrawn_at: Option<i64>,
        withdrawn_by: Option<Uuid>,
        reason: String,
    }
}

const COLUMNS: &str = "id, kind, title, person, note, sources, origin, origin_id, revision, made_by, made_at, changed_at, withdrawn_at, withdrawn_by, reason";

/// Một chứng cứ.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id.
    pub id: Uuid,
    /// The source of evidence, see [`crate::law_of::kinds_on`].
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// Whose it is, as people write the name; empty where it is nobody's.
    pub person: String,
    /// What it says, in short.
    pub note: String,
    /// Its pages.
    pub sources: Vec<Source>,
    /// `typed`, `document`, `mark`, `contradiction`.
    pub origin: String,
    /// Which document, mark or contradiction.
    pub origin_id: Option<Uuid>,
    /// Grows with every change.
    pub revision: i64,
    /// Who added it.
    pub made_by: Uuid,
    /// When, ms UTC.
    pub made_at: i64,
    /// When it last changed, ms UTC.
    pub changed_at: i64,
    /// Rút, when it was.
    pub withdrawn: Option<Withdrawal>,
}

/// Việc rút một chứng cứ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// When, ms UTC.
    pub at: i64,
    /// By whom.
    pub by: Option<Uuid>,
    /// Why.
    pub reason: String,
}

impl Item {
    /// Whether it may be relied on.
    pub fn is_standing(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// The name of its source of evidence.
    pub fn kind_vi(&self) -> &'static str {
        kind_vi(&self.kind)
    }

    /// "Lời khai của Nguyễn Văn A (BL 12)": its title with its leaves.
    pub fn told(&self) -> String {
        match crate::told(&self.sources) {
            leaves if leaves.is_empty() => self.title.clone(),
            leaves => format!("{} ({leaves})", self.title),
        }
    }
}

impl TryFrom<Row> for Item {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Item, StorageError> {
        let column = format!("evidence_item.sources of {}", row.id);
        Ok(Item {
            sources: from_json(&column, &row.sources)?,
            withdrawn: row.withdrawn_at.map(|at| Withdrawal {
                at,
                by: row.withdrawn_by,
                reason: row.reason,
            }),
            id: row.id,
            kind: row.kind,
            title: row.title,
            person: row.person,
            note: row.note,
            origin: row.origin,
            origin_id: row.origin_id,
            revision: row.revision,
            made_by: row.made_by,
            made_at: row.made_at,
            changed_at: row.changed_at,
        })
    }
}

/// The evidence of a matter in the order it was added, withdrawn ones too.
pub async fn items_of(db: &Db, matter: Uuid) -> Result<Vec<Item>, Problem> {
    Ok(all(db, matter).await?)
}

/// The same inside a transaction.
pub(super) async fn all(sql: &impl Sql, matter: Uuid) -> Result<Vec<Item>, StorageError> {
    let rows: Vec<Row> = sql
        .all(
            format!(
                "SELECT {COLUMNS} FROM evidence_item WHERE matter_id = $1 ORDER BY made_at, id"
            ),
            args![matter],
        )
        .await?;
    rows.into_iter().map(Item::try_from).collect()
}

/// One piece of evidence of a matter.
pub(crate) async fn item(
    sql: &impl Sql,
    matter: Uuid,
    id: Uuid,
) -> Result<Option<Item>, StorageError> {
    let row: Option<Row> = sql
        .opt(
            format!("SELECT {COLUMNS} FROM evidence_item WHERE matter_id = $1 AND id = $2"),
            args![matter, id],
        )
        .await?;
    row.map(Item::try_from).transpose()
}

/// Chứng cứ đã rút: what other areas mark what they show with.
#[derive(Debug, Clone)]
pub struct Withdrawn {
    /// The piece of evidence.
    pub item: Uuid,
    /// What it is called.
    pub title: String,
    /// Why it was withdrawn.
    pub reason: String,
    /// Its pages.
    pub sources: Vec<Source>,
}

/// The evidence of a matter that was withdrawn.
pub async fn withdrawn_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<Withdrawn>, StorageError> {
    let rows: Vec<Row> = sql
        .all(
            format!(
                "SELECT {COLUMNS} FROM evidence_item WHERE matter_id = $1 AND withdrawn_at IS NOT NULL ORDER BY made_at, id"
            ),
            args![matter],
        )
        .await?;
    let items: Result<Vec<Item>, StorageError> = rows.into_iter().map(Item::try_from).collect();
    Ok(items?
        .into_iter()
        .map(|item| Withdrawn {
            reason: item.withdrawn.map_or(String::new(), |one| one.reason),
            item: item.id,
            title: item.title,
            sources: item.sources,
        })
        .collect())
}
