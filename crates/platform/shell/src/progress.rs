//! Tiến độ của việc dài, pushed to the page line by line (server-sent events).

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::Path,
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::stream;
use jobs::{Job, State};
use people::Right;
use serde::Serialize;
use uuid::Uuid;

use crate::{App, Needs, Problem, Progress, Routes, Visit};

/// The address that pages follow.
pub(crate) fn routes() -> Routes {
    Routes::new().get("/shell/jobs/{id}/events", Needs::SignedIn, events)
}

#[derive(Serialize)]
struct Step {
    done: i64,
    total: i64,
    label: String,
    state: &'static str,
    message: String,
}

impl From<&Job> for Step {
    fn from(job: &Job) -> Self {
        let state = match job.state {
            State::Ready => "queued",
            State::Running => "running",
            State::Done => "done",
            State::Failed => "failed",
        };
        let label = match job.note.is_empty() || job.state == State::Failed {
            true => job.title.clone(),
            false => job.note.clone(),
        };
        Step {
            done: job.done,
            total: job.total,
            label,
            state,
            message: if job.state == State::Failed {
                job.note.clone()
            } else {
                String::new()
            },
        }
    }
}

/// A job is followed by the people of its unit, and by those who look after all jobs.
async fn events(visit: Visit, Path(id): Path<Uuid>) -> Result<impl IntoResponse, Problem> {
    let job = visit
        .app
        .jobs()
        .get(id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let may_see_all = visit.may_over(Right::SystemJobsRead, &job.unit, &[]);
    if !visit.actor.covers.unit(&job.unit) && !may_see_all {
        return Err(Problem::not_allowed());
    }
    let follow = Follow {
        bell: visit.app.jobs().watch(),
        app: visit.app,
        id,
        said: String::new(),
        is_over: false,
    };
    let events = stream::unfold(follow, next);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

struct Follow {
    app: App,
    id: Uuid,
    bell: tokio::sync::watch::Receiver<u64>,
    said: String,
    is_over: bool,
}

/// The state at once, then every change, until the job is over.
async fn next(mut follow: Follow) -> Option<(Result<Event, Infallible>, Follow)> {
    if follow.is_over {
        return None;
    }
    loop {
        follow.bell.mark_unchanged();
        let job = follow.app.jobs().get(follow.id).await.ok().flatten()?;
        let step = serde_json::to_string(&Step::from(&job)).ok()?;
        if step != follow.said {
            follow.is_over = matches!(job.state, State::Done | State::Failed);
            follow.said = step.clone();
            return Some((Ok(Event::default().event("progress").data(step)), follow));
        }
        // Another process may do the job: it cannot ring our bell, so we look again now and then.
        tokio::select! {
            changed = follow.bell.changed() => changed.ok()?,
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
    }
}

impl Visit {
    /// The bar of a job; when it is done the page goes to `then` (empty: stays).
    pub fn progress(&self, job: &Job, then: impl Into<String>) -> Progress {
        Progress {
            label: job.title.clone(),
            done: job.done,
            total: job.total,
            events: format!("/shell/jobs/{}/events", job.id),
            then: then.into(),
        }
    }
}
