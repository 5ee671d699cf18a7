//! Báo cáo trình chiếu của ngày xét xử: what was shown at every session of a day, from the network and from packs, in the order of time; a draft
//! to be compared with the court's minutes (biên bản phiên tòa).

use std::{
    collections::{BTreeSet, HashMap},
    fmt::Write as _,
};

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use db::{Db, Sql, StorageError, args};
use people::{Right, staff::person};
use serde::Deserialize;
use shell::{Column, Empty, Frame, Page, Problem, Visit, local_day, local_time, vi_date};
use uuid::Uuid;

use super::{import, messages};
use crate::{
    list::page::href,
    messages as area,
    opened::opened,
    rules::{clock_vi, phase_vi, rule_on, seconds},
    session::{self, Playing, SessionRow, playings_of, report::played, showings_of},
};

struct Line {
    n: usize,
    at: String,
    lasted: String,
    caption: String,
    /// What ran of a recording: "02:15–03:40".
    played: String,
    phase: &'static str,
    origin: &'static str,
    statement: String,
    who: String,
    place: String,
}

#[derive(Template)]
#[template(path = "pack/report.html")]
struct DayPage {
    frame: Frame,
    back: String,
    unit: String,
    about: String,
    day: String,
    columns: Vec<Column>,
    lines: Vec<Line>,
    total: String,
    cleared: Vec<(String, String)>,
    notes: Vec<(String, String)>,
    remarks: String,
    nothing: Empty,
}

/// Which day.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    day: Option<NaiveDate>,
}

fn address(matter: Uuid, day: NaiveDate) -> String {
    format!("{}/trial-report?day={day}", href(matter))
}

async fn trials(db: &Db, matter: Uuid) -> Result<Vec<SessionRow>, StorageError> {
    let ids: Vec<Uuid> = db
        .all(
            "SELECT id FROM courtroom_session WHERE matter_id = $1 AND kind = 'trial' ORDER BY started_at, id LIMIT 200",
            args![matter],
        )
        .await?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(session::by_id(db, id).await?);
    }
    Ok(all)
}

/// The days on which there was a trial of a matter, the last first, with the address of each report.
pub(super) async fn days(db: &Db, matter: Uuid) -> Result<Vec<(String, String)>, StorageError> {
    let trials = trials(db, matter).await?;
    let days: BTreeSet<NaiveDate> = trials.iter().map(|row| local_day(row.started_at)).collect();
    let told = days.into_iter().rev();
    Ok(told
        .map(|day| (vi_date(day), address(matter, day)))
        .collect())
}

/// `GET /courtroom/matters/{matter}/trial-report?day=`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    work.look("courtroom", matter).await?;
    work.commit().await?;
    let db = visit.app.db();
    let mut all = trials(db, matter).await?;
    let last = all.last().map(|row| local_day(row.started_at));
    let day = asked.day.or(last).unwrap_or(visit.today);
    all.retain(|row| local_day(row.started_at) == day);
    let told = told(db, &all, visit.now_ms, &rule_on(day).article).await?;
    Ok(Page(DayPage {
        frame: visit
            .frame("Báo cáo trình chiếu của ngày xét xử")
            .subtitle(head.title.clone())
            .crumb("Phiên tòa", "/courtroom")
            .crumb("Danh mục trình chiếu", href(matter)),
        back: href(matter),
        unit: visit.actor.unit_name.clone(),
        about: head.title,
        day: vi_date(day),
        columns: messages::DAY_COLUMNS.map(Column::plain).into(),
        total: clock_vi(told.seconds),
        lines: told.lines,
        cleared: told.cleared,
        notes: told.notes,
        remarks: told.remarks,
        nothing: Empty::new(messages::NOTHING_THAT_DAY, messages::NOTHING_THAT_DAY_WHY),
    })
    .into_response())
}

#[derive(Default)]
struct Told {
    lines: Vec<Line>,
    seconds: i64,
    cleared: Vec<(String, String)>,
    notes: Vec<(String, String)>,
    remarks: String,
}

async fn told(
    db: &Db,
    sessions: &[SessionRow],
    now_ms: i64,
    article: &str,
) -> Result<Told, Problem> {
    let mut told = Told::default();
    let mut all = Vec::new();
    let mut ran: HashMap<Uuid, Vec<Playing>> = HashMap::new();
    for row in sessions {
        for one in playings_of(db, row.id).await? {
            ran.entry(one.showing_id).or_default().push(one);
        }
        let log = import::by_session(db, row.id).await?;
        let place = match &log {
            Some(_) => "Gói, không mạng",
            None => "Qua mạng",
        };
        if let Some(faults) = log.map(|log| log.faults).filter(|said| !said.is_empty()) {
            let from = local_time(row.started_at).format("%H:%M");
            let _ = write!(told.remarks, "Phiên từ {from} trên gói: {faults}. ");
        }
        for showing in showings_of(db, row.id).await? {
            all.push((showing, place));
        }
        for one in session::clearance::of_session(db, row.id).await? {
            let pair = (one.person, one.ground);
            if !told.cleared.contains(&pair) {
                told.cleared.push(pair);
            }
        }
        if !row.notes.trim().is_empty() {
            let from = local_time(row.started_at).format("%H:%M").to_string();
            told.notes.push((from, row.notes.clone()));
        }
    }
    all.sort_by_key(|(showing, _)| (showing.shown_at, showing.n));
    told.seconds = seconds(all.iter().map(|(one, _)| one.interval()), now_ms);
    let people: Vec<Uuid> = all.iter().map(|(one, _)| one.shown_by).collect();
    let names = person::names_of(db, &people).await?;
    let names: HashMap<Uuid, String> = names.into_iter().collect();
    let lines = all.into_iter().zip(1..).map(|((one, place), n)| Line {
        n,
        at: local_time(one.shown_at).format("%H:%M:%S").to_string(),
        lasted: clock_vi(seconds([one.interval()], now_ms)),
        played: ran.get(&one.id).map_or(String::new(), |all| played(all)),
        phase: phase_vi(&one.phase),
        origin: area::origin_vi(&one.origin),
        statement: match (one.statement, one.ground.is_empty()) {
            (false, _) => String::new(),
            (true, true) => article.to_owned(),
            (true, false) => format!("{article}: {}", one.ground),
        },
        who: names.get(&one.shown_by).cloned().unwrap_or_default(),
        place: place.to_owned(),
        caption: one.caption,
    });
    told.lines = lines.collect();
    Ok(told)
}
