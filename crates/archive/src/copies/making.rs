//! Viết bản sao: contents first, then the pages in the order of the file, each as its picture and its words.

use casefile::{DocumentRow, MatterHead, PageRow, kind_vi};
use db::Sql;
use files::{Arrival, Files};
use jobs::{Steps, Trouble};
use shell::{local_time, vi_date, vi_time};
use uuid::Uuid;

use crate::{
    contents::{self, Heading, Row},
    messages,
    pdf::{About, Bookmark, Letters, Line, Pdf, Picture, Sheet},
    selection::{Chosen, Part},
};

/// What is written on the copy.
#[derive(Debug, Clone)]
pub struct Lettering {
    /// Tells this copy from every other.
    pub id: Uuid,
    /// Its name.
    pub title: String,
    /// The unit it is made by.
    pub unit: String,
    /// When it was asked for, ms UTC.
    pub at_ms: i64,
    /// Over every page; empty for none.
    pub watermark: String,
}

/// How much has been written before it goes to the disk.
const PIECE: usize = 4 << 20;

/// Where a copy is written: to the disk piece by piece.
pub struct Desk<'a> {
    /// The store.
    pub files: &'a Files,
    /// Who hears how far it is.
    pub steps: &'a Steps,
}

fn again(fault: impl std::fmt::Display) -> Trouble {
    Trouble::Again(fault.to_string())
}

/// Bản sao PDF/A: what has arrived, not yet kept.
pub async fn write(
    desk: &Desk<'_>,
    sql: &impl Sql,
    matter: &MatterHead,
    chosen: &Chosen,
    lettering: &Lettering,
) -> Result<files::Arrived, Trouble> {
    let letters = Letters::try_new().map_err(again)?;
    let rows: Vec<Row> = chosen.documents.iter().map(row).collect();
    let sheets = match rows.is_empty() {
        true => Vec::new(),
        false => contents::sheets(&letters, &heading(matter, chosen, lettering), &rows, true),
    };
    let (before, total) = (sheets.len(), chosen.pages.len());
    let about = About {
        title: lettering.title.clone(),
        author: lettering.unit.clone(),
        subject: messages::subject(&matter.code),
        made_at: local_time(lettering.at_ms),
        id: lettering.id,
    };
    let mut pdf = Pdf::begin(before + total, about, letters);
    let mut arrival = desk.files.arrival().await.map_err(again)?;
    for sheet in &sheets {
        pdf.sheet(sheet);
    }
    for (at, page) in chosen.pages.iter().enumerate() {
        let band = [
            match lettering.watermark.is_empty() {
                true => lettering.title.clone(),
                false => lettering.watermark.clone(),
            },
            page.bl
                .as_ref()
                .map_or(String::new(), |bl| format!("BL {bl}")),
            messages::page_of(before + at + 1, before + total),
        ];
        draw(desk.files, sql, &mut pdf, page, band, &lettering.watermark).await?;
        pass_on(&mut pdf, &mut arrival, PIECE).await?;
        if at % 10 == 0 || at + 1 == total {
            desk.steps
                .report(at + 1, total, &messages::writing(at + 1, total))
                .await?;
        }
    }
    let bookmarks = bookmarks(&chosen.documents, before);
    let rest = pdf.finish(&bookmarks).map_err(again)?;
    arrival.write(&rest).await.map_err(again)?;
    arrival.finish().await.map_err(again)
}

/// Hands what is written to the disk once it is this much.
pub async fn pass_on(pdf: &mut Pdf, arrival: &mut Arrival, least: usize) -> Result<(), Trouble> {
    let written = pdf.take_from(least);
    match written.is_empty() {
        true => Ok(()),
        false => arrival.write(&written).await.map_err(again),
    }
}

/// One page; where it could not be opened, a sheet says so in its place.
async fn draw(
    files: &Files,
    sql: &impl Sql,
    pdf: &mut Pdf,
    page: &PageRow,
    band: [String; 3],
    watermark: &str,
) -> Result<(), Trouble> {
    let Some(picture) = &page.picture else {
        pdf.sheet(&lost(page));
        return Ok(());
    };
    let id = picture.parse().map_err(again)?;
    let jpeg = files.get_unchecked(id).await.map_err(again)?;
    let words = casefile::words_of(sql, page.id).await?;
    pdf.picture(&Picture {
        jpeg: &jpeg,
        size: (dots(page.w), dots(page.h)),
        words: &words,
        band,
        watermark,
    });
    Ok(())
}

/// A size as dots.
pub fn dots(size: i64) -> u32 {
    u32::try_from(size).unwrap_or(1).max(1)
}

/// The sheet that stands for a page which could not be opened.
pub fn lost(page: &PageRow) -> Sheet {
    let line = |y, words| Line {
        x: 60.0,
        y,
        size: 13.0,
        words,
    };
    Sheet {
        size: (595.0, 842.0),
        lines: vec![
            line(600.0, messages::page_lost(page.no)),
            line(580.0, messages::SEE_ORIGINAL.to_owned()),
        ],
        ..Sheet::default()
    }
}

fn heading(matter: &MatterHead, chosen: &Chosen, lettering: &Lettering) -> Heading {
    Heading {
        unit: lettering.unit.clone(),
        title: messages::CONTENTS.to_owned(),
        lines: vec![
            matter.title.clone(),
            messages::code_and_pages(&matter.code, chosen.pages.len()),
            messages::made_at(&vi_time(lettering.at_ms)),
        ],
    }
}

fn row(part: &Part) -> Row {
    let DocumentRow {
        title,
        number,
        issued_on,
        bl,
        ..
    } = &part.document;
    let told = [
        Some(number.clone()).filter(|number| !number.is_empty()),
        issued_on.map(vi_date),
    ];
    Row {
        title: title.clone(),
        number: told.into_iter().flatten().collect::<Vec<_>>().join(", "),
        leaves: bl.clone(),
        first: part.first,
    }
}

/// Groups in the order they first come, and the documents in them.
fn bookmarks(documents: &[Part], before: usize) -> Vec<Bookmark> {
    let mut groups: Vec<Bookmark> = Vec::new();
    for part in documents {
        let group = match kind_vi(&part.document.kind) {
            "" => messages::NO_KIND,
            kind => kind,
        };
        let page = before + part.first;
        let mark = Bookmark {
            title: messages::bookmark(&part.document.title, &part.document.bl),
            page,
            below: Vec::new(),
        };
        match groups.iter_mut().find(|known| known.title == group) {
            Some(known) => known.below.push(mark),
            None => groups.push(Bookmark {
                title: group.to_owned(),
                page,
                below: vec![mark],
            }),
        }
    }
    groups
}
