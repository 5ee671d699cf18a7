//! Màn hình soạn văn bản: the fields on the left, the page on the right; an issued document shows what was issued.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use people::Right;
use shell::{Alert, Badge, ConfirmDialog, EntryForm, Frame, Page, Problem, Tone, Visit};
use uuid::Uuid;

use super::fields::{self, Sources};
use super::leaves::leaves;
use super::side::{Answer, Beside, Side, side};
use super::{Held, held};
use crate::administrative::{href, is_administrative};
use crate::argument::Outline;
use crate::door::state_vi;
use crate::issue::fresh;
use crate::office::signers;
use crate::paper::{self, Paper, Stale, compose};
use crate::rules::{Context, Signer};
use crate::{draft as kept, messages, remarks};

/// The page.
#[derive(Template)]
#[template(path = "screens/draft.html")]
pub struct DraftPage {
    frame: Frame,
    id: Uuid,
    badge: Badge,
    form: Option<EntryForm>,
    pairs: Vec<(&'static str, String)>,
    alerts: Vec<Alert>,
    withdrawal: Option<ConfirmDialog>,
    has_files: bool,
    matter: Uuid,
    /// The structured editor of the form, by its name.
    argument: Option<String>,
    /// The facts say nothing that the draft does not.
    has_seen_all: bool,
    side: Side,
}

struct Made {
    paper: Paper,
    fresh: Context,
    stale: Vec<Stale>,
    signers: Vec<Signer>,
    beside: Beside,
}

/// The page.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let there = kept::get(visit.app.db(), id).await?;
    if let Some(there) = there.filter(is_administrative) {
        return Ok(Redirect::to(&href(&there)).into_response());
    }
    let held = held(&visit, id).await?;
    let page = page(&visit, &held, Answer::default()).await?;
    let work = visit.begin().await?;
    work.look("document", id).await?;
    if page.has_seen_all && held.draft.facts_seen < held.opened.seen {
        kept::has_seen(&work, &held.draft, held.opened.seen).await?;
    }
    work.commit().await?;
    Ok(Page(page).into_response())
}

/// Nửa phải, after a save.
pub async fn preview(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<Side>, Problem> {
    let held = held(&visit, id).await?;
    let made = make(&visit, &held).await?;
    let sources = fields::sources(&visit, &held.opened, &made.paper, &made.fresh).await?;
    Ok(Page(side(
        &visit,
        &held,
        &made.paper,
        made.stale,
        &sources,
        made.beside,
        Answer::default(),
    )))
}

async fn make(visit: &Visit, held: &Held) -> Result<Made, Problem> {
    let (db, law) = (visit.app.db(), visit.app.law());
    let draft = &held.draft;
    let day = draft.issued_on.unwrap_or(visit.today);
    let template = paper::form(&draft.form, day)
        .ok_or_else(|| Problem::NotFound(messages::NO_FORM.to_owned()))?;
    let units = visit.app.units().units().await?;
    let signer = Signer {
        id: draft.signer_id,
        name: draft.signer_name.clone(),
        role: draft.signer_role.clone(),
    };
    let now = fresh(
        db,
        &law,
        &units,
        &held.opened,
        &template,
        (draft.subject_id, &signer),
        visit.today,
    )
    .await?;
    let stale = if draft.is_open() {
        paper::stale(&template, draft, &now)
    } else {
        Vec::new()
    };
    let signers = signers(db, &units, &held.opened.unit, &template, visit.today).await?;
    let paper = compose(draft, template, visit.today);
    let texts: Vec<String> = paper
        .filled
        .document
        .texts()
        .map(|one| one.plain())
        .collect();
    let beside = Beside {
        threads: remarks::of_document(db, draft.id).await?,
        turn: super::turn::turn(visit, &held.clone().into(), &paper.filled.document).await?,
        leaves: leaves(visit, draft.matter_id, &texts).await?,
    };
    Ok(Made {
        paper,
        fresh: now,
        stale,
        signers,
        beside,
    })
}

/// The page of a document, with what is told about an attempt to issue it.
pub(super) async fn page(
    visit: &Visit,
    held: &Held,
    mut answer: Answer,
) -> Result<DraftPage, Problem> {
    let draft = &held.draft;
    let made = make(visit, held).await?;
    let sources = match draft.is_open() {
        true => fields::sources(visit, &held.opened, &made.paper, &made.fresh).await?,
        false => Sources::default(),
    };
    let may_write = draft.is_open() && held.may(visit, Right::DocumentsDraft);
    let form = may_write.then(|| {
        let threads = &made.beside.threads;
        fields::form(visit, held, &made.paper, &sources, &made.signers, threads)
    });
    let outline = Outline::of(&draft.form);
    let tone = match draft.state.as_str() {
        "issued" => Tone::Good,
        "draft" => Tone::Info,
        _ => Tone::Neutral,
    };
    let mut frame = visit
        .frame(draft.title.clone())
        .subtitle(format!(
            "{} · Mẫu {} · Hồ sơ {}",
            draft.about, draft.form, held.opened.code
        ))
        .crumb("Văn bản", "/documents")
        .crumb("Hồ sơ", format!("/criminal/matters/{}", draft.matter_id))
        .island("drafting")
        .wide();
    frame.csrf.clone_from(&visit.csrf);
    // Above everything, so that a phone shows it first.
    let mut alerts = std::mem::take(&mut answer.alerts);
    if answer.asks_confirmation {
        let last = alerts.pop();
        alerts.extend(last.map(|last| last.link("Xác nhận và ban hành", "#issue")));
    }
    if !["withdrawn", "replaced"].contains(&draft.state.as_str()) {
        alerts.extend(super::doubts::doubts(visit, draft).await?);
    }
    if draft.state == "issued" && !fact_stands(held) {
        alerts.push(Alert::new(Tone::Warning, messages::FACT_GONE));
    }
    Ok(DraftPage {
        id: draft.id,
        badge: Badge::new(tone, state_vi(draft)),
        form,
        pairs: pairs(visit, held).await?,
        alerts,
        withdrawal: withdrawal(visit, held),
        has_files: draft.pdf.is_some(),
        matter: draft.matter_id,
        argument: outline.map(|outline| outline.title_vi.clone()),
        has_seen_all: made.stale.is_empty(),
        side: side(
            visit,
            held,
            &made.paper,
            made.stale,
            &sources,
            made.beside,
            answer,
        ),
        frame,
    })
}

fn fact_stands(held: &Held) -> bool {
    held.draft.fact_id.is_some_and(|fact| {
        criminal::standing::standing(&held.opened.facts).any(|one| one.id == fact)
    })
}

/// What became of the document.
async fn pairs(visit: &Visit, held: &Held) -> Result<Vec<(&'static str, String)>, Problem> {
    let draft = &held.draft;
    let name = async |person: Uuid| -> Result<String, Problem> {
        Ok(people::staff::person::name_of(visit.app.db(), person)
            .await?
            .unwrap_or_default())
    };
    let mut pairs = vec![("Trạng thái", state_vi(draft))];
    if let Some(on) = draft.issued_on {
        pairs.push(("Ngày ban hành", shell::vi_date(on)));
    }
    pairs.push(("Người ký", draft.signer_name.clone()));
    if let Some(person) = draft.issued_by {
        pairs.push(("Người ban hành trên hệ thống", name(person).await?));
    }
    pairs.push((
        "Người soạn",
        format!(
            "{}, {}",
            name(draft.drafted_by).await?,
            shell::vi_time(draft.drafted_at)
        ),
    ));
    if draft.state == "withdrawn" {
        pairs.push((
            "Người thu hồi",
            format!(
                "{}, {}",
                name(draft.changed_by).await?,
                shell::vi_time(draft.changed_at)
            ),
        ));
        pairs.extend(
            draft
                .reason
                .clone()
                .filter(|reason| !reason.is_empty())
                .map(|reason| ("Lý do", reason)),
        );
    }
    Ok(pairs)
}

fn withdrawal(visit: &Visit, held: &Held) -> Option<ConfirmDialog> {
    let draft: &kept::Draft = &held.draft;
    let action = format!("/documents/{}/withdrawal", draft.id);
    let dialog = |button: &str, title: &str, text: &str, reason: Option<String>| ConfirmDialog {
        id: "withdraw".to_owned(),
        button: button.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        action: action.clone(),
        confirm: button.to_owned(),
        is_grave: true,
        reason,
        csrf: visit.csrf.clone(),
    };
    match draft.state.as_str() {
        "issued" if held.may(visit, Right::DocumentsIssue) => Some(dialog(
            "Thu hồi",
            "Thu hồi văn bản đã ban hành?",
            "Sự kiện đã ghi được rút khỏi hồ sơ, thời hạn tính lại; số đã lấy giữ trong sổ là số hủy. Văn bản và lý do được lưu.",
            Some("reason".to_owned()),
        )),
        "draft" if held.may(visit, Right::DocumentsDraft) => Some(dialog(
            "Bỏ bản nháp",
            "Bỏ bản nháp này?",
            "Bản nháp chuyển sang mục Đã thu hồi, bỏ; chưa có số nào bị dùng.",
            None,
        )),
        _ => None,
    }
}
