//! Ghép cột: each column of their sheet beside examples of what stands in it; what the unit used last is proposed again.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use exchange::sheet::{Head, Sheet, letters};
use people::Right;
use serde::Deserialize;
use shell::{Alert, Choice, Column, Form, Frame, Page, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::{chosen, of_visit, sheets_of};
use crate::comparison::kind::Kind;
use crate::comparison::messages;
use crate::comparison::reading::Mapping;
use crate::comparison::store::{self, Comparison};

struct Row {
    letter: String,
    at: usize,
    name: String,
    examples: String,
    slot: String,
}

#[derive(Template)]
#[template(path = "screens/comparison/mapping.html")]
pub struct MappingPage {
    frame: Frame,
    action: String,
    alerts: Vec<Alert>,
    sheets: Vec<Choice>,
    sheet: i64,
    first: i64,
    last: i64,
    columns: Vec<Column>,
    rows: Vec<Row>,
    slots: Vec<(String, String)>,
}

/// Which sheet and head.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    sheet: String,
    #[serde(default)]
    first: String,
    #[serde(default)]
    last: String,
}

/// Puts what was asked in place of what was guessed; false when it is no place of the file.
fn set_head(one: &mut Comparison, sheets: &[Sheet], [sheet, first, last]: [&str; 3]) -> bool {
    let number = |typed: &str, usual: i64| match typed.is_empty() {
        true => Some(usual),
        false => typed.trim().parse::<i64>().ok(),
    };
    let place = (
        number(sheet, one.sheet),
        number(first, one.head_first + 1),
        number(last, one.head_last + 1),
    );
    let (Some(sheet), Some(first), Some(last)) = place else {
        return false;
    };
    let Some(rows) = usize::try_from(sheet)
        .ok()
        .and_then(|at| sheets.get(at))
        .map(|sheet| i64::try_from(sheet.rows.len()).unwrap_or(i64::MAX))
    else {
        return false;
    };
    if first < 1 || last < first || last > rows || last - first > 3 {
        return false;
    }
    (one.sheet, one.head_first, one.head_last) = (sheet, first - 1, last - 1);
    true
}

/// A head is known again by its words, cut to what a key may hold.
fn key_of(head: &Head) -> String {
    head.key().chars().take(800).collect()
}

/// Trang ghép cột.
pub async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let mut one = of_visit(&visit, id, Right::StatisticsEnter).await?;
    if !matches!(one.step.as_str(), "mapping" | "checked") {
        return Ok(Told::to(one.href()).into_response());
    }
    let sheets = sheets_of(&visit, &one).await?;
    let mut alerts = Vec::new();
    if !set_head(&mut one, &sheets, [&asked.sheet, &asked.first, &asked.last]) {
        alerts.push(Alert::new(Tone::Danger, exchange::messages::HEAD_ROWS));
    }
    let kind = one.kind().ok_or_else(Problem::not_found)?;
    let (sheet, head) = chosen(&sheets, &one).ok_or_else(Problem::not_found)?;
    let is_new_head = !asked.first.is_empty() || !asked.sheet.is_empty();
    let kept = store::mapping_for(visit.app.db(), &one.unit_id, &one.kind, &key_of(&head)).await?;
    let kept: Option<Mapping> = kept.and_then(|kept| serde_json::from_str(&kept).ok());
    let mapping = match (one.mapping().filter(|_| !is_new_head), kept) {
        (Some(mapping), _) => mapping,
        (None, Some(kept)) => {
            let said = "Đơn vị đã đối chiếu một bảng có tiêu đề như thế này; các cột được ghép như lần trước.";
            alerts.push(Alert::new(Tone::Info, said));
            kept
        }
        (None, None) => kind.guess(&head),
    };
    if mapping.columns.is_empty() {
        alerts.push(Alert::new(Tone::Warning, messages::unknown_head(kind)));
    }
    Ok(Page(page(
        &visit,
        &one,
        kind,
        (&sheets, sheet, &head),
        &mapping,
        alerts,
    ))
    .into_response())
}

fn page(
    visit: &Visit,
    one: &Comparison,
    kind: &Kind,
    (sheets, sheet, head): (&[Sheet], &Sheet, &Head),
    mapping: &Mapping,
    alerts: Vec<Alert>,
) -> MappingPage {
    let from = head.data_from(sheet);
    let rows = (0..sheet.width()).filter_map(|at| {
        let name = head.names.get(at).cloned().unwrap_or_default();
        let examples: Vec<String> = (from..sheet.rows.len())
            .map(|row| sheet.cell(row, at).shown())
            .filter(|words| !words.is_empty())
            .take(3)
            .map(|words| words.chars().take(40).collect())
            .collect();
        (!examples.is_empty() || !name.is_empty()).then(|| Row {
            letter: letters(at),
            at,
            name,
            examples: examples.join(" · "),
            slot: mapping.columns.get(&at).cloned().unwrap_or_default(),
        })
    });
    let named = sheets
        .iter()
        .enumerate()
        .map(|(at, sheet)| Choice::new(at.to_string(), &sheet.name));
    MappingPage {
        frame: visit
            .frame("Ghép cột của bảng đối chiếu")
            .subtitle(format!("{} · {}", one.file_name, kind.name_vi))
            .crumb("Thống kê", "/statistics")
            .crumb("Đối chiếu liên ngành", "/statistics/comparisons"),
        action: format!("{}/mapping", one.href()),
        alerts,
        sheets: named.collect(),
        sheet: one.sheet,
        first: one.head_first + 1,
        last: one.head_last + 1,
        columns: ["Cột trong tệp", "Ví dụ", "Đọc là"]
            .map(Column::plain)
            .into(),
        rows: rows.collect(),
        slots: kind
            .slots
            .iter()
            .map(|slot| (slot.id.clone(), slot.label_vi.clone()))
            .collect(),
    }
}

/// Xác nhận cách ghép: what follows is a trial run that writes nothing of the sheet.
pub async fn confirm(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let mut one = of_visit(&visit, id, Right::StatisticsEnter).await?;
    let sheets = sheets_of(&visit, &one).await?;
    let place = [form.get("sheet"), form.get("first"), form.get("last")];
    if !set_head(&mut one, &sheets, place) {
        return Err(Problem::Refused(exchange::messages::HEAD_ROWS.to_owned()));
    }
    let kind = one.kind().ok_or_else(Problem::not_found)?;
    let (sheet, head) = chosen(&sheets, &one).ok_or_else(Problem::not_found)?;
    let mut mapping = Mapping::default();
    for at in 0..sheet.width() {
        let slot = form.get(&format!("c{at}"));
        if kind.slot(slot).is_some() {
            mapping.columns.insert(at, slot.to_owned());
        }
    }
    let faults = mapping.faults(kind);
    if !faults.is_empty() {
        let alerts = faults
            .into_iter()
            .map(|fault| Alert::new(Tone::Danger, fault))
            .collect();
        let page = page(
            &visit,
            &one,
            kind,
            (&sheets, sheet, &head),
            &mapping,
            alerts,
        );
        return Ok(Page::refused(page).into_response());
    }
    one.mapping = serde_json::to_string(&mapping).map_err(Problem::failed)?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsEnter, &one.unit_id).await?;
    if !store::set_mapping(&work.tx, &one).await? {
        return Err(Problem::Changed(messages::STEP_PASSED.to_owned()));
    }
    store::keep_mapping(&work.tx, &one, &key_of(&head), visit.now_ms).await?;
    work.commit().await?;
    Ok(Told::to(one.href()).into_response())
}
