//! Biểu tách vụ án.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use law::catalogue::AccusedState;
use shell::{EntryForm, Field, FieldKind, Form, Page, Problem, Told, Visit};
use uuid::Uuid;

use super::forms::{self, FormPage};
use crate::load::Opened;
use crate::passage::messages;
use crate::passage::split::{Split, split};
use crate::screens::record_form as parts;

/// The form.
pub async fn form(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<FormPage>, Problem> {
    let opened = forms::allowed(&visit, id).await?;
    Ok(Page(page(&visit, &opened, &Form::default())))
}

/// Splits the case.
pub async fn add(visit: Visit, Path(id): Path<Uuid>, mut form: Form) -> Result<Response, Problem> {
    let opened = forms::allowed(&visit, id).await?;
    let law = visit.app.law();
    let decision = forms::decision(&mut form, &law, "case.split", &["reason", "issuer_kind"]);
    let entry = Split {
        decision,
        subjects: form
            .fields()
            .filter(|(_, typed)| *typed == "true")
            .filter_map(|(name, _)| name.strip_prefix("goes-")?.parse().ok())
            .collect(),
        case_name: form.opt("case_name").map(str::to_owned),
        docket: form.opt("docket").map(text::clean),
        takes_docket: form.is_ticked("take_docket"),
    };
    if !form.is_good() {
        return Ok(Page::refused(page(&visit, &opened, &form)).into_response());
    }
    let work = visit.begin().await?;
    match split(&work, id, entry, forms::seen(&form)).await {
        Ok(new) => {
            let code = ledger::matter(&work.tx, new)
                .await?
                .map(|row| row.code)
                .unwrap_or_default();
            work.commit().await?;
            Ok(Told::to(format!("/criminal/matters/{new}"))
                .good(format!(
                    "Đã tách vụ án. Vụ án mới: {code}; hai hồ sơ ghi liên kết với nhau."
                ))
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            parts::refuse(&mut form, &law, error)?;
            if let Some(sentence) = form.error_of("people").map(str::to_owned) {
                form.alert(shell::Alert::new(shell::Tone::Danger, sentence));
            }
            Ok(Page::refused(page(&visit, &opened, &form)).into_response())
        }
    }
}

fn page(visit: &Visit, opened: &Opened, typed: &Form) -> FormPage {
    let here = opened
        .matter
        .accused()
        .filter(|person| person.state != Some(AccusedState::MovedToOtherCase));
    let people = here
        .map(|person| {
            let label = match person.born_on {
                Some(day) => format!("{} (sinh {})", person.name_vi(), shell::vi_date(day)),
                None => person.name_vi().to_owned(),
            };
            Field::new(FieldKind::Check, format!("goes-{}", person.subject), label).columns(6)
        })
        .collect();
    let path = format!("/criminal/matters/{}/split", opened.id);
    let form = EntryForm::new("split", path, "Tách vụ án", visit.csrf.clone())
        .group("Quyết định tách vụ án", forms::paper(visit))
        .group("Bị can được tách sang vụ án mới", people)
        .group(
            "Nội dung",
            vec![
                Field::long_text("reason", "Lý do, căn cứ")
                    .required()
                    .help(messages::SPLIT_HELP),
                Field::text("case_name", "Tên vụ án mới")
                    .help("Để trống: gọi theo tên bị can và tội danh."),
            ],
        )
        .group("Thụ lý vụ án mới", forms::docket())
        .hidden("seen", opened.seen.to_string())
        .cancel("Thôi", format!("/criminal/matters/{}", opened.id));
    FormPage {
        frame: forms::frame(visit, opened, "Tách vụ án"),
        form: parts::finish(form, typed),
    }
}
