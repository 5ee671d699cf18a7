//! The table of jobs: queue, take, report, finish.

use std::time::{SystemTime, UNIX_EPOCH};

use db::{Db, Engine, FromRow, Row, Sql, StorageError, Tx, args};
use tokio::sync::watch;
use uuid::Uuid;

/// How long a worker may stay silent before its job belongs to nobody, ms.
pub(crate) const LEASE: i64 = 60_000;
/// How often a job is tried before it is given up.
pub(crate) const ATTEMPTS: i64 = 5;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Which handler does it.
    pub kind: &'static str,
    /// What it works on, such as a file's id.
    pub subject: String,
    /// What the handler needs, JSON.
    pub payload: String,
    /// What people read.
    pub title: String,
    /// The unit it is done for.
    pub unit: String,
    /// Who asked.
    pub asked_by: Option<Uuid>,
    /// Smaller goes first; 100 is usual.
    pub priority: i64,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Waiting for a worker.
    Ready,
    /// A worker has it.
    Running,
    /// Done.
    Done,
    /// Given up; its note says why.
    Failed,
}

/// A job as it stands.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// Which handler does it.
    pub kind: String,
    /// What it works on.
    pub subject: String,
    /// What the handler needs, JSON.
    pub payload: String,
    /// What people read.
    pub title: String,
    /// The unit it is done for.
    pub unit: String,
    /// Where it stands.
    pub state: State,
    /// How often it was begun.
    pub attempts: i64,
    /// Steps done.
    pub done: i64,
    /// Steps in all, 0 while unknown.
    pub total: i64,
    /// What is being done, or why it failed.
    pub note: String,
}

impl FromRow for Job {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let state: String = row.get("state")?;
        Ok(Job {
            id: row.get("id")?,
            kind: row.get("kind")?,
            subject: row.get("subject")?,
            payload: row.get("payload")?,
            title: row.get("title")?,
            unit: row.get("unit_id")?,
            state: match state.as_str() {
                "ready" => State::Ready,
                "running" => State::Running,
                "done" => State::Done,
                _ => State::Failed,
            },
            attempts: row.get("attempts")?,
            done: row.get("done")?,
            total: row.get("total")?,
            note: row.get("note")?,
        })
    }
}

/// The queue. Cheap to clone; every clone in this process hears of every change.
#[derive(Debug, Clone)]
pub struct Jobs {
    pub(crate) db: Db,
    pub(crate) bell: watch::Sender<u64>,
}

impl Jobs {
    /// The queue of this database.
    pub fn new(db: Db) -> Jobs {
        Jobs {
            db,
            bell: watch::channel(0).0,
        }
    }

    /// Queues a job in the caller's transaction; call [`Jobs::ring`] after the commit.
    pub async fn queue(&self, tx: &Tx, job: NewJob) -> Result<Uuid, StorageError> {
        queue(tx, job).await
    }

    /// Wakes the workers and everyone who watches.
    pub fn ring(&self) {
        self.bell.send_modify(|count| *count += 1);
    }

    /// Resolves whenever something in the queue changed in this process.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    /// A job by its id.
    pub async fn get(&self, id: Uuid) -> Result<Option<Job>, StorageError> {
        self.db
            .opt("SELECT * FROM job WHERE id = $1", args![id])
            .await
    }

    /// The newest job about a subject.
    pub async fn about(&self, subject: &str) -> Result<Option<Job>, StorageError> {
        self.db
            .opt(
                "SELECT * FROM job WHERE subject = $1 ORDER BY asked_at DESC, id DESC LIMIT 1",
                args![subject],
            )
            .await
    }

    /// The newest jobs, for the administrator's list.
    pub async fn newest(&self, limit: i64) -> Result<Vec<Job>, StorageError> {
        self.db
            .all(
                "SELECT * FROM job ORDER BY asked_at DESC, id DESC LIMIT $1",
                args![limit],
            )
            .await
    }

    /// What waits or runs for a unit, the newest first.
    pub async fn open_of(&self, unit: &str, at_most: i64) -> Result<Vec<Job>, StorageError> {
        self.db
            .all(
                "SELECT * FROM job WHERE unit_id = $1 AND state IN ('ready', 'running')
                  ORDER BY asked_at DESC, id DESC LIMIT $2",
                args![unit, at_most],
            )
            .await
    }

    /// Gives a failed job another set of attempts.
    pub async fn retry(&self, id: Uuid) -> Result<(), StorageError> {
        self.db
            .exec(
                "UPDATE job SET state = 'ready', attempts = 0, run_at = $1, note = '' WHERE id = $2 AND state = 'failed'",
                args![now_ms(), id],
            )
            .await?;
        self.ring();
        Ok(())
    }

    /// Takes the next job of these kinds, if one waits or its worker fell silent.
    pub(crate) async fn take(
        &self,
        worker: Uuid,
        kinds: &[&'static str],
    ) -> Result<Option<Job>, StorageError> {
        let now = now_ms();
        let kinds: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
        let tx = self.db.begin().await?;
        let skip = match tx.engine() {
            Engine::Postgres => "FOR UPDATE SKIP LOCKED",
            Engine::Sqlite => "",
        };
        let sql = format!(
            "UPDATE job SET state = 'running', attempts = attempts + 1, worker = $1, lease_until = $2, changed_at = $3
              WHERE id = (SELECT id FROM job
                           WHERE state IN ('ready', 'running') AND kind IN ({})
                             AND (state = 'ready' AND run_at <= $3 OR state = 'running' AND lease_until < $3)
                           ORDER BY priority, run_at, id LIMIT 1 {skip})
             RETURNING *",
            kinds.join(", ")
        );
        let job = tx.opt(sql, args![worker, now + LEASE, now]).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// Reports steps and renews the lease; false when the lease was lost.
    pub(crate) async fn report(
        &self,
        id: Uuid,
        worker: Uuid,
        done: i64,
        total: i64,
        note: &str,
    ) -> Result<bool, StorageError> {
        let now = now_ms();
        let kept = self
            .db
            .exec(
                "UPDATE job SET done = $1, total = $2, note = $3, lease_until = $4, changed_at = $5
                  WHERE id = $6 AND worker = $7 AND state = 'running'",
                args![done, total, note, now + LEASE, now, id, worker],
            )
            .await?;
        self.ring();
        Ok(kept == 1)
    }

    pub(crate) async fn renew(&self, id: Uuid, worker: Uuid) -> Result<(), StorageError> {
        self.db
            .exec(
                "UPDATE job SET lease_until = $1 WHERE id = $2 AND worker = $3 AND state = 'running'",
                args![now_ms() + LEASE, id, worker],
            )
            .await?;
        Ok(())
    }

    pub(crate) async fn finish(&self, id: Uuid, worker: Uuid) -> Result<(), StorageError> {
        self.db
            .exec(
                "UPDATE job SET state = 'done', changed_at = $1 WHERE id = $2 AND worker = $3 AND state = 'running'",
                args![now_ms(), id, worker],
            )
            .await?;
        self.ring();
        Ok(())
    }

    /// A failed attempt: again later, or given up when it cannot help or was tried often enough.
    pub(crate) async fn fail(
        &self,
        job: &Job,
        worker: Uuid,
        note: &str,
        again: bool,
    ) -> Result<(), StorageError> {
        let state = if again && job.attempts < ATTEMPTS {
            "ready"
        } else {
            "failed"
        };
        let wait = 1_000_i64 << job.attempts.clamp(0, 8);
        self.db
            .exec(
                "UPDATE job SET state = $1, note = $2, run_at = $3, changed_at = $4
                  WHERE id = $5 AND worker = $6 AND state = 'running'",
                args![state, note, now_ms() + wait, now_ms(), job.id, worker],
            )
            .await?;
        self.ring();
        Ok(())
    }
}

/// Queues a job in the caller's transaction, for those who have no queue at hand; workers look at most two seconds later.
pub async fn queue(tx: &Tx, job: NewJob) -> Result<Uuid, StorageError> {
    let (id, now) = (Uuid::now_v7(), now_ms());
    tx.exec(
        "INSERT INTO job (id, kind, subject, payload, title, unit_id, asked_by, state, priority, run_at, attempts,
                          worker, lease_until, done, total, note, asked_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'ready', $8, $9, 0, NULL, 0, 0, 0, '', $9, $9)",
        args![id, job.kind, job.subject, job.payload, job.title, job.unit, job.asked_by, job.priority, now],
    )
    .await?;
    Ok(id)
}

pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
