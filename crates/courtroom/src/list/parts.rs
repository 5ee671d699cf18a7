//! Các phần của mục: checked against the case they are of, and kept as the case knows them, whatever a page sent.

use casefile::{MatterHead, PageRow};
use db::Sql;
use people::WorkError;
use uuid::Uuid;

use crate::{
    media::{MediaRow, recording},
    messages,
    rules::{CueFault, Exhibit, LawFault, MediaPart, Part, PartFault, PicturePart, check_cues},
};

/// Pages side by side.
pub const MOST_PARTS: usize = 4;

/// What a part stands on.
#[derive(Debug, Clone)]
pub enum Found {
    /// A page of the file.
    Page(Box<PageRow>),
    /// A recording.
    Media(Box<MediaRow>),
    /// The part holds all there is.
    Itself,
}

impl Found {
    /// The page, if it is one.
    pub fn page(&self) -> Option<&PageRow> {
        match self {
            Found::Page(page) => Some(page),
            _ => None,
        }
    }
}

/// Parts that can be kept or shown: of this matter, boxes on their pages, cues in their recordings; with what each stands on.
pub async fn checked(
    sql: &impl Sql,
    matter: Uuid,
    parts: &[Part],
) -> Result<Vec<Found>, WorkError> {
    let refused = |sentence: &'static str| WorkError::invalid("parts", sentence);
    if parts.is_empty() {
        return Err(refused(messages::NO_PARTS));
    }
    if parts.len() > MOST_PARTS {
        return Err(refused(messages::TOO_MANY_PARTS));
    }
    if parts
        .iter()
        .filter(|part| matches!(part, Part::Media(_)))
        .count()
        > 1
    {
        return Err(refused(messages::ONE_RECORDING));
    }
    let mut all = Vec::with_capacity(parts.len());
    for part in parts {
        all.push(match part {
            Part::Page(part) => {
                let page = casefile::page(sql, part.page).await?;
                let page = page
                    .filter(|page| page.matter_id == matter)
                    .ok_or_else(|| refused(messages::PAGE_ELSEWHERE))?;
                part.check((page.w, page.h, page.quarters))
                    .map_err(|fault| refused(fault_vi(fault)))?;
                Found::Page(Box::new(page))
            }
            Part::Media(part) => {
                let row = recording(sql, part.media).await?;
                let row = row
                    .filter(|row| row.matter_id == matter && row.removed_at.is_none())
                    .filter(|row| row.hash == part.hash)
                    .ok_or_else(|| refused(messages::MEDIA_ELSEWHERE))?;
                check_cues(&part.cues, row.duration_ms).map_err(|fault| refused(cue_vi(fault)))?;
                Found::Media(Box::new(row))
            }
            Part::Law(part) => {
                part.check().map_err(|fault| refused(law_vi(fault)))?;
                Found::Itself
            }
            Part::Picture(_) => Found::Itself,
        });
    }
    Ok(all)
}

/// The parts as they are kept: a recording as the case knows it with the cues that were set, a diagram as it was when it was put in.
pub async fn settled(
    sql: &impl Sql,
    matter: &MatterHead,
    (was, asked): (&[Part], &[Part]),
) -> Result<Vec<Part>, WorkError> {
    let mut all = Vec::with_capacity(asked.len());
    for part in asked {
        all.push(match part {
            Part::Media(part) => {
                let row = recording(sql, part.media).await?;
                let row =
                    row.ok_or_else(|| WorkError::invalid("parts", messages::MEDIA_ELSEWHERE))?;
                let mut cues = part.cues.clone();
                cues.sort_by_key(|cue| (cue.begin_ms, cue.end_ms));
                Part::Media(MediaPart { cues, ..row.part() })
            }
            Part::Picture(part) => {
                let same = |one: &&PicturePart| one.picture == part.picture;
                let known = was.iter().filter_map(|one| match one {
                    Part::Picture(one) => Some(one),
                    _ => None,
                });
                let known = known.into_iter().find(same);
                let known =
                    known.ok_or_else(|| WorkError::invalid("parts", messages::NO_PICTURE))?;
                Part::Picture(known.clone())
            }
            other => other.clone(),
        });
    }
    checked(sql, matter.id, &all).await?;
    Ok(all)
}

/// "BL 127", the title of a recording, the article of the law.
pub fn label(part: &Part, found: Option<&Found>) -> String {
    match (part, found) {
        (Part::Page(_), Some(Found::Page(page))) => page.label(),
        (Part::Page(_), _) => messages::PAGE_TAKEN_OFF.to_owned(),
        (Part::Media(part), _) => part.title.clone(),
        (Part::Law(part), _) => part.law.clone(),
        (Part::Picture(part), _) => part.title.clone(),
    }
}

/// The labels of an exhibit, for a list on paper; a part that is gone says so.
pub async fn labels(sql: &impl Sql, matter: Uuid, one: &Exhibit) -> Result<Vec<String>, WorkError> {
    let mut all = Vec::with_capacity(one.parts.len());
    for part in &one.parts {
        all.push(
            match checked(sql, matter, std::slice::from_ref(part)).await {
                Ok(found) => label(part, found.first()),
                // A page that was turned is still that page.
                Err(WorkError::Invalid { .. }) => match part {
                    Part::Page(part) => {
                        let page = casefile::page(sql, part.page).await?;
                        page.map_or(messages::PAGE_TAKEN_OFF.to_owned(), |page| page.label())
                    }
                    other => label(other, None),
                },
                Err(error) => return Err(error),
            },
        );
        if let (Part::Media(part), Some(last)) = (part, all.last_mut()) {
            last.push_str(&cues_vi(part));
        }
    }
    Ok(all)
}

/// " (02:15–03:40 nhận đã cầm tiền; …)".
fn cues_vi(part: &MediaPart) -> String {
    if part.cues.is_empty() {
        return String::new();
    }
    let mark = crate::rules::mark_vi;
    let each = part.cues.iter().map(|cue| {
        let said = format!("{}–{} {}", mark(cue.begin_ms), mark(cue.end_ms), cue.label);
        said.trim().to_owned()
    });
    format!(" ({})", each.collect::<Vec<_>>().join("; "))
}

fn fault_vi(fault: PartFault) -> &'static str {
    match fault {
        PartFault::Box => messages::BAD_BOX,
        PartFault::NoRect => messages::NO_RECT,
        PartFault::Lights => messages::TOO_MANY_LIGHTS,
        PartFault::Turned => messages::TURNED,
    }
}

fn cue_vi(fault: CueFault) -> &'static str {
    match fault {
        CueFault::Bounds => messages::BAD_CUE,
        CueFault::Many => messages::TOO_MANY_CUES,
        CueFault::Label => messages::LONG_CUE,
    }
}

pub(crate) fn law_vi(fault: LawFault) -> &'static str {
    match fault {
        LawFault::Empty => messages::NO_LAW,
        LawFault::NoSource => messages::NO_LAW_SOURCE,
        LawFault::Long => messages::LONG_LAW,
    }
}
