//! Số liệu đã tính của kỳ đã qua: kept with the newest fact they know of; of the units that a later fact changes they are counted again.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use db::{Db, Result, Sql, args};
use law::Law;
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::count::{By, Counted, Values};
use crate::form::Form;
use crate::life::FAR;
use crate::view::EDITION;
use crate::{Period, Scope};

/// The parts of an answer that are kept on their own: all of it, the stocks with which it begins, the moves of a month.
const PIECES: [&str; 3] = ["", "/opening", "/moves"];

/// Under which the figures are kept.
#[derive(Debug)]
pub(crate) struct Key {
    unit: String,
    /// Of which form, by which definitions, of which units.
    of: String,
    piece: &'static str,
    from_at: i64,
    to_at: i64,
}

impl Key {
    /// The same units, definitions, calendar and period give the same key.
    pub fn of(law: &Law, form: &Form, scope: &Scope, period: &Period, by: By) -> Key {
        let tree = if scope.is_tree { "/tree" } else { "" };
        let of = format!(
            "{}/{:x}/{EDITION}/{:x}/{}/{}{tree}",
            form.id,
            form.version,
            scope.fingerprint(),
            law.calendar.version(),
            by.column()
        );
        Key {
            unit: scope.unit.clone(),
            of,
            piece: PIECES[0],
            from_at: period.from_at(),
            to_at: period.to_at(),
        }
    }

    /// The stocks with which the period begins.
    pub fn of_opening(law: &Law, form: &Form, scope: &Scope, period: &Period, by: By) -> Key {
        let key = Key::of(law, form, scope, period, by);
        Key {
            piece: PIECES[1],
            to_at: key.from_at,
            ..key
        }
    }

    /// The same for the moves alone.
    pub fn of_moves(law: &Law, form: &Form, scope: &Scope, period: &Period, by: By) -> Key {
        Key {
            piece: PIECES[2],
            ..Key::of(law, form, scope, period, by)
        }
    }

    fn scope(&self) -> String {
        format!("{}{}", self.of, self.piece)
    }
}

#[derive(Serialize, Deserialize)]
struct Written {
    units: BTreeMap<String, Vec<i64>>,
    together: Vec<i64>,
}

/// Số liệu đã giữ, and what later facts changed of it.
pub(crate) struct Kept {
    /// As it was kept.
    pub counted: Counted,
    /// The units whose figures a fact recorded since then changes.
    pub stale: Vec<String>,
}

/// The earliest instant whose figures later facts change, by unit.
type Touched = BTreeMap<String, i64>;

db::row! { struct Line { seq: i64, figures: String } }

/// Ngăn giữ số liệu của một phạm vi, as one question opens it.
pub(crate) struct Shelf<'a> {
    db: &'a Db,
    scope: &'a Scope,
    now_ms: i64,
    /// The newest fact when it was opened.
    newest: i64,
    /// By the place of the newest fact that was known: what came later.
    later: BTreeMap<i64, Touched>,
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
            later: BTreeMap::new(),
        })
    }

    /// The figures kept under a key, and the units whose figures facts recorded since then change.
    pub async fn read(&mut self, key: &Key) -> Result<Option<Kept>> {
        let line: Option<Line> = self
            .db
            .opt(
                "SELECT seq, figures FROM statistics_stored WHERE unit_id = $1 AND scope = $2 AND from_at = $3 AND to_at = $4",
                args![&key.unit, key.scope(), key.from_at, key.to_at],
            )
            .await?;
        let Some(line) = line else { return Ok(None) };
        let mut stale = Vec::new();
        if self.newest > line.seq {
            let touched = self.touched_since(key, line.seq).await?;
            let is_stale = |(_, at): &(&String, &i64)| **at < key.to_at;
            let units = touched.iter().filter(is_stale);
            stale.extend(units.map(|(unit, _)| unit.clone()));
        }
        let written: Option<Written> = serde_json::from_str(&line.figures).ok();
        Ok(written.map(|written| Kept {
            counted: Counted {
                units: written.units,
                together: written.together,
            },
            stale,
        }))
    }

    /// What the facts recorded after a place change; asked once for all that was kept at that place.
    async fn touched_since(&mut self, key: &Key, seq: i64) -> Result<&Touched> {
        let place = match self.later.entry(seq) {
            Entry::Occupied(known) => return Ok(known.into_mut()),
            Entry::Vacant(place) => place,
        };
        let mut all = Touched::new();
        for book in Book::ALL {
            for (unit, at) in touched(self.db, self.scope, book, seq).await? {
                let earliest = all.entry(unit).or_insert(FAR);
                *earliest = at.min(*earliest);
            }
        }
        let untouched = all.values().copied().min().unwrap_or(FAR);
        looked_after(self.db, key, seq, self.newest, untouched).await?;
        Ok(place.insert(all))
    }

    /// Keeps figures with the newest fact they surely know of.
    pub async fn keep(&self, key: &Key, counted: &Counted) -> Result<()> {
        let written = Written {
            units: counted.units.clone(),
            together: counted.together.clone(),
        };
        let figures = serde_json::to_string(&written).unwrap_or_default();
        self.db
            .exec(
                "INSERT INTO statistics_stored (unit_id, scope, from_at, to_at, seq, computed_at, figures)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)
                 ON CONFLICT (unit_id, scope, from_at, to_at)
                 DO UPDATE SET seq = excluded.seq, computed_at = excluded.computed_at, figures = excluded.figures",
                args![&key.unit, key.scope(), key.from_at, key.to_at, self.newest, self.now_ms, figures],
            )
            .await?;
        Ok(())
    }
}

db::row! { struct Change { unit_id: String, touches_at: i64 } }

/// The earliest instant whose figures the facts recorded after a place change, of each unit with such a fact.
async fn touched(db: &Db, scope: &Scope, book: Book, seq: i64) -> Result<Touched> {
    let mut values = Values::default();
    let (units, seq) = (values.list(&scope.keys), values.bind(seq));
    let sql = format!(
        "SELECT unit_id, MIN(touches_at) AS touches_at FROM {} WHERE unit_id IN ({units}) AND seq > {seq} GROUP BY unit_id",
        book.moves()
    );
    let changes: Vec<Change> = db.all(sql, values.0).await?;
    let pairs = changes.into_iter().map(|one| (one.unit_id, one.touches_at));
    Ok(pairs.collect())
}

/// Notes of all that was kept at a place and ends before anything that changed: it is as good as if it were counted now.
async fn looked_after(db: &Db, key: &Key, seq: i64, newest: i64, untouched: i64) -> Result<()> {
    let [whole, opening, moves] = PIECES.map(|piece| format!("{}{piece}", key.of));
    db.exec(
        "UPDATE statistics_stored SET seq = $6
          WHERE unit_id = $1 AND scope IN ($2, $3, $4) AND seq = $5 AND to_at <= $7",
        args![&key.unit, whole, opening, moves, seq, newest, untouched],
    )
    .await?;
    Ok(())
}

/// Lets everything go that was kept of a unit and its trees: the next question counts anew.
pub(crate) async fn forget(db: &Db, unit: &str) -> Result<()> {
    let sql = "DELETE FROM statistics_stored WHERE unit_id = $1";
    db.exec(sql, args![unit]).await.map(drop)
}
