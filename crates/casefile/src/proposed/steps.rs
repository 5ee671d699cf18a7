//! Từng bước: what a person asks of the list is done and kept, with how it was before. Every step is one transaction, so a
//! kill loses none.

use db::{Sql, StorageError, args};
use people::{Right, Work, WorkError};
use text::LeafNumber;
use uuid::Uuid;

use super::{
    Paper,
    acts::{self, Change, Hand, Refused, Values},
    doubts::doubts,
    fence::Fence,
    history::{State, put_down},
    job, messages,
    renew::paper_of,
    renumber::{Numbers, OWNERS, numbers_of, renumbered},
    seen::seen_of,
    store,
};
use crate::matter::MatterHead;
use crate::order::{Leaf, Telling, one_document};

/// What a person asks of the list.
#[derive(Debug, Clone)]
pub enum Asked {
    /// Xác nhận.
    Confirm(Uuid),
    /// Xác nhận tất cả chắc chắn.
    ConfirmSure,
    /// Tách: before this page of the matter's file.
    Split(Uuid, i64),
    /// Gộp với tài liệu trước.
    Join(Uuid),
    /// Chuyển nhóm.
    Group(Uuid, i64),
    /// Lên, xuống trong nhóm.
    Shift {
        /// The paper.
        id: Uuid,
        /// Up, else down.
        is_up: bool,
    },
    /// Sửa tên, số, ngày, người ký.
    Write(Uuid, Values),
    /// Bỏ khỏi danh sách.
    Remove(Uuid),
    /// Lập tài liệu từ các trang này.
    Add(i64, i64),
    /// Đánh lại số bút lục.
    Renumber {
        /// First page.
        first: i64,
        /// Last page.
        last: i64,
        /// The number of the first page.
        start: String,
        /// Whose series.
        owner: String,
    },
}

impl Asked {
    /// The pages it names; none: it names a paper.
    fn pages(&self) -> Option<(i64, i64)> {
        match self {
            Asked::Add(first, last) | Asked::Renumber { first, last, .. } => Some((*first, *last)),
            _ => None,
        }
    }

    fn act(&self) -> &'static str {
        match self {
            Asked::Confirm(_) => "confirm",
            Asked::ConfirmSure => "confirm_sure",
            Asked::Split(..) => "split",
            Asked::Join(_) => "join",
            Asked::Group(..) => "group",
            Asked::Shift { .. } => "shift",
            Asked::Write(..) => "write",
            Asked::Remove(_) => "remove",
            Asked::Add(..) => "add",
            Asked::Renumber { .. } => "renumber",
        }
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Which act.
    pub act: String,
    /// How many papers it changed.
    pub papers: usize,
    /// The paper to show next.
    pub then: Option<Uuid>,
}

/// Does what a person asks, and keeps the step.
pub async fn take(work: &Work, head: &MatterHead, asked: Asked) -> Result<Done, WorkError> {
    work.require_for(Right::CasefileMark, &head.unit, &head.assigned)
        .await?;
    store::lock(&work.tx, head.id).await?;
    let papers = store::papers_of(&work.tx, head.id).await?;
    done(work, head, papers, asked).await
}

/// The same by a person who orders the stack that is being taken in and does not read the file: see [`Fence`].
pub async fn take_in_stack(
    work: &Work,
    head: &MatterHead,
    asked: Asked,
) -> Result<Done, WorkError> {
    work.require_for(Right::CasefileArrange, &head.unit, &head.assigned)
        .await?;
    store::lock(&work.tx, head.id).await?;
    let fence = Fence::around(&work.tx, head.id, work.actor.person).await?;
    let is_within = match asked.pages() {
        Some((first, last)) => fence.holds(first, last),
        None => !fence.is_shut(),
    };
    if !is_within {
        return Err(WorkError::invalid("", messages::OUTSIDE_THE_STACK));
    }
    let papers = store::papers_of(&work.tx, head.id).await?;
    done(work, head, fence.papers(papers), asked).await
}

/// The act on these papers: what is not among them is as if it were not there.
async fn done(
    work: &Work,
    head: &MatterHead,
    papers: Vec<Paper>,
    asked: Asked,
) -> Result<Done, WorkError> {
    let hand = Hand {
        person: work.actor.person,
        now_ms: work.now_ms,
    };
    let act = asked.act();
    let (mut change, numbers) = changed(work, head, &papers, asked, hand).await?;
    let was = State {
        papers: change
            .papers
            .iter()
            .map(|(id, _)| (*id, papers.iter().find(|one| one.id == *id).cloned()))
            .collect(),
        numbers: numbers.0,
    };
    let became = State {
        papers: std::mem::take(&mut change.papers),
        numbers: numbers.1,
    };
    became.keep(work, head, &was).await?;
    let became = with_leaves(work, head, &was, became).await?;
    put_down(work, head, act, &was, &became).await?;
    Ok(Done {
        act: act.to_owned(),
        papers: became.papers.len(),
        then: change.then,
    })
}

type Both = (Vec<Numbers>, Vec<Numbers>);

async fn changed(
    work: &Work,
    head: &MatterHead,
    papers: &[Paper],
    asked: Asked,
    hand: Hand,
) -> Result<(Change, Both), WorkError> {
    let refused = |refused: Refused| WorkError::invalid("", messages::refused(refused));
    let change = match asked {
        Asked::Confirm(id) => acts::confirm(papers, id, hand),
        Asked::ConfirmSure => acts::confirm_sure(papers, hand),
        Asked::Split(id, at) => {
            let last = papers.iter().find(|one| one.id == id);
            let last = last.map_or(at, |one| one.last_no);
            let second = read(work, head, at, last).await?;
            acts::split(papers, id, at, second, hand)
        }
        Asked::Join(id) => acts::join(papers, id, hand),
        Asked::Group(id, group) => acts::to_group(papers, id, (group, head.is_civil()), hand),
        Asked::Shift { id, is_up } => acts::shift(papers, id, is_up, hand),
        Asked::Write(id, values) => acts::write(papers, id, values, hand),
        Asked::Remove(id) => acts::remove(papers, id, hand),
        Asked::Add(first, last) => {
            let pages: i64 = work
                .tx
                .one(
                    "SELECT COALESCE(MAX(pages), 0) FROM casefile_matter WHERE matter_id = $1",
                    args![head.id],
                )
                .await?;
            if last < first || last > pages {
                return Err(refused(Refused::NotFree));
            }
            let paper = read(work, head, first, last).await?;
            acts::add(papers, paper, hand)
        }
        Asked::Renumber {
            first,
            last,
            start,
            owner,
        } => {
            let (before, after) = new_numbers(work, head, (first, last), &start, &owner).await?;
            let meets = |one: &&Paper| one.first_no <= last && one.last_no >= first;
            let meeting = papers.iter().filter(meets).cloned();
            let change = Change {
                then: None,
                papers: meeting.map(|one| (one.id, Some(one))).collect(),
            };
            return Ok((change, (before, after)));
        }
    };
    Ok((change.map_err(refused)?, (Vec::new(), Vec::new())))
}

/// What the machine reads of pages that a person says are one document.
async fn read(
    work: &Work,
    head: &MatterHead,
    first: i64,
    last: i64,
) -> Result<Paper, StorageError> {
    let pages = seen_of(&work.tx, head.id, first, last).await?;
    let found = one_document(&pages);
    let none = Leaf {
        number: None,
        telling: Telling::None,
    };
    let told = doubts(&found, &pages, &vec![none; pages.len()], &[]);
    Ok(Paper {
        id: Uuid::now_v7(),
        first_no: first,
        last_no: last,
        doubts: told.join(" "),
        ..paper_of(&found, &pages)
    })
}

async fn new_numbers(
    work: &Work,
    head: &MatterHead,
    (first, last): (i64, i64),
    start: &str,
    owner: &str,
) -> Result<Both, WorkError> {
    let start: LeafNumber = start
        .parse()
        .map_err(|_| WorkError::invalid("start", crate::messages::BAD_LEAF))?;
    if !OWNERS.iter().any(|(known, _)| *known == owner) {
        return Err(WorkError::invalid("owner", messages::NO_OWNER));
    }
    let before = numbers_of(&work.tx, head.id, first, last).await?;
    if before.is_empty() {
        return Err(WorkError::invalid("first", messages::NO_LEAVES));
    }
    let after = renumbered(&before, owner, start, work.actor.person, work.now_ms)
        .ok_or_else(|| WorkError::invalid("start", messages::NO_MORE_LETTERS))?;
    let files: Vec<Uuid> = work
        .tx
        .all(
            "SELECT id FROM casefile_file WHERE matter_id = $1 AND state = 'read' AND first_no <= $2 AND first_no + pages > $3",
            args![head.id, last, first],
        )
        .await?;
    for id in files {
        if let Some(file) = crate::file::file(&work.tx, id).await? {
            job::queue(&work.tx, &file, work.now_ms).await?;
        }
    }
    Ok((before, after))
}

/// Papers whose pages or numbers changed say anew which leaves they are.
async fn with_leaves(
    work: &Work,
    head: &MatterHead,
    was: &State,
    mut became: State,
) -> Result<State, WorkError> {
    for ((id, paper), (_, before)) in became.papers.iter_mut().zip(&was.papers) {
        let Some(paper) = paper else { continue };
        let span = |one: &Paper| (one.first_no, one.last_no);
        let is_moved = before
            .as_ref()
            .is_none_or(|before| span(before) != span(paper));
        if !is_moved && became.numbers.is_empty() {
            continue;
        }
        let bl = leaves_of(work, head.id, paper.first_no, paper.last_no).await?;
        if bl != paper.bl {
            paper.bl = bl;
            store::keep(&work.tx, head, *id, Some(paper)).await?;
        }
    }
    Ok(became)
}

/// "04-06": the first and the last number of these pages, as read, written or told by the file.
async fn leaves_of(
    work: &Work,
    matter: Uuid,
    first: i64,
    last: i64,
) -> Result<String, StorageError> {
    let numbers: Vec<String> = work
        .tx
        .all(
            "SELECT COALESCE(bl_guess, bl) FROM casefile_page
              WHERE matter_id = $1 AND no BETWEEN $2 AND $3 AND COALESCE(bl_guess, bl) IS NOT NULL ORDER BY no",
            args![matter, first, last],
        )
        .await?;
    let mut sorted: Vec<(LeafNumber, &String)> = numbers
        .iter()
        .filter_map(|number| Some((number.parse().ok()?, number)))
        .collect();
    sorted.sort();
    Ok(match (sorted.first(), sorted.last()) {
        (Some((_, from)), Some((_, to))) if from != to => format!("{from}-{to}"),
        (Some((_, only)), _) => (*only).clone(),
        _ => String::new(),
    })
}
