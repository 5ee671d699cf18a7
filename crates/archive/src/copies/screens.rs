//! Xuất hồ sơ: what to copy, what was copied, the file of a copy.

use askama::Template;
use axum::{
    body::{Body, Bytes},
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::{Right, staff::person};
use shell::{
    Column, Form, Frame, Page, Problem, Progress, Tabs, Told, Visit, local_day, vi_date, vi_number,
    vi_time,
};
use uuid::Uuid;

use super::{
    clearing::kept_days,
    store::{self, Copy, Kind},
};
use crate::{
    asked::{self, Part},
    messages, share,
};

/// A line of the list of copies.
pub(crate) struct Line {
    pub(crate) title: String,
    pub(crate) part: String,
    pub(crate) by: String,
    pub(crate) at: String,
    pub(crate) told: String,
    pub(crate) href: String,
}

#[derive(Template)]
#[template(path = "copies/page.html")]
struct CopiesPage {
    frame: Frame,
    tabs: Tabs,
    part: Part,
    action: String,
    has_pages: bool,
    bars: Vec<Progress>,
    columns: Vec<Column>,
    lines: Vec<Line>,
}

/// The matter, over which the person holds this right.
pub(crate) async fn opened(
    visit: &Visit,
    matter: Uuid,
    right: Right,
) -> Result<MatterHead, Problem> {
    let head = casefile::head_of(visit.app.db(), matter).await?;
    let head = head.ok_or_else(Problem::not_found)?;
    head.require(visit, right)?;
    Ok(head)
}

/// The pages of a matter about its copies, as tabs.
pub(crate) fn tabs(visit: &Visit, matter: &MatterHead, here: &str) -> Tabs {
    let home = format!("/archive/matters/{}", matter.id);
    let all = [
        ("Xuất hồ sơ", "", Right::ArchiveExport),
        ("Giao nhận", "/handover", Right::ArchiveExport),
        ("Gói giao", "/shares", Right::ArchiveShare),
        ("Che thông tin", "/redactions", Right::ArchiveRedact),
        ("Bảo quản", "/retention", Right::ArchiveRetention),
    ];
    let mut tabs = Tabs::new(messages::TABS);
    for (label, path, right) in all {
        if visit.may_over(right, &matter.unit, &matter.assigned) {
            tabs = tabs.tab(label, format!("{home}{path}"), None, path == here);
        }
    }
    tabs
}

/// The frame of such a page.
pub(crate) fn frame(visit: &Visit, matter: &MatterHead, title: &str) -> Frame {
    let frame = visit.frame(title).subtitle(matter.title.clone());
    match visit.may_over(Right::CasefileRead, &matter.unit, &matter.assigned) {
        true => frame
            .crumb("Hồ sơ số hóa", "/casefile")
            .crumb(matter.title.clone(), matter.href()),
        false => frame,
    }
}

/// Lines of copies of these kinds, newest first, and the bars of those being made.
pub(crate) async fn lines(
    visit: &Visit,
    copies: Vec<Copy>,
    then: &str,
) -> Result<(Vec<Line>, Vec<Progress>), Problem> {
    let people: Vec<Uuid> = copies.iter().map(|copy| copy.asked_by).collect();
    let names = person::names_of(visit.app.db(), &people).await?;
    let (mut lines, mut bars) = (Vec::new(), Vec::new());
    for copy in copies {
        let job = match copy.is_waiting() {
            true => visit.app.jobs().about(&copy.id.to_string()).await?,
            false => None,
        };
        let failed = job.as_ref().filter(|job| job.state == jobs::State::Failed);
        let told = match (&failed, copy.state.as_str()) {
            (Some(job), _) => messages::not_made(&job.note),
            (None, "waiting") => messages::BEING_MADE.to_owned(),
            (None, "refused") => messages::not_made(&copy.why),
            _ if copy.cleared_at.is_some() => messages::CLEARED.to_owned(),
            _ => messages::made(vi_number(copy.pages), megabytes(copy.bytes)),
        };
        if let Some(job) = job.filter(|job| job.state != jobs::State::Failed) {
            bars.push(visit.progress(&job, then));
        }
        let name = names.iter().find(|(id, _)| *id == copy.asked_by);
        lines.push(Line {
            part: copy.asked().as_ref().map(asked::told).unwrap_or_default(),
            by: name.map_or(String::new(), |(_, name)| name.clone()),
            at: vi_time(copy.asked_at),
            href: match copy.is_there() {
                true => format!("/archive/copies/{}/file", copy.id),
                false => String::new(),
            },
            told,
            title: copy.title,
        });
    }
    Ok((lines, bars))
}

/// "12,4 MB".
fn megabytes(bytes: i64) -> String {
    let tenths = (bytes + 52_428) / 104_858;
    format!("{},{} MB", vi_number(tenths / 10), tenths % 10)
}

/// `GET /archive/matters/{matter}`
pub(crate) async fn show(visit: Visit, Path(matter): Path<Uuid>) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::ArchiveExport).await?;
    let form = Form::of::<String, String>([]);
    Ok(Page(page(&visit, &head, &form).await?).into_response())
}

async fn page(visit: &Visit, head: &MatterHead, form: &Form) -> Result<CopiesPage, Problem> {
    let sql = visit.app.db();
    let home = format!("/archive/matters/{}", head.id);
    let mut copies = store::of_matter(sql, head.id).await?;
    copies.retain(|copy| copy.kind() == Some(Kind::Pdf));
    let (lines, bars) = lines(visit, copies, &home).await?;
    Ok(CopiesPage {
        frame: frame(visit, head, "Xuất hồ sơ"),
        tabs: tabs(visit, head, ""),
        part: Part::of(sql, head.id, form).await?,
        action: format!("{home}/copies"),
        has_pages: !casefile::files_of(sql, head.id).await?.is_empty(),
        bars,
        columns: ["Bản sao", "Phần hồ sơ", "Người lập", "Lập lúc", "Kết quả"]
            .map(Column::plain)
            .into(),
        lines,
    })
}

/// `POST /archive/matters/{matter}/copies`
pub(crate) async fn ask(
    visit: Visit,
    Path(matter): Path<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::ArchiveExport).await?;
    let Some(selection) = asked::selection(&mut form) else {
        return Ok(Page::refused(page(&visit, &head, &form).await?).into_response());
    };
    let work = visit.begin().await?;
    work.require_for(Right::ArchiveExport, &head.unit, &head.assigned)
        .await?;
    store::ask(&work, &head, Kind::Pdf, &head.title, &selection).await?;
    work.commit().await?;
    visit.app.jobs().ring();
    let home = format!("/archive/matters/{matter}");
    Ok(Told::to(home).good(messages::ASKED).into_response())
}

/// The right over the copies of a kind.
fn right_of(kind: Kind) -> Right {
    match kind {
        Kind::Pdf => Right::ArchiveExport,
        Kind::Share => Right::ArchiveShare,
        Kind::Redacted => Right::ArchiveRedact,
        Kind::Package => Right::ArchiveRetention,
    }
}

/// `GET /archive/copies/{id}/file`
pub(crate) async fn file(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let copy = store::by_id(visit.app.db(), id).await?;
    let copy = copy.ok_or_else(Problem::not_found)?;
    let kind = copy.kind().ok_or_else(Problem::not_found)?;
    opened(&visit, copy.matter_id, right_of(kind)).await?;
    if !copy.is_there() {
        return Err(Problem::NotFound(messages::CLEARED.to_owned()));
    }
    let work = visit.begin().await?;
    if kind == Kind::Share {
        let share = share::store::of_copy(visit.app.db(), id).await?;
        let share = share.filter(|share| share.is_open(visit.today));
        let share = share.ok_or_else(|| Problem::Refused(messages::SHARE_OVER.to_owned()))?;
        share::store::taken(&work, &share, "package").await?;
    } else {
        work.note("archive.copy.taken", "archive.copy", id, kind.id())
            .await?;
    }
    let found = copy.file.parse().map_err(Problem::failed)?;
    let content = visit.app.files().content(found).await;
    let bytes = Bytes::from_owner(content.map_err(Problem::failed)?);
    work.commit().await?;
    let (ending, media) = kind.ending();
    let short = &id.simple().to_string()[24..];
    let day = local_day(copy.asked_at).format("%Y-%m-%d");
    let name = match kind {
        // The name of a file is read by whoever sees it lie somewhere.
        Kind::Redacted => format!("ban-sao-da-che-{short}"),
        _ => format!("{}-{day}-{short}", text::slug(&copy.title, 60)),
    };
    let given = [
        (header::CONTENT_TYPE, media.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.{ending}\""),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((given, Body::from(bytes)).into_response())
}

/// What people are told of how long a copy is kept.
pub(crate) fn kept_until(at_ms: i64) -> String {
    vi_date(local_day(at_ms + kept_days() * 86_400_000))
}
