//! Bản tin đã lập: its counts, its lines, and whether a letter went out.

use chrono::NaiveDate;
use criminal::DueClock;
use db::{Sql, StorageError, args};
use people::{
    WorkError,
    ladder::{End, Step},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many lines of each part a digest keeps; the rest is counted.
pub const MOST_LINES: usize = 200;

/// Số việc.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Quá hạn.
    pub overdue: i64,
    /// Gấp.
    pub urgent: i64,
    /// Gần hạn.
    pub near: i64,
    /// Đã leo thang tới người này, chưa tiếp nhận.
    pub escalated: i64,
}

impl Counts {
    /// Whether there is nothing to tell.
    pub fn is_nothing(&self) -> bool {
        *self == Counts::default()
    }
}

/// Một dòng của bản tin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The matter.
    pub matter: Uuid,
    /// Its electronic code.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// Which limit.
    pub clock: String,
    /// Its article.
    pub article: String,
    /// The person it is about; empty for the whole matter.
    pub name: String,
    /// Its last day.
    pub due_on: NaiveDate,
    /// The same as an instant.
    pub due_at: i64,
    /// Whether it ends at an hour.
    pub has_hour: bool,
    /// Where it stood that morning.
    pub step: String,
    /// The procuracy itself must act.
    pub is_ours: bool,
    /// The next lawful step.
    pub next: String,
    /// Kiểm sát viên.
    pub prosecutor: String,
}

impl Line {
    /// The line of a clock whose end is known.
    pub fn of(clock: DueClock, end: End, step: Step) -> Line {
        Line {
            matter: clock.matter_id,
            code: clock.code,
            title: clock.title,
            clock: clock.rule_vi,
            article: clock.article,
            name: clock.name,
            due_on: end.on,
            due_at: end.at_ms,
            has_hour: end.has_hour,
            step: step.id().to_owned(),
            is_ours: clock.is_ours,
            next: clock.next_vi,
            prosecutor: clock.prosecutor,
        }
    }

    /// Where it stood.
    pub fn step(&self) -> Step {
        Step::parse(&self.step).unwrap_or(Step::Near)
    }
}

/// Nội dung.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Assigned to the person, the nearest end first.
    pub lines: Vec<Line>,
    /// Raised to the person.
    pub escalated: Vec<Line>,
}

/// Một bản tin.
#[derive(Debug, Clone)]
pub struct Digest {
    /// The morning.
    pub on_day: NaiveDate,
    /// When it was made, ms UTC.
    pub made_at: i64,
    /// How many of each.
    pub counts: Counts,
    /// Its lines.
    pub content: Content,
}

db::row! {
    struct Row {
        on_day: NaiveDate, made_at: i64, overdue: i64, urgent: i64, near: i64, escalated: i64, content: String
    }
}

/// Keeps a digest; false when the person has one of that day already.
pub async fn keep(tx: &impl Sql, person: Uuid, digest: &Digest) -> Result<bool, WorkError> {
    let counts = digest.counts;
    let kept = tx
        .exec(
            "INSERT INTO desk_digest (person, on_day, made_at, overdue, urgent, near, escalated, content, mail)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'none') ON CONFLICT (person, on_day) DO NOTHING",
            args![
                person,
                digest.on_day,
                digest.made_at,
                counts.overdue,
                counts.urgent,
                counts.near,
                counts.escalated,
                written(&digest.content)?
            ],
        )
        .await?;
    Ok(kept == 1)
}

/// Puts a digest in the place of the one of the same morning; whether a letter went out stays noted.
pub async fn replace(tx: &impl Sql, person: Uuid, digest: &Digest) -> Result<(), WorkError> {
    if keep(tx, person, digest).await? {
        return Ok(());
    }
    let counts = digest.counts;
    tx.exec(
        "UPDATE desk_digest SET made_at = $1, overdue = $2, urgent = $3, near = $4, escalated = $5, content = $6
          WHERE person = $7 AND on_day = $8",
        args![
            digest.made_at,
            counts.overdue,
            counts.urgent,
            counts.near,
            counts.escalated,
            written(&digest.content)?,
            person,
            digest.on_day
        ],
    )
    .await?;
    Ok(())
}

fn written(content: &Content) -> Result<String, WorkError> {
    serde_json::to_string(content)
        .map_err(|error| WorkError::Broken(format!("a digest does not write: {error}")))
}

/// Who has a digest of a day.
pub async fn told_on(db: &impl Sql, day: NaiveDate) -> Result<Vec<Uuid>, StorageError> {
    db.all(
        "SELECT person FROM desk_digest WHERE on_day = $1",
        args![day],
    )
    .await
}

/// A person's digest of a day; without a day, the newest.
pub async fn of(
    db: &impl Sql,
    person: Uuid,
    day: Option<NaiveDate>,
) -> Result<Option<Digest>, WorkError> {
    let last = day.unwrap_or(NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default());
    let first = day.unwrap_or(NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default());
    let row: Option<Row> = db
        .opt(
            "SELECT on_day, made_at, overdue, urgent, near, escalated, content FROM desk_digest
              WHERE person = $1 AND on_day >= $2 AND on_day <= $3 ORDER BY on_day DESC LIMIT 1",
            args![person, first, last],
        )
        .await?;
    row.map(|row| {
        let content = serde_json::from_str(&row.content).map_err(|error| {
            WorkError::Broken(format!(
                "desk_digest of {person} on {}: {error}",
                row.on_day
            ))
        })?;
        Ok(Digest {
            on_day: row.on_day,
            made_at: row.made_at,
            counts: Counts {
                overdue: row.overdue,
                urgent: row.urgent,
                near: row.near,
                escalated: row.escalated,
            },
            content,
        })
    })
    .transpose()
}

/// The days before and after of which the person has a digest.
pub async fn beside(
    db: &impl Sql,
    person: Uuid,
    day: NaiveDate,
) -> Result<(Option<NaiveDate>, Option<NaiveDate>), StorageError> {
    let before = db
        .opt(
            "SELECT on_day FROM desk_digest WHERE person = $1 AND on_day < $2 ORDER BY on_day DESC LIMIT 1",
            args![person, day],
        )
        .await?;
    let after = db
        .opt(
            "SELECT on_day FROM desk_digest WHERE person = $1 AND on_day > $2 ORDER BY on_day LIMIT 1",
            args![person, day],
        )
        .await?;
    Ok((before, after))
}

/// Forgets digests from before a day.
pub async fn forget_before(db: &impl Sql, day: NaiveDate) -> Result<u64, StorageError> {
    db.exec("DELETE FROM desk_digest WHERE on_day < $1", args![day])
        .await
}
