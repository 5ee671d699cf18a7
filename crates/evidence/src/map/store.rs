//! Sơ đồ được giữ: maps, edited nodes, versions as rows.

use chrono::NaiveDate;
use db::{Sql, StorageError, args};
use people::Work;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::node::{Kept, KeptNode, Known, Seen};

db::row! {
    /// Một sơ đồ.
    pub struct MapRow {
        /// Its id.
        pub id: Uuid,
        /// Its matter.
        pub matter_id: Uuid,
        /// Its template.
        pub template: String,
        /// What was drawn when somebody last took note of it, JSON.
        pub known: String,
        /// Who took note of it.
        pub drawn_by: Uuid,
        /// When, ms UTC.
        pub drawn_at: i64,
        /// Who began it.
        pub made_by: Uuid,
        /// When, ms UTC.
        pub made_at: i64,
    }
}

const MAP: &str = "id, matter_id, template, known, drawn_by, drawn_at, made_by, made_at";

impl MapRow {
    /// What was drawn when somebody last took note of it.
    pub fn known(&self) -> Result<Known, StorageError> {
        read("evidence_map.known", self.id, &self.known)
    }
}

/// The maps of a matter, the oldest first.
pub async fn maps_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<MapRow>, StorageError> {
    sql.all(
        format!("SELECT {MAP} FROM evidence_map WHERE matter_id = $1 ORDER BY made_at, id"),
        args![matter],
    )
    .await
}

/// One map of a matter.
pub async fn map_of(
    sql: &impl Sql,
    matter: Uuid,
    id: Uuid,
) -> Result<Option<MapRow>, StorageError> {
    sql.opt(
        format!("SELECT {MAP} FROM evidence_map WHERE matter_id = $1 AND id = $2"),
        args![matter, id],
    )
    .await
}

/// Begins a map; whoever was faster with the same template has begun it.
pub async fn begin(
    work: &Work,
    unit: &str,
    matter: Uuid,
    (template, known): (&str, &Known),
) -> Result<(Uuid, bool), StorageError> {
    let there: Option<Uuid> = work
        .tx
        .opt(
            "SELECT id FROM evidence_map WHERE matter_id = $1 AND template = $2",
            args![matter, template],
        )
        .await?;
    if let Some(id) = there {
        return Ok((id, false));
    }
    let (id, who) = (Uuid::now_v7(), work.actor.person);
    work.tx
        .exec(
            "INSERT INTO evidence_map (unit_id, id, matter_id, template, known, drawn_by, drawn_at, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $7)",
            args![unit, id, matter, template, json(known)?, who, work.now_ms],
        )
        .await?;
    Ok((id, true))
}

/// Says that somebody took note of what is drawn now.
pub async fn take_note(work: &Work, map: Uuid, known: &Known) -> Result<(), StorageError> {
    work.tx
        .exec(
            "UPDATE evidence_map SET known = $1, drawn_by = $2, drawn_at = $3 WHERE id = $4",
            args![json(known)?, work.actor.person, work.now_ms, map],
        )
        .await?;
    Ok(())
}

db::row! {
    struct NodeRow {
        node_key: String,
        words: Option<String>,
        note: String,
        sources: Option<String>,
        parent: Option<String>,
        follows: Option<String>,
        is_hidden: bool,
        seen: String,
        revision: i64,
        placed_at: i64,
        changed_by: Uuid,
        changed_at: i64,
    }
}

const NODE: &str = "node_key, words, note, sources, parent, follows, is_hidden, seen, revision, placed_at, changed_by, changed_at";

/// The nodes that people edited or added, in the order they did.
pub async fn nodes_of(sql: &impl Sql, map: Uuid) -> Result<Vec<KeptNode>, StorageError> {
    let rows: Vec<NodeRow> = sql
        .all(
            format!("SELECT {NODE} FROM evidence_map_node WHERE map_id = $1 ORDER BY placed_at, node_key"),
            args![map],
        )
        .await?;
    let one = |row: NodeRow| {
        let sources = match &row.sources {
            Some(sources) => Some(read("evidence_map_node.sources", map, sources)?),
            None => None,
        };
        Ok(KeptNode {
            seen: read::<Seen>("evidence_map_node.seen", map, &row.seen)?,
            kept: Kept {
                words: row.words,
                note: row.note,
                sources,
                parent: row.parent,
                follows: row.follows,
                is_hidden: row.is_hidden,
            },
            key: row.node_key,
            revision: row.revision,
            placed_at: row.placed_at,
            changed_by: row.changed_by,
            changed_at: row.changed_at,
        })
    };
    rows.into_iter().map(one).collect()
}

/// Keeps one node as it is given; its revision is counted by whoever holds the map.
pub async fn keep(
    work: &Work,
    unit: &str,
    (matter, map): (Uuid, Uuid),
    node: &KeptNode,
) -> Result<(), StorageError> {
    let kept = &node.kept;
    let sources = match &kept.sources {
        Some(sources) => Some(json(sources)?),
        None => None,
    };
    work.tx
        .exec(
            "INSERT INTO evidence_map_node (unit_id, map_id, node_key, matter_id, words, note, sources, parent, follows, is_hidden, seen, revision, placed_at, changed_by, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             ON CONFLICT (map_id, node_key) DO UPDATE SET words = excluded.words, note = excluded.note, sources = excluded.sources,
               parent = excluded.parent, follows = excluded.follows, is_hidden = excluded.is_hidden, seen = excluded.seen,
               revision = excluded.revision, placed_at = excluded.placed_at, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
            args![
                unit, map, &node.key, matter, kept.words.clone(), &kept.note, sources, kept.parent.clone(), kept.follows.clone(),
                kept.is_hidden, json(&node.seen)?, node.revision, node.placed_at, node.changed_by, node.changed_at
            ],
        )
        .await?;
    Ok(())
}

db::row! {
    /// Một bản sơ đồ theo ngày báo cáo.
    pub struct VersionRow {
        /// Its id.
        pub id: Uuid,
        /// Its map.
        pub map_id: Uuid,
        /// Its matter.
        pub matter_id: Uuid,
        /// Its number, from 1.
        pub n: i64,
        /// Ngày báo cáo.
        pub reported_on: NaiveDate,
        /// Ghi chú.
        pub note: String,
        /// The whole map as it stood, JSON.
        pub content: String,
        /// Who kept it.
        pub made_by: Uuid,
        /// When, ms UTC.
        pub made_at: i64,
    }
}

const VERSION: &str = "id, map_id, matter_id, n, reported_on, note, content, made_by, made_at";

/// The versions of a map, the newest first, without what they hold.
pub async fn versions_of(sql: &impl Sql, map: Uuid) -> Result<Vec<VersionRow>, StorageError> {
    sql.all(
        "SELECT id, map_id, matter_id, n, reported_on, note, '' AS content, made_by, made_at FROM evidence_map_version WHERE map_id = $1 ORDER BY n DESC",
        args![map],
    )
    .await
}

/// One version of a matter.
pub async fn version_of(
    sql: &impl Sql,
    matter: Uuid,
    id: Uuid,
) -> Result<Option<VersionRow>, StorageError> {
    sql.opt(
        format!("SELECT {VERSION} FROM evidence_map_version WHERE matter_id = $1 AND id = $2"),
        args![matter, id],
    )
    .await
}

/// Keeps a version; answers its id.
pub async fn keep_version(
    work: &Work,
    unit: &str,
    map: &MapRow,
    (reported_on, note, content): (NaiveDate, &str, &str),
) -> Result<Uuid, StorageError> {
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO evidence_map_version (unit_id, id, map_id, matter_id, n, reported_on, note, content, made_by, made_at)
             VALUES ($1, $2, $3, $4, (SELECT COALESCE(MAX(n), 0) + 1 FROM evidence_map_version WHERE map_id = $3), $5, $6, $7, $8, $9)",
            args![unit, id, map.id, map.matter_id, reported_on, note, content, work.actor.person, work.now_ms],
        )
        .await?;
    Ok(id)
}

/// As a column keeps it.
pub(super) fn json(value: &impl Serialize) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(|cause| StorageError::Column {
        column: "evidence_map, to be written".to_owned(),
        cause: cause.to_string(),
    })
}

/// Read back from a column.
pub(super) fn read<T: DeserializeOwned>(
    column: &str,
    id: Uuid,
    json: &str,
) -> Result<T, StorageError> {
    serde_json::from_str(json).map_err(|cause| StorageError::Column {
        column: format!("{column} of {id}"),
        cause: cause.to_string(),
    })
}
