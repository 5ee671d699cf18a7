//! Đưa bản quét vào: the page of those who hand scans in without reading the file. It takes files and tells what became
//! of one's own; no page of the file is shown. A stack that waits is ordered on a screen of its own.

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use people::Right;
use shell::{Alert, Frame, Page, Problem, Visit, vi_time};
use uuid::Uuid;

use crate::{
    file::{FileRow, files_of},
    intake::sendings,
    matter::{MatterHead, opened},
    proposed::stack,
};

#[derive(Template)]
#[template(path = "handing_in.html")]
struct HandingInPage {
    frame: Frame,
    href: String,
    most_upload: usize,
    files: Vec<FileLine>,
    unfinished: Vec<String>,
    stack: Option<Alert>,
}

/// A file that this person handed in.
struct FileLine {
    title: String,
    is_signed: bool,
    is_own_copy: bool,
    pages: i64,
    uploaded: String,
    state: &'static str,
}

impl From<FileRow> for FileLine {
    fn from(file: FileRow) -> Self {
        FileLine {
            title: match &file.secrecy {
                Some(secrecy) => format!("Tài liệu có dấu {secrecy}, không lưu nội dung"),
                None => file.title,
            },
            is_signed: file.is_signed,
            is_own_copy: file.is_own_copy,
            pages: file.pages,
            uploaded: vi_time(file.uploaded_at),
            state: match file.state.as_str() {
                "queued" => "Đang đọc",
                "read" => "Đã đọc",
                _ => "Đã từ chối",
            },
        }
    }
}

/// Where a person goes on with a file: to its pages, or to the page that only takes scans.
pub(crate) fn way_in(visit: &Visit, head: &MatterHead) -> String {
    match visit.may_over(Right::CasefileRead, &head.unit, &head.assigned) {
        true => head.href(),
        false => format!("{}/intake", head.href()),
    }
}

/// `GET /casefile/matters/{matter}/intake`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileUpload).await?;
    let mut files = files_of(visit.app.db(), matter).await?;
    files.retain(|file| file.uploaded_by == visit.actor.person);
    let told = criminal::head(visit.app.db(), matter).await?;
    let (area, home, list) = match told.map(|told| told.state.starts_with("report.")) {
        None => ("Dân sự, hành chính", "/civil", "/civil"),
        Some(true) => ("Hình sự", "/criminal", "/criminal/reports"),
        Some(false) => ("Hình sự", "/criminal", "/criminal/cases"),
    };
    let frame = visit
        .frame("Đưa bản quét vào")
        .subtitle(format!("{} · {}", head.title, head.code))
        .crumb(area, home)
        .crumb(head.code.clone(), head.matter_href())
        .at(list)
        .island("upload");
    Ok(Page(HandingInPage {
        frame,
        unfinished: sendings::lines(&visit, matter).await?,
        stack: stack::waiting(&visit, &head).await?,
        href: head.href(),
        most_upload: visit.app.settings().max_upload,
        files: files.into_iter().rev().map(FileLine::from).collect(),
    }))
}
