//! Jobs survive their workers, on both databases.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use db::{Db, Sql, args, testing::both};
use futures::{FutureExt as _, future::BoxFuture};
use jobs::{Handler, Job, Jobs, NewJob, State, Steps, Trouble, Workers};
use uuid::Uuid;

/// Counts its runs; fails as told.
struct Counter {
    runs: AtomicUsize,
    fail_first: Option<Trouble>,
}

impl Handler for Counter {
    fn kind(&self) -> &'static str {
        "count"
    }
    fn run<'a>(&'a self, _: &'a Job, steps: &'a Steps) -> BoxFuture<'a, Result<(), Trouble>> {
        async move {
            let run = self.runs.fetch_add(1, Ordering::SeqCst);
            steps.report(1, 2, "đang làm").await?;
            match &self.fail_first {
                Some(trouble) if run == 0 => Err(trouble.clone()),
                _ => Ok(()),
            }
        }
        .boxed()
    }
}

fn counter(fail_first: Option<Trouble>) -> Arc<Counter> {
    Arc::new(Counter {
        runs: AtomicUsize::new(0),
        fail_first,
    })
}

async fn queued(db: &Db, jobs: &Jobs) -> Uuid {
    let tx = db.begin().await.unwrap();
    let job = NewJob {
        kind: "count",
        subject: "s".into(),
        payload: "{}".into(),
        title: "Đếm".into(),
        unit: "P68".into(),
        asked_by: None,
        priority: 100,
    };
    let id = jobs.queue(&tx, job).await.unwrap();
    tx.commit().await.unwrap();
    jobs.ring();
    id
}

async fn ended(jobs: &Jobs, id: Uuid) -> Job {
    let mut bell = jobs.watch();
    loop {
        let job = jobs.get(id).await.unwrap().unwrap();
        if matches!(job.state, State::Done | State::Failed) {
            return job;
        }
        bell.changed().await.unwrap();
    }
}

#[test]
fn a_job_is_done_once_and_tells_its_steps() {
    both(&[jobs::MIGRATIONS], |db| async move {
        let jobs = Jobs::new(db.clone());
        let handler = counter(None);
        let workers = Workers::start(&jobs, vec![handler.clone()], 3);
        let job = ended(&jobs, queued(&db, &jobs).await).await;
        assert_eq!((job.state, job.done, job.total), (State::Done, 1, 2));
        workers.stop().await;
        assert_eq!(handler.runs.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn a_job_that_cannot_be_helped_is_given_up_with_its_sentence_and_can_be_tried_again() {
    both(&[jobs::MIGRATIONS], |db| async move {
        let jobs = Jobs::new(db.clone());
        let handler = counter(Some(Trouble::Final("Tệp rỗng.".into())));
        let workers = Workers::start(&jobs, vec![handler.clone()], 1);
        let id = queued(&db, &jobs).await;
        let job = ended(&jobs, id).await;
        assert_eq!((job.state, job.note.as_str()), (State::Failed, "Tệp rỗng."));
        jobs.retry(id).await.unwrap();
        assert_eq!(ended(&jobs, id).await.state, State::Done);
        workers.stop().await;
    });
}

#[test]
fn a_job_whose_worker_died_is_taken_up_by_the_next() {
    both(&[jobs::MIGRATIONS], |db| async move {
        let jobs = Jobs::new(db.clone());
        let id = queued(&db, &jobs).await;
        // A worker took it and was killed: its lease is long over.
        db.exec(
            "UPDATE job SET state = 'running', worker = $1, lease_until = 1, attempts = 1 WHERE id = $2",
            args![Uuid::now_v7(), id],
        )
        .await
        .unwrap();
        let handler = counter(None);
        let workers = Workers::start(&jobs, vec![handler.clone()], 2);
        let job = ended(&jobs, id).await;
        assert_eq!((job.state, job.attempts), (State::Done, 2));
        workers.stop().await;
    });
}
