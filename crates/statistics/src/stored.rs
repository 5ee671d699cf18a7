//! Số liệu đã tính của kỳ đã qua: kept with the newest fact they know of, and dropped when a later fact changes them.

use db::{Db, Result, Sql, args};
use law::Law;
use serde::{Deserialize, Serialize};

use crate::count::{Counted, Values};
use crate::form::Form;
use crate::{Period, Scope};

/// Under which the figures are kept.
#[derive(Debug)]
pub(crate) struct Key {
    unit: String,
    scope: String,
    from_at: i64,
    to_at: i64,
}

impl Key {
    /// The same units, definitions, calendar and period give the same key.
    pub fn of(law: &Law, form: &Form, scope: &Scope, period: &Period) -> Key {
        let scope_text = format!(
            "{}/{:x}/{:x}/{}",
            form.id,
            form.version,
            scope.fingerprint(),
            law.calendar.version()
        );
        Key {
            unit: scope.unit.clone(),
            scope: scope_text,
            from_at: period.from_at(),
            to_at: period.to_at(),
        }
    }

    /// The same for the moves alone.
    pub fn of_moves(law: &Law, form: &Form, scope: &Scope, period: &Period) -> Key {
        let mut key = Key::of(law, form, scope, period);
        key.scope.push_str("/moves");
        key
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    units: std::collections::BTreeMap<String, Vec<i64>>,
    together: Vec<i64>,
}

db::row! { struct Line { seq: i64, figures: String } }

/// The figures kept under a key, unless a fact recorded since then changes them.
pub(crate) async fn read(db: &Db, key: &Key, scope: &Scope) -> Result<Option<Counted>> {
    let line: Option<Line> = db
        .opt(
            "SELECT seq, figures FROM statistics_stored WHERE unit_id = $1 AND scope = $2 AND from_at = $3 AND to_at = $4",
            args![&key.unit, &key.scope, key.from_at, key.to_at],
        )
        .await?;
    let Some(line) = line else { return Ok(None) };
    let last = ledger::last_seq(db).await?;
    if last > line.seq {
        if is_touched(db, key, scope, line.seq).await? {
            drop_it(db, key).await?;
            return Ok(None);
        }
        db.exec(
            "UPDATE statistics_stored SET seq = $5
              WHERE unit_id = $1 AND scope = $2 AND from_at = $3 AND to_at = $4 AND seq < $5",
            args![&key.unit, &key.scope, key.from_at, key.to_at, last],
        )
        .await?;
    }
    let kept: Option<Kept> = serde_json::from_str(&line.figures).ok();
    Ok(kept.map(|kept| Counted {
        units: kept.units,
        together: kept.together,
    }))
}

async fn is_touched(db: &Db, key: &Key, scope: &Scope, seq: i64) -> Result<bool> {
    let mut values = Values::default();
    let (units, seq, to) = (
        values.list(&scope.keys),
        values.bind(seq),
        values.bind(key.to_at),
    );
    let sql = format!(
        "SELECT seq FROM statistics_event WHERE unit_id IN ({units}) AND seq > {seq} AND touches_at < {to} LIMIT 1"
    );
    Ok(db.opt::<i64>(sql, values.0).await?.is_some())
}

async fn drop_it(db: &Db, key: &Key) -> Result<()> {
    db.exec(
        "DELETE FROM statistics_stored WHERE unit_id = $1 AND scope = $2 AND from_at = $3 AND to_at = $4",
        args![&key.unit, &key.scope, key.from_at, key.to_at],
    )
    .await?;
    Ok(())
}

/// Keeps figures with the newest fact they know of.
pub(crate) async fn keep(
    db: &Db,
    key: &Key,
    seq: i64,
    now_ms: i64,
    counted: &Counted,
) -> Result<()> {
    let kept = Kept {
        units: counted.units.clone(),
        together: counted.together.clone(),
    };
    let figures = serde_json::to_string(&kept).unwrap_or_default();
    db.exec(
        "INSERT INTO statistics_stored (unit_id, scope, from_at, to_at, seq, computed_at, figures)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (unit_id, scope, from_at, to_at)
         DO UPDATE SET seq = excluded.seq, computed_at = excluded.computed_at, figures = excluded.figures",
        args![&key.unit, &key.scope, key.from_at, key.to_at, seq, now_ms, figures],
    )
    .await?;
    Ok(())
}
