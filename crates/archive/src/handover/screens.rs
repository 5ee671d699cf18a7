//! Danh mục kèm biên bản giao nhận: on the screen, as PDF, and the way to the record itself (mẫu 168/HS).

use askama::Template;
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use casefile::{DocumentRow, MatterHead, PageRow, documents_of, files_of, kind_vi, pages_of};
use people::Right;
use shell::{
    Column, Empty, Frame, Page, Problem, Tabs, Visit, local_day, local_time, vi_date, vi_number,
};
use uuid::Uuid;

use super::clock::clock;
use crate::{
    contents::{Heading, Row, sheets},
    copies::screens::{frame, opened, tabs},
    messages,
    pdf::{About, Letters, Pdf},
};

/// The form of the record.
const FORM: &str = "168/HS";

struct Line {
    title: String,
    kind: &'static str,
    number: String,
    leaves: String,
    pages: String,
}

#[derive(Template)]
#[template(path = "handover/page.html")]
struct HandoverPage {
    frame: Frame,
    tabs: Tabs,
    facts: Vec<(String, String)>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    nothing: Empty,
    unit: String,
    matter_title: String,
    list: String,
    record: String,
}

struct Handed {
    head: MatterHead,
    documents: Vec<DocumentRow>,
    pages: Vec<PageRow>,
}

async fn handed(visit: &Visit, matter: Uuid) -> Result<Handed, Problem> {
    let head = opened(visit, matter, Right::ArchiveExport).await?;
    let mut documents = documents_of(visit.app.db(), matter).await?;
    documents.retain(|one| one.removed_at.is_none());
    let pages = pages_of(visit.app.db(), matter).await?;
    Ok(Handed {
        head,
        documents,
        pages,
    })
}

impl Handed {
    /// The first and the last leaf that carry a number, and how many do.
    fn leaves(&self) -> (String, usize) {
        let numbers: Vec<&String> = self
            .pages
            .iter()
            .filter_map(|page| page.bl.as_ref())
            .collect();
        let range = match (numbers.first(), numbers.last()) {
            (Some(first), Some(last)) if first != last => messages::leaf_range(first, last),
            (Some(only), _) => (*only).clone(),
            _ => messages::NO_LEAVES.to_owned(),
        };
        (range, numbers.len())
    }
}

fn number(one: &DocumentRow) -> String {
    let told = [
        Some(one.number.clone()).filter(|number| !number.is_empty()),
        one.issued_on.map(vi_date),
    ];
    told.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `GET /archive/matters/{matter}/handover`
pub(crate) async fn show(visit: Visit, Path(matter): Path<Uuid>) -> Result<Response, Problem> {
    let handed = handed(&visit, matter).await?;
    let (range, leaves) = handed.leaves();
    let count = |count: usize| vi_number(i64::try_from(count).unwrap_or(0));
    let mut facts = vec![
        (
            "Số tài liệu trong danh mục".to_owned(),
            count(handed.documents.len()),
        ),
        ("Số trang đã quét".to_owned(), count(handed.pages.len())),
        ("Số trang có số bút lục".to_owned(), count(leaves)),
        ("Bút lục từ số đến số".to_owned(), range),
    ];
    facts.extend(progress(&visit, matter).await?);
    let line = |one: &DocumentRow| Line {
        title: one.title.clone(),
        kind: kind_vi(&one.kind),
        number: number(one),
        leaves: one.bl.clone(),
        pages: match one.first_no == one.last_no {
            true => one.first_no.to_string(),
            false => format!("{}–{}", one.first_no, one.last_no),
        },
    };
    let head = &handed.head;
    Ok(Page(HandoverPage {
        frame: frame(&visit, head, "Danh mục kèm biên bản giao nhận"),
        tabs: tabs(&visit, head, "/handover"),
        facts,
        columns: [
            "STT",
            "Tên tài liệu",
            "Loại",
            "Số, ngày",
            "Bút lục",
            "Trang",
        ]
        .map(Column::plain)
        .into(),
        lines: handed.documents.iter().map(line).collect(),
        nothing: Empty::new(messages::NOTHING_LISTED, messages::LIST_FIRST)
            .action("Mở hồ sơ", head.href()),
        unit: visit.actor.unit_name.clone(),
        matter_title: head.title.clone(),
        list: format!("/archive/matters/{matter}/handover/list"),
        record: match visit.may_over(Right::DocumentsDraft, &head.unit, &head.assigned) {
            true => criminal::doors::new_paper_href(FORM, matter, None),
            false => String::new(),
        },
    })
    .into_response())
}

/// Since when the file is being digitised, and since when it should be.
async fn progress(visit: &Visit, matter: Uuid) -> Result<Vec<(String, String)>, Problem> {
    let sql = visit.app.db();
    let files = files_of(sql, matter).await?;
    let begun = files
        .iter()
        .map(|file| file.uploaded_at)
        .min()
        .map(local_day);
    let facts = ledger::facts_of(sql, matter).await?;
    let acts: Vec<(String, chrono::NaiveDate)> = facts
        .iter()
        .map(|fact| (fact.kind.clone(), fact.effective.on))
        .collect();
    let mut told = Vec::new();
    if let Some(begun) = begun {
        told.push(("Số hóa từ ngày".to_owned(), vi_date(begun)));
    }
    if let Some(clock) = clock(&acts, visit.today) {
        told.push((
            "Đồng hồ số hóa".to_owned(),
            messages::clock(&clock, &vi_date(clock.from)),
        ));
    }
    Ok(told)
}

/// `GET /archive/matters/{matter}/handover/list`: the list as PDF/A, to be printed and signed with the record.
pub(crate) async fn list(visit: Visit, Path(matter): Path<Uuid>) -> Result<Response, Problem> {
    let handed = handed(&visit, matter).await?;
    if handed.documents.is_empty() {
        return Err(Problem::Refused(messages::NOTHING_LISTED.to_owned()));
    }
    let letters = Letters::try_new().map_err(Problem::failed)?;
    let (range, leaves) = handed.leaves();
    let heading = Heading {
        unit: visit.actor.unit_name.clone(),
        title: messages::HANDOVER_LIST.to_owned(),
        lines: vec![
            handed.head.title.clone(),
            messages::handed_over(handed.documents.len(), leaves, &range),
        ],
    };
    let row = |one: &DocumentRow| Row {
        title: one.title.clone(),
        number: number(one),
        leaves: one.bl.clone(),
        first: usize::try_from(one.first_no - 1).unwrap_or(0),
    };
    let rows: Vec<Row> = handed.documents.iter().map(row).collect();
    let sheets = sheets(&letters, &heading, &rows, false);
    let about = About {
        title: messages::HANDOVER_LIST.to_owned(),
        author: visit.actor.unit_name.clone(),
        subject: String::new(),
        made_at: local_time(visit.now_ms),
        id: Uuid::now_v7(),
    };
    let mut pdf = Pdf::begin(sheets.len(), about, letters);
    for sheet in &sheets {
        pdf.sheet(sheet);
    }
    let bytes = pdf.finish(&[]).map_err(Problem::failed)?;
    let work = visit.begin().await?;
    work.note("archive.handover.listed", "matter", matter, "")
        .await?;
    work.commit().await?;
    let given = [
        (header::CONTENT_TYPE, "application/pdf"),
        (
            header::CONTENT_DISPOSITION,
            "inline; filename=\"danh-muc-giao-nhan.pdf\"",
        ),
    ];
    Ok((given, bytes).into_response())
}
