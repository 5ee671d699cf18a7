//! Ba việc chạy nền của một đợt nhập: check, write, undo. Each stands in a step of the import; a job whose step has passed
//! does nothing, and one that was killed goes on where it stood.

use std::{future::Future, pin::Pin};

use jobs::{Handler, Job, NewJob, Steps, Trouble};
use people::{Work, WorkError};
use shell::App;
use uuid::Uuid;

use super::store::{self, Import};
use super::{check, undo, write};
use crate::messages;

/// Việc của một đợt nhập.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Kiểm tra trước.
    Check,
    /// Ghi vào hồ sơ.
    Write,
    /// Hoàn tác.
    Undo,
}

impl Task {
    /// All of them.
    pub const ALL: [Task; 3] = [Task::Check, Task::Write, Task::Undo];

    /// The kind of job.
    pub const fn kind(self) -> &'static str {
        match self {
            Task::Check => "exchange.check",
            Task::Write => "exchange.write",
            Task::Undo => "exchange.undo",
        }
    }

    /// The step an import stands in meanwhile.
    pub const fn step(self) -> &'static str {
        match self {
            Task::Check => "checking",
            Task::Write => "writing",
            Task::Undo => "undoing",
        }
    }

    /// The step after it.
    pub const fn done(self) -> &'static str {
        match self {
            Task::Check => "checked",
            Task::Write => "written",
            Task::Undo => "undone",
        }
    }

    /// Queues it in the transaction that asks for it; ring the bell after the commit.
    pub async fn queue(self, work: &Work, one: &Import, payload: String) -> Result<(), WorkError> {
        let job = NewJob {
            kind: self.kind(),
            subject: one.id.to_string(),
            payload,
            title: messages::job(self, &one.file_name),
            unit: one.unit_id.clone(),
            asked_by: Some(work.actor.person),
            priority: 100,
        };
        jobs::queue(&work.tx, job).await?;
        Ok(())
    }

    /// The import passes into the step after it.
    pub(super) async fn end(
        self,
        app: &App,
        one: &Import,
        steps: &Steps,
        total: usize,
    ) -> Result<(), Trouble> {
        store::set_step(app.db(), one.id, &[self.step()], self.done(), app.now_ms()).await?;
        steps.report(total, total, messages::job_done(self)).await
    }
}

/// Does one of them.
pub struct ImportJob {
    app: App,
    task: Task,
}

impl ImportJob {
    /// The handler of a task.
    pub fn new(app: &App, task: Task) -> ImportJob {
        ImportJob {
            app: app.clone(),
            task,
        }
    }
}

impl Handler for ImportJob {
    fn kind(&self) -> &'static str {
        self.task.kind()
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        steps: &'a Steps,
    ) -> Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send + 'a>> {
        Box::pin(async move {
            let Ok(id) = job.subject.parse::<Uuid>() else {
                return Ok(());
            };
            let asked = store::get(self.app.db(), id).await?;
            let Some(one) = asked.filter(|one| one.step == self.task.step()) else {
                return Ok(());
            };
            match self.task {
                Task::Check => check::check(&self.app, &one, &job.payload, steps).await,
                Task::Write => write::write(&self.app, &one, &job.payload, steps).await,
                Task::Undo => undo::undo(&self.app, &one, &job.payload, steps).await,
            }
        })
    }
}

/// What stops a job: lost rights end it with a sentence; a database in trouble is tried again.
pub(super) fn stopped(error: WorkError) -> Trouble {
    match error.is_answer() {
        true => Trouble::Final(format!(
            "{} {}",
            people::messages::work_refused(&error),
            messages::JOB_STOPPED
        )),
        false => Trouble::Again(error.to_string()),
    }
}
