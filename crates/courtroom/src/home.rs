//! Phiên tòa: the lists being prepared, what waits for approval, the sessions, and the way to a case.

use askama::Template;
use axum::{extract::Query, response::IntoResponse};
use casefile::head_of;
use criminal::register::{Filter, matters};
use db::{Sql, V};
use people::Right;
use serde::Deserialize;
use shell::{Column, Empty, Frame, Page, Problem, Visit, vi_time};
use uuid::Uuid;

use crate::{
    list::{self, page::href},
    messages,
    session::{Line, lines_within},
};

struct ListLine {
    href: String,
    title: String,
    code: String,
    exhibits: usize,
    state: &'static str,
    changed: String,
}

struct CaseLine {
    href: String,
    title: String,
    code: String,
    people: String,
}

struct SessionLine {
    line: Line,
    title: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    query: String,
    may_present: bool,
    cases: Vec<CaseLine>,
    is_asked: bool,
    columns: Vec<Column>,
    lines: Vec<ListLine>,
    sessions: Vec<SessionLine>,
    no_case: Empty,
    nothing: Empty,
}

/// What is asked.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

/// Lists and cases on the page.
const SHOWN: usize = 30;
/// Lists looked through for those the person may read.
const LOOKED_THROUGH: usize = 200;

/// `GET /courtroom?q=`
pub(crate) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse, Problem> {
    let units: Vec<String> = visit.actor.covers.unit_keys().iter().cloned().collect();
    let query = text::clean(&asked.q);
    let cases = match query.is_empty() {
        true => Vec::new(),
        false => cases(&visit, &units, &query).await?,
    };
    let columns = ["Vụ án", "Số mục", "Tình trạng", "Sửa lần cuối"];
    Ok(Page(HomePage {
        frame: visit
            .frame("Phiên tòa")
            .subtitle("Trình chiếu tài liệu, chứng cứ tại phiên tòa"),
        may_present: visit.may(Right::CourtroomPresent),
        is_asked: !query.is_empty(),
        query,
        cases,
        columns: columns.map(Column::plain).to_vec(),
        lines: lists(&visit, &units).await?,
        sessions: sessions(&visit, &units).await?,
        no_case: Empty::new(messages::NO_MATTER, messages::NO_MATTER_WHY),
        nothing: Empty::new(messages::NO_LISTS, messages::NO_LISTS_WHY),
    }))
}

async fn cases(visit: &Visit, units: &[String], query: &str) -> Result<Vec<CaseLine>, Problem> {
    let filter = Filter {
        units: units.to_vec(),
        list: "cases".to_owned(),
        query: query.to_owned(),
        ..Filter::default()
    };
    let db = visit.app.db();
    let (found, _) = matters(db, &filter).await?;
    let (civil, _) = civil::register::matters(db, &civil_filter(units, query)).await?;
    let found = found.into_iter().map(|one| (one.matter_id, one.people));
    let civil = civil.into_iter().map(|one| (one.matter_id, one.court));
    let mut lines = Vec::new();
    for (id, people) in found.chain(civil) {
        if lines.len() >= SHOWN {
            break;
        }
        let Some(head) = may_read(visit, id).await? else {
            continue;
        };
        lines.push(CaseLine {
            href: href(id),
            title: head.title,
            code: head.code,
            people,
        });
    }
    Ok(lines)
}

/// Vụ việc dân sự, vụ án hành chính that are not settled yet.
fn civil_filter(units: &[String], query: &str) -> civil::register::Filter {
    civil::register::Filter {
        units: units.to_vec(),
        list: "open".to_owned(),
        query: query.to_owned(),
        ..civil::register::Filter::default()
    }
}

/// The head of a matter whose file the person may read.
async fn may_read(visit: &Visit, id: Uuid) -> Result<Option<casefile::MatterHead>, Problem> {
    let head = head_of(visit.app.db(), id).await?;
    Ok(head.filter(|head| visit.may_over(Right::CasefileRead, &head.unit, &head.assigned)))
}

async fn lists(visit: &Visit, units: &[String]) -> Result<Vec<ListLine>, Problem> {
    db::row! { struct Known { matter_id: Uuid, changed_at: i64 } }
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let db = visit.app.db();
    let places: Vec<String> = (1..=units.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT matter_id, changed_at FROM courtroom_list WHERE unit_id IN ({}) ORDER BY changed_at DESC LIMIT {LOOKED_THROUGH}",
        places.join(", ")
    );
    let known: Vec<Known> = db.all(sql, units.iter().map(V::from).collect()).await?;
    let mut lines = Vec::new();
    for one in known {
        if lines.len() >= SHOWN {
            break;
        }
        let Some(head) = may_read(visit, one.matter_id).await? else {
            continue;
        };
        let turn = list::latest(db, head.id).await?;
        lines.push(ListLine {
            href: href(head.id),
            title: head.title,
            code: head.code,
            exhibits: list::exhibits_of(db, head.id).await?.len(),
            state: turn.map_or("Đang lập", |turn| messages::approval_vi(&turn.state)),
            changed: vi_time(one.changed_at),
        });
    }
    Ok(lines)
}

async fn sessions(visit: &Visit, units: &[String]) -> Result<Vec<SessionLine>, Problem> {
    let mut lines = Vec::new();
    for line in lines_within(visit.app.db(), units).await? {
        if let Some(head) = may_read(visit, line.matter).await? {
            let title = head.title;
            lines.push(SessionLine { line, title });
        }
    }
    Ok(lines)
}
