//! Sửa hoặc rút một sự kiện: a new fact that names the one it replaces, with a reason. The old one stays to be read.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use law::Fact;
use people::{Right, WorkError};
use shell::{Alert, ConfirmDialog, EntryForm, Field, Form, Page, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::form::{Staff, act_fields, finish, paper_fields, read, refuse, viewer_of, with_sources};
use super::matter::{self, pages_of};
use super::new_matter::NewPage;
use crate::cells::moment_vi;
use crate::load::{self, Opened};
use crate::messages;
use crate::record::{self, RecordError, record};
use crate::rules::{Act, act, standing};

/// `GET /civil/matters/{id}/facts/{fact}/correction`
pub async fn form(
    visit: Visit,
    Path((id, fact)): Path<(Uuid, Uuid)>,
) -> Result<Page<NewPage>, Problem> {
    let opened = allowed(&visit, id).await?;
    let draft = visit.draft(&key(fact)).await?;
    Ok(Page(page(&visit, &opened, fact, &draft).await?))
}

/// `POST /civil/matters/{id}/facts/{fact}/correction`
pub async fn add(
    visit: Visit,
    Path((id, fact)): Path<(Uuid, Uuid)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let opened = allowed(&visit, id).await?;
    let (wrong, act) = wrong(&opened, fact)?;
    let staff = Staff::of(&visit).await?;
    let why = form.get("reason").to_owned();
    if why.is_empty() {
        form.error("reason", messages::REASON_MISSING);
    }
    let Some(mut entry) = read(&mut form, act, &staff) else {
        let shown = page(&visit, &opened, fact, &form).await?;
        return Ok(Page::refused(shown).into_response());
    };
    entry.subject = wrong.subject;
    let seen = form.opt("seen").and_then(|seen| seen.parse().ok());
    let work = visit.begin().await?;
    match record(&work, id, entry, Some((fact, &why)), seen).await {
        Ok(_) => {
            shell::draft::clear(&work, &key(fact)).await?;
            work.commit().await?;
            let told = Told::to(load::href(id));
            Ok(told.good(messages::CORRECTED).into_response())
        }
        Err(error) => {
            work.rollback().await?;
            let changed = matches!(error, RecordError::Changed);
            if changed {
                form.set("seen", opened.seen.to_string());
            }
            refuse(&mut form, error)?;
            let shown = page(&visit, &opened, fact, &form).await?;
            Ok(match changed {
                true => (StatusCode::CONFLICT, Page(shown)).into_response(),
                false => Page::refused(shown).into_response(),
            })
        }
    }
}

/// `POST /civil/matters/{id}/facts/{fact}/withdrawal`
pub async fn withdraw(
    visit: Visit,
    Path((id, fact)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Response, Problem> {
    let opened = allowed(&visit, id).await?;
    wrong(&opened, fact)?;
    let work = visit.begin().await?;
    match record::withdraw(&work, id, fact, form.get("reason")).await {
        Ok(_) => {
            work.commit().await?;
            let told = Told::to(load::href(id));
            Ok(told.good(messages::WITHDRAWN).into_response())
        }
        Err(error) => {
            work.rollback().await?;
            let mut refused = Form::default();
            refuse(&mut refused, error)?;
            let mut told = Form::default();
            for (_, sentence) in refused.errors() {
                told.alert(Alert::new(Tone::Danger, sentence));
            }
            for alert in refused.alerts() {
                told.alert(alert.clone());
            }
            let shown = page(&visit, &opened, fact, &told).await?;
            Ok(Page::refused(shown).into_response())
        }
    }
}

async fn allowed(visit: &Visit, id: Uuid) -> Result<Opened, Problem> {
    let opened = matter::opened(visit, id).await?;
    let right = Right::CivilFactCorrect;
    match visit.may_over(right, &opened.unit, &opened.matter.assigned()) {
        true => Ok(opened),
        false => {
            let unit = opened.unit;
            Err(WorkError::NotAllowed { right, unit }.into())
        }
    }
}

/// The fact that is to be corrected, which still stands.
fn wrong(opened: &Opened, id: Uuid) -> Result<(&Fact, &'static Act), Problem> {
    let found = standing(&opened.facts).find(|fact| fact.id == id);
    let found = found.and_then(|fact| Some((fact, act(&fact.kind)?)));
    found.ok_or_else(|| Problem::NotFound(messages::NO_FACT.to_owned()))
}

fn key(fact: Uuid) -> String {
    format!("civil-correction-{}", fact.simple())
}

async fn page(visit: &Visit, opened: &Opened, id: Uuid, typed: &Form) -> Result<NewPage, Problem> {
    let (fact, act) = wrong(opened, id)?;
    let staff = Staff::of(visit).await?;
    let back = load::href(opened.id);
    let href = format!("{back}/facts/{id}");
    let kept = |field: Field| match field.name.as_str() {
        "effective" => field.value(moment_vi(fact.effective)),
        "number" => field.value(fact.number.clone().unwrap_or_default()),
        "issuer" => field.value(fact.issuer.clone().unwrap_or_default()),
        _ => field,
    };
    let paper = paper_fields(visit, act, "").into_iter().map(kept).collect();
    let content = act_fields(act, Some(opened.matter.kind), &fact.body, &staff);
    let reason = Field::long_text("reason", "Lý do sửa")
        .required()
        .help("Ví dụ: ghi nhầm ngày; theo thông báo là 21/05/2026.");
    let seen = typed
        .opt("seen")
        .map_or_else(|| opened.seen.to_string(), str::to_owned);
    let form = EntryForm::new(
        "civil-correction",
        format!("{href}/correction"),
        "Ghi bản đính chính",
        visit.csrf.clone(),
    )
    .group("Lý do", vec![reason])
    .group("Văn bản, sự kiện", with_sources(paper, fact))
    .group("Nội dung", with_sources(content, fact))
    .hidden("seen", seen)
    .cancel("Thôi", back.clone())
    .autosave(visit.autosave(&key(id), 0));
    let frame = visit
        .frame(format!("Sửa: {}", act.label))
        .subtitle(format!("{} · {}", opened.matter.title(), opened.code))
        .crumb("Dân sự, hành chính", "/civil")
        .crumb(opened.code.clone(), back)
        .at("/civil")
        .island("entry");
    let pages = pages_of(visit, opened.id).await?;
    let shown = NewPage::of(frame, finish(form, typed)).beside(viewer_of(visit, opened, pages));
    Ok(shown.withdrawable(withdrawal(visit, act, &href)))
}

fn withdrawal(visit: &Visit, act: &Act, href: &str) -> ConfirmDialog {
    ConfirmDialog {
        id: "withdraw".to_owned(),
        button: "Rút sự kiện này".to_owned(),
        title: format!("Rút “{}” khỏi vụ việc?", act.label),
        text: "Sự kiện không còn được tính vào trạng thái, sổ, nhưng vẫn đọc được trong diễn biến cùng lý do rút.".to_owned(),
        action: format!("{href}/withdrawal"),
        confirm: "Rút sự kiện".to_owned(),
        is_grave: true,
        reason: Some("reason".to_owned()),
        csrf: visit.csrf.clone(),
    }
}
