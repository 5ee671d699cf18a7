//! Nhập sổ: the imports of the unit, and the place where a sheet is handed in.

use askama::Template;
use axum::{
    extract::{Multipart, multipart::Field},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use people::Right;
use shell::{Column, Empty, Frame, Page, Problem, Told, Visit};
use uuid::Uuid;

use crate::import::kind::SheetKind;
use crate::import::mapping::{fitting, knows};
use crate::import::store::{self, Import};
use crate::messages;
use crate::sheet::{self, Head, Sheet, guess_head};

#[derive(Template)]
#[template(path = "screens/home.html")]
pub struct HomePage {
    frame: Frame,
    kinds: &'static [SheetKind],
    rows: Vec<Row>,
    columns: Vec<Column>,
    empty: Empty,
    error: String,
}

/// Một đợt nhập trong danh sách.
struct Row {
    href: String,
    file: String,
    kind: &'static str,
    step: &'static str,
    by: String,
    at: String,
}

/// Cửa của mảng: the first of its pages that the person may open.
pub async fn door(visit: Visit) -> Result<Response, Problem> {
    let pages = [
        (Right::ExchangeImport, "/exchange/imports"),
        (Right::ExchangeExport, "/exchange/export"),
        (Right::ExchangeSystemRead, "/exchange/systems"),
    ];
    let first = pages.into_iter().find(|(right, _)| visit.may(*right));
    let (_, href) = first.ok_or_else(Problem::not_allowed)?;
    Ok(Told::to(href).into_response())
}

/// Trang nhập sổ.
pub async fn show(visit: Visit) -> Result<Page<HomePage>, Problem> {
    Ok(Page(page(&visit, String::new()).await?))
}

async fn page(visit: &Visit, error: String) -> Result<HomePage, Problem> {
    let imports = store::newest(visit.app.db(), &visit.actor.unit).await?;
    let rows = imports
        .into_iter()
        .map(|one| Row {
            href: one.href(),
            kind: SheetKind::named(&one.kind).map_or("", |kind| kind.name_vi.as_str()),
            step: messages::step_vi(&one.step),
            at: shell::vi_time(one.asked_at),
            by: one.by_name,
            file: one.file_name,
        })
        .collect();
    let heads = ["Tệp", "Loại sổ", "Bước", "Người nhập", "Lúc"];
    Ok(HomePage {
        frame: visit.frame("Nhập sổ"),
        kinds: SheetKind::all(),
        rows,
        columns: heads.map(Column::plain).into(),
        empty: Empty::new(
            "Chưa nhập sổ nào.",
            "Chọn tệp Excel hoặc CSV của đơn vị ở trên; chưa có gì được ghi cho đến khi bạn xác nhận.",
        ),
        error,
    })
}

/// Nhận một tệp: it is read before it is kept; what cannot be read or is marked secret leaves nothing.
pub async fn take(
    visit: Visit,
    headers: HeaderMap,
    mut parts: Multipart,
) -> Result<Response, Problem> {
    let broken = |_| Problem::Unreadable(messages::BROKEN_UPLOAD.to_owned());
    let (mut kind, mut file) = (String::new(), None);
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        match part.name() {
            Some("kind") => kind = part.text().await.map_err(broken)?,
            Some("file") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                if !name.is_empty() {
                    file = Some((name, bytes_of(part).await?));
                }
            }
            _ => {}
        }
    }
    let refused = match (SheetKind::named(&kind), file) {
        (None, _) => messages::NO_KIND.to_owned(),
        (_, None) => messages::NO_FILE.to_owned(),
        (Some(kind), Some((name, bytes))) => match begin(&visit, kind, name, bytes).await? {
            Ok(href) => return Ok(Told::to(href).into_response()),
            Err(sentence) => sentence,
        },
    };
    let wants_json = headers
        .get("accept")
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json"));
    match wants_json {
        true => Err(Problem::Refused(refused)),
        false => Ok(Page::refused(page(&visit, refused).await?).into_response()),
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
        if bytes.len() + chunk.len() > messages::MOST_BYTES {
            return Err(Problem::TooLarge(messages::FILE_TOO_LARGE.to_owned()));
        }
        bytes.extend_from_slice(&chunk);
    }
}

async fn begin(
    visit: &Visit,
    kind: &'static SheetKind,
    name: String,
    bytes: Vec<u8>,
) -> Result<Result<String, String>, Problem> {
    let read_name = name.clone();
    let read = tokio::task::spawn_blocking(move || {
        let sheets = sheet::read(&bytes, &read_name);
        (sheets, bytes)
    });
    let (sheets, bytes) = read.await.map_err(Problem::failed)?;
    let sheets = match sheets {
        Ok(sheets) => sheets,
        Err(error) => return Ok(Err(messages::sheet_refused(&error))),
    };
    if let Some(mark) = sheet::secrecy_mark(&sheets) {
        let work = visit.begin().await?;
        work.note("exchange.secret_refused", "unit", &visit.actor.unit, mark)
            .await?;
        work.commit().await?;
        return Ok(Err(messages::secret(mark)));
    }
    let (at, head) = best(kind, &sheets);
    let file = visit
        .app
        .files()
        .put(bytes)
        .await
        .map_err(Problem::failed)?;
    let number = |n: usize| i64::try_from(n).unwrap_or(0);
    let work = visit.begin().await?;
    work.require(Right::ExchangeImport, &visit.actor.unit)
        .await?;
    let one = Import {
        unit_id: visit.actor.unit.clone(),
        id: Uuid::now_v7(),
        kind: kind.id.clone(),
        file: file.to_string(),
        file_name: text::clean(&name).chars().take(200).collect(),
        sheet: number(at),
        head_first: number(head.first),
        head_last: number(head.last),
        mapping: String::new(),
        step: "sheet".to_owned(),
        turn: 0,
        rows_total: 0,
        skipped: "[]".to_owned(),
        by_person: visit.actor.person,
        by_name: visit.actor.name.clone(),
        by_post: visit.actor.post,
        asked_at: visit.now_ms,
        changed_at: visit.now_ms,
    };
    store::insert(&work.tx, &one).await?;
    work.note("exchange.file_taken", "import", one.id, &one.file)
        .await?;
    work.commit().await?;
    Ok(Ok(format!("{}/sheet", one.href())))
}

/// The sheet whose head fits the kind best.
fn best(kind: &SheetKind, sheets: &[Sheet]) -> (usize, Head) {
    let heads = sheets
        .iter()
        .map(|sheet| guess_head(sheet, |name| knows(kind, name)));
    let mut best: Option<(usize, usize, Head)> = None;
    for (at, head) in heads.enumerate() {
        let score = fitting(kind, &head);
        if best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, at, head));
        }
    }
    match best {
        Some((_, at, head)) => (at, head),
        None => (0, Head::at(&Sheet::default(), 0, 0)),
    }
}
