//! Lấy chứng cứ từ hồ sơ: statements, documents, marked passages and accepted contradictions, each chosen by a tick.

use std::collections::HashSet;

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use casefile::{
    documents_of, marks,
    statements::{State, contradictions_of, is_statement, statements_of},
};
use people::Right;
use shell::{Empty, Frame, Page, Problem, Visit, vi_date};
use uuid::Uuid;

use super::{list::frame, store::items_of};
use crate::{
    case::names,
    messages,
    opened::{href, opened},
};

struct Choice {
    pick: String,
    title: String,
    leaves: String,
    more: String,
    is_there: bool,
}

struct Group {
    id: &'static str,
    title: &'static str,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "items/picking.html")]
struct PickingPage {
    frame: Frame,
    action: String,
    back: String,
    groups: Vec<Group>,
    nothing: Empty,
}

/// `GET /evidence/matters/{matter}/items/sources`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    head.require(&visit, Right::CasefileRead)?;
    let at = href(matter);
    let there: HashSet<String> = items_of(visit.app.db(), matter)
        .await?
        .into_iter()
        .filter_map(|one| Some(format!("{}:{}", one.origin, one.origin_id?)))
        .collect();
    let mut groups = vec![
        Group {
            id: "statements",
            title: "Lời khai",
            choices: statements(&visit, matter).await?,
        },
        Group {
            id: "contradictions",
            title: "Mâu thuẫn đã ghi nhận",
            choices: contradictions(&visit, matter).await?,
        },
        Group {
            id: "marks",
            title: "Đoạn đánh dấu, trích cứu",
            choices: marks_of(&visit, matter).await?,
        },
        Group {
            id: "documents",
            title: "Tài liệu khác của mục lục",
            choices: documents(&visit, matter).await?,
        },
    ];
    groups.retain(|group| !group.choices.is_empty());
    for choice in groups.iter_mut().flat_map(|group| &mut group.choices) {
        choice.is_there = there.contains(&choice.pick);
    }
    Ok(Page(PickingPage {
        frame: frame(&visit, &head, "Lấy chứng cứ từ hồ sơ")
            .crumb("Chứng cứ, sơ đồ", at.clone())
            .crumb("Chứng cứ", format!("{at}/items")),
        action: format!("{at}/items"),
        back: format!("{at}/items"),
        groups,
        nothing: Empty::new(messages::NOTHING_IN_FILE, messages::NOTHING_IN_FILE_WHY)
            .action("Mở hồ sơ số hóa", head.href()),
    }))
}

fn choice(pick: String, title: String, leaves: String, more: String) -> Choice {
    Choice {
        pick,
        title,
        leaves,
        more,
        is_there: false,
    }
}

fn of_leaves(bl: &str) -> String {
    match bl {
        "" => String::new(),
        bl => format!("BL {bl}"),
    }
}

async fn statements(visit: &Visit, matter: Uuid) -> Result<Vec<Choice>, Problem> {
    let known = names(visit, matter).await?;
    let all = statements_of(visit.app.db(), matter, &known).await?;
    Ok(all
        .into_iter()
        .map(|one| {
            let names: Vec<&str> = one.people.iter().map(|one| one.name.as_str()).collect();
            let when = one
                .made_on
                .map_or(String::new(), |day| format!(", {}", vi_date(day)));
            let who = match names.is_empty() {
                true => messages::NOBODY_KNOWN.to_owned(),
                false => names.join(", "),
            };
            choice(
                format!("document:{}", one.document.id),
                one.document.title,
                of_leaves(&one.document.bl),
                format!("{who}{when}"),
            )
        })
        .collect())
}

async fn documents(visit: &Visit, matter: Uuid) -> Result<Vec<Choice>, Problem> {
    let all = documents_of(visit.app.db(), matter).await?;
    let mine = all
        .into_iter()
        .filter(|one| one.removed_at.is_none() && !is_statement(one));
    Ok(mine
        .map(|one| {
            let kind = casefile::kind_vi(&one.kind).to_owned();
            choice(
                format!("document:{}", one.id),
                one.title,
                of_leaves(&one.bl),
                kind,
            )
        })
        .collect())
}

async fn marks_of(visit: &Visit, matter: Uuid) -> Result<Vec<Choice>, Problem> {
    let reader = marks::Reader(visit.actor.person);
    let wanted = marks::Wanted::default();
    let all = marks::excerpts(visit.app.db(), matter, &wanted, reader).await?;
    Ok(all
        .into_iter()
        .map(|one| {
            let said: String = one.mark.said().chars().take(200).collect();
            let more = format!("{} · {}", one.kind_vi(), one.document);
            choice(format!("mark:{}", one.mark.id), said, one.leaf(), more)
        })
        .collect())
}

async fn contradictions(visit: &Visit, matter: Uuid) -> Result<Vec<Choice>, Problem> {
    let all = contradictions_of(visit.app.db(), matter).await?;
    let held = all.into_iter().filter(|one| one.state == State::Accepted);
    Ok(held
        .map(|one| {
            choice(
                format!("contradiction:{}", one.id),
                messages::contradiction(one.topic_vi(), &one.one.told, &one.other.told),
                format!("{}, {}", one.one_leaf, one.other_leaf),
                format!("{} – {}", one.one.person, one.other.person),
            )
        })
        .collect())
}
