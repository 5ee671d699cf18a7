//! Workers: take a job, run its handler, keep its lease, record how it ended.

use std::{collections::HashMap, sync::Arc, time::Duration};

use futures::future::BoxFuture;
use tokio::{sync::watch, task::JoinSet};
use uuid::Uuid;

use crate::{Job, Jobs, store::LEASE};

/// Does jobs of one kind. A job may be begun again after a kill, so a handler first looks at what is done.
pub trait Handler: Send + Sync {
    /// The kind of job.
    fn kind(&self) -> &'static str;
    /// Does the job, reporting its steps.
    fn run<'a>(&'a self, job: &'a Job, steps: &'a Steps) -> BoxFuture<'a, Result<(), Trouble>>;
}

/// Why a handler stopped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Trying again cannot help; the Vietnamese sentence says what to do.
    #[error("{0}")]
    Final(String),
    /// It may work later.
    #[error("{0}")]
    Again(String),
    /// Another worker has the job now.
    #[error("the lease was lost")]
    LeaseLost,
}

impl From<db::StorageError> for Trouble {
    fn from(error: db::StorageError) -> Self {
        Trouble::Again(error.to_string())
    }
}

/// Where a handler reports its steps.
#[derive(Debug, Clone)]
pub struct Steps {
    jobs: Jobs,
    job: Uuid,
    worker: Uuid,
}

impl Steps {
    /// Tells how far the job is; renews its lease. An error means that this worker must stop.
    pub async fn report(&self, done: usize, total: usize, note: &str) -> Result<(), Trouble> {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        match self
            .jobs
            .report(self.job, self.worker, count(done), count(total), note)
            .await?
        {
            true => Ok(()),
            false => Err(Trouble::LeaseLost),
        }
    }
}

/// The workers of one process.
#[derive(Debug)]
pub struct Workers {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Workers {
    /// Starts `count` workers for these handlers.
    pub fn start(jobs: &Jobs, handlers: Vec<Arc<dyn Handler>>, count: usize) -> Workers {
        let (stop, stopped) = watch::channel(false);
        let handlers: Arc<HashMap<&'static str, Arc<dyn Handler>>> = Arc::new(
            handlers
                .into_iter()
                .map(|handler| (handler.kind(), handler))
                .collect(),
        );
        let mut tasks = JoinSet::new();
        for _ in 0..count {
            tasks.spawn(work(jobs.clone(), handlers.clone(), stopped.clone()));
        }
        Workers { stop, tasks }
    }

    /// Asks the workers to take no more jobs and waits until each has finished the one it has.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

async fn work(
    jobs: Jobs,
    handlers: Arc<HashMap<&'static str, Arc<dyn Handler>>>,
    mut stopped: watch::Receiver<bool>,
) {
    let worker = Uuid::now_v7();
    let kinds: Vec<&'static str> = handlers.keys().copied().collect();
    let mut bell = jobs.watch();
    while !*stopped.borrow() {
        match jobs.take(worker, &kinds).await {
            Ok(Some(job)) => attempt(&jobs, &handlers, worker, job).await,
            Ok(None) => {
                tokio::select! {
                    _ = bell.changed() => {}
                    _ = stopped.changed() => {}
                    () = tokio::time::sleep(Duration::from_secs(2)) => {}
                }
            }
            Err(error) => {
                tracing::error!(%error, "the queue of jobs cannot be read");
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
        }
    }
}

async fn attempt(
    jobs: &Jobs,
    handlers: &HashMap<&'static str, Arc<dyn Handler>>,
    worker: Uuid,
    job: Job,
) {
    let Some(handler) = handlers.get(job.kind.as_str()) else {
        return;
    };
    jobs.ring();
    let steps = Steps {
        jobs: jobs.clone(),
        job: job.id,
        worker,
    };
    let running = handler.run(&job, &steps);
    tokio::pin!(running);
    let ended = loop {
        tokio::select! {
            ended = &mut running => break ended,
            () = tokio::time::sleep(Duration::from_millis(LEASE.unsigned_abs() / 3)) => {
                if let Err(error) = jobs.renew(job.id, worker).await {
                    tracing::warn!(%error, job = %job.id, "a lease could not be renewed");
                }
            }
        }
    };
    let kept = match ended {
        Ok(()) => jobs.finish(job.id, worker).await,
        Err(Trouble::LeaseLost) => Ok(()),
        Err(Trouble::Final(note)) => jobs.fail(&job, worker, &note, false).await,
        Err(Trouble::Again(note)) => {
            tracing::warn!(job = %job.id, kind = %job.kind, attempt = job.attempts, cause = %note, "a job failed");
            jobs.fail(&job, worker, &note, true).await
        }
    };
    if let Err(error) = kept {
        tracing::error!(%error, job = %job.id, "how a job ended could not be recorded");
    }
}
