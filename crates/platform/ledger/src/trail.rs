//! Tra cứu nhật ký: lines of the chain by person, object, time and unit, the newest first.

use db::{Sql, StorageError, V};
use uuid::Uuid;

use crate::audit::Sealed;

/// Which lines are wanted. What is empty does not narrow.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// By this person.
    pub who: Option<Uuid>,
    /// About the object with this id.
    pub object: Option<String>,
    /// From this instant on, ms UTC.
    pub from_ms: Option<i64>,
    /// Before this instant, ms UTC.
    pub until_ms: Option<i64>,
    /// Acted for one of these units; none: for any, and the program itself.
    pub units: Option<Vec<String>>,
    /// Before this place of the chain.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: i64,
}

/// The lines that are wanted, the newest first.
pub async fn search(db: &impl Sql, wanted: &Wanted) -> Result<Vec<Sealed>, StorageError> {
    let mut sql = String::from("SELECT * FROM audit_line WHERE seq > 0");
    let mut values: Vec<V> = Vec::new();
    let mut narrow = |clause: &str, value: V| {
        values.push(value);
        sql.push_str(&format!(" AND {clause} ${}", values.len()));
    };
    if let Some(who) = wanted.who {
        narrow("who =", V::from(who));
    }
    if let Some(object) = &wanted.object {
        narrow("object =", V::from(object));
    }
    if let Some(from) = wanted.from_ms {
        narrow("at >=", V::from(from));
    }
    if let Some(until) = wanted.until_ms {
        narrow("at <", V::from(until));
    }
    if let Some(before) = wanted.before {
        narrow("seq <", V::from(before));
    }
    if let Some(units) = &wanted.units {
        let places: Vec<String> = (1..=units.len())
            .map(|at| format!("${}", values.len() + at))
            .collect();
        match places.is_empty() {
            true => return Ok(Vec::new()),
            false => sql.push_str(&format!(" AND unit IN ({})", places.join(", "))),
        }
        values.extend(units.iter().map(V::from));
    }
    values.push(V::from(wanted.limit.clamp(1, 500)));
    sql.push_str(&format!(" ORDER BY seq DESC LIMIT ${}", values.len()));
    db.all(sql, values).await
}
