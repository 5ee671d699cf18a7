//! Kiểm tra trước khi gửi: every check in a sentence, with the way to the row it speaks of.

use askama::Template;
use axum::extract::Query;
use people::Right;
use shell::{Alert, Column, Frame, Page, Problem, Tone, Visit};

use super::asked::Asked;
use crate::doctor::{Finding, Verdict, examine};
use crate::form::forms;

struct Entry {
    code: &'static str,
    verdict: &'static str,
    is_bold: bool,
    vi: String,
    about: String,
    href: Option<String>,
    repair: Option<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "screens/doctor.html")]
pub struct DoctorPage {
    frame: Frame,
    alert: Alert,
    columns: Vec<Column>,
    entries: Vec<Entry>,
    /// Somebody is named whom this person may not see.
    is_hidden: bool,
    change: String,
}

/// The page.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<DoctorPage>, Problem> {
    let first = forms().first().map_or("", |form| form.id.as_str());
    let question = asked.question(&visit, first).await?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsRead, &question.scope.unit)
        .await?;
    work.commit().await?;
    let found = examine(
        visit.app.db(),
        &visit.app.law(),
        &question.scope,
        &question.period,
        visit.now_ms,
    )
    .await?;
    let may_open = visit.may_over(Right::StatisticsOpenFigure, &question.scope.unit, &[]);
    let is_named = found.iter().any(|one| !one.about.is_empty());
    if is_named && may_open {
        let work = visit.begin().await?;
        let (unit, query) = (&question.scope.unit, question.query());
        work.note(
            "statistics.doctor_opened",
            "statistics_doctor",
            unit,
            &query,
        )
        .await?;
        work.commit().await?;
    }
    let broken = found
        .iter()
        .filter(|one| one.verdict == Verdict::Broken)
        .count();
    let alert = match broken {
        0 => Alert::new(Tone::Good, "Không có phép kiểm tra nào chặn việc gửi."),
        _ => Alert::new(
            Tone::Warning,
            format!("{broken} chỗ phải xử lý trước khi gửi. Sửa ở hồ sơ gây ra, không sửa con số."),
        ),
    };
    let query = question.query();
    Ok(Page(DoctorPage {
        frame: visit
            .frame("Kiểm tra trước khi gửi")
            .subtitle(format!(
                "{} · {}",
                question.scope_vi(),
                question.period.vi()
            ))
            .crumb("Thống kê", "/statistics"),
        alert,
        columns: ["Phép kiểm tra", "Kết quả", "Nội dung"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        is_hidden: is_named && !may_open,
        entries: found
            .into_iter()
            .map(|one| entry(one, &query, may_open))
            .collect(),
        change: format!("/statistics?{query}"),
    }))
}

/// Whom a finding is about, and the way there, is for those who may open what stands behind a figure.
fn entry(one: Finding, query: &str, may_open: bool) -> Entry {
    let is_shown = may_open || one.about.is_empty();
    let repair = one.repair.filter(|_| is_shown).map(|repair| {
        let joint = if repair.href.contains('?') { '&' } else { '?' };
        let href = match repair.is_asked {
            true => format!("{}{joint}{query}", repair.href),
            false => repair.href,
        };
        (repair.label_vi, href)
    });
    Entry {
        code: one.code,
        verdict: match one.verdict {
            Verdict::Holds => "Đạt",
            Verdict::Broken => "Phải xử lý",
            Verdict::Warning => "Cần giải thích",
            Verdict::Unasked => "Chưa kiểm được",
        },
        is_bold: one.verdict == Verdict::Broken,
        href: one
            .at
            .map(|(form, row)| format!("/statistics/{form}?{query}#row-{row}")),
        vi: one.vi,
        about: if is_shown { one.about } else { String::new() },
        repair,
    }
}
