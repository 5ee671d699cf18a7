//! Tính lại thời hạn khi lịch nghỉ hoặc quy định về thời hạn thay đổi: every matter with a running clock is derived anew,
//! and what moved is told: which clock of which matter, from which day to which day.

use chrono::NaiveDate;
use db::{Sql, Tx, args};
use law::Law;
use ledger::{Ledger, audit};
use people::{Work, WorkError};
use uuid::Uuid;

/// Một thời hạn đã dịch ngày.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedClock {
    /// Đơn vị thụ lý.
    pub unit: String,
    /// The matter.
    pub matter: Uuid,
    /// Its number within the matter.
    pub n: i64,
    /// The person it is about.
    pub subject: Option<Uuid>,
    /// Their name; empty for the whole matter.
    pub name: String,
    /// The rule.
    pub rule: String,
    /// Its name.
    pub rule_vi: String,
    /// Kiểm sát viên to tell.
    pub prosecutor: Option<Uuid>,
    /// Its end before; none when no day was known.
    pub was: Option<NaiveDate>,
    /// Its end now; none when none is known any more.
    pub is: Option<NaiveDate>,
}

/// Who asked for the computation, for the trail; nobody when the program itself found that the law had changed.
#[derive(Debug, Clone, Default)]
pub struct AskedBy {
    /// When, ms UTC.
    pub at: i64,
    /// The member of staff.
    pub who: Option<Uuid>,
    /// The unit they act for.
    pub unit: Option<String>,
}

db::row! {
    struct Row {
        unit_id: String, n: i64, subject_id: Option<Uuid>, name: String, rule: String, rule_vi: String,
        prosecutor_id: Option<Uuid>, due_on: Option<NaiveDate>
    }
}

/// How many matters have a running clock.
pub async fn open_count(db: &impl Sql) -> Result<i64, db::StorageError> {
    db.one(
        "SELECT count(DISTINCT matter_id) FROM criminal_clock WHERE status IN ('running', 'right')",
        args![],
    )
    .await
}

/// The next matters with a running clock, in the order of their ids.
pub async fn open_after(
    db: &impl Sql,
    after: Uuid,
    at_most: i64,
) -> Result<Vec<Uuid>, db::StorageError> {
    db.all(
        "SELECT DISTINCT matter_id FROM criminal_clock WHERE status IN ('running', 'right') AND matter_id > $1
          ORDER BY matter_id LIMIT $2",
        args![after, at_most],
    )
    .await
}

/// Derives every matter with a running clock under `law` and says which ends moved. Each move leaves a line in the trail.
pub async fn recompute_open(work: &Work, law: &Law) -> Result<Vec<MovedClock>, WorkError> {
    let asked = AskedBy {
        at: work.now_ms,
        who: Some(work.actor.person),
        unit: Some(work.actor.unit.clone()),
    };
    let mut moved = Vec::new();
    for matter in open_after(&work.tx, Uuid::nil(), i64::MAX).await? {
        moved.extend(recompute(&work.tx, &work.ledger, law, matter, &asked).await?);
    }
    Ok(moved)
}

/// Derives one matter anew under `law`; the ends that moved, each with its line in the trail.
pub async fn recompute(
    tx: &Tx,
    ledger: &Ledger,
    law: &Law,
    matter: Uuid,
    asked: &AskedBy,
) -> Result<Vec<MovedClock>, WorkError> {
    let before = clocks_of(tx, matter).await?;
    ledger.refresh(tx, law, matter).await?;
    let mut moved = Vec::new();
    for row in clocks_of(tx, matter).await? {
        let same = |old: &&Row| {
            (old.n, &old.rule, old.subject_id) == (row.n, &row.rule, row.subject_id)
                && old.due_on != row.due_on
        };
        let Some(old) = before.iter().find(same) else {
            continue;
        };
        let told =
            |day: Option<NaiveDate>| day.map_or_else(|| "?".to_owned(), |day| day.to_string());
        let line = audit::Line {
            at: asked.at,
            who: asked.who,
            unit: asked.unit.clone().or(Some(row.unit_id.clone())),
            action: "clock.moved".to_owned(),
            object_kind: "matter".to_owned(),
            object: Some(matter.to_string()),
            detail: format!("{} {} {}", row.rule, told(old.due_on), told(row.due_on)),
        };
        audit::append(tx, line).await?;
        moved.push(MovedClock {
            unit: row.unit_id,
            matter,
            n: row.n,
            subject: row.subject_id,
            name: row.name,
            rule: row.rule,
            rule_vi: row.rule_vi,
            prosecutor: row.prosecutor_id,
            was: old.due_on,
            is: row.due_on,
        });
    }
    Ok(moved)
}

async fn clocks_of(tx: &Tx, matter: Uuid) -> Result<Vec<Row>, WorkError> {
    let rows = tx
        .all(
            "SELECT unit_id, n, subject_id, name, rule, rule_vi, prosecutor_id, due_on FROM criminal_clock
              WHERE matter_id = $1 AND status IN ('running', 'right') ORDER BY n",
            args![matter],
        )
        .await?;
    Ok(rows)
}
