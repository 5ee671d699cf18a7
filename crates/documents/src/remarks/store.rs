//! Lưu ý kiến: what was said of a draft, by whom, of which version, and who settled it.

use std::collections::HashMap;

use db::{Sql, args};
use people::{Work, WorkError};
use uuid::Uuid;

use super::LONGEST;
use crate::draft::Draft;
use crate::messages;

db::row! {
    /// Một ý kiến, hoặc một câu trả lời.
    pub struct Remark {
        /// Its id.
        pub id: Uuid,
        /// The document.
        pub document_id: Uuid,
        /// The field it is about; empty for the whole document.
        pub field: String,
        /// The words it is about, as they stood.
        pub passage: String,
        /// The version it was said of.
        pub version: i64,
        /// What was said.
        pub words: String,
        /// The remark it answers.
        pub answers: Option<Uuid>,
        /// Who said it.
        pub said_by: Uuid,
        /// Their name.
        pub said_by_name: String,
        /// When.
        pub said_at: i64,
        /// Who settled it.
        pub settled_by_name: Option<String>,
        /// When; empty while it is open.
        pub settled_at: Option<i64>,
    }
}

/// Một ý kiến với các câu trả lời.
#[derive(Debug, Clone)]
pub struct Thread {
    /// What was said first.
    pub remark: Remark,
    /// The answers, in their order.
    pub answers: Vec<Remark>,
}

impl Thread {
    /// Does it still wait for somebody?
    pub fn is_open(&self) -> bool {
        self.remark.settled_at.is_none()
    }
}

/// May it be remarked on: while it is drafted, and while its signer reads it?
pub fn takes_remarks(draft: &Draft) -> bool {
    matches!(draft.state.as_str(), "draft" | "submitted")
}

/// The remarks of a document: those that are open first, each in the order they were said.
pub async fn of_document(db: &impl Sql, document: Uuid) -> Result<Vec<Thread>, db::StorageError> {
    let all: Vec<Remark> = db
        .all(
            "SELECT id, document_id, field, passage, version, words, answers, said_by, said_by_name, said_at, settled_by_name, settled_at
               FROM documents_remark WHERE document_id = $1 ORDER BY said_at, id LIMIT 500",
            args![document],
        )
        .await?;
    let (answers, first): (Vec<Remark>, Vec<Remark>) =
        all.into_iter().partition(|one| one.answers.is_some());
    let mut threads: Vec<Thread> = first
        .into_iter()
        .map(|remark| Thread {
            answers: answers
                .iter()
                .filter(|one| one.answers == Some(remark.id))
                .cloned()
                .collect(),
            remark,
        })
        .collect();
    threads.sort_by_key(|thread| !thread.is_open());
    Ok(threads)
}

/// How many open remarks each of these documents has; those without any are not named.
pub async fn open_counts(
    db: &impl Sql,
    documents: &[Uuid],
) -> Result<HashMap<Uuid, i64>, db::StorageError> {
    db::row! { struct Count { document_id: Uuid, open: i64 } }
    if documents.is_empty() {
        return Ok(HashMap::new());
    }
    let places: Vec<String> = (1..=documents.len()).map(|n| format!("${n}")).collect();
    let counts: Vec<Count> = db
        .all(
            format!(
                "SELECT document_id, count(*) AS open FROM documents_remark
                  WHERE document_id IN ({}) AND answers IS NULL AND settled_at IS NULL GROUP BY document_id",
                places.join(", ")
            ),
            documents.iter().map(db::V::from).collect(),
        )
        .await?;
    Ok(counts
        .into_iter()
        .map(|one| (one.document_id, one.open))
        .collect())
}

/// Ghi ý kiến: of a field, of a passage, or of the whole draft when both are empty.
pub async fn say(
    work: &Work,
    draft: &Draft,
    field: &str,
    passage: &str,
    words: &str,
) -> Result<Uuid, WorkError> {
    keep(work, draft, (field, passage), words, None).await
}

/// Trả lời ý kiến; a settled one is open again, for somebody has something to add.
pub async fn answer(
    work: &Work,
    draft: &Draft,
    remark: Uuid,
    words: &str,
) -> Result<Uuid, WorkError> {
    let id = keep(work, draft, ("", ""), words, Some(remark)).await?;
    settle(work, draft, remark, false).await?;
    Ok(id)
}

async fn keep(
    work: &Work,
    draft: &Draft,
    (field, passage): (&str, &str),
    words: &str,
    answers: Option<Uuid>,
) -> Result<Uuid, WorkError> {
    if !takes_remarks(draft) {
        return Err(WorkError::Unlawful(messages::LOCKED.to_owned()));
    }
    let words = words.trim();
    if words.is_empty() {
        return Err(WorkError::invalid("words", messages::REMARK_EMPTY));
    }
    if words.len() > LONGEST || passage.len() > LONGEST {
        return Err(WorkError::invalid("words", messages::REMARK_LONG));
    }
    if let Some(remark) = answers
        && !is_there(&work.tx, draft, remark).await?
    {
        return Err(WorkError::NotFound);
    }
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO documents_remark (unit_id, id, document_id, field, passage, version, words, answers, said_by, said_by_name, said_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            args![
                &draft.unit_id,
                id,
                draft.id,
                field,
                passage.trim(),
                draft.version,
                words,
                answers,
                work.actor.person,
                &work.actor.name,
                work.now_ms
            ],
        )
        .await?;
    work.note("document.remarked", "document", draft.id, &id.to_string())
        .await?;
    Ok(id)
}

async fn is_there(db: &impl Sql, draft: &Draft, remark: Uuid) -> Result<bool, db::StorageError> {
    let there: Option<Uuid> = db
        .opt(
            "SELECT id FROM documents_remark WHERE unit_id = $1 AND id = $2 AND document_id = $3 AND answers IS NULL",
            args![&draft.unit_id, remark, draft.id],
        )
        .await?;
    Ok(there.is_some())
}

/// Giải quyết xong một ý kiến, or open it again.
pub async fn settle(
    work: &Work,
    draft: &Draft,
    remark: Uuid,
    is_settled: bool,
) -> Result<(), WorkError> {
    if !takes_remarks(draft) {
        return Err(WorkError::Unlawful(messages::LOCKED.to_owned()));
    }
    let who = is_settled.then_some(work.actor.person);
    let name = is_settled.then(|| work.actor.name.clone());
    let at = is_settled.then_some(work.now_ms);
    let changed = work
        .tx
        .exec(
            "UPDATE documents_remark SET settled_by = $1, settled_by_name = $2, settled_at = $3
              WHERE unit_id = $4 AND id = $5 AND document_id = $6 AND answers IS NULL",
            args![who, name, at, &draft.unit_id, remark, draft.id],
        )
        .await?;
    match changed {
        0 => Err(WorkError::NotFound),
        _ => {
            let what = if is_settled { "settled" } else { "open" };
            work.note(
                "document.remark_settled",
                "document",
                draft.id,
                &format!("{remark} {what}"),
            )
            .await
        }
    }
}
