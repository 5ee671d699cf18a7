//! Ghi một sự kiện: the form of one act of a matter.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use people::{Right, WorkError};
use shell::{EntryForm, Form, Page, Problem, Told, Visit};
use uuid::Uuid;

use super::form::{Staff, act_fields, finish, paper_fields, read, refuse, viewer_of};
use super::matter::{self, pages_of};
use super::new_matter::NewPage;
use crate::load::{self, Opened};
use crate::messages;
use crate::record::{RecordError, record};
use crate::rules::{Act, act};

/// `GET /civil/matters/{id}/record/{act}`
pub async fn form(
    visit: Visit,
    Path((id, act)): Path<(Uuid, String)>,
) -> Result<Page<NewPage>, Problem> {
    let (opened, act) = allowed(&visit, id, &act).await?;
    let draft = visit.draft(&key(id, act)).await?;
    Ok(Page(page(&visit, &opened, act, &draft).await?))
}

/// `POST /civil/matters/{id}/record/{act}`
pub async fn add(
    visit: Visit,
    Path((id, act)): Path<(Uuid, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let (opened, act) = allowed(&visit, id, &act).await?;
    let staff = Staff::of(&visit).await?;
    let Some(mut entry) = read(&mut form, act, &staff) else {
        let shown = page(&visit, &opened, act, &form).await?;
        return Ok(Page::refused(shown).into_response());
    };
    if act.id == "civil.party_described" {
        entry.subject = Some(Uuid::now_v7());
    }
    let seen = form.opt("seen").and_then(|seen| seen.parse().ok());
    let work = visit.begin().await?;
    match record(&work, id, entry, None, seen).await {
        Ok(_) => {
            shell::draft::clear(&work, &key(id, act)).await?;
            work.commit().await?;
            let told = Told::to(load::href(id));
            Ok(told.good(messages::recorded(&act.label)).into_response())
        }
        Err(error) => {
            work.rollback().await?;
            let changed = matches!(error, RecordError::Changed);
            if changed {
                form.set("seen", opened.seen.to_string());
            }
            refuse(&mut form, error)?;
            let shown = page(&visit, &opened, act, &form).await?;
            Ok(match changed {
                true => (StatusCode::CONFLICT, Page(shown)).into_response(),
                false => Page::refused(shown).into_response(),
            })
        }
    }
}

/// The matter and the act, for somebody who may record it there.
async fn allowed(visit: &Visit, id: Uuid, wanted: &str) -> Result<(Opened, &'static Act), Problem> {
    let opened = matter::opened(visit, id).await?;
    let found = act(wanted).filter(|act| !act.opens());
    let found = found.ok_or_else(|| Problem::NotFound(messages::NO_ACT.to_owned()))?;
    let people = opened.matter.assigned();
    let right = match found.id == "civil.prosecutor_assigned" {
        true => Right::CivilMatterAssign,
        false => Right::CivilFactRecord,
    };
    match visit.may_over(right, &opened.unit, &people) {
        true => Ok((opened, found)),
        false => {
            let unit = opened.unit;
            Err(WorkError::NotAllowed { right, unit }.into())
        }
    }
}

fn key(matter: Uuid, act: &Act) -> String {
    format!(
        "civil-{}-{}",
        matter.simple(),
        act.id.replace(['.', '_'], "-")
    )
}

async fn page(
    visit: &Visit,
    opened: &Opened,
    act: &'static Act,
    typed: &Form,
) -> Result<NewPage, Problem> {
    let staff = Staff::of(visit).await?;
    let href = matter::record_href(opened.id, &act.id);
    let back = load::href(opened.id);
    let court = opened.matter.accepted.as_ref();
    let court = court
        .and_then(|fact| fact.text("court"))
        .unwrap_or_default();
    let known = serde_json::Map::new();
    let seen = typed
        .opt("seen")
        .map_or_else(|| opened.seen.to_string(), str::to_owned);
    let form = EntryForm::new("civil-record", href, "Ghi vào hồ sơ", visit.csrf.clone())
        .group("Văn bản, sự kiện", paper_fields(visit, act, court))
        .group(
            "Nội dung",
            act_fields(act, Some(opened.matter.kind), &known, &staff),
        )
        .hidden("seen", seen)
        .cancel("Thôi", back.clone())
        .autosave(visit.autosave(&key(opened.id, act), 0));
    let frame = visit
        .frame(act.label.clone())
        .subtitle(format!("{} · {}", opened.matter.title(), opened.code))
        .crumb("Dân sự, hành chính", "/civil")
        .crumb(opened.code.clone(), back)
        .at("/civil")
        .island("entry");
    let pages = pages_of(visit, opened.id).await?;
    let shown = NewPage::of(frame, finish(form, typed));
    Ok(shown.beside(viewer_of(visit, opened, pages)))
}
