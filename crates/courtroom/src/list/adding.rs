//! Thêm mục: from typed leaves ("BL 127", "BL 12-14", "127+45", "trang 5"), a marked passage, a document, or drawn parts.

use casefile::marks::{MarkRow, Reader, Wanted as WantedMarks, excerpts};
use casefile::{MatterHead, PageRow, documents_of, pages_in, resolve_bl};
use db::Sql;
use people::{Work, WorkError};
use serde::Deserialize;
use uuid::Uuid;

use super::store;
use crate::{
    contents::Contents,
    messages,
    rules::{Exhibit, Look, PHASES, Part, PartFault},
};

/// Cần thêm gì: one of the four.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The phase.
    pub phase: String,
    /// Typed leaves.
    pub typed: String,
    /// A passage of the table of excerpts.
    pub mark: Option<Uuid>,
    /// A document of the contents.
    pub document: Option<Uuid>,
    /// Parts that were drawn.
    pub parts: Vec<Part>,
}

/// Exhibits of one addition.
const MOST: usize = 40;
/// Pages side by side.
pub const MOST_PARTS: usize = 4;
/// White around the words of an enlarged passage, in pixels of the page.
const MARGIN: i32 = 28;

/// Thêm vào danh mục, behind the last of its phase; answers the new ids.
pub async fn add(work: &Work, matter: &MatterHead, wanted: Wanted) -> Result<Vec<Uuid>, WorkError> {
    store::require(work, matter).await?;
    if !PHASES.iter().any(|phase| phase.value == wanted.phase) {
        return Err(WorkError::invalid("phase", messages::NO_PHASE));
    }
    let mut found = match (&wanted.mark, &wanted.document) {
        (Some(mark), _) => vec![of_mark(work, matter, *mark).await?],
        (_, Some(document)) => of_document(work, matter, *document).await?,
        _ if !wanted.parts.is_empty() => vec![of_parts(&work.tx, matter, wanted.parts).await?],
        _ => of_typed(&work.tx, matter.id, &wanted.typed).await?,
    };
    if found.len() > MOST {
        let sentence = messages::too_many_at_once(MOST);
        return Err(WorkError::invalid("typed", sentence));
    }
    store::hold(work, matter).await?;
    let rows = store::rows_of(&work.tx, matter.id).await?;
    let phase_at = |id: &str| PHASES.iter().position(|phase| phase.value == id);
    let before = rows
        .iter()
        .take_while(|row| phase_at(&row.phase) <= phase_at(&wanted.phase))
        .count();
    let mut order: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    for (at, one) in found.iter_mut().enumerate() {
        one.phase.clone_from(&wanted.phase);
        store::insert(work, matter, one, 0).await?;
        order.insert(before + at, one.id);
    }
    store::renumber(work, matter.id, &order).await?;
    let detail = format!("{} exhibits", found.len());
    work.note("courtroom.exhibit.added", "courtroom", matter.id, &detail)
        .await?;
    Ok(found.into_iter().map(|one| one.id).collect())
}

fn exhibit(title: String, parts: Vec<Part>) -> Exhibit {
    Exhibit {
        id: Uuid::now_v7(),
        phase: String::new(),
        parts,
        title,
        purpose: String::new(),
        person: String::new(),
        question: String::new(),
        expected: String::new(),
        fallback: String::new(),
        statement: String::new(),
        planned_s: 60,
    }
}

/// A whole page of the file.
fn whole(page: &PageRow) -> Part {
    Part::whole(page.id, (page.w, page.h, page.quarters))
}

/// The leaves or pages that were typed: groups side by side, one exhibit for each.
pub fn groups(typed: &str) -> Vec<Vec<Leaf>> {
    let typed = typed.trim().to_lowercase();
    let bare = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '+' | '*' | '.'))
            && text.starts_with(|c: char| c.is_ascii_digit())
    };
    if let Some(rest) = typed.strip_prefix("trang") {
        let number = rest.trim().parse().ok();
        return number
            .map(|no| vec![vec![Leaf::Page(no)]])
            .unwrap_or_default();
    }
    if bare(&typed) || typed.contains('+') {
        let one = |part: &str| {
            let part = part.trim().trim_start_matches("bl").trim();
            match part.strip_suffix('*') {
                Some(no) => no.trim().parse().ok().map(Leaf::Page),
                None => casefile::bl_key(part).map(Leaf::Bl),
            }
        };
        let all: Option<Vec<Leaf>> = typed.split('+').map(one).collect();
        return all.map(|all| vec![all]).unwrap_or_default();
    }
    let cited = text::leaves_in(&typed);
    let numbers = cited.iter().flat_map(|one| {
        let is_run = one.first.suffix.is_none() && one.last.suffix.is_none();
        match is_run {
            true => (one.first.number..=one.last.number)
                .take(MOST + 1)
                .map(|number| number.to_string())
                .collect::<Vec<_>>(),
            false => vec![one.first.to_string(), one.last.to_string()],
        }
    });
    let mut groups: Vec<Vec<Leaf>> = numbers
        .filter_map(|number| casefile::bl_key(&number))
        .map(|key| vec![Leaf::Bl(key)])
        .collect();
    groups.dedup();
    groups
}

/// A leaf by its number, or a page by its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaf {
    /// Bút lục.
    Bl(String),
    /// Số trang.
    Page(i64),
}

/// The page of a leaf.
pub async fn page_of(sql: &impl Sql, matter: Uuid, leaf: &Leaf) -> Result<PageRow, WorkError> {
    match leaf {
        Leaf::Bl(number) => {
            let found = resolve_bl(sql, matter, number).await?;
            found.ok_or_else(|| WorkError::invalid("typed", messages::no_such_leaf(number)))
        }
        Leaf::Page(no) => {
            let found = pages_in(sql, matter, *no, *no).await?.pop();
            found.ok_or_else(|| WorkError::invalid("typed", messages::no_such_page(*no)))
        }
    }
}

async fn of_typed(sql: &impl Sql, matter: Uuid, typed: &str) -> Result<Vec<Exhibit>, WorkError> {
    let groups = groups(typed);
    if groups.is_empty() {
        return Err(WorkError::invalid("typed", messages::NOTHING_TYPED));
    }
    let contents = Contents::of(sql, matter).await?;
    let mut all = Vec::with_capacity(groups.len());
    for group in groups.iter().take(MOST + 1) {
        if group.len() > MOST_PARTS {
            return Err(WorkError::invalid("typed", messages::TOO_MANY_PARTS));
        }
        let (mut parts, mut title) = (Vec::new(), String::new());
        for leaf in group {
            let page = page_of(sql, matter, leaf).await?;
            if parts.is_empty() {
                title = contents.title_at(page.no);
            }
            parts.push(whole(&page));
        }
        all.push(exhibit(title, parts));
    }
    Ok(all)
}

/// A marked passage: its page with the words enlarged and lit; what was written beside it is where the work begins.
async fn of_mark(work: &Work, matter: &MatterHead, id: Uuid) -> Result<Exhibit, WorkError> {
    let reader = Reader(work.actor.person);
    let all = excerpts(&work.tx, matter.id, &WantedMarks::default(), reader).await?;
    let found = all.into_iter().find(|one| one.mark.id == id);
    let found = found.ok_or_else(|| WorkError::invalid("mark", messages::MARK_GONE))?;
    let part = of_rects(&found.mark)?;
    Ok(Exhibit {
        purpose: found.mark.note.clone(),
        ..exhibit(found.document, vec![part])
    })
}

fn of_rects(mark: &MarkRow) -> Result<Part, WorkError> {
    let rects = mark.rects_now()?;
    let (w, h) = (mark.now_w as i32, mark.now_h as i32);
    let around = rects.iter().copied().reduce(|all, one| all.join(&one));
    let rect = around.map(|all| {
        let (x0, y0) = ((all.x0 - MARGIN).max(0), (all.y0 - MARGIN).max(0));
        [x0, y0, (all.x1 + MARGIN).min(w), (all.y1 + MARGIN).min(h)]
    });
    Ok(Part {
        rect,
        look: if rect.is_some() {
            Look::Callout
        } else {
            Look::Page
        },
        lights: rects.into_iter().map(Into::into).collect(),
        ..Part::whole(mark.page_id, (mark.now_w, mark.now_h, mark.now_quarters))
    })
}

/// A document: each of its pages, to be turned in step with the reading.
async fn of_document(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
) -> Result<Vec<Exhibit>, WorkError> {
    let all = documents_of(&work.tx, matter.id).await?;
    let found = all
        .into_iter()
        .find(|one| one.id == id && one.removed_at.is_none());
    let document = found.ok_or_else(|| WorkError::invalid("document", messages::DOCUMENT_GONE))?;
    let pages = pages_in(&work.tx, matter.id, document.first_no, document.last_no).await?;
    let shown = pages.iter().filter(|page| !page.blank);
    Ok(shown
        .map(|page| exhibit(document.title.clone(), vec![whole(page)]))
        .collect())
}

async fn of_parts(
    sql: &impl Sql,
    matter: &MatterHead,
    parts: Vec<Part>,
) -> Result<Exhibit, WorkError> {
    let pages = checked(sql, matter.id, &parts).await?;
    let title = match pages.first() {
        Some(page) => Contents::of(sql, matter.id).await?.title_at(page.no),
        None => String::new(),
    };
    Ok(exhibit(title, parts))
}

/// The pages of parts that can be kept: of this matter, with their boxes on them.
pub async fn checked(
    sql: &impl Sql,
    matter: Uuid,
    parts: &[Part],
) -> Result<Vec<PageRow>, WorkError> {
    if parts.is_empty() {
        return Err(WorkError::invalid("parts", messages::NO_PARTS));
    }
    if parts.len() > MOST_PARTS {
        return Err(WorkError::invalid("parts", messages::TOO_MANY_PARTS));
    }
    let mut pages = Vec::with_capacity(parts.len());
    for part in parts {
        let page = casefile::page(sql, part.page).await?;
        let page = page
            .filter(|page| page.matter_id == matter)
            .ok_or_else(|| WorkError::invalid("parts", messages::PAGE_ELSEWHERE))?;
        part.check((page.w, page.h, page.quarters))
            .map_err(|fault| WorkError::invalid("parts", fault_vi(fault)))?;
        pages.push(page);
    }
    Ok(pages)
}

fn fault_vi(fault: PartFault) -> &'static str {
    match fault {
        PartFault::Box => messages::BAD_BOX,
        PartFault::NoRect => messages::NO_RECT,
        PartFault::Lights => messages::TOO_MANY_LIGHTS,
        PartFault::Turned => messages::TURNED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_are_typed_as_people_say_them() {
        let bl = |numbers: &[&str]| -> Vec<Leaf> {
            numbers
                .iter()
                .map(|one| Leaf::Bl((*one).to_owned()))
                .collect()
        };
        let check =
            |typed: &str, expected: Vec<Vec<Leaf>>| assert_eq!(groups(typed), expected, "{typed}");
        check("127", vec![bl(&["127"])]);
        check("BL 127", vec![bl(&["127"])]);
        check("bút lục 07", vec![bl(&["7"])]);
        check("BL 12-14", vec![bl(&["12"]), bl(&["13"]), bl(&["14"])]);
        check("BL 12, 15", vec![bl(&["12"]), bl(&["15"])]);
        check("127+45", vec![bl(&["127", "45"])]);
        check("BL 127 + BL 45", vec![bl(&["127", "45"])]);
        check("37a", vec![bl(&["37a"])]);
        check("trang 5", vec![vec![Leaf::Page(5)]]);
        check("5*", vec![vec![Leaf::Page(5)]]);
        check("biên bản", Vec::new());
        check("", Vec::new());
        check("127+", Vec::new());
    }
}
