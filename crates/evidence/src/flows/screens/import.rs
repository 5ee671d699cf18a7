//! Nhập sao kê trên màn hình: the file is sent, its columns are matched, then every row is told.

use askama::Template;
use axum::{
    extract::{Multipart, Path, Query, multipart::Field},
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use exchange::sheet;
use people::Right;
use serde::Deserialize;
use shell::{Alert, Column, Form, Frame, Page, Problem, Stat, Told, Tone, Visit};
use uuid::Uuid;

use super::{answered, frame, href, mapping::mapping_page};
use crate::{
    flows::{
        bank::head as bank_head,
        messages,
        picture::Table,
        store,
        taking::{self, Import},
    },
    opened::{look, may_edit, opened},
    sources::{from_json, told},
};

const MOST_BYTES: usize = 30 << 20;
/// Rows of the sheet on one page.
const SHOWN: i64 = 200;

/// Một dòng đã giữ.
struct RowLine {
    n: i64,
    cells: String,
    state: &'static str,
    tone: &'static str,
    said: String,
    href: String,
}

#[derive(Template)]
#[template(path = "flows/screens/taken.html")]
struct TakenPage {
    frame: Frame,
    href: String,
    here: String,
    csrf: String,
    alerts: Vec<Alert>,
    stats: Vec<Stat>,
    account: String,
    leaves: String,
    may_undo: bool,
    shown: &'static str,
    columns: Vec<Column>,
    rows: Vec<RowLine>,
    next: String,
}

/// `POST /evidence/matters/{matter}/flows/imports`: the file is read before it is kept.
pub(super) async fn take(
    visit: Visit,
    Path(matter): Path<Uuid>,
    mut parts: Multipart,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let broken = |_| Problem::Unreadable(messages::BROKEN_UPLOAD.to_owned());
    let mut file = None;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.file_name().unwrap_or_default().to_owned();
        if part.name() == Some("file") && !name.is_empty() {
            file = Some((name, bytes_of(part).await?));
        }
    }
    let there = Told::to(format!("{}#take", href(matter)));
    let Some((name, bytes)) = file else {
        return Ok(there.say(Tone::Warning, messages::NO_FILE).into_response());
    };
    match begun(&visit, &head, name, bytes).await? {
        Ok(id) => Ok(Told::to(format!("{}/imports/{id}", href(matter))).into_response()),
        Err(sentence) => Ok(there.say(Tone::Warning, sentence).into_response()),
    }
}

async fn bytes_of(mut part: Field<'_>) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    loop {
        let chunk = part
            .chunk()
            .await
            .map_err(|_| Problem::Unreadable(messages::BROKEN_UPLOAD.to_owned()))?;
        let Some(chunk) = chunk else { return Ok(bytes) };
        if bytes.len() + chunk.len() > MOST_BYTES {
            return Err(Problem::TooLarge(messages::FILE_TOO_LARGE.to_owned()));
        }
        bytes.extend_from_slice(&chunk);
    }
}

async fn begun(
    visit: &Visit,
    head: &MatterHead,
    name: String,
    bytes: Vec<u8>,
) -> Result<Result<Uuid, String>, Problem> {
    let read_name = name.clone();
    let read = tokio::task::spawn_blocking(move || (sheet::read(&bytes, &read_name), bytes)).await;
    let (sheets, bytes) = read.map_err(Problem::failed)?;
    let sheets = match sheets {
        Ok(sheets) => sheets,
        Err(error) => return Ok(Err(exchange::messages::sheet_refused(&error))),
    };
    if let Some(mark) = sheet::secrecy_mark(&sheets) {
        let work = visit.begin().await?;
        work.note(
            "evidence.flow.secret_refused",
            "evidence.flow",
            head.id,
            mark,
        )
        .await?;
        work.commit().await?;
        return Ok(Err(messages::secret(mark)));
    }
    let (at, table) = bank_head::best(&sheets);
    let file = visit
        .app
        .files()
        .put(bytes)
        .await
        .map_err(Problem::failed)?;
    let work = visit.begin().await?;
    let id = taking::begin(&work, head, (file, &name), (at, &table)).await?;
    work.commit().await?;
    Ok(Ok(id))
}

/// What of the rows is shown.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: i64,
}

/// `GET /evidence/matters/{matter}/flows/imports/{import}`: its columns while it waits, its rows afterwards.
pub(super) async fn show(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    let one = taking::import(visit.app.db(), matter, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    match one.step == "mapping" {
        true => Ok(Page(mapping_page(&visit, &head, &one, None).await?).into_response()),
        false => Ok(Page(taken_page(&visit, &head, &one, &asked).await?).into_response()),
    }
}

async fn taken_page(
    visit: &Visit,
    head: &MatterHead,
    one: &Import,
    asked: &Asked,
) -> Result<TakenPage, Problem> {
    let db = visit.app.db();
    let counts = taking::counts(db, one.id).await?;
    let many = |states: &[&str]| {
        states
            .iter()
            .filter_map(|state| counts.get(*state))
            .sum::<i64>()
    };
    let stat = |label: &str, states: &[&str], tone: Tone| {
        let count = many(states);
        Stat::new(label, count).tone(if count > 0 { tone } else { Tone::Neutral })
    };
    let mut alerts: Vec<Alert> = Vec::new();
    if one.step == "undone" {
        alerts.push(Alert::new(Tone::Warning, messages::UNDONE));
    }
    let whole: Vec<String> = serde_json::from_str(&one.told).unwrap_or_default();
    alerts.extend(
        whole
            .into_iter()
            .map(|said| Alert::new(Tone::Warning, said)),
    );
    let state = ["taken", "double", "bad", "other", "wrong_balance"]
        .into_iter()
        .find(|known| *known == asked.state)
        .unwrap_or("");
    let mut rows = taking::rows_of(db, one.id, state, (asked.after, SHOWN + 1)).await?;
    let has_more = i64::try_from(rows.len()).is_ok_and(|many| many > SHOWN);
    rows.truncate(usize::try_from(SHOWN).unwrap_or(0));
    let next = match (has_more, rows.last()) {
        (true, Some(last)) => format!("{}?state={state}&after={}", one.href(head.id), last.n),
        _ => String::new(),
    };
    let table = Table::of(db, head.id).await?;
    let pages = from_json("evidence_flow_import.sources", &one.sources)?;
    Ok(TakenPage {
        frame: frame(visit, head, messages::step_vi(&one.step)).subtitle(one.file_name.clone()),
        href: href(head.id),
        here: one.href(head.id),
        csrf: visit.csrf.clone(),
        stats: vec![
            stat("Đã ghi", &["taken", "wrong_balance"], Tone::Good),
            stat("Đã có từ trước", &["double"], Tone::Info),
            stat("Chưa đọc được", &["bad"], Tone::Danger),
            stat("Số dư không khớp", &["wrong_balance"], Tone::Danger),
            stat("Không phải giao dịch", &["other"], Tone::Neutral),
        ],
        account: one
            .account_id
            .and_then(|id| table.party(id))
            .map_or(String::new(), store::Party::title),
        leaves: told(&pages),
        may_undo: one.step == "taken" && may_edit(visit, head),
        shown: if state.is_empty() {
            ""
        } else {
            messages::state_vi(state)
        },
        columns: ["Dòng", "Nội dung trong tệp", "Kết quả"]
            .map(Column::plain)
            .into(),
        rows: rows.into_iter().map(|row| row_line(head.id, row)).collect(),
        alerts,
        next,
    })
}

fn row_line(matter: Uuid, row: taking::RowKept) -> RowLine {
    let cells: Vec<String> = serde_json::from_str(&row.cells).unwrap_or_default();
    let cells: Vec<String> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
    RowLine {
        n: row.n,
        cells: cells.join(" | "),
        state: messages::state_vi(&row.state),
        tone: match row.state.as_str() {
            "bad" | "wrong_balance" => "danger",
            "taken" => "good",
            "double" => "info",
            _ => "neutral",
        },
        said: row.said,
        href: row.transfer_id.map_or(String::new(), |id| {
            format!("{}/transfers/{id}", href(matter))
        }),
    }
}

/// `POST …/imports/{import}/undoing`: the whole import.
pub(super) async fn undo(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    _: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let one = taking::import(visit.app.db(), matter, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let work = visit.begin().await?;
    let done = taking::undo(&work, &head, id).await;
    answered(work, one.href(matter), done.map(|_| ()), messages::UNDONE).await
}
