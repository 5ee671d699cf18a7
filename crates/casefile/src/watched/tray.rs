//! Khay máy quét: files whose matter nobody has named yet. Who may bring scans to every matter of the unit sees them, looks at
//! the first page, and puts each to its matter or gives it back.

use std::path::PathBuf;

use askama::Template;
use axum::{
    Json,
    body::Body,
    extract::{Path, Query},
    http::header,
    response::{IntoResponse, Response},
};
use people::{Right, WorkError};
use serde::Deserialize;
use shell::{
    Empty, Field, FieldKind, Finder as _, Form, Frame, Page, Problem, Told, Tone, Visit, vi_time,
};
use uuid::Uuid;

use super::{
    messages, places,
    rounds::{broken, put_in},
    scanned::{self, Scanned},
    scanners,
};
use crate::{
    intake::Bringer,
    matter::{head_of, opened},
};

struct Line {
    id: Uuid,
    name: String,
    scanner: String,
    pages: String,
    megabytes: String,
    seen: String,
    field: Field,
}

#[derive(Template)]
#[template(path = "watched/tray.html")]
struct TrayPage {
    frame: Frame,
    lines: Vec<Line>,
    nothing: Empty,
}

/// `GET /casefile/tray`
pub(crate) async fn show(visit: Visit) -> Result<impl IntoResponse, Problem> {
    let db = visit.app.db();
    let units: Vec<String> = visit
        .actor
        .covers
        .unit_keys()
        .iter()
        .filter(|unit| sorts(&visit, unit))
        .cloned()
        .collect();
    let mut lines = Vec::new();
    for row in scanned::waiting(db, &units).await? {
        let scanner = scanners::one(db, row.scanner_id).await?;
        let lookup = FieldKind::Lookup("/casefile/tray/matters".to_owned());
        let field = Field::new(lookup, "matter", "Hồ sơ")
            .required()
            .prefix(row.id.to_string());
        lines.push(Line {
            id: row.id,
            name: row.name,
            scanner: scanner.map_or(String::new(), |scanner| scanner.name),
            pages: match row.pages {
                0 => "tệp nén".to_owned(),
                pages => format!("{pages} trang"),
            },
            megabytes: format!("{:.1} MB", row.bytes as f64 / 1_048_576.0).replace('.', ","),
            seen: vi_time(row.seen_at),
            field,
        });
    }
    Ok(Page(TrayPage {
        frame: visit
            .frame("Khay máy quét")
            .subtitle("Tệp máy quét gửi đến, chưa rõ thuộc hồ sơ nào."),
        lines,
        nothing: Empty::new(messages::TRAY_EMPTY, messages::TRAY_EMPTY_WHY),
    }))
}

/// Who may bring scans to every matter of a unit sorts its tray: of a waiting file nobody knows whose it is.
fn sorts(visit: &Visit, unit: &str) -> bool {
    visit.may_over(Right::CasefileUpload, unit, &[])
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

/// `GET /casefile/tray/matters?q=`: matters the person may bring scans to.
pub(crate) async fn matters(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Json<serde_json::Value>, Problem> {
    let typed = asked.q.trim();
    let mut found = Vec::new();
    if !typed.is_empty() {
        found = criminal::CriminalFinder
            .find(&visit.app, &visit.actor, typed)
            .await?;
        let civil = civil::CivilFinder.find(&visit.app, &visit.actor, typed);
        found.extend(civil.await?);
    }
    let mut answer = Vec::new();
    for one in found {
        let id = one.href.rsplit_once("/matters/").map(|(_, id)| id);
        let Some(id) = id.and_then(|id| id.parse::<Uuid>().ok()) else {
            continue;
        };
        let head = head_of(visit.app.db(), id).await?;
        let is_theirs = head
            .is_some_and(|head| visit.may_over(Right::CasefileUpload, &head.unit, &head.assigned));
        if is_theirs {
            answer.push(serde_json::json!({ "value": id, "label": one.label, "hint": one.hint }));
        }
    }
    Ok(Json(serde_json::Value::Array(answer)))
}

/// A waiting file, its scanner's folder, and the file on this machine.
async fn waiting(visit: &Visit, id: Uuid) -> Result<(Scanned, PathBuf, PathBuf), Problem> {
    let db = visit.app.db();
    let row = scanned::one(db, id).await?;
    let row = row.filter(|row| row.state == "waiting");
    let row = row.ok_or_else(Problem::not_found)?;
    if !sorts(visit, &row.unit_id) {
        let (right, unit) = (Right::CasefileUpload, row.unit_id.clone());
        return Err(WorkError::NotAllowed { right, unit }.into());
    }
    let scanner = scanners::one(db, row.scanner_id).await?;
    let root = visit.app.settings().scanners.as_ref();
    let folder = match (scanner, root) {
        (Some(scanner), Some(root)) => places::opened(root, &scanner.folder).ok(),
        _ => None,
    };
    let folder = folder.ok_or_else(|| Problem::NotFound(messages::NOT_THERE.to_owned()))?;
    let path = folder.join(&row.place);
    let is_there = path.symlink_metadata().is_ok_and(|about| about.is_file());
    match is_there {
        true => Ok((row, folder, path)),
        false => Err(Problem::NotFound(messages::NOT_THERE.to_owned())),
    }
}

/// `GET /casefile/tray/{id}/page`: the first page, so that one sees what it is. Nothing of it is kept.
pub(crate) async fn first_page(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (row, _, path) = waiting(&visit, id).await?;
    let work = visit.begin().await?;
    work.look("casefile.scanned", row.id).await?;
    work.commit().await?;
    let arrived = visit.app.files().copied(&path).await;
    let content = arrived.and_then(|arrived| arrived.content());
    let content = content.map_err(Problem::failed)?;
    let drawn = tokio::task::spawn_blocking(move || {
        let stack = scan::open(content).ok()?;
        let image = stack.page(1).ok()?;
        Some(scan::Prepared::again(image, scan::Turn::default()).jpeg)
    });
    match drawn.await.map_err(Problem::failed)? {
        Some(jpeg) => Ok((
            [
                (header::CONTENT_TYPE, "image/jpeg"),
                (header::CACHE_CONTROL, "no-store"),
            ],
            Body::from(jpeg),
        )
            .into_response()),
        None => Err(Problem::not_found()),
    }
}

/// `POST /casefile/tray/{id}/placement` `matter`: the file goes to a matter.
pub(crate) async fn place(
    visit: Visit,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<impl IntoResponse, Problem> {
    let (row, folder, path) = waiting(&visit, id).await?;
    let Ok(matter) = form.get("matter").parse::<Uuid>() else {
        return Err(Problem::Refused(messages::CHOOSE_MATTER.to_owned()));
    };
    let head = opened(&visit, matter, Right::CasefileUpload).await?;
    let files = visit.app.files();
    let content = files.copied(&path).await.map_err(Problem::failed)?;
    let bringer = Bringer::from(&visit);
    let outcomes = put_in(&bringer, &folder, &path, &row, &head, content).await?;
    let all_good = outcomes.iter().all(|outcome| outcome.is_taken);
    let said: Vec<String> = outcomes.iter().map(|o| o.message.clone()).collect();
    let said = said.join(" ");
    Ok(match all_good {
        true => Told::to("/casefile/tray").good(messages::put_into(&head.title, &said)),
        false => Told::to("/casefile/tray").say(Tone::Warning, said),
    })
}

/// `POST /casefile/tray/{id}/return` `reason`: given back to the folder of refused files, with the reason beside it.
pub(crate) async fn give_back(
    visit: Visit,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<impl IntoResponse, Problem> {
    let (row, folder, path) = waiting(&visit, id).await?;
    let Some(reason) = form.opt("reason") else {
        return Err(Problem::Refused(messages::NEEDS_REASON.to_owned()));
    };
    let reason = messages::given_back(reason);
    let place = places::free_place(&folder, messages::REFUSED, &row.name);
    let work = visit.begin().await?;
    let settled = ("refused", place.as_str(), reason.as_str());
    scanned::settle(&work.tx, row.id, settled, None, work.now_ms).await?;
    work.note("casefile.scanned.returned", "casefile.scanned", row.id, "")
        .await?;
    work.commit().await?;
    places::explained(&folder, &place, &reason).map_err(broken)?;
    places::moved(&folder, &path, &place).map_err(broken)?;
    Ok(Told::to("/casefile/tray")
        .good("Đã trả lại; tệp nằm ở thư mục tu-choi của máy quét, kèm lý do."))
}
