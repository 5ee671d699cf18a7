//! Báo cáo: made from a frozen set and a wording, its words changed paragraph by paragraph, made again when the set is replaced.

use db::{Sql, StorageError, args};
use people::{Right, Units, WorkError};
use shell::{App, Problem, Visit};
use uuid::Uuid;

use super::filling::{self, Filled};
use super::wording::{self, Wording};
use super::{messages, text};
use crate::submission::freeze;
use crate::submission::set::{self, Set};

db::row! {
    /// Một báo cáo.
    pub struct Report {
        /// Whose.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// The set its figures come from.
        pub set_id: Uuid,
        /// The wording it began with.
        pub template: String,
        /// Trích yếu.
        pub title: String,
        /// A paragraph a line, fields in braces.
        pub text: String,
        /// JSON: what each field says.
        pub filled: String,
        /// With which periods it compares.
        pub compared: String,
        /// How often it was changed.
        pub version: i64,
        /// Who made it.
        pub made_name: String,
        /// When.
        pub made_at: i64,
        /// Who changed it last.
        pub changed_name: String,
        /// When.
        pub changed_at: i64,
    }
}

impl Report {
    /// What each field says.
    pub fn filled(&self) -> Filled {
        serde_json::from_str(&self.filled).unwrap_or_default()
    }
}

/// The report with this id.
pub async fn by_id(db: &impl Sql, id: Uuid) -> Result<Option<Report>, StorageError> {
    db.opt("SELECT * FROM statistics_report WHERE id = $1", args![id])
        .await
}

/// The newest reports of a unit.
pub async fn of_unit(db: &impl Sql, unit: &str, limit: i64) -> Result<Vec<Report>, StorageError> {
    db.all(
        "SELECT * FROM statistics_report WHERE unit_id = $1 ORDER BY made_at DESC, id DESC LIMIT $2",
        args![unit, limit],
    )
    .await
}

/// Where the set of a report stands.
pub enum Standing {
    /// It is the newest of its period.
    Current,
    /// Another freezing took its place; none when it was only returned or dropped.
    Replaced(Option<Box<Set>>),
}

/// Whether a newer set of the same period stands.
pub async fn standing(db: &impl Sql, set: &Set) -> Result<Standing, StorageError> {
    let all = set::of_period(db, &set.unit_id, set.from_at, set.to_at).await?;
    let newer = all
        .into_iter()
        .filter(|one| one.is_tree == set.is_tree && one.n > set.n && filling::stands(one))
        .max_by_key(|one| one.n);
    Ok(match newer {
        None if filling::stands(set) => Standing::Current,
        newer => Standing::Replaced(newer.map(Box::new)),
    })
}

async fn filled(
    app: &App,
    units: &Units,
    set: &Set,
    text: &str,
) -> Result<(String, String), Problem> {
    let content = freeze::content_of(app, set).await?;
    let (filled, compared) = filling::fill(app, units, set, &content, text).await?;
    Ok((
        serde_json::to_string(&filled).map_err(Problem::failed)?,
        compared,
    ))
}

/// Lập báo cáo.
pub async fn make(visit: &Visit, set: &Set, wording: &Wording) -> Result<Uuid, Problem> {
    made(visit, set, (&wording.id, &wording.title_vi, &wording.text)).await
}

/// Lập lại theo bộ biểu mới: the same words, the figures of another set; the old report stays.
pub async fn remake(visit: &Visit, old: &Report, set: &Set) -> Result<Uuid, Problem> {
    made(visit, set, (&old.template, &old.title, &old.text)).await
}

async fn made(
    visit: &Visit,
    set: &Set,
    (template, title, text): (&str, &str, &str),
) -> Result<Uuid, Problem> {
    if !filling::stands(set) {
        return Err(Problem::Refused(messages::NOT_TO_REPORT.to_owned()));
    }
    let units = visit.app.units().units().await?;
    let text = text::paragraphs(text).join("\n");
    let (filled, compared) = filled(&visit.app, &units, set, &text).await?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsClosePeriod, &set.unit_id)
        .await?;
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO statistics_report (unit_id, id, set_id, template, title, text, filled, compared, version, made_by, made_name,
               made_at, changed_name, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11, $10, $11)",
            args![
                &set.unit_id,
                id,
                set.id,
                template,
                title,
                text,
                filled,
                compared,
                work.actor.person,
                &work.actor.name,
                work.now_ms
            ],
        )
        .await?;
    work.note(
        "statistics.report_made",
        "statistics_report",
        id,
        &set.digest,
    )
    .await?;
    work.commit().await?;
    Ok(id)
}

/// Sửa lời văn: the fields of the new text are filled from the same set.
pub async fn change(visit: &Visit, report: &Report, text: &str) -> Result<(), Problem> {
    let (db, app) = (visit.app.db(), &visit.app);
    let set = set::by_id(db, report.set_id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let day = set.period().map_or(visit.today, |period| period.last_day());
    wording::check(db, text, day).await?;
    let units = app.units().units().await?;
    let (filled, compared) = filled(app, &units, &set, text).await?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsClosePeriod, &report.unit_id)
        .await?;
    let kept = work
        .tx
        .exec(
            "UPDATE statistics_report SET text = $4, filled = $5, compared = $6, version = version + 1, changed_name = $7, changed_at = $8
              WHERE unit_id = $1 AND id = $2 AND version = $3",
            args![
                &report.unit_id,
                report.id,
                report.version,
                text,
                filled,
                compared,
                &work.actor.name,
                work.now_ms
            ],
        )
        .await?;
    if kept == 0 {
        return Err(WorkError::invalid("text", messages::CHANGED).into());
    }
    let said = format!("phiên bản {}", report.version + 1);
    work.note(
        "statistics.report_changed",
        "statistics_report",
        report.id,
        &said,
    )
    .await?;
    work.commit().await?;
    Ok(())
}
