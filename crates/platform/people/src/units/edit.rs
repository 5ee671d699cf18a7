//! Sửa danh mục đơn vị: the use cases, each with its day, its reason and its line in the trail.

use chrono::NaiveDate;
use db::{Sql, args};

use super::{Level, NewUnit, Unit, UnitChange, UnitRefusal, Units, store};
use crate::{Actor, Right, Rights, Work, WorkError, messages};

impl From<UnitRefusal> for WorkError {
    fn from(refusal: UnitRefusal) -> Self {
        let field = match &refusal {
            UnitRefusal::BadKey(_) | UnitRefusal::KeyTaken(_) => "key",
            UnitRefusal::NoName | UnitRefusal::NameTaken(_) => "name",
            UnitRefusal::NotOpen { .. }
            | UnitRefusal::WrongLevel(..)
            | UnitRefusal::UnderItself => "parent",
            UnitRefusal::ChangedLater { .. } => "from",
            UnitRefusal::NoUnit(_) => return WorkError::NotFound,
            UnitRefusal::Ended { .. } | UnitRefusal::HasUnits(_) => "",
        };
        WorkError::invalid(field, messages::unit_refused(&refusal))
    }
}

/// Thành lập đơn vị hoặc phòng.
pub async fn create(work: &Work, new: NewUnit, reason: &str) -> Result<Unit, WorkError> {
    let above = new.parent.clone().unwrap_or_default();
    let mut units = may_edit(work, &above, reason).await?;
    let unit = units.create(new)?;
    keep(
        work,
        &units,
        &unit.key,
        ("created", unit.from, unit.name.clone()),
        reason,
    )
    .await?;
    Ok(unit)
}

/// Đổi tên đơn vị.
pub async fn rename(
    work: &Work,
    key: &str,
    name: &str,
    from: NaiveDate,
    reason: &str,
) -> Result<(), WorkError> {
    let mut units = may_edit(work, key, reason).await?;
    units.rename(key, name, from)?;
    keep(
        work,
        &units,
        key,
        ("renamed", from, text::clean(name)),
        reason,
    )
    .await
}

/// Chuyển đơn vị sang trực thuộc đơn vị khác.
pub async fn move_under(
    work: &Work,
    key: &str,
    parent: &str,
    from: NaiveDate,
    reason: &str,
) -> Result<(), WorkError> {
    let mut units = may_edit(work, key, reason).await?;
    require(work, &units, parent)?;
    units.move_under(key, parent, from)?;
    keep(
        work,
        &units,
        key,
        ("moved", from, parent.to_owned()),
        reason,
    )
    .await
}

/// Sáp nhập: from `on` the successor takes over.
pub async fn merge(
    work: &Work,
    key: &str,
    into: &str,
    on: NaiveDate,
    reason: &str,
) -> Result<(), WorkError> {
    let mut units = may_edit(work, key, reason).await?;
    require(work, &units, into)?;
    units.merge(key, into, on)?;
    keep(work, &units, key, ("merged", on, into.to_owned()), reason).await
}

/// Giải thể; returns how many posts in the unit run on past its last day.
pub async fn end(
    work: &Work,
    key: &str,
    last_day: NaiveDate,
    reason: &str,
) -> Result<i64, WorkError> {
    let mut units = may_edit(work, key, reason).await?;
    units.end(key, last_day)?;
    keep(
        work,
        &units,
        key,
        ("ended", last_day, String::new()),
        reason,
    )
    .await?;
    Ok(work
        .tx
        .one(
            "SELECT count(*) FROM people_post WHERE unit = $1 AND valid_to > $2",
            args![key, last_day],
        )
        .await?)
}

/// A key nobody used yet for a unit under `parent`: P68-KV03 for a region's number, P68-PB02 for the next room.
pub fn free_key(units: &Units, parent: &str, level: Level, number: Option<u32>) -> String {
    let mark = match level {
        Level::Region => "KV",
        Level::Department => "PB",
        Level::District => "H",
        _ => "DV",
    };
    let mut next = number.unwrap_or(1);
    loop {
        let key = format!("{parent}-{mark}{next:02}");
        if !units.by_key.contains_key(&key) {
            return key;
        }
        next += 1;
    }
}

async fn may_edit(work: &Work, key: &str, reason: &str) -> Result<Units, WorkError> {
    if text::clean(reason).is_empty() {
        return Err(WorkError::invalid("reason", messages::NEEDS_A_REASON));
    }
    // Two editors wait for each other here, so that neither saves over the other's tree.
    work.tx
        .exec(
            "UPDATE people_stamp SET value = value WHERE name = 'units'",
            args![],
        )
        .await?;
    let units = Units::load(&work.tx).await?;
    require(work, &units, key)?;
    Ok(units)
}

/// Asks for the right over the tree as it is now, which may hold units that this very piece of work added.
fn require(work: &Work, units: &Units, key: &str) -> Result<(), WorkError> {
    let right = Right::PeopleUnitEdit;
    let actor = Actor {
        covers: units.covers(&work.actor.unit, work.today),
        ..work.actor.clone()
    };
    match Rights::embedded().may(&actor, right, key, false) {
        true => Ok(()),
        false => Err(WorkError::NotAllowed {
            right,
            unit: key.to_owned(),
        }),
    }
}

async fn keep(
    work: &Work,
    units: &Units,
    key: &str,
    (action, from_on, detail): (&str, NaiveDate, String),
    reason: &str,
) -> Result<(), WorkError> {
    units.save(&work.tx, &[key.to_owned()]).await?;
    let change = UnitChange {
        key: key.to_owned(),
        action: action.to_owned(),
        from_on,
        detail,
        reason: text::clean(reason),
        made_by: Some(work.actor.person),
        made_at: work.now_ms,
    };
    store::keep_change(&work.tx, &change).await?;
    work.note(&format!("unit.{action}"), "unit", key, &from_on.to_string())
        .await
}
