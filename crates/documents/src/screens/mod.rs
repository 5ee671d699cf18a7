//! Các màn hình của mảng văn bản, one file a screen, its page beside it.

mod change;
mod draft;
mod fields;
mod files;
mod finder;
mod issue;
mod new;
mod register;
mod sheet;
mod side;
mod versions;

use people::{Actor, Reach, Right, Rights};
use shell::{MenuItem, Problem, Routes, Visit};
use uuid::Uuid;

pub use finder::DocumentFinder;

use crate::draft::{self as kept, Draft};
use crate::messages;

/// The addresses of this area.
pub fn routes() -> Routes {
    let (read, write, issue) = (
        Right::DocumentsRead,
        Right::DocumentsDraft,
        Right::DocumentsIssue,
    );
    Routes::new()
        .get("/documents", read, register::show)
        .get("/documents/new", write, new::begin)
        .get("/documents/{id}", read, draft::show)
        .post("/documents/{id}", write, change::save_all)
        .post("/documents/{id}/fields", write, change::save_one)
        .post("/documents/{id}/facts", write, change::take_facts)
        .get("/documents/{id}/preview", read, draft::preview)
        .post("/documents/{id}/issue", issue, issue::issue)
        .post("/documents/{id}/withdrawal", write, issue::withdraw)
        .get("/documents/{id}/versions", read, versions::show)
        .post(
            "/documents/{id}/versions/{version}",
            write,
            versions::restore,
        )
        .get("/documents/{id}/pdf", read, files::pdf)
        .get("/documents/{id}/word", read, files::word)
}

/// The area in the menu.
pub fn menu() -> MenuItem {
    let read = Right::DocumentsRead;
    MenuItem::new("Văn bản", "file-certificate", "/documents")
        .needs(read)
        .link("Sổ văn bản", "/documents", read)
}

/// A document with its matter, for somebody who may read it.
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

/// The units whose documents a person may read at all, by post and by delegation.
pub(crate) fn readable_units(actor: &Actor) -> Vec<String> {
    let rights = Rights::embedded();
    let right = Right::DocumentsRead;
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
