//! Thêm mục: from typed leaves ("BL 127", "BL 12-14", "127+45", "trang 5"), a marked passage, a document, or drawn parts.

use casefile::{
    MatterHead, PageRow, documents_of,
    marks::{MarkRow, Reader, Wanted as WantedMarks, excerpts},
    pages_in, resolve_bl,
    statements::{State, contradictions_of},
};
use db::Sql;
use people::{Work, WorkError};
use serde::Deserialize;
use shell::{App, Problem};
use uuid::Uuid;

use super::{
    parts::{MOST_PARTS, checked, label},
    store,
};
use crate::{
    contents::Contents,
    drawings,
    media::recording,
    messages,
    rules::{Exhibit, LawPart, Look, PagePart, Part, PicturePart, Procedure},
};

/// Cần thêm gì: one of these.
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
    /// Mâu thuẫn đã ghi nhận: both statements side by side.
    pub contradiction: Option<Uuid>,
    /// A recording.
    pub media: Option<Uuid>,
    /// Words of the law.
    pub law: Option<LawPart>,
    /// A diagram, by the address of its page.
    pub picture: String,
    /// The diagram of that address as it stands now; set by [`drawn`], never by who asks.
    #[serde(skip)]
    pub drawn: Option<PicturePart>,
    /// Parts that were drawn.
    pub parts: Vec<PagePart>,
    /// The question whose exhibit it becomes.
    pub question: Option<Uuid>,
}

/// Exhibits of one addition.
const MOST: usize = 40;
/// White around the words of an enlarged passage, in pixels of the page.
const MARGIN: i32 = 28;

/// Sơ đồ được nêu bằng địa chỉ: the drawing as it stands now goes with what is asked.
pub async fn drawn(app: &App, matter: Uuid, mut wanted: Wanted) -> Result<Wanted, Problem> {
    if let Some(kind) = drawings::addressed(matter, &wanted.picture) {
        wanted.drawn = drawings::part_of(app, matter, kind).await?;
    }
    Ok(wanted)
}

/// Thêm vào danh mục, behind the last of its phase; answers the new ids.
pub async fn add(work: &Work, matter: &MatterHead, wanted: Wanted) -> Result<Vec<Uuid>, WorkError> {
    store::require(work, matter).await?;
    let procedure = Procedure::of(&store::procedure_of(&work.tx, matter.id).await?);
    if !procedure.has(&wanted.phase) {
        return Err(WorkError::invalid("phase", messages::NO_PHASE));
    }
    let mut found = found(work, matter, &wanted).await?;
    if found.len() > MOST {
        let sentence = messages::too_many_at_once(MOST);
        return Err(WorkError::invalid("typed", sentence));
    }
    store::hold(work, matter).await?;
    let rows = store::rows_of(&work.tx, matter.id).await?;
    let before = rows
        .iter()
        .take_while(|row| procedure.place(&row.phase) <= procedure.place(&wanted.phase))
        .count();
    let mut order: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    for (at, one) in found.iter_mut().enumerate() {
        one.phase.clone_from(&wanted.phase);
        store::insert(work, matter, one, 0).await?;
        order.insert(before + at, one.id);
    }
    store::renumber(work, matter.id, &order).await?;
    if let (Some(question), Some(first)) = (wanted.question, found.first()) {
        crate::outline::tie(work, matter, question, first.id).await?;
    }
    let detail = format!("{} exhibits", found.len());
    work.note("courtroom.exhibit.added", "courtroom", matter.id, &detail)
        .await?;
    Ok(found.into_iter().map(|one| one.id).collect())
}

async fn found(
    work: &Work,
    matter: &MatterHead,
    wanted: &Wanted,
) -> Result<Vec<Exhibit>, WorkError> {
    let mut found = match wanted {
        Wanted { mark: Some(id), .. } => vec![of_mark(work, matter, *id).await?],
        Wanted {
            document: Some(id), ..
        } => of_document(work, matter, *id).await?,
        Wanted {
            contradiction: Some(id),
            ..
        } => vec![of_contradiction(&work.tx, matter, *id).await?],
        Wanted {
            media: Some(id), ..
        } => vec![of_media(&work.tx, matter, *id).await?],
        Wanted { law: Some(law), .. } => vec![of_law(law)?],
        Wanted {
            drawn: Some(drawn), ..
        } => vec![exhibit(
            drawn.title.clone(),
            vec![Part::Picture(drawn.clone())],
        )],
        _ if !wanted.picture.is_empty() => {
            return Err(WorkError::invalid("picture", messages::NO_PICTURE));
        }
        _ if !wanted.parts.is_empty() => {
            let parts = wanted.parts.iter().cloned().map(Part::Page);
            vec![of_parts(&work.tx, matter, parts.collect()).await?]
        }
        _ => of_typed(&work.tx, matter.id, &wanted.typed).await?,
    };
    if let Some(id) = wanted.question {
        let question = crate::outline::question(&work.tx, matter.id, id).await?;
        for one in &mut found {
            one.person.clone_from(&question.person);
            one.question.clone_from(&question.question);
            one.expected.clone_from(&question.expected);
        }
    }
    Ok(found)
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
    PagePart::whole(page.id, (page.w, page.h, page.quarters)).into()
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
    // "BL cũ 37" is not leaf 37 of today.
    let numbers = cited.iter().filter(|one| !one.is_old).flat_map(|one| {
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
    let boxes = rects.into_iter().map(Into::into).collect();
    let stand = (mark.now_w, mark.now_h, mark.now_quarters);
    Ok(enlarged(mark.page_id, stand, boxes))
}

/// A page with these words enlarged and lit.
fn enlarged(page: Uuid, stand: (i64, i64, i64), lights: Vec<[i32; 4]>) -> Part {
    let (w, h) = (stand.0 as i32, stand.1 as i32);
    let around = lights.iter().copied().reduce(|a, b| {
        [
            a[0].min(b[0]),
            a[1].min(b[1]),
            a[2].max(b[2]),
            a[3].max(b[3]),
        ]
    });
    let rect = around.map(|[x0, y0, x1, y1]| {
        let (x0, y0) = ((x0 - MARGIN).max(0), (y0 - MARGIN).max(0));
        [x0, y0, (x1 + MARGIN).min(w), (y1 + MARGIN).min(h)]
    });
    let look = if rect.is_some() {
        Look::Callout
    } else {
        Look::Page
    };
    PagePart {
        rect,
        look,
        lights,
        ..PagePart::whole(page, stand)
    }
    .into()
}

/// Mâu thuẫn: the two statements side by side, what differs cut out and lit; a page turned since is shown whole.
async fn of_contradiction(
    sql: &impl Sql,
    matter: &MatterHead,
    id: Uuid,
) -> Result<Exhibit, WorkError> {
    let all = contradictions_of(sql, matter.id).await?;
    let found = all
        .into_iter()
        .find(|one| one.id == id && one.state == State::Accepted)
        .ok_or_else(|| WorkError::invalid("contradiction", messages::CONTRADICTION_GONE))?;
    let mut parts = Vec::with_capacity(2);
    for side in [&found.one, &found.other] {
        let page = casefile::page(sql, side.page).await?;
        let page =
            page.ok_or_else(|| WorkError::invalid("contradiction", messages::CONTRADICTION_GONE))?;
        let (then, now) = (
            (side.w, side.h, side.quarters),
            (page.w, page.h, page.quarters),
        );
        parts.push(match then == now {
            true => side_of(
                &page,
                side.rects.iter().map(|rect| (*rect).into()).collect(),
            ),
            false => whole(&page),
        });
    }
    let (one, other) = (&found.one, &found.other);
    Ok(Exhibit {
        purpose: format!(
            "Mâu thuẫn về {}: {} khai “{}” ({}); {} khai “{}” ({}).",
            found.topic_vi().to_lowercase(),
            one.person,
            one.told,
            found.one_leaf,
            other.person,
            other.told,
            found.other_leaf
        ),
        person: one.person.clone(),
        fallback: found.note.clone(),
        ..exhibit(
            format!("Mâu thuẫn về {}", found.topic_vi().to_lowercase()),
            parts,
        )
    })
}

/// A strip of a page around what was said: two whole pages side by side would be too small to read.
fn side_of(page: &PageRow, lights: Vec<[i32; 4]>) -> Part {
    let Part::Page(part) = enlarged(page.id, (page.w, page.h, page.quarters), lights) else {
        return whole(page);
    };
    let strip = part.rect.map(|[_, y0, _, y1]| {
        let around = 4 * MARGIN;
        [
            0,
            (y0 - around).max(0),
            page.w as i32,
            (y1 + around).min(page.h as i32),
        ]
    });
    let look = if strip.is_some() {
        Look::Crop
    } else {
        Look::Page
    };
    PagePart {
        rect: strip,
        look,
        ..part
    }
    .into()
}

async fn of_media(sql: &impl Sql, matter: &MatterHead, id: Uuid) -> Result<Exhibit, WorkError> {
    let row = recording(sql, id).await?;
    let row = row
        .filter(|row| row.matter_id == matter.id && row.removed_at.is_none())
        .ok_or_else(|| WorkError::invalid("media", messages::MEDIA_ELSEWHERE))?;
    Ok(Exhibit {
        person: row.person.clone(),
        ..exhibit(row.title.clone(), vec![Part::Media(row.part())])
    })
}

fn of_law(law: &LawPart) -> Result<Exhibit, WorkError> {
    let tidy = |text: &str| text::nfc(text.trim());
    let law = LawPart {
        law: tidy(&law.law),
        text: tidy(&law.text),
        source: tidy(&law.source),
        to_check: law.to_check,
    };
    law.check()
        .map_err(|fault| WorkError::invalid("law", super::parts::law_vi(fault)))?;
    Ok(exhibit(String::new(), vec![Part::Law(law)]))
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
    let found = checked(sql, matter.id, &parts).await?;
    let title = match found.first().and_then(|one| one.page()) {
        Some(page) => Contents::of(sql, matter.id).await?.title_at(page.no),
        None => parts
            .first()
            .map_or(String::new(), |part| label(part, None)),
    };
    Ok(exhibit(title, parts))
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
