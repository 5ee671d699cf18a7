//! Danh mục như trang đọc nó: exhibits with their pictures, what Đ.308 says of them, how they stand to what was approved.

use std::collections::HashMap;

use casefile::{PageRow, PageView};
use serde::Serialize;
use shell::{App, Problem};
use uuid::Uuid;

use super::page::href;
use crate::{
    contents::Contents,
    drawings,
    media::{MediaRow, page::content_href, recording},
    messages,
    rules::{
        Bearing, Cue, Exhibit, LawPart, Look, MediaKind, MediaPart, PagePart, Part, PicturePart,
        Standing, StatementRule, bearing_of,
    },
};

/// Một phần của mục.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum PartView {
    /// A page.
    Page(Box<PageOf>),
    /// A recording.
    Media {
        #[serde(flatten)]
        part: MediaOf,
        label: String,
        src: String,
        is_video: bool,
        /// Taken off the case.
        is_lost: bool,
    },
    /// Words of the law.
    Law {
        #[serde(flatten)]
        part: LawPart,
        label: String,
        pieces: Vec<String>,
    },
    /// A diagram.
    Picture {
        picture: Uuid,
        /// map, diagram, flow, sketch.
        what: String,
        label: String,
        steps: usize,
        seen: String,
        src: String,
        /// Drawn anew since it was put into the list.
        is_changed: bool,
        /// No longer there.
        is_lost: bool,
    },
}

/// A recording of an exhibit.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MediaOf {
    media: Uuid,
    hash: String,
    mime: String,
    title: String,
    duration_ms: i64,
    cues: Vec<Cue>,
}

/// Một trang của mục.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PageOf {
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
    /// Withdrawn evidence that it shows or cites.
    pub(crate) withdrawn: Vec<String>,
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

impl PageOf {
    /// A part on its page as it stands now; a part whose page is gone, or was turned under its boxes, is lost.
    fn of(part: &PagePart, page: Option<&PageRow>) -> PageOf {
        let Some(page) = page else {
            return PageOf {
                page: part.page,
                no: 0,
                label: messages::PAGE_TAKEN_OFF.to_owned(),
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
        PageOf {
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

fn of_media(part: &MediaPart, row: Option<&MediaRow>) -> PartView {
    PartView::Media {
        label: part.title.clone(),
        src: row.map_or(String::new(), |row| content_href(row.matter_id, row.id)),
        is_video: part.kind == MediaKind::Video,
        is_lost: row.is_none(),
        part: MediaOf {
            media: part.media,
            hash: part.hash.clone(),
            mime: part.mime.clone(),
            title: part.title.clone(),
            // Who played it first has told how long it is.
            duration_ms: row.map_or(part.duration_ms, |row| row.duration_ms),
            cues: part.cues.clone(),
        },
    }
}

async fn of_picture(app: &App, matter: Uuid, part: &PicturePart) -> Result<PartView, Problem> {
    let kind = (part.kind.as_str(), part.picture);
    let now = drawings::part_of(app, matter, kind).await?;
    Ok(PartView::Picture {
        picture: part.picture,
        what: part.kind.clone(),
        label: format!("{}: {}", drawings::kind_vi(&part.kind), part.title),
        steps: now.as_ref().map_or(part.steps, |now| now.steps),
        seen: part.seen.clone(),
        src: format!("{}/drawings/{}/{}", href(matter), part.kind, part.picture),
        is_changed: now.as_ref().is_some_and(|now| now.seen != part.seen),
        is_lost: now.is_none(),
    })
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
    app: &App,
    matter: Uuid,
    all: Vec<(Exhibit, Standing)>,
    ground: &Ground<'_>,
) -> Result<Vec<ExhibitView>, Problem> {
    let fallen = crate::standing::fallen_of(app.db(), matter).await?;
    let mut views = Vec::with_capacity(all.len());
    for (one, standing) in all {
        let mut parts = Vec::with_capacity(one.parts.len());
        let mut bearings = Vec::with_capacity(one.parts.len());
        for part in &one.parts {
            let (view, bearing) = view_of(app, matter, part, ground).await?;
            parts.push(view);
            bearings.extend(bearing);
        }
        views.push(ExhibitView {
            bearing: together(&bearings, &one.statement),
            standing,
            revision: ground.revisions.get(&one.id).copied().unwrap_or(0),
            used_s: ground.used.get(&one.id).copied().unwrap_or(0),
            exhibit: Said::from(&one),
            withdrawn: crate::standing::under(&one, &fallen),
            parts,
        });
    }
    Ok(views)
}

/// A part as it stands now, and what it is to the rule on statements.
async fn view_of(
    app: &App,
    matter: Uuid,
    part: &Part,
    ground: &Ground<'_>,
) -> Result<(PartView, Option<Bearing>), Problem> {
    let db = app.db();
    Ok(match part {
        Part::Page(part) => {
            let page = casefile::page(db, part.page).await?;
            let bearing = match &page {
                Some(page) => Some(ground.contents.bearing(db, ground.rule, page).await?),
                None => None,
            };
            (
                PartView::Page(Box::new(PageOf::of(part, page.as_ref()))),
                bearing,
            )
        }
        Part::Media(part) => {
            let row = recording(db, part.media).await?;
            let row = row.filter(|row| row.removed_at.is_none());
            let bearing = row.as_ref().map(|row| bearing_of(&row.origin));
            (of_media(part, row.as_ref()), bearing)
        }
        Part::Law(part) => (
            PartView::Law {
                label: part.law.clone(),
                pieces: part.pieces(),
                part: part.clone(),
            },
            None,
        ),
        Part::Picture(part) => (of_picture(app, matter, part).await?, None),
    })
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
