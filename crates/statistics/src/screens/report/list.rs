//! Báo cáo của đơn vị: those there are, and a new one from a frozen set and a wording.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use people::Right;
use serde::Deserialize;
use shell::{
    Alert, Choice, Column, Empty, EntryForm, Field, Form, Frame, Page, Problem, Told, Visit,
    vi_time,
};
use uuid::Uuid;

use crate::report::{filling, messages, store, wording};
use crate::submission::set::{self, Set};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    set: String,
}

struct Line {
    href: String,
    title: String,
    of: String,
    is_stale: bool,
    who: String,
}

#[derive(Template)]
#[template(path = "screens/report/list.html")]
struct ListPage {
    frame: Frame,
    alerts: Vec<Alert>,
    form: Option<EntryForm>,
    empty: Empty,
    may_close: bool,
    may_define: bool,
    columns: Vec<Column>,
    lines: Vec<Line>,
}

/// A set in a list: "Từ ngày … đến …, lần 1, gộp cả cấp dưới".
fn called(set: &Set) -> String {
    let tree = match set.is_tree {
        true => ", gộp cả cấp dưới",
        false => "",
    };
    format!("{}{tree}", crate::submission::messages::said(set))
}

/// The page.
pub async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    Ok(Page(page(&visit, &wanted, &Form::default()).await?).into_response())
}

async fn page(visit: &Visit, wanted: &Wanted, typed: &Form) -> Result<ListPage, Problem> {
    let db = visit.app.db();
    let asked = match wanted.set.parse::<Uuid>() {
        Ok(id) => set::by_id(db, id).await?,
        Err(_) => None,
    };
    let unit = asked.map_or_else(|| visit.actor.unit.clone(), |set| set.unit_id);
    if !visit.may_over(Right::StatisticsRead, &unit, &[]) {
        return Err(Problem::NotAllowed(
            crate::messages::NOT_YOUR_UNIT.to_owned(),
        ));
    }
    let mut sets = set::latest(db, &unit, 30).await?;
    sets.retain(filling::stands);
    let may_close = visit.may_over(Right::StatisticsClosePeriod, &unit, &[]);
    let wordings = wording::all(db, &unit, visit.today).await?;
    let form = (may_close && !sets.is_empty()).then(|| {
        let chosen = sets
            .iter()
            .map(|set| Choice::new(set.id.to_string(), called(set)))
            .collect();
        let wordings = wordings
            .iter()
            .map(|one| Choice::new(&one.id, &one.name_vi))
            .collect();
        let fields = vec![
            Field::choice("set", "Bộ biểu đã chốt", chosen)
                .value(&wanted.set)
                .required()
                .columns(12),
            Field::choice("wording", "Mẫu báo cáo", wordings)
                .required()
                .columns(12),
        ];
        let mut form = EntryForm::new("report", "/statistics/reports", "Lập báo cáo", &visit.csrf)
            .group("", typed.fill_all(fields));
        for alert in typed.alerts() {
            form = form.alert(alert.clone());
        }
        form
    });
    let mut lines = Vec::new();
    for one in store::of_unit(db, &unit, 100).await? {
        let set = set::by_id(db, one.set_id).await?;
        let is_stale = match &set {
            Some(set) => !matches!(store::standing(db, set).await?, store::Standing::Current),
            None => true,
        };
        lines.push(Line {
            href: format!("/statistics/reports/{}", one.id),
            of: set.as_ref().map(called).unwrap_or_default(),
            is_stale,
            who: format!("{}, {}", one.changed_name, vi_time(one.changed_at)),
            title: one.title,
        });
    }
    let units = visit.app.units().units().await?;
    Ok(ListPage {
        frame: visit
            .frame("Báo cáo bằng lời")
            .subtitle(format!(
                "{} · mỗi con số là một trường của bộ biểu đã chốt",
                people::units::shortened(&units.name_on(&unit, visit.today))
            ))
            .crumb("Thống kê", "/statistics"),
        alerts: Vec::new(),
        form,
        empty: match sets.is_empty() {
            true => Empty::new(messages::NO_REPORT, messages::NO_SET_YET)
                .action("Chốt số liệu", "/statistics/submissions"),
            false => Empty::new(messages::NO_REPORT, messages::HOW_TO_REPORT),
        },
        may_close,
        may_define: crate::screens::definitions::may_define(visit).await?,
        columns: ["Báo cáo", "Bộ biểu", "Số liệu", "Sửa lần cuối"]
            .map(Column::plain)
            .into(),
        lines,
    })
}

/// Lập.
pub async fn make(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let db = visit.app.db();
    let id = form.get("set").parse::<Uuid>().ok();
    let set = match id {
        Some(id) => set::by_id(db, id).await?,
        None => None,
    };
    let Some(set) = set else {
        form.error("set", messages::CHOOSE_SET);
        let page = page(&visit, &Wanted::default(), &form).await?;
        return Ok(Page::refused(page).into_response());
    };
    let day = set.period().map_or(visit.today, |period| period.last_day());
    let wording = wording::named(db, &set.unit_id, form.get("wording"), day).await?;
    let Some(wording) = wording else {
        form.error("wording", messages::NO_WORDING);
        let page = page(&visit, &Wanted::default(), &form).await?;
        return Ok(Page::refused(page).into_response());
    };
    let id = store::make(&visit, &set, &wording).await?;
    Ok(Told::to(format!("/statistics/reports/{id}"))
        .good("Đã lập báo cáo từ bộ biểu. Hãy đọc từng đoạn, sửa lời văn, ghi nhận xét rồi in.")
        .into_response())
}
