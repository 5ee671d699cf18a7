//! Sổ lấy số: the numbers of one kind in one year, cancelled ones with their reason.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use people::Right;
use serde::Deserialize;
use shell::{
    Badge, Choice, Column, ConfirmDialog, Empty, Form, Frame, Page, Pager, Problem, Told, Tone,
    Visit,
};
use uuid::Uuid;

use super::shown;
use crate::messages;
use crate::numbers::{self, NumberError, NumberLine, derived_symbol, numbering_year, symbol_of};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    year: Option<i64>,
    #[serde(default)]
    series: String,
    #[serde(default)]
    below: Option<i64>,
}

struct Row {
    shown: String,
    real: String,
    dated: String,
    matter: String,
    href: String,
    state: Badge,
    reason: String,
    purpose: String,
    late_reason: String,
    taken: String,
    cancel: Option<ConfirmDialog>,
}

#[derive(Template)]
#[template(path = "screens/numbers.html")]
pub struct NumbersPage {
    frame: Frame,
    year: i64,
    years: Vec<i64>,
    series: String,
    series_vi: String,
    kinds: Vec<Choice>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    pager: Pager,
    empty: Empty,
    symbol: String,
    is_derived: bool,
    may_set: bool,
    take: String,
    unit: String,
}

const LINES: i64 = 100;

/// The book.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<NumbersPage>, Problem> {
    let db = visit.app.db();
    let unit = visit.actor.unit.clone();
    let law = visit.app.law();
    let now = numbering_year(visit.today);
    let mut years = numbers::years_of(db, &unit).await?;
    if !years.contains(&now) {
        years.insert(0, now);
    }
    let year = asked.year.unwrap_or(now);
    let kinds = numbers::series_of(db, &unit, year).await?;
    let wanted = kinds
        .iter()
        .find(|line| line.series == asked.series)
        .or(kinds.first());
    let series = wanted.map(|line| line.series.clone()).unwrap_or_default();
    let mut lines = numbers::numbers_of(db, &unit, year, &series, asked.below, LINES + 1).await?;
    let more = lines.len() > LINES as usize;
    lines.truncate(LINES as usize);
    let next = lines.last().filter(|_| more).map(|line| {
        shown::address(
            "/criminal/numbers",
            &[
                ("year", &year.to_string()),
                ("series", &series),
                ("below", &line.n.to_string()),
            ],
        )
    });
    let may_cancel = visit.may_over(Right::CriminalNumberCancel, &unit, &[]);
    let symbol = symbol_of(db, &unit, &visit.actor.unit_name).await?;
    Ok(Page(NumbersPage {
        frame: visit
            .frame("Sổ lấy số")
            .subtitle(format!(
                "Năm lấy số {year}: từ 01/12/{} đến 30/11/{year}",
                year - 1
            ))
            .crumb("Hình sự", "/criminal"),
        kinds: kinds
            .iter()
            .map(|line| {
                Choice::new(
                    &line.series,
                    format!("{} ({})", series_vi(&law, &line.series), line.last),
                )
            })
            .collect(),
        series_vi: wanted
            .map(|line| series_vi(&law, &line.series))
            .unwrap_or_default(),
        columns: [
            "Số",
            "Số thực tế",
            "Ngày văn bản",
            "Hồ sơ, lấy cho việc gì",
            "Trạng thái",
            "Lấy số lúc",
            "Việc làm",
        ]
        .into_iter()
        .map(Column::plain)
        .collect(),
        pager: Pager {
            previous: asked.below.map(|_| {
                shown::address(
                    "/criminal/numbers",
                    &[("year", &year.to_string()), ("series", &series)],
                )
            }),
            next,
            from: i64::from(!lines.is_empty()),
            to: lines.len() as i64,
            total: None,
        },
        rows: lines
            .into_iter()
            .map(|line| row(&visit, &series, line, may_cancel))
            .collect(),
        empty: Empty::new(
            "Chưa lấy số nào trong năm này",
            "Số được lấy khi ghi nhận hoặc ban hành quyết định, và khi thụ lý.",
        ),
        is_derived: symbol == derived_symbol(&visit.actor.unit_name),
        symbol,
        may_set: may_cancel,
        take: match visit.may(Right::CriminalNumberTake) {
            true => shown::address("/criminal/numbers/new", &[("series", &series)]),
            false => String::new(),
        },
        unit: visit.actor.unit_name.clone(),
        year,
        years,
        series,
    }))
}

/// Hủy một số.
pub async fn cancel(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
    form: Form,
) -> Result<Response, Problem> {
    let work = visit.begin().await?;
    match numbers::cancel(&work, id, form.get("reason")).await {
        Ok(shown) => {
            work.commit().await?;
            let year = asked.year.map(|year| year.to_string()).unwrap_or_default();
            let list = [("year", year.as_str()), ("series", asked.series.as_str())];
            Ok(Told::to(shown::address("/criminal/numbers", &list))
                .good(format!(
                    "Đã hủy số {shown}; số vẫn nằm trong sổ cùng lý do."
                ))
                .into_response())
        }
        Err(NumberError::Work(error)) => Err(error.into()),
        Err(error) => Err(Problem::Refused(messages::number_refused(&error))),
    }
}

/// Đặt ký hiệu đơn vị.
pub async fn symbol(visit: Visit, form: Form) -> Result<Response, Problem> {
    let work = visit.begin().await?;
    numbers::set_symbol(&work, form.get("symbol")).await?;
    work.commit().await?;
    Ok(Told::to("/criminal/numbers")
        .good("Đã lưu ký hiệu đơn vị; số lấy từ bây giờ mang ký hiệu này.")
        .into_response())
}

/// A series as people call it.
pub(super) fn series_vi(law: &law::Law, series: &str) -> String {
    let (kind, object) = series.split_once(':').unwrap_or((series, ""));
    if kind == "thu_ly" {
        return format!("Số thụ lý: {}", crate::said::stage_vi(law, object));
    }
    let of_kind = law.acts.all().iter().find(|act| {
        act.series
            .as_ref()
            .is_some_and(|series| series.kind == kind)
    });
    of_kind.map_or_else(|| kind.to_owned(), |act| act.short_vi.clone())
}

fn row(visit: &Visit, series: &str, line: NumberLine, may_cancel: bool) -> Row {
    let is_issued = line.state == "issued";
    let matter = match (&line.code, &line.title) {
        (Some(code), Some(title)) => format!("{code} · {title}"),
        (Some(code), None) => code.clone(),
        _ => String::new(),
    };
    let state = match (is_issued, line.fact_id) {
        (false, _) => Badge::new(Tone::Danger, "Đã hủy"),
        (true, Some(_)) => Badge::new(Tone::Good, "Đã cấp"),
        (true, None) => Badge::new(Tone::Warning, "Lấy trước, chưa dùng"),
    };
    let cancel = shown::address(
        &format!("/criminal/numbers/{}/cancellation", line.id),
        &[
            ("year", &numbering_year(line.dated_on).to_string()),
            ("series", series),
        ],
    );
    Row {
        real: if line.real_number == line.shown {
            String::new()
        } else {
            line.real_number
        },
        dated: shell::vi_date(line.dated_on),
        href: line
            .matter_id
            .map(|id| format!("/criminal/matters/{id}"))
            .unwrap_or_default(),
        matter,
        state,
        reason: line.reason.unwrap_or_default(),
        purpose: line.purpose,
        late_reason: line.late_reason,
        taken: shell::vi_time(line.taken_at),
        cancel: (may_cancel && is_issued).then(|| ConfirmDialog {
            id: format!("cancel-{}", line.id.simple()),
            button: "Hủy số".to_owned(),
            title: format!("Hủy số {}?", line.shown),
            text: "Số đã hủy vẫn nằm trong sổ cùng lý do và không cấp lại cho văn bản khác."
                .to_owned(),
            action: cancel,
            confirm: "Hủy số này".to_owned(),
            is_grave: true,
            reason: Some("reason".to_owned()),
            csrf: visit.csrf.clone(),
        }),
        shown: line.shown,
    }
}
