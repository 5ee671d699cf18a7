//! Bảng mâu thuẫn: what was accepted, with both leaves, to be printed, taken into Word, and shown at trial.

use std::collections::HashMap;

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use people::{Right, staff::person};
use shell::{Column, Empty, Frame, Page, Problem, Visit, vi_time};
use uuid::Uuid;

use super::{
    messages,
    store::{Contradiction, State, contradictions_of},
};
use crate::{looks, matter::opened};

/// A line of the table.
struct Line {
    held: Contradiction,
    who: String,
    at: String,
    action: String,
}

#[derive(Template)]
#[template(path = "statements/accepted.html")]
struct AcceptedPage {
    frame: Frame,
    columns: Vec<Column>,
    lines: Vec<Line>,
    nothing: Empty,
    statements: String,
    word: String,
    unit: String,
    about: String,
    may_mark: bool,
}

/// `GET /casefile/matters/{matter}/contradictions`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    looks::keep_once(&visit, matter).await?;
    let (sql, href) = (visit.app.db(), head.href());
    let all = contradictions_of(sql, matter).await?;
    let accepted: Vec<Contradiction> = all
        .into_iter()
        .filter(|one| one.state == State::Accepted)
        .collect();
    let mut people: Vec<Uuid> = accepted.iter().map(|one| one.decided_by).collect();
    people.sort_unstable();
    people.dedup();
    let names: HashMap<Uuid, String> = person::names_of(sql, &people).await?.into_iter().collect();
    let lines = accepted.into_iter().map(|held| Line {
        who: names.get(&held.decided_by).cloned().unwrap_or_default(),
        at: vi_time(held.decided_at),
        action: format!("{href}/contradictions/{}/withdrawal", held.id),
        held,
    });
    let frame = visit
        .frame("Mâu thuẫn trong lời khai")
        .subtitle(head.title.clone())
        .crumb("Hồ sơ số hóa", "/casefile")
        .crumb(head.title.clone(), href.clone())
        .crumb("Lời khai", format!("{href}/statements"));
    Ok(Page(AcceptedPage {
        frame,
        columns: messages::COLUMNS.map(Column::plain).into(),
        lines: lines.collect(),
        nothing: Empty::new(messages::NO_CONTRADICTION, messages::NO_CONTRADICTION_WHY)
            .action("Mở lời khai", format!("{href}/statements")),
        statements: format!("{href}/statements"),
        word: format!("{href}/contradictions/word"),
        unit: visit.actor.unit_name.clone(),
        about: head.title.clone(),
        may_mark: visit.may_over(Right::CasefileMark, &head.unit, &head.assigned),
    }))
}
