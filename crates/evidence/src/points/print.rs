//! Bảng chứng minh để in: every point for every person, both sides side by side, gaps named.

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use people::Right;
use shell::{Frame, Page, Problem, Visit, vi_date};
use uuid::Uuid;

use super::{
    matrix::{Placed, State},
    page::Board,
    store::Direction,
    told::{person_vi, strength_vi},
};
use crate::{
    items::list::frame,
    messages,
    opened::{href, opened},
    told,
};

/// A line of the paper.
pub(super) struct Line {
    pub heading: Option<String>,
    pub point: String,
    pub words: String,
    pub is_gap: bool,
    pub incriminating: Vec<String>,
    pub exonerating: Vec<String>,
    pub neutral: Vec<String>,
}

impl Line {
    fn sides(&self) -> [(&'static str, &[String]); 3] {
        [
            (Direction::For.vi(), &self.incriminating),
            (Direction::Against.vi(), &self.exonerating),
            (Direction::Neutral.vi(), &self.neutral),
        ]
    }
}

/// The part of one person, or of the case.
pub(super) struct Part {
    pub person: String,
    pub lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "points/print.html")]
struct PrintPage {
    frame: Frame,
    back: String,
    unit: String,
    about: String,
    parts: Vec<Part>,
    today: String,
}

/// `GET /evidence/matters/{matter}/points/print`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let board = Board::read(&visit, matter).await?;
    let at = href(matter);
    Ok(Page(PrintPage {
        frame: frame(&visit, &head, "Bản in bảng chứng minh")
            .crumb("Chứng cứ, sơ đồ", at.clone())
            .crumb("Bảng chứng minh", format!("{at}/points")),
        back: format!("{at}/points"),
        unit: visit.actor.unit_name.clone(),
        about: head.title,
        parts: parts(&board),
        today: vi_date(visit.today),
    }))
}

/// Everything, person by person.
pub(super) fn parts(board: &Board) -> Vec<Part> {
    let all = board.subjects().into_iter().map(|subject| Part {
        person: person_vi(&board.case, subject),
        lines: lines(board, subject),
    });
    all.filter(|part| !part.lines.is_empty()).collect()
}

fn lines(board: &Board, subject: Uuid) -> Vec<Line> {
    let mut last = String::new();
    let rows = board
        .rows
        .iter()
        .filter(|row| row.subjects.contains(&subject));
    rows.map(|row| {
        let cell = board.cell(row, subject);
        let heading = (row.group != last).then(|| row.group.clone());
        last.clone_from(&row.group);
        let side = |direction| cell.of(direction).into_iter().map(said).collect();
        let point = match row.clause.as_str() {
            "" => row.label.clone(),
            clause => format!("{} ({clause})", row.label),
        };
        Line {
            heading,
            point,
            words: board.words(row, subject).to_owned(),
            is_gap: cell.state() == State::Gap,
            incriminating: side(Direction::For),
            exonerating: side(Direction::Against),
            neutral: side(Direction::Neutral),
        }
    })
    .collect()
}

/// "Biên bản hỏi cung (BL 12), mạnh: nhận đã lấy tiền".
fn said(placed: &Placed) -> String {
    let own = &placed.assessment.sources;
    let leaves = told(if own.is_empty() {
        &placed.item.sources
    } else {
        own
    });
    let mut said = placed.item.title.clone();
    if !leaves.is_empty() {
        said.push_str(&format!(" ({leaves})"));
    }
    match strength_vi(placed.assessment.strength) {
        "" => {}
        strength => said.push_str(&format!(", {strength}")),
    }
    match placed.assessment.note.trim() {
        "" => {}
        note => said.push_str(&format!(": {}", note.replace('\n', " "))),
    }
    if !placed.item.is_standing() {
        said.push_str(messages::AND_WITHDRAWN);
    }
    said
}
