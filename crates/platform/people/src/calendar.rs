//! Lịch nghỉ của cơ quan: days the office adds to the calendar of the law, or takes back, with reason and source.

use chrono::NaiveDate;
use db::{Result, Sql, args};
use law::{Calendar, CalendarDay, DataError, DayKind};
use uuid::Uuid;

use crate::{Right, Work, WorkError, messages};

db::row! {
    /// Một ngày do cơ quan nhập.
    pub struct OfficeDay {
        /// The id.
        pub id: Uuid,
        /// The day.
        pub on_day: NaiveDate,
        /// off or working.
        pub kind: String,
        /// Its name.
        pub name_vi: String,
        /// Why the office entered it.
        pub reason: String,
        /// The announcement.
        pub source: String,
        /// The day it was announced.
        pub known_from: NaiveDate,
        /// Who entered it.
        pub entered_by: Uuid,
        /// When, ms UTC.
        pub entered_at: i64,
        /// Who withdrew it.
        pub withdrawn_by: Option<Uuid>,
        /// When it was withdrawn, ms UTC.
        pub withdrawn_at: Option<i64>,
        /// Why it was withdrawn.
        pub withdrawn_why: Option<String>,
    }
}

impl OfficeDay {
    /// Off or working.
    pub fn day_kind(&self) -> DayKind {
        if self.kind == "working" {
            DayKind::Working
        } else {
            DayKind::Off
        }
    }

    /// The row the law's calendar takes.
    pub fn entry(&self) -> CalendarDay {
        CalendarDay {
            on: self.on_day,
            kind: self.day_kind(),
            name_vi: self.name_vi.clone(),
            source: self.source.clone(),
            known_from: Some(self.known_from),
            confirmed: true,
        }
    }
}

/// Ngày nghỉ hoặc ngày làm bù mới.
#[derive(Debug, Clone)]
pub struct NewDay {
    /// The day.
    pub on: NaiveDate,
    /// Off or working.
    pub kind: DayKind,
    /// Its name.
    pub name_vi: String,
    /// Why the office enters it.
    pub reason: String,
    /// The announcement.
    pub source: String,
    /// The day it was announced.
    pub known_from: NaiveDate,
}

/// Nhập một ngày. Open clocks must be computed again afterwards (see [`calendar_of`] and `Calendar::days_changed_from`).
pub async fn enter(work: &Work, new: NewDay) -> std::result::Result<Uuid, WorkError> {
    work.require(Right::PeopleCalendarEdit, &work.actor.unit)
        .await?;
    let text = |text: &str| text::clean(text);
    for (field, value, sentence) in [
        ("name_vi", &new.name_vi, messages::DAY_NEEDS_A_NAME),
        ("reason", &new.reason, messages::NEEDS_A_REASON),
        ("source", &new.source, messages::DAY_NEEDS_A_SOURCE),
    ] {
        if text(value).is_empty() {
            return Err(WorkError::invalid(field, sentence));
        }
    }
    let kind = if new.kind == DayKind::Working {
        "working"
    } else {
        "off"
    };
    let there: i64 = work
        .tx
        .one(
            "SELECT count(*) FROM people_calendar_day
              WHERE on_day = $1 AND kind = $2 AND known_from = $3 AND withdrawn_at IS NULL",
            args![new.on, kind, new.known_from],
        )
        .await?;
    if there > 0 {
        return Err(WorkError::invalid("on", messages::DAY_STANDS));
    }
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO people_calendar_day (id, on_day, kind, name_vi, reason, source, known_from, entered_by,
               entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![
                id,
                new.on,
                kind,
                text(&new.name_vi),
                text(&new.reason),
                text(&new.source),
                new.known_from,
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    changed(work).await?;
    work.note(
        "calendar.entered",
        "calendar_day",
        id,
        &format!("{} {kind}", new.on),
    )
    .await?;
    Ok(id)
}

/// Rút lại một ngày đã nhập.
pub async fn withdraw(work: &Work, id: Uuid, why: &str) -> std::result::Result<(), WorkError> {
    work.require(Right::PeopleCalendarEdit, &work.actor.unit)
        .await?;
    let why = text::clean(why);
    if why.is_empty() {
        return Err(WorkError::invalid("reason", messages::NEEDS_A_REASON));
    }
    let day: OfficeDay = work
        .tx
        .one("SELECT * FROM people_calendar_day WHERE id = $1", args![id])
        .await?;
    if day.withdrawn_at.is_some() {
        return Err(WorkError::invalid("", messages::DAY_WITHDRAWN));
    }
    work.tx
        .exec(
            "UPDATE people_calendar_day SET withdrawn_by = $2, withdrawn_at = $3, withdrawn_why = $4 WHERE id = $1",
            args![id, work.actor.person, work.now_ms, &why],
        )
        .await?;
    changed(work).await?;
    work.note(
        "calendar.withdrawn",
        "calendar_day",
        id,
        &day.on_day.to_string(),
    )
    .await
}

/// Every day the office ever entered, withdrawn ones too, in the order of the days.
pub async fn all(db: &impl Sql) -> Result<Vec<OfficeDay>> {
    db.all(
        "SELECT * FROM people_calendar_day ORDER BY on_day, known_from, entered_at, id",
        args![],
    )
    .await
}

/// The entries that count, for `law::Calendar::merged`.
pub async fn entries(db: &impl Sql) -> Result<Vec<CalendarDay>> {
    let days = all(db).await?;
    Ok(days
        .iter()
        .filter(|day| day.withdrawn_at.is_none())
        .map(OfficeDay::entry)
        .collect())
}

/// How often the office changed its calendar: what is kept in memory is stale when this grew.
pub async fn stamp(db: &impl Sql) -> Result<i64> {
    crate::units::stamp(db, "calendar").await
}

/// The law's calendar with the office's days in it.
pub fn calendar_of(
    law: &Calendar,
    entries: &[CalendarDay],
    stamp: i64,
) -> std::result::Result<Calendar, DataError> {
    match entries {
        [] => Ok(law.clone()),
        entries => law.merged(
            entries,
            &format!("{}, cơ quan bổ sung lần {stamp}", law.version()),
        ),
    }
}

async fn changed(work: &Work) -> std::result::Result<(), WorkError> {
    work.tx
        .exec(
            "UPDATE people_stamp SET value = value + 1 WHERE name = 'calendar'",
            args![],
        )
        .await?;
    Ok(())
}
