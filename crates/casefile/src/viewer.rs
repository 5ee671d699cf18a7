//! Xem hồ sơ: the page of a case file, the panel beside a form, and what the viewer reads.

use askama::Template;
use axum::{
    Json,
    extract::{Path, Query},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use people::Right;
use serde::Serialize;
use shell::{Alert, Frame, Page, Problem, Progress, Tone, Visit, vi_time};
use uuid::Uuid;

use crate::{
    documents::{DocumentView, documents_of},
    file::{FileRow, failed, files_of, tally},
    intake::sendings,
    kinds::{KINDS, Kind},
    looks,
    marks::screens::Marking,
    matter::{MatterHead, opened},
    order::groups_of,
    proposed,
    quick::screens::may_record,
    window::{PageWindow, Wish, window},
    words::screens::Wording,
};

#[derive(Template)]
#[template(path = "viewer.html")]
struct ViewerPage {
    frame: Frame,
    href: String,
    most_upload: usize,
    ordering: String,
    contents: String,
    leaves: String,
    completeness: String,
    words: String,
    statements: String,
    may_upload: bool,
    has_pages: bool,
    bars: Vec<Progress>,
    alerts: Vec<Alert>,
    files: Vec<FileLine>,
    unfinished: Vec<String>,
}

/// A delivered file in the list under the viewer.
struct FileLine {
    title: String,
    is_signed: bool,
    is_own_copy: bool,
    pages: String,
    uploaded: String,
    state: &'static str,
    original: String,
}

impl From<&FileRow> for FileLine {
    fn from(file: &FileRow) -> Self {
        let is_kept = file.state != "withheld";
        let last = file.first_no + file.pages - 1;
        FileLine {
            title: match &file.secrecy {
                Some(secrecy) => format!("Tài liệu có dấu {secrecy}, không lưu nội dung"),
                None => file.title.clone(),
            },
            is_signed: file.is_signed && is_kept,
            is_own_copy: file.is_own_copy && is_kept,
            pages: if is_kept {
                format!("{}–{last}", file.first_no)
            } else {
                "–".to_owned()
            },
            uploaded: vi_time(file.uploaded_at),
            state: match file.state.as_str() {
                "queued" => "Đang đọc",
                "read" => "Đã đọc",
                _ => "Đã từ chối",
            },
            original: if is_kept {
                format!("/casefile/files/{}/original", file.id)
            } else {
                String::new()
            },
        }
    }
}

/// `GET /casefile/matters/{matter}`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let files = files_of(visit.app.db(), matter).await?;
    let (mut bars, mut alerts) = (Vec::new(), Vec::new());
    for file in files
        .iter()
        .filter(|file| file.pages > 0 || file.secrecy.is_some())
    {
        // A file that is read is not counted page by page each time somebody opens it.
        if file.state == "queued" {
            let tally = tally(visit.app.db(), file.id).await?;
            if !tally.is_over() {
                bars.push(bar(file, &tally));
            }
        }
        let failed = failed(visit.app.db(), file.id).await?;
        if failed > 0 {
            let sentence = format!(
                "{failed} trang của “{}” không đọc được; mở trang để xem lý do.",
                file.title
            );
            alerts.push(Alert::new(Tone::Warning, sentence));
        }
        if let Some(secrecy) = &file.secrecy {
            let sentence = crate::messages::kept_nothing(&vi_time(file.uploaded_at), secrecy);
            alerts.push(Alert::new(Tone::Warning, sentence));
        }
    }
    let open = proposed::open_of(visit.app.db(), matter).await?;
    alerts.extend(proposed::screens::waiting(&head, open));
    let may_upload = visit.may_over(Right::CasefileUpload, &head.unit, &head.assigned);
    let unfinished = match may_upload {
        true => sendings::lines(&visit, matter).await?,
        false => Vec::new(),
    };
    let frame = visit
        .frame(head.title.clone())
        .subtitle(format!("Hồ sơ số hóa · mã hồ sơ {}", head.code))
        .crumb("Hồ sơ số hóa", "/casefile")
        .island("viewer")
        .island("upload");
    Ok(Page(ViewerPage {
        frame,
        href: head.href(),
        most_upload: visit.app.settings().max_upload,
        ordering: format!("{}/proposal", head.href()),
        contents: format!("{}/contents", head.href()),
        leaves: format!("{}/leaves", head.href()),
        completeness: format!("{}/completeness", head.href()),
        words: format!("{}/words", head.href()),
        statements: format!("{}/statements", head.href()),
        may_upload,
        unfinished,
        has_pages: files.iter().any(|file| file.pages > 0),
        bars,
        alerts,
        files: files.iter().map(FileLine::from).collect(),
    }))
}

fn bar(file: &FileRow, tally: &crate::file::Tally) -> Progress {
    Progress {
        label: format!("{}: đang đọc", file.title),
        done: 2 * tally.pages - 2 * tally.waiting - tally.shown,
        total: 2 * tally.pages,
        events: format!("/casefile/files/{}/events", file.id),
        then: String::new(),
    }
}

#[derive(Template)]
#[template(path = "panel.html")]
struct Panel {
    url: String,
}

/// `GET /casefile/matters/{matter}/panel`: the viewer as a part of another page; the viewer itself, which asks for JSON, reads the file.
pub(crate) async fn panel(
    visit: Visit,
    headers: HeaderMap,
    Path(matter): Path<Uuid>,
    wish: Query<Wish>,
) -> Result<Response, Problem> {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    if accept.unwrap_or_default().contains("application/json") {
        return Ok(file(visit, Path(matter), wish).await?.into_response());
    }
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    Ok(Page(Panel {
        url: viewer_url(head.id),
    })
    .into_response())
}

/// What `ui::split` takes: the address the viewer reads a file from.
pub fn viewer_url(matter: Uuid) -> String {
    format!("/casefile/matters/{matter}/file")
}

/// A group that a document may be put into.
#[derive(Debug, Clone, Serialize)]
struct GroupChoice {
    value: String,
    label: String,
}

/// What the viewer reads.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    title: String,
    #[serde(flatten)]
    window: PageWindow,
    pages_url: String,
    documents: Vec<DocumentView>,
    kinds: &'static [Kind],
    /// Groups of the list of documents.
    groups: Vec<GroupChoice>,
    search: String,
    region: String,
    documents_url: Option<String>,
    rotation_url: Option<String>,
    events: Option<String>,
    page_href: String,
    /// Asks what paper begins on a page, for those who may record.
    decision_url: Option<String>,
    marking: Marking,
    wording: Wording,
}

/// `GET /casefile/matters/{matter}/file`. This is the opening of a file that the trail keeps.
pub(crate) async fn file(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(wish): Query<Wish>,
) -> Result<Json<FileView>, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    looks::keep(&visit, matter).await?;
    view_of(&visit, &head, &wish).await.map(Json)
}

async fn view_of(visit: &Visit, head: &MatterHead, wish: &Wish) -> Result<FileView, Problem> {
    let sql = visit.app.db();
    let documents = documents_of(sql, head.id).await?;
    let listed = documents
        .iter()
        .filter(|document| document.removed_at.is_none());
    let href = head.href();
    let may_mark = visit.may_over(Right::CasefileMark, &head.unit, &head.assigned);
    Ok(FileView {
        title: head.title.clone(),
        window: window(sql, head.id, wish).await?,
        pages_url: format!("{href}/pages"),
        documents: listed.map(DocumentView::from).collect(),
        kinds: &KINDS,
        groups: groups_of(head.is_civil())
            .into_iter()
            .map(|(no, name)| GroupChoice {
                value: no.to_string(),
                label: name.to_owned(),
            })
            .collect(),
        search: format!("{href}/search"),
        region: format!("{href}/region"),
        documents_url: may_mark.then(|| format!("{href}/documents")),
        rotation_url: may_mark.then(|| "/casefile/pages/{page}/rotation".to_owned()),
        events: Some(format!("{href}/events")),
        page_href: format!("{href}?page={{page}}"),
        decision_url: may_record(visit, head).then(|| "/casefile/pages/{page}/decision".to_owned()),
        marking: Marking::of(visit, head),
        wording: Wording::of(visit, head),
    })
}
