//! Màn hình lập hàng loạt: choose the form and the people, see the work go on, take the PDFs.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jobs::State;
use people::Right;
use serde::Deserialize;
use shell::{
    Alert, Choice, Column, Empty, Form, Frame, Page, Problem, Progress, Routes, Stat, Told, Tone,
    Visit,
};
use uuid::Uuid;

use super::candidates::{self, Candidate};
use super::store::{self, Batch};
use crate::rules::Templates;
use crate::screens::readable_units;
use crate::{messages, paper};

/// Lines shown on the page; the rest is in the list of drafts and in the zip.
const SHOWN: i64 = 200;
const DAY_MS: i64 = 86_400_000;

/// The addresses.
pub fn routes() -> Routes {
    let (read, write) = (Right::DocumentsRead, Right::DocumentsDraft);
    Routes::new()
        .get("/documents/batches", write, home)
        .post("/documents/batches", write, begin)
        .get("/documents/batches/new", write, choose)
        .get("/documents/batches/{id}", read, show)
        .get("/documents/batches/{id}/zip", read, zip)
        .post("/documents/batches/{id}/submission", write, submit)
}

#[derive(Template)]
#[template(path = "batch/home.html")]
struct HomePage {
    frame: Frame,
    forms: Vec<Choice>,
    columns: Vec<Column>,
    rows: Vec<BatchRow>,
    empty: Empty,
}

struct BatchRow {
    href: String,
    title: String,
    form: String,
    by: String,
    at: String,
}

#[derive(Template)]
#[template(path = "batch/choose.html")]
struct ChoosePage {
    frame: Frame,
    alerts: Vec<Alert>,
    form: String,
    columns: Vec<Column>,
    rows: Vec<Candidate>,
    empty: Empty,
}

#[derive(Template)]
#[template(path = "batch/show.html")]
struct ShowPage {
    frame: Frame,
    alerts: Vec<Alert>,
    progress: Option<Progress>,
    stats: Vec<Stat>,
    zip: String,
    submission: Option<String>,
    open: i64,
    refused_columns: Vec<Column>,
    refused: Vec<ItemRow>,
    wrong_columns: Vec<Column>,
    wrong: Vec<ItemRow>,
    columns: Vec<Column>,
    rows: Vec<ItemRow>,
    has_more: bool,
}

struct ItemRow {
    n: i64,
    about: String,
    matter: String,
    document: String,
    said: String,
}

/// What the address of the second page asks for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    form: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    days: String,
}

async fn home(visit: Visit) -> Result<Page<HomePage>, Problem> {
    let db = visit.app.db();
    let mut rows = Vec::new();
    for one in store::newest(db, &visit.actor.unit).await? {
        rows.push(BatchRow {
            href: format!("/documents/batches/{}", one.id),
            title: one.title,
            form: one.form,
            by: people::staff::person::name_of(db, one.asked_by)
                .await?
                .unwrap_or_default(),
            at: shell::vi_time(one.asked_at),
        });
    }
    let templates = Templates::in_use();
    let usable = templates.all().filter(|form| form.is_valid_on(visit.today));
    Ok(Page(HomePage {
        frame: visit
            .frame("Lập hàng loạt")
            .subtitle("Một mẫu cho nhiều người hoặc nhiều hồ sơ")
            .crumb("Văn bản", "/documents"),
        forms: usable
            .map(|form| Choice::new(form.slug(), format!("{} – {}", form.form, form.name_vi)))
            .collect(),
        columns: ["Mẫu", "Người lập", "Lúc"].map(Column::plain).into(),
        rows,
        empty: Empty::new(
            "Chưa có đợt lập nào.",
            "Chọn mẫu và nguồn ở trên; mỗi người, mỗi hồ sơ có bản nháp riêng để xem trước khi ban hành.",
        ),
    }))
}

async fn choose(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    Ok(Page(candidates_page(&visit, &asked, Vec::new()).await?).into_response())
}

async fn candidates_page(
    visit: &Visit,
    asked: &Asked,
    alerts: Vec<Alert>,
) -> Result<ChoosePage, Problem> {
    let template = template_of(visit, &asked.form)?;
    let units = readable_units(&visit.actor);
    let db = visit.app.db();
    let days: i64 = asked.days.parse().unwrap_or(30);
    let found = match asked.from.as_str() {
        "open" => candidates::open(db, &visit.app.law(), &units, &template).await?,
        _ => {
            candidates::by_clock(
                db,
                &visit.app.law(),
                &units,
                &template,
                (visit.now_ms, visit.now_ms + days.clamp(1, 400) * DAY_MS),
            )
            .await?
        }
    };
    Ok(ChoosePage {
        frame: visit
            .frame(format!("Lập hàng loạt: {}", template.name_vi))
            .subtitle(format!("Mẫu {}", template.form))
            .crumb("Văn bản", "/documents")
            .crumb("Lập hàng loạt", "/documents/batches"),
        alerts,
        form: template.slug(),
        columns: ["Chọn", "Người, hồ sơ", "Mã hồ sơ", "Vì sao"]
            .map(Column::plain)
            .into(),
        rows: found,
        empty: Empty::new(
            "Không có ai cần lập mẫu này.",
            "Chọn khoảng ngày dài hơn, hoặc chọn “Mọi hồ sơ đang giải quyết”.",
        ),
    })
}

fn template_of(
    visit: &Visit,
    slug: &str,
) -> Result<std::sync::Arc<crate::rules::Template>, Problem> {
    let number = paper::number_of_slug(slug);
    let found = number.and_then(|number| paper::form(&number, visit.today));
    let found = found.filter(|form| form.is_valid_on(visit.today));
    found.ok_or_else(|| Problem::NotFound(messages::NO_FORM.to_owned()))
}

async fn begin(visit: Visit, form: Form) -> Result<Response, Problem> {
    let template = template_of(&visit, form.get("form"))?;
    let mut chosen: Vec<Candidate> = form
        .all("who")
        .into_iter()
        .filter_map(Candidate::read)
        .collect();
    for one in &mut chosen {
        one.about = form
            .get(&format!("about.{}", one.key()))
            .chars()
            .take(300)
            .collect();
    }
    let work = visit.begin().await?;
    match super::begin(&work, &template, &chosen).await {
        Ok(id) => {
            work.commit().await?;
            visit.app.jobs().ring();
            Ok(Told::to(format!("/documents/batches/{id}")).into_response())
        }
        Err(people::WorkError::Invalid { sentence, .. }) => {
            work.rollback().await?;
            let asked = Asked {
                form: form.get("form").to_owned(),
                from: "open".to_owned(),
                ..Asked::default()
            };
            let alerts = vec![Alert::new(Tone::Danger, sentence)];
            Ok(Page::refused(candidates_page(&visit, &asked, alerts).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn batch_of(visit: &Visit, id: Uuid) -> Result<Batch, Problem> {
    let batch = store::get(visit.app.db(), id)
        .await?
        .ok_or_else(Problem::not_found)?;
    match visit.may_over(Right::DocumentsRead, &batch.unit_id, &[batch.asked_by]) {
        true => Ok(batch),
        false => Err(Problem::not_allowed()),
    }
}

/// How many of these stand in a state.
fn count(counts: &[(String, i64)], state: &str) -> i64 {
    counts
        .iter()
        .filter(|(known, _)| known == state)
        .map(|(_, many)| *many)
        .sum()
}

async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<ShowPage>, Problem> {
    let batch = batch_of(&visit, id).await?;
    Ok(Page(batch_page(&visit, &batch, Vec::new()).await?))
}

async fn batch_page(
    visit: &Visit,
    batch: &Batch,
    mut alerts: Vec<Alert>,
) -> Result<ShowPage, Problem> {
    let (db, id) = (visit.app.db(), batch.id);
    let counts = store::counts(db, batch).await?;
    let drafts = store::draft_counts(db, batch).await?;
    let job = visit.app.jobs().about(&id.to_string()).await?;
    let failed = job.as_ref().filter(|job| job.state == State::Failed);
    alerts.extend(failed.map(|job| Alert::new(Tone::Danger, job.note.clone())));
    let running = job
        .as_ref()
        .filter(|job| matches!(job.state, State::Ready | State::Running));
    let progress = running.map(|job| visit.progress(job, format!("/documents/batches/{id}")));
    let mut stats = vec![Stat::new(
        "Tổng số",
        counts.iter().map(|(_, many)| many).sum::<i64>(),
    )];
    for (state, label, tone) in [
        ("made", "Đã lập", Tone::Good),
        ("there", "Đã có bản nháp", Tone::Info),
        ("wrong", "Chưa lập được", Tone::Danger),
        ("waiting", "Đang chờ", Tone::Neutral),
    ] {
        let many = count(&counts, state);
        if many > 0 || state == "made" {
            stats.push(Stat::new(label, many).tone(tone));
        }
    }
    let waiting = count(&drafts, "submitted") + count(&drafts, "signing");
    for (many, label, tone) in [
        (waiting, "Đang chờ ký", Tone::Info),
        (count(&drafts, "issued"), "Đã ban hành", Tone::Good),
    ] {
        if many > 0 {
            stats.push(Stat::new(label, many).tone(tone));
        }
    }
    let row = |item: store::Item| ItemRow {
        n: item.n,
        matter: format!("/criminal/matters/{}", item.matter_id),
        document: item
            .document_id
            .map(|id| format!("/documents/{id}"))
            .unwrap_or_default(),
        said: said(&item),
        about: item.about,
    };
    let wrong = store::items(db, batch, "wrong", 0, 2_000).await?;
    let refused = store::open_items(db, batch, true, 0, 2_000).await?;
    let mut made = store::items(db, batch, "", 0, SHOWN + 1).await?;
    let has_more = made.len() > SHOWN as usize;
    made.truncate(SHOWN as usize);
    made.retain(|item| item.state == "made" || item.state == "there");
    let open = count(&drafts, "draft");
    let may_submit = open > 0
        && progress.is_none()
        && visit.may_over(Right::DocumentsDraft, &batch.unit_id, &[batch.asked_by]);
    Ok(ShowPage {
        frame: visit
            .frame(batch.title.clone())
            .subtitle(format!(
                "Lập hàng loạt · Mẫu {} · {}",
                batch.form,
                shell::vi_time(batch.asked_at)
            ))
            .crumb("Văn bản", "/documents")
            .crumb("Lập hàng loạt", "/documents/batches"),
        alerts,
        progress,
        stats,
        zip: if batch.archive.is_some() {
            format!("/documents/batches/{id}/zip")
        } else {
            String::new()
        },
        submission: may_submit.then(|| format!("/documents/batches/{id}/submission")),
        open,
        refused_columns: ["Số", "Người, hồ sơ", "Vì sao chưa trình được"]
            .map(Column::plain)
            .into(),
        refused: refused
            .into_iter()
            .map(|mut item| {
                let refusal = std::mem::take(&mut item.refusal);
                ItemRow {
                    said: refusal,
                    ..row(item)
                }
            })
            .collect(),
        wrong_columns: ["Số", "Người, hồ sơ", "Vì sao chưa lập được"]
            .map(Column::plain)
            .into(),
        wrong: wrong.into_iter().map(row).collect(),
        columns: ["Số", "Người, hồ sơ", "Tình trạng"]
            .map(Column::plain)
            .into(),
        rows: made.into_iter().map(row).collect(),
        has_more,
    })
}

/// Where a line stands, in a sentence.
fn said(item: &store::Item) -> String {
    let signer = item.signer.as_deref().unwrap_or_default();
    match (item.state.as_str(), item.draft_state.as_deref()) {
        ("wrong", _) => return item.said.clone(),
        (_, Some("submitted")) => return format!("Đã trình {signer}, chờ ký."),
        (_, Some("signing")) => return format!("{signer} đang ký."),
        (_, Some("issued")) => return "Đã ban hành.".to_owned(),
        (_, Some("replaced")) => return "Đã được thay thế.".to_owned(),
        (_, Some("withdrawn")) => return "Đã thu hồi, bỏ.".to_owned(),
        _ => {}
    }
    let filled = match item.gaps {
        0 => "Khi lập đã điền đủ.".to_owned(),
        gaps => format!("Khi lập còn {gaps} chỗ phải điền."),
    };
    format!("{} {filled}", item.said).trim().to_owned()
}

/// Trình ký cả đợt.
async fn submit(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let batch = batch_of(&visit, id).await?;
    let job = visit.app.jobs().about(&id.to_string()).await?;
    let is_busy = job.is_some_and(|job| matches!(job.state, State::Ready | State::Running));
    let work = visit.begin().await?;
    work.require_for(Right::DocumentsDraft, &batch.unit_id, &[batch.asked_by])
        .await?;
    let asked = match is_busy {
        true => Err(people::WorkError::Unlawful(super::STILL_WORKING.to_owned())),
        false => super::submission::begin(&work, &batch, form.get("note")).await,
    };
    match asked {
        Ok(()) => {
            work.commit().await?;
            visit.app.jobs().ring();
            Ok(Told::to(format!("/documents/batches/{id}")).into_response())
        }
        Err(people::WorkError::Unlawful(sentence)) => {
            work.rollback().await?;
            let alerts = vec![Alert::new(Tone::Warning, sentence)];
            Ok(Page::refused(batch_page(&visit, &batch, alerts).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn zip(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let batch = batch_of(&visit, id).await?;
    let file = batch.archive.as_deref().ok_or_else(Problem::not_found)?;
    let bytes = visit
        .app
        .files()
        .get(file.parse().map_err(Problem::failed)?)
        .await
        .map_err(Problem::failed)?;
    let work = visit.begin().await?;
    work.note("document.batch_downloaded", "batch", id, &batch.form)
        .await?;
    work.commit().await?;
    let name = text::slug(&format!("{} {}", batch.form, batch.title), 80);
    let disposition = format!("attachment; filename=\"{name}.zip\"");
    Ok((
        [
            (header::CONTENT_TYPE, "application/zip".to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response())
}
