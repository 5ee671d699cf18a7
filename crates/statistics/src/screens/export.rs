//! Xuất biểu: Excel and PDF in the layout of the form.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::Datelike;
use people::Right;
use shell::{Problem, Visit};
use typeset::Typesetter;

use super::asked::{Asked, Question};
use super::table::{computed, upper};
use crate::paper::{self, Sheet};

/// Excel.
pub async fn xlsx(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (question, sheet) = sheet(&visit, &form, &asked).await?;
    let bytes = paper::xlsx(&sheet).map_err(Problem::failed)?;
    Ok(file(
        bytes,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "attachment",
        &name(&question, "xlsx"),
    ))
}

/// PDF.
pub async fn pdf(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (question, sheet) = sheet(&visit, &form, &asked).await?;
    let press = visit.app.find::<Typesetter>();
    let made = tokio::task::spawn_blocking(move || {
        let press = press.unwrap_or_else(|| Arc::new(Typesetter::new()));
        press.report_pdf(&paper::report(&sheet))
    });
    let bytes = made
        .await
        .map_err(Problem::failed)?
        .map_err(Problem::failed)?;
    Ok(file(
        bytes,
        "application/pdf",
        "inline",
        &name(&question, "pdf"),
    ))
}

async fn sheet(visit: &Visit, form: &str, asked: &Asked) -> Result<(Question, Sheet), Problem> {
    let question = asked.question(visit, form).await?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsExport, &question.scope.unit)
        .await?;
    work.note(
        "form.exported",
        "form",
        &question.form.id,
        &question.query(),
    )
    .await?;
    work.commit().await?;
    let figures = computed(visit, &question).await?;
    let place = people::units::shortened(&question.unit_name);
    let day = visit.today;
    let sheet = Sheet {
        form: question.form,
        upper: upper(&question),
        unit: question.unit_name.to_uppercase(),
        is_tree: question.scope.is_tree,
        period: question.period.vi(),
        figures: figures.rows(question.form),
        as_of: shell::vi_time(visit.now_ms),
        is_provisional: question.is_running(visit.now_ms),
        place_date: format!(
            "{place}, ngày {:02} tháng {:02} năm {}",
            day.day(),
            day.month(),
            day.year()
        ),
        printed_on: [day.year(), day.month() as i32, day.day() as i32],
        made_by: visit.actor.name.clone(),
    };
    Ok((question, sheet))
}

fn name(question: &Question, ending: &str) -> String {
    let tree = if question.scope.is_tree { "-tree" } else { "" };
    let (from, to) = (question.period.from.on, question.period.to.on);
    format!(
        "{}-{}{tree}-{from}-{to}.{ending}",
        question.form.id, question.scope.unit
    )
}

fn file(bytes: Vec<u8>, kind: &'static str, how: &str, name: &str) -> Response {
    let said = format!("{how}; filename=\"{name}\"");
    (
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, said),
        ],
        bytes,
    )
        .into_response()
}
