//! Các màn hình của mảng văn bản, one file a screen, its page beside it.

mod argument;
mod argument_points;
mod change;
mod choose;
mod comparison;
mod copies;
mod desk_part;
mod dispatch;
mod doubts;
mod draft;
mod fields;
mod files;
mod finder;
mod folder;
mod from_file;
mod issue;
mod leaves;
pub(crate) mod mould;
mod new;
mod outgoing;
mod proof;
pub(crate) mod reading;
mod register;
pub(crate) mod remarks;
mod seals;
pub(crate) mod sheet;
mod side;
mod submission;
pub(crate) mod turn;
mod versions;

use people::{Actor, Reach, Right, Rights};
use shell::{MenuItem, Problem, Routes, Visit};
use uuid::Uuid;

pub use desk_part::DeskPart;
pub use finder::DocumentFinder;

pub(crate) use issue::refusal;

use crate::draft::{self as kept, Draft};
use crate::{administrative, messages};

/// The addresses of this area.
pub fn routes() -> Routes {
    let (read, write, issue) = (
        Right::DocumentsRead,
        Right::DocumentsDraft,
        Right::DocumentsIssue,
    );
    drafting()
        .merge(signing())
        .merge(passing_on())
        .merge(crate::word::screens::routes())
        .merge(crate::batch::screens::routes())
        .merge(crate::administrative::screens::routes())
        .get("/documents", read, register::show)
        .get("/documents/new", write, new::begin)
        .get("/documents/{id}", read, draft::show)
        .post("/documents/{id}", write, change::save_all)
        .post("/documents/{id}/fields", write, change::save_one)
        .post("/documents/{id}/facts", write, change::take_facts)
        .get("/documents/{id}/preview", read, draft::preview)
        .post("/documents/{id}/issue", issue, issue::issue)
        .post("/documents/{id}/withdrawal", write, issue::withdraw)
        .get("/documents/{id}/check", read, proof::show)
        .get("/documents/{id}/pdf", read, files::pdf)
        .get("/documents/{id}/word", read, files::word)
}

/// Versions, remarks and the structured editor of a draft.
fn drafting() -> Routes {
    let (read, write) = (Right::DocumentsRead, Right::DocumentsDraft);
    Routes::new()
        .get("/documents/{id}/versions", read, versions::show)
        .get("/documents/{id}/versions/{version}", read, versions::look)
        .post(
            "/documents/{id}/versions/{version}",
            write,
            versions::restore,
        )
        .get("/documents/{id}/comparison", read, comparison::show)
        .post("/documents/{id}/remarks", write, remarks::say)
        .post(
            "/documents/{id}/remarks/{remark}/answers",
            write,
            remarks::answer,
        )
        .post(
            "/documents/{id}/remarks/{remark}/settlement",
            write,
            remarks::settle,
        )
        .get("/documents/{id}/argument", read, argument::show)
        .post("/documents/{id}/argument", write, argument_points::build)
        .get("/documents/{id}/argument/state", read, argument::state)
        .post(
            "/documents/{id}/argument/fields",
            write,
            argument_points::save_one,
        )
        .post(
            "/documents/{id}/argument/points",
            write,
            argument_points::add,
        )
        .post(
            "/documents/{id}/argument/points/{point}/place",
            write,
            argument_points::place,
        )
        .post(
            "/documents/{id}/argument/points/{point}/removal",
            write,
            argument_points::remove,
        )
        .post(
            "/documents/{id}/argument/points/{point}/facts",
            write,
            argument_points::take_facts,
        )
        .post(
            "/documents/{id}/argument/checks/{check}",
            write,
            argument_points::tick,
        )
}

/// Hand in, sign, seal.
fn signing() -> Routes {
    let (write, dispatch) = (Right::DocumentsDraft, Right::DocumentsDispatch);
    Routes::new()
        .post("/documents/{id}/submission", write, submission::submit)
        .post(
            "/documents/{id}/submission/withdrawal",
            write,
            submission::take_back,
        )
        .get("/documents/folder", write, folder::show)
        .post("/documents/folder/signature", write, folder::sign_many)
        .get("/documents/folder/{id}", write, folder::one)
        .post("/documents/folder/{id}/signature", write, folder::sign)
        .post("/documents/folder/{id}/return", write, folder::send_back)
        .post("/documents/folder/{id}/stop", write, folder::stop)
        .get(
            "/documents/folder/{id}/next",
            Right::DocumentsRead,
            folder::next,
        )
        .get("/documents/seals", dispatch, seals::show)
        .post("/documents/seals/signature", dispatch, seals::seal)
        .post("/documents/seals/{id}/by-hand", dispatch, seals::by_hand)
        .post("/documents/seals/{id}/turn", dispatch, seals::take_turn)
}

/// The registers, and what follows the issue.
fn passing_on() -> Routes {
    let dispatch = Right::DocumentsDispatch;
    Routes::new()
        .get("/documents/outgoing", dispatch, outgoing::show)
        .get("/documents/outgoing/xlsx", dispatch, outgoing::xlsx)
        .get("/documents/outgoing/pdf", dispatch, outgoing::pdf)
        .get("/documents/copies", dispatch, copies::show_copies)
        .get("/documents/copies/xlsx", dispatch, copies::copies_xlsx)
        .get("/documents/copies/pdf", dispatch, copies::copies_pdf)
        .get("/documents/copies/{id}/pdf", dispatch, copies::copy_file)
        .post("/documents/{id}/deliveries", dispatch, dispatch::deliver)
        .post(
            "/documents/{id}/deliveries/{delivery}",
            dispatch,
            dispatch::receive,
        )
        .post("/documents/{id}/copies", dispatch, dispatch::copy)
        .post(
            "/documents/{id}/replacement",
            Right::DocumentsDraft,
            dispatch::replace,
        )
}

/// The area in the menu.
pub fn menu() -> MenuItem {
    let read = Right::DocumentsRead;
    MenuItem::new("Văn bản", "file-certificate", "/documents")
        .needs(read)
        .link("Sổ văn bản", "/documents", read)
        .link("Hộp trình ký", "/documents/folder", Right::DocumentsDraft)
        .link("Chờ đóng dấu", "/documents/seals", Right::SigningSeal)
        .link(
            "Sổ văn bản đi",
            "/documents/outgoing",
            Right::DocumentsDispatch,
        )
        .link("Soạn văn bản", "/documents/new", Right::DocumentsDraft)
        .link("Văn bản hành chính", "/documents/office", read)
        .link("Lập hàng loạt", "/documents/batches", Right::DocumentsDraft)
}

/// A document with its matter, for somebody who may read it.
#[derive(Clone)]
pub(crate) struct Held {
    pub draft: Draft,
    pub opened: criminal::Opened,
}

impl Held {
    /// Whether the person holds a right over this document.
    pub fn may(&self, visit: &Visit, right: Right) -> bool {
        visit.may_over(right, &self.opened.unit, &self.opened.assigned.people())
    }

    /// Refuses unless the person holds the right.
    pub fn require(&self, visit: &Visit, right: Right) -> Result<(), Problem> {
        match self.may(visit, right) {
            true => Ok(()),
            false => Err(Problem::not_allowed()),
        }
    }
}

/// Opens a document for somebody who may read it.
pub(crate) async fn held(visit: &Visit, id: Uuid) -> Result<Held, Problem> {
    let not_found = || Problem::NotFound(messages::NO_DOCUMENT.to_owned());
    let db = visit.app.db();
    let draft = kept::get(db, id).await?.ok_or_else(not_found)?;
    let opened = criminal::open(db, &visit.app.law(), draft.matter_id)
        .await?
        .ok_or_else(not_found)?;
    let held = Held { draft, opened };
    held.require(visit, Right::DocumentsRead)?;
    Ok(held)
}

/// Any document for somebody who may read it: one of a matter, or one of the office, whose rights are asked over the office and its drafter.
pub(crate) struct Shown {
    pub draft: Draft,
    pub opened: Option<criminal::Opened>,
}

impl Shown {
    /// Whether the person holds a right over this document.
    pub fn may(&self, visit: &Visit, right: Right) -> bool {
        match &self.opened {
            Some(opened) => visit.may_over(right, &opened.unit, &opened.assigned.people()),
            None => visit.may_over(right, &self.draft.unit_id, &[self.draft.drafted_by]),
        }
    }

    /// Refuses unless the person holds the right.
    pub fn require(&self, visit: &Visit, right: Right) -> Result<(), Problem> {
        match self.may(visit, right) {
            true => Ok(()),
            false => Err(Problem::not_allowed()),
        }
    }

    /// Where it opens.
    pub fn href(&self) -> String {
        administrative::href(&self.draft)
    }
}

impl From<Held> for Shown {
    fn from(Held { draft, opened }: Held) -> Shown {
        Shown {
            draft,
            opened: Some(opened),
        }
    }
}

impl From<Draft> for Shown {
    fn from(draft: Draft) -> Shown {
        Shown {
            draft,
            opened: None,
        }
    }
}

/// Opens any document for somebody who may read it.
pub(crate) async fn shown(visit: &Visit, id: Uuid) -> Result<Shown, Problem> {
    let draft = kept::get(visit.app.db(), id)
        .await?
        .filter(administrative::is_administrative);
    let Some(draft) = draft else {
        return Ok(held(visit, id).await?.into());
    };
    let shown = Shown::from(draft);
    shown.require(visit, Right::DocumentsRead)?;
    Ok(shown)
}

/// The units whose documents a person may read at all, by post and by delegation.
pub(crate) fn readable_units(actor: &Actor) -> Vec<String> {
    units_for(actor, Right::DocumentsRead)
}

/// The units over whose documents a person holds a right at all, by post and by delegation.
pub(crate) fn units_for(actor: &Actor, right: Right) -> Vec<String> {
    let rights = Rights::embedded();
    let mut keys = std::collections::BTreeSet::new();
    let given = actor
        .delegations
        .iter()
        .filter(|given| given.rights.contains(&right));
    for (role, covers) in given
        .map(|given| (given.role, &given.covers))
        .chain([(actor.role, &actor.covers)])
    {
        match rights.reach(role, right) {
            Reach::Tree => keys.extend(covers.tree_keys().iter().cloned()),
            Reach::Unit | Reach::Own => keys.extend(covers.unit_keys().iter().cloned()),
            Reach::None => {}
        }
    }
    keys.into_iter().collect()
}
