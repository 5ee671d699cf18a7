//! Sổ thụ lý kiểm sát sơ thẩm of one kind of matters: its lines in the columns of data, printed on wide paper.

use askama::Template;
use axum::extract::{Path, Query};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use shell::{Choice, Empty, Frame, Page, Problem, Tabs, Visit, entry, vi_date};

use super::address;
use crate::cells::cell;
use crate::finder::units_of;
use crate::register::{BOOK, book};
use crate::rules::{Columns, Kind, columns, fold, kinds};
use crate::{load, messages};

/// What the address asks for.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Asked {
    unit: String,
    from: String,
    to: String,
    after: i64,
}

struct Row {
    n: i64,
    code: String,
    href: String,
    cells: Vec<(String, Vec<String>)>,
}

#[derive(Template)]
#[template(path = "screens/book.html")]
pub struct BookPage {
    frame: Frame,
    path: String,
    tabs: Tabs,
    unit: String,
    unit_name: String,
    upper_name: String,
    units: Vec<Choice>,
    from: String,
    to: String,
    refused: String,
    about: &'static Columns,
    heading: String,
    period: String,
    rows: Vec<Row>,
    earlier: String,
    later: String,
    empty: Empty,
}

/// `GET /civil/registers/{kind}?unit=&from=&to=`
pub async fn show(
    visit: Visit,
    Path(kind): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page<BookPage>, Problem> {
    let kind = kinds().iter().find(|one| one.id == kind);
    let kind = kind.ok_or_else(|| Problem::NotFound(messages::NO_KIND.to_owned()))?;
    let readable = units_of(&visit.actor);
    let unit = readable.iter().find(|unit| **unit == asked.unit);
    let unit = unit.unwrap_or(&visit.actor.unit).clone();
    let tree = visit.app.units().units().await?;
    let name = |key: &str| tree.name_on(key, visit.today);
    let (days, refused) = match days(&asked, visit.today) {
        Ok(days) => (days, String::new()),
        Err(sentence) => (year_of(visit.today), sentence),
    };
    let after = asked.after.max(0);
    let (rows, more) = rows(&visit, (&unit, kind), days, after).await?;
    let path = format!("/civil/registers/{}", kind.id);
    let at = |after: i64| {
        let after = if after > 0 {
            after.to_string()
        } else {
            String::new()
        };
        let pairs = [
            ("unit", asked.unit.as_str()),
            ("from", &asked.from),
            ("to", &asked.to),
        ];
        address(&path, &[pairs.as_slice(), &[("after", &after)]].concat())
    };
    let upper = tree
        .on(&unit, visit.today)
        .and_then(|unit| unit.parent.clone());
    let (title, text) = messages::EMPTY_BOOK;
    Ok(Page(BookPage {
        frame: visit
            .frame(format!("Sổ thụ lý sơ thẩm: {}", kind.label))
            .subtitle(name(&unit))
            .crumb("Dân sự, hành chính", "/civil")
            .at("/civil/registers/dan_su"),
        tabs: tabs(kind, &asked),
        upper_name: upper.map_or_else(String::new, |key| name(&key)),
        unit_name: name(&unit),
        units: match readable.len() {
            0 | 1 => Vec::new(),
            _ => readable
                .iter()
                .map(|key| Choice::new(key, people::units::shortened(&name(key))))
                .collect(),
        },
        heading: format!("SỔ THỤ LÝ KIỂM SÁT SƠ THẨM: {}", kind.label.to_uppercase()),
        period: format!("Từ ngày {} đến ngày {}", vi_date(days.0), vi_date(days.1)),
        from: shown(&asked.from, days.0),
        to: shown(&asked.to, days.1),
        about: columns(),
        earlier: if after > 0 {
            at((after - BOOK).max(0))
        } else {
            String::new()
        },
        later: if more {
            at(after + BOOK)
        } else {
            String::new()
        },
        empty: Empty::new(title, text),
        refused,
        rows,
        unit,
        path,
    }))
}

/// What was typed stays; else the day that counts.
fn shown(typed: &str, day: NaiveDate) -> String {
    match typed.trim() {
        "" => vi_date(day),
        typed => typed.to_owned(),
    }
}

/// Năm của sổ: from 1 December of the year before to today.
fn year_of(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let year = match today.month() {
        12 => today.year(),
        _ => today.year() - 1,
    };
    let first = NaiveDate::from_ymd_opt(year, 12, 1).unwrap_or(today);
    (first, today)
}

fn days(asked: &Asked, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), String> {
    let usual = year_of(today);
    let day = |typed: &str, usual: NaiveDate| match typed.trim() {
        "" => Ok(usual),
        typed => entry::date_near(typed, today),
    };
    let (from, to) = (day(&asked.from, usual.0)?, day(&asked.to, usual.1)?);
    match from <= to {
        true => Ok((from, to)),
        false => Err(messages::BAD_PERIOD.to_owned()),
    }
}

fn tabs(kind: &Kind, asked: &Asked) -> Tabs {
    kinds().iter().fold(Tabs::new("Loại vụ việc"), |tabs, one| {
        let path = format!("/civil/registers/{}", one.id);
        let pairs = [
            ("unit", asked.unit.as_str()),
            ("from", &asked.from),
            ("to", &asked.to),
        ];
        tabs.tab(
            one.label.as_str(),
            address(&path, &pairs),
            None,
            one.id == kind.id,
        )
    })
}

async fn rows(
    visit: &Visit,
    (unit, kind): (&str, &Kind),
    days: (NaiveDate, NaiveDate),
    after: i64,
) -> Result<(Vec<Row>, bool), Problem> {
    let db = visit.app.db();
    let (ids, more) = book(db, unit, &kind.id, days, after).await?;
    let facts = ledger::facts_of_each(db, &ids).await?;
    let heads = load::heads(db, &ids).await?;
    let mut rows = Vec::with_capacity(ids.len());
    for (n, id) in (after + 1..).zip(ids) {
        let Some(facts) = facts.get(&id) else {
            continue;
        };
        let matter = fold(facts);
        let head = heads.iter().find(|head| head.matter_id == id);
        let cells = columns().column.iter();
        rows.push(Row {
            n,
            code: head.map_or_else(String::new, |head| head.code.clone()),
            href: load::href(id),
            cells: cells
                .map(|column| (column.label.clone(), cell(&matter, facts, column)))
                .collect(),
        });
    }
    Ok((rows, more))
}
