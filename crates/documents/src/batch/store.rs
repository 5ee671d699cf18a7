//! Đợt lập hàng loạt, in the database.

use db::{Sql, StorageError, args};
use people::{Work, WorkError};
use uuid::Uuid;

use super::candidates::Candidate;
use crate::rules::Template;

db::row! {
    /// Một đợt.
    pub struct Batch {
        /// The unit that asked.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// Số mẫu.
        pub form: String,
        /// Tên văn bản.
        pub title: String,
        /// Who asked.
        pub asked_by: Uuid,
        /// In which post.
        pub asked_post: Uuid,
        /// When.
        pub asked_at: i64,
        /// The zip of all PDFs.
        pub archive: Option<String>,
    }
}

db::row! {
    /// Một dòng của đợt.
    pub struct Item {
        /// Its number.
        pub n: i64,
        /// The matter.
        pub matter_id: Uuid,
        /// The person.
        pub subject_id: Option<Uuid>,
        /// Who or what it is.
        pub about: String,
        /// waiting, made, there, wrong.
        pub state: String,
        /// The draft.
        pub document_id: Option<Uuid>,
        /// Its PDF.
        pub pdf: Option<String>,
        /// Fields still to be filled.
        pub gaps: i64,
        /// Why not, or what was found.
        pub said: String,
        /// Why its draft was not handed in.
        pub refusal: String,
        /// Where its draft stands now: draft, submitted, signing, issued …
        pub draft_state: Option<String>,
        /// Who signs it.
        pub signer: Option<String>,
    }
}

const BATCH: &str = "unit_id, id, form, title, asked_by, asked_post, asked_at, archive";
const ITEM: &str = "i.n, i.matter_id, i.subject_id, i.about, i.state, i.document_id, i.pdf, i.gaps, i.said, i.refusal,
  d.state AS draft_state, d.signer_name AS signer";
const ITEMS: &str = "documents_batch_item i LEFT JOIN documents_draft d ON d.id = i.document_id";

/// Keeps a batch with its lines.
pub async fn insert(
    work: &Work,
    id: Uuid,
    template: &Template,
    chosen: &[Candidate],
) -> Result<(), WorkError> {
    let unit = &work.actor.unit;
    work.tx
        .exec(
            "INSERT INTO documents_batch (unit_id, id, form, title, asked_by, asked_post, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![unit, id, &template.form, &template.name_vi, work.actor.person, work.actor.post, work.now_ms],
        )
        .await?;
    for (n, one) in (1_i64..).zip(chosen) {
        work.tx
            .exec(
                "INSERT INTO documents_batch_item (unit_id, batch_id, n, matter_id, subject_id, about, state, gaps, said)
                 VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, '')",
                args![unit, id, n, one.matter, one.subject, &one.about],
            )
            .await?;
    }
    Ok(())
}

/// A batch.
pub async fn get(db: &impl Sql, id: Uuid) -> Result<Option<Batch>, StorageError> {
    db.opt(
        format!("SELECT {BATCH} FROM documents_batch WHERE id = $1"),
        args![id],
    )
    .await
}

/// The newest batches of a unit.
pub async fn newest(db: &impl Sql, unit: &str) -> Result<Vec<Batch>, StorageError> {
    db.all(
        format!("SELECT {BATCH} FROM documents_batch WHERE unit_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 50"),
        args![unit],
    )
    .await
}

/// Lines of a batch after a number, in their order; of one state unless it is empty.
pub async fn items(
    db: &impl Sql,
    batch: &Batch,
    state: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<Item>, StorageError> {
    db.all(
        format!(
            "SELECT {ITEM} FROM {ITEMS}
              WHERE i.unit_id = $1 AND i.batch_id = $2 AND i.n > $3 AND ($4 = '' OR i.state = $4) ORDER BY i.n LIMIT $5"
        ),
        args![&batch.unit_id, batch.id, after, state, limit],
    )
    .await
}

/// How many lines stand in each state.
pub async fn counts(db: &impl Sql, batch: &Batch) -> Result<Vec<(String, i64)>, StorageError> {
    db::row! { struct Count { state: String, many: i64 } }
    let counts: Vec<Count> = db
        .all(
            "SELECT state, count(*) AS many FROM documents_batch_item WHERE unit_id = $1 AND batch_id = $2 GROUP BY state",
            args![&batch.unit_id, batch.id],
        )
        .await?;
    Ok(counts
        .into_iter()
        .map(|one| (one.state, one.many))
        .collect())
}

/// Lines whose draft may still be handed in, after a number; those that were refused last time alone, when so asked.
pub async fn open_items(
    db: &impl Sql,
    batch: &Batch,
    is_refused: bool,
    after: i64,
    limit: i64,
) -> Result<Vec<Item>, StorageError> {
    db.all(
        format!(
            "SELECT {ITEM} FROM {ITEMS}
              WHERE i.unit_id = $1 AND i.batch_id = $2 AND i.n > $3 AND d.state = 'draft' AND ($4 = FALSE OR i.refusal <> '')
              ORDER BY i.n LIMIT $5"
        ),
        args![&batch.unit_id, batch.id, after, is_refused, limit],
    )
    .await
}

/// How many drafts of the batch stand in each state.
pub async fn draft_counts(
    db: &impl Sql,
    batch: &Batch,
) -> Result<Vec<(String, i64)>, StorageError> {
    db::row! { struct Count { state: String, many: i64 } }
    let counts: Vec<Count> = db
        .all(
            "SELECT d.state, count(*) AS many FROM documents_batch_item i JOIN documents_draft d ON d.id = i.document_id
              WHERE i.unit_id = $1 AND i.batch_id = $2 GROUP BY d.state",
            args![&batch.unit_id, batch.id],
        )
        .await?;
    Ok(counts
        .into_iter()
        .map(|one| (one.state, one.many))
        .collect())
}

/// Why a line's draft was not handed in; empty once it was.
pub async fn refuse(
    db: &impl Sql,
    batch: &Batch,
    n: i64,
    refusal: &str,
) -> Result<(), StorageError> {
    db.exec(
        "UPDATE documents_batch_item SET refusal = $1 WHERE unit_id = $2 AND batch_id = $3 AND n = $4",
        args![refusal, &batch.unit_id, batch.id, n],
    )
    .await?;
    Ok(())
}

/// What became of a line.
pub async fn settle(db: &impl Sql, batch: &Batch, item: &Item) -> Result<(), StorageError> {
    db.exec(
        "UPDATE documents_batch_item SET about = $1, state = $2, document_id = $3, pdf = $4, gaps = $5, said = $6
          WHERE unit_id = $7 AND batch_id = $8 AND n = $9",
        args![&item.about, &item.state, item.document_id, item.pdf.clone(), item.gaps, &item.said, &batch.unit_id, batch.id, item.n],
    )
    .await?;
    Ok(())
}

/// The zip of the batch.
pub async fn archived(db: &impl Sql, batch: &Batch, file: &str) -> Result<(), StorageError> {
    db.exec(
        "UPDATE documents_batch SET archive = $1 WHERE unit_id = $2 AND id = $3",
        args![file, &batch.unit_id, batch.id],
    )
    .await?;
    Ok(())
}
