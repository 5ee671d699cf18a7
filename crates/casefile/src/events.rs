//! Tin báo trực tiếp: pages that changed, for the viewer; how far a file is, for its bar.

use std::{collections::HashMap, convert::Infallible, time::Duration};

use axum::{
    extract::Path,
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use db::{Sql, args};
use futures::stream;
use people::Right;
use shell::{App, Problem, Visit};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    file::{file, tally},
    leaves::page_for,
    looks,
    matter::opened,
    messages,
    page::{PageView, pages_changed},
};

/// Another process may do the work: it cannot ring our bell, so we look again now and then.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

async fn rung(bell: &mut watch::Receiver<u64>) -> Option<()> {
    tokio::select! {
        changed = bell.changed() => changed.ok(),
        () = tokio::time::sleep(LOOK_AGAIN) => Some(()),
    }
}

/// A change may be seen a little later than its time says: another process had not committed it yet.
const OVERLAP: i64 = 10_000;

struct Pages {
    app: App,
    matter: Uuid,
    bell: watch::Receiver<u64>,
    /// How many pages the file had, and when it grew.
    size: Option<(i64, i64)>,
    /// The latest change told, and what was told of that time.
    until: i64,
    told: HashMap<Uuid, (i64, i64)>,
    waiting: Vec<Event>,
}

/// `GET /casefile/matters/{matter}/events`
pub(crate) async fn of_matter(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    let pages = Pages {
        bell: visit.app.jobs().watch(),
        app: visit.app,
        matter,
        size: None,
        until: 0,
        told: HashMap::new(),
        waiting: Vec::new(),
    };
    let events = stream::unfold(pages, |mut pages| async move {
        let event = pages.next().await?;
        Some((Ok::<_, Infallible>(event), pages))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

impl Pages {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.waiting.pop() {
                return Some(event);
            }
            self.bell.mark_unchanged();
            self.look().await.ok()?;
            if self.waiting.is_empty() {
                rung(&mut self.bell).await?;
            }
        }
    }

    /// Puts down an event for every page that changed since the last look.
    async fn look(&mut self) -> Result<(), Problem> {
        db::row! { struct Size { pages: i64, grown_at: i64, changed_at: i64 } }
        let size: Option<Size> = self
            .app
            .db()
            .opt(
                "SELECT pages, grown_at, (SELECT COALESCE(MAX(changed_at), 0) FROM casefile_page WHERE matter_id = $1) AS changed_at
                   FROM casefile_matter WHERE matter_id = $1",
                args![self.matter],
            )
            .await?;
        let (size, latest) = match size {
            Some(size) => ((size.pages, size.grown_at), size.changed_at),
            None => ((0, 0), 0),
        };
        let is_first = self.size.is_none();
        if self.size.replace(size).is_some_and(|before| before != size) {
            let grown = Event::default().event("pages").data("{}");
            self.waiting.push(grown);
        }
        let since = if is_first { latest } else { self.until };
        let mut changed = pages_changed(self.app.db(), self.matter, since - OVERLAP).await?;
        self.until = latest;
        self.told.retain(|_, (at, _)| *at > latest - OVERLAP);
        changed.retain(|page| {
            let now = (page.changed_at, page.revision);
            self.told.insert(page.id, now) != Some(now)
        });
        // What the list of pages shows when the viewer begins is no news.
        if is_first {
            return Ok(());
        }
        for page in changed.iter().rev() {
            let data = serde_json::to_string(&PageView::from(page)).map_err(Problem::failed)?;
            self.waiting.push(Event::default().event("page").data(data));
        }
        Ok(())
    }
}

struct Progress {
    app: App,
    file: Uuid,
    bell: watch::Receiver<u64>,
    said: String,
    is_over: bool,
}

/// `GET /casefile/files/{file}/events`: one bar for all the jobs of a file.
pub(crate) async fn of_file(
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let found = file(visit.app.db(), id)
        .await?
        .ok_or_else(Problem::not_found)?;
    opened(&visit, found.matter_id, Right::CasefileRead).await?;
    let progress = Progress {
        bell: visit.app.jobs().watch(),
        app: visit.app,
        file: id,
        said: String::new(),
        is_over: false,
    };
    let events = stream::unfold(progress, |mut progress| async move {
        let event = progress.next().await?;
        Some((Ok::<_, Infallible>(event), progress))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

impl Progress {
    async fn next(&mut self) -> Option<Event> {
        if self.is_over {
            return None;
        }
        loop {
            self.bell.mark_unchanged();
            let (step, is_over) = step(&self.app, self.file).await.ok()?;
            if step != self.said {
                (self.said, self.is_over) = (step.clone(), is_over);
                return Some(Event::default().event("progress").data(step));
            }
            rung(&mut self.bell).await?;
        }
    }
}

/// What the bar of a file says: pictures are half of the way, text the other half.
pub(crate) async fn step(app: &App, id: Uuid) -> Result<(String, bool), Problem> {
    let file = file(app.db(), id).await?.ok_or_else(Problem::not_found)?;
    let tally = tally(app.db(), id).await?;
    let is_withheld = file.state == "withheld";
    let job = app.jobs().about(&id.to_string()).await?;
    let gave_up = job.filter(|job| job.state == jobs::State::Failed && !tally.is_over());
    let read = tally.pages - tally.waiting - tally.shown;
    let (state, label, message) = match (is_withheld, &gave_up) {
        (true, _) => (
            "failed",
            String::new(),
            messages::was_withheld(file.secrecy.as_deref().unwrap_or_default()),
        ),
        (_, Some(job)) => ("failed", file.title.clone(), job.note.clone()),
        _ if tally.is_over() => (
            "done",
            messages::file_read(&file.title, tally.pages, tally.to_check + tally.failed),
            String::new(),
        ),
        _ if tally.waiting > 0 => (
            "running",
            format!(
                "{}: đang chuẩn bị ảnh, còn {} trang",
                file.title, tally.waiting
            ),
            String::new(),
        ),
        _ => (
            "running",
            format!("{}: đang đọc chữ, đã xong {read} trang", file.title),
            String::new(),
        ),
    };
    let step = serde_json::json!({
        "done": 2 * tally.pages - 2 * tally.waiting - tally.shown,
        "total": 2 * tally.pages,
        "label": label,
        "state": state,
        "message": message,
    });
    Ok((step.to_string(), state != "running"))
}

/// `GET /casefile/pages/{page}/text`: the text as read, for those who cannot see the picture.
pub(crate) async fn text(visit: Visit, Path(id): Path<Uuid>) -> Result<String, Problem> {
    let (page, _) = page_for(&visit, id, Right::CasefileRead).await?;
    looks::keep_once(&visit, page.matter_id).await?;
    Ok(crate::page::text_of(visit.app.db(), page.id).await?)
}
