//! Tệp tải về của việc nhập: the list of faults as Excel, and an empty sheet with the columns the program knows.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use people::Right;
use shell::{Problem, Visit};
use uuid::Uuid;

use super::of_visit;
use crate::import::kind::SheetKind;
use crate::import::store;
use crate::workbook::{Table, workbook};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn download(bytes: Vec<u8>, kind: &str, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// Danh sách lỗi.
pub async fn faults(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let one = of_visit(&visit, id, Right::ExchangeImport).await?;
    let faults = store::faults(visit.app.db(), &one, 0, 1_000_000).await?;
    let rows = faults
        .into_iter()
        .map(|fault| {
            let grade = if fault.is_warning {
                "Cảnh báo"
            } else {
                "Lỗi"
            };
            vec![
                fault.row_no.into(),
                fault.column_vi.into(),
                fault.value.into(),
                grade.into(),
                fault.reason.into(),
                fault.todo.into(),
            ]
        })
        .collect();
    let heads = [
        ("Dòng", 8.0),
        ("Cột", 28.0),
        ("Giá trị", 30.0),
        ("Mức", 11.0),
        ("Vì sao", 50.0),
        ("Cần làm", 50.0),
    ];
    let table = Table {
        name: "Lỗi",
        heads: heads.map(|(name, width)| (name.to_owned(), width)).into(),
        rows,
    };
    let bytes = workbook(&[table]).map_err(Problem::failed)?;
    let name = text::slug(&one.file_name, 60);
    Ok(download(bytes, XLSX, &format!("loi-{name}.xlsx")))
}

/// Tệp mẫu.
pub async fn sample(_: Visit, Path(kind): Path<String>) -> Result<Response, Problem> {
    let kind = SheetKind::named(&kind).ok_or_else(Problem::not_found)?;
    let slots = kind
        .slots
        .iter()
        .filter(|slot| !slot.id.ends_with("_paper"));
    let table = Table {
        name: "Sổ",
        heads: slots.map(|slot| (slot.label_vi.clone(), 20.0)).collect(),
        rows: Vec::new(),
    };
    let bytes = workbook(&[table]).map_err(Problem::failed)?;
    Ok(download(bytes, XLSX, &format!("mau-{}.xlsx", kind.id)))
}
