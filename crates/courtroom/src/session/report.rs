//! Báo cáo việc trình chiếu: what was shown, when and how long, to be compared with the court's minutes (biên bản phiên tòa).

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use people::{Right, staff::person};
use shell::{Column, Empty, Frame, Page, Problem, Visit, local_time, vi_time};
use uuid::Uuid;

use super::{Playing, SessionRow, Showing, clearance, playings_of, showings_of};
use crate::{
    act::proof::{Proof, proof},
    list::page::href,
    messages,
    opened::session_of,
    paper::{self, Paper},
    rules::{clock_vi, mark_vi, phase_vi, seconds},
};

struct Line {
    n: i64,
    at: String,
    lasted: String,
    caption: String,
    /// What ran of a recording: "02:15–03:40".
    played: String,
    phase: &'static str,
    origin: &'static str,
    statement: String,
    who: String,
}

/// Everything the report says.
struct Told {
    lines: Vec<Line>,
    total: String,
    cleared: Vec<(String, String)>,
    kind: &'static str,
    started: String,
    ended: String,
}

#[derive(Template)]
#[template(path = "session/report.html")]
struct ReportPage {
    frame: Frame,
    back: String,
    word: String,
    console: String,
    is_open: bool,
    unit: String,
    about: String,
    columns: Vec<Column>,
    told: Told,
    notes: String,
    nothing: Empty,
    proof: Proof,
}

/// `GET /courtroom/sessions/{session}/report`
pub(crate) async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<impl IntoResponse, Problem> {
    let (row, head) = session_of(&visit, id, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    work.look("courtroom.session", id).await?;
    work.commit().await?;
    let proof = proof(&visit, &row, &head).await?;
    Ok(Page(ReportPage {
        told: told(&visit, &row).await?,
        frame: visit
            .frame("Báo cáo việc trình chiếu")
            .subtitle(head.title.clone())
            .crumb("Phiên tòa", "/courtroom")
            .crumb("Danh mục trình chiếu", href(head.id)),
        back: href(head.id),
        word: format!("/courtroom/sessions/{id}/word"),
        console: format!("/courtroom/sessions/{id}"),
        is_open: row.ended_at.is_none(),
        unit: visit.actor.unit_name.clone(),
        about: head.title,
        columns: messages::REPORT_COLUMNS.map(Column::plain).to_vec(),
        notes: row.notes,
        nothing: Empty::new(messages::NOTHING_SHOWN, messages::NOTHING_SHOWN_WHY),
        proof,
    }))
}

/// `GET /courtroom/sessions/{session}/word`
pub(crate) async fn word(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (row, head) = session_of(&visit, id, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    work.note("courtroom.session.exported", "courtroom.session", id, "")
        .await?;
    work.commit().await?;
    let told = told(&visit, &row).await?;
    let said = messages::report_paper(
        told.kind,
        &told.started,
        &told.ended,
        &told.total,
        told.lines.len(),
    );
    let mut blocks: Vec<_> = paper::paragraphs(&said).collect();
    let rows = told.lines.into_iter().map(|line| {
        let both = |one: String, other: String| match other.is_empty() {
            true => one,
            false => format!("{one}. {other}"),
        };
        [
            line.n.to_string(),
            line.at,
            line.lasted,
            both(both(line.caption, line.phase.to_owned()), line.played),
            both(both(line.origin.to_owned(), line.statement), line.who),
            String::new(),
        ]
    });
    blocks.push(paper::table(
        messages::REPORT_COLUMNS,
        [5, 10, 11, 30, 26, 18],
        rows,
    ));
    if !told.cleared.is_empty() {
        blocks.push(paper::section(messages::CLEARED));
        let lines: Vec<String> = told
            .cleared
            .iter()
            .map(|(person, ground)| format!("{person}: {ground}"))
            .collect();
        blocks.extend(paper::paragraphs(&lines.join("\n")));
    }
    if !row.notes.trim().is_empty() {
        blocks.push(paper::section(messages::NOTES_TAKEN));
        blocks.extend(paper::paragraphs(&row.notes));
    }
    let paper = Paper {
        title: messages::REPORT_TITLE,
        about: head.title,
        blocks,
        name: format!("bao-cao-trinh-chieu-{}", head.code),
    };
    paper::word(&visit, paper).await
}

async fn told(visit: &Visit, row: &SessionRow) -> Result<Told, Problem> {
    let db = visit.app.db();
    let all = showings_of(db, row.id).await?;
    let mut ran: HashMap<Uuid, Vec<Playing>> = HashMap::new();
    for one in playings_of(db, row.id).await? {
        ran.entry(one.showing_id).or_default().push(one);
    }
    let mut people: Vec<Uuid> = all.iter().map(|one| one.shown_by).collect();
    people.sort_unstable();
    people.dedup();
    let names: HashMap<Uuid, String> = person::names_of(db, &people).await?.into_iter().collect();
    let article = &crate::rules::rule_on(shell::local_day(row.started_at)).article;
    let cleared = clearance::of_session(db, row.id).await?;
    let total = clock_vi(seconds(all.iter().map(Showing::interval), visit.now_ms));
    let lines = all.into_iter().map(|one| Line {
        played: played(ran.get(&one.id).map_or(&[][..], Vec::as_slice)),
        ..line(one, &names, article, visit.now_ms)
    });
    Ok(Told {
        lines: lines.collect(),
        total,
        cleared: cleared
            .into_iter()
            .map(|one| (one.person, one.ground))
            .collect(),
        kind: messages::kind_vi(&row.kind),
        started: vi_time(row.started_at),
        ended: row.ended_at.map(vi_time).unwrap_or_default(),
    })
}

/// "Đã phát 02:15–03:40, 05:00–".
pub(crate) fn played(all: &[Playing]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let each = all.iter().map(|one| {
        let to = one.to_ms.map(mark_vi).unwrap_or_default();
        format!("{}–{to}", mark_vi(one.from_ms))
    });
    format!("Đã phát {}", each.collect::<Vec<_>>().join(", "))
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
        played: String::new(),
    }
}
