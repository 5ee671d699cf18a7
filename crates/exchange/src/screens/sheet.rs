//! Chọn trang tính và dòng tiêu đề: the first rows as they stand, and which of them name the columns.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use people::Right;
use serde::Deserialize;
use shell::{Form, Frame, Page, Problem, Tab, Tabs, Told, Visit};
use text::encoding::{Encoding, guess_among};
use uuid::Uuid;

use super::of_visit;
use crate::import::kind::SheetKind;
use crate::import::mapping::knows;
use crate::import::store::{self, Import};
use crate::import::{self, chosen};
use crate::messages;
use crate::sheet::{Sheet, guess_head, letters};

/// Rows and columns that are shown.
const SHOWN: (usize, usize) = (14, 12);

#[derive(Template)]
#[template(path = "screens/sheet.html")]
pub struct SheetPage {
    frame: Frame,
    tabs: Option<Tabs>,
    action: String,
    sheet: usize,
    first: String,
    last: String,
    error: String,
    letters: Vec<String>,
    rows: Vec<PreviewRow>,
    more: String,
}

/// Một dòng xem trước.
struct PreviewRow {
    no: usize,
    is_head: bool,
    cells: Vec<String>,
}

/// Which sheet.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    sheet: Option<usize>,
}

/// What a job would have said, as a page says it.
pub(super) fn problem(trouble: jobs::Trouble) -> Problem {
    match trouble {
        jobs::Trouble::Final(sentence) => Problem::Refused(sentence),
        other => Problem::failed(other),
    }
}

/// Trang chọn.
pub async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Page<SheetPage>, Problem> {
    let one = of_visit(&visit, id, Right::ExchangeImport).await?;
    let sheets = import::sheets(&visit.app, &one).await.map_err(problem)?;
    let at = asked
        .sheet
        .unwrap_or(usize::try_from(one.sheet).unwrap_or(0));
    let sheet = sheets.get(at).ok_or_else(Problem::not_found)?;
    let (first, last) = match i64::try_from(at).ok() == Some(one.sheet) {
        true => chosen(&sheets, &one).map_or((0, 0), |(_, head)| (head.first, head.last)),
        false => {
            let kind = SheetKind::named(&one.kind);
            let head = guess_head(sheet, |name| kind.is_some_and(|kind| knows(kind, name)));
            (head.first, head.last)
        }
    };
    let rows = (first + 1).to_string();
    let page = page(
        &visit,
        &one,
        &sheets,
        at,
        (rows, (last + 1).to_string()),
        String::new(),
    );
    Ok(Page(page))
}

fn page(
    visit: &Visit,
    one: &Import,
    sheets: &[Sheet],
    at: usize,
    (first, last): (String, String),
    error: String,
) -> SheetPage {
    let nothing = Sheet::default();
    let sheet = sheets.get(at).unwrap_or(&nothing);
    let (from, to): (usize, usize) = (first.parse().unwrap_or(0), last.parse().unwrap_or(0));
    let top = from.saturating_sub(4).max(1);
    let width = sheet.width().min(SHOWN.1);
    let until = sheet.rows.len().min(top + SHOWN.0 - 1);
    let rows = (top..=until)
        .map(|no| PreviewRow {
            no,
            is_head: (from..=to).contains(&no),
            cells: (0..width)
                .map(|column| {
                    let raw = sheet.cell(no - 1, column).raw();
                    let words = text::clean(&guess_among(&raw, Encoding::Unicode).to_unicode(&raw));
                    match words.chars().count() > 60 {
                        true => format!("{}…", words.chars().take(60).collect::<String>()),
                        false => words,
                    }
                })
                .collect(),
        })
        .collect();
    let hidden = sheet.width().saturating_sub(width);
    let tabs = (sheets.len() > 1).then(|| {
        let mut tabs = Tabs::new("Trang tính");
        tabs.tabs = sheets
            .iter()
            .enumerate()
            .map(|(n, sheet)| Tab {
                label: sheet.name.clone(),
                href: format!("{}/sheet?sheet={n}", one.href()),
                count: i64::try_from(sheet.rows.len()).ok(),
                is_current: n == at,
            })
            .collect();
        tabs
    });
    SheetPage {
        frame: visit
            .frame("Chọn trang và tiêu đề")
            .subtitle(one.file_name.clone())
            .crumb("Nhập sổ", "/exchange/imports"),
        tabs,
        action: format!("{}/sheet", one.href()),
        sheet: at,
        first,
        last,
        error,
        letters: (0..width).map(letters).collect(),
        rows,
        more: match (sheet.rows.len(), hidden) {
            (rows, 0) => format!("Trang này có {rows} dòng."),
            (rows, hidden) => {
                format!("Trang này có {rows} dòng; còn {hidden} cột không hiện ở đây.")
            }
        },
    }
}

/// Ghi trang và tiêu đề đã chọn.
pub async fn choose(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let one = of_visit(&visit, id, Right::ExchangeImport).await?;
    let sheets = import::sheets(&visit.app, &one).await.map_err(problem)?;
    let at: usize = form.get("sheet").parse().unwrap_or(usize::MAX);
    let (first, last) = (form.get("first").to_owned(), form.get("last").to_owned());
    let rows: Option<(i64, i64)> = first.parse().ok().zip(last.parse().ok());
    let sheet = sheets.get(at).ok_or_else(Problem::not_found)?;
    let most = i64::try_from(sheet.rows.len()).unwrap_or(0);
    let rows = rows
        .filter(|(first, last)| *first >= 1 && first <= last && *last <= most && last - first < 4);
    let Some((from, to)) = rows else {
        let page = page(
            &visit,
            &one,
            &sheets,
            at,
            (first, last),
            messages::HEAD_ROWS.to_owned(),
        );
        return Ok(Page::refused(page).into_response());
    };
    let work = visit.begin().await?;
    let sheet = i64::try_from(at).unwrap_or(0);
    store::set_head(&work.tx, one.id, sheet, (from - 1, to - 1), visit.now_ms).await?;
    work.commit().await?;
    Ok(Told::to(format!("{}/mapping", one.href())).into_response())
}
