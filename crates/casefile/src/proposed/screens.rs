//! Xếp hồ sơ: one screen, kept by keyboard: the list by groups, the page of the chosen document, what was read of it.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::IntoResponse,
};
use people::Right;
use serde::Deserialize;
use shell::{Alert, Empty, Frame, Page, Problem, Tone, Visit, vi_date};
use uuid::Uuid;

use super::{
    Paper, faults, fence::Fence, forms::Door, history::ends, listed, messages, renumber::OWNERS,
    store::papers_of,
};
use crate::{
    kinds::{KINDS, Kind},
    looks,
    matter::{MatterHead, opened},
    order::{group_name, groups_of},
    page::{PageRow, PageView, pages_in},
};

/// What is shown: a document, one of its pages.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Shown {
    #[serde(default)]
    d: Option<Uuid>,
    #[serde(default)]
    p: Option<i64>,
}

struct FaultLine {
    sentence: String,
    places: Vec<(i64, String)>,
    /// Pages that a document can be made of.
    bare: Option<(i64, i64)>,
}

struct Group {
    no: String,
    name: &'static str,
    lines: Vec<Line>,
}

struct Line {
    id: Uuid,
    href: String,
    title: String,
    told: String,
    state: &'static str,
    state_vi: &'static str,
    is_now: bool,
}

struct StripPage {
    no: i64,
    href: String,
    thumb: String,
    label: String,
    is_now: bool,
    is_own: bool,
}

struct Chosen {
    paper: Paper,
    issued_on: String,
    group: String,
    page: i64,
    label: String,
    image: String,
    size: (i64, i64),
    previous: Option<String>,
    next: Option<String>,
    strip: Vec<StripPage>,
    doubts: Vec<&'static str>,
    state: &'static str,
    state_vi: &'static str,
}

#[derive(Template)]
#[template(path = "proposed/page.html")]
struct OrderingPage {
    frame: Frame,
    href: String,
    viewer: String,
    contents: String,
    told: String,
    grave: Vec<FaultLine>,
    mild: Vec<FaultLine>,
    groups: Vec<Group>,
    chosen: Option<Chosen>,
    nothing: Empty,
    kinds: &'static [Kind],
    choices: Vec<(String, &'static str)>,
    owners: &'static [(&'static str, &'static str)],
    may_mark: bool,
    sure: usize,
    undo: Option<&'static str>,
    redo: Option<&'static str>,
}

fn state(paper: &Paper) -> (&'static str, &'static str) {
    match () {
        () if paper.is_confirmed => ("done", "Đã xác nhận"),
        () if paper.is_sure() => ("sure", "Chắc chắn, chưa xác nhận"),
        () => ("unsure", "Cần xem, chưa xác nhận"),
    }
}

/// `GET /casefile/matters/{matter}/proposal?d=&p=`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(asked): Query<Shown>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    looks::keep_once(&visit, matter).await?;
    let desk = Desk {
        href: Door::File.href(&head),
        viewer: head.href(),
        may_mark: visit.may_over(Right::CasefileMark, &head.unit, &head.assigned),
        fence: None,
        since: i64::MIN,
    };
    drawn(&visit, &head, desk, asked).await
}

/// By whom the screen is asked for, and how far they reach.
pub(super) struct Desk {
    /// The address of the screen.
    pub href: String,
    /// The address of the file, for those who may read it.
    pub viewer: String,
    pub may_mark: bool,
    /// What is open to those who only order the stack.
    pub fence: Option<Fence>,
    /// Steps made before can no longer be taken back here.
    pub since: i64,
}

impl Desk {
    fn holds(&self, no: i64) -> bool {
        self.fence.as_ref().is_none_or(|fence| fence.holds(no, no))
    }

    /// The page as it may be asked for by this door.
    fn view(&self, page: &PageRow) -> PageView {
        let mut view = PageView::from(page);
        if self.fence.is_some() {
            for address in [&mut view.image, &mut view.thumb] {
                *address = address.replacen("/casefile/pages", &format!("{}/pages", self.href), 1);
            }
        }
        view
    }

    /// What is wrong in the pages that may be seen.
    fn faults(&self, mut found: Vec<faults::Shown>) -> Vec<faults::Shown> {
        if self.fence.is_none() {
            return found;
        }
        for one in &mut found {
            one.pages.retain(|no| self.holds(*no));
        }
        found.retain(|one| {
            let (first, last) = one.bare.unwrap_or((1, 1));
            let is_whole = one.bare.is_none() || (first..=last).all(|no| self.holds(no));
            !one.pages.is_empty() && is_whole
        });
        found
    }
}

/// The screen.
pub(super) async fn drawn(
    visit: &Visit,
    head: &MatterHead,
    desk: Desk,
    asked: Shown,
) -> Result<impl IntoResponse + use<>, Problem> {
    let (sql, matter) = (visit.app.db(), head.id);
    let mut papers = papers_of(sql, matter).await?;
    let found = desk.faults(faults::shown(sql, matter, &papers).await?);
    if let Some(fence) = &desk.fence {
        papers = fence.papers(papers);
    }
    let all = listed(&papers);
    let by_page = |no: i64| all.iter().find(|one| one.holds(no));
    let wanted = match (asked.d, asked.p) {
        (Some(id), _) => all.iter().find(|one| one.id == id),
        (None, Some(no)) => by_page(no),
        (None, None) => None,
    };
    let waits = || all.iter().find(|one| one.is_open());
    let now = wanted.or_else(waits).or(all.first()).copied();
    let chosen = match now {
        Some(paper) => Some(chosen(visit, head, &desk, paper, asked.p).await?),
        None => None,
    };
    let (grave, mild) = found.into_iter().partition(|one| one.is_grave);
    let (back, again) = ends(sql, matter, visit.actor.person, desk.since).await?;
    let count = |wanted: fn(&Paper) -> bool| all.iter().filter(|one| wanted(one)).count();
    let (open, sure) = (
        count(Paper::is_open),
        count(|one| one.is_open() && one.is_sure()),
    );
    let href = desk.href;
    Ok(Page(OrderingPage {
        told: match all.is_empty() {
            true => String::new(),
            false => messages::standing(open, sure, all.len() - open),
        },
        grave: lines(grave, &href),
        mild: lines(mild, &href),
        groups: groups(&all, now, &href),
        chosen,
        nothing: nothing(head, desk.fence.is_some()),
        kinds: &KINDS,
        choices: groups_of(head.is_civil())
            .into_iter()
            .map(|(no, name)| (no.to_string(), name))
            .collect(),
        owners: &OWNERS,
        may_mark: desk.may_mark,
        sure,
        undo: back.as_deref().map(messages::act_vi),
        redo: again.as_deref().map(messages::act_vi),
        frame: frame(visit, head, &desk.viewer),
        contents: match desk.viewer.is_empty() {
            true => String::new(),
            false => format!("{}/contents", desk.viewer),
        },
        viewer: desk.viewer,
        href,
    }))
}

fn nothing(head: &MatterHead, is_stack: bool) -> Empty {
    match is_stack {
        true => Empty::new(messages::STACK_DONE, messages::STACK_DONE_WHY)
            .action("Đưa bản quét vào", format!("{}/intake", head.href())),
        false => {
            Empty::new(messages::NOTHING, messages::NOTHING_WHY).action("Mở hồ sơ", head.href())
        }
    }
}

fn frame(visit: &Visit, head: &MatterHead, viewer: &str) -> Frame {
    let frame = match viewer.is_empty() {
        true => visit
            .frame("Xếp tập quét")
            .crumb(head.code.clone(), head.matter_href())
            .crumb("Đưa bản quét vào", format!("{}/intake", head.href())),
        false => visit
            .frame("Xếp hồ sơ")
            .crumb("Hồ sơ số hóa", "/casefile")
            .crumb(head.title.clone(), head.href()),
    };
    frame.subtitle(head.title.clone()).wide().island("ordering")
}

fn lines(found: Vec<faults::Shown>, href: &str) -> Vec<FaultLine> {
    let places = |pages: &[i64]| {
        let some = pages.iter().take(12);
        some.map(|no| (*no, format!("{href}?p={no}"))).collect()
    };
    let line = |one: faults::Shown| FaultLine {
        places: places(&one.pages),
        bare: one.bare,
        sentence: one.sentence,
    };
    found.into_iter().map(line).collect()
}

fn groups(all: &[&Paper], now: Option<&Paper>, href: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for paper in all {
        let no = paper.group_no.map_or_else(String::new, |no| no.to_string());
        if groups.last().is_none_or(|last| last.no != no) {
            let group = paper.group_no.and_then(|no| u8::try_from(no).ok());
            groups.push(Group {
                no,
                name: group.map_or(crate::messages::NOT_SORTED, group_name),
                lines: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.lines.push(line(paper, now, href));
        }
    }
    groups
}

fn line(paper: &Paper, now: Option<&Paper>, href: &str) -> Line {
    let pages = match paper.first_no == paper.last_no {
        true => format!("tr. {}", paper.first_no),
        false => format!("tr. {}–{}", paper.first_no, paper.last_no),
    };
    let leaf = Some(format!("BL {}", paper.bl)).filter(|_| !paper.bl.is_empty());
    let day = paper.issued_on.map(vi_date);
    let number = Some(paper.number.clone()).filter(|number| !number.is_empty());
    let told = [leaf, Some(pages), number, day].into_iter().flatten();
    let (state, state_vi) = state(paper);
    Line {
        id: paper.id,
        href: format!("{href}?d={}", paper.id),
        title: match paper.title.is_empty() {
            true => "(chưa có tên)".to_owned(),
            false => paper.title.clone(),
        },
        told: told.collect::<Vec<_>>().join(" · "),
        state,
        state_vi,
        is_now: now.is_some_and(|now| now.id == paper.id),
    }
}

/// Pages of the strip before and behind the page shown.
const AROUND: i64 = 12;

async fn chosen(
    visit: &Visit,
    head: &MatterHead,
    desk: &Desk,
    paper: &Paper,
    wished: Option<i64>,
) -> Result<Chosen, Problem> {
    let near = paper.first_no - 1..=paper.last_no + 1;
    let page = wished
        .filter(|no| near.contains(no) && desk.holds(*no))
        .unwrap_or(paper.first_no);
    let first = (paper.first_no - 1).max(page - AROUND);
    let last = (paper.last_no + 1).min(page + AROUND);
    let mut pages = pages_in(visit.app.db(), head.id, first, last).await?;
    pages.retain(|one| desk.holds(one.no));
    let at = |no: i64| format!("{}?d={}&p={no}", desk.href, paper.id);
    let has = |no: i64| pages.iter().any(|one| one.no == no);
    let strip = |one: &PageRow| StripPage {
        no: one.no,
        href: at(one.no),
        thumb: one
            .thumb
            .as_ref()
            .map_or_else(String::new, |_| desk.view(one).thumb),
        label: one.label(),
        is_now: one.no == page,
        is_own: paper.holds(one.no),
    };
    let shown = pages.iter().find(|one| one.no == page);
    let view = shown.map(|one| desk.view(one));
    let (state, state_vi) = state(paper);
    Ok(Chosen {
        issued_on: paper.issued_on.map_or_else(String::new, vi_date),
        group: paper.group_no.map_or_else(String::new, |no| no.to_string()),
        page,
        label: shown
            .filter(|one| one.bl.is_some())
            .map_or_else(String::new, PageRow::label),
        image: match shown.is_some_and(|one| one.picture.is_some()) {
            true => view
                .as_ref()
                .map_or_else(String::new, |view| view.image.clone()),
            false => String::new(),
        },
        size: view.map_or((1240, 1754), |view| (view.w, view.h)),
        previous: has(page - 1).then(|| at(page - 1)),
        next: has(page + 1).then(|| at(page + 1)),
        strip: pages.iter().map(strip).collect(),
        doubts: paper
            .doubts
            .split_whitespace()
            .map(messages::doubt)
            .collect(),
        state,
        state_vi,
        paper: paper.clone(),
    })
}

/// What the viewer says over the pages while papers wait for a person.
pub(crate) fn waiting(head: &MatterHead, open: i64) -> Option<Alert> {
    let href = format!("{}/proposal", head.href());
    (open > 0).then(|| Alert::new(Tone::Info, messages::waiting(open)).link("Xếp hồ sơ", href))
}
