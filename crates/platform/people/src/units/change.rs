//! Thay đổi đơn vị: found, rename, move, merge, end. Pure: each takes effect on a day and keeps the days before.

use chrono::NaiveDate;

use super::{Level, OPEN_END, Unit, Units};

/// Đơn vị mới.
#[derive(Debug, Clone)]
pub struct NewUnit {
    /// The stable key, never used before.
    pub key: String,
    /// The official name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// The unit directly above.
    pub parent: Option<String>,
    /// The official code of its area.
    pub code: Option<String>,
    /// The first day.
    pub from: NaiveDate,
    /// How sure the source is: `confirmed`, or what must be checked.
    pub certainty: String,
    /// The resolution or decision.
    pub source: String,
}

/// Why the units cannot be changed so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnitRefusal {
    /// A key is letters, digits and dashes.
    #[error("bad key {0}")]
    BadKey(String),
    /// The key is taken, perhaps by a unit of the past.
    #[error("key {0} is taken")]
    KeyTaken(String),
    /// A unit needs a name.
    #[error("no name")]
    NoName,
    /// A unit of that day and level already has this name.
    #[error("name taken by {0}")]
    NameTaken(String),
    /// Nobody knows this unit.
    #[error("no unit {0}")]
    NoUnit(String),
    /// The unit has ended.
    #[error("{key} ended on {last_day}")]
    Ended {
        /// The unit.
        key: String,
        /// Its last day.
        last_day: NaiveDate,
    },
    /// The unit's newest change is later than the day given.
    #[error("{key} changed later, on {on}")]
    ChangedLater {
        /// The unit.
        key: String,
        /// The day of the newest change.
        on: NaiveDate,
    },
    /// The other unit does not exist on that day.
    #[error("{key} does not exist on {on}")]
    NotOpen {
        /// The other unit.
        key: String,
        /// The day.
        on: NaiveDate,
    },
    /// A unit of this level cannot stand there.
    #[error("a {0:?} cannot stand under a {1:?}")]
    WrongLevel(Level, Level),
    /// The unit would stand under itself.
    #[error("under itself")]
    UnderItself,
    /// Units below it are still open.
    #[error("{0} units below are open")]
    HasUnits(usize),
}

impl Units {
    /// Thành lập.
    pub fn create(&mut self, new: NewUnit) -> Result<Unit, UnitRefusal> {
        let key_is_plain = !new.key.is_empty()
            && new.key.len() <= 32
            && new
                .key
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !key_is_plain {
            return Err(UnitRefusal::BadKey(new.key));
        }
        if self.by_key.contains_key(&new.key) {
            return Err(UnitRefusal::KeyTaken(new.key));
        }
        let name = self.free_name(&new.key, &new.name, new.parent.as_deref(), new.from)?;
        if let Some(parent) = &new.parent {
            self.check_place(new.level, parent, new.from)?;
        }
        let unit = Unit {
            key: new.key,
            name,
            level: new.level,
            parent: new.parent,
            from: new.from,
            to: OPEN_END,
            successor: None,
            code: new.code,
            certainty: new.certainty,
            source: new.source,
            notes: String::new(),
        };
        self.by_key.insert(unit.key.clone(), vec![unit.clone()]);
        Ok(unit)
    }

    /// Đổi tên, from a day on.
    pub fn rename(&mut self, key: &str, name: &str, from: NaiveDate) -> Result<(), UnitRefusal> {
        let parent = self.newest(key, from)?.parent.clone();
        let name = self.free_name(key, name, parent.as_deref(), from)?;
        self.change_from(key, from, |unit| unit.name = name)
    }

    /// Chuyển đơn vị cấp trên, from a day on.
    pub fn move_under(
        &mut self,
        key: &str,
        parent: &str,
        from: NaiveDate,
    ) -> Result<(), UnitRefusal> {
        let level = self.newest(key, from)?.level;
        if key == parent
            || self
                .ancestors(parent, from)
                .iter()
                .any(|above| above.key == key)
        {
            return Err(UnitRefusal::UnderItself);
        }
        self.check_place(level, parent, from)?;
        self.change_from(key, from, |unit| unit.parent = Some(parent.to_owned()))
    }

    /// Sáp nhập: from `on` the successor stands in the unit's place; the day before is its last.
    pub fn merge(&mut self, key: &str, into: &str, on: NaiveDate) -> Result<(), UnitRefusal> {
        if key == into || self.successors(into).contains(&key) {
            return Err(UnitRefusal::UnderItself);
        }
        if !self.is_open(into, on) {
            return Err(UnitRefusal::NotOpen {
                key: into.to_owned(),
                on,
            });
        }
        let last_day = on.pred_opt().unwrap_or(on);
        self.finish(key, last_day, Some(into))
    }

    /// Giải thể: the last day of a unit nobody takes over.
    pub fn end(&mut self, key: &str, last_day: NaiveDate) -> Result<(), UnitRefusal> {
        self.finish(key, last_day, None)
    }

    fn finish(
        &mut self,
        key: &str,
        last_day: NaiveDate,
        successor: Option<&str>,
    ) -> Result<(), UnitRefusal> {
        self.newest(key, last_day)?;
        let next = last_day.succ_opt().unwrap_or(last_day);
        let below = self.by_key.values().filter_map(|days| days.last());
        let open = below
            .filter(|unit| unit.parent.as_deref() == Some(key) && unit.to >= next)
            .count();
        if open > 0 {
            return Err(UnitRefusal::HasUnits(open));
        }
        if let Some(unit) = self.by_key.get_mut(key).and_then(|days| days.last_mut()) {
            unit.to = last_day;
            unit.successor = successor.map(str::to_owned);
        }
        Ok(())
    }

    /// The newest stretch of a unit that is open and began no later than `day`.
    fn newest(&self, key: &str, day: NaiveDate) -> Result<&Unit, UnitRefusal> {
        let Some(unit) = self.days_of(key).last() else {
            return Err(UnitRefusal::NoUnit(key.to_owned()));
        };
        match unit.last_day() {
            Some(last_day) => Err(UnitRefusal::Ended {
                key: key.to_owned(),
                last_day,
            }),
            None if unit.from > day => Err(UnitRefusal::ChangedLater {
                key: key.to_owned(),
                on: unit.from,
            }),
            None => Ok(unit),
        }
    }

    /// Changes a unit from a day on. A change on the very first day of a stretch corrects the stretch.
    fn change_from(
        &mut self,
        key: &str,
        from: NaiveDate,
        change: impl FnOnce(&mut Unit),
    ) -> Result<(), UnitRefusal> {
        let mut next = self.newest(key, from)?.clone();
        change(&mut next);
        let Some(days) = self.by_key.get_mut(key) else {
            return Err(UnitRefusal::NoUnit(key.to_owned()));
        };
        let same_day = next.from == from;
        next.from = from;
        if same_day {
            days.pop();
        } else if let Some(last) = days.last_mut() {
            last.to = from.pred_opt().unwrap_or(from);
        }
        days.push(next);
        Ok(())
    }

    fn check_place(&self, level: Level, parent: &str, on: NaiveDate) -> Result<(), UnitRefusal> {
        let Some(above) = self.on(parent, on) else {
            return Err(UnitRefusal::NotOpen {
                key: parent.to_owned(),
                on,
            });
        };
        match level.may_stand_under(above.level) {
            true => Ok(()),
            false => Err(UnitRefusal::WrongLevel(level, above.level)),
        }
    }

    fn free_name(
        &self,
        key: &str,
        name: &str,
        parent: Option<&str>,
        on: NaiveDate,
    ) -> Result<String, UnitRefusal> {
        let name = text::clean(name);
        if name.is_empty() {
            return Err(UnitRefusal::NoName);
        }
        let taken = self.all_on(on).find(|unit| {
            unit.key != key
                && unit.parent.as_deref() == parent
                && text::same_spelling(&unit.name, &name)
        });
        match taken {
            Some(unit) => Err(UnitRefusal::NameTaken(unit.key.clone())),
            None => Ok(name),
        }
    }
}
