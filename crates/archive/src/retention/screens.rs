//! Bảo quản: how long the file is kept, what is held, the package for the archive.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::{Right, staff::person};
use shell::{
    Alert, Choice, Column, Field, Form, Frame, Page, Problem, Progress, Tabs, Told, Tone, Visit,
    vi_date, vi_time,
};
use uuid::Uuid;

use super::{
    rules,
    store::{self, Hold, Retention, Set},
};
use crate::{
    copies::{
        Kind,
        screens::{Line, frame, lines, opened, tabs},
        store as copies,
    },
    messages,
    selection::Selection,
};

struct HoldLine {
    reason: String,
    placed: String,
    lifted: String,
    action: String,
}

#[derive(Template)]
#[template(path = "retention/page.html")]
struct RetentionPage {
    frame: Frame,
    tabs: Tabs,
    alerts: Vec<Alert>,
    facts: Vec<(String, String)>,
    steps: Vec<(String, String)>,
    fields: Vec<Field>,
    action: String,
    hold_reason: Field,
    holds: Vec<HoldLine>,
    bars: Vec<Progress>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    may_pack: bool,
}

/// `GET /archive/matters/{matter}/retention`
pub(crate) async fn show(visit: Visit, Path(matter): Path<Uuid>) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::ArchiveRetention).await?;
    let form = Form::of::<String, String>([]);
    Ok(Page(page(&visit, &head, &form).await?).into_response())
}

async fn page(visit: &Visit, head: &MatterHead, form: &Form) -> Result<RetentionPage, Problem> {
    let sql = visit.app.db();
    let home = format!("/archive/matters/{}/retention", head.id);
    let set = store::of_matter(sql, head.id).await?;
    let holds = store::holds(sql, head.id).await?;
    let people: Vec<Uuid> = holds
        .iter()
        .flat_map(|hold| [Some(hold.placed_by), hold.lifted_by])
        .chain([set.as_ref().map(|set| set.set_by)])
        .flatten()
        .collect();
    let names: HashMap<Uuid, String> = person::names_of(sql, &people).await?.into_iter().collect();
    let mut alerts = form.alerts().to_vec();
    if holds.iter().any(|hold| hold.lifted_at.is_none()) {
        alerts.push(Alert::new(Tone::Warning, messages::HELD));
    }
    let mut made = copies::of_matter(sql, head.id).await?;
    made.retain(|copy| copy.kind() == Some(Kind::Package));
    let (lines, bars) = lines(visit, made, &home).await?;
    let ended = set.as_ref().and_then(|set| set.start_on);
    let steps = ended.map_or(Vec::new(), |on| rules::handing_in(on, visit.today));
    Ok(RetentionPage {
        frame: frame(visit, head, "Thời hạn bảo quản"),
        tabs: tabs(visit, head, "/retention"),
        alerts,
        facts: set
            .as_ref()
            .map(|set| facts(set, &names))
            .unwrap_or_default(),
        steps: steps
            .into_iter()
            .map(|(row, on)| {
                (
                    row.name_vi.clone(),
                    messages::hand_in_by(&vi_date(on), &row.after_vi, &row.basis),
                )
            })
            .collect(),
        fields: fields(visit, set.as_ref(), form),
        hold_reason: form.fill(Field::text("reason", "Lý do giữ, văn bản yêu cầu").required()),
        holds: holds
            .iter()
            .map(|hold| hold_line(hold, &names, &home))
            .collect(),
        action: home,
        bars,
        columns: ["Gói", "Người lập", "Lập lúc", "Kết quả"]
            .map(Column::plain)
            .into(),
        lines,
        may_pack: visit.may_over(Right::ArchiveExport, &head.unit, &head.assigned),
    })
}

fn facts(set: &Retention, names: &HashMap<Uuid, String>) -> Vec<(String, String)> {
    let kind = rules::kind(&set.kind);
    let mut told = vec![(
        "Thời hạn bảo quản".to_owned(),
        kind.map_or(String::new(), |kind| kind.name_vi.clone()),
    )];
    if let Some(years) = set.years {
        told.push(("Số năm".to_owned(), years.to_string()));
    }
    if !set.event.is_empty() {
        told.push(("Đến khi".to_owned(), set.event.clone()));
    }
    if let Some(on) = set.start_on {
        told.push(("Ngày công việc kết thúc".to_owned(), vi_date(on)));
        if let Some(until) = set.years.and_then(|years| rules::kept_until(on, years)) {
            told.push((
                "Bảo quản đến hết ngày".to_owned(),
                messages::to_check(&vi_date(until)),
            ));
        }
    }
    told.push(("Căn cứ".to_owned(), set.basis.clone()));
    let who = names.get(&set.set_by).cloned().unwrap_or_default();
    told.push((
        "Người đặt".to_owned(),
        format!("{who}, {}", vi_time(set.set_at)),
    ));
    told
}

fn fields(visit: &Visit, set: Option<&Retention>, form: &Form) -> Vec<Field> {
    let choices =
        rules::kinds(visit.today).map(|kind| Choice::new(kind.id.clone(), kind.name_vi.clone()));
    let fields = vec![
        Field::choice("kind", "Thời hạn bảo quản", choices.collect())
            .value(set.map_or(String::new(), |set| set.kind.clone()))
            .required(),
        Field::text("years", "Số năm")
            .value(
                set.and_then(|set| set.years)
                    .map_or(String::new(), |years| years.to_string()),
            )
            .help("Chỉ khi thời hạn tính theo năm."),
        Field::text("event", "Đến khi")
            .value(set.map_or(String::new(), |set| set.event.clone()))
            .help("Chỉ khi thời hạn chờ một sự kiện."),
        Field::date("start_on", "Ngày công việc kết thúc").value(
            set.and_then(|set| set.start_on)
                .map_or(String::new(), vi_date),
        ),
        Field::text("basis", "Căn cứ (văn bản, điều, khoản)")
            .value(set.map_or(String::new(), |set| set.basis.clone()))
            .required()
            .help(messages::RETENTION_TO_CHECK),
    ];
    form.fill_all(fields)
}

fn hold_line(hold: &Hold, names: &HashMap<Uuid, String>, home: &str) -> HoldLine {
    let name = |id: Uuid| names.get(&id).cloned().unwrap_or_default();
    HoldLine {
        reason: hold.reason.clone(),
        placed: format!("{}, {}", name(hold.placed_by), vi_time(hold.placed_at)),
        lifted: match (hold.lifted_by, hold.lifted_at) {
            (Some(by), Some(at)) => format!("{}, {}: {}", name(by), vi_time(at), hold.lifting),
            _ => String::new(),
        },
        action: format!("{home}/holds/{}/lifting", hold.id),
    }
}

/// `POST /archive/matters/{matter}/retention`
pub(crate) async fn set(
    visit: Visit,
    Path(matter): Path<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::ArchiveRetention).await?;
    let start_on = match form.get("start_on").is_empty() {
        true => None,
        false => form.date("start_on"),
    };
    let new = Set {
        kind: form.get("kind").to_owned(),
        years: form.get("years").trim().parse().ok(),
        start_on,
        event: form.get("event").to_owned(),
        basis: form.get("basis").to_owned(),
    };
    let work = visit.begin().await?;
    let done = match form.is_good() {
        true => store::set(&work, &head, new).await,
        false => return Ok(Page::refused(page(&visit, &head, &form).await?).into_response()),
    };
    if let Err(error) = done {
        form.refuse(error)?;
        return Ok(Page::refused(page(&visit, &head, &form).await?).into_response());
    }
    work.commit().await?;
    let home = format!("/archive/matters/{matter}/retention");
    Ok(Told::to(home).good(messages::RETENTION_SET).into_response())
}

/// `POST /archive/matters/{matter}/retention/holds`
pub(crate) async fn hold(
    visit: Visit,
    Path(matter): Path<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::ArchiveRetention).await?;
    let reason = form.get("reason").to_owned();
    let work = visit.begin().await?;
    if let Err(error) = store::place(&work, &head, &reason).await {
        form.refuse(error)?;
        return Ok(Page::refused(page(&visit, &head, &form).await?).into_response());
    }
    work.commit().await?;
    let home = format!("/archive/matters/{matter}/retention");
    Ok(Told::to(home).good(messages::HOLD_PLACED).into_response())
}

/// `POST /archive/matters/{matter}/retention/holds/{hold}/lifting`
pub(crate) async fn lift(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::ArchiveRetention).await?;
    let work = visit.begin().await?;
    store::lift(&work, &head, id, form.get("lifting")).await?;
    work.commit().await?;
    let home = format!("/archive/matters/{matter}/retention");
    Ok(Told::to(home).good(messages::HOLD_LIFTED).into_response())
}

/// `POST /archive/matters/{matter}/packages`: the whole file as a package for the archive.
pub(crate) async fn pack(visit: Visit, Path(matter): Path<Uuid>) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::ArchiveRetention).await?;
    let work = visit.begin().await?;
    // The package holds every page: who may not copy the file may not pack it.
    work.require_for(Right::ArchiveExport, &head.unit, &head.assigned)
        .await?;
    copies::ask(&work, &head, Kind::Package, &head.title, &Selection::Whole).await?;
    work.commit().await?;
    visit.app.jobs().ring();
    let home = format!("/archive/matters/{matter}/retention");
    Ok(Told::to(home).good(messages::ASKED).into_response())
}
