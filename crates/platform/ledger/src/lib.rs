//! Sổ cái sự kiện và nhật ký: the append-only ledger of facts, the views derived from them, and the audit chain.
//!
//! A fact is a legal act as recorded ([`law::Fact`]). It is added, never changed; a correction is a new fact that
//! names the one it replaces, with a reason. A [`View`] is a pure function of one matter's facts. [`Ledger::record`]
//! writes both in the caller's transaction, and [`Ledger::rebuild`] makes the same bytes again from nothing.

pub mod audit;
mod batch;
mod edition;
mod read;
mod rebuild;
mod record;
mod store;
pub mod trail;
mod view;

use std::sync::Arc;

pub use batch::{Batch, Matter, NewFact};
pub use read::{
    MatterRow, facts_after, facts_between, facts_of, facts_of_each, last_seq, last_seqs, matter,
    matter_by_code, newest_of_unit,
};
pub use rebuild::Progress;
pub use store::{FACT_COLUMNS, fact_values};
pub use view::{Rows, Table, View};

/// The tables of the ledger.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "ledger",
    files: &[
        ("001_ledger", include_str!("../migrations/001_ledger.sql")),
        ("002_views", include_str!("../migrations/002_views.sql")),
        (
            "003_recorded",
            include_str!("../migrations/003_recorded.sql"),
        ),
    ],
};

/// Sổ cái: records facts and keeps every view of them.
#[derive(Clone)]
pub struct Ledger {
    views: Vec<Arc<dyn View>>,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger")
            .field("views", &self.views.len())
            .finish()
    }
}

impl Ledger {
    /// A ledger that keeps these views.
    pub fn new(views: Vec<Arc<dyn View>>) -> Ledger {
        Ledger { views }
    }

    /// Every table that a view fills, in the order of the views.
    pub fn tables(&self) -> Vec<&'static Table> {
        self.views.iter().flat_map(|view| view.tables()).collect()
    }
}

/// Why the ledger could not take a fact.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Someone else recorded a fact in this matter after the person last saw it.
    #[error("the matter was changed meanwhile: its newest fact is {newest}")]
    ChangedMeanwhile {
        /// The place of the newest fact.
        newest: i64,
    },
    /// No such matter.
    #[error("no such matter")]
    NoMatter,
    /// A correction names a fact that is not in this matter, or gives no reason.
    #[error("a correction needs a fact of the same matter and a reason")]
    BadCorrection,
    /// A row of a view does not fit its table: a fault of the program.
    #[error("view: {0}")]
    View(String),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] db::StorageError),
}
