//! Việc xếp hồ sơ: queued with the last page that is read, and for every file that was read before and never ordered.

use db::{Db, Sql, StorageError, Tx, args};
use futures::{FutureExt as _, future::BoxFuture};
use jobs::{Handler, Job, NewJob, Steps, Trouble};
use ledger::audit;
use serde::{Deserialize, Serialize};
use shell::App;
use uuid::Uuid;

use super::{messages, renew::order_file, twice};
use crate::file::FileRow;

/// The job that orders.
const ORDER: &str = "casefile.order";

#[derive(Debug, Serialize, Deserialize)]
struct Wanted {
    file: Uuid,
    /// Ordered after this moment, it need not be ordered again, ms UTC.
    asked_at: i64,
}

/// The job.
pub(crate) struct Ordering(pub App);

impl Handler for Ordering {
    fn kind(&self) -> &'static str {
        ORDER
    }

    fn run<'a>(&'a self, job: &'a Job, steps: &'a Steps) -> BoxFuture<'a, Result<(), Trouble>> {
        self.order(job, steps).boxed()
    }
}

impl Ordering {
    async fn order(&self, job: &Job, steps: &Steps) -> Result<(), Trouble> {
        let wanted: Wanted = serde_json::from_str(&job.payload)
            .map_err(|cause| Trouble::Final(messages::bad_job(&cause.to_string())))?;
        let db = self.0.db();
        let ordered_at: Option<i64> = db
            .opt(
                "SELECT ordered_at FROM casefile_ordering WHERE file_id = $1",
                args![wanted.file],
            )
            .await?;
        if ordered_at.is_some_and(|at| at > wanted.asked_at) {
            return Ok(());
        }
        steps.report(0, 1, messages::ORDERING).await?;
        // What is read after this moment is for the next job.
        let begun = self.0.now_ms();
        let twice = twice::find(db, self.0.files(), wanted.file).await?;
        let Some(ordered) = order_file(db, wanted.file, &twice, begun).await? else {
            return Ok(());
        };
        let tx = db.begin().await?;
        let detail = format!("{} found, {} proposed", ordered.found, ordered.proposed);
        let line = audit::Line {
            at: begun,
            who: None,
            unit: Some(job.unit.clone()),
            action: "casefile.file.ordered".to_owned(),
            object_kind: "casefile.file".to_owned(),
            object: Some(wanted.file.to_string()),
            detail,
        };
        audit::append(&tx, line).await?;
        tx.commit().await?;
        steps.report(1, 1, messages::ORDERED).await
    }
}

/// Queues the ordering of a file in the transaction that makes it needed.
pub(crate) async fn queue(tx: &Tx, file: &FileRow, now_ms: i64) -> Result<(), StorageError> {
    let wanted = Wanted {
        file: file.id,
        asked_at: now_ms,
    };
    let payload = serde_json::to_string(&wanted).map_err(|cause| StorageError::Column {
        column: format!("the ordering of file {}", file.id),
        cause: cause.to_string(),
    })?;
    let job = NewJob {
        kind: ORDER,
        // Not the file itself: its newest job tells how far its reading is.
        subject: format!("ordering {}", file.id),
        payload,
        title: messages::job(&file.title),
        unit: file.unit_id.clone(),
        asked_by: Some(file.uploaded_by),
        priority: 30,
    };
    jobs::queue(tx, job).await.map(|_| ())
}

/// Queues every read file that was never ordered; call it when the program starts.
pub async fn queue_missing(db: &Db, now_ms: i64) -> Result<u64, StorageError> {
    let missing: Vec<Uuid> = db
        .all(
            "SELECT f.id FROM casefile_file f LEFT JOIN casefile_ordering o ON o.unit_id = f.unit_id AND o.file_id = f.id
              WHERE f.state = 'read' AND f.pages > 0 AND o.file_id IS NULL ORDER BY f.uploaded_at, f.id",
            args![],
        )
        .await?;
    let tx = db.begin().await?;
    let mut queued = 0;
    for id in missing {
        if let Some(file) = crate::file::file(&tx, id).await? {
            queue(&tx, &file, now_ms).await?;
            queued += 1;
        }
    }
    tx.commit().await?;
    Ok(queued)
}
