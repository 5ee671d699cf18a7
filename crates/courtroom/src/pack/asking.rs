//! Yêu cầu lập gói: the order is kept and queued, and the pass phrase stands there until the person says that it is noted, since nobody can
//! tell it later.

use askama::Template;
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::Right;
use shell::{Form, Frame, Page, Problem, Told, Visit, vi_date};
use uuid::Uuid;

use super::{
    making, messages,
    screens::refused,
    store::{self, NewPack},
};
use crate::{list::page::href, opened::opened};

#[derive(Template)]
#[template(path = "pack/phrase.html")]
struct PhrasePage {
    frame: Frame,
    phrase: String,
    pack: String,
    trial_on: String,
    said: &'static str,
}

/// `POST /courtroom/matters/{matter}/packs`
pub(crate) async fn make(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CourtroomPresent).await?;
    head.require(&visit, Right::CasefileRead)?;
    // The same order sent twice, as by loading its answer anew, is one pack.
    if let Ok(id) = form.get("pack").parse::<Uuid>()
        && let Some(pack) = store::by_id(visit.app.db(), id).await?
    {
        if pack.matter_id != head.id {
            return Err(Problem::not_found());
        }
        let there = Told::to(format!("/courtroom/packs/{id}"));
        return Ok(there.good(messages::ASKED_BEFORE).into_response());
    }
    let mut form = form.sent_on(visit.today);
    let units = visit.app.units().units().await?;
    let holders = making::holders(visit.app.db(), &units, &head.unit, visit.today).await?;
    let Some(new) = making::read(&mut form, &holders, visit.today).await? else {
        return refused(&visit, &head, &form).await;
    };
    let work = visit.begin().await?;
    match store::ask(&work, visit.app.key(), &head, &new).await {
        Ok(()) => {
            work.commit().await?;
            visit.app.jobs().ring();
            Ok(noted(&visit, &head, &new, form.raw("phrase")))
        }
        Err(error) => {
            form.refuse(error)?;
            refused(&visit, &head, &form).await
        }
    }
}

/// The page that is left by saying that the pass phrase is noted. No copy of it stays with the browser.
fn noted(visit: &Visit, head: &MatterHead, new: &NewPack, phrase: &str) -> Response {
    let page = PhrasePage {
        frame: visit
            .frame("Ghi lại mật khẩu của gói")
            .subtitle(head.title.clone())
            .crumb("Phiên tòa", "/courtroom")
            .crumb("Danh mục trình chiếu", href(head.id)),
        phrase: phrase.trim().to_owned(),
        pack: format!("/courtroom/packs/{}", new.id),
        trial_on: vi_date(new.trial_on),
        said: messages::NOTE_PHRASE,
    };
    let mut answer = Page(page).into_response();
    let kept = header::HeaderValue::from_static("private, no-store");
    answer.headers_mut().insert(header::CACHE_CONTROL, kept);
    answer
}
