//! Một đợt nhập: what the check found, the confirmation, what was written, the way back.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use jobs::State;
use people::Right;
use shell::{Alert, Column, Form, Frame, Page, Problem, Progress, Stat, Told, Tone, Visit};
use uuid::Uuid;

use super::{begins, of_visit, send_on};
use crate::import::kind::SheetKind;
use crate::import::store::{self, FaultLine, Import, Line};
use crate::import::task::Task;
use crate::import::undo;
use crate::messages;

/// Lines shown on the page; the whole list is in the Excel file.
const SHOWN: i64 = 100;

#[derive(Template)]
#[template(path = "screens/import.html")]
pub struct ImportPage {
    frame: Frame,
    href: String,
    alerts: Vec<Alert>,
    progress: Option<Progress>,
    stats: Vec<Stat>,
    skipped: Vec<(usize, String)>,
    fault_columns: Vec<Column>,
    faults: Vec<FaultLine>,
    has_more_faults: bool,
    line_columns: Vec<Column>,
    lines: Vec<LineRow>,
    has_more_lines: bool,
    may_write: bool,
    goods: i64,
    warnings: i64,
    may_map: bool,
    may_go_on: bool,
    may_undo: bool,
}

/// Một hồ sơ của đợt nhập.
struct LineRow {
    n: i64,
    title: String,
    state: &'static str,
    said: String,
    acts: i64,
    href: String,
}

impl From<Line> for LineRow {
    fn from(line: Line) -> LineRow {
        LineRow {
            n: line.n,
            state: messages::state_vi(&line.state),
            href: line
                .matter_id
                .map(|matter| format!("/criminal/matters/{matter}"))
                .unwrap_or_default(),
            title: line.title,
            said: line.said,
            acts: line.acts,
        }
    }
}

/// Trang của đợt nhập.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let one = of_visit(&visit, id, Right::ExchangeImport).await?;
    match one.step.as_str() {
        "sheet" => Ok(Told::to(format!("{}/sheet", one.href())).into_response()),
        "mapping" => Ok(Told::to(format!("{}/mapping", one.href())).into_response()),
        _ => Ok(Page(page(&visit, &one, Vec::new()).await?).into_response()),
    }
}

async fn page(visit: &Visit, one: &Import, mut alerts: Vec<Alert>) -> Result<ImportPage, Problem> {
    let db = visit.app.db();
    let counts = store::counts(db, one).await?;
    let count = |state: &str| {
        let of = counts.iter().find(|(known, _)| known == state);
        of.map_or(0, |(_, many)| *many)
    };
    let job = visit.app.jobs().about(&one.id.to_string()).await?;
    let is_busy = matches!(one.step.as_str(), "checking" | "writing" | "undoing");
    let failed = job
        .as_ref()
        .filter(|job| is_busy && job.state == State::Failed);
    if let Some(job) = failed {
        alerts.push(Alert::new(Tone::Danger, job.note.clone()));
    }
    let progress = job
        .as_ref()
        .filter(|job| is_busy && job.state != State::Failed)
        .map(|job| visit.progress(job, one.href()));
    let mut faults = store::faults(db, one, 0, SHOWN + 1).await?;
    let has_more_faults = faults.len() > SHOWN as usize;
    faults.truncate(SHOWN as usize);
    let states: &[&str] = match one.step.as_str() {
        "written" | "undoing" | "undone" | "writing" => &["written", "kept", "undone", "known"],
        _ => &["known", "good", "warning"],
    };
    let mut lines = store::lines(db, one, states, 0, SHOWN + 1).await?;
    let has_more_lines = lines.len() > SHOWN as usize;
    lines.truncate(SHOWN as usize);
    let kind = SheetKind::named(&one.kind).map_or("", |kind| kind.name_vi.as_str());
    let (goods, warnings) = (count("good"), count("warning"));
    Ok(ImportPage {
        frame: visit
            .frame(messages::step_vi(&one.step))
            .subtitle(format!("{} – {kind}", one.file_name))
            .crumb("Nhập sổ", "/exchange/imports"),
        href: one.href(),
        alerts,
        progress,
        stats: stats(one, &count),
        skipped: serde_json::from_str(&one.skipped).unwrap_or_default(),
        fault_columns: ["Dòng", "Cột", "Giá trị", "Vì sao", "Cần làm"]
            .map(Column::plain)
            .into(),
        faults,
        has_more_faults,
        line_columns: ["Dòng", "Hồ sơ", "Kết quả", "Số sự kiện"]
            .map(Column::plain)
            .into(),
        lines: lines.into_iter().map(LineRow::from).collect(),
        has_more_lines,
        may_write: one.step == "checked" && goods + warnings > 0,
        goods,
        warnings,
        may_map: one.step == "checked",
        may_go_on: failed.is_some() && one.step == "writing",
        may_undo: one.step == "written"
            && count("written") > 0
            && visit.may_over(Right::ExchangeUndo, &one.unit_id, &[]),
    })
}

fn stats(one: &Import, count: &impl Fn(&str) -> i64) -> Vec<Stat> {
    let all = [
        ("good", Tone::Good),
        ("warning", Tone::Warning),
        ("wrong", Tone::Danger),
        ("known", Tone::Neutral),
        ("written", Tone::Good),
        ("kept", Tone::Warning),
        ("undone", Tone::Neutral),
    ];
    let is_early = matches!(one.step.as_str(), "checking" | "checked");
    let mut stats = vec![Stat::new("Dòng có dữ liệu", one.rows_total)];
    for (state, tone) in all {
        let is_usual = match is_early {
            true => matches!(state, "good" | "warning" | "wrong" | "known"),
            false => matches!(state, "written" | "wrong" | "known"),
        };
        if is_usual || count(state) > 0 {
            stats.push(Stat::new(messages::state_vi(state), count(state)).tone(tone));
        }
    }
    stats
}

/// Xác nhận ghi: the job begins, or goes on after it stopped.
pub async fn write(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let one = of_visit(&visit, id, Right::ExchangeImport).await?;
    let warnings = form.is_ticked("warnings");
    let counts = store::counts(visit.app.db(), &one).await?;
    let many = |state: &str| {
        counts
            .iter()
            .any(|(known, many)| known == state && *many > 0)
    };
    if !(many("good") || warnings && many("warning")) {
        let alert = Alert::new(Tone::Warning, messages::NOTHING_TO_WRITE);
        return Ok(Page::refused(page(&visit, &one, vec![alert]).await?).into_response());
    }
    let work = visit.begin().await?;
    work.require(Right::CriminalMatterRegister, &one.unit_id)
        .await?;
    begins(&visit, &work, &one, "checked", Task::Write).await?;
    let payload = if warnings { "warnings" } else { "" };
    work.note("exchange.import_confirmed", "import", one.id, payload)
        .await?;
    send_on(&visit, work, &one, Task::Write, payload.to_owned()).await
}

/// Hoàn tác.
pub async fn undo(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let one = of_visit(&visit, id, Right::ExchangeUndo).await?;
    let reason = text::clean(form.get("reason"));
    if reason.is_empty() {
        let alert = Alert::new(Tone::Danger, messages::REASON_MISSING);
        return Ok(Page::refused(page(&visit, &one, vec![alert]).await?).into_response());
    }
    let work = visit.begin().await?;
    work.require(Right::CriminalFactCorrect, &one.unit_id)
        .await?;
    begins(&visit, &work, &one, "written", Task::Undo).await?;
    work.note("exchange.undo_asked", "import", one.id, "")
        .await?;
    let payload = undo::Payload {
        post: visit.actor.post,
        reason,
    };
    let payload = serde_json::to_string(&payload).map_err(Problem::failed)?;
    send_on(&visit, work, &one, Task::Undo, payload).await
}
