//! Tính lại thời hạn khi lịch nghỉ thay đổi: every matter with a running clock is derived anew, and what moved is told.

use chrono::NaiveDate;
use db::{Sql, args};
use law::Law;
use people::{Work, WorkError};
use uuid::Uuid;

/// Một thời hạn đã dịch ngày.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedClock {
    /// The matter.
    pub matter: Uuid,
    /// The person it is about.
    pub subject: Option<Uuid>,
    /// The rule.
    pub rule: String,
    /// Its name.
    pub rule_vi: String,
    /// Kiểm sát viên to tell.
    pub prosecutor: Option<Uuid>,
    /// Its end before.
    pub was: Option<NaiveDate>,
    /// Its end now.
    pub is: Option<NaiveDate>,
}

db::row! {
    struct Row {
        n: i64, subject_id: Option<Uuid>, rule: String, rule_vi: String,
        prosecutor_id: Option<Uuid>, due_on: Option<NaiveDate>
    }
}

/// Derives every matter with a running clock under `law` and says which ends moved. Each move leaves a line in the trail.
pub async fn recompute_open(work: &Work, law: &Law) -> Result<Vec<MovedClock>, WorkError> {
    let matters: Vec<Uuid> = work
        .tx
        .all("SELECT DISTINCT matter_id FROM criminal_clock WHERE status = 'running' ORDER BY matter_id", args![])
        .await?;
    let mut moved = Vec::new();
    for matter in matters {
        let before = clocks_of(work, matter).await?;
        work.ledger.refresh(&work.tx, law, matter).await?;
        let after = clocks_of(work, matter).await?;
        for row in after {
            let same = |old: &&Row| {
                (old.n, &old.rule, old.subject_id) == (row.n, &row.rule, row.subject_id)
                    && old.due_on != row.due_on
            };
            let Some(old) = before.iter().find(same) else {
                continue;
            };
            let told =
                |day: Option<NaiveDate>| day.map_or_else(|| "?".to_owned(), |day| day.to_string());
            let detail = format!("{} {} {}", row.rule, told(old.due_on), told(row.due_on));
            work.note("clock.moved", "matter", matter, &detail).await?;
            moved.push(MovedClock {
                matter,
                subject: row.subject_id,
                rule: row.rule,
                rule_vi: row.rule_vi,
                prosecutor: row.prosecutor_id,
                was: old.due_on,
                is: row.due_on,
            });
        }
    }
    Ok(moved)
}

async fn clocks_of(work: &Work, matter: Uuid) -> Result<Vec<Row>, WorkError> {
    let rows = work
        .tx
        .all(
            "SELECT n, subject_id, rule, rule_vi, prosecutor_id, due_on FROM criminal_clock
              WHERE matter_id = $1 AND status = 'running' ORDER BY n",
            args![matter],
        )
        .await?;
    Ok(rows)
}
