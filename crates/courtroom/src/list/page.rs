//! Danh mục trên màn hình: its page, what the page reads and saves, the leader's answer.

use std::collections::HashMap;

use askama::Template;
use axum::{
    Json,
    extract::{Path, Query},
    http::header,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use db::Db;
use people::{Right, WorkError, staff::person};
use serde::{Deserialize, Serialize};
use shell::{Form, Frame, Page, Problem, Told, Tone, Visit, vi_time};
use uuid::Uuid;

use super::{
    adding::{self, Wanted},
    approval::{self, Approval},
    change::{self, Change},
    store,
    view::{ExhibitView, Ground, views},
};
use crate::{
    contents::Contents,
    drawings, messages,
    opened::{Kept, changed, looked, opened},
    rules::{Exhibit, Phase, Procedure, Standing, clock_vi, rule_on},
    session,
};

/// The answer a leader gave, or is asked for.
struct Turn {
    state: String,
    tone: &'static str,
    who: String,
    at: String,
    note: String,
    remark: String,
    is_waiting: bool,
    changed: usize,
}

#[derive(Template)]
#[template(path = "list/page.html")]
struct ListPage {
    frame: Frame,
    href: String,
    file: String,
    outline: String,
    media: String,
    may_present: bool,
    may_ask: bool,
    may_answer: bool,
    leaders: Vec<(Uuid, String)>,
    turn: Option<Turn>,
    sessions: Vec<session::Line>,
    running: Option<session::Line>,
}

/// `GET /courtroom/matters/{matter}`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let (head, frame) = looked(&visit, matter, "Danh mục trình chiếu").await?;
    let db = visit.app.db();
    let units = visit.app.units().units().await?;
    let mut sessions = session::lines_of(db, matter).await?;
    let running = sessions
        .iter()
        .position(|one| one.is_open)
        .map(|at| sessions.remove(at));
    let href = href(matter);
    let may_present = visit.may_over(Right::CourtroomPresent, &head.unit, &head.assigned);
    let leaders = approval::leaders(db, &units, &head.unit, visit.today).await?;
    let turn = turn(db, matter).await?;
    let is_waiting = turn.as_ref().is_some_and(|turn| turn.is_waiting);
    Ok(Page(ListPage {
        frame: frame.island("showlist").wide(),
        file: head.href(),
        outline: format!("{href}/outline"),
        media: format!("{href}/media"),
        may_present,
        may_ask: may_present && !is_waiting && !leaders.is_empty(),
        may_answer: approval::may_answer(&visit.actor, &head),
        leaders,
        turn,
        sessions,
        running,
        href,
    }))
}

pub(crate) fn href(matter: Uuid) -> String {
    format!("/courtroom/matters/{matter}")
}

async fn turn(db: &Db, matter: Uuid) -> Result<Option<Turn>, Problem> {
    let Some(last) = approval::latest(db, matter).await? else {
        return Ok(None);
    };
    let who = last.answered_by.unwrap_or(last.leader_id);
    let names = person::names_of(db, &[who]).await?;
    let now = store::exhibits_of(db, matter).await?;
    let state = messages::approval_vi(&last.state).to_owned();
    Ok(Some(Turn {
        tone: match last.state.as_str() {
            "approved" => "good",
            "returned" => "warning",
            _ => "info",
        },
        changed: different(&last.exhibits()?, &now),
        state,
        who: names
            .into_iter()
            .next()
            .map(|(_, name)| name)
            .unwrap_or_default(),
        at: vi_time(last.answered_at.unwrap_or(last.asked_at)),
        is_waiting: last.state == "waiting",
        note: last.note,
        remark: last.remark,
    }))
}

/// How many exhibits were changed, added or taken off since.
fn different(then: &[Exhibit], now: &[Exhibit]) -> usize {
    let changed = now.iter().filter(|one| !then.contains(one)).count();
    let gone = then
        .iter()
        .filter(|one| now.iter().all(|now| now.id != one.id))
        .count();
    changed + gone
}

/// What the page reads.
#[derive(Serialize)]
pub(crate) struct ListView {
    href: String,
    file: String,
    may_edit: bool,
    phases: &'static [Phase],
    /// The phases of this trial were not compared with the code: cần kiểm tra.
    phases_to_check: String,
    exhibits: Vec<ExhibitView>,
    rule: String,
    planned: String,
    used: String,
}

/// `GET /courtroom/matters/{matter}/list`
pub(crate) async fn read(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<Json<ListView>, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    view_of(&visit, &head).await.map(Json)
}

async fn view_of(visit: &Visit, head: &MatterHead) -> Result<ListView, Problem> {
    let (db, rule) = (visit.app.db(), rule_on(visit.today));
    let rows = store::rows_of(db, head.id).await?;
    let approved = approved_then(db, head.id).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let one = row.exhibit()?;
        let standing = standing(approved.as_deref(), &one);
        all.push((one, standing));
    }
    let contents = Contents::of(db, head.id).await?;
    let used = session::used_in_rehearsal(db, head.id, visit.now_ms).await?;
    let revisions: HashMap<Uuid, i64> = rows.iter().map(|row| (row.id, row.revision)).collect();
    let ground = Ground {
        contents: &contents,
        rule,
        used: &used,
        revisions: &revisions,
    };
    let exhibits = views(&visit.app, head.id, all, &ground).await?;
    let procedure = Procedure::of(&store::procedure_of(db, head.id).await?);
    let sum = |of: &dyn Fn(&ExhibitView) -> i64| exhibits.iter().map(of).sum::<i64>();
    Ok(ListView {
        href: href(head.id),
        file: head.href(),
        may_edit: visit.may_over(Right::CourtroomPresent, &head.unit, &head.assigned),
        phases: &procedure.phases,
        phases_to_check: match procedure.to_check {
            true => format!("{} (cần kiểm tra)", procedure.source),
            false => String::new(),
        },
        rule: rule.article.clone(),
        planned: clock_vi(sum(&|one| one.exhibit.planned_s)),
        used: clock_vi(sum(&|one| one.used_s)),
        exhibits,
    })
}

async fn approved_then(db: &Db, matter: Uuid) -> Result<Option<Vec<Exhibit>>, Problem> {
    let found = approval::approved(db, matter).await?;
    Ok(found.as_ref().map(Approval::exhibits).transpose()?)
}

/// How an exhibit of the list stands to what was approved.
fn standing(approved: Option<&[Exhibit]>, one: &Exhibit) -> Standing {
    match approved.and_then(|all| all.iter().find(|then| then.id == one.id)) {
        None => Standing::Unapproved,
        Some(then) if then == one => Standing::Approved,
        Some(_) => Standing::Changed,
    }
}

/// What was added, and the list as it stands then.
#[derive(Serialize)]
pub(crate) struct Added {
    added: Vec<Uuid>,
    list: ListView,
}

/// `POST /courtroom/matters/{matter}/exhibits`
pub(crate) async fn add(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Json(wanted): Json<Wanted>,
) -> Result<Json<Added>, Problem> {
    opened(&visit, matter, Right::CourtroomPresent).await?;
    let wanted = adding::drawn(&visit.app, matter, wanted).await?;
    let (head, added) = changed(&visit, matter, async |work, head| {
        adding::add(work, head, wanted).await
    })
    .await?;
    let list = view_of(&visit, &head).await?;
    Ok(Json(Added { added, list }))
}

/// `PUT /courtroom/matters/{matter}/exhibits/{exhibit}`: as it is typed.
pub(crate) async fn alter(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    Json(asked): Json<Change>,
) -> Result<Json<Kept>, Problem> {
    let (_, revision) = changed(&visit, matter, async |work, head| {
        change::alter(work, head, id, asked).await
    })
    .await?;
    Ok(Json(Kept { revision }))
}

/// Where an exhibit goes.
#[derive(Deserialize)]
pub(crate) struct Place {
    phase: String,
    before: Option<Uuid>,
}

/// `PUT /courtroom/matters/{matter}/exhibits/{exhibit}/place`
pub(crate) async fn place(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    Json(to): Json<Place>,
) -> Result<Json<ListView>, Problem> {
    let (head, ()) = changed(&visit, matter, async |work, head| {
        change::place(work, head, id, (&to.phase, to.before)).await
    })
    .await?;
    view_of(&visit, &head).await.map(Json)
}

/// `DELETE /courtroom/matters/{matter}/exhibits/{exhibit}`: kept for undo.
pub(crate) async fn remove(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<ListView>, Problem> {
    set_removed(&visit, (matter, id), true).await
}

/// `POST /courtroom/matters/{matter}/exhibits/{exhibit}/restoration`
pub(crate) async fn restore(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<ListView>, Problem> {
    set_removed(&visit, (matter, id), false).await
}

async fn set_removed(
    visit: &Visit,
    (matter, id): (Uuid, Uuid),
    removed: bool,
) -> Result<Json<ListView>, Problem> {
    let (head, ()) = changed(visit, matter, async |work, head| {
        change::set_removed(work, head, id, removed).await
    })
    .await?;
    view_of(visit, &head).await.map(Json)
}

/// `POST /courtroom/matters/{matter}/approval` with `leader`, `note`
pub(crate) async fn submit(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CourtroomPresent).await?;
    let units = visit.app.units().units().await?;
    let leader = form.opt("leader").and_then(|id| id.parse().ok());
    let work = visit.begin().await?;
    let done = approval::submit(&work, &units, &head, (leader, form.get("note"))).await;
    let done = done.map(|_| messages::SUBMITTED);
    back(work, matter, done).await
}

/// `POST /courtroom/matters/{matter}/approval/withdrawal`
pub(crate) async fn take_back(
    visit: Visit,
    Path(matter): Path<Uuid>,
    _: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    let done = approval::take_back(&work, &head).await;
    back(work, matter, done.map(|()| messages::TAKEN_BACK)).await
}

/// `POST /courtroom/matters/{matter}/approval/answer` with `answer` (approve, return) and `remark`
pub(crate) async fn answer(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CourtroomApprove).await?;
    let approves = form.get("answer") == "approve";
    let work = visit.begin().await?;
    let done = approval::answer(&work, &head, approves, form.get("remark")).await;
    let said = if approves {
        messages::APPROVED
    } else {
        messages::RETURNED
    };
    back(work, matter, done.map(|()| said)).await
}

/// Back to the list with what was done, or why it was not.
async fn back(
    work: people::Work,
    matter: Uuid,
    done: Result<&'static str, WorkError>,
) -> Result<Response, Problem> {
    let there = Told::to(href(matter));
    match done {
        Ok(said) => {
            work.commit().await?;
            Ok(there.good(said).into_response())
        }
        Err(WorkError::Invalid { sentence, .. }) => {
            Ok(there.say(Tone::Warning, sentence).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// How far a diagram is to be revealed.
#[derive(Deserialize)]
pub(crate) struct Reveal {
    step: Option<usize>,
}

/// `GET /courtroom/matters/{matter}/drawings/{kind}/{id}?step=`: a diagram as the court would see it now.
pub(crate) async fn drawing(
    visit: Visit,
    Path((matter, kind, id)): Path<(Uuid, String, Uuid)>,
    Query(reveal): Query<Reveal>,
) -> Result<Response, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    let made = drawings::made(&visit.app, matter, (&kind, id), reveal.step).await?;
    let made = made.ok_or_else(Problem::not_found)?;
    let given = [
        (header::CONTENT_TYPE, "image/png"),
        // It is drawn anew whenever its tables change.
        (header::CACHE_CONTROL, "private, no-cache"),
    ];
    Ok((given, made.png).into_response())
}
