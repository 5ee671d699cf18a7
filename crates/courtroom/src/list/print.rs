//! Bản in danh mục: what the prosecutor holds in the hand, and what goes into the working file.

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use people::Right;
use shell::{Column, Empty, Frame, Page, Problem, Visit, vi_date};
use uuid::Uuid;

use super::{approval, page::href, store};
use crate::{
    contents::Contents,
    messages,
    opened::opened,
    rules::{Bearing, Exhibit, PHASES, clock_vi, rule_on},
};

struct Line {
    n: usize,
    leaves: String,
    title: String,
    is_statement: bool,
    one: Exhibit,
    planned: String,
}

struct PhaseLines {
    id: &'static str,
    label: &'static str,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "list/print.html")]
struct PrintPage {
    frame: Frame,
    back: String,
    unit: String,
    about: String,
    phases: Vec<PhaseLines>,
    columns: Vec<Column>,
    article: String,
    has_statement: bool,
    total: String,
    approved: String,
    nothing: Empty,
    today: String,
}

/// `GET /courtroom/matters/{matter}/print`: what was approved if anything was, else the list as it stands, and says which.
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let db = visit.app.db();
    let now = store::exhibits_of(db, matter).await?;
    let last = approval::approved(db, matter).await?;
    let (all, approved) = match last {
        Some(turn) => {
            let names = people::staff::person::names_of(
                db,
                &turn.answered_by.into_iter().collect::<Vec<_>>(),
            )
            .await?;
            let who = names.into_iter().next().map(|(_, name)| name);
            let at = turn.answered_at.map(shell::vi_time).unwrap_or_default();
            let said = format!("Đã duyệt: {} ngày {at}", who.unwrap_or_default());
            (turn.exhibits()?, said)
        }
        None => (now, "Chưa được duyệt".to_owned()),
    };
    let (contents, rule) = (Contents::of(db, matter).await?, rule_on(visit.today));
    let total = clock_vi(all.iter().map(|one| one.planned_s).sum());
    let mut lines = Vec::with_capacity(all.len());
    for (n, one) in (1..).zip(all) {
        let (mut leaves, mut is_statement) = (Vec::new(), one.statement == "yes");
        for part in &one.parts {
            let Some(page) = casefile::page(db, part.page).await? else {
                leaves.push("trang đã gỡ".to_owned());
                continue;
            };
            leaves.push(page.label());
            if one.statement.is_empty() {
                is_statement |= contents.bearing(db, rule, &page).await? == Bearing::Statement;
            }
        }
        lines.push(Line {
            n,
            leaves: leaves.join(", "),
            title: one.title.clone(),
            is_statement,
            planned: clock_vi(one.planned_s),
            one,
        });
    }
    let has_statement = lines.iter().any(|line| line.is_statement);
    let phases = PHASES.iter().map(|phase| {
        let (mine, rest) = std::mem::take(&mut lines)
            .into_iter()
            .partition(|line| line.one.phase == phase.value);
        lines = rest;
        PhaseLines {
            id: phase.value,
            label: phase.label,
            lines: mine,
        }
    });
    let phases = phases.filter(|phase| !phase.lines.is_empty()).collect();
    Ok(Page(PrintPage {
        frame: visit
            .frame("Bản in danh mục trình chiếu")
            .subtitle(head.title.clone())
            .crumb("Phiên tòa", "/courtroom")
            .crumb("Danh mục trình chiếu", href(matter)),
        back: href(matter),
        unit: visit.actor.unit_name.clone(),
        about: head.title,
        phases,
        columns: messages::LIST_COLUMNS.map(Column::plain).to_vec(),
        article: match rule.to_check {
            true => format!("{} (cần kiểm tra)", rule.article),
            false => rule.article.clone(),
        },
        has_statement,
        total,
        approved,
        nothing: Empty::new(messages::EMPTY_LIST, messages::EMPTY_LIST_WHY)
            .action("Mở danh mục", href(matter)),
        today: vi_date(visit.today),
    }))
}
