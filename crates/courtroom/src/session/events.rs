//! Điều bàn điều khiển đọc: what the court sees now, told at once on every change, also those of a colleague's console.

use std::{collections::HashMap, convert::Infallible};

use axum::{
    Json,
    extract::Path,
    response::{
        IntoResponse,
        sse::{Event, Sse},
    },
};
use db::StorageError;
use futures::stream;
use people::Right;
use serde::Serialize;
use shell::{App, Problem, Visit, vi_time};
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    bell,
    clearance::{self, Clearance},
    log,
    store::{self, SessionRow},
};
use crate::{
    media::page::content_href,
    opened::session_of,
    rules::{Cue, Look, MediaKind, Play, Screen, Shown, Thing},
};

/// Một phần đang ở trên màn hình, as the prosecutor knows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum OnScreen {
    /// A page.
    Page {
        page: Uuid,
        label: String,
        /// Its picture in the case file, which the console may have already.
        src: String,
        w: i64,
        h: i64,
        look: Look,
        rect: Option<[i32; 4]>,
        lights: Vec<[i32; 4]>,
    },
    /// A recording.
    Media {
        media: Uuid,
        label: String,
        src: String,
        is_video: bool,
        duration_ms: i64,
        cues: Vec<Cue>,
        play: Play,
    },
    /// A piece of the law.
    Law {
        law: String,
        text: String,
        source: String,
        to_check: bool,
        step: usize,
        steps: usize,
        label: String,
    },
    /// A diagram.
    Drawing {
        label: String,
        src: String,
        w: i64,
        h: i64,
        step: Option<usize>,
        steps: usize,
    },
}

fn on_screen(row: &SessionRow, part: &Shown) -> OnScreen {
    let label = part.label.clone();
    match &part.what {
        Thing::Page(page) => OnScreen::Page {
            page: page.page,
            label,
            src: casefile::image_href(page.page, Some(&page.picture)),
            w: page.w,
            h: page.h,
            look: page.look,
            rect: page.rect,
            lights: page.lights.clone(),
        },
        Thing::Media(media) => OnScreen::Media {
            media: media.media,
            label,
            src: content_href(row.matter_id, media.media),
            is_video: media.kind == MediaKind::Video,
            duration_ms: media.duration_ms,
            cues: media.cues.clone(),
            play: media.play,
        },
        Thing::Law(law) => OnScreen::Law {
            law: law.law.clone(),
            text: law.text.clone(),
            source: law.source.clone(),
            to_check: law.to_check,
            step: law.step,
            steps: law.steps,
            label,
        },
        Thing::Drawing(drawing) => OnScreen::Drawing {
            src: format!("/courtroom/sessions/{}/pictures/{}", row.id, part.handle),
            label,
            w: drawing.w,
            h: drawing.h,
            step: drawing.step,
            steps: drawing.steps,
        },
    }
}

/// Trạng thái của phiên.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct State {
    version: i64,
    /// The server's instant, so that the console knows how far a recording has run.
    now_ms: i64,
    is_over: bool,
    is_blank: bool,
    is_frozen: bool,
    exhibit: Option<Uuid>,
    caption: String,
    parts: Vec<OnScreen>,
    /// The court's address; empty once revoked.
    court: String,
    court_until: String,
    screens: usize,
    cleared: Vec<Clearance>,
    used: HashMap<Uuid, i64>,
}

impl State {
    /// Of a session, as it stands.
    pub(crate) async fn of(app: &App, row: &SessionRow) -> Result<State, StorageError> {
        let (db, now_ms) = (app.db(), app.now_ms());
        let screen: Screen = row.screen()?;
        let content = screen.content.as_ref();
        let parts = content.map(|content| {
            let parts = content.parts.iter();
            parts.map(|part| on_screen(row, part)).collect()
        });
        let key = row
            .court_key
            .as_ref()
            .filter(|_| row.is_open_to_the_court(now_ms));
        Ok(State {
            version: row.version,
            now_ms,
            is_over: row.ended_at.is_some(),
            is_blank: screen.is_blank || content.is_none(),
            is_frozen: screen.is_frozen,
            exhibit: content.and_then(|content| content.exhibit),
            caption: content.map_or(String::new(), |content| content.caption.clone()),
            parts: parts.unwrap_or_default(),
            court: key.map_or(String::new(), |key| format!("/court/{key}")),
            court_until: vi_time(row.key_ends_at),
            screens: bell::present(row.id),
            cleared: clearance::of_session(db, row.id).await?,
            used: log::used_in(db, row.id, now_ms).await?,
        })
    }
}

/// `GET /courtroom/sessions/{session}/state`
pub(crate) async fn state(visit: Visit, Path(id): Path<Uuid>) -> Result<Json<State>, Problem> {
    let (row, _) = session_of(&visit, id, Right::CourtroomPresent).await?;
    Ok(Json(State::of(&visit.app, &row).await?))
}

struct Watching {
    app: App,
    session: Uuid,
    ear: watch::Receiver<u64>,
    told: Option<(i64, usize)>,
    is_over: bool,
}

/// `GET /courtroom/sessions/{session}/events`
pub(crate) async fn events(
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let ear = bell::listen();
    session_of(&visit, id, Right::CourtroomPresent).await?;
    let watching = Watching {
        app: visit.app,
        session: id,
        ear,
        told: None,
        is_over: false,
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
            let row = store::by_id(self.app.db(), self.session).await.ok()??;
            let now = (row.version, bell::present(self.session));
            if self.told != Some(now) {
                self.told = Some(now);
                self.is_over = row.ended_at.is_some();
                let state = State::of(&self.app, &row).await.ok()?;
                let data = serde_json::to_string(&state).ok()?;
                return Some(Event::default().event("state").data(data));
            }
            bell::rung(&mut self.ear).await?;
        }
    }
}
