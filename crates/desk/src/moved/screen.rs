//! Thời hạn đổi ngày: the page – whose dates moved, from which day to which, and why; each person sees the scope they may.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Query;
use chrono::NaiveDate;
use criminal::Whose;
use db::{Sql, V, args};
use people::{Right, WorkError};
use serde::Deserialize;
use shell::{Column, Empty, Frame, Page, Problem, Tabs, Visit, vi_date, vi_time};
use uuid::Uuid;

use crate::messages;
use crate::scope::{self, Scope};

/// Changes that may be chosen.
const CHANGES: i64 = 20;
/// Lines of a change.
const SHOWN: i64 = 200;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    of: String,
    change: Option<Uuid>,
}

db::row! {
    struct Change { id: Uuid, why: String, at: i64, looked: i64, done_at: Option<i64> }
}

db::row! {
    struct Kept {
        matter_id: Uuid, name: String, rule_vi: String, was_on: Option<NaiveDate>, is_on: Option<NaiveDate>
    }
}

struct Choice {
    id: Uuid,
    label: String,
    is_chosen: bool,
}

struct Row {
    href: String,
    title: String,
    code: String,
    prosecutor: String,
    clock: String,
    name: String,
    was: String,
    is: String,
    shift: String,
}

/// The page of what moved.
#[derive(Template)]
#[template(path = "moved/screen.html")]
pub struct MovedPage {
    frame: Frame,
    tabs: Tabs,
    scope: &'static str,
    choices: Vec<Choice>,
    said: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    more: String,
    empty: Empty,
}

/// The page.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<MovedPage>, Problem> {
    let db = visit.app.db();
    let scope = Scope::chosen(&asked.of, &visit.actor);
    let whose = scope.whose(&visit).await?;
    let changes: Vec<Change> = db
        .all(
            "SELECT id, why, at, looked, done_at FROM desk_change ORDER BY at DESC, id DESC LIMIT $1",
            args![CHANGES],
        )
        .await?;
    let chosen = changes
        .iter()
        .find(|change| Some(change.id) == asked.change)
        .or(changes.first());
    let (rows, count) = match chosen {
        Some(change) => rows(&visit, change.id, &whose).await?,
        None => (Vec::new(), 0),
    };
    let shown = rows.len() as i64;
    Ok(Page(MovedPage {
        frame: visit
            .frame("Thời hạn đổi ngày")
            .subtitle(messages::MOVED_SUBTITLE)
            .crumb("Bàn làm việc", "/desk"),
        tabs: scope::tabs(&visit, scope, |scope| {
            let change = chosen.map(|change| format!("&change={}", change.id));
            format!(
                "/desk/moved?of={}{}",
                scope.code(),
                change.unwrap_or_default()
            )
        }),
        scope: scope.code(),
        said: chosen.map(|change| said(change, count)).unwrap_or_default(),
        choices: changes
            .iter()
            .map(|change| Choice {
                id: change.id,
                label: format!("{} – {}", vi_time(change.at), change.why),
                is_chosen: Some(change.id) == chosen.map(|chosen| chosen.id),
            })
            .collect(),
        columns: ["Hồ sơ", "Thời hạn", "Ngày cũ", "Ngày mới", "Kiểm sát viên"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        more: match count > shown && shown > 0 {
            true => messages::more_moved(count - shown),
            false => String::new(),
        },
        rows,
        empty: match changes.is_empty() {
            true => Empty::new(messages::NO_CHANGE, messages::NO_CHANGE_MORE),
            false => Empty::new(messages::NOTHING_MOVED, messages::NOTHING_MOVED_MORE),
        },
    }))
}

fn said(change: &Change, count: i64) -> String {
    match change.done_at {
        Some(_) => messages::moved_said(&change.why, count),
        None => messages::still_computing(change.looked),
    }
}

async fn rows(visit: &Visit, change: Uuid, whose: &Whose) -> Result<(Vec<Row>, i64), WorkError> {
    let mut values = args![change];
    let (column, found): (&str, Vec<V>) = match whose {
        Whose::People(people) => ("prosecutor_id", people.iter().map(V::from).collect()),
        Whose::Units(units) => ("unit_id", units.iter().map(V::from).collect()),
    };
    if found.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let places: Vec<String> = (0..found.len()).map(|at| format!("${}", at + 2)).collect();
    values.extend(found);
    let from = format!(
        "FROM desk_moved WHERE change_id = $1 AND {column} IN ({})",
        places.join(", ")
    );
    let db = visit.app.db();
    let count: i64 = db
        .one(format!("SELECT count(*) {from}"), values.clone())
        .await?;
    values.push(SHOWN.into());
    let sql = format!(
        "SELECT matter_id, name, rule_vi, was_on, is_on {from} ORDER BY is_on, matter_id, n LIMIT ${}",
        values.len()
    );
    let kept: Vec<Kept> = db.all(sql, values).await?;
    let mut ids: Vec<Uuid> = kept.iter().map(|line| line.matter_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let heads = criminal::heads(db, &ids).await?;
    let heads: HashMap<Uuid, criminal::Head> = heads
        .into_iter()
        .filter(|head| {
            let may = |right| visit.may_over(right, &head.unit_id, &head.assigned());
            may(Right::CriminalMatterRead) || may(Right::StatisticsOpenFigure)
        })
        .map(|head| (head.matter_id, head))
        .collect();
    let rows = kept
        .into_iter()
        .filter_map(|line| heads.get(&line.matter_id).map(|head| row(head, line)));
    Ok((rows.collect(), count))
}

fn row(head: &criminal::Head, line: Kept) -> Row {
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "chưa xác định".to_owned(), vi_date);
    let shift = line
        .was_on
        .zip(line.is_on)
        .map(|(was, is)| (is - was).num_days());
    Row {
        href: format!("/criminal/matters/{}", head.matter_id),
        title: head.title.clone(),
        code: head.code.clone(),
        prosecutor: head.prosecutor.clone(),
        clock: line.rule_vi,
        name: line.name,
        was: day(line.was_on),
        is: day(line.is_on),
        shift: shift.map(messages::shift).unwrap_or_default(),
    }
}
