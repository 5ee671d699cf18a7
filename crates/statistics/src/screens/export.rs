//! Xuất biểu: Excel and PDF in the layout of the form.

use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Problem, Visit};

use super::asked::{Asked, Question};
use super::table::{computed, entered};
use crate::paper::{self, Head, Sheet, whole};
use crate::told;

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
    let bytes = whole::print(&visit.app, sheet).await?;
    Ok(file(
        bytes,
        "application/pdf",
        "inline",
        &name(&question, "pdf"),
    ))
}

/// CSV: one line a cell, with its label, for programs and for Excel.
pub async fn csv(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (question, cells) = cells(&visit, &form, &asked).await?;
    // The mark at the beginning lets Excel read the letters.
    let mut text = String::from("\u{feff}dong,chi_tieu,cot,so_lieu,so_nhap\r\n");
    for cell in &cells {
        let label = |no: &str| {
            question
                .form
                .row(no)
                .map_or("", |row| row.label_vi.as_str())
        };
        let said = match cell.column.as_str() {
            told::COLUMN => label(&cell.row_no),
            column => label(column),
        };
        let value = match (&cell.value, &cell.percent) {
            (Some(value), _) => value.to_string(),
            (None, Some(percent)) => percent.clone(),
            (None, None) => String::new(),
        };
        let fields = [
            cell.row_no.as_str(),
            said,
            cell.column.as_str(),
            &value,
            if cell.entered { "1" } else { "" },
        ];
        let quoted: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
        text += &quoted.join(",");
        text += "\r\n";
    }
    let name = name(&question, "csv");
    Ok(file(
        text.into_bytes(),
        "text/csv; charset=utf-8",
        "attachment",
        &name,
    ))
}

/// A field of a CSV file: words with a comma or a quotation mark stand in quotation marks.
fn quoted(field: &str) -> String {
    match field.contains([',', '"', '\n']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.to_owned(),
    }
}

/// JSON: the same list as `kiemsat statistics --json`.
pub async fn json(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (question, cells) = cells(&visit, &form, &asked).await?;
    let bytes = serde_json::to_vec(&cells).map_err(Problem::failed)?;
    let name = name(&question, "json");
    Ok(file(bytes, "application/json", "attachment", &name))
}

async fn cells(
    visit: &Visit,
    form: &str,
    asked: &Asked,
) -> Result<(Question, Vec<told::Cell>), Problem> {
    let question = asked.question(visit, form).await?;
    exported(visit, &question).await?;
    let figures = computed(visit, &question).await?;
    let entered = entered(visit, &question).await?;
    let cells = told::cells_with(question.form, &figures, &entered);
    Ok((question, cells))
}

/// Exporting is a right, and leaves a line.
async fn exported(visit: &Visit, question: &Question) -> Result<(), Problem> {
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
    Ok(work.commit().await?)
}

async fn sheet(visit: &Visit, form: &str, asked: &Asked) -> Result<(Question, Sheet), Problem> {
    let question = asked.question(visit, form).await?;
    exported(visit, &question).await?;
    let figures = computed(visit, &question).await?;
    let entered = entered(visit, &question).await?;
    let form = question.form;
    let head = Head::of(
        &question.units,
        (&question.scope.unit, &question.unit_name),
        question.scope.is_tree,
        &question.period,
        &visit.actor.name,
        visit.now_ms,
    );
    let sheet = Sheet::counted(&visit.app.law(), form, head, &figures, &entered);
    Ok((question, sheet))
}

pub(super) fn name(question: &Question, ending: &str) -> String {
    let tree = if question.scope.is_tree { "-tree" } else { "" };
    let (from, to) = (question.period.from.on, question.period.to.on);
    format!(
        "{}-{}{tree}-{from}-{to}.{ending}",
        question.form.id, question.scope.unit
    )
}

pub(super) fn file(bytes: Vec<u8>, kind: &'static str, how: &str, name: &str) -> Response {
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
