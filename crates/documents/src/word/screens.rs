//! Màn hình “Word trở về”: hand an edited file in, see what it changed, answer.

use askama::Template;
use axum::extract::multipart::Field;
use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Alert, Column, Empty, Form, Frame, Page, Problem, Routes, Told, Tone, Visit};
use uuid::Uuid;

use super::answer::{Answer, answer};
use super::receive::{HandedIn, Received, ReturnError, receive};
use super::{messages, store};
use crate::issue::fresh;
use crate::paper;
use crate::rules::{Context, Signer, fact_behind};
use crate::screens::{Held, Shown, held};

/// The addresses.
pub fn routes() -> Routes {
    let (read, write) = (Right::DocumentsRead, Right::DocumentsDraft);
    Routes::new()
        .get("/documents/{id}/returns", read, show)
        .post("/documents/{id}/returns", write, take)
        .get("/documents/{id}/returns/{file}", read, look)
        .post("/documents/{id}/returns/{file}", write, settle)
}

#[derive(Template)]
#[template(path = "word/returns.html")]
pub(crate) struct ReturnsPage {
    frame: Frame,
    alerts: Vec<Alert>,
    action: String,
    word: String,
    may_write: bool,
    error: String,
    columns: Vec<Column>,
    rows: Vec<ReturnRow>,
    empty: Empty,
}

pub(crate) struct ReturnRow {
    href: String,
    name: String,
    version: i64,
    by: String,
    at: String,
}

#[derive(Template)]
#[template(path = "word/changes.html")]
pub(crate) struct ChangesPage {
    frame: Frame,
    alerts: Vec<Alert>,
    action: String,
    back: String,
    may_write: bool,
    open: usize,
    values: Vec<ValueRow>,
    prose: Vec<ProseRow>,
    told: Vec<String>,
}

/// Một giá trị được đề nghị.
pub(crate) struct ValueRow {
    pub n: i64,
    pub label: String,
    pub before: String,
    pub after: String,
    pub source: String,
    pub is_fact: bool,
    pub said: String,
    pub answer: &'static str,
    pub correction: String,
}

/// Một chỗ sửa lời văn.
pub(crate) struct ProseRow {
    n: i64,
    what: &'static str,
    before: String,
    after: String,
    stands: bool,
}

/// Trang đưa tệp lên.
async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let held = held(&visit, id).await?;
    Ok(Page(returns(&visit, &held.into(), String::new(), Vec::new()).await?).into_response())
}

/// The files that came back for a draft.
pub(crate) async fn returns(
    visit: &Visit,
    held: &Shown,
    error: String,
    alerts: Vec<Alert>,
) -> Result<ReturnsPage, Problem> {
    let db = visit.app.db();
    let mut rows = Vec::new();
    for one in store::of_draft(db, &held.draft).await? {
        rows.push(ReturnRow {
            href: format!("{}/returns/{}", held.href(), one.id),
            name: one.file_name,
            version: one.version,
            by: people::staff::person::name_of(db, one.returned_by)
                .await?
                .unwrap_or_default(),
            at: shell::vi_time(one.returned_at),
        });
    }
    Ok(ReturnsPage {
        frame: frame(visit, held, "Word trở về"),
        alerts,
        action: format!("{}/returns", held.href()),
        word: format!("{}/word", held.href()),
        may_write: held.draft.is_open() && held.may(visit, Right::DocumentsDraft),
        error,
        columns: ["Tệp", "Tải từ lần lưu", "Người đưa lên", "Lúc"]
            .map(Column::plain)
            .into(),
        rows,
        empty: Empty::new(
            "Chưa có tệp nào được đưa lên.",
            "Tải bản Word của bản nháp, sửa bằng Word hoặc LibreOffice, rồi đưa lên ở trên.",
        ),
    })
}

fn frame(visit: &Visit, held: &Shown, title: &str) -> Frame {
    visit
        .frame(title)
        .subtitle(format!("{} · {}", held.draft.title, held.draft.about))
        .crumb("Văn bản", "/documents")
        .crumb("Bản nháp", held.href())
}

/// Nhận một tệp.
async fn take(visit: Visit, Path(id): Path<Uuid>, parts: Multipart) -> Result<Response, Problem> {
    let held = held(&visit, id).await?;
    held.require(&visit, Right::DocumentsDraft)?;
    let refused = match handed_in(parts).await? {
        None => messages::NO_FILE.to_owned(),
        Some(handed) => {
            let work = visit.begin().await?;
            match receive(&work, visit.app.files(), &held.opened, &held.draft, handed).await {
                Ok(received) => {
                    work.commit().await?;
                    return Ok(received_vi(&held.into(), received).into_response());
                }
                Err(ReturnError::Refused(sentence)) => {
                    // What is left in the trail of a refusal stays there.
                    work.commit().await?;
                    sentence
                }
                Err(ReturnError::Work(error)) => {
                    work.rollback().await?;
                    return Err(error.into());
                }
            }
        }
    };
    Ok(Page::refused(returns(&visit, &held.into(), refused, Vec::new()).await?).into_response())
}

/// The file of an upload, if one was chosen.
pub(crate) async fn handed_in(mut parts: Multipart) -> Result<Option<HandedIn>, Problem> {
    let broken = |_| Problem::Unreadable(messages::BROKEN_UPLOAD.to_owned());
    let (mut file, mut accepts_tracked) = (None, false);
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        match part.name() {
            Some("tracked") => accepts_tracked = part.text().await.map_err(broken)? == "true",
            Some("file") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                if !name.is_empty() {
                    file = Some((name, bytes_of(part).await?));
                }
            }
            _ => {}
        }
    }
    Ok(file.map(|(name, bytes)| HandedIn {
        name,
        bytes,
        accepts_tracked,
    }))
}

pub(crate) fn received_vi(held: &Shown, received: Received) -> Told {
    let list = format!("{}/returns", held.href());
    match received {
        Received::New(file) => Told::to(format!("{list}/{file}")),
        Received::Seen(file) => Told::to(format!("{list}/{file}")).say(Tone::Info, messages::SEEN),
        Received::Nothing => Told::to(list).say(Tone::Info, messages::NOTHING_NEW),
        Received::Other(_) => Told::to(list).say(Tone::Warning, messages::OTHER),
    }
}

async fn bytes_of(mut part: Field<'_>) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    loop {
        let chunk = part.chunk().await;
        let chunk = chunk.map_err(|_| Problem::Unreadable(messages::BROKEN_UPLOAD.to_owned()))?;
        let Some(chunk) = chunk else { return Ok(bytes) };
        if bytes.len() + chunk.len() > messages::MOST_BYTES {
            return Err(Problem::TooLarge(messages::TOO_LARGE.to_owned()));
        }
        bytes.extend_from_slice(&chunk);
    }
}

/// Trang các thay đổi của một tệp.
async fn look(
    visit: Visit,
    Path((id, file)): Path<(Uuid, Uuid)>,
) -> Result<Page<ChangesPage>, Problem> {
    let held = held(&visit, id).await?;
    let one = store::get(visit.app.db(), &held.draft, file).await?;
    let one = one.ok_or_else(Problem::not_found)?;
    let template = paper::form(&held.draft.form, visit.today).ok_or_else(Problem::not_found)?;
    let changes = store::changes(visit.app.db(), &held.draft, file).await?;
    let now = now(&visit, &held, &template).await?;
    let label = |field: &str| {
        template
            .field(field)
            .map_or_else(|| field.to_owned(), |field| field.label_vi.clone())
    };
    let matter = held.draft.matter_id;
    let correction = |field: &str| {
        let fact = template
            .field(field)
            .and_then(|field| fact_behind(field, &now, &held.opened));
        match fact {
            Some(fact) => format!("/criminal/matters/{matter}/facts/{}/correction", fact.id),
            None => format!("/criminal/matters/{matter}"),
        }
    };
    let (values, prose): (Vec<_>, Vec<_>) = changes
        .into_iter()
        .partition(|change| change.kind == "value");
    let values: Vec<ValueRow> = values
        .into_iter()
        .map(|change| ValueRow {
            n: change.n,
            label: label(&change.field),
            correction: correction(&change.field),
            source: if change.is_fact {
                "Theo hồ sơ"
            } else {
                "Người soạn gõ"
            }
            .to_owned(),
            is_fact: change.is_fact,
            answer: answered(&change.answer),
            before: change.before,
            after: change.after,
            said: change.said,
        })
        .collect();
    let prose = prose.into_iter().map(|change| ProseRow {
        n: change.n,
        what: match change.kind.as_str() {
            "added" => "Thêm",
            "struck" => "Xóa",
            _ => "Sửa",
        },
        stands: change.answer == "taken",
        before: change.before,
        after: change.after,
    });
    let prose = prose.collect();
    Ok(Page(changes_page(
        &visit,
        &held.into(),
        &one,
        values,
        prose,
    )))
}

/// What a file changed.
pub(crate) fn changes_page(
    visit: &Visit,
    held: &Shown,
    one: &store::Return,
    values: Vec<ValueRow>,
    prose: Vec<ProseRow>,
) -> ChangesPage {
    let alerts = vec![Alert::new(
        Tone::Info,
        format!(
            "Tệp “{}”, tải từ lần lưu {}, đưa lên lúc {}.",
            one.file_name,
            one.version,
            shell::vi_time(one.returned_at)
        ),
    )];
    let list = format!("{}/returns", held.href());
    ChangesPage {
        frame: frame(visit, held, "Thay đổi trong tệp Word").crumb("Word trở về", list.clone()),
        alerts,
        action: format!("{list}/{}", one.id),
        back: held.href(),
        may_write: held.draft.is_open() && held.may(visit, Right::DocumentsDraft),
        open: values
            .iter()
            .filter(|value| value.answer.is_empty())
            .count(),
        values,
        prose,
        told: one.told(),
    }
}

pub(crate) fn answered(answer: &str) -> &'static str {
    match answer {
        "taken" => "Đã nhận vào văn bản",
        "kept" => "Giữ như bản nháp",
        "case" => "Đã đề nghị sửa hồ sơ",
        _ => "",
    }
}

async fn now(
    visit: &Visit,
    held: &Held,
    template: &crate::rules::Template,
) -> Result<Context, Problem> {
    let units = visit.app.units().units().await?;
    let signer = Signer {
        id: held.draft.signer_id,
        name: held.draft.signer_name.clone(),
        role: held.draft.signer_role.clone(),
    };
    let about = (held.draft.subject_id, &signer);
    Ok(fresh(
        visit.app.db(),
        &visit.app.law(),
        &units,
        &held.opened,
        template,
        about,
        visit.today,
    )
    .await?)
}

/// Trả lời.
async fn settle(
    visit: Visit,
    Path((id, file)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Response, Problem> {
    let held = held(&visit, id).await?;
    let chosen = Answer::named(form.get("answer")).ok_or_else(Problem::not_found)?;
    let n = form.opt("n").and_then(|n| n.parse().ok());
    let work = visit.begin().await?;
    let count = answer(&work, &held.opened, &held.draft, file, n, chosen).await?;
    work.note("document.word_answered", "document", id, form.get("answer"))
        .await?;
    work.commit().await?;
    let correction = form.get("correction");
    // Where the case is to be corrected, the person goes there.
    if chosen == Answer::Case && correction.starts_with("/criminal/matters/") {
        return Ok(Told::to(correction.to_owned()).into_response());
    }
    let told = Told::to(format!("/documents/{id}/returns/{file}"));
    Ok(match count {
        0 => told.say(Tone::Info, messages::ANSWERED).into_response(),
        _ => told.good(messages::SETTLED).into_response(),
    })
}
