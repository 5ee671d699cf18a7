//! Các nút của bàn điều khiển: each address does one thing and answers with the session as it stands then.

use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use people::{Right, Work, WorkError};
use serde::{Deserialize, Serialize};
use shell::{Form, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::{
    bell, clearance,
    events::State,
    lifetime, play as playing,
    release::{self, Ask, Asked, Outcome},
    store,
};
use crate::{
    act::Recorded,
    messages,
    opened::{opened, session_of},
};

/// What a console hears: the state, or what is asked first.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Heard {
    /// The session as it stands.
    State(Box<State>),
    /// What is asked.
    Asks(Asked),
}

/// `POST /courtroom/matters/{matter}/sessions` with `kind`
pub(crate) async fn start(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    let id = lifetime::start(&work, &head, form.get("kind")).await?;
    work.commit().await?;
    let said = match form.get("kind") {
        "rehearsal" => messages::STARTED_REHEARSAL,
        _ => messages::STARTED_TRIAL,
    };
    let there = Told::to(format!("/courtroom/sessions/{id}"));
    Ok(there.good(said).into_response())
}

/// `POST /courtroom/sessions/{session}/release`
pub(crate) async fn release(
    visit: Visit,
    Path(id): Path<Uuid>,
    Json(ask): Json<Ask>,
) -> Result<Json<Heard>, Problem> {
    let (row, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    let prepared = release::prepare(&visit.app, head.id, &row, &ask).await?;
    let work = visit.begin().await?;
    match release::release(&work, &head, id, (ask, &prepared)).await {
        Ok(Outcome::Done) => told(&visit, work, id).await,
        // Nothing changed; the version that grew goes back too.
        Ok(Outcome::Asks(asked)) => Ok(Json(Heard::Asks(asked))),
        Err(error) => Err(error.into()),
    }
}

/// On or off.
#[derive(Deserialize)]
pub(crate) struct Switch {
    on: bool,
}

/// `PUT /courtroom/sessions/{session}/blank` with `on`
pub(crate) async fn blank(
    visit: Visit,
    Path(id): Path<Uuid>,
    Json(switch): Json<Switch>,
) -> Result<Json<Heard>, Problem> {
    let (_, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    release::blank(&work, &head, id, switch.on).await?;
    told(&visit, work, id).await
}

/// `PUT /courtroom/sessions/{session}/hold` with `on`
pub(crate) async fn hold(
    visit: Visit,
    Path(id): Path<Uuid>,
    Json(switch): Json<Switch>,
) -> Result<Json<Heard>, Problem> {
    let (_, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    release::freeze(&work, &head, id, switch.on).await?;
    told(&visit, work, id).await
}

/// `PUT /courtroom/sessions/{session}/play`
pub(crate) async fn play(
    visit: Visit,
    Path(id): Path<Uuid>,
    Json(asked): Json<playing::Asked>,
) -> Result<Json<Heard>, Problem> {
    let (_, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    playing::play(&work, &head, id, asked).await?;
    told(&visit, work, id).await
}

/// `GET /courtroom/sessions/{session}/pictures/{handle}`: what stands on the court's screen, for the small one on the console.
pub(crate) async fn picture(
    visit: Visit,
    Path((id, handle)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    let (row, _) = session_of(&visit, id, Right::CourtroomPresent).await?;
    let shown = row.screen()?.part(&handle).cloned();
    let shown = shown.ok_or_else(Problem::not_found)?;
    crate::court::pictures::given(&visit.app, row.matter_id, shown).await
}

/// Who has spoken, and the ground.
#[derive(Deserialize)]
pub(crate) struct Spoken {
    person: String,
    ground: String,
}

/// `POST /courtroom/sessions/{session}/clearances`
pub(crate) async fn clear(
    visit: Visit,
    Path(id): Path<Uuid>,
    Json(spoken): Json<Spoken>,
) -> Result<Json<Heard>, Problem> {
    let (_, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    clearance::clear(&work, &head, id, (&spoken.person, &spoken.ground)).await?;
    told(&visit, work, id).await
}

/// `POST /courtroom/sessions/{session}/key`: a new address; the one before opens no more.
pub(crate) async fn new_key(
    visit: Visit,
    Path(id): Path<Uuid>,
    Json(_): Json<serde_json::Value>,
) -> Result<Json<Heard>, Problem> {
    let (_, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    lifetime::new_key(&work, &head, id).await?;
    told(&visit, work, id).await
}

/// `DELETE /courtroom/sessions/{session}/key`
pub(crate) async fn revoke_key(visit: Visit, Path(id): Path<Uuid>) -> Result<Json<Heard>, Problem> {
    let (_, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    lifetime::revoke_key(&work, &head, id).await?;
    told(&visit, work, id).await
}

/// The notes as typed, and the revision seen.
#[derive(Deserialize)]
pub(crate) struct Notes {
    notes: String,
    revision: i64,
}

/// Letters of the notes.
const LONGEST: usize = 40_000;

/// `PUT /courtroom/sessions/{session}/notes`
pub(crate) async fn notes(
    visit: Visit,
    Path(id): Path<Uuid>,
    Json(typed): Json<Notes>,
) -> Result<Json<serde_json::Value>, Problem> {
    let (_, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    if typed.notes.chars().count() > LONGEST {
        return Err(Problem::Refused(messages::too_long(LONGEST)));
    }
    let work = visit.begin().await?;
    lifetime::require(&work, &head).await?;
    let kept = store::keep_notes(&work, id, (&typed.notes, typed.revision)).await;
    let revision = kept.map_err(|error| match error {
        WorkError::ChangedMeanwhile => Problem::Changed(messages::NOTES_CHANGED.to_owned()),
        other => other.into(),
    })?;
    work.commit().await?;
    Ok(Json(serde_json::json!({ "revision": revision })))
}

/// `POST /courtroom/sessions/{session}/end`: then the report of what was shown.
pub(crate) async fn end(visit: Visit, Path(id): Path<Uuid>, _: Form) -> Result<Response, Problem> {
    let (_, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    let there = Told::to(format!("/courtroom/sessions/{id}/report"));
    let work = visit.begin().await?;
    match lifetime::end(&work, &head, id).await {
        Ok(recorded) => {
            work.commit().await?;
            bell::ring();
            let tone = match &recorded {
                Recorded::Refused(_) => Tone::Warning,
                _ => Tone::Good,
            };
            Ok(there.say(tone, messages::ended(&recorded)).into_response())
        }
        // A second click.
        Err(WorkError::Invalid { .. }) => Ok(there.into_response()),
        Err(error) => Err(error.into()),
    }
}

async fn told(visit: &Visit, work: Work, id: Uuid) -> Result<Json<Heard>, Problem> {
    work.commit().await?;
    bell::ring();
    let row = store::by_id(visit.app.db(), id).await?;
    let row = row.ok_or_else(Problem::not_found)?;
    let state = State::of(&visit.app, &row).await?;
    Ok(Json(Heard::State(Box::new(state))))
}
