//! Ghi một hành vi: the entry form of one act, beside the scanned file when there is one.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use law::catalogue::Act;
use people::{Right, WorkError};
use serde::Deserialize;
use shell::{EntryForm, Form, Frame, Page, Problem, Told, Visit};
use uuid::Uuid;

use super::known::Known;
use super::matter;
use super::record_form as parts;
use super::record_read::read_again;
use crate::doors::{CaseFileDoor, PapersDoor, new_paper_href};
use crate::load::Opened;
use crate::persons::described::of_person;
use crate::record::{RecordError, record_act};
use crate::{messages, prefill};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    scan: String,
    /// The scanned page the form was filled from.
    #[serde(default)]
    page: String,
    /// The day of the act, to see the term it would have; then what else was typed of that term.
    #[serde(default)]
    effective: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    months: String,
    #[serde(default)]
    days: String,
}

impl Asked {
    /// What the address types ahead, if anything.
    fn typed(&self, visit: &Visit) -> Option<Form> {
        let typed = [
            ("effective", &self.effective),
            ("from", &self.from),
            ("months", &self.months),
            ("days", &self.days),
        ];
        let kept: Vec<_> = typed
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .collect();
        (!kept.is_empty()).then(|| Form::of(kept).sent_on(visit.today))
    }
}

#[derive(Template)]
#[template(path = "screens/record.html")]
pub(super) struct RecordPage {
    pub frame: Frame,
    pub act_name: String,
    pub article: String,
    pub needs_check: bool,
    pub form: EntryForm,
    pub viewer: Option<String>,
    pub without_scan: String,
    pub paper: Option<(String, String)>,
    pub withdrawal: Option<shell::ConfirmDialog>,
    pub known: Known,
}

/// The form.
pub async fn form(
    visit: Visit,
    Path((id, act)): Path<(Uuid, String)>,
    Query(asked): Query<Asked>,
) -> Result<Page<RecordPage>, Problem> {
    let opened = allowed(&visit, id).await?;
    let subject = asked.subject.parse().ok();
    let typed = match asked.typed(&visit) {
        Some(mut typed) => {
            let law = visit.app.law();
            parts::complete(&mut typed, &law, &opened, known_act(&law, &act)?, subject);
            typed
        }
        None => visit.draft(&draft_key(id, &act, subject)).await?,
    };
    Ok(Page(
        page(&visit, &opened, &act, subject, &typed, asked.scan != "0").await?,
    ))
}

/// Records it.
pub async fn add(
    visit: Visit,
    Path((id, act)): Path<(Uuid, String)>,
    Query(asked): Query<Asked>,
    mut form: Form,
) -> Result<Response, Problem> {
    let opened = allowed(&visit, id).await?;
    let asked_subject: Option<Uuid> = asked.subject.parse().ok();
    let law = visit.app.law();
    let row = known_act(&law, &act)?;
    let staff = parts::staff(&visit).await?;
    parts::complete(&mut form, &law, &opened, row, asked_subject);
    let mut entry = parts::read(&mut form, row, &law, &staff);
    if act == "party.described" {
        // A person of the matter is described anew; anybody else gets an id of their own.
        entry.subjects = vec![asked_subject.unwrap_or_else(Uuid::now_v7)];
    }
    let seen = form.opt("seen").and_then(|seen| seen.parse().ok());
    if !form.is_good() {
        return refused(&visit, &opened, row, &asked, &form, false).await;
    }
    let work = visit.begin().await?;
    match record_act(&work, id, entry, seen).await {
        Ok(facts) => {
            shell::draft::clear(&work, &draft_key(id, &act, asked_subject)).await?;
            work.commit().await?;
            let number = facts.first().and_then(|fact| fact.number.clone());
            let number = number
                .map(|number| format!(", số {number}"))
                .unwrap_or_default();
            let told = Told::to(format!("/criminal/matters/{id}"));
            Ok(told
                .good(format!("Đã ghi: {}{number}.", row.short_vi))
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            let changed = matches!(error, RecordError::Changed(_));
            if changed {
                form.set("seen", opened.seen.to_string());
            }
            parts::refuse(&mut form, &law, error)?;
            refused(&visit, &opened, row, &asked, &form, changed).await
        }
    }
}

/// The form again with what was typed; one that a scan filled keeps what the scan said of the paper.
async fn refused(
    visit: &Visit,
    opened: &Opened,
    act: &Act,
    asked: &Asked,
    form: &Form,
    is_changed: bool,
) -> Result<Response, Problem> {
    let subject = asked.subject.parse().ok();
    let shown = page(visit, opened, &act.id, subject, form, asked.scan != "0").await?;
    let scanned = match asked.page.parse() {
        Ok(scan) => read_again(visit, opened, act, subject, scan).await?,
        Err(_) => None,
    };
    Ok(match (scanned, is_changed) {
        (Some(read), true) => (StatusCode::CONFLICT, Page(read.beside(shown))).into_response(),
        (Some(read), false) => Page::refused(read.beside(shown)).into_response(),
        (None, true) => (StatusCode::CONFLICT, Page(shown)).into_response(),
        (None, false) => Page::refused(shown).into_response(),
    })
}

/// Opens the matter for somebody who may record in it.
pub(super) async fn allowed(visit: &Visit, id: Uuid) -> Result<Opened, Problem> {
    let opened = matter::opened(visit, id).await?;
    let people = opened.assigned.people();
    let may = |right| visit.may_over(right, &opened.unit, &people);
    if may(Right::CriminalFactRecord) || may(Right::CriminalMatterAssign) {
        return Ok(opened);
    }
    Err(WorkError::NotAllowed {
        right: Right::CriminalFactRecord,
        unit: opened.unit,
    }
    .into())
}

/// The act with an id.
pub(super) fn known_act<'l>(law: &'l law::Law, act: &str) -> Result<&'l Act, Problem> {
    law.acts
        .get(act)
        .ok_or_else(|| Problem::NotFound(messages::NO_ACT.to_owned()))
}

fn draft_key(matter: Uuid, act: &str, subject: Option<Uuid>) -> String {
    let subject = subject
        .map(|subject| format!("-{}", subject.simple()))
        .unwrap_or_default();
    format!(
        "criminal-{}-{}{subject}",
        matter.simple(),
        act.replace(['.', '_'], "-")
    )
}

/// Where the viewer reads the scanned file, when there are pages and the person may read them.
pub(super) async fn viewer_of(visit: &Visit, opened: &Opened) -> Result<Option<String>, Problem> {
    let Some(door) = visit.app.find::<CaseFileDoor>() else {
        return Ok(None);
    };
    if !visit.may_over(Right::CasefileRead, &opened.unit, &opened.holders()) {
        return Ok(None);
    }
    let pages = door.0.pages(visit.app.db(), opened.id).await?;
    Ok((pages > 0).then(|| format!("/casefile/matters/{}/file", opened.id)))
}

/// The page of the form, with what was typed.
pub(super) async fn page(
    visit: &Visit,
    opened: &Opened,
    act: &str,
    subject: Option<Uuid>,
    typed: &Form,
    wants_scan: bool,
) -> Result<RecordPage, Problem> {
    let law = visit.app.law();
    let row = known_act(&law, act)?;
    let staff = parts::staff(visit).await?;
    let known = match (act, subject) {
        ("party.described", Some(subject)) => of_person(&opened.facts, subject)
            .map(|fact| fact.body)
            .unwrap_or_default(),
        _ => prefill::prefill(&law, opened, row, subject),
    };
    let href = matter::record_href(opened.id, act, subject);
    let seen = typed
        .opt("seen")
        .map_or_else(|| opened.seen.to_string(), str::to_owned);
    let back = format!("/criminal/matters/{}", opened.id);
    let lately = Known::of(visit, &law, row, Some(opened)).await?;
    let mut paper_fields = parts::paper_fields(visit, &law, Some(opened), row, subject);
    lately.usual_issuer(&mut paper_fields);
    let form = EntryForm::new("record", href.clone(), "Ghi vào hồ sơ", visit.csrf.clone())
        .group("Văn bản, hành vi", paper_fields)
        .group(
            "Nội dung",
            parts::act_fields(row, &known, &staff, Some(opened)),
        )
        .hidden("seen", seen)
        .cancel("Thôi", back.clone())
        .autosave(visit.autosave(&draft_key(opened.id, act, subject), 0));
    let viewer = viewer_of(visit, opened).await?.filter(|_| wants_scan);
    let joint = if href.contains('?') { '&' } else { '?' };
    let mut frame = visit
        .frame(row.short_vi.clone())
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
        act_name: row.name_vi.clone(),
        article: row.articles_vi(),
        needs_check: row.certainty.needs_check() && row.is_legal_act(),
        form: parts::finish(form, typed),
        without_scan: match viewer.is_some() {
            true => format!("{href}{joint}scan=0"),
            false => String::new(),
        },
        viewer,
        paper: paper(visit, opened, row, subject),
        withdrawal: None,
        known: lately,
    })
}

/// The way to draw the paper up here instead of entering one that exists.
fn paper(
    visit: &Visit,
    opened: &Opened,
    act: &Act,
    subject: Option<Uuid>,
) -> Option<(String, String)> {
    let form = act.form_for(subject.is_some())?;
    paper_link(visit, opened, form, subject)
        .map(|href| (format!("Soạn văn bản theo mẫu {form}"), href))
}

/// Where a paper of a form begins, when there is a template and the person may draft.
pub(super) fn paper_link(
    visit: &Visit,
    opened: &Opened,
    form: &str,
    subject: Option<Uuid>,
) -> Option<String> {
    let door = visit.app.find::<PapersDoor>()?;
    let may = door.0.has_form(form)
        && visit.may_over(
            Right::DocumentsDraft,
            &opened.unit,
            &opened.assigned.people(),
        );
    may.then(|| new_paper_href(form, opened.id, subject))
}
