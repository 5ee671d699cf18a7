//! Số liệu đã chốt gồm những gì: by unit, down to the set of each, and there to its matters; a right of its own, with a trail.

use askama::Template;
use axum::extract::{Path, Query};
use people::Right;
use serde::Deserialize;
use shell::{Column, Frame, Page, Problem, Visit, vi_number};
use uuid::Uuid;

use super::readable;
use crate::submission::content::Content;
use crate::submission::freeze;
use crate::submission::set::{self, Set};
use crate::told;

/// Which figure.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    form: String,
    row: String,
    column: String,
}

struct Part {
    name: String,
    value: String,
    href: Option<String>,
    how: &'static str,
}

#[derive(Template)]
#[template(path = "screens/submission/figure.html")]
pub struct FigurePage {
    frame: Frame,
    label: String,
    value: String,
    late: i64,
    adjusted: i64,
    net: Option<String>,
    columns: Vec<Column>,
    parts: Vec<Part>,
    matters: Option<String>,
    late_of: Vec<(String, String, String)>,
}

/// The page.
pub async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(wanted): Query<Wanted>,
) -> Result<Page<FigurePage>, Problem> {
    let set = readable(&visit, id).await?;
    let content = freeze::content_of(&visit.app, &set).await?;
    let cell = content
        .cell(&wanted.form, &wanted.row, &wanted.column)
        .ok_or_else(|| Problem::NotFound(crate::messages::NO_SUCH_ROW.to_owned()))?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsOpenFigure, &set.unit_id)
        .await?;
    let what = format!("{}/{}/{}", wanted.form, wanted.row, wanted.column);
    work.note("figure.opened", "statistics_set", id, &what)
        .await?;
    work.commit().await?;
    let parts = match set.is_tree {
        true => parts(&visit, &content, &wanted).await?,
        false => Vec::new(),
    };
    let late_of = content.late.iter().filter_map(|late| {
        let all = late.figures.iter();
        let of_it = |one: &&(String, String, String, i64)| {
            one.0 == wanted.form && (one.1 == wanted.row || one.1 == wanted.column)
        };
        let amount: i64 = all.filter(of_it).map(|one| one.3).sum();
        (amount != 0).then(|| {
            let words = format!("{amount:+}: {}", late.why.join("; "));
            let href = format!("/criminal/matters/{}", late.matter);
            (href, late.code.clone(), words)
        })
    });
    Ok(Page(FigurePage {
        frame: visit
            .frame(format!(
                "{} dòng {}",
                content.number_of(&wanted.form),
                wanted.row
            ))
            .subtitle(format!(
                "{} · {}",
                people::units::shortened(&content.unit_name),
                content.period_vi()
            ))
            .crumb("Thống kê", "/statistics")
            .crumb(
                format!("Bộ biểu lần {}", set.n),
                format!("/statistics/submissions/{id}?form={}", wanted.form),
            ),
        label: cell.label.clone(),
        value: cell.value.map(vi_number).unwrap_or_default(),
        late: cell.late,
        adjusted: cell.adjusted,
        net: cell.net.map(vi_number),
        columns: ["Đơn vị", "Số liệu", "Từ đâu"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        matters: (!set.is_tree && set.origin == "here").then(|| live(&set, &wanted)),
        parts,
        late_of: late_of.collect(),
    }))
}

/// The list of matters behind it, as known at the freezing where the list can tell.
fn live(set: &Set, wanted: &Wanted) -> String {
    let place = format!(
        "unit={}&from={}&to={}",
        set.unit_id, set.period_from, set.period_to
    );
    match wanted.column.as_str() {
        told::COLUMN => format!(
            "/statistics/{}/figure?row={}&{place}",
            wanted.form, wanted.row
        ),
        column if wanted.row == told::TOTAL => {
            format!("/statistics/{}/figure?row={column}&{place}", wanted.form)
        }
        column => format!(
            "/statistics/{}/figure?row={column}&article={}&{place}",
            wanted.form, wanted.row
        ),
    }
}

async fn parts(visit: &Visit, content: &Content, wanted: &Wanted) -> Result<Vec<Part>, Problem> {
    let mut out = Vec::new();
    let whole = content
        .cell(&wanted.form, &wanted.row, &wanted.column)
        .and_then(|cell| cell.value)
        .unwrap_or_default();
    let mut rest = whole;
    for one in &content.parts {
        let Some(id) = one.set else { continue };
        let Some(set) = set::by_id(visit.app.db(), id).await? else {
            continue;
        };
        let part = freeze::content_of(&visit.app, &set).await?;
        let value = part
            .cell(&wanted.form, &wanted.row, &wanted.column)
            .and_then(|cell| cell.value)
            .unwrap_or_default();
        rest -= value;
        out.push(Part {
            name: one.name.clone(),
            value: vi_number(value),
            href: Some(format!(
                "/statistics/submissions/{id}/figure?form={}&row={}&column={}",
                wanted.form, wanted.row, wanted.column
            )),
            how: match set.origin.as_str() {
                "package" => "Bộ biểu nhận bằng gói tệp",
                _ => "Bộ biểu đơn vị đã gửi",
            },
        });
    }
    let names: Vec<&str> = content.gaps.iter().map(|one| one.name.as_str()).collect();
    let name = match names.is_empty() {
        true => "Riêng đơn vị".to_owned(),
        false => format!("Riêng đơn vị và các đơn vị chưa gửi: {}", names.join("; ")),
    };
    out.push(Part {
        name,
        value: vi_number(rest),
        href: None,
        how: "Tính từ sự kiện đã ghi",
    });
    Ok(out)
}
