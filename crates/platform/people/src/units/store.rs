//! Lưu đơn vị: loading the whole tree, saving one unit's days with the closure and the change that made them.

use std::sync::{Arc, RwLock};

use chrono::NaiveDate;
use db::{Db, Dump, Result, Sql, StorageError, Tx, V, args};
use uuid::Uuid;

use super::{Level, OPEN_END, Unit, Units};

db::row! {
    struct UnitRow {
        key: String, valid_from: NaiveDate, valid_to: NaiveDate, name_vi: String, level: String,
        parent: Option<String>, successor: Option<String>, code: Option<String>,
        certainty: String, source: String, notes: String
    }
}

db::row! {
    /// Một lần thay đổi đơn vị.
    pub struct UnitChange {
        /// The unit.
        pub key: String,
        /// created, renamed, moved, merged, ended.
        pub action: String,
        /// The day it takes effect.
        pub from_on: NaiveDate,
        /// The new name, parent or successor.
        pub detail: String,
        /// The resolution or decision.
        pub reason: String,
        /// Who entered it; none: imported.
        pub made_by: Option<Uuid>,
        /// When, ms UTC.
        pub made_at: i64,
    }
}

impl Units {
    /// Loads every unit with all its days.
    pub async fn load(db: &impl Sql) -> Result<Units> {
        let rows: Vec<UnitRow> = db
            .all(
                "SELECT * FROM people_unit ORDER BY key, valid_from",
                args![],
            )
            .await?;
        let units: Result<Vec<Unit>> = rows.into_iter().map(unit_of).collect();
        Ok(Units::of(units?))
    }

    /// The last day of a unit that was merged or closed; none while it is open, or not known.
    pub async fn ended_on(db: &impl Sql, key: &str) -> Result<Option<NaiveDate>> {
        let last: Option<NaiveDate> = db
            .opt(
                "SELECT valid_to FROM people_unit WHERE key = $1 ORDER BY valid_from DESC LIMIT 1",
                args![key],
            )
            .await?;
        Ok(last.filter(|day| *day != OPEN_END))
    }

    /// Writes these units' rows anew, the whole closure, and bumps the stamp.
    pub(super) async fn save(&self, tx: &Tx, keys: &[String]) -> Result<()> {
        for key in keys {
            tx.exec("DELETE FROM people_unit WHERE key = $1", args![key])
                .await?;
        }
        let rows: Vec<Vec<V>> = keys
            .iter()
            .flat_map(|key| self.days_of(key))
            .map(values_of)
            .collect();
        Dump::insert(tx, "people_unit", UNIT_COLUMNS, &rows).await?;
        tx.exec("DELETE FROM people_unit_closure", args![]).await?;
        let rows: Vec<Vec<V>> = self
            .closure()
            .into_iter()
            .map(|pair| args![pair.ancestor, pair.unit, pair.depth, pair.from, pair.to])
            .collect();
        Dump::insert(tx, "people_unit_closure", CLOSURE_COLUMNS, &rows).await?;
        tx.exec(
            "UPDATE people_stamp SET value = value + 1 WHERE name = 'units'",
            args![],
        )
        .await?;
        Ok(())
    }
}

const UNIT_COLUMNS: &[&str] = &[
    "key",
    "valid_from",
    "valid_to",
    "name_vi",
    "level",
    "parent",
    "successor",
    "code",
    "certainty",
    "source",
    "notes",
];
const CLOSURE_COLUMNS: &[&str] = &["ancestor", "unit", "depth", "valid_from", "valid_to"];

fn unit_of(row: UnitRow) -> Result<Unit> {
    let Some(level) = Level::parse(&row.level) else {
        let cause = format!("people_unit {}: no level is called {}", row.key, row.level);
        return Err(StorageError::Column {
            column: "level".to_owned(),
            cause,
        });
    };
    Ok(Unit {
        key: row.key,
        name: row.name_vi,
        level,
        parent: row.parent,
        from: row.valid_from,
        to: row.valid_to,
        successor: row.successor,
        code: row.code,
        certainty: row.certainty,
        source: row.source,
        notes: row.notes,
    })
}

fn values_of(unit: &Unit) -> Vec<V> {
    args![
        &unit.key,
        unit.from,
        unit.to,
        &unit.name,
        unit.level.id(),
        unit.parent.clone(),
        unit.successor.clone(),
        unit.code.clone(),
        &unit.certainty,
        &unit.source,
        &unit.notes
    ]
}

/// Lịch sử thay đổi: the changes of a unit, newest first.
pub async fn changes_of(db: &impl Sql, key: &str) -> Result<Vec<UnitChange>> {
    db.all(
        "SELECT key, action, from_on, detail, reason, made_by, made_at FROM people_unit_change
          WHERE key = $1 ORDER BY made_at DESC, id DESC",
        args![key],
    )
    .await
}

pub(super) async fn keep_change(tx: &Tx, change: &UnitChange) -> Result<()> {
    tx.exec(
        "INSERT INTO people_unit_change (id, key, action, from_on, detail, reason, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            Uuid::now_v7(),
            &change.key,
            &change.action,
            change.from_on,
            &change.detail,
            &change.reason,
            change.made_by,
            change.made_at
        ],
    )
    .await?;
    Ok(())
}

/// Danh mục đơn vị dùng chung: the tree in memory, loaded again when any process changed it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct UnitBook {
    db: Db,
    kept: Arc<RwLock<(i64, Arc<Units>)>>,
}

impl UnitBook {
    /// A book that reads from `db` when first asked.
    pub fn new(db: Db) -> UnitBook {
        UnitBook {
            db,
            kept: Arc::new(RwLock::new((-1, Arc::default()))),
        }
    }

    /// The units as they are now.
    pub async fn units(&self) -> Result<Arc<Units>> {
        let stamp = stamp(&self.db, "units").await?;
        if let Ok(kept) = self.kept.read()
            && kept.0 == stamp
        {
            return Ok(kept.1.clone());
        }
        // A change between the two reads only means loading once more next time.
        let units = Arc::new(Units::load(&self.db).await?);
        if let Ok(mut kept) = self.kept.write() {
            *kept = (stamp, units.clone());
        }
        Ok(units)
    }
}

/// How often something kept in memory was changed.
pub(crate) async fn stamp(db: &impl Sql, name: &str) -> Result<i64> {
    db.one(
        "SELECT value FROM people_stamp WHERE name = $1",
        args![name],
    )
    .await
}
