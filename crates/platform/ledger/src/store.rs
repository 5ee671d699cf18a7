//! How a fact stands in its row, and how a row becomes a fact again.

use chrono::{NaiveDate, NaiveTime};
use db::{FromRow, Row, StorageError, V, args};
use law::{Fact, Moment};
use uuid::Uuid;

/// The columns of `ledger_fact` in the order of [`fact_values`].
pub const FACT_COLUMNS: &[&str] = &[
    "unit_id",
    "id",
    "seq",
    "matter_id",
    "subject_id",
    "kind",
    "effective_on",
    "effective_time",
    "effective_at",
    "recorded_at",
    "recorded_by",
    "issuer",
    "number",
    "body",
    "sources",
    "replaces",
    "reason",
];

/// A fact as the values of its row.
pub fn fact_values(fact: &Fact) -> Vec<V> {
    args![
        fact.unit.as_str(),
        fact.id,
        fact.seq,
        fact.matter,
        fact.subject,
        fact.kind.as_str(),
        fact.effective.on,
        fact.effective
            .time
            .map(|time| time.format("%H:%M").to_string()),
        fact.effective.at_utc_ms(),
        fact.recorded_at,
        fact.recorded_by,
        fact.issuer.as_deref(),
        fact.number.as_deref(),
        serde_json::to_string(&fact.body).unwrap_or_default(),
        serde_json::to_string(&fact.sources).unwrap_or_default(),
        fact.replaces,
        fact.reason.as_deref(),
    ]
}

/// A fact read back from its row.
pub(crate) struct StoredFact(pub Fact);

impl FromRow for StoredFact {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let id: Uuid = row.get("id")?;
        let json = |column: &str, cause: serde_json::Error| StorageError::Column {
            column: format!("ledger_fact.{column} of {id}"),
            cause: cause.to_string(),
        };
        let time: Option<String> = row.get("effective_time")?;
        let time = match time {
            None => None,
            Some(text) => Some(NaiveTime::parse_from_str(&text, "%H:%M").map_err(|cause| {
                StorageError::Column {
                    column: format!("ledger_fact.effective_time of {id}"),
                    cause: cause.to_string(),
                }
            })?),
        };
        let (body, sources): (String, String) = (row.get("body")?, row.get("sources")?);
        Ok(StoredFact(Fact {
            seq: row.get("seq")?,
            id,
            matter: row.get("matter_id")?,
            subject: row.get("subject_id")?,
            kind: row.get("kind")?,
            unit: row.get("unit_id")?,
            effective: Moment {
                on: row.get::<NaiveDate>("effective_on")?,
                time,
            },
            recorded_at: row.get("recorded_at")?,
            recorded_by: row.get("recorded_by")?,
            issuer: row.get("issuer")?,
            number: row.get("number")?,
            body: serde_json::from_str(&body).map_err(|cause| json("body", cause))?,
            sources: serde_json::from_str(&sources).map_err(|cause| json("sources", cause))?,
            replaces: row.get("replaces")?,
            reason: row.get("reason")?,
        }))
    }
}
