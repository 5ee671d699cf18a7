//! Báo cáo việc trình chiếu: what was shown, when and how long, to be compared with the court's minutes (biên bản phiên tòa).

use std::collections::HashMap;

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use people::{Right, staff::person};
use shell::{Column, Empty, Frame, Page, Problem, Visit, local_time, vi_time};
use uuid::Uuid;

use super::{Showing, clearance, showings_of};
use crate::{
    list::page::href,
    messages,
    opened::session_of,
    rules::{clock_vi, phase_vi, seconds},
};

struct Line {
    n: i64,
    at: String,
    lasted: String,
    caption: String,
    phase: &'static str,
    origin: &'static str,
    statement: String,
    who: String,
}

#[derive(Template)]
#[template(path = "session/report.html")]
struct ReportPage {
    frame: Frame,
    back: String,
    console: String,
    is_open: bool,
    unit: String,
    about: String,
    kind: &'static str,
    started: String,
    ended: String,
    columns: Vec<Column>,
    lines: Vec<Line>,
    total: String,
    cleared: Vec<(String, String)>,
    notes: String,
    nothing: Empty,
}

/// `GET /courtroom/sessions/{session}/report`
pub(crate) async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<impl IntoResponse, Problem> {
    let (row, head) = session_of(&visit, id, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    work.look("courtroom.session", id).await?;
    work.commit().await?;
    let db = visit.app.db();
    let all = showings_of(db, id).await?;
    let mut people: Vec<Uuid> = all.iter().map(|one| one.shown_by).collect();
    people.sort_unstable();
    people.dedup();
    let names: HashMap<Uuid, String> = person::names_of(db, &people).await?.into_iter().collect();
    let article = &crate::rules::rule_on(shell::local_day(row.started_at)).article;
    let cleared = clearance::of_session(db, id).await?;
    let total = clock_vi(seconds(all.iter().map(Showing::interval), visit.now_ms));
    let lines = all
        .into_iter()
        .map(|one| line(one, &names, article, visit.now_ms));
    let kind = messages::kind_vi(&row.kind);
    Ok(Page(ReportPage {
        frame: visit
            .frame("Báo cáo việc trình chiếu")
            .subtitle(head.title.clone())
            .crumb("Phiên tòa", "/courtroom")
            .crumb("Danh mục trình chiếu", href(head.id)),
        back: href(head.id),
        console: format!("/courtroom/sessions/{id}"),
        is_open: row.ended_at.is_none(),
        unit: visit.actor.unit_name.clone(),
        about: head.title,
        kind,
        started: vi_time(row.started_at),
        ended: row.ended_at.map(vi_time).unwrap_or_default(),
        columns: messages::REPORT_COLUMNS.map(Column::plain).to_vec(),
        lines: lines.collect(),
        total,
        cleared: cleared
            .into_iter()
            .map(|one| (one.person, one.ground))
            .collect(),
        notes: row.notes,
        nothing: Empty::new(messages::NOTHING_SHOWN, messages::NOTHING_SHOWN_WHY),
    }))
}

fn line(one: Showing, names: &HashMap<Uuid, String>, article: &str, now_ms: i64) -> Line {
    Line {
        n: one.n,
        at: local_time(one.shown_at).format("%H:%M:%S").to_string(),
        lasted: clock_vi(seconds([one.interval()], now_ms)),
        phase: phase_vi(&one.phase),
        origin: messages::origin_vi(&one.origin),
        statement: match (one.statement, one.ground.is_empty()) {
            (false, _) => String::new(),
            (true, true) => article.to_owned(),
            (true, false) => format!("{article}: {}", one.ground),
        },
        who: names.get(&one.shown_by).cloned().unwrap_or_default(),
        caption: one.caption,
    }
}
