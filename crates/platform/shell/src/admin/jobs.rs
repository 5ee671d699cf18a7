//! Việc chạy nền: what waits, runs or failed, and another try for what failed.

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use jobs::State;
use people::Right;
use uuid::Uuid;

use crate::{Empty, Frame, Page, Problem, Progress, Routes, Told, Visit};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/people/jobs", Right::SystemJobsRead, list)
        .post("/people/jobs/{id}/retry", Right::SystemJobsRead, retry)
}

struct Line {
    id: Uuid,
    title: String,
    state: &'static str,
    note: String,
    bar: Option<Progress>,
    has_failed: bool,
    attempts: i64,
}

#[derive(Template)]
#[template(path = "admin/jobs.html")]
struct JobsPage {
    frame: Frame,
    lines: Vec<Line>,
    nothing: Empty,
}

async fn list(visit: Visit) -> Result<Page<JobsPage>, Problem> {
    let jobs = visit.app.jobs().newest(500).await?;
    let near = jobs
        .into_iter()
        .filter(|job| visit.may_over(Right::SystemJobsRead, &job.unit, &[]))
        .take(100);
    let lines = near.map(|job| Line {
        bar: matches!(job.state, State::Running).then(|| visit.progress(&job, "")),
        id: job.id,
        state: match job.state {
            State::Ready => "Đang chờ",
            State::Running => "Đang chạy",
            State::Done => "Xong",
            State::Failed => "Không làm được",
        },
        has_failed: job.state == State::Failed,
        title: job.title,
        note: job.note,
        attempts: job.attempts,
    });
    Ok(Page(JobsPage {
        lines: lines.collect(),
        frame: visit.frame("Việc chạy nền").subtitle(
            "Một trăm việc gần nhất; việc dở dang tự chạy tiếp sau khi máy khởi động lại.",
        ),
        nothing: Empty::new(
            "Chưa có việc nào.",
            "Việc chạy nền xuất hiện khi có người đưa bản quét vào hồ sơ.",
        ),
    }))
}

async fn retry(visit: Visit, Path(id): Path<Uuid>) -> Result<impl IntoResponse, Problem> {
    let job = visit.app.jobs().get(id).await?;
    let job = job.ok_or_else(Problem::not_found)?;
    if !visit.may_over(Right::SystemJobsRead, &job.unit, &[]) {
        return Err(Problem::not_allowed());
    }
    visit.app.jobs().retry(id).await?;
    let work = visit.begin().await?;
    work.note("job.retried", "job", id, "").await?;
    work.commit().await?;
    Ok(Told::to("/people/jobs").good("Việc này sẽ được làm lại."))
}
