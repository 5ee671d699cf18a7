//! Trang của màn hình phiên tòa, and the line by which it hears of every release.

use std::{
    collections::{HashSet, VecDeque},
    convert::Infallible,
};

use askama::Template;
use axum::{
    extract::Path,
    response::{
        IntoResponse,
        sse::{Event, Sse},
    },
};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use futures::stream;
use serde_json::json;
use shell::{App, Bare, Guest, Page, Problem};
use tokio::sync::watch;

use super::{CourtView, pictures::picture_of, view::picture_href};
use crate::{
    messages,
    rules::{Shown, Thing},
    session::{self, SessionRow, bell},
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
    /// What is told next.
    waiting: VecDeque<Event>,
    /// The pictures that this line has brought and that still stand there.
    brought: HashSet<String>,
    is_over: bool,
    _here: bell::Present,
}

/// `GET /court/{key}/events`: the present state at once, then each change; `over` when the address opens no more.
///
/// The pictures of a release come on the same line, just before the word that they stand on the screen: nobody has to ask for them.
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
        waiting: VecDeque::new(),
        brought: HashSet::new(),
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
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
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
                self.changed(&row, now_ms).await?;
                continue;
            }
            bell::rung(&mut self.ear).await?;
        }
    }

    /// The pictures that are new, then the state.
    async fn changed(&mut self, row: &SessionRow, now_ms: i64) -> Option<()> {
        let (screen, place) = (row.screen().ok()?, format!("/court/{}", self.key));
        let parts = screen
            .seen()
            .map_or(&[][..], |content| content.parts.as_slice());
        self.brought
            .retain(|known| parts.iter().any(|part| part.handle == *known));
        for part in parts {
            if !has_picture(part) || self.brought.contains(&part.handle) {
                continue;
            }
            // What cannot be read is asked for by the screen, and answered there.
            let Ok(picture) = picture_of(&self.app, row.matter_id, part).await else {
                continue;
            };
            self.brought.insert(part.handle.clone());
            let data = json!({
                "src": picture_href(&place, &part.handle),
                "type": picture.kind,
                "bytes": BASE64.encode(&picture.bytes),
            });
            let event = Event::default().event("picture").data(data.to_string());
            self.waiting.push_back(event);
        }
        let view = CourtView::of((row.version, now_ms), &screen, &place);
        let event = Event::default().event("screen").id(row.version.to_string());
        let event = event.data(serde_json::to_string(&view).ok()?);
        self.waiting.push_back(event);
        Some(())
    }
}

fn has_picture(part: &Shown) -> bool {
    matches!(part.what, Thing::Page(_) | Thing::Drawing(_))
}
