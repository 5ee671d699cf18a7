//! A view is a pure function of one matter's facts: no SQL, no clock, no other matter.

use db::V;
use law::{Fact, Law};

use crate::LedgerError;

/// A table that a view fills. Its columns must contain `unit_id` and `matter_id`.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// The table's name, with its area's prefix.
    pub name: &'static str,
    /// Every column, in the order rows are pushed.
    pub columns: &'static [&'static str],
}

/// Dữ liệu dẫn xuất: what an area derives from the facts of one matter.
pub trait View: Send + Sync {
    /// The tables this view fills. They need an index on `matter_id`.
    fn tables(&self) -> &'static [Table];

    /// Phiên bản: grows whenever the same facts give other rows, so that a place filled before is made again.
    fn edition(&self) -> u32 {
        1
    }

    /// The rows of one matter, from its facts in the order of the ledger (replaced ones included).
    fn rows(&self, law: &Law, facts: &[Fact], out: &mut Rows);
}

/// Rows a view pushes, table by table.
#[derive(Debug)]
pub struct Rows {
    tables: Vec<(&'static Table, Vec<Vec<V>>)>,
    fault: Option<String>,
}

impl Rows {
    /// A sink for these tables.
    pub fn new(tables: impl IntoIterator<Item = &'static Table>) -> Rows {
        Rows {
            tables: tables
                .into_iter()
                .map(|table| (table, Vec::new()))
                .collect(),
            fault: None,
        }
    }

    /// Adds a row to `table`; its values stand in the order of the table's columns (`db::args![…]`).
    pub fn push(&mut self, table: &str, values: Vec<V>) {
        match self
            .tables
            .iter_mut()
            .find(|(known, _)| known.name == table)
        {
            Some((known, rows)) if known.columns.len() == values.len() => rows.push(values),
            Some((known, _)) => {
                self.fault = Some(format!(
                    "{table} has {} columns, the row {}",
                    known.columns.len(),
                    values.len()
                ));
            }
            None => self.fault = Some(format!("{table} is not declared by any view")),
        }
    }

    /// The rows pushed so far, table by table.
    pub fn tables(&self) -> &[(&'static Table, Vec<Vec<V>>)] {
        &self.tables
    }

    /// Hands the rows over, table by table.
    pub fn into_tables(self) -> Vec<(&'static Table, Vec<Vec<V>>)> {
        self.tables
    }

    pub(crate) fn checked(&self) -> Result<(), LedgerError> {
        match &self.fault {
            Some(fault) => Err(LedgerError::View(fault.clone())),
            None => Ok(()),
        }
    }
}
