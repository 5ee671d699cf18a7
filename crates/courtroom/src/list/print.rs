//! Bản in và bản Word của danh mục: what the prosecutor holds in the hand, and what goes into the working file.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::Right;
use shell::{Column, Empty, Frame, Page, Problem, Visit, vi_date};
use uuid::Uuid;

use super::{
    approval,
    page::href,
    parts,
    store::{self, procedure_of},
};
use crate::{
    contents::Contents,
    media::recording,
    messages,
    opened::opened,
    paper::{self, Paper},
    rules::{Bearing, Exhibit, Part, Procedure, StatementRule, bearing_of, clock_vi, rule_on},
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

/// The list on paper: what was approved if anything was, else the list as it stands.
struct Sheet {
    phases: Vec<PhaseLines>,
    total: String,
    approved: String,
    article: String,
    has_statement: bool,
}

#[derive(Template)]
#[template(path = "list/print.html")]
struct PrintPage {
    frame: Frame,
    back: String,
    word: String,
    unit: String,
    about: String,
    sheet: Sheet,
    columns: Vec<Column>,
    nothing: Empty,
    today: String,
}

/// `GET /courtroom/matters/{matter}/print`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    Ok(Page(PrintPage {
        sheet: sheet(&visit, &head).await?,
        frame: visit
            .frame("Bản in danh mục trình chiếu")
            .subtitle(head.title.clone())
            .crumb("Phiên tòa", "/courtroom")
            .crumb("Danh mục trình chiếu", href(matter)),
        word: format!("{}/word", href(matter)),
        back: href(matter),
        unit: visit.actor.unit_name.clone(),
        about: head.title,
        columns: messages::LIST_COLUMNS.map(Column::plain).to_vec(),
        nothing: Empty::new(messages::EMPTY_LIST, messages::EMPTY_LIST_WHY)
            .action("Mở danh mục", href(matter)),
        today: vi_date(visit.today),
    }))
}

/// `GET /courtroom/matters/{matter}/word`
pub(crate) async fn word(visit: Visit, Path(matter): Path<Uuid>) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    work.note("courtroom.list.exported", "courtroom", matter, "")
        .await?;
    work.commit().await?;
    let sheet = sheet(&visit, &head).await?;
    let said = messages::list_paper(&sheet.approved, &sheet.total);
    let mut blocks: Vec<_> = paper::paragraphs(&said).collect();
    for phase in sheet.phases {
        blocks.push(paper::section(phase.label));
        let rows = phase.lines.into_iter().map(cells);
        let widths = [5, 24, 26, 25, 12, 8];
        blocks.push(paper::table(messages::LIST_COLUMNS, widths, rows));
    }
    if sheet.has_statement {
        blocks.extend(paper::paragraphs(&messages::statement_note(&sheet.article)));
    }
    let paper = Paper {
        title: messages::LIST_TITLE,
        about: head.title,
        blocks,
        name: format!("danh-muc-trinh-chieu-{}", head.code),
    };
    paper::word(&visit, paper).await
}

fn cells(line: Line) -> [String; 6] {
    let joined = |parts: [&str; 2], by: &str| {
        let said: Vec<&str> = parts.into_iter().filter(|one| !one.is_empty()).collect();
        said.join(by)
    };
    let statement = if line.is_statement { " [Đ.308]" } else { "" };
    [
        line.n.to_string(),
        joined([&line.leaves, &line.title], " – ") + statement,
        joined([&line.one.purpose, &line.one.person], ". "),
        joined([&line.one.question, &line.one.expected], " → "),
        line.one.fallback,
        line.planned,
    ]
}

async fn sheet(visit: &Visit, head: &MatterHead) -> Result<Sheet, Problem> {
    let (db, matter) = (visit.app.db(), head.id);
    let (all, approved) = match approval::approved(db, matter).await? {
        Some(turn) => {
            let who: Vec<Uuid> = turn.answered_by.into_iter().collect();
            let names = people::staff::person::names_of(db, &who).await?;
            let who = names.into_iter().next().map(|(_, name)| name);
            let at = turn.answered_at.map(shell::vi_time).unwrap_or_default();
            let said = format!("Đã duyệt: {} ngày {at}", who.unwrap_or_default());
            (turn.exhibits()?, said)
        }
        None => {
            let now = store::exhibits_of(db, matter).await?;
            (now, "Chưa được duyệt".to_owned())
        }
    };
    let (contents, rule) = (Contents::of(db, matter).await?, rule_on(visit.today));
    let total = clock_vi(all.iter().map(|one| one.planned_s).sum());
    let mut lines = Vec::with_capacity(all.len());
    for (n, one) in (1..).zip(all) {
        let leaves = parts::labels(db, matter, &one).await?.join(", ");
        lines.push(Line {
            n,
            title: match one.title.trim() == leaves {
                true => String::new(),
                false => one.title.clone(),
            },
            leaves,
            is_statement: is_statement(db, &contents, rule, &one).await?,
            planned: clock_vi(one.planned_s),
            one,
        });
    }
    let has_statement = lines.iter().any(|line| line.is_statement);
    let procedure = Procedure::of(&procedure_of(db, matter).await?);
    let phases = procedure.phases.iter().map(|phase| {
        let (mine, rest) = std::mem::take(&mut lines)
            .into_iter()
            .partition(|line| line.one.phase == phase.value);
        lines = rest;
        PhaseLines {
            id: &phase.value,
            label: &phase.label,
            lines: mine,
        }
    });
    Ok(Sheet {
        phases: phases.filter(|phase| !phase.lines.is_empty()).collect(),
        total,
        approved,
        article: match rule.to_check {
            true => format!("{} (cần kiểm tra)", rule.article),
            false => rule.article.clone(),
        },
        has_statement,
    })
}

async fn is_statement(
    db: &db::Db,
    contents: &Contents,
    rule: &StatementRule,
    one: &Exhibit,
) -> Result<bool, Problem> {
    if !one.statement.is_empty() {
        return Ok(one.statement == "yes");
    }
    for part in &one.parts {
        let bearing = match part {
            Part::Page(part) => match casefile::page(db, part.page).await? {
                Some(page) => contents.bearing(db, rule, &page).await?,
                None => Bearing::Free,
            },
            Part::Media(part) => {
                let row = recording(db, part.media).await?;
                row.map_or(Bearing::Free, |row| bearing_of(&row.origin))
            }
            Part::Law(_) | Part::Picture(_) => Bearing::Free,
        };
        if bearing == Bearing::Statement {
            return Ok(true);
        }
    }
    Ok(false)
}
