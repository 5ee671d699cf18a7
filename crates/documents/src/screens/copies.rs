//! Sổ bản sao: on the screen, on paper, as Excel; and the file of each copy.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Column, Empty, Frame, Page, Problem, Tabs, Visit};
use uuid::Uuid;

use super::folder::tabs;
use super::outgoing::{Asked, book, excel, file, paper, period, query};
use super::units_for;
use crate::copies::{self, CopyKind};
use crate::draft;
use crate::outgoing_sheet::{self as sheet, Book};

struct CopyRow {
    id: Uuid,
    number: String,
    on: String,
    kind: &'static str,
    of: String,
    of_href: String,
    copies: i64,
    recipient: String,
    signing: &'static str,
    by: String,
}

#[derive(Template)]
#[template(path = "screens/copies.html")]
struct CopiesPage {
    frame: Frame,
    tabs: Tabs,
    from: String,
    to: String,
    columns: Vec<Column>,
    rows: Vec<CopyRow>,
    empty: Empty,
    files: (String, String),
}

async fn copy_rows(visit: &Visit, asked: &Asked) -> Result<Vec<CopyRow>, Problem> {
    let db = visit.app.db();
    let units = units_for(&visit.actor, Right::DocumentsDispatch);
    let mut rows = Vec::new();
    for copy in copies::register(db, &units, period(asked, visit.today)).await? {
        let of = draft::get(db, copy.document_id).await?;
        rows.push(CopyRow {
            id: copy.id,
            number: copy.number,
            on: shell::vi_date(copy.made_on),
            kind: CopyKind::parse(&copy.kind).map_or("", CopyKind::name_vi),
            of: of
                .map(|of| {
                    format!(
                        "{} số {}, {}",
                        of.title,
                        of.number.unwrap_or_default(),
                        of.about
                    )
                })
                .unwrap_or_default(),
            of_href: format!("/documents/{}", copy.document_id),
            copies: copy.copies,
            recipient: copy.recipient,
            signing: if copy.signing == "digital" {
                "Ký số"
            } else {
                "Đóng dấu trên giấy"
            },
            by: people::staff::person::name_of(db, copy.made_by)
                .await?
                .unwrap_or_default(),
        });
    }
    Ok(rows)
}

/// Sổ bản sao.
pub async fn show_copies(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (from, to) = period(&asked, visit.today);
    let here = query(&asked, "");
    let page = CopiesPage {
        frame: visit
            .frame("Sổ bản sao")
            .subtitle(visit.actor.unit_name.clone()),
        tabs: tabs(&visit, "copies", None),
        from: shell::vi_date(from),
        to: shell::vi_date(to),
        columns: sheet::COPIES
            .iter()
            .map(|(title, _)| Column::plain(*title))
            .collect(),
        rows: copy_rows(&visit, &asked).await?,
        empty: Empty::new(
            "Chưa có bản sao nào trong kỳ này",
            "Mở một văn bản đã ban hành và chọn Sao văn bản; bản sao có số riêng và nằm ở đây.",
        ),
        files: (
            format!("/documents/copies/xlsx?{here}"),
            format!("/documents/copies/pdf?{here}"),
        ),
    };
    Ok(Page(page).into_response())
}

async fn copies_book(visit: &Visit, asked: &Asked) -> Result<Book, Problem> {
    let mut rows: Vec<Vec<String>> = copy_rows(visit, asked)
        .await?
        .into_iter()
        .map(|row| {
            vec![
                row.number,
                row.on,
                row.kind.to_owned(),
                row.of,
                row.copies.to_string(),
                row.recipient,
                row.signing.to_owned(),
                row.by,
            ]
        })
        .collect();
    rows.reverse();
    let period = period(asked, visit.today);
    book(visit, "SỔ ĐĂNG KÝ BẢN SAO", sheet::COPIES, period, rows).await
}

/// Excel of the copies.
pub async fn copies_xlsx(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let book = copies_book(&visit, &asked).await?;
    excel(&visit, &book, "so-ban-sao").await
}

/// PDF of the copies' register.
pub async fn copies_pdf(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let book = copies_book(&visit, &asked).await?;
    paper(&visit, &book, "so-ban-sao").await
}

/// The file of one copy.
pub async fn copy_file(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let copy = copies::get(visit.app.db(), id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let held = super::shown(&visit, copy.document_id).await?;
    let bytes = crate::folder::hand::file(&visit.app, &copy.pdf)
        .await
        .map_err(|_| Problem::NotFound(crate::messages::NO_FILE.to_owned()))?;
    let work = visit.begin().await?;
    work.note("document.downloaded", "document", held.draft.id, "copy")
        .await?;
    work.commit().await?;
    let name = text::slug(&format!("{} {}", copy.number, held.draft.about), 80);
    Ok(file(
        bytes,
        "application/pdf",
        format!("inline; filename=\"{name}.pdf\""),
    ))
}
