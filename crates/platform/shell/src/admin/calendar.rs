//! Lịch nghỉ của cơ quan: days entered and withdrawn; open clocks are computed again, and people see which dates moved.

use std::{future::Future, pin::Pin, sync::Arc};

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use chrono::{Datelike, NaiveDate};
use law::{DayKind, Law};
use people::{Right, Work, WorkError, calendar};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    Choice, EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Routes, Told, Tone, Visit,
    law_of::office_law,
    notices::{self, Notice},
    vi_date,
};

/// Tính lại thời hạn: an area computes its open clocks again when days off change, in the same transaction.
pub trait Recompute: Send + Sync {
    /// Brings every open clock that may end near `days` up to the law `after`, and tells which dates moved.
    fn recompute<'a>(
        &'a self,
        work: &'a Work,
        before: &'a Law,
        after: &'a Law,
        days: &'a [NaiveDate],
    ) -> Pin<Box<dyn Future<Output = Result<Recomputed, WorkError>> + Send + 'a>>;
}

/// What a computation found.
#[derive(Debug, Clone, Default)]
pub struct Recomputed {
    /// The ends that moved.
    pub moved: Vec<Moved>,
    /// Too many clocks run to look at all at once: a job goes on and tells what moves.
    pub goes_on: bool,
}

/// Một thời hạn đã đổi ngày cuối.
#[derive(Debug, Clone)]
pub struct Moved {
    /// "Vụ án 12/2026 – thời hạn tạm giam".
    pub what: String,
    /// The last day before.
    pub before: NaiveDate,
    /// The last day now.
    pub after: NaiveDate,
    /// Opens the matter.
    pub href: String,
    /// Who answers for it and is told.
    pub people: Vec<Uuid>,
}

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/people/calendar", Right::PeopleCalendarRead, show)
        .post("/people/calendar", Right::PeopleCalendarEdit, enter)
        .post(
            "/people/calendar/{id}/withdraw",
            Right::PeopleCalendarEdit,
            withdraw,
        )
}

#[derive(Debug, Deserialize)]
struct Asked {
    year: Option<i32>,
}

struct LawDay {
    on: String,
    kind: &'static str,
    name: String,
    source: String,
    needs_check: bool,
}

struct OfficeLine {
    id: Uuid,
    on: String,
    kind: &'static str,
    name: String,
    reason: String,
    source: String,
    withdrawn: Option<String>,
}

#[derive(Template)]
#[template(path = "admin/calendar.html")]
struct CalendarPage {
    frame: Frame,
    year: i32,
    days: Vec<LawDay>,
    office: Vec<OfficeLine>,
    may_edit: bool,
    form: EntryForm,
}

fn kind_vi(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Off => "Nghỉ",
        DayKind::Working => "Làm việc (bù)",
    }
}

async fn calendar_page(
    visit: &Visit,
    year: Option<i32>,
    form: &Form,
) -> Result<CalendarPage, Problem> {
    let year = year.unwrap_or(visit.today.year()).clamp(1990, 2100);
    let law = visit.app.law();
    let days = law
        .calendar
        .days()
        .filter(|day| day.on.year() == year)
        .map(|day| LawDay {
            on: vi_date(day.on),
            kind: kind_vi(day.kind),
            name: day.name_vi.clone(),
            source: day.source.clone(),
            needs_check: !day.confirmed,
        });
    let office = calendar::all(visit.app.db()).await?;
    let office = office
        .into_iter()
        .filter(|day| day.on_day.year() == year)
        .map(|day| OfficeLine {
            id: day.id,
            on: vi_date(day.on_day),
            kind: kind_vi(day.day_kind()),
            name: day.name_vi,
            reason: day.reason,
            source: day.source,
            withdrawn: day.withdrawn_why,
        });
    let kinds = vec![
        Choice::new("off", "Ngày nghỉ"),
        Choice::new("working", "Ngày làm việc (làm bù)"),
    ];
    let fields = vec![
        Field::date("on", "Ngày").required(),
        Field::new(FieldKind::Choice(kinds), "kind", "Loại ngày")
            .required()
            .columns(4),
        Field::date("known_from", "Công bố ngày")
            .required()
            .help("Ngày của thông báo, quyết định."),
        Field::text("name_vi", "Tên ngày")
            .required()
            .help("Ví dụ: Nghỉ bù Quốc khánh."),
        Field::text("source", "Thông báo, quyết định").required(),
        Field::text("reason", "Lý do nhập").required().columns(12),
    ];
    let mut entry = EntryForm::new(
        "day",
        "/people/calendar",
        "Ghi và tính lại thời hạn",
        &visit.csrf,
    )
    .group("", form.fill_all(fields));
    entry.alerts = form.alerts().to_vec();
    Ok(CalendarPage {
        frame: visit.frame("Lịch nghỉ").subtitle(format!(
            "Năm {year} · {}",
            version_vi(law.calendar.version())
        )),
        year,
        days: days.collect(),
        office: office.collect(),
        may_edit: visit.may(Right::PeopleCalendarEdit),
        form: entry,
    })
}

/// "lịch cập nhật ngày 21/11/2026, cơ quan bổ sung lần 1".
fn version_vi(version: &str) -> String {
    let (day, rest) = version.split_at_checked(10).unwrap_or((version, ""));
    match day.parse::<NaiveDate>() {
        Ok(day) => format!("lịch cập nhật ngày {}{rest}", vi_date(day)),
        Err(_) => format!("lịch {version}"),
    }
}

async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<CalendarPage>, Problem> {
    Ok(Page(
        calendar_page(&visit, asked.year, &Form::default()).await?,
    ))
}

async fn enter(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    for (name, sentence) in [
        ("on", "Hãy nhập ngày."),
        ("known_from", "Hãy nhập ngày công bố."),
        ("name_vi", "Hãy đặt tên cho ngày này."),
        ("source", "Hãy ghi số, ngày của thông báo hoặc quyết định."),
        ("reason", "Hãy ghi lý do nhập ngày này."),
    ] {
        form.required(name, sentence);
    }
    let kind = match form.get("kind") {
        "off" => Some(DayKind::Off),
        "working" => Some(DayKind::Working),
        _ => {
            form.error("kind", "Hãy chọn loại ngày.");
            None
        }
    };
    let (on, known_from) = (form.date("on"), form.date("known_from"));
    if let (Some(on), Some(known_from), Some(kind), true) = (on, known_from, kind, form.is_good()) {
        let new = calendar::NewDay {
            on,
            kind,
            known_from,
            name_vi: form.get("name_vi").to_owned(),
            reason: form.get("reason").to_owned(),
            source: form.get("source").to_owned(),
        };
        let work = visit.begin().await?;
        match calendar::enter(&work, new).await {
            Ok(_) => return Ok(settle(&visit, work, on.year()).await?.into_response()),
            Err(error) => form.refuse(error)?,
        }
    }
    Ok(Page::refused(calendar_page(&visit, None, &form).await?).into_response())
}

async fn withdraw(visit: Visit, Path(id): Path<Uuid>, mut form: Form) -> Result<Response, Problem> {
    let work = visit.begin().await?;
    match calendar::withdraw(&work, id, form.get("reason")).await {
        Ok(()) => Ok(settle(&visit, work, visit.today.year())
            .await?
            .into_response()),
        Err(error) => {
            form.refuse(error)?;
            work.rollback().await?;
            let said = form.error_of("reason").map(str::to_owned);
            let said = said
                .or(form.alerts().first().map(|alert| alert.text.clone()))
                .unwrap_or_default();
            Ok(Told::to("/people/calendar")
                .say(Tone::Danger, said)
                .into_response())
        }
    }
}

/// Computes open clocks again under the new calendar, tells who answers for them, and puts the law in force.
async fn settle(visit: &Visit, work: Work, year: i32) -> Result<Told, Problem> {
    let before = visit.app.law();
    let after = office_law(&work.tx, Law::embedded()).await?;
    let days = after.calendar.days_changed_from(&before.calendar);
    let (mut moved, mut goes_on) = (Vec::new(), false);
    if !days.is_empty() {
        for area in visit.app.recomputers() {
            let found = area.recompute(&work, &before, &after, &days).await?;
            moved.extend(found.moved);
            goes_on |= found.goes_on;
        }
    }
    for one in &moved {
        for person in &one.people {
            let notice = Notice {
                person: *person,
                kind: "calendar.moved".to_owned(),
                sentence: format!(
                    "Lịch nghỉ thay đổi: {} chuyển từ {} sang {}.",
                    one.what,
                    vi_date(one.before),
                    vi_date(one.after)
                ),
                href: one.href.clone(),
            };
            notices::tell(&work.tx, notice, work.now_ms).await?;
        }
    }
    work.commit().await?;
    visit.app.set_law(Arc::clone(&after));
    visit.app.jobs().ring();
    let told = Told::to(format!("/people/calendar?year={year}"));
    if goes_on {
        return Ok(told.good(
            "Đã ghi lịch nghỉ. Các thời hạn đang chạy được tính lại ở phần công việc chạy nền; thời hạn nào đổi ngày, \
             Kiểm sát viên được báo.",
        ));
    }
    Ok(match moved.as_slice() {
        [] => told.good("Đã ghi lịch nghỉ. Không thời hạn nào đang chạy phải đổi ngày."),
        moved => told.say(
            Tone::Warning,
            moved_vi(moved, visit.may(Right::CriminalMatterRead)),
        ),
    })
}

/// How many ends moved, and the first of them for those who may read matters.
fn moved_vi(moved: &[Moved], may_read: bool) -> String {
    let count = moved.len();
    if !may_read {
        return format!(
            "Đã ghi lịch nghỉ. {count} thời hạn đổi ngày cuối; Kiểm sát viên được phân công đã được báo."
        );
    }
    let one = |one: &Moved| {
        format!(
            "{}: {} → {}",
            one.what,
            vi_date(one.before),
            vi_date(one.after)
        )
    };
    let first: Vec<String> = moved.iter().take(4).map(one).collect();
    let rest = count - first.len();
    let more = match rest {
        0 => String::new(),
        rest => format!("; và {rest} thời hạn khác"),
    };
    format!(
        "Đã ghi lịch nghỉ. {count} thời hạn đổi ngày cuối: {}{more}.",
        first.join("; ")
    )
}
