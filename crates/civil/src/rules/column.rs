//! Cột của sổ thụ lý kiểm sát sơ thẩm: what each column reads from the facts, as data says it.

use std::sync::OnceLock;

use serde::Deserialize;

/// Một cột.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Column {
    /// What stands over it.
    pub label: String,
    /// What it reads.
    pub reads: Vec<Read>,
}

/// What a column reads of one kind of act.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Read {
    /// The act.
    pub act: String,
    /// `number`, `on`, or fields of the act.
    pub parts: Vec<String>,
}

/// The columns of the register.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Columns {
    /// Nobody has compared them with the template: cần kiểm tra.
    pub to_check: bool,
    /// Where they come from.
    pub source: String,
    /// In their order.
    pub column: Vec<Column>,
}

/// The columns, the same for each kind of matter.
pub fn columns() -> &'static Columns {
    static ALL: OnceLock<Columns> = OnceLock::new();
    ALL.get_or_init(
        || match toml::from_str(include_str!("../../data/columns.toml")) {
            Ok(all) => all,
            Err(fault) => panic!("the columns of the civil register cannot be read: {fault}"),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::act;

    #[test]
    fn every_column_reads_fields_that_its_act_has() {
        assert!(columns().to_check && columns().column.len() == 16);
        for column in &columns().column {
            for read in &column.reads {
                let act = act(&read.act).unwrap_or_else(|| panic!("{}", read.act));
                for part in &read.parts {
                    let is_known = ["number", "on"].contains(&part.as_str());
                    assert!(is_known || act.field(part).is_some(), "{part}");
                }
            }
        }
    }
}
