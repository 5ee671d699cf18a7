//! Reading the ledger.

use db::{Sql, StorageError, args};
use law::Fact;
use uuid::Uuid;

use crate::store::StoredFact;

db::row! {
    /// Hồ sơ: a matter as the ledger knows it.
    pub struct MatterRow {
        /// The unit of its first fact.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// Mã hồ sơ điện tử: its electronic code for life.
        pub code: String,
        /// Entry of its first fact, ms UTC.
        pub opened_at: i64,
        /// The place of its newest fact.
        pub last_seq: i64,
    }
}

/// All facts of a matter in the order of the ledger, replaced ones included.
pub async fn facts_of(db: &impl Sql, matter: Uuid) -> Result<Vec<Fact>, StorageError> {
    let stored: Vec<StoredFact> = db
        .all(
            "SELECT * FROM ledger_fact WHERE matter_id = $1 ORDER BY seq",
            args![matter],
        )
        .await?;
    Ok(stored.into_iter().map(|fact| fact.0).collect())
}

/// A matter by its id.
pub async fn matter(db: &impl Sql, id: Uuid) -> Result<Option<MatterRow>, StorageError> {
    db.opt("SELECT * FROM ledger_matter WHERE id = $1", args![id])
        .await
}

/// A matter by its electronic code.
pub async fn matter_by_code(db: &impl Sql, code: &str) -> Result<Option<MatterRow>, StorageError> {
    db.opt("SELECT * FROM ledger_matter WHERE code = $1", args![code])
        .await
}

/// The place of the newest fact of all, which followers compare with their own.
pub async fn last_seq(db: &impl Sql) -> Result<i64, StorageError> {
    db.one("SELECT seq FROM ledger_head WHERE line = 'fact'", args![])
        .await
}
