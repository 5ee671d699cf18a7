//! Biểu đồ của một dòng: twelve months beside those of the year before, the share of offences, the units below; each bar
//! opens its list, and each picture stands as a table too.

use askama::Template;
use axum::extract::{Path, Query};
use chrono::{Datelike, Months, NaiveDate};
use people::Right;
use shell::{Column, Frame, Page, Problem, Visit, vi_number};

use super::asked::{Asked, Question};
use super::offences::offence;
use crate::book::Book;
use crate::charts::{self, Bar, tiles};
use crate::count::By;
use crate::form::Row;
use crate::{Asking, Figures, Period, Scope, messages};

/// Bars of a share at most; the rest is in the form.
const MOST: usize = 15;

struct Chart {
    title: &'static str,
    id: String,
    drawn: String,
    columns: Vec<Column>,
    bars: Vec<(Bar, String, String)>,
    /// Of colours: a swatch and what it means.
    legend: Vec<(String, String)>,
    note: &'static str,
}

#[derive(Template)]
#[template(path = "screens/charts.html")]
pub struct ChartsPage {
    frame: Frame,
    label: String,
    how: String,
    charts: Vec<Chart>,
    back: String,
}

/// The page.
pub async fn show(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page<ChartsPage>, Problem> {
    let question = asked.question(&visit, &form).await?;
    let row = question.form.row(&asked.row).filter(|row| row.is_told());
    let row = row.ok_or_else(|| Problem::NotFound(messages::NO_SUCH_ROW.to_owned()))?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsRead, &question.scope.unit)
        .await?;
    work.commit().await?;
    let may_open = visit.may_over(Right::StatisticsOpenFigure, &question.scope.unit, &[]);
    let mut all = vec![months(&visit, &question, row, may_open).await?];
    if row.parts.iter().all(|part| part.measure.book == Book::Case) {
        all.push(offences(&visit, &question, row, may_open).await?);
    }
    if question.scope.is_tree {
        let (db, law) = (visit.app.db(), visit.app.law());
        let (form, scope, period) = (question.form, &question.scope, &question.period);
        let found = crate::by_unit(db, &law, form, scope, period, visit.now_ms).await?;
        let below = below(&question, row, &found, may_open);
        if tiles::plan().is_in_force(period.last_day()) {
            all.extend(provinces(&below));
        }
        all.push(units(below));
    }
    Ok(Page(ChartsPage {
        frame: visit
            .frame(format!("Biểu đồ: dòng {}", row.no))
            .subtitle(format!(
                "{} · {}",
                question.form.number,
                question.scope_vi()
            ))
            .crumb("Thống kê", "/statistics")
            .crumb(question.form.number.clone(), question.address("")),
        label: row.label_vi.clone(),
        how: messages::counted_vi(row),
        charts: all,
        back: format!("{}#row-{}", question.address(""), row.no),
    }))
}

fn chart(title: &'static str, what: &str, drawn: String, bars: Vec<Bar>) -> Chart {
    let has_before = bars.iter().any(|one| one.before.is_some());
    let mut columns = vec![Column::plain(what), Column::plain("Số liệu").number()];
    if has_before {
        columns.push(Column::plain("Cùng kỳ năm trước").number());
    }
    let said = |one: Bar| {
        let (figure, before) = (vi_number(one.figure), one.before.map(vi_number));
        (one, figure, before.unwrap_or_default())
    };
    Chart {
        title,
        id: format!("table-{}", text::fold(what).replace(' ', "-")),
        drawn,
        columns,
        bars: bars.into_iter().map(said).collect(),
        legend: Vec::new(),
        note: "",
    }
}

fn month_of(first: NaiveDate) -> Period {
    let last = first + Months::new(1);
    Period::days(first, last.pred_opt().unwrap_or(first))
}

fn list_of(question: &Question, row: &Row, period: &Period, may_open: bool) -> Option<String> {
    let tree = if question.scope.is_tree {
        "&tree=1"
    } else {
        ""
    };
    may_open.then(|| {
        format!(
            "/statistics/{}/figure?row={}&unit={}{tree}&{}",
            question.form.id,
            row.no,
            question.scope.unit,
            period.query()
        )
    })
}

async fn count(
    visit: &Visit,
    question: &Question,
    scope: &Scope,
    period: &Period,
    row: &Row,
) -> Result<i64, Problem> {
    let (db, law) = (visit.app.db(), visit.app.law());
    let asking = Asking {
        scope,
        period,
        ..question.asking(db, &law, visit.now_ms)
    };
    Ok(asking.row(row, By::Unit).await?.sum(&row.parts))
}

/// Mười hai tháng đến hết tháng cuối của kỳ.
async fn months(
    visit: &Visit,
    question: &Question,
    row: &Row,
    may_open: bool,
) -> Result<Chart, Problem> {
    let last = question.period.last_day().min(visit.today);
    let last = last.with_day(1).unwrap_or(last);
    let mut bars = Vec::new();
    for back in (0..12).rev() {
        let first = last - Months::new(back);
        let (month, before) = (month_of(first), month_of(first - Months::new(12)));
        bars.push(Bar {
            label: format!("T{}/{}", first.month(), first.year() % 100),
            figure: count(visit, question, &question.scope, &month, row).await?,
            href: list_of(question, row, &month, may_open),
            before: Some(count(visit, question, &question.scope, &before, row).await?),
            before_href: list_of(question, row, &before, may_open),
        });
    }
    let drawn = charts::columns(&bars);
    Ok(chart(
        "Mười hai tháng, so với cùng kỳ năm trước (cột nhạt)",
        "Tháng",
        drawn,
        bars,
    ))
}

/// Cơ cấu theo tội danh trong kỳ.
async fn offences(
    visit: &Visit,
    question: &Question,
    row: &Row,
    may_open: bool,
) -> Result<Chart, Problem> {
    let (db, law) = (visit.app.db(), visit.app.law());
    let period = &question.period;
    let asking = question.asking(db, &law, visit.now_ms);
    let found = asking.row(row, By::Article).await?;
    let mut articles: Vec<(String, i64)> = found
        .keys()
        .into_iter()
        .map(|article| {
            let figure = found.sum_in(std::slice::from_ref(&article), &row.parts);
            (article, figure)
        })
        .collect();
    articles.sort_by_key(|(_, figure)| -figure);
    articles.truncate(MOST);
    let bars = articles.into_iter().map(|(article, figure)| {
        let of = if article.is_empty() {
            "none"
        } else {
            article.as_str()
        };
        let list = list_of(question, row, period, may_open);
        Bar {
            label: match article.as_str() {
                "" => messages::NO_ARTICLE.to_owned(),
                article => format!("Điều {article}. {}", offence(&law, article)),
            },
            figure,
            href: list.map(|href| format!("{href}&article={of}")),
            before: None,
            before_href: None,
        }
    });
    let bars: Vec<Bar> = bars.collect();
    let drawn = charts::lines(&bars);
    Ok(chart(
        "Cơ cấu theo tội danh trong kỳ (nhiều nhất trước)",
        "Tội danh",
        drawn,
        bars,
    ))
}

/// The unit itself and each unit below, with its figure.
fn below(question: &Question, row: &Row, found: &Figures, may_open: bool) -> Vec<(String, Bar)> {
    let (form, scope, period) = (question.form, &question.scope, &question.period);
    let day = period.last_day();
    let columns = scope.columns(&question.units, day).into_iter().enumerate();
    let bars = columns.map(|(at, (unit, keys))| {
        let tree = if at == 0 { "" } else { "&tree=1" };
        let href = format!(
            "/statistics/{}/figure?row={}&unit={unit}{tree}&{}",
            form.id,
            row.no,
            period.query()
        );
        let bar = Bar {
            label: match at {
                0 => messages::OWN_UNIT.to_owned(),
                _ => messages::heading_vi(&question.units.name_on(&unit, day)),
            },
            figure: found.sum_in(&keys, &row.parts),
            href: may_open.then_some(href),
            before: None,
            before_href: None,
        };
        (unit, bar)
    });
    bars.collect()
}

/// Sơ đồ ô các tỉnh, where the units below are provinces.
fn provinces(below: &[(String, Bar)]) -> Option<Chart> {
    let tile = |(unit, bar): &(String, Bar)| {
        let tile = tiles::plan().tile.iter().find(|tile| tile.key == *unit)?;
        Some((tile, bar.clone()))
    };
    let placed: Vec<(&tiles::Tile, Bar)> = below.iter().skip(1).filter_map(tile).collect();
    if placed.is_empty() {
        return None;
    }
    let figures: Vec<i64> = placed.iter().map(|(_, bar)| bar.figure).collect();
    let legend = tiles::legend(&figures).into_iter();
    let drawn = tiles::drawn(&placed);
    let bars = placed.into_iter().map(|(_, bar)| bar).collect();
    Some(Chart {
        legend: legend
            .map(|step| (tiles::swatch(step.fill), step.said))
            .collect(),
        note: &tiles::plan().note_vi,
        ..chart(
            "Các tỉnh, thành phố trong kỳ",
            "Tỉnh, thành phố",
            drawn,
            bars,
        )
    })
}

/// Từng đơn vị trong kỳ.
fn units(below: Vec<(String, Bar)>) -> Chart {
    let bars: Vec<Bar> = below.into_iter().map(|(_, bar)| bar).collect();
    let drawn = charts::lines(&bars);
    chart("Từng đơn vị trong kỳ", "Đơn vị", drawn, bars)
}
