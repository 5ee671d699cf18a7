//! Ghi sự kiện: a batch of facts gets its places, its matter, its views and its audit line in one transaction.

use db::{Dump, Sql, Tx, args};
use law::{Fact, Law};
use uuid::Uuid;

use crate::{
    Batch, FACT_COLUMNS, Ledger, LedgerError, Matter, NewFact, Rows, View, audit, fact_values,
    facts_of,
};

impl Ledger {
    /// Records a batch and brings every view of its matter up to date, all in `tx`.
    ///
    /// Refuses when somebody recorded a fact in the matter after `seen`, and when a correction
    /// names no fact of the matter or gives no reason.
    pub async fn record(&self, tx: &Tx, law: &Law, batch: Batch) -> Result<Vec<Fact>, LedgerError> {
        let first = take_places(tx, batch.facts.len()).await?;
        let matter = batch.matter.id();
        let known = match batch.matter {
            Matter::New(_) => Vec::new(),
            Matter::Existing { seen, .. } => {
                let facts = facts_of(tx, matter).await?;
                let newest = facts.last().ok_or(LedgerError::NoMatter)?.seq;
                if seen.is_some_and(|seen| seen < newest) {
                    return Err(LedgerError::ChangedMeanwhile { newest });
                }
                facts
            }
        };
        let new = placed(&batch, first);
        for fact in &new {
            let names_one = |id| {
                known
                    .iter()
                    .chain(&new)
                    .any(|other| other.id == id && other.id != fact.id)
            };
            let reasoned = fact
                .reason
                .as_ref()
                .is_some_and(|reason| !reason.trim().is_empty());
            if fact.replaces.is_some_and(|id| !reasoned || !names_one(id)) {
                return Err(LedgerError::BadCorrection);
            }
        }
        let last = new.last().map_or(first, |fact| fact.seq);
        match batch.matter {
            Matter::New(id) => open_matter(tx, &batch, id, last).await?,
            Matter::Existing { id, .. } => {
                tx.exec(
                    "UPDATE ledger_matter SET last_seq = $1 WHERE id = $2",
                    args![last, id],
                )
                .await?;
            }
        }
        let rows: Vec<_> = new.iter().map(fact_values).collect();
        Dump::insert(tx, "ledger_fact", FACT_COLUMNS, &rows).await?;
        let all: Vec<Fact> = known.into_iter().chain(new.iter().cloned()).collect();
        match batch.matter {
            // Nothing of a new matter stands in the views yet.
            Matter::New(_) => self.add_views(tx, law, &all).await?,
            Matter::Existing { .. } => self.write_views(tx, law, &[(matter, &all)]).await?,
        }
        let lines: Vec<audit::Line> = new.iter().map(audit::of_fact).collect();
        audit::append_all(tx, &lines).await?;
        Ok(new)
    }

    /// Derives a matter's views anew, after the law's data or the calendar changed.
    pub async fn refresh(&self, tx: &Tx, law: &Law, matter: Uuid) -> Result<(), LedgerError> {
        let facts = facts_of(tx, matter).await?;
        self.write_views(tx, law, &[(matter, &facts)]).await
    }

    /// Puts the rows of a new matter into every view table.
    async fn add_views(&self, tx: &Tx, law: &Law, facts: &[Fact]) -> Result<(), LedgerError> {
        for view in &self.views {
            let rows = derive(view.as_ref(), law, std::iter::once(facts))?;
            for (table, values) in rows.tables() {
                Dump::insert(tx, table.name, table.columns, values).await?;
            }
        }
        Ok(())
    }

    /// Replaces the rows of these matters in every view table.
    pub(crate) async fn write_views(
        &self,
        tx: &Tx,
        law: &Law,
        matters: &[(Uuid, &[Fact])],
    ) -> Result<(), LedgerError> {
        for view in &self.views {
            let rows = derive(view.as_ref(), law, matters.iter().map(|(_, facts)| *facts))?;
            for (table, values) in rows.tables() {
                for (matter, _) in matters {
                    tx.exec(
                        format!("DELETE FROM {} WHERE matter_id = $1", table.name),
                        args![*matter],
                    )
                    .await?;
                }
                Dump::insert(tx, table.name, table.columns, values).await?;
            }
        }
        Ok(())
    }
}

/// The rows of several matters in the tables of one view.
pub(crate) fn derive<'a>(
    view: &dyn View,
    law: &Law,
    matters: impl Iterator<Item = &'a [Fact]>,
) -> Result<Rows, LedgerError> {
    let mut rows = Rows::new(view.tables());
    for facts in matters {
        view.rows(law, facts, &mut rows);
    }
    rows.checked()?;
    Ok(rows)
}

/// Takes the next `count` places of the ledger and returns the first.
async fn take_places(tx: &Tx, count: usize) -> Result<i64, LedgerError> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let last: i64 = tx
        .one(
            "UPDATE ledger_head SET seq = seq + $1 WHERE line = 'fact' RETURNING seq",
            args![count],
        )
        .await?;
    Ok(last - count + 1)
}

fn placed(batch: &Batch, first: i64) -> Vec<Fact> {
    let place = |(seq, new): (i64, &NewFact)| Fact {
        seq,
        id: new.id,
        matter: batch.matter.id(),
        subject: new.subject,
        kind: new.kind.clone(),
        unit: batch.unit.clone(),
        effective: new.effective,
        recorded_at: batch.recorded_at,
        recorded_by: batch.recorded_by,
        issuer: new.issuer.clone(),
        number: new.number.clone(),
        body: new.body.clone(),
        sources: new.sources.clone(),
        replaces: new.replaces,
        reason: new.reason.clone(),
    };
    (first..).zip(&batch.facts).map(place).collect()
}

/// Gives a new matter its electronic code: the unit's key and its running number, never reset.
async fn open_matter(tx: &Tx, batch: &Batch, id: Uuid, last: i64) -> Result<(), LedgerError> {
    let number: i64 = tx
        .one(
            "INSERT INTO ledger_code (unit_id, last) VALUES ($1, 1)
             ON CONFLICT (unit_id) DO UPDATE SET last = ledger_code.last + 1 RETURNING last",
            args![&batch.unit],
        )
        .await?;
    tx.exec(
        "INSERT INTO ledger_matter (unit_id, id, code, opened_at, last_seq) VALUES ($1, $2, $3, $4, $5)",
        args![&batch.unit, id, format!("{}-{number:06}", batch.unit), batch.recorded_at, last],
    )
    .await?;
    Ok(())
}
