//! Bảng chứng minh trên màn hình: the whole matter at a glance, then one accused (or the case) with both sides side by side.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::IntoResponse,
};
use casefile::MatterHead;
use people::Right;
use serde::Deserialize;
use shell::{Autosave, Empty, Frame, Page, Problem, Tabs, Visit};
use uuid::Uuid;

use super::{
    matrix::{Cell, Placed, Row, State, cells, gaps},
    store::{Assessment, Direction, Words, assessments_of, words_of},
    told::{cell_href, label_of, person_key, person_vi, rows, strength_vi},
};
use crate::{
    case::{Case, case_of},
    items::{
        Item, items_of,
        list::{Leaf, frame, leaves},
    },
    messages,
    opened::{href, look, may_edit, opened},
    told,
};

/// Everything the matrix of a matter is made of.
pub(super) struct Board {
    pub case: Case,
    pub rows: Vec<Row>,
    pub items: Vec<Item>,
    pub cells: HashMap<(String, Uuid), Cell>,
    pub orphans: Vec<Placed>,
    pub words: HashMap<(String, Uuid), Words>,
}

impl Board {
    pub async fn read(visit: &Visit, matter: Uuid) -> Result<Board, Problem> {
        let db = visit.app.db();
        let case = case_of(visit, matter).await?;
        let rows = rows(visit, matter, &case).await?;
        let items = items_of(db, matter).await?;
        let (cells, orphans) = cells(&rows, &items, assessments_of(db, matter).await?);
        Ok(Board {
            words: words_of(db, matter).await?,
            case,
            rows,
            items,
            cells,
            orphans,
        })
    }

    pub fn cell(&self, row: &Row, subject: Uuid) -> Cell {
        let place = (row.id.clone(), subject);
        self.cells.get(&place).cloned().unwrap_or_default()
    }

    /// What was written beside a point.
    pub fn words(&self, row: &Row, subject: Uuid) -> &str {
        let words = self.words.get(&(row.id.clone(), subject));
        words.map_or("", |words| words.words.as_str())
    }

    /// Whom the matrix has columns for: the case first, where anything is proved for it once.
    pub fn subjects(&self) -> Vec<Uuid> {
        let accused = self.case.accused.iter().map(|one| one.id);
        std::iter::once(Uuid::nil()).chain(accused).collect()
    }

    fn rows_for(&self, subject: Uuid) -> impl Iterator<Item = &Row> {
        self.rows
            .iter()
            .filter(move |row| row.subjects.contains(&subject))
    }

    fn gaps_of(&self, subject: Uuid) -> usize {
        let empty = |row: &&Row| self.cell(row, subject).state() == State::Gap;
        self.rows_for(subject).filter(empty).count()
    }
}

/// What is shown: a person (`case` for the case), a row to add to, an assessment to change, what can be undone.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    person: String,
    #[serde(default)]
    add: String,
    edit: Option<Uuid>,
    undo: Option<Uuid>,
    undo_point: Option<Uuid>,
}

/// A cell of the overview.
struct Glance {
    href: String,
    state: State,
    incriminating: usize,
    exonerating: usize,
    neutral: usize,
    withdrawn: usize,
    label: String,
    is_there: bool,
}

/// A row of the overview, with the heading that it opens.
struct GlanceRow {
    heading: Option<String>,
    label: String,
    clause: String,
    glances: Vec<Glance>,
}

/// A piece of evidence in its cell.
struct Chip {
    assessment: Assessment,
    item: Item,
    href: String,
    action: String,
    edit: String,
    leaves: Vec<Leaf>,
    autosave: Option<Autosave>,
    bl: String,
}

/// A dot of the strength, with what pressing it says; the last one that is on takes the strength back.
struct Dot {
    value: i64,
    is_on: bool,
    said: &'static str,
}

/// A side that a piece of evidence may be turned to.
struct Turn {
    direction: Direction,
    is_chosen: bool,
}

impl Chip {
    fn dots(&self) -> [Dot; 3] {
        let strength = self.assessment.strength;
        [1, 2, 3].map(|n| Dot {
            value: if n == strength { 0 } else { n },
            is_on: n <= strength,
            said: strength_vi(n),
        })
    }

    fn turns(&self) -> [Turn; 3] {
        Direction::ALL.map(|direction| Turn {
            direction,
            is_chosen: direction == self.assessment.direction,
        })
    }

    fn strength_vi(&self) -> &'static str {
        strength_vi(self.assessment.strength)
    }
}

/// One side of a row.
struct Side {
    direction: Direction,
    chips: Vec<Chip>,
}

/// A row of one person.
struct Shown {
    heading: Option<String>,
    row: Row,
    slug: String,
    state: State,
    sides: Vec<Side>,
    neutral: Vec<Chip>,
    words: String,
    autosave: Autosave,
    add: String,
    is_adding: bool,
    /// Evidence that does not lie in the row yet.
    offered: Vec<(Uuid, String)>,
}

struct Orphan {
    point: String,
    person: String,
    title: String,
    direction: &'static str,
    action: String,
}

#[derive(Template)]
#[template(path = "points/page.html")]
struct MatrixPage {
    frame: Frame,
    href: String,
    here: String,
    may_edit: bool,
    tabs: Tabs,
    columns: Vec<(String, String)>,
    glances: Vec<GlanceRow>,
    shown: Vec<Shown>,
    person: String,
    is_overview: bool,
    gaps: usize,
    all: usize,
    undo: Option<String>,
    orphans: Vec<Orphan>,
    no_item: Option<Empty>,
    back: String,
}

/// `GET /evidence/matters/{matter}/points?person=&add=&edit=`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    let board = Board::read(&visit, matter).await?;
    let href = href(matter);
    let at = format!("{href}/points");
    let subject = board
        .subjects()
        .into_iter()
        .find(|one| person_key(*one) == asked.person);
    let may_edit = may_edit(&visit, &head);
    let here = match subject {
        Some(one) => format!("{at}?person={}", person_key(one)),
        None => at.clone(),
    };
    let shown = match subject {
        Some(one) => {
            let bench = Bench {
                visit: &visit,
                head: &head,
                board: &board,
                subject: one,
                here: &here,
                asked: &asked,
                may_edit,
            };
            bench.rows()
        }
        None => Vec::new(),
    };
    let undo = (asked
        .undo
        .map(|id| format!("{at}/assessments/{id}/restoration")))
    .or_else(|| {
        asked
            .undo_point
            .map(|id| format!("{at}/own/{id}/restoration"))
    });
    Ok(Page(MatrixPage {
        frame: frame(&visit, &head, "Bảng chứng minh")
            .crumb("Chứng cứ, sơ đồ", href.clone())
            .island("matrix")
            .wide(),
        tabs: tabs(&board, matter, &asked.person),
        columns: columns(&board, matter),
        glances: match subject {
            None => glances(&board, matter),
            Some(_) => Vec::new(),
        },
        gaps: gaps(&board.rows, &board.cells),
        all: board.rows.iter().map(|row| row.subjects.len()).sum(),
        person: subject.map_or_else(String::new, person_key),
        is_overview: subject.is_none(),
        orphans: orphans(&board, &at),
        no_item: board.items.is_empty().then(|| no_item(may_edit, &href)),
        back: at,
        undo: undo.filter(|_| may_edit),
        shown,
        may_edit,
        here,
        href,
    }))
}

fn no_item(may_edit: bool, href: &str) -> Empty {
    match may_edit {
        true => Empty::new(messages::NO_ITEM, messages::NO_ITEM_WHY)
            .action("Lấy từ hồ sơ", format!("{href}/items/sources")),
        false => Empty::new(messages::NO_ITEM, messages::NO_ITEM_READER),
    }
}

fn tabs(board: &Board, matter: Uuid, person: &str) -> Tabs {
    let at = format!("{}/points", href(matter));
    let mut tabs = Tabs::new("Phần của bảng");
    let is_known = board
        .subjects()
        .iter()
        .any(|one| person_key(*one) == person);
    tabs = tabs.tab("Toàn cảnh", at.clone(), None, !is_known);
    for subject in board.subjects() {
        let key = person_key(subject);
        let gaps = i64::try_from(board.gaps_of(subject)).ok();
        let gaps = gaps.filter(|gaps| *gaps > 0);
        let label = person_vi(&board.case, subject);
        tabs = tabs.tab(label, format!("{at}?person={key}"), gaps, key == person);
    }
    tabs
}

fn columns(board: &Board, matter: Uuid) -> Vec<(String, String)> {
    let at = format!("{}/points", href(matter));
    let all = board.subjects().into_iter();
    all.map(|one| {
        (
            person_vi(&board.case, one),
            format!("{at}?person={}", person_key(one)),
        )
    })
    .collect()
}

fn glances(board: &Board, matter: Uuid) -> Vec<GlanceRow> {
    let subjects = board.subjects();
    let mut last = String::new();
    let rows = board.rows.iter().map(|row| {
        let heading = (row.group != last).then(|| row.group.clone());
        last.clone_from(&row.group);
        let glances = subjects.iter().map(|subject| {
            let cell = board.cell(row, *subject);
            Glance {
                href: cell_href(matter, &row.id, *subject),
                state: cell.state(),
                incriminating: cell.standing(Direction::For),
                exonerating: cell.standing(Direction::Against),
                neutral: cell.standing(Direction::Neutral),
                withdrawn: cell.withdrawn(),
                label: person_vi(&board.case, *subject),
                is_there: row.subjects.contains(subject),
            }
        });
        GlanceRow {
            heading,
            label: row.label.clone(),
            clause: row.clause.clone(),
            glances: glances.collect(),
        }
    });
    rows.collect()
}

fn orphans(board: &Board, at: &str) -> Vec<Orphan> {
    let all = board.orphans.iter().map(|one| Orphan {
        point: label_of(&board.rows, &one.assessment.point),
        person: person_vi(&board.case, one.assessment.subject),
        title: one.item.told(),
        direction: one.assessment.direction.vi(),
        action: format!("{at}/assessments/{}/removal", one.assessment.id),
    });
    all.collect()
}

/// What the rows of one person are made with.
struct Bench<'a> {
    visit: &'a Visit,
    head: &'a MatterHead,
    board: &'a Board,
    subject: Uuid,
    here: &'a str,
    asked: &'a Asked,
    may_edit: bool,
}

impl Bench<'_> {
    fn rows(&self) -> Vec<Shown> {
        let mut last = String::new();
        let rows = self.board.rows_for(self.subject).map(|row| {
            let heading = (row.group != last).then(|| row.group.clone());
            last.clone_from(&row.group);
            self.row(row, heading)
        });
        rows.collect()
    }

    fn row(&self, row: &Row, heading: Option<String>) -> Shown {
        let cell = self.board.cell(row, self.subject);
        let side = |direction| Side {
            direction,
            chips: self.chips(&cell, direction),
        };
        let words = self.board.words.get(&(row.id.clone(), self.subject));
        let person = self.visit.actor.person;
        let at = format!("{}/points", href(self.head.id));
        Shown {
            state: cell.state(),
            sides: vec![side(Direction::For), side(Direction::Against)],
            neutral: self.chips(&cell, Direction::Neutral),
            words: words.map_or_else(String::new, |one| one.words.clone()),
            autosave: Autosave {
                url: format!("{at}/words/{}/{}", self.subject, row.id),
                version: words.map_or(0, |one| one.revision),
                key: format!(
                    "evidence-words-{person}-{}-{}-{}",
                    self.head.id, self.subject, row.id
                ),
            },
            add: format!("{}&add={}#{}", self.here, row.id, row.slug()),
            is_adding: self.may_edit && self.asked.add == row.id,
            offered: self.offered(&cell),
            slug: row.slug(),
            row: row.clone(),
            heading,
        }
    }

    /// Standing evidence that does not lie in the cell.
    fn offered(&self, cell: &Cell) -> Vec<(Uuid, String)> {
        let lies = |id: Uuid| cell.placed.iter().any(|one| one.item.id == id);
        let standing = self
            .board
            .items
            .iter()
            .filter(|one| one.is_standing() && !lies(one.id));
        standing.map(|one| (one.id, one.told())).collect()
    }

    fn chips(&self, cell: &Cell, direction: Direction) -> Vec<Chip> {
        let all = cell.of(direction).into_iter();
        all.map(|placed| self.chip(placed)).collect()
    }

    fn chip(&self, placed: &Placed) -> Chip {
        let (assessment, item) = (placed.assessment.clone(), placed.item.clone());
        let at = href(self.head.id);
        let action = format!("{at}/points/assessments/{}", assessment.id);
        let own = &assessment.sources;
        let sources = if own.is_empty() { &item.sources } else { own };
        let is_open = self.may_edit && self.asked.edit == Some(assessment.id);
        let person = self.visit.actor.person;
        Chip {
            href: format!("{at}/items/{}", item.id),
            edit: format!(
                "{}&edit={}#{}",
                self.here,
                assessment.id,
                super::matrix::slug(&assessment.point)
            ),
            leaves: leaves(self.head.id, sources),
            autosave: is_open.then(|| Autosave {
                url: format!("{action}/field"),
                version: assessment.revision,
                key: format!("evidence-assessment-{person}-{}", assessment.id),
            }),
            bl: told(own),
            action,
            assessment,
            item,
        }
    }
}
