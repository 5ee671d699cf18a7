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
    href: Option<String>,
}

#[derive(Template)]
#[template(path = "screens/doctor.html")]
pub struct DoctorPage {
    frame: Frame,
    alert: Alert,
    columns: Vec<Column>,
    entries: Vec<Entry>,
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
        entries: found.into_iter().map(|one| entry(one, &query)).collect(),
        change: format!("/statistics?{query}"),
    }))
}

fn entry(one: Finding, query: &str) -> Entry {
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
    }
}
