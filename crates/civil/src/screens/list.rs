//! Danh sách vụ việc: what, between whom, which court, where it stands and when it is tried.

use askama::Template;
use axum::extract::Query;
use people::Right;
use serde::Deserialize;
use shell::{
    Badge, Choice, Column, Empty, Frame, Page, Pager, Problem, Tabs, Tone, Visit, vi_date,
};
use uuid::Uuid;

use super::address;
use super::form::Staff;
use crate::finder::units_of;
use crate::register::{self, Filter, Line, PAGE};
use crate::{load, messages, rules};

/// What the address asks for.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    kind: String,
    prosecutor: String,
    unit: String,
    done: String,
    after: String,
    from: i64,
}

struct Row {
    href: String,
    title: String,
    code: String,
    docket: String,
    kind: &'static str,
    court: String,
    accepted: String,
    state: Badge,
    trial: String,
    is_past: bool,
    prosecutor: String,
}

#[derive(Template)]
#[template(path = "screens/list.html")]
pub struct ListPage {
    frame: Frame,
    tabs: Tabs,
    asked: Asked,
    kinds: Vec<Choice>,
    prosecutors: Vec<Choice>,
    units: Vec<Choice>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    pager: Pager,
    empty: Empty,
    may_add: bool,
}

const COLUMNS: [&str; 6] = [
    "Vụ việc",
    "Tòa án",
    "Thụ lý",
    "Trạng thái",
    "Phiên tòa, phiên họp",
    "Kiểm sát viên",
];

/// `GET /civil`
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<ListPage>, Problem> {
    let readable = units_of(&visit.actor);
    let (is_done, is_mine) = (asked.done == "1", asked.prosecutor == "me");
    let filter = filter(&visit, &asked, &readable);
    let (lines, more) = register::matters(visit.app.db(), &filter).await?;
    let tree = visit.app.units().units().await?;
    let name = |key: &String| people::units::shortened(&tree.name_on(key, visit.today));
    let units = match readable.len() {
        0 | 1 => Vec::new(),
        _ => readable
            .iter()
            .map(|key| Choice::new(key, name(key)))
            .collect(),
    };
    let link = |done: &str, prosecutor: &str| {
        let pairs = [
            ("q", asked.q.as_str()),
            ("kind", &asked.kind),
            ("unit", &asked.unit),
        ];
        let mut pairs = pairs.to_vec();
        pairs.extend([("done", done), ("prosecutor", prosecutor)]);
        address("/civil", &pairs)
    };
    Ok(Page(ListPage {
        frame: visit
            .frame("Dân sự, hành chính")
            .subtitle(visit.actor.unit_name.clone()),
        tabs: Tabs::new("Phạm vi")
            .tab("Đang giải quyết", link("", ""), None, !is_done && !is_mine)
            .tab("Của tôi", link("", "me"), None, !is_done && is_mine)
            .tab("Đã giải quyết", link("1", ""), None, is_done),
        kinds: rules::kinds()
            .iter()
            .map(|kind| Choice::new(&kind.id, &kind.label))
            .collect(),
        prosecutors: Staff::of(&visit).await?.choices("prosecutor"),
        units,
        columns: COLUMNS.map(Column::plain).to_vec(),
        pager: pager(&asked, &lines, more),
        rows: lines.into_iter().map(|line| row(&visit, line)).collect(),
        empty: empty(&visit, &asked),
        may_add: visit.may(Right::CivilMatterRegister),
        asked,
    }))
}

fn filter(visit: &Visit, asked: &Asked, readable: &[String]) -> Filter {
    let within = |unit: &&String| asked.unit.is_empty() || **unit == asked.unit;
    let after = asked.after.split_once('.');
    Filter {
        units: readable.iter().filter(within).cloned().collect(),
        list: if asked.done == "1" { "done" } else { "open" }.to_owned(),
        kind: Some(asked.kind.clone()).filter(|kind| !kind.is_empty()),
        prosecutor: match asked.prosecutor.as_str() {
            "me" => Some(visit.actor.person),
            other => other.parse().ok(),
        },
        query: asked.q.clone(),
        after: after.and_then(|(place, id)| Some((place.parse().ok()?, id.parse().ok()?))),
    }
}

fn row(visit: &Visit, line: Line) -> Row {
    Row {
        href: load::href(line.matter_id),
        kind: &rules::kind(&line.kind).label,
        state: state(&line.state),
        accepted: vi_date(line.accepted_on),
        is_past: line.trial_on.is_some_and(|on| on < visit.today),
        trial: line.trial_at,
        title: line.title,
        code: line.code,
        docket: line.docket,
        court: line.court,
        prosecutor: line.prosecutor,
    }
}

/// Where a matter stands, in its colour.
pub(super) fn state(id: &str) -> Badge {
    let state = rules::state(id);
    let tone = match (id, state.is_open) {
        ("suspended", _) => Tone::Warning,
        (_, true) => Tone::Info,
        (_, false) => Tone::Neutral,
    };
    Badge::new(tone, state.label.as_str())
}

fn pager(asked: &Asked, lines: &[Line], more: bool) -> Pager {
    let (first, count) = (asked.from.max(0), lines.len() as i64);
    let link = |after: &str, from: i64| {
        let from = if from > 0 {
            from.to_string()
        } else {
            String::new()
        };
        let pairs = [
            ("q", asked.q.as_str()),
            ("kind", &asked.kind),
            ("prosecutor", &asked.prosecutor),
            ("unit", &asked.unit),
            ("done", &asked.done),
            ("after", after),
            ("from", &from),
        ];
        address("/civil", &pairs)
    };
    let cursor = |line: &Line| format!("{}.{}", line.place, Uuid::simple(line.matter_id));
    Pager {
        previous: (!asked.after.is_empty()).then(|| link("", 0)),
        next: lines
            .last()
            .filter(|_| more)
            .map(|line| link(&cursor(line), first + PAGE)),
        from: if count == 0 { 0 } else { first + 1 },
        to: first + count,
        total: (first == 0 && !more).then_some(count),
    }
}

fn empty(visit: &Visit, asked: &Asked) -> Empty {
    let is_narrowed = !(asked.q.is_empty() && asked.kind.is_empty() && asked.prosecutor.is_empty());
    if is_narrowed {
        let (title, text) = messages::EMPTY_NARROWED;
        let (label, done) = match asked.done == "1" {
            true => ("Tìm trong vụ việc đang giải quyết", ""),
            false => ("Tìm trong vụ việc đã giải quyết", "1"),
        };
        let there = address(
            "/civil",
            &[("q", &asked.q), ("kind", &asked.kind), ("done", done)],
        );
        return Empty::new(title, text).action(label, there);
    }
    let (title, text) = messages::EMPTY;
    match visit.may(Right::CivilMatterRegister) {
        true => Empty::new(title, text).action("Vào sổ vụ việc", "/civil/matters/new"),
        false => Empty::new(title, text),
    }
}
