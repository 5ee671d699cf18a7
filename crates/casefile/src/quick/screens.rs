//! Từ trang, từ tệp, từ bản quét vừa thả: the ways that lead to the form of the act.

use askama::Template;
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use criminal::Opened;
use db::{Sql, args};
use people::{Right, WorkError};
use serde::Serialize;
use shell::{Alert, Frame, Page, Problem, Progress, Told, Tone, Visit};
use text::decision::{self, DecisionText, PaperWord};
use uuid::Uuid;

use super::{acts::Recogniser, paper, subject};
use crate::{
    file::{file, tally},
    leaves::page_for,
    looks,
    matter::opened,
    messages,
    page::{PageRow, PageView, page},
};

/// Papers that are listed to pick from.
const MOST_PAPERS: usize = 60;
/// Pages whose text is looked at for papers.
const MOST_PAGES: i64 = 1000;
/// Words at the top of a page that tell what begins there.
const HEAD_WORDS: usize = 220;

/// The form of an act, filled from the paper that begins on a page.
pub(super) fn form_href(matter: Uuid, act: &str, subject: Option<Uuid>, page: Uuid) -> String {
    let subject = subject
        .map(|subject| format!("&subject={subject}"))
        .unwrap_or_default();
    format!("/criminal/matters/{matter}/scanned/{act}?page={page}{subject}")
}

#[derive(Template)]
#[template(path = "quick/entry.html")]
struct EntryPage {
    frame: Frame,
    href: String,
    most_upload: usize,
    may_upload: bool,
    by_hand: String,
    bars: Vec<Progress>,
    alerts: Vec<Alert>,
    papers: Vec<PaperLine>,
}

/// A paper that begins on a page of the file.
struct PaperLine {
    place: String,
    thumb: String,
    href: String,
    title: String,
    number: String,
    is_recorded: bool,
}

/// The matter, opened for somebody who may read its file and record in it.
async fn allowed(visit: &Visit, matter: Uuid) -> Result<Opened, Problem> {
    let head = opened(visit, matter, Right::CasefileRead).await?;
    let law = visit.app.law();
    let found = criminal::open(visit.app.db(), &law, matter).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    let people = found.assigned.people();
    let may = |right| visit.may_over(right, &found.unit, &people);
    if !may(Right::CriminalFactRecord) && !may(Right::CriminalMatterAssign) {
        let (right, unit) = (Right::CriminalFactRecord, head.unit);
        return Err(WorkError::NotAllowed { right, unit }.into());
    }
    looks::keep_once(visit, matter).await?;
    Ok(found)
}

/// Whether the person may record from the pages of a matter: the viewer then asks what begins on each. Only the acts of criminal procedure
/// are known by their papers.
pub(crate) fn may_record(visit: &Visit, head: &crate::matter::MatterHead) -> bool {
    if head.is_civil() {
        return false;
    }
    visit.may_over(Right::CriminalFactRecord, &head.unit, &head.assigned)
        || visit.may_over(Right::CriminalMatterAssign, &head.unit, &head.assigned)
}

/// What the viewer shows of a page that begins a paper.
#[derive(Debug, Serialize)]
pub(crate) struct Begins {
    act: String,
    href: String,
}

/// `GET /casefile/pages/{page}/decision`: the act of the paper that begins there, or `null`.
pub(crate) async fn begins(
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Json<Option<Begins>>, Problem> {
    let (row, _) = page_for(&visit, id, Right::CasefileRead).await?;
    let found = allowed(&visit, row.matter_id).await?;
    if row.status != "read" || row.blank {
        return Ok(Json(None));
    }
    let href = format!("/casefile/pages/{id}/entry");
    let law = visit.app.law();
    let head = text_head(visit.app.db(), &row).await?;
    let read = read_text(&head);
    if !read.begins_paper() {
        return Ok(Json(None));
    }
    let best = Recogniser::new(&law, &found, visit.today)
        .acts(&read)
        .into_iter()
        .next();
    Ok(Json(best.map(|best| Begins {
        act: best.act.short_vi.clone(),
        href,
    })))
}

/// `GET /casefile/pages/{page}/entry`: on to the form of the act that the paper states.
pub(crate) async fn from_page(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (row, _) = page_for(&visit, id, Right::CasefileRead).await?;
    let found = allowed(&visit, row.matter_id).await?;
    let here = format!("/casefile/pages/{id}/entry");
    match row.status.as_str() {
        "waiting" | "shown" => return waiting(&visit, &found, row.file_id, here).await,
        "read" if !row.blank => {}
        _ => {
            let alert = Alert::new(Tone::Warning, messages::PAGE_UNREADABLE);
            return choose(&visit, &found, vec![alert]).await;
        }
    }
    match best_href(&visit, &found, &row).await? {
        Some(href) => Ok(Told::to(href).into_response()),
        None => {
            let alert = Alert::new(Tone::Warning, messages::NOT_RECOGNISED);
            choose(&visit, &found, vec![alert]).await
        }
    }
}

async fn best_href(
    visit: &Visit,
    found: &Opened,
    row: &PageRow,
) -> Result<Option<String>, Problem> {
    let law = visit.app.law();
    let scanned = paper::gather(visit.app.db(), row).await?;
    let read = scanned.read();
    let best = Recogniser::new(&law, found, visit.today)
        .acts(&read)
        .into_iter()
        .next();
    Ok(best.map(|best| {
        let whom = subject::whom(found, best.act, &read, &scanned.text());
        form_href(found.id, &best.act.id, whom.map(|one| one.id), row.id)
    }))
}

/// `GET /casefile/files/{file}/entry`: the first paper of a file that was just dropped.
pub(crate) async fn from_file(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let row = file(visit.app.db(), id).await?;
    let row = row.ok_or_else(Problem::not_found)?;
    let found = allowed(&visit, row.matter_id).await?;
    let here = format!("/casefile/files/{id}/entry");
    let tally = tally(visit.app.db(), id).await?;
    if row.state == "queued" && !tally.is_over() {
        return waiting(&visit, &found, id, here).await;
    }
    let pages = crate::page::pages_between(visit.app.db(), id, 1, MOST_PAGES).await?;
    for first in pages
        .iter()
        .filter(|page| page.status == "read" && !page.blank)
    {
        let head = text_head(visit.app.db(), first).await?;
        if read_text(&head).begins_paper()
            && let Some(href) = best_href(&visit, &found, first).await?
        {
            return Ok(Told::to(href).into_response());
        }
    }
    let alert = Alert::new(Tone::Warning, messages::NOT_RECOGNISED);
    choose(&visit, &found, vec![alert]).await
}

/// `GET /casefile/matters/{matter}/entry`: drop a scan, or pick a paper of the file.
pub(crate) async fn from_matter(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let found = allowed(&visit, id).await?;
    choose(&visit, &found, Vec::new()).await
}

/// The page that waits until the scan is read and then goes on by itself.
async fn waiting(
    visit: &Visit,
    found: &Opened,
    file: Uuid,
    then: String,
) -> Result<Response, Problem> {
    let tally = tally(visit.app.db(), file).await?;
    let bar = Progress {
        label: "Đang đọc bản quét; đọc xong sẽ mở biểu nhập".to_owned(),
        done: 2 * tally.pages - 2 * tally.waiting - tally.shown,
        total: 2 * tally.pages,
        events: format!("/casefile/files/{file}/events"),
        then,
    };
    let page = entry_page(visit, found, vec![bar], Vec::new(), Vec::new()).await?;
    Ok(Page(page).into_response())
}

async fn choose(visit: &Visit, found: &Opened, alerts: Vec<Alert>) -> Result<Response, Problem> {
    let papers = papers(visit, found).await?;
    let page = entry_page(visit, found, Vec::new(), alerts, papers).await?;
    Ok(Page(page).into_response())
}

async fn entry_page(
    visit: &Visit,
    found: &Opened,
    bars: Vec<Progress>,
    alerts: Vec<Alert>,
    papers: Vec<PaperLine>,
) -> Result<EntryPage, Problem> {
    let law = visit.app.law();
    let matter = format!("/criminal/matters/{}", found.id);
    let frame = visit
        .frame("Ghi từ bản quét")
        .subtitle(format!("{} · {}", found.title(&law), found.code))
        .crumb("Hình sự", "/criminal")
        .crumb(found.code.clone(), matter.clone())
        .at(found.list().1)
        .island("upload");
    let people = found.holders();
    Ok(EntryPage {
        frame,
        href: format!("/casefile/matters/{}", found.id),
        most_upload: visit.app.settings().max_upload,
        may_upload: bars.is_empty() && visit.may_over(Right::CasefileUpload, &found.unit, &people),
        by_hand: format!("{matter}/acts"),
        bars,
        alerts,
        papers,
    })
}

/// The papers of the file that the catalogue knows, those not recorded yet first.
async fn papers(visit: &Visit, found: &Opened) -> Result<Vec<PaperLine>, Problem> {
    db::row! { struct Top { page_id: Uuid, text: String } }
    let sql = visit.app.db();
    let tops: Vec<Top> = sql
        .all(
            "SELECT t.page_id, SUBSTR(t.text, 1, 2600) AS text
               FROM casefile_page p JOIN casefile_text t ON t.page_id = p.id
              WHERE p.matter_id = $1 AND p.status = 'read' AND p.no <= $2 ORDER BY p.no",
            args![found.id, MOST_PAGES],
        )
        .await?;
    let law = visit.app.law();
    let recogniser = Recogniser::new(&law, found, visit.today);
    let mut lines = Vec::new();
    for top in tops {
        let read = read_text(&top.text);
        if !read.begins_paper() || lines.len() >= MOST_PAPERS {
            continue;
        }
        let Some(best) = recogniser.acts(&read).into_iter().next() else {
            continue;
        };
        let Some(row) = page(sql, top.page_id).await? else {
            continue;
        };
        let number = read.number.map(|number| number.value).unwrap_or_default();
        let is_recorded = !number.is_empty()
            && criminal::standing::standing(&found.facts)
                .any(|fact| fact.number.as_deref() == Some(number.as_str()));
        lines.push(PaperLine {
            place: row.label(),
            thumb: PageView::from(&row).thumb,
            href: format!("/casefile/pages/{}/entry", row.id),
            title: best.act.short_vi.clone(),
            number,
            is_recorded,
        });
    }
    lines.sort_by_key(|line| line.is_recorded);
    Ok(lines)
}

async fn text_head(sql: &impl Sql, row: &PageRow) -> Result<String, db::StorageError> {
    crate::page::text_of(sql, row.id).await
}

/// The top of a page's text, read as a paper.
fn read_text(text: &str) -> DecisionText {
    let words: Vec<PaperWord<'_>> = text
        .lines()
        .enumerate()
        .flat_map(|(line, said)| {
            said.split_whitespace().map(move |text| PaperWord {
                text,
                line: line as u32,
                confidence: 100,
            })
        })
        .take(HEAD_WORDS)
        .collect();
    decision::read(&words)
}
