//! Ghép cột: each column of the sheet beside examples of what stands in it and what it becomes.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use law::Law;
use people::Right;
use sha2::{Digest, Sha256};
use shell::{Alert, Column, Form, Frame, Page, Problem, Tone, Visit};
use text::encoding::{Encoding, guess_among};
use uuid::Uuid;

use super::sheet::problem;
use super::{of_visit, send_on};
use crate::import::days::looks_turned;
use crate::import::kind::SheetKind;
use crate::import::mapping::{Mapping, guess_mapping, read_columns};
use crate::import::store::{self, Import};
use crate::import::task::Task;
use crate::import::{self, chosen};
use crate::messages;
use crate::sheet::{Cell, Head, Sheet, letters};

#[derive(Template)]
#[template(path = "screens/mapping.html")]
pub struct MappingPage {
    frame: Frame,
    action: String,
    back: String,
    alerts: Vec<Alert>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    slots: Vec<(String, String)>,
}

/// Một cột của tệp.
struct Row {
    name: String,
    letter: String,
    at: usize,
    examples: String,
    slot: String,
    is_day: bool,
    is_month_first: bool,
    note: String,
}

fn head_key(head: &Head) -> String {
    hex::encode(Sha256::digest(head.key()))[..40].to_owned()
}

/// Trang ghép cột.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<MappingPage>, Problem> {
    let one = of_visit(&visit, id, Right::ExchangeImport).await?;
    let sheets = import::sheets(&visit.app, &one).await.map_err(problem)?;
    let (sheet, head) = chosen(&sheets, &one).ok_or_else(Problem::not_found)?;
    let kind = SheetKind::named(&one.kind).ok_or_else(Problem::not_found)?;
    let law = visit.app.law();
    let kept =
        store::mapping_for(visit.app.db(), &one.unit_id, &one.kind, &head_key(&head)).await?;
    let (mapping, is_kept) = match (
        one.mapping(),
        kept.and_then(|kept| serde_json::from_str::<Mapping>(&kept).ok()),
    ) {
        (Some(mapping), _) => (mapping, false),
        (None, Some(mut mapping)) => {
            let chosen = mapping.month_first.clone();
            read_columns(kind, sheet, &head, &law, &mut mapping);
            mapping.month_first.extend(chosen);
            mapping.month_first.sort_unstable();
            mapping.month_first.dedup();
            (mapping, true)
        }
        (None, None) => (guess_mapping(kind, sheet, &head, &law), false),
    };
    let mut alerts = Vec::new();
    if is_kept {
        alerts.push(Alert::new(
            Tone::Info,
            "Đơn vị đã nhập một tệp có tiêu đề như thế này; các cột được ghép như lần trước.",
        ));
    }
    Ok(Page(page(
        &visit, &one, kind, sheet, &head, &mapping, alerts, &law,
    )))
}

#[allow(clippy::too_many_arguments)]
fn page(
    visit: &Visit,
    one: &Import,
    kind: &'static SheetKind,
    sheet: &Sheet,
    head: &Head,
    mapping: &Mapping,
    mut alerts: Vec<Alert>,
    law: &Law,
) -> MappingPage {
    let from = head.data_from(sheet);
    let mut rows = Vec::new();
    let mut old: Vec<String> = Vec::new();
    for at in 0..sheet.width() {
        let cells: Vec<&Cell> = (from..sheet.rows.len())
            .map(|row| sheet.cell(row, at))
            .filter(|cell| !cell.is_empty())
            .collect();
        let name = head.names.get(at).cloned().unwrap_or_default();
        if cells.is_empty() && name.is_empty() {
            continue;
        }
        let usual = mapping.encoding(at);
        let of_cell = |cell: &Cell| guess_among(&cell.raw(), usual);
        let found = cells.iter().take(2000).map(|cell| of_cell(cell));
        if let Some(encoding) = found.into_iter().find(|one| *one != Encoding::Unicode) {
            old.push(format!("{} ({})", letters(at), encoding.vi()));
        }
        let examples: Vec<String> = cells
            .iter()
            .take(3)
            .map(|cell| {
                let words = text::clean(&of_cell(cell).to_unicode(&cell.raw()));
                words.chars().take(40).collect()
            })
            .collect();
        let slot = mapping.columns.get(&at).cloned().unwrap_or_default();
        let is_day = kind.slot(&slot).is_some_and(|slot| kind.is_day(law, slot));
        let note = match is_day && looks_turned(cells.iter().copied()) {
            true => {
                "Có thể Excel đã đảo ngày và tháng ở cột này: các ô kiểu ngày đều từ 1 đến 12, còn lại là chữ. Hãy đối chiếu vài dòng với sổ giấy."
            }
            false => "",
        };
        rows.push(Row {
            letter: letters(at),
            at,
            examples: examples.join(" · "),
            slot,
            is_day,
            is_month_first: mapping.month_first.contains(&at),
            note: note.to_owned(),
            name,
        });
    }
    if !old.is_empty() {
        alerts.push(Alert::new(
            Tone::Info,
            format!(
                "Các cột dùng phông chữ cũ đã được đổi sang Unicode: {}.",
                old.join(", ")
            ),
        ));
    }
    MappingPage {
        frame: visit
            .frame("Ghép cột")
            .subtitle(format!("{} – {}", one.file_name, kind.name_vi))
            .crumb("Nhập sổ", "/exchange/imports"),
        action: format!("{}/mapping", one.href()),
        back: format!("{}/sheet", one.href()),
        alerts,
        columns: ["Cột trong tệp", "Ví dụ", "Ghi vào", "Cách ghi ngày"]
            .map(Column::plain)
            .into(),
        rows,
        slots: kind
            .slots
            .iter()
            .map(|slot| (slot.id.clone(), slot.label_vi.clone()))
            .collect(),
    }
}

/// Xác nhận cách ghép: the check begins.
pub async fn confirm(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let one = of_visit(&visit, id, Right::ExchangeImport).await?;
    let sheets = import::sheets(&visit.app, &one).await.map_err(problem)?;
    let (sheet, head) = chosen(&sheets, &one).ok_or_else(Problem::not_found)?;
    let kind = SheetKind::named(&one.kind).ok_or_else(Problem::not_found)?;
    let law = visit.app.law();
    let mut mapping = Mapping::default();
    for at in 0..sheet.width() {
        let id = form.get(&format!("c{at}"));
        if kind.slot(id).is_some() {
            mapping.columns.insert(at, id.to_owned());
        }
    }
    read_columns(kind, sheet, &head, &law, &mut mapping);
    // What the person chose stands, also against the guess.
    for at in 0..sheet.width() {
        match form.get(&format!("o{at}")) {
            "mdy" if !mapping.month_first.contains(&at) => mapping.month_first.push(at),
            "dmy" => mapping.month_first.retain(|column| *column != at),
            _ => {}
        }
    }
    mapping.month_first.sort_unstable();
    let faults = mapping.faults(kind);
    if !faults.is_empty() {
        let alerts = faults
            .into_iter()
            .map(|fault| Alert::new(Tone::Danger, fault))
            .collect();
        let page = page(&visit, &one, kind, sheet, &head, &mapping, alerts, &law);
        return Ok(Page::refused(page).into_response());
    }
    let told = serde_json::to_string(&mapping).map_err(Problem::failed)?;
    let work = visit.begin().await?;
    if !store::begin_check(&work.tx, &one, &told, visit.now_ms).await? {
        return Err(Problem::Changed(messages::STEP_PASSED.to_owned()));
    }
    store::keep_mapping(&work.tx, &one, &head_key(&head), &told, visit.now_ms).await?;
    let turn = (one.turn + 1).to_string();
    send_on(&visit, work, &one, Task::Check, turn).await
}
