//! Sổ văn bản: drafts, issued and withdrawn documents of a unit, cut by key.

use db::{Sql, args};
use uuid::Uuid;

use crate::draft::{COLUMNS, Draft};

/// Lines of one page.
pub const PAGE: usize = 50;

/// Which documents.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The units whose documents are read.
    pub units: Vec<String>,
    /// draft, issued, withdrawn.
    pub state: String,
    /// Số mẫu.
    pub form: String,
    /// Part of a name or number, typed with or without diacritics.
    pub query: String,
    /// The last line of the page before: when it changed, and its id.
    pub after: Option<(i64, Uuid)>,
}

impl Filter {
    /// Reads the key of a page from an address.
    pub fn read_key(typed: &str) -> Option<(i64, Uuid)> {
        let (at, id) = typed.split_once('_')?;
        Some((at.parse().ok()?, id.parse().ok()?))
    }
}

/// The key of a line, for the address of the next page.
pub fn key(line: &Draft) -> String {
    format!("{}_{}", line.changed_at, line.id)
}

/// One cut of the register, newest first, at most `limit` lines.
pub async fn lines(
    db: &impl Sql,
    filter: &Filter,
    limit: usize,
) -> Result<Vec<Draft>, db::StorageError> {
    if filter.units.is_empty() {
        return Ok(Vec::new());
    }
    let (at, id) = filter.after.unwrap_or((i64::MAX, Uuid::max()));
    let pattern = format!(
        "%{}%",
        text::fold(&filter.query).replace(['%', '_', '\\'], " ")
    );
    // A tab shows a state with those that lead to it or follow from it; issued papers keep their index.
    let states = match filter.state.as_str() {
        "draft" => "state IN ('draft', 'submitted', 'signing') AND $1 <> ''",
        "withdrawn" => "state IN ('withdrawn', 'replaced') AND $1 <> ''",
        _ => "state = $1",
    };
    let mut values = args![
        &filter.state,
        &filter.form,
        pattern,
        at,
        id,
        i64::try_from(limit).unwrap_or(i64::MAX)
    ];
    let places: Vec<String> = (0..filter.units.len())
        .map(|n| format!("${}", n + 7))
        .collect();
    values.extend(filter.units.iter().map(db::V::from));
    let sql = format!(
        "SELECT {COLUMNS} FROM documents_draft
          WHERE unit_id IN ({}) AND {states} AND ($2 = '' OR form = $2) AND found LIKE $3
            AND (changed_at < $4 OR (changed_at = $4 AND id < $5))
          ORDER BY changed_at DESC, id DESC LIMIT $6",
        places.join(", ")
    );
    db.all(sql, values).await
}
