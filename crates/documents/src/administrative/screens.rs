//! Màn hình văn bản hành chính: the list, the draft with its paper beside it, the kept files.

use askama::Template;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use people::Right;
use serde_json::json;
use shell::{
    Alert, Badge, Choice, ConfirmDialog, EntryForm, Field, Form, Frame, Page, Problem, Routes,
    Told, Tone, Visit,
};
use uuid::Uuid;

use super::acts::{self, drawn, kind_of, leaders, office};
use super::kinds::{self, Type};
use super::paper::{CIRCULATIONS, FIELDS, URGENCIES, has, title_lines};
use super::{files, is_administrative, list, messages, returns};
use crate::door::state_vi;
use crate::draft::{self, Draft};
use crate::screens::mould::Mould;
use crate::screens::reading::Reading;
use crate::screens::refusal;
use crate::screens::remarks::{Remarks, remarks as said_of};
use crate::screens::sheet::{Piece, Sheet, drawn as sheet_of};
use crate::screens::turn::{Turn, turn};
use crate::{press, remarks};

/// The addresses.
pub fn routes() -> Routes {
    let (read, write, issue_it) = (
        Right::DocumentsRead,
        Right::DocumentsDraft,
        Right::DocumentsIssue,
    );
    Routes::new()
        .get("/documents/office", read, list::list)
        .post("/documents/office", write, begin)
        .get("/documents/office/{id}", read, show)
        .post("/documents/office/{id}", write, save_all)
        .post("/documents/office/{id}/fields", write, save_one)
        .get("/documents/office/{id}/preview", read, preview)
        .post("/documents/office/{id}/issue", issue_it, issue)
        .post("/documents/office/{id}/withdrawal", write, withdraw)
        .get("/documents/office/{id}/pdf", read, files::pdf)
        .get("/documents/office/{id}/word", read, files::word)
        .get("/documents/office/{id}/returns", read, returns::show)
        .post("/documents/office/{id}/returns", write, returns::take)
        .get("/documents/office/{id}/returns/{file}", read, returns::look)
        .post(
            "/documents/office/{id}/returns/{file}",
            write,
            returns::settle,
        )
}

#[derive(Template)]
#[template(path = "administrative/draft.html")]
struct DraftPage {
    frame: Frame,
    id: Uuid,
    badge: Badge,
    alerts: Vec<Alert>,
    form: Option<EntryForm>,
    pairs: Vec<(&'static str, String)>,
    withdrawal: Option<ConfirmDialog>,
    side: Side,
}

/// Nửa phải: the paper, what is missing, the button.
#[derive(Template)]
#[template(path = "administrative/side.html")]
struct Side {
    id: Uuid,
    csrf: String,
    version: i64,
    gaps: Vec<(String, String)>,
    check: &'static str,
    is_open: bool,
    may_issue: bool,
    turn: Turn,
    remarks: Remarks,
    sheet: Sheet,
}

// It escapes what it holds.
impl askama::filters::HtmlSafe for Side {}

async fn begin(visit: Visit, form: Form) -> Result<Response, Problem> {
    let kind = kinds::named(form.get("type"))
        .ok_or_else(|| Problem::NotFound(messages::NO_TYPE.to_owned()))?;
    let units = visit.app.units().units().await?;
    let work = visit.begin().await?;
    let id = acts::begin(&work, &units, kind).await?;
    work.commit().await?;
    Ok(Told::to(format!("/documents/office/{id}")).into_response())
}

/// An administrative document with its type, for somebody who may read it.
pub(super) async fn held(visit: &Visit, id: Uuid) -> Result<(Draft, &'static Type), Problem> {
    let not_found = || Problem::NotFound(messages::NO_DOCUMENT.to_owned());
    let draft = draft::get(visit.app.db(), id)
        .await?
        .filter(is_administrative)
        .ok_or_else(not_found)?;
    let kind = kind_of(&draft).ok_or_else(not_found)?;
    match may(visit, &draft, Right::DocumentsRead) {
        true => Ok((draft, kind)),
        false => Err(Problem::not_allowed()),
    }
}

fn may(visit: &Visit, draft: &Draft, right: Right) -> bool {
    visit.may_over(right, &draft.unit_id, &[draft.drafted_by])
}

async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<DraftPage>, Problem> {
    let (draft, kind) = held(&visit, id).await?;
    let work = visit.begin().await?;
    work.look("document", id).await?;
    work.commit().await?;
    Ok(Page(page(&visit, &draft, kind, Vec::new()).await?))
}

async fn preview(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<Side>, Problem> {
    let (draft, kind) = held(&visit, id).await?;
    Ok(Page(side(&visit, &draft, kind).await?))
}

async fn side(visit: &Visit, draft: &Draft, kind: &'static Type) -> Result<Side, Problem> {
    let units = visit.app.units().units().await?;
    let office = office(visit.app.db(), &units, draft, visit.today).await?;
    let made = drawn(draft, kind, &office);
    let is_open = draft.is_open();
    let threads = remarks::of_document(visit.app.db(), draft.id).await?;
    let may_write = may(visit, draft, Right::DocumentsDraft);
    let mould = Mould::Letter(kind, office);
    Ok(Side {
        id: draft.id,
        csrf: visit.csrf.clone(),
        version: draft.version,
        gaps: if is_open { made.gaps } else { Vec::new() },
        check: kinds::check_vi(),
        is_open,
        may_issue: is_open && may(visit, draft, Right::DocumentsIssue),
        remarks: said_of(visit, (draft, may_write), &mould, &threads),
        turn: turn(visit, &draft.clone().into(), &made.document).await?,
        sheet: sheet_of(&made.document, |span| Piece::of(span, is_open)),
    })
}

/// What its signer reads in the folder.
pub(crate) async fn reading(visit: &Visit, draft: &Draft) -> Result<Reading, Problem> {
    let kind = kind_of(draft).ok_or_else(Problem::not_found)?;
    let units = visit.app.units().units().await?;
    let office = office(visit.app.db(), &units, draft, visit.today).await?;
    let typed = draft.typed();
    let said = |name: &str| typed.get(name).filter(|words| !words.trim().is_empty());
    let pairs = FIELDS
        .into_iter()
        .filter(|(name, _)| *name != "body" && has(kind, name))
        .filter_map(|(name, label)| Some((label.to_owned(), said(name)?.clone())));
    Ok(Reading {
        above: title_lines(&draft.signer_role),
        pairs: pairs.collect(),
        checks: vec![kinds::check_vi().to_owned()],
        sheet: sheet_of(&drawn(draft, kind, &office).document, |span| {
            Piece::of(span, false)
        }),
    })
}

/// The page again, with why not.
pub(crate) async fn refused(
    visit: &Visit,
    draft: &Draft,
    alerts: Vec<Alert>,
    status: StatusCode,
) -> Result<Response, Problem> {
    let kind = kind_of(draft).ok_or_else(Problem::not_found)?;
    Ok((status, Page(page(visit, draft, kind, alerts).await?)).into_response())
}

async fn page(
    visit: &Visit,
    draft: &Draft,
    kind: &'static Type,
    alerts: Vec<Alert>,
) -> Result<DraftPage, Problem> {
    let may_write = draft.is_open() && may(visit, draft, Right::DocumentsDraft);
    let form = match may_write {
        true => Some(form_of(visit, draft, kind).await?),
        false => None,
    };
    let tone = match draft.state.as_str() {
        "issued" => Tone::Good,
        "draft" => Tone::Info,
        _ => Tone::Neutral,
    };
    let mut pairs = vec![("Trạng thái", state_vi(draft))];
    pairs.extend(
        draft
            .issued_on
            .map(|on| ("Ngày ban hành", shell::vi_date(on))),
    );
    pairs.push(("Người ký", draft.signer_name.clone()));
    let drafted_by = people::staff::person::name_of(visit.app.db(), draft.drafted_by).await?;
    pairs.push(("Người soạn", drafted_by.unwrap_or_default()));
    pairs.extend(
        draft
            .reason
            .clone()
            .filter(|reason| !reason.is_empty())
            .map(|reason| ("Lý do thu hồi", reason)),
    );
    Ok(DraftPage {
        frame: visit
            .frame(draft.title.clone())
            .subtitle(draft.about.clone())
            .crumb("Văn bản", "/documents")
            .crumb("Văn bản hành chính", "/documents/office")
            .island("drafting")
            .wide(),
        id: draft.id,
        badge: Badge::new(tone, state_vi(draft)),
        alerts,
        form,
        pairs,
        withdrawal: withdrawal(visit, draft),
        side: side(visit, draft, kind).await?,
    })
}

async fn form_of(visit: &Visit, draft: &Draft, kind: &Type) -> Result<EntryForm, Problem> {
    let units = visit.app.units().units().await?;
    let leaders = leaders(visit.app.db(), &units, &draft.unit_id, visit.today).await?;
    let threads = remarks::of_document(visit.app.db(), draft.id).await?;
    let typed = draft.typed();
    let said = |field: &str| typed.get(field).cloned().unwrap_or_default();
    let plain = |words: &[&str]| {
        words
            .iter()
            .map(|one| Choice::new(*one, *one))
            .collect::<Vec<_>>()
    };
    let signers = leaders
        .iter()
        .filter_map(|one| Some(Choice::new(one.id?.to_string(), one.name.clone())))
        .collect();
    let mut fields = vec![
        Field::choice("signer_person", "Người ký", signers)
            .value(draft.signer_id.map(|id| id.to_string()).unwrap_or_default())
            .required()
            .columns(12),
    ];
    for (name, label) in FIELDS.into_iter().filter(|(name, _)| has(kind, name)) {
        let field = match name {
            "urgency" => Field::choice(name, label, plain(&URGENCIES)).columns(6),
            "circulation" => Field::choice(name, label, plain(&CIRCULATIONS)).columns(6),
            "addressees" => Field::long_text(name, label).help("Mỗi nơi một dòng.").required(),
            "bases" => Field::long_text(name, label).help("Mỗi căn cứ một dòng.").required(),
            "recipients" => Field::long_text(name, label).help("Mỗi nơi một dòng."),
            "body" => Field::long_text(name, label)
                .help("Mỗi đoạn một dòng. “# ” đầu dòng là đề mục, “- ” là gạch đầu dòng, “Điều 1. ” là điều, “| a | b |” là hàng của bảng. Thay hết chỗ trong ngoặc vuông.")
                .required(),
            "archive" => Field::text(name, label).help("Để trống thì ghi VT.").columns(6),
            "drafting_unit" => Field::text(name, label).help("Chữ viết tắt của bộ phận soạn, ví dụ VP.").columns(6),
            _ => Field::text(name, label).required().columns(12),
        };
        let field = field.value(said(name));
        let mut waiting = threads
            .iter()
            .filter(|thread| thread.is_open() && thread.remark.field == name);
        fields.push(match waiting.next_back() {
            Some(thread) => field.warning(crate::messages::remark_of(&thread.remark)),
            None => field,
        });
    }
    let action = format!("/documents/office/{}", draft.id);
    let mut autosave = visit.autosave(&format!("document-{}", draft.id.simple()), draft.version);
    autosave.url = format!("{action}/fields");
    let form = EntryForm::new("draft", action, "Lưu bản nháp", visit.csrf.clone());
    Ok(form
        .group(kind.name_vi.clone(), fields)
        .hidden("version", draft.version.to_string())
        .autosave(autosave))
}

fn withdrawal(visit: &Visit, draft: &Draft) -> Option<ConfirmDialog> {
    let (button, title, text, reason, right) = match draft.state.as_str() {
        "issued" => (
            "Thu hồi",
            "Thu hồi văn bản đã ban hành?",
            "Số đã lấy giữ trong sổ là số hủy. Văn bản và lý do được lưu.",
            Some("reason".to_owned()),
            Right::DocumentsIssue,
        ),
        "draft" => (
            "Bỏ bản nháp",
            "Bỏ bản nháp này?",
            "Bản nháp chuyển sang mục Đã thu hồi, bỏ; chưa có số nào bị dùng.",
            None,
            Right::DocumentsDraft,
        ),
        _ => return None,
    };
    may(visit, draft, right).then(|| ConfirmDialog {
        id: "withdraw".to_owned(),
        button: button.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        action: format!("/documents/office/{}/withdrawal", draft.id),
        confirm: button.to_owned(),
        is_grave: true,
        reason,
        csrf: visit.csrf.clone(),
    })
}

/// Lưu một ô.
async fn save_one(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let (draft, _) = held(&visit, id).await?;
    let version = form.get("version").parse().unwrap_or(0);
    let name = form.get("field").to_owned();
    let units = visit.app.units().units().await?;
    let work = visit.begin().await?;
    let fields = [(name.clone(), form.raw("value").to_owned())];
    let saved_at = shell::local_time(visit.now_ms).format("%H:%M").to_string();
    match acts::save(&work, &units, &draft, version, &fields).await {
        Ok(version) => {
            work.commit().await?;
            Ok(Json(json!({ "saved_at": saved_at, "version": version })).into_response())
        }
        Err(people::WorkError::Invalid { sentence, .. }) => {
            // The trail keeps that a marked text was refused.
            work.commit().await?;
            Ok(Json(
                json!({ "saved_at": saved_at, "version": version, "errors": { name: sentence } }),
            )
            .into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Lưu cả biểu, for a browser without script and for the button.
async fn save_all(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let (draft, kind) = held(&visit, id).await?;
    let names = FIELDS
        .iter()
        .map(|(name, _)| *name)
        .chain(["signer_person"]);
    let sent: Vec<&str> = form.fields().map(|(name, _)| name).collect();
    let fields: Vec<(String, String)> = names
        .filter(|name| sent.contains(name))
        .map(|name| (name.to_owned(), form.raw(name).to_owned()))
        .collect();
    let units = visit.app.units().units().await?;
    let work = visit.begin().await?;
    match acts::save(&work, &units, &draft, draft.version, &fields).await {
        Ok(_) => {
            work.commit().await?;
            Ok(Told::to(format!("/documents/office/{id}"))
                .good(messages::SAVED)
                .into_response())
        }
        Err(people::WorkError::Invalid { sentence, .. }) => {
            work.commit().await?;
            let alerts = vec![Alert::new(Tone::Danger, sentence)];
            Ok(Page::refused(page(&visit, &draft, kind, alerts).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn issue(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    held(&visit, id).await?;
    let units = visit.app.units().units().await?;
    let version = form.get("version").parse().unwrap_or(0);
    let work = visit.begin().await?;
    match acts::issue(
        &work,
        (visit.app.files(), &press::of(&visit.app)),
        &units,
        id,
        version,
    )
    .await
    {
        Ok(number) => {
            work.commit().await?;
            Ok(Told::to(format!("/documents/office/{id}"))
                .good(messages::issued(&number))
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            let (answer, status) = refusal(&visit, error)?;
            let (now, _) = held(&visit, id).await?;
            refused(&visit, &now, answer.alerts, status).await
        }
    }
}

async fn withdraw(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    held(&visit, id).await?;
    let work = visit.begin().await?;
    match crate::issue::withdraw(&work, id, form.get("reason")).await {
        Ok(()) => {
            work.commit().await?;
            Ok(Told::to(format!("/documents/office/{id}"))
                .good(messages::WITHDRAWN)
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            let (answer, status) = refusal(&visit, error)?;
            let (now, _) = held(&visit, id).await?;
            refused(&visit, &now, answer.alerts, status).await
        }
    }
}
