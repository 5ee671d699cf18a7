//! Hồ sơ đứng sau con số: the list behind a figure, each line down to the fact and the page it was read from. Opening it
//! is a right of its own and leaves a trail.

use askama::Template;
use axum::extract::{Path, Query};
use people::Right;
use shell::{Column, Empty, Frame, Page, Pager, Problem, Visit, local_day, vi_date, vi_number};

use super::asked::{Asked, Question};
use crate::behind::{self, Cursor, Line};
use crate::form::Row;
use crate::{figure, messages};

struct Entry {
    href: String,
    title: String,
    code: String,
    unit: String,
    when: String,
    what: String,
    is_taken_away: bool,
    fact_href: String,
    page_href: Option<String>,
}

#[derive(Template)]
#[template(path = "screens/figure.html")]
pub struct FigurePage {
    frame: Frame,
    row: Row,
    figure: String,
    how: String,
    back: String,
    columns: Vec<Column>,
    entries: Vec<Entry>,
    pager: Pager,
    empty: Empty,
}

/// The list.
pub async fn show(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page<FigurePage>, Problem> {
    let question = asked.question(&visit, &form).await?;
    let told = question
        .form
        .row(asked.row)
        .filter(|row| !row.parts.is_empty());
    let row = told.ok_or_else(|| Problem::NotFound(messages::NO_SUCH_ROW.to_owned()))?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsOpenFigure, &question.scope.unit)
        .await?;
    work.note(
        "figure.opened",
        "figure",
        format!("{}/{}", question.form.id, row.no),
        &question.query(),
    )
    .await?;
    work.commit().await?;
    let (db, law) = (visit.app.db(), visit.app.law());
    let figure = figure(
        db,
        &law,
        question.form,
        &question.scope,
        &question.period,
        visit.now_ms,
        row,
    )
    .await?;
    let after = Cursor::read(&asked.after);
    let (lines, more) = behind::behind(
        db,
        &question.scope,
        &question.period,
        visit.now_ms,
        &row.parts,
        after.as_ref(),
    )
    .await?;
    let ids: Vec<_> = lines.iter().map(|line| line.matter_id).collect();
    let heads = criminal::heads(db, &ids).await?;
    let entries = lines.iter().map(|line| {
        let head = heads.iter().find(|head| head.matter_id == line.matter_id);
        entry(&question, row, line, head)
    });
    let first = asked.seen.max(0);
    let shown = lines.len() as i64;
    let here = question.figure_href(row.no);
    let next = lines.last().filter(|_| more).map(|line| {
        format!(
            "{here}&after={}&seen={}",
            line.cursor().text(),
            first + shown
        )
    });
    Ok(Page(FigurePage {
        frame: visit
            .frame(format!(
                "Dòng {}: {} {}",
                row.no,
                vi_number(figure),
                question.form.unit_vi
            ))
            .subtitle(format!(
                "{} · {}",
                question.scope_vi(),
                question.period.vi()
            ))
            .crumb("Thống kê", "/statistics")
            .crumb(question.form.number.clone(), question.address("")),
        row: row.clone(),
        figure: vi_number(figure),
        how: messages::counted_vi(row),
        back: format!("{}#row-{}", question.address(""), row.no),
        columns: ["Ngày", "Biến động", "Hồ sơ", "Đơn vị", "Nguồn"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        entries: entries.collect(),
        pager: Pager {
            previous: (first > 0).then(|| here.clone()),
            next,
            from: first + i64::from(shown > 0),
            to: first + shown,
            total: row.parts.iter().all(|part| part.sign > 0).then_some(figure),
        },
        empty: Empty::new(
            "Không có hồ sơ nào đứng sau con số này",
            "Con số bằng 0 trong kỳ và phạm vi đã chọn.",
        ),
    }))
}

fn entry(question: &Question, row: &Row, line: &Line, head: Option<&criminal::Head>) -> Entry {
    let part = usize::try_from(line.part)
        .ok()
        .and_then(|at| row.parts.get(at));
    let href = format!("/criminal/matters/{}", line.matter_id);
    Entry {
        title: head.map_or_else(|| "Hồ sơ".to_owned(), |head| head.title.clone()),
        code: head.map(|head| head.code.clone()).unwrap_or_default(),
        unit: people::units::shortened(
            &question
                .units
                .name_on(&line.unit_id, question.period.last_day()),
        ),
        when: vi_date(local_day(line.at)),
        what: part.map(messages::part_vi).unwrap_or_default(),
        is_taken_away: line.sign < 0,
        fact_href: format!("{href}#f-{}", line.fact_id),
        page_href: line.page_id.map(|page| format!("/casefile/pages/{page}")),
        href,
    }
}
