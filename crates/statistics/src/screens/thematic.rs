//! Số liệu chuyên đề: asking, saving, sharing, and making a form of it for everybody.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{
    Alert, Choice, Column, EntryForm, Field, FieldKind, Form as Typed, Frame, Page, Problem, Told,
    Tone, Visit, vi_time,
};
use uuid::Uuid;

use super::definitions::{may_define, top};
use crate::book::Book;
use crate::messages;
use crate::thematic::{self, CHOICES, Question, measures, value_vi};
use crate::{Period, definitions};

struct Line {
    href: String,
    name: String,
    over: String,
    who: String,
    remove: Option<String>,
    spread: Option<String>,
}

#[derive(Template)]
#[template(path = "screens/thematic.html")]
pub struct ThematicPage {
    frame: Frame,
    alerts: Vec<Alert>,
    form: EntryForm,
    columns: Vec<Column>,
    lines: Vec<Line>,
}

/// The page.
pub async fn list(visit: Visit) -> Result<Page<ThematicPage>, Problem> {
    Ok(Page(page(&visit, &Typed::default(), Vec::new()).await?))
}

async fn page(visit: &Visit, typed: &Typed, alerts: Vec<Alert>) -> Result<ThematicPage, Problem> {
    let saved = thematic::seen(visit.app.db(), &visit.actor.unit, visit.actor.person).await?;
    let may_spread = may_define(visit).await?;
    let lines = saved.into_iter().map(|one| {
        let under = format!("/statistics/thematic/{}", one.id);
        let shared = if one.is_shared {
            "cả đơn vị dùng"
        } else {
            "riêng"
        };
        Line {
            href: one.address(),
            who: format!("{}, {}; {shared}", one.owner_name, vi_time(one.saved_at)),
            over: one
                .over()
                .map_or("chọn khi xem".to_owned(), |over| over.vi()),
            remove: (one.owner == visit.actor.person).then(|| format!("{under}/removal")),
            spread: may_spread.then(|| format!("{under}/form")),
            name: one.name,
        }
    });
    let lines = lines.collect();
    let mut form = EntryForm::new(
        "thematic",
        "/statistics/thematic",
        "Lưu và xem số liệu",
        visit.csrf.clone(),
    )
    .group("", typed.fill_all(fields()));
    for alert in typed.alerts() {
        form = form.alert(alert.clone());
    }
    Ok(ThematicPage {
        frame: visit
            .frame("Số liệu chuyên đề")
            .subtitle("Chọn điều cần đếm, của ai, tách theo gì; mỗi con số mở ra danh sách như ở các biểu")
            .crumb("Thống kê", "/statistics"),
        alerts,
        form,
        columns: ["Chuyên đề", "Kỳ", "Ai lập", "Việc"].map(Column::plain).into(),
        lines,
    })
}

fn fields() -> Vec<Field> {
    let whats = measures().into_iter().map(|(term, book, said)| {
        let of = match book {
            Book::Report => "Nguồn tin",
            Book::Case => "Vụ án, bị can",
        };
        Choice::new(term, format!("{of}: {said}"))
    });
    let nothing = |said: &str| Choice::new("", said);
    let book_of = |attribute: &str| match Book::Case.attribute(attribute) {
        Some(_) => Book::Case,
        None => Book::Report,
    };
    let pairs = || {
        CHOICES.iter().flat_map(|(attribute, values)| {
            values.iter().map(move |value| {
                let said = value_vi(book_of(attribute), attribute, value);
                Choice::new(format!("{attribute}={value}"), said)
            })
        })
    };
    let only = || [nothing("Tất cả")].into_iter().chain(pairs()).collect();
    let by = CHOICES.iter().map(|(attribute, _)| {
        let word = book_of(attribute).attribute(attribute);
        Choice::new(
            *attribute,
            messages::capital(word.map_or(*attribute, |word| word.vi)),
        )
    });
    let by = [
        nothing("Không tách"),
        Choice::new("article", "Điều luật (tội danh)"),
    ]
    .into_iter()
    .chain(by);
    vec![
        Field::text("name", "Tên chuyên đề").required().columns(12),
        Field::choice(
            "what",
            "Đếm",
            [nothing("Chọn điều cần đếm")]
                .into_iter()
                .chain(whats)
                .collect(),
        )
        .required()
        .columns(12),
        Field::choice("only", "Chỉ lấy", only())
            .help("Điều kiện nào sổ nguồn không ghi sẽ được báo lại."),
        Field::choice("also", "Và chỉ lấy", only()),
        Field::choice("by", "Tách thành từng dòng theo", by.collect())
            .columns(12)
            .help("Tách theo đơn vị: mở thẻ Theo từng đơn vị ở trang số liệu."),
        Field::moment("from", "Từ ngày")
            .columns(6)
            .help("Kỳ tự chọn, lưu cùng chuyên đề. Để trống cả hai ô: chọn kỳ mỗi lần xem."),
        Field::moment("to", "Đến hết ngày").columns(6),
        Field::new(FieldKind::Check, "shared", "Cả đơn vị dùng được"),
    ]
}

/// Kỳ tự chọn: both days, or neither.
fn over(typed: &mut Typed) -> Option<Period> {
    let (from, to) = (typed.get("from").to_owned(), typed.get("to").to_owned());
    if from.trim().is_empty() && to.trim().is_empty() {
        return None;
    }
    match Period::read(&from, &to) {
        Ok(over) => Some(over),
        Err(fault) => {
            typed.error(fault.field, fault.sentence);
            None
        }
    }
}

/// Lưu.
pub async fn save(visit: Visit, mut typed: Typed) -> Result<Response, Problem> {
    let only = ["only", "also"].map(|field| typed.get(field).to_owned());
    let question = Question {
        what: typed.get("what").to_owned(),
        only: only.into_iter().filter(|pair| !pair.is_empty()).collect(),
        by: typed.get("by").to_owned(),
        over: over(&mut typed),
    };
    if !typed.is_good() {
        return Ok(Page::refused(page(&visit, &typed, Vec::new()).await?).into_response());
    }
    let work = visit.begin().await?;
    work.require(Right::StatisticsRead, &visit.actor.unit)
        .await?;
    let name = typed.get("name").to_owned();
    match thematic::save(&work, &name, typed.is_ticked("shared"), &question).await {
        Ok(saved) => {
            work.commit().await?;
            let told = Told::to(saved.address());
            Ok(told.good("Đã lưu chuyên đề.").into_response())
        }
        Err(error) => {
            typed.refuse(error)?;
            Ok(Page::refused(page(&visit, &typed, Vec::new()).await?).into_response())
        }
    }
}

/// Bỏ.
pub async fn remove(visit: Visit, Path(id): Path<Uuid>) -> Result<Told, Problem> {
    let work = visit.begin().await?;
    thematic::remove(&work, id).await?;
    work.commit().await?;
    Ok(Told::to("/statistics/thematic").good("Đã bỏ chuyên đề."))
}

/// Thành biểu: the small form becomes one of the sector's, under an id of its own.
pub async fn spread(visit: Visit, Path(id): Path<Uuid>, typed: Typed) -> Result<Response, Problem> {
    let saved = thematic::seen(visit.app.db(), &visit.actor.unit, visit.actor.person).await?;
    let saved = saved.into_iter().find(|one| one.id == id);
    let saved = saved.ok_or_else(Problem::not_found)?;
    let text = saved.text.replace(&saved.form_id(), typed.get("code"));
    let top = top(&visit).await?;
    let work = visit.begin().await?;
    match definitions::add(&work, &top, &text, typed.get("reason")).await {
        Ok(id) => {
            work.commit().await?;
            let told = Told::to(format!("/statistics/definitions/{id}"));
            Ok(told.good("Đã thành biểu dùng chung.").into_response())
        }
        Err(people::WorkError::Invalid { sentence, .. }) => {
            let alerts = vec![Alert::new(Tone::Danger, sentence)];
            Ok(Page::refused(page(&visit, &Typed::default(), alerts).await?).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
