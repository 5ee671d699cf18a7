//! Biểu hủy bỏ quyết định tách, nhập vụ án.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use law::Fact;
use shell::{Alert, EntryForm, Field, Form, Page, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::forms::{self, FormPage};
use crate::load::Opened;
use crate::passage::annul::{Undone, annul, annulment};
use crate::passage::messages;
use crate::screens::record_form as parts;

/// The form.
pub async fn form(
    visit: Visit,
    Path((id, decided)): Path<(Uuid, Uuid)>,
) -> Result<Page<FormPage>, Problem> {
    let opened = forms::allowed(&visit, id).await?;
    let (fact, undone) = asked(&opened, decided)?;
    Ok(Page(page(&visit, &opened, &fact, undone, &Form::default())))
}

/// Annuls it.
pub async fn add(
    visit: Visit,
    Path((id, decided)): Path<(Uuid, Uuid)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let opened = forms::allowed(&visit, id).await?;
    let (fact, undone) = asked(&opened, decided)?;
    let law = visit.app.law();
    let decision = forms::decision(&mut form, &law, undone.act(), &["reason"]);
    if !form.is_good() {
        return Ok(Page::refused(page(&visit, &opened, &fact, undone, &form)).into_response());
    }
    let work = visit.begin().await?;
    match annul(&work, id, decided, decision, forms::seen(&form)).await {
        Ok(_) => {
            work.commit().await?;
            let words = match undone {
                Undone::Split => "Đã hủy bỏ việc tách; các bị can đã trở lại vụ án này.",
                Undone::Joined => "Đã hủy bỏ việc nhập; các bị can đã trở lại vụ án kia.",
            };
            Ok(Told::to(format!("/criminal/passages/{id}"))
                .good(words)
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            parts::refuse(&mut form, &law, error)?;
            Ok(Page::refused(page(&visit, &opened, &fact, undone, &form)).into_response())
        }
    }
}

/// The decision, while it can be annulled.
fn asked(opened: &Opened, decided: Uuid) -> Result<(Fact, Undone), Problem> {
    let fact = opened.fact(decided).cloned();
    let undone = fact.as_ref().and_then(Undone::of);
    match (fact, undone) {
        (Some(fact), Some(_)) if annulment(&opened.facts, &fact).is_some() => {
            Err(Problem::Changed(messages::ANNULLED_ALREADY.to_owned()))
        }
        (Some(fact), Some(undone)) => Ok((fact, undone)),
        _ => Err(Problem::NotFound(messages::NO_PASSAGE.to_owned())),
    }
}

fn page(visit: &Visit, opened: &Opened, fact: &Fact, undone: Undone, typed: &Form) -> FormPage {
    let law = visit.app.law();
    let (title, help) = match undone {
        Undone::Split => ("Hủy bỏ quyết định tách vụ án", messages::ANNUL_SPLIT_HELP),
        Undone::Joined => ("Hủy bỏ quyết định nhập vụ án", messages::ANNUL_JOIN_HELP),
    };
    let act = law.acts.get(&fact.kind);
    let told = format!(
        "{} số {} ngày {}: vụ án {}.",
        act.map_or("Quyết định", |act| act.short_vi.as_str()),
        fact.number.as_deref().unwrap_or("chưa ghi"),
        fact.effective.vi(),
        fact.text("other_case").unwrap_or_default()
    );
    let back = format!("/criminal/passages/{}", opened.id);
    let path = format!(
        "/criminal/matters/{}/passages/{}/annulment",
        opened.id, fact.id
    );
    let form = EntryForm::new(
        "annulment",
        path,
        "Ghi quyết định hủy bỏ",
        visit.csrf.clone(),
    )
    .alert(Alert::new(Tone::Info, told))
    .group("Quyết định hủy bỏ", forms::paper(visit))
    .group(
        "Nội dung",
        vec![
            Field::long_text("reason", "Lý do, căn cứ")
                .required()
                .help(help),
        ],
    )
    .hidden("seen", opened.seen.to_string())
    .cancel("Thôi", back);
    FormPage {
        frame: forms::frame(visit, opened, title),
        form: parts::finish(form, typed),
    }
}
