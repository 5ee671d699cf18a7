//! Danh mục như trang đọc nó: exhibits with their pictures, what Đ.308 says of them, how they stand to what was approved.

use std::collections::HashMap;

use casefile::{PageRow, PageView};
use db::{Db, StorageError};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    contents::Contents,
    rules::{Bearing, Exhibit, Look, Part, Standing, StatementRule},
};

/// Một trang của mục.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PartView {
    page: Uuid,
    no: i64,
    label: String,
    rect: Option<[i32; 4]>,
    look: Look,
    lights: Vec<[i32; 4]>,
    w: i64,
    h: i64,
    quarters: i64,
    image: String,
    thumb: String,
    /// The page is gone, or was turned after the boxes were drawn.
    is_lost: bool,
}

/// Một mục.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ExhibitView {
    #[serde(flatten)]
    pub(crate) exhibit: Said,
    pub(crate) parts: Vec<PartView>,
    pub(crate) bearing: Bearing,
    pub(crate) standing: Standing,
    pub(crate) revision: i64,
    pub(crate) used_s: i64,
}

/// The words of an exhibit.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Said {
    pub(crate) id: Uuid,
    pub(crate) phase: String,
    pub(crate) title: String,
    purpose: String,
    pub(crate) person: String,
    question: String,
    expected: String,
    fallback: String,
    statement: String,
    pub(crate) planned_s: i64,
}

impl From<&Exhibit> for Said {
    fn from(one: &Exhibit) -> Self {
        Said {
            id: one.id,
            phase: one.phase.clone(),
            title: one.title.clone(),
            purpose: one.purpose.clone(),
            person: one.person.clone(),
            question: one.question.clone(),
            expected: one.expected.clone(),
            fallback: one.fallback.clone(),
            statement: one.statement.clone(),
            planned_s: one.planned_s,
        }
    }
}

impl PartView {
    /// A part on its page as it stands now; a part whose page is gone, or was turned under its boxes, is lost.
    fn of(part: &Part, page: Option<&PageRow>) -> PartView {
        let Some(page) = page else {
            return PartView {
                page: part.page,
                no: 0,
                label: "Trang đã gỡ".to_owned(),
                rect: None,
                look: Look::Page,
                lights: Vec::new(),
                w: part.w.max(1),
                h: part.h.max(1),
                quarters: part.quarters,
                image: String::new(),
                thumb: String::new(),
                is_lost: true,
            };
        };
        let is_lost = part.check((page.w, page.h, page.quarters)).is_err();
        let view = PageView::from(page);
        PartView {
            page: page.id,
            no: page.no,
            label: page.label(),
            rect: part.rect.filter(|_| !is_lost),
            look: if is_lost { Look::Page } else { part.look },
            lights: if is_lost {
                Vec::new()
            } else {
                part.lights.clone()
            },
            w: view.w,
            h: view.h,
            quarters: page.quarters,
            image: view.image,
            thumb: view.thumb,
            is_lost,
        }
    }
}

/// What a list is shown with.
pub(crate) struct Ground<'a> {
    pub(crate) contents: &'a Contents,
    pub(crate) rule: &'a StatementRule,
    /// Seconds shown, by exhibit.
    pub(crate) used: &'a HashMap<Uuid, i64>,
    /// The revision of each exhibit.
    pub(crate) revisions: &'a HashMap<Uuid, i64>,
}

/// The exhibits as a page reads them.
pub(crate) async fn views(
    db: &Db,
    all: Vec<(Exhibit, Standing)>,
    ground: &Ground<'_>,
) -> Result<Vec<ExhibitView>, StorageError> {
    let mut views = Vec::with_capacity(all.len());
    for (one, standing) in all {
        let mut parts = Vec::with_capacity(one.parts.len());
        let mut bearings = Vec::with_capacity(one.parts.len());
        for part in &one.parts {
            let page = casefile::page(db, part.page).await?;
            if let Some(page) = &page {
                bearings.push(ground.contents.bearing(db, ground.rule, page).await?);
            }
            parts.push(PartView::of(part, page.as_ref()));
        }
        views.push(ExhibitView {
            bearing: together(&bearings, &one.statement),
            standing,
            revision: ground.revisions.get(&one.id).copied().unwrap_or(0),
            used_s: ground.used.get(&one.id).copied().unwrap_or(0),
            exhibit: Said::from(&one),
            parts,
        });
    }
    Ok(views)
}

/// What several pages are together, and what a person said of them.
fn together(bearings: &[Bearing], said: &str) -> Bearing {
    match said {
        "yes" => Bearing::Statement,
        "no" => Bearing::Free,
        _ if bearings.contains(&Bearing::Statement) => Bearing::Statement,
        _ if bearings.contains(&Bearing::Unknown) => Bearing::Unknown,
        _ => Bearing::Free,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_statement_among_several_pages_makes_the_exhibit_one() {
        let all = [Bearing::Free, Bearing::Unknown, Bearing::Statement];
        assert_eq!(together(&all, ""), Bearing::Statement);
        assert_eq!(together(&all[..2], ""), Bearing::Unknown);
        assert_eq!(together(&all, "no"), Bearing::Free);
        assert_eq!(together(&all[..1], "yes"), Bearing::Statement);
    }
}
