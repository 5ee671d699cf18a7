//! Tải về: the picture as SVG, PNG or A3 PDF; the table as Excel or CSV.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, Query},
    http::header,
    response::{IntoResponse, Response},
};
use exchange::workbook::{self, Out, defused, workbook as book};
use people::Right;
use shell::{Form, Problem, Visit};
use uuid::Uuid;

use super::{chosen_of, table};
use crate::{
    drawing::{Certainty, Picture, pdf_a3, png},
    flows::{graph::chosen, picture::Table, store},
    opened::{look, opened},
    sources::told,
};

type Typed = Query<BTreeMap<String, String>>;

/// Points across of a picture that is downloaded: sharp on A3 and on a large screen.
const PNG_WIDTH: u32 = 2_400;

/// `GET /evidence/matters/{matter}/flows/picture/{format}` with the choice.
pub(super) async fn picture(
    visit: Visit,
    Path((matter, format)): Path<(Uuid, String)>,
    Query(typed): Typed,
) -> Result<Response, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    let by = chosen_of(&mut Form::of(typed).sent_on(visit.today));
    let drawn =
        Table::of(visit.app.db(), matter)
            .await?
            .picture("Dòng tiền, đường đi của hàng", &by, None);
    sent(&visit, drawn, &format).await
}

/// `GET /evidence/matters/{matter}/flows/views/{view}/{format}`
pub(super) async fn named(
    visit: Visit,
    Path((matter, view, format)): Path<(Uuid, Uuid, String)>,
) -> Result<Response, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    let drawn = crate::flows::picture(&visit.app, matter, view, None).await?;
    sent(&visit, drawn.ok_or_else(Problem::not_found)?, &format).await
}

/// A picture as a file of this format.
pub(crate) async fn sent(visit: &Visit, drawn: Picture, format: &str) -> Result<Response, Problem> {
    let name = text::slug(&drawn.title, 60);
    let (app, office) = (visit.app.clone(), visit.actor.unit_name.clone());
    let (kind, bytes) = match format {
        "svg" => ("image/svg+xml", drawn.svg.into_bytes()),
        "png" => {
            let made = tokio::task::spawn_blocking(move || png(&drawn, PNG_WIDTH)).await;
            (
                "image/png",
                made.map_err(Problem::failed)?.map_err(Problem::failed)?,
            )
        }
        "pdf" => {
            let made = tokio::task::spawn_blocking(move || pdf_a3(&app, &office, &drawn)).await;
            (
                "application/pdf",
                made.map_err(Problem::failed)?.map_err(Problem::failed)?,
            )
        }
        _ => return Err(Problem::not_found()),
    };
    Ok(attached(kind, &format!("{name}.{format}"), bytes))
}

fn attached(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let said = format!("attachment; filename=\"{name}\"");
    let heads = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, said),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (heads, bytes).into_response()
}

const HEADS: [(&str, f64); 11] = [
    ("Ngày", 12.0),
    ("Giờ", 8.0),
    ("Bên chuyển", 34.0),
    ("Bên nhận", 34.0),
    ("Số tiền (đồng)", 18.0),
    ("Hàng", 24.0),
    ("Mã giao dịch", 18.0),
    ("Nội dung", 44.0),
    ("Mức độ chứng minh", 18.0),
    ("Bút lục", 16.0),
    ("Dòng sao kê", 34.0),
];

/// `GET /evidence/matters/{matter}/flows/table/{format}` with the choice.
pub(super) async fn table(
    visit: Visit,
    Path((matter, format)): Path<(Uuid, String)>,
    Query(typed): Typed,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    let by = chosen_of(&mut Form::of(typed).sent_on(visit.today));
    let whole = Table::of(visit.app.db(), matter).await?;
    let places = table::places(visit.app.db(), matter).await?;
    let rows: Vec<Vec<Out>> = chosen(&whole.parties, &whole.transfers, &by)
        .into_iter()
        .map(|(one, ..)| row(&whole, one, &places))
        .collect();
    let name = format!("dong-tien-{}", text::slug(&head.code, 40));
    match format.as_str() {
        "xlsx" => {
            let table = workbook::Table {
                name: "Dòng tiền",
                heads: HEADS.map(|(name, width)| (name.to_owned(), width)).to_vec(),
                rows,
            };
            let bytes = book(&[table]).map_err(Problem::failed)?;
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            Ok(attached(kind, &format!("{name}.xlsx"), bytes))
        }
        "csv" => Ok(attached(
            "text/csv; charset=utf-8",
            &format!("{name}.csv"),
            csv(&rows),
        )),
        _ => Err(Problem::not_found()),
    }
}

fn row(
    whole: &Table,
    one: &store::Transfer,
    places: &std::collections::HashMap<Uuid, Vec<(String, String)>>,
) -> Vec<Out> {
    let sheet: Vec<&str> = places
        .get(&one.id)
        .into_iter()
        .flatten()
        .map(|(words, _)| words.as_str())
        .collect();
    vec![
        one.on_day.map_or(String::new(), shell::vi_date).into(),
        one.at_time.as_str().into(),
        whole.title(one.from_id).into(),
        whole.title(one.to_id).into(),
        Out::Number(one.amount),
        one.goods.as_str().into(),
        one.code.as_str().into(),
        one.note.as_str().into(),
        Certainty::of_id(&one.certainty)
            .unwrap_or_default()
            .name_vi()
            .into(),
        told(&one.pages().unwrap_or_default()).into(),
        sheet.join("; ").into(),
    ]
}

/// With its mark of UTF-8, as Excel wants it; semicolons, as Vietnamese settings do.
fn csv(rows: &[Vec<Out>]) -> Vec<u8> {
    let cell = |words: &str| format!("\"{}\"", defused(words).replace('"', "\"\""));
    let mut text = String::from("\u{feff}");
    text.push_str(&HEADS.map(|(name, _)| cell(name)).join(";"));
    for row in rows {
        let cells = row.iter().map(|out| match out {
            Out::Words(words) => cell(words),
            Out::Number(number) => number.to_string(),
        });
        text.push_str("\r\n");
        text.push_str(&cells.collect::<Vec<_>>().join(";"));
    }
    text.push_str("\r\n");
    text.into_bytes()
}
