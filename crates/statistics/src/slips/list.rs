//! Phiếu của đơn vị trong kỳ: the matters are found by the same moves that Biểu 03, 04 and 05 count.

use db::{Result, Sql, V};
use law::Law;
use uuid::Uuid;

use super::{Slip, slips};
use crate::{Period, Scope};

/// Matters whose slips one list holds at most.
pub const MOST: usize = 5_000;

/// The matters with a trial of the scope in the period; at most `most` and one more.
pub async fn matters_of(
    db: &impl Sql,
    scope: &Scope,
    period: &Period,
    events: &[&str],
    most: usize,
) -> Result<Vec<Uuid>> {
    let mut all: Vec<Uuid> = Vec::new();
    let words: Vec<String> = events.iter().map(|event| format!("'{event}'")).collect();
    for keys in scope.keys.chunks(200) {
        let places: Vec<String> = (1..=keys.len()).map(|n| format!("${n}")).collect();
        let (from, to, limit) = (keys.len() + 1, keys.len() + 2, keys.len() + 3);
        let mut values: Vec<V> = keys.iter().map(V::from).collect();
        values.extend([
            V::from(period.from_at()),
            V::from(period.to_at()),
            V::from(i64::try_from(most + 1).unwrap_or(i64::MAX)),
        ]);
        let found: Vec<Uuid> = db
            .all(
                format!(
                    "SELECT DISTINCT matter_id FROM statistics_step
                      WHERE unit_id IN ({}) AND event IN ({}) AND at >= ${from} AND at < ${to} LIMIT ${limit}",
                    places.join(", "),
                    words.join(", ")
                ),
                values,
            )
            .await?;
        all.extend(found);
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// The slips of a scope and a period, in the order of their days; none when there are more than a list holds.
pub async fn slips_of(
    db: &impl Sql,
    law: &Law,
    scope: &Scope,
    period: &Period,
) -> Result<Option<Vec<Slip>>> {
    slips_within(db, law, scope, period, MOST).await
}

/// The same of at most so many matters.
pub async fn slips_within(
    db: &impl Sql,
    law: &Law,
    scope: &Scope,
    period: &Period,
    most: usize,
) -> Result<Option<Vec<Slip>>> {
    let events = [
        "accused.tried",
        "accused.appeal_tried",
        "accused.terminated",
        "accused.died",
    ];
    let matters = matters_of(db, scope, period, &events, most).await?;
    if matters.len() > most {
        return Ok(None);
    }
    let mut all: Vec<Slip> = Vec::new();
    for some in matters.chunks(100) {
        for facts in ledger::facts_of_each(db, some).await?.values() {
            let of_period = slips(law, facts).into_iter().filter(|slip| {
                scope.keys.contains(&slip.unit)
                    && slip.at >= period.from_at()
                    && slip.at < period.to_at()
            });
            all.extend(of_period);
        }
    }
    all.sort_by_key(|one| (one.at, one.matter, one.n));
    Ok(Some(all))
}
