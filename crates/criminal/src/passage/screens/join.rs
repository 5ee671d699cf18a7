//! Biểu nhập vụ án khác vào vụ án này.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use shell::{EntryForm, Field, Form, Page, Problem, Told, Visit};
use uuid::Uuid;

use super::forms::{self, FormPage};
use crate::load::Opened;
use crate::passage::join::join;
use crate::passage::messages;
use crate::screens::record_form as parts;

/// The form.
pub async fn form(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<FormPage>, Problem> {
    let opened = forms::allowed(&visit, id).await?;
    Ok(Page(page(&visit, &opened, &Form::default())))
}

/// Joins the other case.
pub async fn add(visit: Visit, Path(id): Path<Uuid>, mut form: Form) -> Result<Response, Problem> {
    let opened = forms::allowed(&visit, id).await?;
    let law = visit.app.law();
    let decision = forms::decision(&mut form, &law, "case.joined", &["reason", "issuer_kind"]);
    let code = form
        .required("other_case", messages::NO_OTHER)
        .unwrap_or_default();
    if !form.is_good() {
        return Ok(Page::refused(page(&visit, &opened, &form)).into_response());
    }
    let work = visit.begin().await?;
    match join(&work, id, &code, decision, forms::seen(&form)).await {
        Ok(joined) => {
            work.commit().await?;
            let end = match joined.safe_end {
                Some(end) => format!(
                    " Ngày hết thời hạn điều tra sớm hơn là {}; mốc tính tổng thời hạn cần kiểm tra.",
                    shell::vi_date(end.on)
                ),
                None => String::new(),
            };
            Ok(Told::to(format!("/criminal/matters/{id}"))
                .good(format!(
                    "Đã nhập vụ án; {} bị can tiếp tục trong vụ án này.{end}",
                    joined.people
                ))
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            parts::refuse(&mut form, &law, error)?;
            Ok(Page::refused(page(&visit, &opened, &form)).into_response())
        }
    }
}

fn page(visit: &Visit, opened: &Opened, typed: &Form) -> FormPage {
    let path = format!("/criminal/matters/{}/joining", opened.id);
    let form = EntryForm::new("joining", path, "Nhập vụ án", visit.csrf.clone())
        .group("Quyết định nhập vụ án", forms::paper(visit))
        .group(
            "Vụ án được nhập vào vụ án này",
            vec![
                Field::text("other_case", "Mã hồ sơ điện tử của vụ án kia")
                    .required()
                    .columns(6)
                    .help("Ghi ở đầu trang vụ án kia, ví dụ P68-KV03-000123."),
                Field::long_text("reason", "Lý do, căn cứ")
                    .required()
                    .help(messages::JOINT_LIMIT),
            ],
        )
        .hidden("seen", opened.seen.to_string())
        .cancel("Thôi", format!("/criminal/matters/{}", opened.id));
    FormPage {
        frame: forms::frame(visit, opened, "Nhập vụ án khác vào"),
        form: parts::finish(form, typed),
    }
}
