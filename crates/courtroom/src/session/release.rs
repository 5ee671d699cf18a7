//! Đưa lên màn hình của phiên tòa: the one way by which anything reaches it.

use std::collections::HashMap;

use casefile::MatterHead;
use people::{Work, WorkError};
use serde::{Deserialize, Serialize};
use shell::{App, Problem};
use uuid::Uuid;

use super::{
    clearance, lifetime, log,
    store::{self, SessionRow},
};
use crate::{
    contents::Contents,
    drawings::{self, Made},
    list::{
        self,
        adding::{Leaf, page_of},
        parts::{Found, MOST_PARTS, checked, label},
    },
    media::stream,
    messages,
    rules::{
        self, Bearing, Blocked, Content, Exhibit, LawPart, Look, PagePart, Part, PicturePart,
        ScreenError, Shown, ShownDrawing, ShownLaw, ShownMedia, ShownPage, Standing, Thing, Wanted,
        bearing_of, blocked, laid, origin, placed, rule_on,
    },
};

/// Cần đưa lên: an exhibit of the list, pages, or an exhibit with what was drawn on it just now.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    /// The exhibit.
    pub exhibit: Option<Uuid>,
    /// The pages.
    pub parts: Vec<WantedPart>,
    /// The phase, for what is not of the list.
    pub phase: String,
    /// What is asked once more was answered.
    pub confirmed: bool,
    /// Căn cứ công bố lời khai.
    pub ground: String,
    /// How far a diagram is revealed, or which piece of the law is shown.
    pub step: Option<usize>,
}

/// Một trang cần đưa lên: by its id, its leaf or its place.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct WantedPart {
    /// The page.
    pub page: Option<Uuid>,
    /// Bút lục.
    pub bl: Option<String>,
    /// Its place in the file.
    pub no: Option<i64>,
    /// The rectangle of a crop or a callout.
    pub rect: Option<[i32; 4]>,
    /// How it is shown.
    pub look: Look,
    /// The lit boxes.
    pub lights: Vec<[i32; 4]>,
}

/// Điều hỏi lại trước khi đưa lên.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    /// What stands in the way.
    pub kind: Blocked,
    /// A sentence.
    pub sentence: String,
}

/// What became of it.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It stands on the screen.
    Done,
    /// Something is asked first; nothing changed.
    Asks(Asked),
}

/// Đã chuẩn bị: what takes time is done before anything is held: a recording compared with its hash, a diagram drawn and kept.
#[derive(Debug, Default)]
pub struct Prepared {
    recordings: Vec<String>,
    drawings: HashMap<Uuid, (Made, String)>,
}

/// Chuẩn bị what an exhibit is made of; pages need nothing.
pub async fn prepare(
    app: &App,
    matter: Uuid,
    row: &SessionRow,
    ask: &Ask,
) -> Result<Prepared, Problem> {
    let mut prepared = Prepared::default();
    let Some(id) = ask.exhibit else {
        return Ok(prepared);
    };
    let all = sheet(app.db(), matter, row).await?;
    let found = all.into_iter().find(|(one, _)| one.id == id);
    for part in found.map(|(one, _)| one.parts).unwrap_or_default() {
        match part {
            Part::Media(part) => {
                stream::forget(&part.hash);
                stream::checked(app.files(), &part.hash).await?;
                prepared.recordings.push(part.hash);
            }
            Part::Picture(part) => {
                let kind = (part.kind.as_str(), part.picture);
                let made = drawings::made(app, matter, kind, ask.step).await?;
                let made = made.ok_or_else(|| Problem::Refused(messages::NO_PICTURE.to_owned()))?;
                let kept = app.files().put(made.png.clone()).await;
                let kept = kept.map_err(Problem::failed)?.to_string();
                prepared.drawings.insert(part.picture, (made, kept));
            }
            Part::Page(_) | Part::Law(_) => {}
        }
    }
    Ok(prepared)
}

/// What is to be shown, before anybody asks whether it may be.
struct Chosen {
    exhibit: Option<Exhibit>,
    origin: &'static str,
    parts: Vec<Part>,
    found: Vec<Found>,
}

/// Đưa lên.
pub async fn release(
    work: &Work,
    matter: &MatterHead,
    session: Uuid,
    (ask, prepared): (Ask, &Prepared),
) -> Result<Outcome, WorkError> {
    lifetime::require(work, matter).await?;
    let row = store::hold(work, session).await?;
    let screen = row.screen()?;
    if screen.is_frozen {
        return Err(refused(ScreenError::Frozen));
    }
    let chosen = choose(work, matter, &row, &ask).await?;
    let pages = chosen.found.iter().filter_map(Found::page);
    let contents = Contents::around(&work.tx, matter.id, pages).await?;
    let rule = rule_on(work.today);
    let mut bearings = Vec::with_capacity(chosen.found.len());
    for found in &chosen.found {
        bearings.push(match found {
            Found::Page(page) if page.picture.is_none() => {
                return Err(WorkError::invalid("", messages::PAGE_NOT_READY));
            }
            Found::Page(page) => contents.bearing(&work.tx, rule, page).await?,
            Found::Media(row) => bearing_of(&row.origin),
            Found::Itself => Bearing::Free,
        });
    }
    let one = chosen.exhibit.as_ref();
    let person = one.map_or("", |one| one.person.as_str());
    let cleared = clearance::ground_of(&work.tx, session, person).await?;
    let said = one.map_or("", |one| one.statement.as_str());
    let asks = blocked(&bearings, said, cleared.is_some());
    let ground = text::clean(&ask.ground);
    let is_answered = match asks {
        None => true,
        Some(Blocked::Unknown) => ask.confirmed,
        Some(Blocked::Statement) => ask.confirmed && !ground.is_empty(),
    };
    if let (Some(kind), false) = (asks, is_answered) {
        let sentence = match kind {
            Blocked::Unknown => messages::ASKS_UNKNOWN.to_owned(),
            Blocked::Statement => {
                messages::asks_statement(&rule.article, &rule.says, rule.to_check)
            }
        };
        return Ok(Outcome::Asks(Asked { kind, sentence }));
    }
    let is_statement = blocked(&bearings, said, false) == Some(Blocked::Statement);
    let content = Content {
        showing: None,
        exhibit: one.map(|one| one.id),
        phase: phase_of(one, &ask),
        origin: origin_of(&chosen, prepared).to_owned(),
        caption: caption(&chosen, &contents),
        statement: is_statement,
        ground: match is_statement {
            true if asks.is_some() => ground,
            true => cleared.unwrap_or_default(),
            false => String::new(),
        },
        parts: shown(&chosen, ask.step, prepared)?,
    };
    let next = screen.release(content.clone()).map_err(refused)?;
    put(work, &row, content, next).await?;
    Ok(Outcome::Done)
}

fn phase_of(one: Option<&Exhibit>, ask: &Ask) -> String {
    match one {
        Some(one) => one.phase.clone(),
        None if crate::rules::phase_vi(&ask.phase).is_empty() => String::new(),
        None => ask.phase.clone(),
    }
}

/// Where it came from; a diagram drawn anew since it was approved is no longer what was approved.
fn origin_of(chosen: &Chosen, prepared: &Prepared) -> &'static str {
    let is_new = |part: &Part| match part {
        Part::Picture(part) => prepared
            .drawings
            .get(&part.picture)
            .is_some_and(|(made, _)| made.seen != part.seen),
        _ => false,
    };
    match chosen.origin {
        "list" if chosen.parts.iter().any(is_new) => "unapproved",
        origin => origin,
    }
}

/// The exhibit as it was approved, or the pages that were asked for.
async fn choose(
    work: &Work,
    matter: &MatterHead,
    row: &SessionRow,
    ask: &Ask,
) -> Result<Chosen, WorkError> {
    let found = match ask.exhibit {
        None => None,
        Some(id) => Some(of_list(work, matter.id, row, id).await?),
    };
    let is_drawn = !ask.parts.is_empty();
    let parts = match &found {
        Some((one, _)) if !is_drawn => one.parts.clone(),
        _ => parts_of(work, matter.id, &ask.parts).await?,
    };
    let standing_on = checked(&work.tx, matter.id, &parts).await?;
    let origin = origin(found.as_ref().map(|(one, standing)| Wanted {
        is_approved: *standing != Standing::Unapproved,
        is_drawn,
        is_same: same_things(&one.parts, &parts),
        is_new: false,
    }));
    Ok(Chosen {
        exhibit: found.map(|(one, _)| one).filter(|_| origin != "page"),
        origin,
        parts,
        found: standing_on,
    })
}

fn same_things(ours: &[Part], theirs: &[Part]) -> bool {
    let both = ours.iter().zip(theirs);
    ours.len() == theirs.len()
        && both
            .into_iter()
            .all(|(our, their)| our.is_same_thing(their))
}

/// The exhibit of the list that the session stands on.
async fn of_list(
    work: &Work,
    matter: Uuid,
    row: &SessionRow,
    id: Uuid,
) -> Result<(Exhibit, Standing), WorkError> {
    let all = sheet(&work.tx, matter, row).await?;
    all.into_iter()
        .find(|(one, _)| one.id == id)
        .ok_or_else(|| WorkError::invalid("", messages::EXHIBIT_GONE))
}

/// Danh mục của phiên: what was approved, as it was approved, and what came later.
pub(super) async fn sheet(
    sql: &impl db::Sql,
    matter: Uuid,
    row: &SessionRow,
) -> Result<Vec<(Exhibit, Standing)>, db::StorageError> {
    let approved = match row.approval_n {
        Some(n) => list::approval::turn(sql, matter, n).await?,
        None => None,
    };
    let approved = approved.map(|turn| turn.exhibits()).transpose()?;
    Ok(placed(approved, list::exhibits_of(sql, matter).await?))
}

async fn parts_of(
    work: &Work,
    matter: Uuid,
    wanted: &[WantedPart],
) -> Result<Vec<Part>, WorkError> {
    if wanted.len() > MOST_PARTS {
        return Err(WorkError::invalid("", messages::TOO_MANY_PARTS));
    }
    let mut parts = Vec::with_capacity(wanted.len());
    for one in wanted {
        let page = match (one.page, &one.bl, one.no) {
            (Some(id), _, _) => casefile::page(&work.tx, id).await?,
            (_, Some(bl), _) => Some(page_of(&work.tx, matter, &Leaf::Bl(bl.clone())).await?),
            (_, _, Some(no)) => Some(page_of(&work.tx, matter, &Leaf::Page(no)).await?),
            _ => None,
        };
        let page = page.ok_or_else(|| WorkError::invalid("", messages::PAGE_ELSEWHERE))?;
        parts.push(Part::Page(PagePart {
            rect: one.rect,
            look: one.look,
            lights: one.lights.clone(),
            ..PagePart::whole(page.id, (page.w, page.h, page.quarters))
        }));
    }
    Ok(parts)
}

/// "BL 127 – Biên bản hỏi cung"; a title that says no more than its label is not said twice.
fn caption(chosen: &Chosen, contents: &Contents) -> String {
    let both = chosen.parts.iter().zip(&chosen.found);
    let labels: Vec<String> = both.map(|(part, found)| label(part, Some(found))).collect();
    let labels = labels.join(", ");
    let title = match &chosen.exhibit {
        Some(one) => one.title.clone(),
        None => chosen
            .found
            .first()
            .and_then(Found::page)
            .map_or(String::new(), |page| contents.title_at(page.no)),
    };
    rules::caption(&labels, &title)
}

fn shown(
    chosen: &Chosen,
    step: Option<usize>,
    prepared: &Prepared,
) -> Result<Vec<Shown>, WorkError> {
    let both = chosen.parts.iter().zip(&chosen.found);
    both.map(|(part, found)| {
        Ok(Shown {
            handle: lifetime::unguessable(),
            label: label(part, Some(found)),
            what: thing(part, found, step, prepared)?,
        })
    })
    .collect()
}

fn thing(
    part: &Part,
    found: &Found,
    step: Option<usize>,
    prepared: &Prepared,
) -> Result<Thing, WorkError> {
    let again = || WorkError::invalid("", messages::RELEASE_AGAIN);
    Ok(match (part, found) {
        (Part::Page(part), Found::Page(page)) => Thing::Page(ShownPage {
            page: page.id,
            picture: page.picture.clone().unwrap_or_default(),
            look: part.look,
            rect: part.rect.filter(|_| part.look != Look::Page),
            lights: part.lights.clone(),
            w: page.w,
            h: page.h,
        }),
        (Part::Media(part), Found::Media(row)) => {
            // Only what was compared with its hash a moment ago is shown.
            if !prepared.recordings.contains(&part.hash) {
                return Err(again());
            }
            Thing::Media(ShownMedia {
                media: row.id,
                hash: row.hash.clone(),
                kind: row.kind(),
                mime: row.mime.clone(),
                duration_ms: row.duration_ms,
                cues: part.cues.clone(),
                play: laid(&part.cues),
            })
        }
        (Part::Law(part), _) => Thing::Law(piece(part, step)),
        (Part::Picture(part), _) => {
            let made = prepared.drawings.get(&part.picture).ok_or_else(again)?;
            Thing::Drawing(drawing(part, made, step))
        }
        _ => return Err(again()),
    })
}

fn piece(part: &LawPart, step: Option<usize>) -> ShownLaw {
    let pieces = part.pieces();
    let step = step.unwrap_or(0).min(pieces.len().saturating_sub(1));
    ShownLaw {
        law: part.law.clone(),
        source: part.source.clone(),
        to_check: part.to_check,
        steps: pieces.len(),
        text: pieces.into_iter().nth(step).unwrap_or_default(),
        step,
    }
}

fn drawing(part: &PicturePart, (made, kept): &(Made, String), step: Option<usize>) -> ShownDrawing {
    ShownDrawing {
        drawing: part.picture,
        png: kept.clone(),
        w: made.w,
        h: made.h,
        step,
        steps: made.steps,
    }
}

/// Closes the line of what stood there, opens one for what comes, and writes the screen.
async fn put(
    work: &Work,
    row: &SessionRow,
    content: Content,
    screen: crate::rules::Screen,
) -> Result<(), WorkError> {
    log::close(work, row.id, &row.screen()?).await?;
    let place = (row.unit_id.as_str(), row.id, row.matter_id);
    let showing = log::open(work, place, &content).await?;
    let screen = crate::rules::Screen {
        content: Some(Content {
            showing: Some(showing),
            ..content
        }),
        ..screen
    };
    store::keep(work, row.id, &screen).await?;
    lifetime::noted(work, row.id, "released", &showing.to_string()).await
}

/// Tắt màn, or hiện lại what stood there, under new handles.
pub async fn blank(
    work: &Work,
    matter: &MatterHead,
    session: Uuid,
    is_blank: bool,
) -> Result<(), WorkError> {
    lifetime::require(work, matter).await?;
    let row = store::hold(work, session).await?;
    let screen = row.screen()?;
    if screen.is_blank == is_blank {
        return Ok(());
    }
    if is_blank {
        log::close(work, session, &screen).await?;
        store::keep(work, session, &screen.darken(work.now_ms)).await?;
        return lifetime::noted(work, session, "darkened", "").await;
    }
    let mut content = screen.lit_again().map_err(refused)?;
    for part in &mut content.parts {
        part.handle = lifetime::unguessable();
    }
    let next = screen.release(content.clone()).map_err(refused)?;
    put(work, &row, content, next).await
}

/// Giữ màn, or thôi giữ.
pub async fn freeze(
    work: &Work,
    matter: &MatterHead,
    session: Uuid,
    is_frozen: bool,
) -> Result<(), WorkError> {
    lifetime::require(work, matter).await?;
    let row = store::hold(work, session).await?;
    store::keep(work, session, &row.screen()?.held(is_frozen)).await?;
    let what = if is_frozen { "held" } else { "let_go" };
    lifetime::noted(work, session, what, "").await
}

fn refused(error: ScreenError) -> WorkError {
    WorkError::invalid(
        "",
        match error {
            ScreenError::Frozen => messages::FROZEN,
            ScreenError::Nothing => messages::NOTHING_RELEASED,
        },
    )
}
