//! Phiên bản của dữ liệu dẫn xuất: which edition of each view filled a place, and which must be made again.
//!
//! A program that derives other rows from the same facts carries a higher [`View::edition`](crate::View::edition). A
//! place filled by the older program then has stale views until [`Ledger::rebuild`] has gone through all matters.

use std::collections::HashMap;

use db::{Db, Sql, StorageError, Tx, args};

use crate::{Ledger, LedgerError, View};

/// Under which a place is marked that held matters before editions were noted.
const OLDER: &str = "older";

db::row! { struct Noted { name: String, edition: i64 } }

/// A view goes by the name of its first table.
fn name_of(view: &dyn View) -> &'static str {
    view.tables().first().map_or("", |table| table.name)
}

impl Ledger {
    /// The views whose rows another edition made, by their first table; they must be rebuilt before they are believed.
    pub async fn stale(&self, db: &impl Sql) -> Result<Vec<&'static str>, StorageError> {
        let noted: Vec<Noted> = db
            .all("SELECT name, edition FROM ledger_view", args![])
            .await?;
        let noted: HashMap<&str, i64> = noted
            .iter()
            .map(|line| (line.name.as_str(), line.edition))
            .collect();
        let is_stale = |view: &dyn View| match noted.get(name_of(view)) {
            Some(edition) => *edition != i64::from(view.edition()),
            None => noted.contains_key(OLDER),
        };
        let stale = self.views.iter().filter(|view| is_stale(view.as_ref()));
        Ok(stale.map(|view| name_of(view.as_ref())).collect())
    }

    /// Notes the editions in a place whose views are all of this program, so that a later one can tell. Returns the
    /// stale views of any other place.
    pub async fn settle(&self, db: &Db) -> Result<Vec<&'static str>, LedgerError> {
        let stale = self.stale(db).await?;
        if !stale.is_empty() {
            return Ok(stale);
        }
        let known: Vec<String> = db.all("SELECT name FROM ledger_view", args![]).await?;
        let mut missing = self
            .views
            .iter()
            .filter(|view| !known.iter().any(|name| name == name_of(view.as_ref())))
            .peekable();
        if missing.peek().is_some() {
            let tx = db.begin().await?;
            for view in missing {
                note(&tx, view.as_ref()).await?;
            }
            tx.commit().await?;
        }
        Ok(stale)
    }

    /// Notes that every view is of this program's edition.
    pub(crate) async fn note_editions(&self, tx: &Tx) -> Result<(), StorageError> {
        tx.exec("DELETE FROM ledger_view", args![]).await?;
        for view in &self.views {
            note(tx, view.as_ref()).await?;
        }
        Ok(())
    }

    /// The editions this program makes, as one text.
    pub(crate) fn editions(&self) -> String {
        let one = |view: &std::sync::Arc<dyn View>| {
            format!("{} {}", name_of(view.as_ref()), view.edition())
        };
        self.views.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

async fn note(tx: &Tx, view: &dyn View) -> Result<(), StorageError> {
    tx.exec(
        "INSERT INTO ledger_view (name, edition) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        args![name_of(view), i64::from(view.edition())],
    )
    .await?;
    Ok(())
}
