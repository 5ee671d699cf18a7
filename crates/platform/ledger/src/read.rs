//! Reading the ledger.

use std::collections::HashMap;

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

/// The facts of several matters, each in the order of the ledger; as many as stand on a page.
pub async fn facts_of_each(
    db: &impl Sql,
    matters: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Fact>>, StorageError> {
    let mut facts: HashMap<Uuid, Vec<Fact>> = HashMap::new();
    for some in matters.chunks(100) {
        let places: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT * FROM ledger_fact WHERE matter_id IN ({}) ORDER BY matter_id, seq",
            places.join(", ")
        );
        let stored: Vec<StoredFact> = db.all(sql, some.iter().map(db::V::from).collect()).await?;
        for fact in stored {
            facts.entry(fact.0.matter).or_default().push(fact.0);
        }
    }
    Ok(facts)
}

/// The facts a unit entered last, the newest first, at most so many: ids follow the moment of entry.
pub async fn newest_of_unit(
    db: &impl Sql,
    unit: &str,
    most: i64,
) -> Result<Vec<Fact>, StorageError> {
    let stored: Vec<StoredFact> = db
        .all(
            "SELECT * FROM ledger_fact WHERE unit_id = $1 ORDER BY id DESC LIMIT $2",
            args![unit, most],
        )
        .await?;
    Ok(stored.into_iter().map(|fact| fact.0).collect())
}

/// The facts of a unit whose day in law lies between two days, by their ids after one; at most `limit`.
pub async fn facts_between(
    db: &impl Sql,
    unit: &str,
    (from, to): (chrono::NaiveDate, chrono::NaiveDate),
    after: Uuid,
    limit: i64,
) -> Result<Vec<Fact>, StorageError> {
    let stored: Vec<StoredFact> = db
        .all(
            "SELECT * FROM ledger_fact
              WHERE unit_id = $1 AND id > $2 AND effective_on >= $3 AND effective_on <= $4 ORDER BY id LIMIT $5",
            args![unit, after, from, to, limit],
        )
        .await?;
    Ok(stored.into_iter().map(|fact| fact.0).collect())
}

/// Facts in the order of the ledger, after a place; at most `limit`.
pub async fn facts_after(db: &impl Sql, after: i64, limit: i64) -> Result<Vec<Fact>, StorageError> {
    let stored: Vec<StoredFact> = db
        .all(
            "SELECT * FROM ledger_fact WHERE seq > $1 ORDER BY seq LIMIT $2",
            args![after, limit],
        )
        .await?;
    Ok(stored.into_iter().map(|fact| fact.0).collect())
}

/// A matter by its id.
pub async fn matter(db: &impl Sql, id: Uuid) -> Result<Option<MatterRow>, StorageError> {
    db.opt("SELECT * FROM ledger_matter WHERE id = $1", args![id])
        .await
}

/// The place of the newest fact of each of several matters.
pub async fn last_seqs(
    db: &impl Sql,
    matters: &[Uuid],
) -> Result<HashMap<Uuid, i64>, StorageError> {
    db::row! { struct Last { id: Uuid, last_seq: i64 } }
    let mut all = HashMap::new();
    for some in matters.chunks(100) {
        let places: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT id, last_seq FROM ledger_matter WHERE id IN ({})",
            places.join(", ")
        );
        let rows: Vec<Last> = db.all(sql, some.iter().map(db::V::from).collect()).await?;
        all.extend(rows.into_iter().map(|row| (row.id, row.last_seq)));
    }
    Ok(all)
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
