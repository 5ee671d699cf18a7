//! Xuất dữ liệu: what, of which unit, of which days, in which format; each file leaves a line in the trail.

use askama::Template;
use axum::{
    extract::Query,
    response::{IntoResponse, Response},
};
use chrono::{Datelike, NaiveDate};
use people::{Reach, Right};
use serde::Deserialize;
use shell::{Choice, Frame, Page, Problem, Visit, entry};

use super::lists::download;
use crate::export::{self, Format};
use crate::messages;

#[derive(Template)]
#[template(path = "screens/export.html")]
pub struct ExportPage {
    frame: Frame,
    whats: Vec<Choice>,
    units: Vec<Choice>,
    unit: String,
    from: String,
    to: String,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    what: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    format: String,
}

const WHATS: [(&str, &str); 5] = [
    ("facts", "Mọi sự kiện tố tụng trong kỳ"),
    ("reports", "Danh sách nguồn tin đang giải quyết"),
    ("reports_done", "Danh sách nguồn tin đã giải quyết"),
    ("cases", "Danh sách vụ án đang giải quyết"),
    ("cases_done", "Danh sách vụ án đã giải quyết"),
];

/// Các đơn vị được xuất: those over which the person holds the right, by post or by delegation.
fn exportable(visit: &Visit) -> Vec<String> {
    let right = Right::ExchangeExport;
    let covers = std::iter::once(&visit.actor.covers)
        .chain(visit.actor.delegations.iter().map(|given| &given.covers));
    let mut keys: Vec<String> = covers
        .flat_map(|covers| match visit.reach(right) {
            Reach::Tree => covers.tree_keys().iter().cloned().collect::<Vec<_>>(),
            _ => covers.unit_keys().iter().cloned().collect(),
        })
        .filter(|unit| visit.may_over(right, unit, &[]))
        .collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Trang xuất dữ liệu.
pub async fn show(visit: Visit) -> Result<Page<ExportPage>, Problem> {
    let units = visit.app.units().units().await?;
    let choices = exportable(&visit)
        .into_iter()
        .map(|key| Choice::new(key.clone(), units.name_on(&key, visit.today)))
        .collect();
    let first = NaiveDate::from_ymd_opt(visit.today.year(), 1, 1).unwrap_or(visit.today);
    Ok(Page(ExportPage {
        frame: visit.frame("Xuất dữ liệu"),
        whats: WHATS.map(|(id, label)| Choice::new(id, label)).into(),
        units: choices,
        unit: visit.actor.unit.clone(),
        from: shell::vi_date(first),
        to: shell::vi_date(visit.today),
    }))
}

/// Tệp xuất ra.
pub async fn send(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let unreadable = |sentence: &str| Problem::Unreadable(sentence.to_owned());
    let format = Format::named(&asked.format).ok_or_else(|| unreadable(messages::NO_FORMAT))?;
    if !visit.may_over(Right::ExchangeExport, &asked.unit, &[]) {
        return Err(Problem::not_allowed());
    }
    // A unit's data includes what its rooms and the units it succeeds recorded.
    let tree = visit.app.units().units().await?;
    let covered = tree.covers(&asked.unit, visit.today);
    let mut units: Vec<String> = covered.unit_keys().iter().cloned().collect();
    if !units.contains(&asked.unit) {
        units.push(asked.unit.clone());
    }
    units.retain(|unit| visit.may_over(Right::ExchangeExport, unit, &[]));
    let (sent, period) = match asked.what.as_str() {
        "facts" => {
            let from = entry::date(&asked.from).map_err(Problem::Unreadable)?;
            let to = entry::date(&asked.to).map_err(Problem::Unreadable)?;
            if from > to {
                return Err(unreadable(messages::TURNED_PERIOD));
            }
            let sent = export::facts(visit.app.db(), &visit.app.law(), &units, (from, to)).await?;
            (sent, format!("{from}..{to}"))
        }
        what if WHATS.iter().any(|(known, _)| *known == what) => (
            export::matters(
                visit.app.db(),
                (&visit.app.law(), visit.now_ms),
                &units,
                what,
            )
            .await?,
            String::new(),
        ),
        _ => return Err(unreadable(messages::NO_WHAT)),
    };
    let sent = sent.ok_or_else(|| Problem::Refused(messages::EXPORT_TOO_LONG.to_owned()))?;
    let many = sent.objects.len();
    let bytes = tokio::task::spawn_blocking(move || sent.bytes(format, "Dữ liệu"))
        .await
        .map_err(Problem::failed)?
        .map_err(Problem::failed)?;
    let work = visit.begin().await?;
    let detail = format!("{} {} {period} {many} lines", asked.what, asked.format);
    work.note("exchange.exported", "unit", &asked.unit, &detail)
        .await?;
    work.commit().await?;
    let name = format!(
        "{}-{}.{}",
        asked.what.replace('_', "-"),
        text::slug(&asked.unit, 40),
        asked.format
    );
    Ok(download(bytes, format.content_type(), &name).into_response())
}
