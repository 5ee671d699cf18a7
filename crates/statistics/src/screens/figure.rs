//! Hồ sơ đứng sau con số: the list behind a figure, each line down to the fact and the page it was read from. Opening it
//! is a right of its own and leaves a trail.

use askama::Template;
use axum::extract::{Path, Query};
use people::Right;
use shell::{Column, Empty, Frame, Page, Pager, Problem, Visit, vi_number};

use super::asked::Asked;
use super::listing::{Said, all, parts_of, said};
use super::table::computed;
use crate::behind::{self, Cursor};
use crate::count::By;
use crate::form::Row;
use crate::messages;

/// Lines that are sorted on the screen at most; longer lists are sorted in Excel.
const SORTED_MOST: usize = 1_000;

struct Entry {
    href: String,
    person: String,
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
    xlsx: Option<String>,
    article: String,
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
    let told = question.form.row(&asked.row).filter(|row| row.is_told());
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
    let parts = parts_of(row, &asked.article);
    let figure = match asked.article.as_str() {
        "" => {
            let asking = question.asking(db, &law, visit.now_ms);
            asking.row(row, By::Unit).await?.sum(&row.parts)
        }
        article => {
            let article = if article == "none" { "" } else { article };
            let whole = computed(&visit, &question).await?;
            whole.sum_in(&[article.to_owned()], &row.parts)
        }
    };
    let after = Cursor::read(&asked.after);
    // Sorted, the whole list is read; in its own order, page by page.
    let (key, is_falling) = match asked.sort.strip_prefix('-') {
        Some(key) => (key, true),
        None => (asked.sort.as_str(), false),
    };
    let whole = match matches!(key, "person" | "matter" | "day") {
        true => all(&visit, &question, &parts, SORTED_MOST).await?,
        false => None,
    };
    let is_sorted = whole.is_some();
    let (lines, more) = match whole {
        Some(lines) => (lines, false),
        None => {
            let (scope, period) = (&question.scope, &question.period);
            behind::behind(db, scope, period, visit.now_ms, &parts, after.as_ref()).await?
        }
    };
    let next_after = lines.last().map(|line| line.cursor().text());
    let mut said = said(&visit, &question, &parts, lines).await?;
    if is_sorted {
        match key {
            "person" => said.sort_by_cached_key(|one| text::alphabet::sort_key(&one.person)),
            "matter" => said.sort_by_cached_key(|one| text::alphabet::sort_key(&one.title)),
            _ => said.sort_by_key(|one| one.line.at),
        }
        if is_falling {
            said.reverse();
        }
    }
    let first = asked.seen.max(0);
    let shown = said.len() as i64;
    let narrowed = match asked.article.is_empty() {
        true => String::new(),
        false => format!("&article={}", asked.article),
    };
    let here = format!("{}{narrowed}", question.figure_href(&row.no));
    let may_export = visit.may_over(Right::StatisticsExport, &question.scope.unit, &[]);
    let next = next_after
        .filter(|_| more)
        .map(|after| format!("{here}&after={after}&seen={}", first + shown));
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
        xlsx: may_export.then(|| here.replacen("/figure?", "/figure/xlsx?", 1)),
        article: match asked.article.as_str() {
            "" => String::new(),
            article => format!(
                "Điều {article}: {}",
                super::offences::offence(&law, article)
            ),
        },
        columns: vec![
            Column::sorted("Ngày", &here, "day", &asked.sort),
            Column::plain("Biến động"),
            Column::sorted("Người", &here, "person", &asked.sort),
            Column::sorted("Hồ sơ", &here, "matter", &asked.sort),
            Column::plain("Đơn vị"),
            Column::plain("Nguồn"),
        ],
        entries: said.into_iter().map(entry).collect(),
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

fn entry(said: Said) -> Entry {
    let href = format!("/criminal/matters/{}", said.line.matter_id);
    Entry {
        title: said.title,
        code: said.code,
        person: said.person,
        unit: said.unit,
        when: said.when,
        what: said.what,
        is_taken_away: said.line.sign < 0,
        fact_href: format!("{href}#f-{}", said.line.fact_id),
        page_href: said
            .line
            .page_id
            .map(|page| format!("/casefile/pages/{page}")),
        href,
    }
}
