//! Mẫu lời văn của đơn vị: ours until the office writes its own.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use people::{Right, WorkError};
use shell::{Alert, Column, Form, Frame, Page, Problem, Told, Tone, Visit, vi_date};

use super::editor::{self, Done};
use super::one::Listed;
use crate::report::text;
use crate::report::wording::{self, Wording};

struct Line {
    href: String,
    name: String,
    whose: String,
}

/// The page of the list.
#[derive(Template)]
#[template(path = "screens/report/wordings.html")]
pub struct ListPage {
    frame: Frame,
    columns: Vec<Column>,
    lines: Vec<Line>,
}

struct Paragraph {
    words: String,
    edit: String,
}

/// The page of one.
#[derive(Template)]
#[template(path = "screens/report/wording.html")]
pub struct WordingPage {
    frame: Frame,
    basis: String,
    paragraphs: Vec<Paragraph>,
}

fn whose(one: &Wording) -> String {
    match one.version {
        0 => one.basis_vi.clone(),
        version => format!(
            "Của đơn vị, phiên bản {version}, dùng từ {} ({})",
            vi_date(one.valid_from),
            one.entered
        ),
    }
}

/// Danh sách.
pub async fn list(visit: Visit) -> Result<Page<ListPage>, Problem> {
    let all = wording::all(visit.app.db(), &visit.actor.unit, visit.today).await?;
    let line = |one: Wording| Line {
        href: format!("/statistics/wordings/{}", one.id),
        whose: whose(&one),
        name: one.name_vi,
    };
    Ok(Page(ListPage {
        frame: visit
            .frame("Mẫu lời văn báo cáo")
            .subtitle("Lời văn của đơn vị; báo cáo đã lập không đổi theo")
            .crumb("Thống kê", "/statistics")
            .crumb("Báo cáo bằng lời", "/statistics/reports"),
        columns: ["Mẫu", "Lời văn"].map(Column::plain).into(),
        lines: all.into_iter().map(line).collect(),
    }))
}

async fn of(visit: &Visit, id: &str) -> Result<Wording, Problem> {
    let unit = &visit.actor.unit;
    if !visit.may_over(Right::StatisticsClosePeriod, unit, &[]) {
        return Err(Problem::not_allowed());
    }
    let found = wording::named(visit.app.db(), unit, id, visit.today).await?;
    found.ok_or_else(Problem::not_found)
}

fn frame(visit: &Visit, title: String) -> Frame {
    visit
        .frame(title)
        .crumb("Thống kê", "/statistics")
        .crumb("Mẫu lời văn báo cáo", "/statistics/wordings")
}

/// Một mẫu.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page<WordingPage>, Problem> {
    let one = of(&visit, &id).await?;
    let lines = text::paragraphs(&one.text).into_iter().enumerate();
    let paragraphs = lines.map(|(n, words)| Paragraph {
        words: words.to_owned(),
        edit: format!("/statistics/wordings/{id}/paragraphs/{}", n + 1),
    });
    Ok(Page(WordingPage {
        frame: frame(&visit, one.name_vi.clone()),
        basis: whose(&one),
        paragraphs: paragraphs.collect(),
    }))
}

/// The paragraph with a number from 1.
fn was<'a>(one: &'a Wording, n: &str) -> Result<(usize, &'a str), Problem> {
    let at = n.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let at = at.ok_or_else(Problem::not_found)?;
    let line = text::paragraphs(&one.text).get(at).copied();
    Ok((at, line.ok_or_else(Problem::not_found)?))
}

fn places(one: &Wording, at: usize) -> (String, String) {
    let back = format!("/statistics/wordings/{}", one.id);
    (format!("{back}/paragraphs/{}", at + 1), back)
}

/// Mở một đoạn của mẫu.
pub async fn edit(
    visit: Visit,
    Path((id, n)): Path<(String, String)>,
    Query(listed): Query<Listed>,
) -> Result<Response, Problem> {
    let one = of(&visit, &id).await?;
    let (at, was) = was(&one, &n)?;
    let frame = frame(&visit, format!("Sửa đoạn {}", at + 1));
    let places = places(&one, at);
    let (form, day) = (&listed.form, visit.today);
    let page = editor::page(&visit, frame, places, was, was, form, day, Vec::new()).await?;
    Ok(Page(page).into_response())
}

/// Lưu thành phiên bản mới, for periods that end from today on.
pub async fn change(
    visit: Visit,
    Path((id, n)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let one = of(&visit, &id).await?;
    let (at, was) = was(&one, &n)?;
    let (words, alerts) = match editor::pressed(&one.text, at, &form) {
        Done::Again(words, alerts) => (words, alerts),
        Done::Keep(whole) => {
            let work = visit.begin().await?;
            let unit = &visit.actor.unit;
            // Reports are written after their period: the words hold for the period before too.
            let from = visit.today - chrono::Months::new(12);
            match wording::change(&work, unit, &one, &whole, from).await {
                Ok(()) => {
                    work.commit().await?;
                    let told = Told::to(format!("/statistics/wordings/{id}"));
                    return Ok(told.good("Đã lưu mẫu của đơn vị.").into_response());
                }
                Err(WorkError::Invalid { sentence, .. }) => {
                    work.rollback().await?;
                    let words = form.get("words").to_owned();
                    (words, vec![Alert::new(Tone::Danger, sentence)])
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    let is_refused = !alerts.is_empty();
    let frame = frame(&visit, format!("Sửa đoạn {}", at + 1));
    let listed = form.get("form");
    let places = places(&one, at);
    let day = visit.today;
    let page = editor::page(&visit, frame, places, was, &words, listed, day, alerts).await?;
    Ok(match is_refused {
        true => Page::refused(page).into_response(),
        false => Page(page).into_response(),
    })
}
