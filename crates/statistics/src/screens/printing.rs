//! In cả bộ biểu: asked for from a set or from a period, made at once or in the background, taken by who asked.

use std::time::Duration;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use jobs::State;
use people::Right;
use serde::Deserialize;
use shell::{Alert, Column, Frame, Page, Problem, Progress, Tone, Visit, vi_time};
use uuid::Uuid;

use super::asked::Asked;
use super::export::file;
use super::submission::readable;
use crate::messages;
use crate::paper::whole::order::{self, Print};
use crate::paper::whole::retention::{Retention, unwrapped};
use crate::paper::whole::{Order, Shape};
use crate::submission::freeze;

/// How long somebody is kept waiting before the page with the progress is shown.
const PATIENCE: Duration = Duration::from_millis(900);

/// What the address asks for besides unit and period.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    set: String,
    kind: String,
}

struct Line {
    href: String,
    title: String,
    shape: &'static str,
    at: String,
}

#[derive(Template)]
#[template(path = "screens/printing.html")]
struct PrintingPage {
    frame: Frame,
    alerts: Vec<Alert>,
    progress: Option<Progress>,
    file: Option<String>,
    pdf: Option<String>,
    xlsx: Option<String>,
    columns: Vec<Column>,
    lines: Vec<Line>,
}

fn shape_vi(shape: Option<Shape>) -> &'static str {
    match shape {
        Some(Shape::Pdf) => "PDF/A",
        Some(Shape::Xlsx) => "Excel",
        None => "",
    }
}

async fn lines(visit: &Visit) -> Result<Vec<Line>, Problem> {
    let mine = order::of_person(visit.app.db(), visit.actor.person, 20).await?;
    let line = |one: Print| Line {
        href: format!("/statistics/prints/{}", one.id),
        shape: shape_vi(one.order().map(|order| order.shape)),
        at: match one.cleared_at {
            Some(_) => format!("{} (tệp đã xóa)", vi_time(one.asked_at)),
            None => vi_time(one.asked_at),
        },
        title: one.title,
    };
    Ok(mine.into_iter().map(line).collect())
}

fn columns() -> Vec<Column> {
    ["Bộ biểu", "Tệp", "Lập lúc"].map(Column::plain).into()
}

/// The page on which a period is printed, with what was printed before.
pub async fn home(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let question = asked.question(&visit, "bieu-01").await?;
    let query = question.query();
    let post = |shape: Shape| format!("/statistics/prints?kind={}&{query}", shape.ending());
    let page = PrintingPage {
        frame: visit
            .frame("In cả bộ biểu")
            .subtitle(format!(
                "{} · {}",
                question.scope_vi(),
                question.period.vi()
            ))
            .crumb("Thống kê", "/statistics"),
        alerts: super::table::running(&visit, &question),
        progress: None,
        file: None,
        pdf: Some(post(Shape::Pdf)),
        xlsx: Some(post(Shape::Xlsx)),
        columns: columns(),
        lines: lines(&visit).await?,
    };
    Ok(Page(page).into_response())
}

/// Lập: counted and set in the background; what is ready at once is given at once.
pub async fn ask(
    visit: Visit,
    Query(asked): Query<Asked>,
    Query(wanted): Query<Wanted>,
) -> Result<Redirect, Problem> {
    let shape = Shape::parse(&wanted.kind)
        .ok_or_else(|| Problem::Refused(messages::NO_SUCH_SHAPE.to_owned()))?;
    let (order, title) = match wanted.set.parse::<Uuid>() {
        Ok(set) => of_set(&visit, set, shape).await?,
        Err(_) => of_period(&visit, &asked, shape).await?,
    };
    let mut bell = visit.app.jobs().watch();
    let work = visit.begin().await?;
    for unit in &order.units {
        work.require(Right::StatisticsExport, unit).await?;
    }
    let id = order::ask(&work, &order, &title).await?;
    work.note("form.exported", "statistics_print", id, &title)
        .await?;
    work.commit().await?;
    visit.app.jobs().ring();
    let made = async {
        while bell.changed().await.is_ok() {
            let print = order::by_id(visit.app.db(), id).await?;
            if print.is_none_or(|print| !print.is_waiting()) {
                break;
            }
        }
        Ok::<(), Problem>(())
    };
    let address = format!("/statistics/prints/{id}");
    Ok(match tokio::time::timeout(PATIENCE, made).await {
        Ok(Ok(())) => Redirect::to(&format!("{address}/file")),
        Ok(Err(problem)) => return Err(problem),
        Err(_) => Redirect::to(&address),
    })
}

async fn of_set(visit: &Visit, set: Uuid, shape: Shape) -> Result<(Order, String), Problem> {
    let set = readable(visit, set).await?;
    let content = freeze::content_of(&visit.app, &set).await?;
    let title = format!(
        "Bộ biểu {}, {}, lần {}",
        people::units::shortened(&content.unit_name),
        content.period_vi(),
        set.n
    );
    let made_by = match set.compiler_name.is_empty() {
        true => set.frozen_name.clone(),
        false => set.compiler_name.clone(),
    };
    let order = Order {
        set: Some(set.id),
        units: vec![set.unit_id.clone()],
        is_tree: set.is_tree,
        from: set.period_from.clone(),
        to: set.period_to.clone(),
        known_at: None,
        shape,
        made_by,
        asked_at: visit.now_ms,
    };
    Ok((order, title))
}

async fn of_period(visit: &Visit, asked: &Asked, shape: Shape) -> Result<(Order, String), Problem> {
    let question = asked.question(visit, "bieu-01").await?;
    let title = format!(
        "Bộ biểu {}, {}, chưa chốt",
        question.scope_vi(),
        question.period.vi()
    );
    let order = Order {
        set: None,
        units: question.chosen_units(),
        is_tree: question.scope.is_tree,
        from: question.period.from.to_string(),
        to: question.period.to.to_string(),
        known_at: question.known_at(),
        shape,
        made_by: visit.actor.name.clone(),
        asked_at: visit.now_ms,
    };
    Ok((order, title))
}

/// A print of one's own; rights may have ended since.
async fn own(visit: &Visit, id: Uuid) -> Result<Print, Problem> {
    let print = order::by_id(visit.app.db(), id).await?;
    let print = print
        .filter(|one| one.asked_by == visit.actor.person)
        .ok_or_else(Problem::not_found)?;
    match visit.may_over(Right::StatisticsExport, &print.unit_id, &[]) {
        true => Ok(print),
        false => Err(Problem::NotAllowed(messages::NOT_YOUR_UNIT.to_owned())),
    }
}

/// Tiến độ, then the file.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let print = own(&visit, id).await?;
    let address = format!("/statistics/prints/{id}");
    let job = match print.is_waiting() {
        false => None,
        true => visit.app.jobs().about(&id.to_string()).await?,
    };
    let (mut alerts, mut progress) = (Vec::new(), None);
    match &job {
        Some(job) if job.state == State::Failed => {
            alerts.push(Alert::new(Tone::Danger, job.note.clone()));
        }
        Some(job) => progress = Some(visit.progress(job, address.clone())),
        None if print.cleared_at.is_some() => {
            let days = Retention::embedded().kept_days;
            alerts.push(Alert::new(Tone::Info, messages::print_cleared(days)));
        }
        None => alerts.push(Alert::new(Tone::Good, messages::PRINTED)),
    }
    let page = PrintingPage {
        frame: visit
            .frame("In cả bộ biểu")
            .subtitle(print.title.clone())
            .crumb("Thống kê", "/statistics"),
        alerts,
        progress,
        file: print.is_made().then(|| format!("{address}/file")),
        pdf: None,
        xlsx: None,
        columns: columns(),
        lines: lines(&visit).await?,
    };
    Ok(Page(page).into_response())
}

/// The file.
pub async fn take(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let print = own(&visit, id).await?;
    let shape = print.order().map(|order| order.shape);
    let shape = shape
        .filter(|_| print.is_made())
        .ok_or_else(Problem::not_found)?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsExport, &print.unit_id)
        .await?;
    work.note("form.exported", "statistics_print", id, &print.title)
        .await?;
    work.commit().await?;
    let bytes = freeze::file(&visit.app, &print.file).await?;
    let bytes = unwrapped(print.id, bytes);
    let how = match shape {
        Shape::Pdf => "inline",
        Shape::Xlsx => "attachment",
    };
    let name = format!("{}.{}", text::slug(&print.title, 80), shape.ending());
    Ok(file(bytes, shape.media(), how, &name))
}
