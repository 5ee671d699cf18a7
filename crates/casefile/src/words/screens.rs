//! Sửa chữ trong khung xem: what the viewer asks and tells about words.

use axum::{
    Json,
    extract::{Path, Query},
};
use people::{Right, WorkError, staff::person};
use scan::Rect;
use search::Index;
use serde::{Deserialize, Serialize};
use shell::{Problem, Visit, vi_time};
use uuid::Uuid;

use super::{
    Asked, CorrectionRow, Likes, Stop, correct, corrections_of, is_doubtful, likes_elsewhere,
    likes_of, messages, next_stop, set_reviewed, stop_before, undo,
};
use crate::{
    digitise::index_file,
    leaves::page_for,
    looks,
    matter::{MatterHead, opened},
    page::{PageRow, words_of},
    seen::{self, LineDoubts, doubt_vi},
};

/// What the viewer must know before a word is corrected.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Wording {
    page: &'static str,
    likes: String,
    stops: String,
    listing: String,
    may_correct: bool,
}

impl Wording {
    pub(crate) fn of(visit: &Visit, head: &MatterHead) -> Wording {
        let href = head.href();
        Wording {
            page: "/casefile/pages/{page}/words",
            likes: format!("{href}/words/likes"),
            stops: format!("{href}/words/next"),
            listing: format!("{href}/words"),
            may_correct: visit.may_over(Right::CasefileMark, &head.unit, &head.assigned),
        }
    }
}

/// A word as the viewer reads it.
#[derive(Debug, Serialize)]
struct WordView {
    rect: Rect,
    text: String,
    line: u32,
    doubtful: bool,
    by_hand: bool,
    /// Why its line must be compared with the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<&'static str>,
}

/// A version as the viewer reads it.
#[derive(Debug, Serialize)]
struct Version {
    id: Uuid,
    before: String,
    after: String,
    who: String,
    at: String,
    is_undone: bool,
    is_lapsed: bool,
}

/// The words of a page with the versions a person made.
#[derive(Debug, Serialize)]
pub(crate) struct PageWords {
    words: Vec<WordView>,
    /// Where something is written that could not be read.
    illegible: Vec<Rect>,
    /// What reading found of the page.
    told: Vec<&'static str>,
    versions: Vec<Version>,
    /// A person should look at the page, or has done so.
    waits: bool,
    reviewed: bool,
    /// What was just kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<Uuid>,
    /// When it was kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    saved_at: Option<String>,
}

/// `GET /casefile/pages/{page}/words`
pub(crate) async fn of_page(
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Json<PageWords>, Problem> {
    let (page, _) = page_for(&visit, id, Right::CasefileRead).await?;
    looks::keep_once(&visit, page.matter_id).await?;
    view(&visit, page.id, None).await.map(Json)
}

async fn view(visit: &Visit, page: Uuid, made: Option<Uuid>) -> Result<PageWords, Problem> {
    let sql = visit.app.db();
    db::row! { struct State { needs_person: bool, handwritten: bool, findings: String, reviewed_at: Option<i64> } }
    let state: State = {
        use db::Sql;
        sql.one(
            "SELECT needs_person, handwritten, findings, reviewed_at FROM casefile_page WHERE id = $1",
            db::args![page],
        )
        .await?
    };
    let rows = corrections_of(sql, page).await?;
    let mut by_hand: Vec<(Rect, String)> = Vec::new();
    for row in rows.iter().filter(|row| row.is_standing()) {
        by_hand.extend(row.put_in()?.into_iter().map(|word| (word.rect, word.text)));
    }
    let doubts = LineDoubts::of_page(sql, page).await?;
    let words = words_of(sql, page).await?;
    let words: Vec<WordView> = words
        .into_iter()
        .map(|word| WordView {
            doubtful: is_doubtful(&word),
            by_hand: by_hand
                .iter()
                .any(|(rect, text)| *rect == word.rect && *text == word.text),
            doubt: doubts.lines.get(&word.line).map(|doubt| doubt_vi(*doubt)),
            rect: word.rect,
            line: word.line,
            text: word.text,
        })
        .collect();
    let names = names(visit, &rows).await?;
    let version = |row: &CorrectionRow| Version {
        id: row.id,
        before: row.before_text.clone(),
        after: row.after_text.clone(),
        who: names
            .iter()
            .find(|(id, _)| *id == row.made_by)
            .map_or(String::new(), |(_, name)| name.clone()),
        at: vi_time(row.made_at),
        is_undone: row.undone_at.is_some(),
        is_lapsed: row.is_lapsed,
    };
    Ok(PageWords {
        waits: state.needs_person || words.iter().any(|word| word.doubtful),
        reviewed: state.reviewed_at.is_some(),
        told: seen::told(&state.findings, state.handwritten, state.needs_person),
        versions: rows.iter().rev().map(version).collect(),
        illegible: doubts.illegible,
        words,
        saved_at: made.map(|_| vi_time(visit.app.now_ms())),
        made,
    })
}

async fn names(visit: &Visit, rows: &[CorrectionRow]) -> Result<Vec<(Uuid, String)>, Problem> {
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.made_by).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(person::names_of(visit.app.db(), &ids)
        .await?
        .into_iter()
        .collect())
}

/// What was changed goes into the index before it is told as kept; other windows hear of it.
async fn followed(visit: &Visit, page: &PageRow) -> Result<(), Problem> {
    index_file(visit.app.db(), &visit.app.get::<Index>(), page.file_id).await?;
    visit.app.jobs().ring();
    Ok(())
}

/// `POST /casefile/pages/{page}/words`
pub(crate) async fn put(
    visit: Visit,
    Path(id): Path<Uuid>,
    Json(asked): Json<Asked>,
) -> Result<Json<PageWords>, Problem> {
    let (page, matter) = page_for(&visit, id, Right::CasefileMark).await?;
    let work = visit.begin().await?;
    let made = correct(&work, &matter, &page, &asked).await?;
    work.commit().await?;
    followed(&visit, &page).await?;
    view(&visit, page.id, Some(made)).await.map(Json)
}

/// `DELETE /casefile/pages/{page}/words/{id}`: what stood there before stands there again.
pub(crate) async fn take_back(
    visit: Visit,
    Path((id, correction)): Path<(Uuid, Uuid)>,
) -> Result<Json<PageWords>, Problem> {
    let (page, matter) = page_for(&visit, id, Right::CasefileMark).await?;
    let work = visit.begin().await?;
    undo(&work, &matter, &page, correction).await?;
    work.commit().await?;
    followed(&visit, &page).await?;
    view(&visit, page.id, None).await.map(Json)
}

/// `PUT /casefile/pages/{page}/review`: a person has compared the page with its picture.
pub(crate) async fn review(visit: Visit, Path(id): Path<Uuid>) -> Result<Json<PageWords>, Problem> {
    reviewed(visit, id, true).await
}

/// `DELETE /casefile/pages/{page}/review`
pub(crate) async fn unreview(
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Json<PageWords>, Problem> {
    reviewed(visit, id, false).await
}

async fn reviewed(visit: Visit, id: Uuid, is_reviewed: bool) -> Result<Json<PageWords>, Problem> {
    let (page, matter) = page_for(&visit, id, Right::CasefileMark).await?;
    let work = visit.begin().await?;
    set_reviewed(&work, &matter, &page, is_reviewed).await?;
    work.commit().await?;
    visit.app.jobs().ring();
    view(&visit, page.id, None).await.map(Json)
}

/// After which word of which page.
#[derive(Debug, Deserialize)]
pub(crate) struct After {
    #[serde(default)]
    no: i64,
    #[serde(default = "before_all")]
    at: i64,
    /// The one before instead of the next.
    #[serde(default)]
    back: bool,
}

fn before_all() -> i64 {
    -1
}

/// `GET /casefile/matters/{matter}/words/next?no=&at=&back=`: the next doubtful word, or the one before; `null` when none is left.
pub(crate) async fn next(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(after): Query<After>,
) -> Result<Json<Option<Stop>>, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    looks::keep_once(&visit, matter).await?;
    Ok(Json(match after.back {
        false => next_stop(visit.app.db(), matter, (after.no, after.at)).await?,
        true => stop_before(visit.app.db(), matter, (after.no, after.at)).await?,
    }))
}

/// Which correction.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    correction: Uuid,
    /// In the other files of the unit instead of this one.
    #[serde(default)]
    elsewhere: bool,
}

/// `GET /casefile/matters/{matter}/words/likes?correction=&elsewhere=`: the same misreading elsewhere in the file, or in other files
/// of the unit that the person may correct.
pub(crate) async fn likes(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(which): Query<Which>,
) -> Result<Json<Likes>, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let row = taught(&visit, &head, which.correction).await?;
    let (sql, index) = (visit.app.db(), visit.app.get::<Index>());
    let may_correct =
        |other: &MatterHead| visit.may_over(Right::CasefileMark, &other.unit, &other.assigned);
    match which.elsewhere {
        true => likes_elsewhere(sql, &index, &head, &row, may_correct).await,
        false => likes_of(sql, &index, matter, &row).await,
    }
    .map(Json)
}

/// A correction of this office: the dictionary is the unit's, a file's text is not.
async fn taught(visit: &Visit, head: &MatterHead, id: Uuid) -> Result<CorrectionRow, Problem> {
    use db::Sql;
    let found: Option<CorrectionRow> = visit
        .app
        .db()
        .opt(
            format!("SELECT {} FROM casefile_correction WHERE id = $1 AND unit_id = $2 AND undone_at IS NULL", super::store::COLUMNS),
            db::args![id, &head.unit],
        )
        .await?;
    found.ok_or_else(Problem::not_found)
}

/// The places a person has chosen.
#[derive(Debug, Deserialize)]
pub(crate) struct Chosen {
    correction: Uuid,
    places: Vec<Place>,
}

/// One of them, as it was seen; `text` is what should stand there, the same as seen where the machine was right.
#[derive(Debug, Deserialize)]
pub(crate) struct Place {
    page: Uuid,
    rect: [i32; 4],
    seen: String,
    text: String,
}

/// What became of them.
#[derive(Debug, Serialize)]
pub(crate) struct Taken {
    taken: usize,
    passed_over: usize,
    message: String,
}

/// Places taken in one go.
const MOST: usize = 200;

/// `POST /casefile/matters/{matter}/words/likes`: the chosen places are corrected; one that changed meanwhile is passed over and told.
pub(crate) async fn take(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Json(chosen): Json<Chosen>,
) -> Result<Json<Taken>, Problem> {
    let head = opened(&visit, matter, Right::CasefileMark).await?;
    if chosen.places.len() > MOST {
        return Err(Problem::Refused(messages::too_many(MOST)));
    }
    let row = taught(&visit, &head, chosen.correction).await?;
    let (mut taken, mut passed_over) = (0, 0);
    let mut files: Vec<PageRow> = Vec::new();
    let work = visit.begin().await?;
    for place in &chosen.places {
        let page = crate::page::page(&work.tx, place.page).await?;
        let page = page
            .filter(|page| page.matter_id == matter)
            .ok_or_else(Problem::not_found)?;
        let asked = Asked {
            rect: place.rect,
            seen: place.seen.clone(),
            text: place.text.clone(),
            is_line: false,
            like: Some(row.id),
        };
        match correct(&work, &head, &page, &asked).await {
            Ok(_) => taken += 1,
            Err(WorkError::ChangedMeanwhile) => passed_over += 1,
            Err(error) => return Err(error.into()),
        }
        if files.iter().all(|known| known.file_id != page.file_id) {
            files.push(page);
        }
    }
    work.commit().await?;
    for page in &files {
        followed(&visit, page).await?;
    }
    let message = messages::taken(taken, passed_over);
    Ok(Json(Taken {
        taken,
        passed_over,
        message,
    }))
}
