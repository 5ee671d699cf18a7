//! Các nút của phần diễn biến: record what is not recorded yet, annul a session, undo that. Each goes back to the report.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use people::{Right, WorkError};
use shell::{Form, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::{Recorded, annulment, record};
use crate::{list, messages, opened::session_of};

fn report(id: Uuid) -> Told {
    Told::to(format!("/courtroom/sessions/{id}/report"))
}

fn said(id: Uuid, recorded: &Recorded) -> Response {
    match recorded {
        Recorded::Refused(why) => {
            let sentence = messages::not_recorded(why);
            report(id).say(Tone::Warning, sentence).into_response()
        }
        _ => report(id).good(messages::RECORDED).into_response(),
    }
}

/// `POST /courtroom/sessions/{session}/fact`
pub(crate) async fn fact(visit: Visit, Path(id): Path<Uuid>, _: Form) -> Result<Response, Problem> {
    let (_, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    list::store::require(&work, &head).await?;
    let recorded = record(&work, &head, id).await?;
    work.commit().await?;
    Ok(said(id, &recorded))
}

/// `POST /courtroom/sessions/{session}/annulment` with `why`
pub(crate) async fn annul(
    visit: Visit,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let (_, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    match annulment::annul(&work, &head, id, form.get("why")).await {
        Ok(()) => {
            work.commit().await?;
            Ok(report(id).good(messages::ANNULLED).into_response())
        }
        Err(WorkError::Invalid { sentence, .. }) => {
            Ok(report(id).say(Tone::Warning, sentence).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /courtroom/sessions/{session}/annulment/withdrawal`
pub(crate) async fn reinstate(
    visit: Visit,
    Path(id): Path<Uuid>,
    _: Form,
) -> Result<Response, Problem> {
    let (_, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    let recorded = annulment::reinstate(&work, &head, id).await?;
    work.commit().await?;
    Ok(match &recorded {
        Recorded::Refused(_) => said(id, &recorded),
        _ => report(id).good(messages::REINSTATED).into_response(),
    })
}
