//! Ý kiến về bản nháp trên màn hình: the list beside the paper, and what is said, answered and settled.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Choice, Form, Problem, Told, Visit};
use uuid::Uuid;

use super::mould::Mould;
use super::{Shown as Document, shown as opened};
use crate::administrative::href;
use crate::draft::Draft;
use crate::remarks::{self, Thread};

/// What was said, as it is read.
struct Said {
    who: String,
    at: String,
    words: String,
}

/// A remark as the page shows it.
struct Shown {
    id: Uuid,
    place: String,
    anchor: String,
    passage: String,
    said: Said,
    answers: Vec<Said>,
    settled: Option<String>,
    version: i64,
}

/// Các ý kiến, beside the paper.
#[derive(Template)]
#[template(path = "screens/remarks.html")]
pub struct Remarks {
    id: Uuid,
    csrf: String,
    open: Vec<Shown>,
    settled: Vec<Shown>,
    fields: Vec<Choice>,
    may_write: bool,
}

// It escapes what it holds.
impl askama::filters::HtmlSafe for Remarks {}

/// The remarks of a document; every one who may read it sees them.
pub(crate) fn remarks(
    visit: &Visit,
    (draft, may_write): (&Draft, bool),
    mould: &Mould,
    threads: &[Thread],
) -> Remarks {
    let shown = |thread: &Thread| shown(mould, thread);
    let fields = mould.fields().into_iter();
    Remarks {
        id: draft.id,
        csrf: visit.csrf.clone(),
        open: threads
            .iter()
            .filter(|one| one.is_open())
            .map(shown)
            .collect(),
        settled: threads
            .iter()
            .filter(|one| !one.is_open())
            .map(shown)
            .collect(),
        fields: fields
            .map(|(name, label)| Choice::new(name, label))
            .collect(),
        may_write: may_write && remarks::takes_remarks(draft),
    }
}

fn shown(mould: &Mould, thread: &Thread) -> Shown {
    let said = |one: &remarks::Remark| Said {
        who: one.said_by_name.clone(),
        at: shell::vi_time(one.said_at),
        words: one.words.clone(),
    };
    let remark = &thread.remark;
    let label = mould.label(&remark.field);
    Shown {
        id: remark.id,
        anchor: match label {
            Some(_) => remark.field.replace('.', "-"),
            None => String::new(),
        },
        place: label.unwrap_or_else(|| "Cả văn bản".to_owned()),
        passage: remark.passage.clone(),
        said: said(remark),
        answers: thread.answers.iter().map(said).collect(),
        settled: remark.settled_at.map(|at| {
            let who = remark.settled_by_name.clone().unwrap_or_default();
            format!("{who} ghi đã giải quyết lúc {}", shell::vi_time(at))
        }),
        version: remark.version,
    }
}

async fn writable(visit: &Visit, id: Uuid) -> Result<Document, Problem> {
    let held = opened(visit, id).await?;
    held.require(visit, Right::DocumentsDraft)?;
    Ok(held)
}

fn back(draft: &Draft, said: &str) -> Response {
    Told::to(format!("{}#remarks", href(draft)))
        .good(said)
        .into_response()
}

/// Ghi ý kiến.
pub async fn say(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let held = writable(&visit, id).await?;
    let work = visit.begin().await?;
    let (field, passage) = (form.get("about"), form.get("passage"));
    remarks::say(&work, &held.draft, field, passage, form.get("words")).await?;
    work.commit().await?;
    Ok(back(&held.draft, "Đã ghi ý kiến."))
}

/// Trả lời.
pub async fn answer(
    visit: Visit,
    Path((id, remark)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Response, Problem> {
    let held = writable(&visit, id).await?;
    let work = visit.begin().await?;
    remarks::answer(&work, &held.draft, remark, form.get("words")).await?;
    work.commit().await?;
    Ok(back(&held.draft, "Đã trả lời ý kiến."))
}

/// Ghi đã giải quyết, or open again with `open=true`.
pub async fn settle(
    visit: Visit,
    Path((id, remark)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Response, Problem> {
    let held = writable(&visit, id).await?;
    let is_settled = !form.is_ticked("open");
    let work = visit.begin().await?;
    remarks::settle(&work, &held.draft, remark, is_settled).await?;
    work.commit().await?;
    let said = match is_settled {
        true => "Đã ghi ý kiến là đã giải quyết.",
        false => "Đã mở lại ý kiến.",
    };
    Ok(back(&held.draft, said))
}
