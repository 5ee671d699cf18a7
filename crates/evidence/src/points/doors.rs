//! Biểu của bảng chứng minh: a form is read as what is asked, done, and answered on the screen where it was sent from.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::{Right, WorkError};
use shell::{Form, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::{
    change::{self, Place, Weighed},
    matrix::slug,
    store::{Assessment, Direction, assessment},
    told::{person_key, rows},
};
use crate::{
    case::case_of,
    items::doors::{saved, shell_refusal},
    messages,
    opened::{href, opened},
    sources::read_sources,
};

/// Where the person stands on the screen.
fn place_href(matter: Uuid, subject: Uuid, more: &str, point: &str) -> String {
    let at = href(matter);
    let person = person_key(subject);
    format!("{at}/points?person={person}{more}#{}", slug(point))
}

/// `case` or the id of an accused, as a page sends it.
fn subject_of(form: &Form) -> Option<Uuid> {
    match form.get("person") {
        "case" => Some(Uuid::nil()),
        id => id.parse().ok(),
    }
}

/// What cannot be done is said on the screen; what may not or is broken is a page of its own.
fn refused(there: String, error: WorkError) -> Result<Told, Problem> {
    match error {
        WorkError::Invalid { sentence, .. } => Ok(Told::to(there).say(Tone::Warning, sentence)),
        error => Err(error.into()),
    }
}

/// `POST /evidence/matters/{matter}/points/assessments` with `item`, `point`, `person`, `direction`
pub(crate) async fn add(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let point = form.get("point").to_owned();
    let subject = subject_of(&form).unwrap_or_default();
    let there = place_href(matter, subject, &format!("&add={point}"), &point);
    let Some(direction) = Direction::parse(form.get("direction")) else {
        return Ok(Told::to(there).say(Tone::Warning, messages::NO_DIRECTION));
    };
    let Ok(item) = form.get("item").parse() else {
        return Ok(Told::to(there).say(Tone::Warning, messages::NO_SUCH_ITEM));
    };
    let case = case_of(&visit, matter).await?;
    let rows = rows(&visit, matter, &case).await?;
    let Some(row) = rows.iter().find(|row| row.id == point) else {
        return Ok(Told::to(there).say(Tone::Warning, messages::NO_POINT));
    };
    let work = visit.begin().await?;
    let cell = Place { row, subject };
    match change::place(&work, &head, cell, item, (direction, 0)).await {
        Ok(_) => {
            work.commit().await?;
            Ok(Told::to(place_href(matter, subject, "", &point)).good(messages::PLACED))
        }
        Err(error) => refused(there, error),
    }
}

async fn there(visit: &Visit, matter: Uuid, id: Uuid) -> Result<(MatterHead, Assessment), Problem> {
    let head = opened(visit, matter, Right::EvidenceEdit).await?;
    let found = assessment(visit.app.db(), matter, id).await?;
    let found = found.filter(|one| one.removed_at.is_none());
    Ok((head, found.ok_or_else(Problem::not_found)?))
}

/// `POST /evidence/matters/{matter}/points/assessments/{id}` with any of `direction`, `strength`, `note`, `bl`
pub(crate) async fn weigh(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Told, Problem> {
    let (head, was) = there(&visit, matter, id).await?;
    let there = place_href(matter, was.subject, "", &was.point);
    let mut asked = Weighed {
        direction: Direction::parse(form.get("direction")),
        strength: form.opt("strength").and_then(|n| n.parse().ok()),
        ..Weighed::default()
    };
    if form.fields().any(|(name, _)| name == "note") {
        asked.note = Some(form.raw("note").to_owned());
    }
    if form.fields().any(|(name, _)| name == "bl") {
        match read_sources(&visit.app, matter, form.get("bl")).await {
            Ok(sources) => asked.sources = Some(sources),
            Err(sentence) => return Ok(Told::to(there).say(Tone::Warning, sentence)),
        }
    }
    let work = visit.begin().await?;
    match change::weigh(&work, &head, &was, asked, was.revision).await {
        Ok(_) => {
            work.commit().await?;
            Ok(Told::to(there))
        }
        Err(error) => refused(there, error),
    }
}

/// `POST /evidence/matters/{matter}/points/assessments/{id}/field` with `field`, `value`, `version`: as it is typed.
pub(crate) async fn field(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Response, Problem> {
    let (head, was) = there(&visit, matter, id).await?;
    let (name, value) = (form.get("field"), form.raw("value"));
    let mut asked = Weighed::default();
    match name {
        "direction" => asked.direction = Direction::parse(value),
        "note" => asked.note = Some(value.to_owned()),
        "bl" => match read_sources(&visit.app, matter, value).await {
            Ok(sources) => asked.sources = Some(sources),
            Err(sentence) => return Ok(shell_refusal("bl", &sentence)),
        },
        _ => return Err(Problem::not_found()),
    }
    let revision = form.get("version").parse().unwrap_or(was.revision);
    let work = visit.begin().await?;
    match change::weigh(&work, &head, &was, asked, revision).await {
        Ok(version) => {
            work.commit().await?;
            Ok(saved(visit.now_ms, version))
        }
        Err(WorkError::Invalid { field, sentence }) => Ok(shell_refusal(&field, &sentence)),
        Err(error) => Err(error.into()),
    }
}

/// `POST /evidence/matters/{matter}/points/assessments/{id}/removal`
pub(crate) async fn remove(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    _: Form,
) -> Result<Told, Problem> {
    let was = set_removed(&visit, matter, id, true).await?;
    let more = format!("&undo={id}");
    let there = place_href(matter, was.subject, &more, &was.point);
    Ok(Told::to(there).good(messages::TAKEN_OFF))
}

/// `POST /evidence/matters/{matter}/points/assessments/{id}/restoration`
pub(crate) async fn restore(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    _: Form,
) -> Result<Told, Problem> {
    let was = set_removed(&visit, matter, id, false).await?;
    let there = place_href(matter, was.subject, "", &was.point);
    Ok(Told::to(there).good(messages::PUT_BACK))
}

async fn set_removed(
    visit: &Visit,
    matter: Uuid,
    id: Uuid,
    removed: bool,
) -> Result<Assessment, Problem> {
    let head = opened(visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    let was = change::set_removed(&work, &head, id, removed).await?;
    work.commit().await?;
    Ok(was)
}

/// `POST /evidence/matters/{matter}/points/words/{subject}/{point}`: as it is typed, or the whole form without script.
pub(crate) async fn write(
    visit: Visit,
    Path((matter, subject, point)): Path<(Uuid, Uuid, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let case = case_of(&visit, matter).await?;
    let rows = rows(&visit, matter, &case).await?;
    let row = rows.iter().find(|row| row.id == point);
    let row = row.ok_or_else(Problem::not_found)?;
    let place = Place { row, subject };
    let revision = form
        .get("version")
        .parse()
        .map_err(|_| Problem::changed())?;
    let work = visit.begin().await?;
    match change::write(&work, &head, place, form.raw("value"), revision).await {
        Ok(version) => {
            work.commit().await?;
            Ok(saved(visit.now_ms, version))
        }
        Err(WorkError::Invalid { field, sentence }) => Ok(shell_refusal(&field, &sentence)),
        Err(error) => Err(error.into()),
    }
}

/// `POST /evidence/matters/{matter}/points/own` with `person`, `title`
pub(crate) async fn add_point(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let subject = subject_of(&form).unwrap_or_default();
    let case = case_of(&visit, matter).await?;
    let is_known = subject.is_nil() || case.accused.iter().any(|one| one.id == subject);
    if !is_known {
        return Err(Problem::not_found());
    }
    let work = visit.begin().await?;
    match change::add_point(&work, &head, subject, form.get("title")).await {
        Ok(id) => {
            work.commit().await?;
            let there = place_href(matter, subject, "", &id.to_string());
            Ok(Told::to(there).good(messages::POINT_ADDED).into_response())
        }
        Err(error) => {
            let there = place_href(matter, subject, "", "");
            Ok(refused(there, error)?.into_response())
        }
    }
}

/// `POST /evidence/matters/{matter}/points/own/{point}/removal`
pub(crate) async fn remove_point(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    change::set_point_removed(&work, &head, id, true).await?;
    work.commit().await?;
    let subject = subject_of(&form).unwrap_or_default();
    let there = place_href(matter, subject, &format!("&undo_point={id}"), "");
    Ok(Told::to(there).good(messages::POINT_REMOVED))
}

/// `POST /evidence/matters/{matter}/points/own/{point}/restoration`
pub(crate) async fn restore_point(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    _: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    change::set_point_removed(&work, &head, id, false).await?;
    work.commit().await?;
    let case = case_of(&visit, matter).await?;
    let rows = rows(&visit, matter, &case).await?;
    let row = rows.iter().find(|row| row.id == id.to_string());
    let subject = row.and_then(|row| row.subjects.first().copied());
    let there = place_href(matter, subject.unwrap_or_default(), "", &id.to_string());
    Ok(Told::to(there).good(messages::POINT_RESTORED))
}
