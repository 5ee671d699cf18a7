//! Việc trên sơ đồ qua màn hình: what the island asks is read, done, and the diagram answered anew.

use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::{Right, Work, WorkError};
use serde::Deserialize;
use shell::{Form, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::{
    change::{self, Fields, Place},
    derive, messages,
    model::Model,
    renewal, undo,
    view::{View, view_of},
};
use crate::{Source, drawing::Mark, opened::opened, read_sources};

type Answer = Result<Json<View>, Problem>;
type At = Path<(Uuid, Uuid)>;
type AtPart = Path<(Uuid, Uuid, Uuid)>;

async fn asked(visit: &Visit, matter: Uuid) -> Result<(MatterHead, Work), Problem> {
    let head = opened(visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    Ok((head, work))
}

async fn done(visit: &Visit, (head, work): (MatterHead, Work), id: Uuid, said: String) -> Answer {
    work.commit().await?;
    view_of(visit, &head, id, said).await.map(Json)
}

fn href(matter: Uuid) -> String {
    format!("/evidence/matters/{matter}/diagrams")
}

/// `POST …/diagrams` with `kind`, `title`: made, and filled with what the matter knows.
pub(super) async fn add_diagram(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let proposed = derive::proposed(&visit.app, matter).await?;
    let work = visit.begin().await?;
    match change::add_diagram(&work, &head, form.get("kind"), form.get("title")).await {
        Ok(id) => {
            renewal::renew(&work, &head, &proposed).await?;
            work.commit().await?;
            let there = Told::to(format!("{}/{id}", href(matter)));
            Ok(there.good(messages::MADE).into_response())
        }
        Err(WorkError::Invalid { sentence, .. }) => Ok(Told::to(href(matter))
            .say(Tone::Warning, sentence)
            .into_response()),
        Err(error) => Err(error.into()),
    }
}

#[derive(Deserialize)]
pub(super) struct Title {
    title: String,
}

/// `PUT …/diagrams/{id}`
pub(super) async fn rename(
    visit: Visit,
    Path((matter, id)): At,
    Json(asked_for): Json<Title>,
) -> Answer {
    let (head, work) = asked(&visit, matter).await?;
    change::rename(&work, &head, id, &asked_for.title).await?;
    done(&visit, (head, work), id, String::new()).await
}

/// `DELETE …/diagrams/{id}`: kept, see [`restore_diagram`].
pub(super) async fn remove_diagram(
    visit: Visit,
    Path((matter, id)): At,
) -> Result<Json<serde_json::Value>, Problem> {
    let (head, work) = asked(&visit, matter).await?;
    change::set_removed(&work, &head, id, true).await?;
    work.commit().await?;
    Ok(Json(serde_json::json!({ "href": href(matter) })))
}

/// `POST …/diagrams/{id}/restoration`
pub(super) async fn restore_diagram(
    visit: Visit,
    Path((matter, id)): At,
    _: Form,
) -> Result<Told, Problem> {
    let (head, work) = asked(&visit, matter).await?;
    change::set_removed(&work, &head, id, false).await?;
    work.commit().await?;
    Ok(Told::to(format!("{}/{id}", href(matter))).good(messages::RESTORED))
}

/// `POST …/diagrams/{id}/renewal`
pub(super) async fn renew(visit: Visit, Path((matter, id)): At) -> Answer {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let proposed = derive::proposed(&visit.app, matter).await?;
    let work = visit.begin().await?;
    let renewed = renewal::renew(&work, &head, &proposed).await?;
    let said = messages::renewed(renewed.fresh, renewed.moved, renewed.gone);
    done(&visit, (head, work), id, said).await
}

/// Leaves as typed; what cannot be read is a sentence for the field.
async fn leaves(
    visit: &Visit,
    matter: Uuid,
    fields: &Fields,
) -> Result<Option<Vec<Source>>, Problem> {
    let Some(typed) = &fields.bl else {
        return Ok(None);
    };
    let read = read_sources(&visit.app, matter, typed).await;
    Ok(Some(
        read.map_err(|sentence| WorkError::invalid("bl", sentence))?,
    ))
}

/// `POST …/parts`
pub(super) async fn add(
    visit: Visit,
    Path((matter, id)): At,
    Json(fields): Json<Fields>,
) -> Answer {
    let sources = leaves(&visit, matter, &fields).await?.unwrap_or_default();
    let (head, work) = asked(&visit, matter).await?;
    let part = change::add(&work, &head, (fields, sources)).await?;
    done(&visit, (head, work), id, part.to_string()).await
}

/// `PUT …/parts/{part}`: as it is typed.
pub(super) async fn alter(
    visit: Visit,
    Path((matter, id, part)): AtPart,
    Json(fields): Json<Fields>,
) -> Answer {
    let sources = leaves(&visit, matter, &fields).await?;
    let (head, work) = asked(&visit, matter).await?;
    change::alter(&work, &head, part, (fields, sources)).await?;
    done(&visit, (head, work), id, String::new()).await
}

/// `DELETE …/parts/{part}`
pub(super) async fn remove(visit: Visit, Path((matter, id, part)): AtPart) -> Answer {
    let (head, work) = asked(&visit, matter).await?;
    change::set_part_removed(&work, &head, part, true).await?;
    done(&visit, (head, work), id, String::new()).await
}

/// `POST …/parts/{part}/restoration`
pub(super) async fn restore(visit: Visit, Path((matter, id, part)): AtPart) -> Answer {
    let (head, work) = asked(&visit, matter).await?;
    change::set_part_removed(&work, &head, part, false).await?;
    done(&visit, (head, work), id, String::new()).await
}

/// `POST …/parts/{part}/confirmation`
pub(super) async fn confirm(visit: Visit, Path((matter, id, part)): AtPart) -> Answer {
    let (head, work) = asked(&visit, matter).await?;
    change::confirm(&work, &head, &[part]).await?;
    done(&visit, (head, work), id, String::new()).await
}

/// `POST …/diagrams/{id}/confirmation`: everything proposed that stands in this diagram and has its pages.
pub(super) async fn confirm_all(visit: Visit, Path((matter, id)): At) -> Answer {
    let (head, work) = asked(&visit, matter).await?;
    let model = Model::of(visit.app.db(), matter, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let is_open = |marks: &[Mark]| marks == [Mark::Proposed];
    let ids: Vec<Uuid> = model
        .shown()
        .filter(|part| is_open(&part.marks))
        .map(|part| part.row.id)
        .collect();
    if !ids.is_empty() {
        change::confirm(&work, &head, &ids).await?;
    }
    done(&visit, (head, work), id, String::new()).await
}

/// `PUT …/places`
pub(super) async fn place(
    visit: Visit,
    Path((matter, id)): At,
    Json(places): Json<Vec<Place>>,
) -> Answer {
    let (head, work) = asked(&visit, matter).await?;
    change::place(&work, &head, id, &places).await?;
    done(&visit, (head, work), id, String::new()).await
}

/// `DELETE …/places`
pub(super) async fn unplace(visit: Visit, Path((matter, id)): At) -> Answer {
    let (head, work) = asked(&visit, matter).await?;
    change::unplace(&work, &head, id).await?;
    done(&visit, (head, work), id, String::new()).await
}

/// `PUT …/steps`: groups in the order in which they appear.
pub(super) async fn steps(
    visit: Visit,
    Path((matter, id)): At,
    Json(groups): Json<Vec<Vec<Uuid>>>,
) -> Answer {
    let (head, work) = asked(&visit, matter).await?;
    change::steps(&work, &head, id, &groups).await?;
    done(&visit, (head, work), id, String::new()).await
}

/// `POST …/undo`
pub(super) async fn undo(visit: Visit, Path((matter, id)): At) -> Answer {
    let (head, work) = asked(&visit, matter).await?;
    crate::opened::hold(&work, &head).await?;
    undo::undo(&work, &head).await?;
    done(&visit, (head, work), id, String::new()).await
}

/// `POST …/redo`
pub(super) async fn redo(visit: Visit, Path((matter, id)): At) -> Answer {
    let (head, work) = asked(&visit, matter).await?;
    crate::opened::hold(&work, &head).await?;
    undo::redo(&work, &head).await?;
    done(&visit, (head, work), id, String::new()).await
}
