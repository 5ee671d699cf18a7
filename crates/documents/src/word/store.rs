//! Tệp Word trở về, in the database.

use db::{Sql, StorageError, args};
use people::{Work, WorkError};
use uuid::Uuid;

use crate::draft::Draft;

db::row! {
    /// Một tệp trở về.
    pub struct Return {
        /// Its id.
        pub id: Uuid,
        /// What the person called it.
        pub file_name: String,
        /// The kept file.
        pub file: String,
        /// The save of the draft it was made from.
        pub version: i64,
        /// What was not taken over, JSON.
        pub told: String,
        /// Who handed it in.
        pub returned_by: Uuid,
        /// When.
        pub returned_at: i64,
    }
}

db::row! {
    /// Một thay đổi đọc được trong tệp.
    pub struct Change {
        /// Its number within the file.
        pub n: i64,
        /// value, changed, struck, added.
        pub kind: String,
        /// The field of a value.
        pub field: String,
        /// What was printed.
        pub before: String,
        /// What stands in the file.
        pub after: String,
        /// What to know before answering.
        pub said: String,
        /// The case says it.
        pub is_fact: bool,
        /// Empty, taken, kept, case.
        pub answer: String,
        /// Who answered.
        pub answered_by: Option<Uuid>,
        /// When.
        pub answered_at: Option<i64>,
    }
}

impl Return {
    /// What was not taken over.
    pub fn told(&self) -> Vec<String> {
        serde_json::from_str(&self.told).unwrap_or_default()
    }
}

impl Change {
    /// A change that waits for nobody yet.
    pub fn new(n: usize, kind: &str) -> Change {
        Change {
            n: i64::try_from(n).unwrap_or(i64::MAX),
            kind: kind.to_owned(),
            field: String::new(),
            before: String::new(),
            after: String::new(),
            said: String::new(),
            is_fact: false,
            answer: String::new(),
            answered_by: None,
            answered_at: None,
        }
    }
}

const RETURN: &str = "id, file_name, file, version, told, returned_by, returned_at";
const CHANGE: &str =
    "n, kind, field, before, after, said, is_fact, answer, answered_by, answered_at";

/// Keeps a returned file and what was read in it.
pub async fn insert(
    work: &Work,
    draft: &Draft,
    one: &Return,
    changes: &[Change],
) -> Result<(), WorkError> {
    work.tx
        .exec(
            "INSERT INTO documents_return (unit_id, document_id, id, file_name, file, version, told, returned_by, returned_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![&draft.unit_id, draft.id, one.id, &one.file_name, &one.file, one.version, &one.told, one.returned_by, one.returned_at],
        )
        .await?;
    for change in changes {
        work.tx
            .exec(
                "INSERT INTO documents_return_change (unit_id, document_id, return_id, n, kind, field, before, after, said, is_fact, answer)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                args![
                    &draft.unit_id, draft.id, one.id, change.n, &change.kind, &change.field, &change.before, &change.after, &change.said,
                    change.is_fact, &change.answer
                ],
            )
            .await?;
    }
    Ok(())
}

/// The files handed in for a draft, newest first.
pub async fn of_draft(db: &impl Sql, draft: &Draft) -> Result<Vec<Return>, StorageError> {
    db.all(
        format!("SELECT {RETURN} FROM documents_return WHERE unit_id = $1 AND document_id = $2 ORDER BY returned_at DESC, id DESC LIMIT 100"),
        args![&draft.unit_id, draft.id],
    )
    .await
}

/// One of them.
pub async fn get(db: &impl Sql, draft: &Draft, id: Uuid) -> Result<Option<Return>, StorageError> {
    db.opt(
        format!("SELECT {RETURN} FROM documents_return WHERE unit_id = $1 AND document_id = $2 AND id = $3"),
        args![&draft.unit_id, draft.id, id],
    )
    .await
}

/// The same file, handed in before.
pub async fn by_file(
    db: &impl Sql,
    draft: &Draft,
    file: &str,
) -> Result<Option<Uuid>, StorageError> {
    db.opt(
        "SELECT id FROM documents_return WHERE unit_id = $1 AND document_id = $2 AND file = $3",
        args![&draft.unit_id, draft.id, file],
    )
    .await
}

/// What was read in a file, in the order of the page.
pub async fn changes(db: &impl Sql, draft: &Draft, id: Uuid) -> Result<Vec<Change>, StorageError> {
    db.all(
        format!("SELECT {CHANGE} FROM documents_return_change WHERE unit_id = $1 AND document_id = $2 AND return_id = $3 ORDER BY n"),
        args![&draft.unit_id, draft.id, id],
    )
    .await
}

/// Proposals of a draft that nobody has answered.
pub async fn unanswered(db: &impl Sql, draft: &Draft) -> Result<i64, StorageError> {
    db.one(
        "SELECT count(*) FROM documents_return_change WHERE unit_id = $1 AND document_id = $2 AND kind = 'value' AND answer = ''",
        args![&draft.unit_id, draft.id],
    )
    .await
}

/// Answers a change; false when somebody was first.
pub async fn answer(
    work: &Work,
    draft: &Draft,
    (id, n): (Uuid, i64),
    before: &str,
    answer: &str,
) -> Result<bool, StorageError> {
    let changed = work
        .tx
        .exec(
            "UPDATE documents_return_change SET answer = $1, answered_by = $2, answered_at = $3
              WHERE unit_id = $4 AND document_id = $5 AND return_id = $6 AND n = $7 AND answer = $8",
            args![answer, work.actor.person, work.now_ms, &draft.unit_id, draft.id, id, n, before],
        )
        .await?;
    Ok(changed == 1)
}
