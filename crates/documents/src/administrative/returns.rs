//! Màn hình “Word trở về” của văn bản hành chính: the pages of the forms, over the fields of a letter.

use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Form, Page, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::screens::held;
use super::{acts, paper, returned};
use crate::press;
use crate::screens::Shown;
use crate::word::answer::Answer;
use crate::word::receive::ReturnError;
use crate::word::screens::{
    ChangesPage, ValueRow, answered, changes_page, handed_in, received_vi, returns,
};
use crate::word::{messages, store};

/// The files that came back, and the way for another.
pub(super) async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (draft, _) = held(&visit, id).await?;
    Ok(Page(returns(&visit, &draft.into(), String::new(), Vec::new()).await?).into_response())
}

/// Nhận một tệp.
pub(super) async fn take(
    visit: Visit,
    Path(id): Path<Uuid>,
    parts: Multipart,
) -> Result<Response, Problem> {
    let (draft, _) = held(&visit, id).await?;
    let shown = Shown::from(draft);
    shown.require(&visit, Right::DocumentsDraft)?;
    let refused = match handed_in(parts).await? {
        None => messages::NO_FILE.to_owned(),
        Some(handed) => {
            let units = visit.app.units().units().await?;
            let press = press::of(&visit.app);
            let work = visit.begin().await?;
            let means = (visit.app.files(), &press);
            match returned::receive(&work, means, &units, &shown.draft, handed).await {
                Ok(received) => {
                    work.commit().await?;
                    return Ok(received_vi(&shown, received).into_response());
                }
                Err(ReturnError::Refused(sentence)) => {
                    // What is left in the trail of a refusal stays there.
                    work.commit().await?;
                    sentence
                }
                Err(ReturnError::Work(error)) => {
                    work.rollback().await?;
                    return Err(error.into());
                }
            }
        }
    };
    Ok(Page::refused(returns(&visit, &shown, refused, Vec::new()).await?).into_response())
}

/// Trang các thay đổi của một tệp.
pub(super) async fn look(
    visit: Visit,
    Path((id, file)): Path<(Uuid, Uuid)>,
) -> Result<Page<ChangesPage>, Problem> {
    let (draft, _) = held(&visit, id).await?;
    let shown = Shown::from(draft);
    let one = store::get(visit.app.db(), &shown.draft, file).await?;
    let one = one.ok_or_else(Problem::not_found)?;
    let all = store::changes(visit.app.db(), &shown.draft, file).await?;
    let values = all.into_iter().map(|change| ValueRow {
        n: change.n,
        label: paper::label(&change.field).to_owned(),
        source: "Người soạn gõ".to_owned(),
        is_fact: false,
        answer: answered(&change.answer),
        correction: String::new(),
        before: change.before,
        after: change.after,
        said: change.said,
    });
    Ok(Page(changes_page(
        &visit,
        &shown,
        &one,
        values.collect(),
        Vec::new(),
    )))
}

/// Trả lời: one value, or every one that waits.
pub(super) async fn settle(
    visit: Visit,
    Path((id, file)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Response, Problem> {
    let (draft, _) = held(&visit, id).await?;
    let word = match Answer::named(form.get("answer")) {
        Some(Answer::Take) => "taken",
        Some(Answer::Keep) => "kept",
        _ => return Err(Problem::not_found()),
    };
    let n: Option<i64> = form.opt("n").and_then(|n| n.parse().ok());
    let units = visit.app.units().units().await?;
    let work = visit.begin().await?;
    let (mut fields, mut count) = (Vec::new(), 0);
    for change in store::changes(&work.tx, &draft, file).await? {
        if !change.answer.is_empty() || n.is_some_and(|n| n != change.n) {
            continue;
        }
        if store::answer(&work, &draft, (file, change.n), "", word).await? {
            count += 1;
            fields.extend((word == "taken").then_some((change.field, change.after)));
        }
    }
    if !fields.is_empty() {
        acts::save(&work, &units, &draft, draft.version, &fields).await?;
    }
    work.note("document.word_answered", "document", id, form.get("answer"))
        .await?;
    work.commit().await?;
    let told = Told::to(format!("/documents/office/{id}/returns/{file}"));
    Ok(match count {
        0 => told.say(Tone::Info, messages::ANSWERED).into_response(),
        _ => told.good(messages::SETTLED).into_response(),
    })
}
