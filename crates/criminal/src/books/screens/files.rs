//! Sổ thành tệp: Excel, and PDF to print. Each leaves a line in the trail.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::Datelike;
use people::Right;
use shell::{Problem, Visit};
use typeset::Typesetter;

use super::super::paper::{self, Print};
use super::super::{Books, messages, telling};
use super::apart;
use super::asked::{Asked, Question};

/// Lines in one workbook.
const MOST_ROWS: usize = 10_000;
/// Lines on paper at a time.
const MOST_PRINTED: usize = 1_000;

/// Excel.
pub async fn xlsx(
    visit: Visit,
    Path(no): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (question, print) = print(&visit, &no, asked, "xlsx", MOST_ROWS).await?;
    let made = tokio::task::spawn_blocking(move || paper::xlsx(&print));
    let bytes = made
        .await
        .map_err(Problem::failed)?
        .map_err(Problem::failed)?;
    Ok(file(
        bytes,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "attachment",
        &name(&question, &no, "xlsx"),
    ))
}

/// PDF.
pub async fn pdf(
    visit: Visit,
    Path(no): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (question, print) = print(&visit, &no, asked, "pdf", MOST_PRINTED).await?;
    let press = visit.app.find::<Typesetter>();
    let made = tokio::task::spawn_blocking(move || {
        let press = press.unwrap_or_else(|| Arc::new(Typesetter::new()));
        press.report_pdf(&paper::report(&print))
    });
    let bytes = made
        .await
        .map_err(Problem::failed)?
        .map_err(Problem::failed)?;
    Ok(file(
        bytes,
        "application/pdf",
        "inline",
        &name(&question, &no, "pdf"),
    ))
}

/// The book ready to print; the right is asked for and the trail written before any line is read.
async fn print(
    visit: &Visit,
    no: &str,
    asked: Asked,
    ending: &str,
    most: usize,
) -> Result<(Question, Print<'static>), Problem> {
    let book = Books::embedded().named(no).ok_or_else(Problem::not_found)?;
    let asked = Asked {
        after: String::new(),
        ..asked
    };
    let question = asked.question(visit).await?;
    let work = visit.begin().await?;
    work.require(Right::CriminalBookExport, &question.keeper)
        .await?;
    // The words looked for may name a person, so the trail keeps only where and when.
    let detail = format!(
        "{ending} {} {}..{}",
        question.keeper, question.from, question.to
    );
    work.note("book.exported", "book", no, &detail).await?;
    work.commit().await?;
    let shelf = question.shelf(visit, book);
    let rows = telling::all(
        visit.app.db(),
        &visit.app.law(),
        book,
        &shelf,
        &question.readable,
        most,
    )
    .await?
    .ok_or_else(|| Problem::Refused(messages::too_many(most)))?;
    let apart = apart::of_book(visit, book, &question).await?;
    let keeper = question.keeper_vi(visit.today);
    let above = question
        .tree
        .ancestors(&question.keeper, question.to.min(visit.today));
    let day = visit.today;
    let print = Print {
        book,
        upper: above
            .first()
            .map_or(String::new(), |unit| unit.name.to_uppercase()),
        place_date: format!(
            "{}, ngày {:02} tháng {:02} năm {}",
            people::units::shortened(&keeper),
            day.day(),
            day.month(),
            day.year()
        ),
        unit: keeper.to_uppercase(),
        period: question.period_vi(book),
        printed_on: [day.year(), day.month() as i32, day.day() as i32],
        made_by: visit.actor.name.clone(),
        rows,
        apart: apart.iter().map(apart::Apart::sentence).collect(),
    };
    Ok((question, print))
}

fn name(question: &Question, no: &str, ending: &str) -> String {
    format!(
        "so-{no}-{}-{}-{}.{ending}",
        question.keeper, question.from, question.to
    )
}

fn file(bytes: Vec<u8>, kind: &'static str, how: &str, name: &str) -> Response {
    let said = format!("{how}; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, said),
    ];
    (headers, bytes).into_response()
}
