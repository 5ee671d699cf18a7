//! Đã thay đổi gì: the difference between a form as it was known and as it is now, matter by matter, with the facts that did it.

use askama::Template;
use axum::extract::{Path, Query};
use people::Right;
use shell::{Column, Empty, Frame, Page, Problem, Visit, vi_date, vi_time};

use super::asked::Asked;
use crate::known::Known;
use crate::messages;

/// Matters shown at most.
const MOST: usize = 300;

struct Entry {
    href: String,
    title: String,
    code: String,
    rows: Vec<(String, String, String)>,
    why: Vec<(String, String, String, bool)>,
}

#[derive(Template)]
#[template(path = "screens/changes.html")]
pub struct ChangesPage {
    frame: Frame,
    since: String,
    columns: Vec<Column>,
    entries: Vec<Entry>,
    more: usize,
    empty: Empty,
    back: String,
}

/// The list.
pub async fn show(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page<ChangesPage>, Problem> {
    let question = asked.question(&visit, &form).await?;
    let at = question
        .known_at()
        .ok_or_else(|| Problem::Refused(messages::KNOWN_MISSING.to_owned()))?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsOpenFigure, &question.scope.unit)
        .await?;
    work.note(
        "figure.compared",
        "form",
        &question.form.id,
        &question.query(),
    )
    .await?;
    work.commit().await?;
    let (db, law) = (visit.app.db(), visit.app.law());
    let known = Known {
        form: question.form,
        scope: &question.scope,
        period: &question.period,
        at,
    };
    let mut changes = known.changes(db, &law).await?;
    let more = changes.len().saturating_sub(MOST);
    changes.truncate(MOST);
    let ids: Vec<_> = changes.iter().map(|change| change.matter).collect();
    let heads = criminal::heads(db, &ids).await?;
    let number = |figure: i64| shell::vi_number(figure);
    let entries = changes.into_iter().map(|change| {
        let head = heads.iter().find(|head| head.matter_id == change.matter);
        Entry {
            href: format!("/criminal/matters/{}", change.matter),
            title: head.map_or_else(|| "Hồ sơ".to_owned(), |head| head.title.clone()),
            code: head.map(|head| head.code.clone()).unwrap_or_default(),
            rows: change
                .rows
                .iter()
                .map(|(no, then, now)| (no.clone(), number(*then), number(*now)))
                .collect(),
            why: change
                .facts
                .iter()
                .map(|fact| {
                    let act = law.acts.on(&fact.kind, fact.effective.on);
                    let name = match fact.kind.as_str() {
                        "fact.withdrawn" => "Rút sự kiện".to_owned(),
                        _ => act.map_or_else(|| fact.kind.clone(), |act| act.short_vi.clone()),
                    };
                    let is_late = fact.effective.at_utc_ms() < question.period.to_at()
                        && fact.recorded_at >= question.period.to_at();
                    (
                        name,
                        vi_date(fact.effective.on),
                        vi_time(fact.recorded_at),
                        is_late,
                    )
                })
                .collect(),
        }
    });
    Ok(Page(ChangesPage {
        frame: visit
            .frame("Số liệu đã thay đổi")
            .subtitle(format!(
                "{} · {} · {}",
                question.form.number,
                question.scope_vi(),
                question.period.vi()
            ))
            .crumb("Thống kê", "/statistics")
            .crumb(question.form.number.clone(), question.address("")),
        since: question.known.map_or(String::new(), |at| at.vi()),
        columns: ["Hồ sơ", "Dòng: khi đó → nay", "Vì những sự kiện ghi sau đó"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        entries: entries.collect(),
        more,
        empty: Empty::new(
            "Không hồ sơ nào làm số liệu thay đổi",
            "Từ lúc đó đến nay, mọi sự kiện được ghi đều không đổi con số nào của biểu này.",
        ),
        back: question.address(""),
    }))
}
