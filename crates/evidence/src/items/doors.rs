//! Biểu về chứng cứ: a form is read as what is asked, done, and answered on the screen.

use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use people::{Right, WorkError};
use serde_json::json;
use shell::{Form, Problem, Told, Tone, Visit, local_time};
use uuid::Uuid;

use super::{
    adding::{self, Pick},
    change::{self, Fields},
    list, store,
};
use crate::{
    case, messages,
    opened::{href, opened},
    sources::read_sources,
};

/// `POST /evidence/matters/{matter}/items` with `pick` (any number), or `kind`, `title`, `person`, `bl`, `note`.
pub(crate) async fn add(
    visit: Visit,
    Path(matter): Path<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let picks: Vec<Pick> = form
        .all("pick")
        .into_iter()
        .filter_map(Pick::parse)
        .collect();
    if form.is_ticked("picking") {
        let known = case::names(&visit, matter).await?;
        let work = visit.begin().await?;
        return match adding::add_picked(&work, &head, &picks, &known).await {
            Ok(many) => {
                work.commit().await?;
                let there = Told::to(format!("{}/items", href(matter)));
                Ok(there.good(messages::added(many)).into_response())
            }
            Err(WorkError::Invalid { sentence, .. }) => {
                let there = Told::to(format!("{}/items/sources", href(matter)));
                Ok(there.say(Tone::Warning, sentence).into_response())
            }
            Err(error) => Err(error.into()),
        };
    }
    let sources = match read_sources(&visit.app, matter, form.get("bl")).await {
        Ok(sources) => sources,
        Err(sentence) => {
            form.error("bl", sentence);
            return list::refused(&visit, &head, &form).await;
        }
    };
    let work = visit.begin().await?;
    match adding::add_typed(&work, &head, fields(&form), sources).await {
        Ok(id) => {
            work.commit().await?;
            let there = Told::to(format!("{}/items#i-{id}", href(matter)));
            Ok(there.good(messages::added(1)).into_response())
        }
        Err(error) => {
            form.refuse(error)?;
            list::refused(&visit, &head, &form).await
        }
    }
}

fn fields(form: &Form) -> Fields {
    Fields {
        kind: form.get("kind").to_owned(),
        title: form.get("title").to_owned(),
        person: form.get("person").to_owned(),
        note: form.get("note").to_owned(),
    }
}

/// `POST /evidence/matters/{matter}/items/{item}/field` with `field`, `value`, `version`: as it is typed.
pub(crate) async fn field(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let was = store::item(visit.app.db(), matter, id).await?;
    let was = was.ok_or_else(Problem::not_found)?;
    let (name, value) = (form.get("field"), form.raw("value"));
    let mut fields = Fields {
        kind: was.kind.clone(),
        title: was.title.clone(),
        person: was.person.clone(),
        note: was.note.clone(),
    };
    let mut sources = None;
    match name {
        "kind" => fields.kind = value.trim().to_owned(),
        "title" => fields.title = value.to_owned(),
        "person" => fields.person = value.to_owned(),
        "note" => fields.note = value.to_owned(),
        "bl" => match read_sources(&visit.app, matter, value).await {
            Ok(read) => sources = Some(kept_boxes(&was.sources, read)),
            Err(sentence) => return Ok(shell_refusal("bl", &sentence)),
        },
        _ => return Err(Problem::not_found()),
    }
    let revision = form.get("version").parse().unwrap_or(was.revision);
    let work = visit.begin().await?;
    match change::alter(&work, &head, &was, (fields, sources), revision).await {
        Ok(version) => {
            work.commit().await?;
            Ok(saved(visit.now_ms, version))
        }
        Err(WorkError::Invalid { field, sentence }) => Ok(shell_refusal(&field, &sentence)),
        Err(error) => Err(error.into()),
    }
}

/// Leaves typed anew keep the boxes of the pages that stay.
fn kept_boxes(was: &[crate::Source], read: Vec<crate::Source>) -> Vec<crate::Source> {
    let kept = read.into_iter().map(|one| {
        let before = was.iter().find(|before| before.page == one.page);
        let rect = before.and_then(|before| before.rect);
        crate::Source { rect, ..one }
    });
    kept.collect()
}

/// What the island of autosave reads when a field was kept.
pub(crate) fn saved(now_ms: i64, version: i64) -> Response {
    let saved_at = local_time(now_ms).format("%H:%M").to_string();
    Json(json!({ "saved_at": saved_at, "version": version })).into_response()
}

/// What it reads when a field was not: the sentence stands below it.
pub(crate) fn shell_refusal(field: &str, sentence: &str) -> Response {
    let body = json!({ "errors": { field: sentence }, "message": sentence });
    (axum::http::StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response()
}

/// `POST /evidence/matters/{matter}/items/{item}`: the whole form, for who has no script.
pub(crate) async fn keep(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let was = store::item(visit.app.db(), matter, id).await?;
    let was = was.ok_or_else(Problem::not_found)?;
    let there = format!("{}/items/{id}", href(matter));
    let sources = match read_sources(&visit.app, matter, form.get("bl")).await {
        Ok(read) => kept_boxes(&was.sources, read),
        Err(sentence) => return Ok(Told::to(there).say(Tone::Warning, sentence)),
    };
    let work = visit.begin().await?;
    let asked = (fields(&form), Some(sources));
    match change::alter(&work, &head, &was, asked, was.revision).await {
        Ok(_) => {
            work.commit().await?;
            Ok(Told::to(there).good(messages::KEPT))
        }
        Err(WorkError::Invalid { sentence, .. }) => {
            Ok(Told::to(there).say(Tone::Warning, sentence))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /evidence/matters/{matter}/items/{item}/withdrawal` with `reason`
pub(crate) async fn withdraw(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let there = Told::to(format!("{}/items/{id}", href(matter)));
    let work = visit.begin().await?;
    match change::withdraw(&work, &head, id, form.get("reason")).await {
        Ok(()) => {
            work.commit().await?;
            Ok(there.good(messages::WITHDRAWN))
        }
        Err(WorkError::Invalid { sentence, .. }) => Ok(there.say(Tone::Warning, sentence)),
        Err(error) => Err(error.into()),
    }
}

/// `POST /evidence/matters/{matter}/items/{item}/restoration`
pub(crate) async fn restore(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    _: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    change::restore(&work, &head, id).await?;
    work.commit().await?;
    Ok(Told::to(format!("{}/items/{id}", href(matter))).good(messages::RESTORED))
}
