//! Yêu cầu đã trả lời: the answers that programs have been given, by their keys.

use db::{Sql, StorageError, Tx, args};

use super::system::System;

db::row! {
    /// An answer that was given.
    pub struct Kept {
        /// What was sent.
        pub body_hash: String,
        /// The status.
        pub status: i64,
        /// The document.
        pub answer: String,
    }
}

/// The answer given under a key.
pub async fn kept(tx: &Tx, system: &System, key: &str) -> Result<Option<Kept>, StorageError> {
    tx.opt(
        "SELECT body_hash, status, answer FROM exchange_request
          WHERE unit_id = $1 AND system_id = $2 AND request_key = $3",
        args![&system.unit_id, system.id, key],
    )
    .await
}

/// Keeps an answer; a second one under the same key is a conflict.
#[allow(clippy::too_many_arguments)]
pub async fn keep(
    tx: &Tx,
    system: &System,
    key: &str,
    hash: &str,
    status: i64,
    answer: &str,
    now_ms: i64,
) -> Result<(), StorageError> {
    tx.exec(
        "INSERT INTO exchange_request (unit_id, system_id, request_key, body_hash, status, answer, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![&system.unit_id, system.id, key, hash, status, answer, now_ms],
    )
    .await?;
    Ok(())
}
