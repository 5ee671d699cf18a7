//! Sửa hoặc rút một sự kiện: a new fact that names the one it replaces, with a reason. The old one stays to be read.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use people::{Right, WorkError};
use shell::{Alert, ConfirmDialog, EntryForm, Field, Form, Page, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::known::Known;
use super::record::{RecordPage, viewer_of};
use super::{matter, record_form as parts};
use crate::entry;
use crate::load::Opened;
use crate::messages;
use crate::record::{self, RecordError, record_act};

/// The form, filled with what was recorded.
pub async fn form(
    visit: Visit,
    Path((id, fact)): Path<(Uuid, Uuid)>,
) -> Result<Page<RecordPage>, Problem> {
    let opened = allowed(&visit, id).await?;
    let draft = visit.draft(&draft_key(fact)).await?;
    Ok(Page(page(&visit, &opened, fact, &draft).await?))
}

/// Records the correction.
pub async fn add(
    visit: Visit,
    Path((id, fact)): Path<(Uuid, Uuid)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let opened = allowed(&visit, id).await?;
    let law = visit.app.law();
    let wrong = opened.fact(fact).ok_or_else(no_fact)?;
    let act = law
        .acts
        .get(&wrong.kind)
        .ok_or_else(|| Problem::NotFound(messages::NO_ACT.to_owned()))?;
    let staff = parts::staff(&visit).await?;
    let mut entry = parts::read(&mut form, act, &law, &staff);
    if act.id == "party.described" || entry.subjects.is_empty() {
        entry.subjects = wrong.subject.into_iter().collect();
    }
    match form.opt("correction_reason") {
        Some(reason) => entry.corrects = Some((fact, reason.to_owned())),
        None => form.error("correction_reason", messages::REASON_MISSING),
    }
    entry.takes_number = false;
    let seen = form.opt("seen").and_then(|seen| seen.parse().ok());
    if !form.is_good() {
        return Ok(Page::refused(page(&visit, &opened, fact, &form).await?).into_response());
    }
    let work = visit.begin().await?;
    match record_act(&work, id, entry, seen).await {
        Ok(_) => {
            shell::draft::clear(&work, &draft_key(fact)).await?;
            work.commit().await?;
            let told = Told::to(format!("/criminal/matters/{id}"));
            Ok(told
                .good("Đã ghi bản đính chính; thời hạn và sổ sách đã tính lại.")
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            let changed = matches!(error, RecordError::Changed(_));
            if changed {
                form.set("seen", opened.seen.to_string());
            }
            parts::refuse(&mut form, &law, error)?;
            let shown = page(&visit, &opened, fact, &form).await?;
            Ok(match changed {
                true => (StatusCode::CONFLICT, Page(shown)).into_response(),
                false => Page::refused(shown).into_response(),
            })
        }
    }
}

/// Withdraws a fact that was recorded by mistake.
pub async fn withdraw(
    visit: Visit,
    Path((id, fact)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Response, Problem> {
    let opened = allowed(&visit, id).await?;
    opened.fact(fact).ok_or_else(no_fact)?;
    let law = visit.app.law();
    let work = visit.begin().await?;
    match record::withdraw(&work, id, fact, form.get("reason"), None).await {
        Ok(_) => {
            work.commit().await?;
            let told = Told::to(format!("/criminal/matters/{id}"));
            Ok(told
                .good("Đã rút sự kiện ghi nhầm; sự kiện vẫn được giữ trong diễn biến cùng lý do.")
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            let mut refused = Form::default();
            parts::refuse(&mut refused, &law, error)?;
            for field in ["reason", "effective", "subject"] {
                if let Some(sentence) = refused.error_of(field).map(str::to_owned) {
                    refused.alert(Alert::new(Tone::Danger, sentence));
                }
            }
            Ok(Page::refused(page(&visit, &opened, fact, &refused).await?).into_response())
        }
    }
}

async fn allowed(visit: &Visit, id: Uuid) -> Result<Opened, Problem> {
    let opened = matter::opened(visit, id).await?;
    match visit.may_over(
        Right::CriminalFactCorrect,
        &opened.unit,
        &opened.assigned.people(),
    ) {
        true => Ok(opened),
        false => Err(WorkError::NotAllowed {
            right: Right::CriminalFactCorrect,
            unit: opened.unit,
        }
        .into()),
    }
}

fn no_fact() -> Problem {
    Problem::NotFound(messages::NO_FACT.to_owned())
}

fn draft_key(fact: Uuid) -> String {
    format!("criminal-correction-{}", fact.simple())
}

async fn page(
    visit: &Visit,
    opened: &Opened,
    fact: Uuid,
    typed: &Form,
) -> Result<RecordPage, Problem> {
    let law = visit.app.law();
    let wrong = opened.fact(fact).ok_or_else(no_fact)?;
    let act = law
        .acts
        .get(&wrong.kind)
        .ok_or_else(|| Problem::NotFound(messages::NO_ACT.to_owned()))?;
    let staff = parts::staff(visit).await?;
    let href = format!("/criminal/matters/{}/facts/{fact}", opened.id);
    let back = format!("/criminal/matters/{}", opened.id);
    let seen = typed
        .opt("seen")
        .map_or_else(|| opened.seen.to_string(), str::to_owned);
    let paper = parts::paper_fields(visit, &law, Some(opened), act, wrong.subject)
        .into_iter()
        .filter(|field| field.name != "take_number")
        .map(|field| match field.name.as_str() {
            "effective" => field.value(entry::typed_moment(&wrong.effective)),
            "number" => field.value(wrong.number.clone().unwrap_or_default()),
            "issuer" => field.value(wrong.issuer.clone().unwrap_or_default()),
            _ => field,
        })
        .collect();
    let reason = Field::long_text("correction_reason", "Lý do sửa")
        .required()
        .help("Ví dụ: ghi nhầm ngày ký; theo BL 12 là 21/05/2026.");
    let content = parts::act_fields(act, &wrong.body, &staff, Some(opened));
    let form = EntryForm::new(
        "correction",
        format!("{href}/correction"),
        "Ghi bản đính chính",
        visit.csrf.clone(),
    )
    .group("Lý do", vec![reason])
    .group(
        "Văn bản, hành vi",
        parts::with_sources(paper, &wrong.sources),
    )
    .group("Nội dung", parts::with_sources(content, &wrong.sources))
    .hidden("seen", seen)
    .cancel("Thôi", back.clone())
    .autosave(visit.autosave(&draft_key(fact), 0));
    let viewer = viewer_of(visit, opened).await?;
    let mut frame = visit
        .frame(format!("Sửa: {}", act.short_vi))
        .subtitle(format!("{} · {}", opened.title(&law), opened.code))
        .crumb("Hình sự", "/criminal")
        .crumb(opened.code.clone(), back)
        .at(opened.list().1)
        .island("entry");
    if viewer.is_some() {
        frame = frame.island("viewer").wide();
    }
    Ok(RecordPage {
        frame,
        act_name: act.name_vi.clone(),
        article: act.articles_vi(),
        needs_check: false,
        form: parts::finish(form, typed),
        viewer,
        without_scan: String::new(),
        paper: None,
        withdrawal: Some(ConfirmDialog {
            id: "withdraw".to_owned(),
            button: "Rút sự kiện này".to_owned(),
            title: format!("Rút “{}” khỏi hồ sơ?", act.short_vi),
            text: "Sự kiện không còn được tính vào trạng thái, thời hạn, số liệu, nhưng vẫn đọc được trong diễn biến cùng lý do rút.".to_owned(),
            action: format!("{href}/withdrawal"),
            confirm: "Rút sự kiện".to_owned(),
            is_grave: true,
            reason: Some("reason".to_owned()),
            csrf: visit.csrf.clone(),
        }),
        known: Known::of(visit, &law, act, Some(opened)).await?,
    })
}
