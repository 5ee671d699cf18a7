//! Bảng của sơ đồ: diagrams, their parts, where parts stand.

use db::{Sql, StorageError, args};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::sources::{Source, from_json};

db::row! {
    /// Một sơ đồ.
    #[derive(PartialEq, Eq)]
    pub struct DiagramRow {
        /// Its id.
        pub id: Uuid,
        /// Its kind, see [`super::kinds::DiagramKind`].
        pub kind: String,
        /// What it is called.
        pub title: String,
        /// Who made it.
        pub made_by: Uuid,
        /// When, ms UTC.
        pub made_at: i64,
        /// Taken away.
        pub removed_at: Option<i64>,
    }
}

db::row! {
    /// A row of `evidence_part`; see the migration.
    #[derive(PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct PartRow {
        pub id: Uuid,
        pub kind: String,
        pub from_id: Option<Uuid>,
        pub to_id: Option<Uuid>,
        pub name: String,
        pub note: String,
        pub role: String,
        pub starts: String,
        pub ends: String,
        pub place: String,
        pub actors: String,
        pub sources: String,
        pub certainty: String,
        pub origin: String,
        pub derived: String,
        pub gone_at: Option<i64>,
        pub moved_at: Option<i64>,
        pub confirmed_by: Option<Uuid>,
        pub confirmed_at: Option<i64>,
        pub revision: i64,
        pub made_by: Uuid,
        pub made_at: i64,
        pub changed_at: i64,
        pub removed_at: Option<i64>,
    }
}

db::row! {
    /// A row of `evidence_placing`.
    #[derive(PartialEq, Eq, Serialize, Deserialize)]
    pub(super) struct Placing {
        pub diagram_id: Uuid,
        pub part_id: Uuid,
        pub x: Option<i64>,
        pub y: Option<i64>,
        pub step: i64,
        pub hidden: bool,
    }
}

const PART: &str = "id, kind, from_id, to_id, name, note, role, starts, ends, place, actors, sources, certainty, origin, derived,
       gone_at, moved_at, confirmed_by, confirmed_at, revision, made_by, made_at, changed_at, removed_at";

impl PartRow {
    /// Its pages.
    pub fn pages(&self) -> Result<Vec<Source>, StorageError> {
        from_json(
            &format!("evidence_part.sources of {}", self.id),
            &self.sources,
        )
    }

    /// The people of an event.
    pub fn people(&self) -> Result<Vec<Uuid>, StorageError> {
        serde_json::from_str(&self.actors).map_err(|cause| StorageError::Column {
            column: format!("evidence_part.actors of {}", self.id),
            cause: cause.to_string(),
        })
    }

    /// A relation, not a thing.
    pub fn is_link(&self) -> bool {
        self.from_id.is_some()
    }
}

/// The diagrams of a matter in the order they were made, without those taken away.
pub async fn diagrams_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<DiagramRow>, StorageError> {
    sql.all(
        "SELECT id, kind, title, made_by, made_at, removed_at FROM evidence_diagram WHERE matter_id = $1 AND removed_at IS NULL ORDER BY made_at, id",
        args![matter],
    )
    .await
}

/// Phần tử của các sơ đồ: whom and what the diagrams of a matter name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// Its id.
    pub id: Uuid,
    /// Its symbol, see [`crate::drawing::Symbol`].
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// Grows with every change.
    pub revision: i64,
}

/// Everything the diagrams of a matter name, without relations and without what was taken off.
pub async fn things_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<Thing>, StorageError> {
    let parts = parts_of(sql, matter).await?;
    let stands = |one: &PartRow| one.removed_at.is_none() && !one.is_link();
    Ok(parts
        .into_iter()
        .filter(stands)
        .map(|one| Thing {
            id: one.id,
            kind: one.kind,
            name: one.name,
            revision: one.revision,
        })
        .collect())
}

/// The diagrams of a matter that were taken away, the newest first.
pub(super) async fn removed_of(
    sql: &impl Sql,
    matter: Uuid,
) -> Result<Vec<DiagramRow>, StorageError> {
    sql.all(
        "SELECT id, kind, title, made_by, made_at, removed_at FROM evidence_diagram WHERE matter_id = $1 AND removed_at IS NOT NULL ORDER BY removed_at DESC, id",
        args![matter],
    )
    .await
}

/// One diagram, taken away or not.
pub(super) async fn diagram(
    sql: &impl Sql,
    matter: Uuid,
    id: Uuid,
) -> Result<Option<DiagramRow>, StorageError> {
    sql.opt(
        "SELECT id, kind, title, made_by, made_at, removed_at FROM evidence_diagram WHERE matter_id = $1 AND id = $2",
        args![matter, id],
    )
    .await
}

/// All parts of a matter, removed ones too, in the order they were made.
pub(super) async fn parts_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<PartRow>, StorageError> {
    sql.all(
        format!("SELECT {PART} FROM evidence_part WHERE matter_id = $1 ORDER BY made_at, id"),
        args![matter],
    )
    .await
}

pub(super) async fn part(
    sql: &impl Sql,
    matter: Uuid,
    id: Uuid,
) -> Result<Option<PartRow>, StorageError> {
    sql.opt(
        format!("SELECT {PART} FROM evidence_part WHERE matter_id = $1 AND id = $2"),
        args![matter, id],
    )
    .await
}

pub(super) async fn placings_of(
    sql: &impl Sql,
    diagram: Uuid,
) -> Result<Vec<Placing>, StorageError> {
    sql.all(
        "SELECT diagram_id, part_id, x, y, step, hidden FROM evidence_placing WHERE diagram_id = $1 ORDER BY part_id",
        args![diagram],
    )
    .await
}

/// Writes a part as it is given, new or not.
pub(super) async fn put_part(
    sql: &impl Sql,
    (unit, matter): (&str, Uuid),
    one: &PartRow,
) -> Result<(), StorageError> {
    let values = args![
        unit,
        one.id,
        matter,
        &one.kind,
        one.from_id,
        one.to_id,
        &one.name,
        &one.note,
        &one.role,
        &one.starts,
        &one.ends,
        &one.place,
        &one.actors,
        &one.sources,
        &one.certainty,
        &one.origin,
        &one.derived,
        one.gone_at,
        one.moved_at,
        one.confirmed_by,
        one.confirmed_at,
        one.revision,
        one.made_by,
        one.made_at,
        one.changed_at,
        one.removed_at
    ];
    sql.exec(
        "INSERT INTO evidence_part (unit_id, id, matter_id, kind, from_id, to_id, name, note, role, starts, ends, place, actors, sources,
                certainty, origin, derived, gone_at, moved_at, confirmed_by, confirmed_at, revision, made_by, made_at, changed_at, removed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, from_id = excluded.from_id, to_id = excluded.to_id, name = excluded.name,
                note = excluded.note, role = excluded.role, starts = excluded.starts, ends = excluded.ends, place = excluded.place,
                actors = excluded.actors, sources = excluded.sources, certainty = excluded.certainty, origin = excluded.origin,
                derived = excluded.derived, gone_at = excluded.gone_at, moved_at = excluded.moved_at, confirmed_by = excluded.confirmed_by,
                confirmed_at = excluded.confirmed_at, revision = excluded.revision, changed_at = excluded.changed_at,
                removed_at = excluded.removed_at",
        values,
    )
    .await?;
    Ok(())
}

/// Writes where a part stands.
pub(super) async fn put_placing(
    sql: &impl Sql,
    (unit, matter): (&str, Uuid),
    one: &Placing,
) -> Result<(), StorageError> {
    sql.exec(
        "INSERT INTO evidence_placing (unit_id, diagram_id, part_id, matter_id, x, y, step, hidden) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (diagram_id, part_id) DO UPDATE SET x = excluded.x, y = excluded.y, step = excluded.step, hidden = excluded.hidden",
        args![unit, one.diagram_id, one.part_id, matter, one.x, one.y, one.step, one.hidden],
    )
    .await?;
    Ok(())
}
