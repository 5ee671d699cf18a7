//! The ladders units set for themselves.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::{Result, Sql, StorageError, args};
use uuid::Uuid;

use super::{Ladder, heard};
use crate::{Right, Work, WorkError};

db::row! {
    struct Row {
        unit: String, near_days: i64, urgent_days: i64, near_hours: i64, urgent_hours: i64,
        prosecutor: String, team_leader: String, deputy_chief: String, chief: String
    }
}

impl Row {
    fn ladder(&self) -> Result<Ladder> {
        let step = |id: &str| {
            heard(id).ok_or_else(|| StorageError::Column {
                column: format!("people_ladder of {}", self.unit),
                cause: format!("no step is called {id}"),
            })
        };
        Ok(Ladder {
            near_days: self.near_days,
            urgent_days: self.urgent_days,
            near_hours: self.near_hours,
            urgent_hours: self.urgent_hours,
            hears: [
                step(&self.prosecutor)?,
                step(&self.team_leader)?,
                step(&self.deputy_chief)?,
                step(&self.chief)?,
            ],
        })
    }
}

db::row! {
    /// Ai đặt, lúc nào.
    pub struct SetBy {
        /// Who set it.
        pub set_by: Uuid,
        /// When, ms UTC.
        pub set_at: i64,
    }
}

/// Every unit's ladder.
#[derive(Debug, Clone)]
pub struct Ladders {
    default: Ladder,
    own: HashMap<String, Ladder>,
}

impl Ladders {
    /// The default of a day for every unit.
    pub fn default_on(day: NaiveDate) -> Ladders {
        Ladders {
            default: Ladder::default_on(day),
            own: HashMap::new(),
        }
    }

    /// As they stand in the database.
    pub async fn load(db: &impl Sql, day: NaiveDate) -> Result<Ladders> {
        let rows: Vec<Row> = db
            .all(
                "SELECT unit, near_days, urgent_days, near_hours, urgent_hours, prosecutor, team_leader, deputy_chief,
                        chief FROM people_ladder",
                args![],
            )
            .await?;
        let mut ladders = Ladders::default_on(day);
        for row in rows {
            let ladder = row.ladder()?;
            ladders.own.insert(row.unit, ladder);
        }
        Ok(ladders)
    }

    /// The ladder of a unit.
    pub fn of(&self, unit: &str) -> &Ladder {
        self.own.get(unit).unwrap_or(&self.default)
    }

    /// Whether the unit set one of its own.
    pub fn is_own(&self, unit: &str) -> bool {
        self.own.contains_key(unit)
    }
}

/// How often a ladder was set: what is kept in memory is stale when this grew.
pub async fn stamp(db: &impl Sql) -> Result<i64> {
    crate::units::stamp(db, "ladder").await
}

/// Who set the unit's ladder, if it has one of its own.
pub async fn set_by(db: &impl Sql, unit: &str) -> Result<Option<SetBy>> {
    db.opt(
        "SELECT set_by, set_at FROM people_ladder WHERE unit = $1",
        args![unit],
    )
    .await
}

/// Đặt thang cảnh báo của đơn vị.
pub async fn set(work: &Work, unit: &str, ladder: &Ladder) -> std::result::Result<(), WorkError> {
    work.require(Right::DeskLadderEdit, unit).await?;
    ladder.check()?;
    let heard = ladder
        .hears
        .map(|from| from.map_or("never", |step| step.id()));
    work.tx
        .exec("DELETE FROM people_ladder WHERE unit = $1", args![unit])
        .await?;
    work.tx
        .exec(
            "INSERT INTO people_ladder (unit, near_days, urgent_days, near_hours, urgent_hours, prosecutor, team_leader,
               deputy_chief, chief, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            args![
                unit,
                ladder.near_days,
                ladder.urgent_days,
                ladder.near_hours,
                ladder.urgent_hours,
                heard[0],
                heard[1],
                heard[2],
                heard[3],
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    let detail = format!(
        "days {}/{} hours {}/{} {}",
        ladder.near_days,
        ladder.urgent_days,
        ladder.near_hours,
        ladder.urgent_hours,
        heard.join(" ")
    );
    changed(work).await?;
    work.note("ladder.set", "unit", unit, &detail).await
}

/// Trở về thang mặc định.
pub async fn reset(work: &Work, unit: &str) -> std::result::Result<(), WorkError> {
    work.require(Right::DeskLadderEdit, unit).await?;
    work.tx
        .exec("DELETE FROM people_ladder WHERE unit = $1", args![unit])
        .await?;
    changed(work).await?;
    work.note("ladder.reset", "unit", unit, "").await
}

async fn changed(work: &Work) -> std::result::Result<(), WorkError> {
    work.tx
        .exec(
            "UPDATE people_stamp SET value = value + 1 WHERE name = 'ladder'",
            args![],
        )
        .await?;
    Ok(())
}
