//! Việc tính lại thời hạn: stride by stride through the matters with a running clock; its place is kept with the rows.

use std::sync::Arc;

use criminal::recompute::{AskedBy, open_after, open_count, recompute};
use db::{Sql, Tx, args};
use jobs::{NewJob, Steps, Trouble};
use law::Law;
use people::WorkError;
use shell::App;
use uuid::Uuid;

use super::{finish, keep};
use crate::{jobs_of::RECOMPUTE, messages};

/// Matters of one transaction: people write between two of them.
const STRIDE: i64 = 50;

db::row! {
    struct Standing {
        why: String, asked_by: Option<Uuid>, unit_id: Option<String>, at: i64, after_id: Uuid, looked: i64, moved: i64,
        done_at: Option<i64>
    }
}

/// Queues the job of a change.
pub async fn queue(tx: &Tx, change: Uuid, unit: &str) -> Result<Uuid, db::StorageError> {
    let job = NewJob {
        kind: RECOMPUTE,
        subject: format!("change:{change}"),
        payload: change.to_string(),
        title: messages::RECOMPUTE_JOB.to_owned(),
        unit: unit.to_owned(),
        asked_by: None,
        priority: 20,
    };
    jobs::queue(tx, job).await
}

/// Goes through what is left of a change under `law`; how many ends moved in all.
pub async fn go(app: &App, law: &Arc<Law>, change: Uuid, steps: &Steps) -> Result<i64, Trouble> {
    let total = usize::try_from(open_count(app.db()).await?).unwrap_or_default();
    loop {
        let tx = app.db().begin().await?;
        let standing: Option<Standing> = tx
            .opt(
                "SELECT why, asked_by, unit_id, at, after_id, looked, moved, done_at FROM desk_change WHERE id = $1",
                args![change],
            )
            .await?;
        let Some(standing) = standing else {
            return Err(Trouble::Final(messages::NO_SUCH_CHANGE.to_owned()));
        };
        if standing.done_at.is_some() {
            return Ok(standing.moved);
        }
        let matters = open_after(&tx, standing.after_id, STRIDE).await?;
        let looked = usize::try_from(standing.looked).unwrap_or_default();
        let Some(last) = matters.last() else {
            let moved = finish(&tx, change, &standing.why, app.now_ms()).await?;
            tx.commit().await?;
            steps
                .report(looked, looked.max(total), &messages::recomputed(moved))
                .await?;
            return Ok(moved);
        };
        let asked = AskedBy {
            at: app.now_ms(),
            who: standing.asked_by,
            unit: standing.unit_id.clone(),
        };
        for matter in &matters {
            let moved = recompute(&tx, app.ledger(), law, *matter, &asked)
                .await
                .map_err(again)?;
            keep(&tx, change, &moved).await?;
        }
        let looked = looked + matters.len();
        tx.exec(
            "UPDATE desk_change SET after_id = $1, looked = $2,
                    moved = (SELECT count(*) FROM desk_moved WHERE change_id = $3)
              WHERE id = $3",
            args![*last, looked, change],
        )
        .await?;
        tx.commit().await?;
        steps
            .report(looked, total.max(looked), messages::RECOMPUTING)
            .await?;
    }
}

/// Finishes every change that a killed program left, before anything else derives the same matters.
pub async fn finish_open(app: &App, law: &Arc<Law>, steps: &Steps) -> Result<(), Trouble> {
    let open: Vec<Uuid> = app
        .db()
        .all(
            "SELECT id FROM desk_change WHERE done_at IS NULL ORDER BY at, id",
            args![],
        )
        .await?;
    for change in open {
        go(app, law, change, steps).await?;
    }
    Ok(())
}

fn again(error: WorkError) -> Trouble {
    Trouble::Again(error.to_string())
}
