//! Lời khai theo người: each person with their statements in time; whose they are is confirmed here, and two are chosen to be held
//! against each other.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use criminal::open;
use people::Right;
use shell::{Empty, Form, Frame, Page, Problem, Told, Visit, vi_date};
use uuid::Uuid;

use super::{
    messages,
    persons::{Statement, confirm, statements_of},
};
use crate::{
    looks,
    matter::{MatterHead, opened},
};

/// A person with their statements.
struct PersonLine {
    name: String,
    statements: Vec<Line>,
}

/// A statement of one person.
struct Line {
    choice: String,
    title: String,
    when: String,
    leaves: String,
    href: String,
    names: String,
    is_confirmed: bool,
    is_known: bool,
    action: String,
}

#[derive(Template)]
#[template(path = "statements/timeline.html")]
struct TimelinePage {
    frame: Frame,
    persons: Vec<PersonLine>,
    nothing: Empty,
    comparison: String,
    accepted: String,
    may_mark: bool,
    may_compare: bool,
}

/// The people of a matter by name.
pub(super) async fn known(visit: &Visit, matter: Uuid) -> Result<Vec<String>, Problem> {
    let (db, law) = (visit.app.db(), visit.app.law());
    let mut names: Vec<String> = match open(db, &law, matter).await? {
        Some(opened) => opened
            .matter
            .people
            .into_iter()
            .map(|one| one.name)
            .collect(),
        None => civil::open(db, matter)
            .await?
            .map_or_else(Vec::new, |opened| {
                opened
                    .matter
                    .parties
                    .into_iter()
                    .map(|one| one.name)
                    .collect()
            }),
    };
    names.retain(|name| !name.is_empty());
    names.sort_by_key(|name| text::name_sort_key(name));
    names.dedup();
    Ok(names)
}

/// `GET /casefile/matters/{matter}/statements`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    looks::keep_once(&visit, matter).await?;
    let known = known(&visit, matter).await?;
    let statements = statements_of(visit.app.db(), matter, &known).await?;
    let may_compare = statements.iter().map(|one| one.people.len()).sum::<usize>() > 1;
    let href = head.href();
    let frame = visit
        .frame("Lời khai")
        .subtitle(head.title.clone())
        .crumb("Hồ sơ số hóa", "/casefile")
        .crumb(head.title.clone(), href.clone());
    Ok(Page(TimelinePage {
        frame,
        persons: persons(&head, &statements),
        nothing: Empty::new(messages::NO_STATEMENT, messages::NO_STATEMENT_WHY)
            .action("Mở mục lục", format!("{href}/contents")),
        comparison: format!("{href}/statements/comparison"),
        accepted: format!("{href}/contradictions"),
        may_mark: visit.may_over(Right::CasefileMark, &head.unit, &head.assigned),
        may_compare,
    }))
}

/// Each person by name, those nobody knows last; a confrontation stands with everyone who spoke in it.
fn persons(head: &MatterHead, statements: &[Statement]) -> Vec<PersonLine> {
    let mut by_person: BTreeMap<(bool, String, String), Vec<Line>> = BTreeMap::new();
    for one in statements {
        let names: Vec<&str> = one
            .people
            .iter()
            .map(|person| person.name.as_str())
            .collect();
        for person in &one.people {
            let place = (
                false,
                text::name_sort_key(&person.name),
                person.name.clone(),
            );
            by_person
                .entry(place)
                .or_default()
                .push(line(head, one, &person.key, &names));
        }
        if one.people.is_empty() {
            let place = (true, String::new(), messages::UNKNOWN.to_owned());
            by_person
                .entry(place)
                .or_default()
                .push(line(head, one, "", &names));
        }
    }
    let named = by_person.into_iter();
    named
        .map(|((_, _, name), statements)| PersonLine { name, statements })
        .collect()
}

fn line(head: &MatterHead, one: &Statement, key: &str, names: &[&str]) -> Line {
    let document = &one.document;
    Line {
        choice: choice(document.id, key),
        title: document.title.clone(),
        when: when(one),
        leaves: match (document.bl.as_str(), document.first_no == document.last_no) {
            ("", true) => format!("Trang {}", document.first_no),
            ("", false) => format!("Trang {}–{}", document.first_no, document.last_no),
            (bl, _) => format!("BL {bl}"),
        },
        href: format!("{}?page={}", head.href(), document.first_no),
        names: names.join("\n"),
        is_confirmed: one.is_confirmed,
        is_known: !key.is_empty(),
        action: format!("{}/statements/{}", head.href(), document.id),
    }
}

/// "01/06/2026, 14 giờ 20 phút".
pub(super) fn when(one: &Statement) -> String {
    match (one.made_on, one.made_at) {
        (Some(day), Some((hour, minute))) => {
            format!("{}, {hour:02} giờ {minute:02} phút", vi_date(day))
        }
        (Some(day), None) => vi_date(day),
        _ => "Chưa rõ ngày".to_owned(),
    }
}

/// A statement of one person, as a form names it.
pub(super) fn choice(document: Uuid, key: &str) -> String {
    format!("{document}.{key}")
}

/// `POST /casefile/matters/{matter}/statements/{document}` with `names`, one a line.
pub(crate) async fn keep(
    visit: Visit,
    Path((matter, document)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::CasefileMark).await?;
    let names: Vec<&str> = form
        .raw("names")
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let work = visit.begin().await?;
    confirm(&work, &head, document, &names).await?;
    work.commit().await?;
    Ok(Told::to(format!("{}/statements", head.href())).good(messages::CONFIRMED))
}
