//! Biểu chuyển hồ sơ cho Viện kiểm sát khác.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use shell::{Choice, EntryForm, Field, Form, Page, Problem, Told, Visit};
use uuid::Uuid;

use super::forms::{self, FormPage};
use crate::load::Opened;
use crate::passage::receivers::Receivers;
use crate::passage::{messages, transfer};
use crate::screens::record_form as parts;

/// The form.
pub async fn form(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<FormPage>, Problem> {
    let opened = forms::allowed(&visit, id).await?;
    Ok(Page(page(&visit, &opened, &Form::default()).await?))
}

/// Records the decision.
pub async fn add(visit: Visit, Path(id): Path<Uuid>, mut form: Form) -> Result<Response, Problem> {
    let opened = forms::allowed(&visit, id).await?;
    let law = visit.app.law();
    let ways = transfer::ways(&law, &opened, visit.today);
    let kind = ways
        .iter()
        .find(|way| **way == form.get("kind"))
        .or(ways.first());
    let Some(kind) = kind else {
        return Err(Problem::NotFound(crate::messages::NO_ACT.to_owned()));
    };
    let decision = forms::decision(&mut form, &law, kind, &["reason"]);
    let to = form
        .required("to_unit", messages::TO_UNIT_MISSING)
        .unwrap_or_default();
    if !form.is_good() {
        return Ok(Page::refused(page(&visit, &opened, &form).await?).into_response());
    }
    let work = visit.begin().await?;
    match transfer::send(&work, id, &to, decision, forms::seen(&form)).await {
        Ok(()) => {
            work.commit().await?;
            Ok(Told::to(format!("/criminal/matters/{id}"))
                .good("Đã ghi quyết định chuyển. Hồ sơ ở trạng thái đang chuyển đến khi nơi nhận nhận.")
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            parts::refuse(&mut form, &law, error)?;
            Ok(Page::refused(page(&visit, &opened, &form).await?).into_response())
        }
    }
}

async fn page(visit: &Visit, opened: &Opened, typed: &Form) -> Result<FormPage, Problem> {
    let law = visit.app.law();
    let tree = visit.app.units().units().await?;
    let own = tree.covers(&opened.unit, visit.today);
    let receivers = Receivers::embedded();
    let units = tree
        .tree(visit.today)
        .into_iter()
        .filter(|branch| receivers.takes(branch.unit) && !own.unit(&branch.unit.key))
        .map(|branch| Choice::new(&branch.unit.key, branch.unit.short_name()))
        .collect();
    let kinds: Vec<Choice> = transfer::ways(&law, opened, visit.today)
        .into_iter()
        .filter_map(|kind| law.acts.get(kind))
        .map(|act| Choice::new(&act.id, &act.name_vi))
        .collect();
    let first = kinds
        .first()
        .map(|kind| kind.value.clone())
        .unwrap_or_default();
    let path = format!("/criminal/matters/{}/transfer", opened.id);
    let form = EntryForm::new(
        "transfer",
        path,
        "Ghi quyết định chuyển",
        visit.csrf.clone(),
    )
    .group("Quyết định chuyển", forms::paper(visit))
    .group(
        "Nơi nhận",
        vec![
            Field::choice("kind", "Quyết định", kinds)
                .value(first)
                .required()
                .columns(6),
            Field::choice("to_unit", "Viện kiểm sát nhận", units)
                .required()
                .columns(6),
            Field::long_text("reason", "Lý do, căn cứ").required(),
        ],
    )
    .hidden("seen", opened.seen.to_string())
    .cancel("Thôi", format!("/criminal/matters/{}", opened.id));
    Ok(FormPage {
        frame: forms::frame(visit, opened, "Chuyển cho Viện kiểm sát khác"),
        form: parts::finish(form, typed),
    })
}
