//! Biểu theo tội danh: a line for each article of the Penal Code, a column for each figure; every figure opens its matters.

use askama::Template;
use people::Right;
use shell::{Alert, Column, Frame, Problem, Tone, Visit, vi_number};

use super::asked::Question;
use super::table::{computed, entered, running, tabs, upper};
use crate::documented::{Entered, Shown};
use crate::form::Row;
pub use crate::paper::offence;
use crate::{Figures, messages, told};

struct Line {
    article: String,
    offence: String,
    cells: Vec<Cell>,
}

struct Cell {
    figure: String,
    href: Option<String>,
    label: String,
}

struct Meaning {
    no: String,
    label: String,
    depth: usize,
    how: String,
}

#[derive(Template)]
#[template(path = "screens/offences.html")]
pub struct OffencesPage {
    frame: Frame,
    tabs: shell::Tabs,
    upper: String,
    unit: String,
    title: String,
    basis: String,
    number: String,
    as_of: String,
    period: String,
    columns: Vec<Column>,
    lines: Vec<Line>,
    alerts: Vec<Alert>,
    meanings: Vec<Meaning>,
    notes: [&'static str; 3],
    xlsx: Option<String>,
    change: String,
}

/// The table.
pub async fn page(visit: &Visit, question: &Question) -> Result<OffencesPage, Problem> {
    let figures = computed(visit, question).await?;
    let entered = entered(visit, question).await?;
    let form = question.form;
    let may_open = question.known.is_none()
        && visit.may_over(Right::StatisticsOpenFigure, &question.scope.unit, &[]);
    let articles = told::articles(&figures, &entered);
    let law = visit.app.law();
    let mut columns = vec![Column::plain("Điều luật"), Column::plain("Tội danh")];
    columns.extend(
        form.rows
            .iter()
            .map(|row| Column::plain(format!("{}. {}", &row.no[1..], row.label_vi)).number()),
    );
    let cell = |row: &Row, article: Option<&String>| {
        one(question, (&figures, &entered), row, article, may_open)
    };
    let line = |article: &String| Line {
        article: article.clone(),
        offence: offence(&law, article),
        cells: form
            .rows
            .iter()
            .map(|row| cell(row, Some(article)))
            .collect(),
    };
    let mut lines = vec![Line {
        article: String::new(),
        offence: "Tổng số".to_owned(),
        cells: form.rows.iter().map(|row| cell(row, None)).collect(),
    }];
    lines.extend(articles.iter().map(line));
    let mut alerts = vec![Alert::new(Tone::Info, messages::BY_OFFENCE)];
    alerts.extend(running(visit, question));
    let may_export = visit.may_over(Right::StatisticsExport, &question.scope.unit, &[]);
    Ok(OffencesPage {
        frame: visit
            .frame(format!("{}: {}", form.number, form.name_vi))
            .subtitle(format!(
                "{} · {}",
                question.scope_vi(),
                question.period.vi()
            ))
            .crumb("Thống kê", "/statistics")
            .wide(),
        tabs: tabs(question, false),
        upper: upper(question),
        unit: question.unit_name.to_uppercase(),
        title: form.title_vi.clone(),
        basis: form.basis_vi.clone(),
        number: form.number.clone(),
        as_of: shell::vi_time(visit.now_ms),
        period: question.period.vi(),
        columns,
        lines,
        alerts,
        meanings: form
            .rows
            .iter()
            .map(|row| Meaning {
                no: row.no[1..].to_owned(),
                label: row.label_vi.clone(),
                depth: row.depth.min(3),
                how: messages::counted_vi(row),
            })
            .collect(),
        notes: messages::NOTES,
        xlsx: may_export.then(|| question.address("/xlsx")),
        change: format!("/statistics?form={}&{}", form.id, question.query()),
    })
}

fn one(
    question: &Question,
    (figures, entered): (&Figures, &Entered),
    row: &Row,
    article: Option<&String>,
    may_open: bool,
) -> Cell {
    let label = format!("{}. {}", &row.no[1..], row.label_vi);
    if !row.is_told() {
        let counted = |row: &Row| figures.sum(&row.parts);
        let shown = entered.shown(
            question.form,
            row,
            &counted,
            None,
            article.map(String::as_str),
        );
        let of = article.map_or(String::new(), |article| format!("&article={article}"));
        let href = format!("{}&row={}{of}", question.address("/documented"), row.no);
        return Cell {
            figure: match (shown, shown.vi()) {
                (Shown::Entered(_), Some(figure)) => format!("{figure} *"),
                (_, Some(figure)) => figure,
                (_, None) => "–".to_owned(),
            },
            href: row.is_entered().then_some(href),
            label,
        };
    }
    let figure = match article {
        Some(article) => figures.sum_in(std::slice::from_ref(article), &row.parts),
        None => figures.sum(&row.parts),
    };
    let narrowed = article.map_or(String::new(), |article| {
        let article = if article.is_empty() { "none" } else { article };
        format!("&article={article}")
    });
    let href =
        (figure != 0 && may_open).then(|| format!("{}{narrowed}", question.figure_href(&row.no)));
    Cell {
        figure: vi_number(figure),
        href,
        label,
    }
}
