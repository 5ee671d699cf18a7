//! Trang của màn hình phiên tòa, and the line by which it hears of every release.

use std::convert::Infallible;

use askama::Template;
use axum::{
    extract::Path,
    response::{
        IntoResponse,
        sse::{Event, Sse},
    },
};
use futures::stream;
use shell::{App, Bare, Guest, Page, Problem};
use tokio::sync::watch;

use super::CourtView;
use crate::{
    messages,
    session::{self, bell},
};

#[derive(Template)]
#[template(path = "court/page.html")]
struct CourtPage {
    bare: Bare,
    events: String,
}

/// A key that opens nothing: neither whether it ever did is told.
pub(super) fn gone() -> Problem {
    Problem::NotFound(messages::COURT_GONE.to_owned())
}

/// `GET /court/{key}`: needs no sign-in; the address is the key.
pub(crate) async fn show(
    guest: Guest,
    Path(key): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let found = session::by_key(guest.app.db(), &key, guest.now_ms).await?;
    found.ok_or_else(gone)?;
    Ok(Page(CourtPage {
        bare: Bare::titled("Màn hình phiên tòa"),
        events: format!("/court/{key}/events"),
    }))
}

struct Watching {
    app: App,
    key: String,
    ear: watch::Receiver<u64>,
    told: Option<i64>,
    is_over: bool,
    _here: bell::Present,
}

/// `GET /court/{key}/events`: the present state at once, then each change; `over` when the address opens no more.
pub(crate) async fn events(
    guest: Guest,
    Path(key): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let ear = bell::listen();
    let found = session::by_key(guest.app.db(), &key, guest.now_ms).await?;
    let row = found.ok_or_else(gone)?;
    let watching = Watching {
        app: guest.app,
        key,
        ear,
        told: None,
        is_over: false,
        _here: bell::Present::at(row.id),
    };
    let events = stream::unfold(watching, |mut watching| async move {
        let event = watching.next().await?;
        Some((Ok::<_, Infallible>(event), watching))
    });
    Ok(Sse::new(events).keep_alive(bell::alive()))
}

impl Watching {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if self.is_over {
                return None;
            }
            self.ear.mark_unchanged();
            let (db, now_ms) = (self.app.db(), self.app.now_ms());
            let Some(row) = session::by_key(db, &self.key, now_ms).await.ok()? else {
                self.is_over = true;
                return Some(Event::default().event("over").data("{}"));
            };
            if self.told != Some(row.version) {
                self.told = Some(row.version);
                let place = format!("/court/{}", self.key);
                let view = CourtView::of((row.version, now_ms), &row.screen().ok()?, &place);
                let data = serde_json::to_string(&view).ok()?;
                let event = Event::default().event("screen").id(row.version.to_string());
                return Some(event.data(data));
            }
            bell::rung(&mut self.ear).await?;
        }
    }
}
