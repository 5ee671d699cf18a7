//! Số liệu đã tính của kỳ đã qua: kept with the newest fact they know of, and dropped when a later fact changes them.

use db::{Db, Result, Sql, args};
use law::Law;
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::count::{By, Counted, Values};
use crate::form::Form;
use crate::life::FAR;
use crate::view::EDITION;
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
    pub fn of(law: &Law, form: &Form, scope: &Scope, period: &Period, by: By) -> Key {
        let scope_text = format!(
            "{}/{:x}/{EDITION}/{:x}/{}/{}",
            form.id,
            form.version,
            scope.fingerprint(),
            law.calendar.version(),
            by.column()
        );
        Key {
            unit: scope.unit.clone(),
            scope: scope_text,
            from_at: period.from_at(),
            to_at: period.to_at(),
        }
    }

    /// The same for the moves alone.
    pub fn of_moves(law: &Law, form: &Form, scope: &Scope, period: &Period, by: By) -> Key {
        let mut key = Key::of(law, form, scope, period, by);
        key.scope.push_str("/moves");
        key
    }

    /// The stocks with which the period begins.
    pub fn of_opening(law: &Law, form: &Form, scope: &Scope, period: &Period, by: By) -> Key {
        let mut key = Key::of(law, form, scope, period, by);
        key.scope.push_str("/opening");
        key.to_at = key.from_at;
        key
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    units: std::collections::BTreeMap<String, Vec<i64>>,
    together: Vec<i64>,
}

db::row! { struct Line { seq: i64, figures: String } }

/// Ngăn giữ số liệu của một phạm vi, as one question opens it.
pub(crate) struct Shelf<'a> {
    db: &'a Db,
    scope: &'a Scope,
    now_ms: i64,
    /// The newest fact when it was opened.
    newest: i64,
}

impl<'a> Shelf<'a> {
    /// Opens it, before anything is counted.
    pub async fn open(db: &'a Db, scope: &'a Scope, now_ms: i64) -> Result<Shelf<'a>> {
        let newest = ledger::last_seq(db).await?;
        Ok(Shelf {
            db,
            scope,
            now_ms,
            newest,
        })
    }

    /// The figures kept under a key, unless a fact recorded since then changes them.
    pub async fn read(&mut self, key: &Key) -> Result<Option<Counted>> {
        let line: Option<Line> = self
            .db
            .opt(
                "SELECT seq, figures FROM statistics_stored WHERE unit_id = $1 AND scope = $2 AND from_at = $3 AND to_at = $4",
                args![&key.unit, &key.scope, key.from_at, key.to_at],
            )
            .await?;
        let Some(line) = line else { return Ok(None) };
        if self.newest > line.seq {
            let touched = self.touched_since(line.seq).await?;
            self.sort_out(key, line.seq, touched).await?;
            if touched < key.to_at {
                return Ok(None);
            }
        }
        let kept: Option<Kept> = serde_json::from_str(&line.figures).ok();
        Ok(kept.map(|kept| Counted {
            units: kept.units,
            together: kept.together,
        }))
    }

    /// The earliest instant whose figures the facts recorded after a place change; far away when none does.
    async fn touched_since(&self, seq: i64) -> Result<i64> {
        let mut earliest = FAR;
        for book in Book::ALL {
            let mut values = Values::default();
            let (units, seq) = (values.list(&self.scope.keys), values.bind(seq));
            let sql = format!(
                "SELECT MIN(touches_at) FROM {} WHERE unit_id IN ({units}) AND seq > {seq}",
                book.moves()
            );
            let touched: Option<i64> = self.db.one(sql, values.0).await?;
            earliest = earliest.min(touched.unwrap_or(FAR));
        }
        Ok(earliest)
    }

    /// Of all that was kept with the same newest fact: drops what has changed, and notes that the rest was looked after.
    async fn sort_out(&self, key: &Key, seq: i64, touched: i64) -> Result<()> {
        if touched < FAR {
            self.db
                .exec(
                    "DELETE FROM statistics_stored WHERE unit_id = $1 AND scope = $2 AND seq = $3 AND to_at > $4",
                    args![&key.unit, &key.scope, seq, touched],
                )
                .await?;
        }
        self.db
            .exec(
                "UPDATE statistics_stored SET seq = $4 WHERE unit_id = $1 AND scope = $2 AND seq = $3 AND to_at <= $5",
                args![&key.unit, &key.scope, seq, self.newest, touched],
            )
            .await?;
        Ok(())
    }

    /// Keeps figures with the newest fact they surely know of.
    pub async fn keep(&self, key: &Key, counted: &Counted) -> Result<()> {
        let kept = Kept {
            units: counted.units.clone(),
            together: counted.together.clone(),
        };
        let figures = serde_json::to_string(&kept).unwrap_or_default();
        self.db
            .exec(
                "INSERT INTO statistics_stored (unit_id, scope, from_at, to_at, seq, computed_at, figures)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)
                 ON CONFLICT (unit_id, scope, from_at, to_at)
                 DO UPDATE SET seq = excluded.seq, computed_at = excluded.computed_at, figures = excluded.figures",
                args![&key.unit, &key.scope, key.from_at, key.to_at, self.newest, self.now_ms, figures],
            )
            .await?;
        Ok(())
    }
}
