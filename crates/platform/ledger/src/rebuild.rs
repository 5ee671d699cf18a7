//! Dựng lại: every view made again from the facts alone, matter by matter, while people work.
//!
//! A matter's rows are replaced by the same rows, so readers never see a gap. Its place is kept in the same
//! transaction as the rows, so a killed rebuild goes on where it stood.

use std::collections::HashMap;

use db::{Db, Dump, Sql, StorageError, Tx, args};
use law::{Fact, Law};
use uuid::Uuid;

use crate::{Ledger, LedgerError, record::derive, store::StoredFact};

/// How many matters one transaction of a rebuild holds.
const STRIDE: i64 = 2_000;

db::row! { struct Stood { after_id: Option<Uuid>, editions: String } }

/// How far a rebuild has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Matters done in this run.
    pub matters: u64,
    /// Facts read in this run.
    pub facts: u64,
}

impl Ledger {
    /// Makes all views again. `told` hears of every stride.
    pub async fn rebuild(
        &self,
        db: &Db,
        law: &Law,
        mut told: impl FnMut(Progress) + Send,
    ) -> Result<Progress, LedgerError> {
        let mut progress = Progress {
            matters: 0,
            facts: 0,
        };
        let mut after = self.begin_rebuild(db).await?;
        loop {
            let tx = db.begin().await?;
            let ids = next_matters(&tx, after).await?;
            let Some(last) = ids.last().copied() else {
                self.sweep(&tx).await?;
                tx.exec("DELETE FROM ledger_rebuild", args![]).await?;
                self.note_editions(&tx).await?;
                tx.commit().await?;
                return Ok(progress);
            };
            let matters = facts_between(&tx, after, last).await?;
            self.replace(&tx, law, after, last, &matters).await?;
            tx.exec("UPDATE ledger_rebuild SET after_id = $1", args![last])
                .await?;
            tx.commit().await?;
            after = Some(last);
            progress.matters += u64::try_from(ids.len()).unwrap_or_default();
            progress.facts += matters
                .iter()
                .map(|facts| u64::try_from(facts.len()).unwrap_or_default())
                .sum::<u64>();
            told(progress);
        }
    }

    /// Starts a rebuild, or finds where a killed one of the same editions stood.
    async fn begin_rebuild(&self, db: &Db) -> Result<Option<Uuid>, LedgerError> {
        let tx = db.begin().await?;
        let editions = self.editions();
        let stood: Option<Stood> = tx
            .opt("SELECT after_id, editions FROM ledger_rebuild", args![])
            .await?;
        if let Some(stood) = stood.filter(|stood| stood.editions == editions) {
            tx.commit().await?;
            return Ok(stood.after_id);
        }
        let seq = crate::last_seq(&tx).await?;
        tx.exec("DELETE FROM ledger_rebuild", args![]).await?;
        tx.exec(
            "INSERT INTO ledger_rebuild (one, after_id, until_seq, editions) VALUES (1, $1, $2, $3)",
            args![None::<Uuid>, seq, editions],
        )
        .await?;
        tx.commit().await?;
        Ok(None)
    }

    /// Replaces the rows of all matters in (after, last].
    async fn replace(
        &self,
        tx: &Tx,
        law: &Law,
        after: Option<Uuid>,
        last: Uuid,
        matters: &[Vec<Fact>],
    ) -> Result<(), LedgerError> {
        for view in &self.views {
            let rows = derive(view.as_ref(), law, matters.iter().map(Vec::as_slice))?;
            for (table, values) in rows.tables() {
                let name = table.name;
                match after {
                    Some(after) => {
                        tx.exec(
                            format!("DELETE FROM {name} WHERE matter_id > $1 AND matter_id <= $2"),
                            args![after, last],
                        )
                        .await?
                    }
                    None => {
                        tx.exec(
                            format!("DELETE FROM {name} WHERE matter_id <= $1"),
                            args![last],
                        )
                        .await?
                    }
                };
                Dump::insert(tx, name, table.columns, values).await?;
            }
        }
        Ok(())
    }

    /// Removes rows of matters that have no facts.
    async fn sweep(&self, tx: &Tx) -> Result<(), LedgerError> {
        for table in self.tables() {
            tx.exec(
                format!(
                    "DELETE FROM {} WHERE matter_id NOT IN (SELECT id FROM ledger_matter)",
                    table.name
                ),
                args![],
            )
            .await?;
        }
        Ok(())
    }
}

async fn next_matters(tx: &Tx, after: Option<Uuid>) -> Result<Vec<Uuid>, StorageError> {
    match after {
        Some(after) => {
            tx.all(
                "SELECT id FROM ledger_matter WHERE id > $1 ORDER BY id LIMIT $2",
                args![after, STRIDE],
            )
            .await
        }
        None => {
            tx.all(
                "SELECT id FROM ledger_matter ORDER BY id LIMIT $1",
                args![STRIDE],
            )
            .await
        }
    }
}

/// The facts of the matters in (after, last], grouped by matter, each in the order of the ledger.
async fn facts_between(
    tx: &Tx,
    after: Option<Uuid>,
    last: Uuid,
) -> Result<Vec<Vec<Fact>>, StorageError> {
    let stored: Vec<StoredFact> = match after {
        Some(after) => {
            tx.all(
                "SELECT * FROM ledger_fact WHERE matter_id > $1 AND matter_id <= $2 ORDER BY matter_id, seq",
                args![after, last],
            )
            .await?
        }
        None => {
            tx.all("SELECT * FROM ledger_fact WHERE matter_id <= $1 ORDER BY matter_id, seq", args![last])
                .await?
        }
    };
    let mut places: HashMap<Uuid, usize> = HashMap::new();
    let mut matters: Vec<Vec<Fact>> = Vec::new();
    for StoredFact(fact) in stored {
        let place = *places.entry(fact.matter).or_insert_with(|| {
            matters.push(Vec::new());
            matters.len() - 1
        });
        matters[place].push(fact);
    }
    Ok(matters)
}
