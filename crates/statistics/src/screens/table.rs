//! Biểu: the form as a table, every figure a way to its matters; and the same form with a column for each unit below.

use askama::Template;
use axum::extract::{Path, Query};
use people::Right;
use shell::{Alert, Column, Frame, Page, Problem, Tabs, Tone, Visit, vi_number};

use super::asked::{Asked, Question};
use super::home::remember;
use crate::balance::{self, Cause, Check};
use crate::form::Row;
use crate::{Figures, figures, messages};

struct Line {
    no: u32,
    label: String,
    depth: usize,
    is_bold: bool,
    figure: Option<String>,
    href: Option<String>,
    how: String,
}

struct CauseLine {
    href: String,
    title: String,
    code: String,
    when: String,
    why: String,
}

#[derive(Template)]
#[template(path = "screens/table.html")]
pub struct TablePage {
    frame: Frame,
    tabs: Tabs,
    upper: String,
    unit: String,
    title: String,
    number: String,
    basis: String,
    as_of: String,
    period: String,
    columns: Vec<Column>,
    lines: Vec<Line>,
    alerts: Vec<Alert>,
    checks: Vec<Check>,
    causes: Vec<CauseLine>,
    notes: [&'static str; 3],
    xlsx: Option<String>,
    pdf: Option<String>,
    change: String,
}

/// The table.
pub async fn show(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page<TablePage>, Problem> {
    let question = asked.question(&visit, &form).await?;
    let figures = computed(&visit, &question).await?;
    remember(&visit, &question.query()).await?;
    let may_open = visit.may_over(Right::StatisticsOpenFigure, &question.scope.unit, &[]);
    let checks = balance::checks(question.form, &figures);
    let holds = checks.iter().all(Check::holds);
    let mut alerts = vec![match holds {
        true => Alert::new(Tone::Good, messages::BALANCED),
        false => checks.iter().filter(|check| !check.holds()).fold(
            Alert::new(Tone::Warning, messages::UNBALANCED),
            |alert, check| {
                alert.detail(format!(
                    "Dòng {}: đếm được {}, theo công thức ({}) là {}.",
                    check.no,
                    vi_number(check.counted),
                    check.formula_vi,
                    vi_number(check.by_formula)
                ))
            },
        ),
    }];
    alerts.extend(running(&visit, &question));
    let causes = match !holds && may_open {
        true => causes(&visit, &question).await?,
        false => Vec::new(),
    };
    let may_export = visit.may_over(Right::StatisticsExport, &question.scope.unit, &[]);
    let form = question.form;
    Ok(Page(TablePage {
        frame: visit
            .frame(format!("{}: {}", form.number, form.name_vi))
            .subtitle(format!(
                "{} · {}",
                question.scope_vi(),
                question.period.vi()
            ))
            .crumb("Thống kê", "/statistics"),
        tabs: tabs(&question, false),
        upper: upper(&question),
        unit: question.unit_name.to_uppercase(),
        title: form.title_vi.clone(),
        number: form.number.clone(),
        basis: form.basis_vi.clone(),
        as_of: shell::vi_time(visit.now_ms),
        period: question.period.vi(),
        columns: vec![
            Column::plain("Số dòng").number(),
            Column::plain("Chỉ tiêu"),
            Column::plain("Số liệu").number(),
            Column::plain("Cách tính"),
        ],
        lines: form
            .rows
            .iter()
            .map(|row| line(row, &question, &figures, may_open))
            .collect(),
        alerts,
        checks,
        causes,
        notes: messages::NOTES,
        xlsx: may_export.then(|| question.address("/xlsx")),
        pdf: may_export.then(|| question.address("/pdf")),
        change: format!("/statistics?{}", question.query()),
    }))
}

/// Told of a period that still runs.
fn running(visit: &Visit, question: &Question) -> Option<Alert> {
    question.is_running(visit.now_ms).then(|| {
        Alert::new(
            Tone::Info,
            messages::still_open(&shell::vi_time(visit.now_ms)),
        )
    })
}

/// The figures of a question.
pub async fn computed(visit: &Visit, question: &Question) -> Result<Figures, Problem> {
    let law = visit.app.law();
    let asked = figures(
        visit.app.db(),
        &law,
        question.form,
        &question.scope,
        &question.period,
        visit.now_ms,
    );
    Ok(asked.await?)
}

/// The unit above, for the head of the form.
pub fn upper(question: &Question) -> String {
    let above = question
        .units
        .ancestors(&question.scope.unit, question.period.last_day());
    above
        .first()
        .map_or(String::new(), |unit| unit.name.to_uppercase())
}

fn line(row: &Row, question: &Question, figures: &Figures, may_open: bool) -> Line {
    let is_told = !row.parts.is_empty();
    Line {
        no: row.no,
        label: row.label_vi.clone(),
        depth: row.depth.min(3),
        is_bold: row.parent.is_none(),
        figure: is_told.then(|| vi_number(figures.sum(&row.parts))),
        href: (is_told && may_open).then(|| question.figure_href(row.no)),
        how: messages::counted_vi(row),
    }
}

async fn causes(visit: &Visit, question: &Question) -> Result<Vec<CauseLine>, Problem> {
    let db = visit.app.db();
    let found: Vec<Cause> = balance::causes(db, &question.scope, &question.period, 50).await?;
    let ids: Vec<_> = found.iter().map(|cause| cause.matter_id).collect();
    let heads = criminal::heads(db, &ids).await?;
    let shown = found.iter().map(|cause| {
        let head = heads.iter().find(|head| head.matter_id == cause.matter_id);
        CauseLine {
            href: format!("/criminal/matters/{}", cause.matter_id),
            title: head.map(|head| head.title.clone()).unwrap_or_default(),
            code: head.map(|head| head.code.clone()).unwrap_or_default(),
            when: shell::vi_date(shell::local_day(cause.at)),
            why: cause.vi(),
        }
    });
    Ok(shown.collect())
}

fn tabs(question: &Question, by_unit: bool) -> Tabs {
    let tabs = Tabs::new("Cách xem").tab("Cả phạm vi", question.address(""), None, !by_unit);
    match question.scope.is_tree {
        true => tabs.tab(
            "Theo từng đơn vị",
            question.address("/units"),
            None,
            by_unit,
        ),
        false => tabs,
    }
}

struct UnitsLine {
    no: u32,
    label: String,
    depth: usize,
    is_bold: bool,
    cells: Vec<Option<(String, String)>>,
}

#[derive(Template)]
#[template(path = "screens/units.html")]
pub struct UnitsPage {
    frame: Frame,
    tabs: Tabs,
    alert: Option<Alert>,
    columns: Vec<Column>,
    lines: Vec<UnitsLine>,
    may_open: bool,
}

/// Bảng theo đơn vị.
pub async fn by_unit(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page<UnitsPage>, Problem> {
    let question = asked.question(&visit, &form).await?;
    let figures = computed(&visit, &question).await?;
    let day = question.period.last_day();
    let parts = question.scope.columns(&question.units, day);
    let mut columns = vec![
        Column::plain("Số dòng").number(),
        Column::plain("Chỉ tiêu"),
        Column::plain("Cộng").number(),
    ];
    columns.extend(parts.iter().enumerate().map(|(at, (unit, _))| {
        let heading = match at {
            0 => messages::OWN_UNIT.to_owned(),
            _ => messages::heading_vi(&question.units.name_on(unit, day)),
        };
        Column::plain(heading).number()
    }));
    let href = |unit: &str, is_own: bool, row: u32| {
        let tree = if is_own { "" } else { "&tree=1" };
        format!(
            "/statistics/{form}/figure?row={row}&unit={unit}{tree}&{}",
            question.period.query()
        )
    };
    let line = |row: &Row| {
        let cell = |(at, (unit, keys)): (usize, &(String, Vec<String>))| {
            (!row.parts.is_empty()).then(|| {
                (
                    vi_number(figures.sum_in(keys, &row.parts)),
                    href(unit, at == 0, row.no),
                )
            })
        };
        let mut cells = vec![(!row.parts.is_empty()).then(|| {
            (
                vi_number(figures.sum(&row.parts)),
                question.figure_href(row.no),
            )
        })];
        cells.extend(parts.iter().enumerate().map(cell));
        UnitsLine {
            no: row.no,
            label: row.label_vi.clone(),
            depth: row.depth.min(3),
            is_bold: row.parent.is_none(),
            cells,
        }
    };
    Ok(Page(UnitsPage {
        frame: visit
            .frame(format!("{} theo đơn vị", question.form.number))
            .subtitle(format!(
                "{} · {}",
                question.scope_vi(),
                question.period.vi()
            ))
            .crumb("Thống kê", "/statistics")
            .wide(),
        tabs: tabs(&question, true),
        alert: running(&visit, &question),
        columns,
        lines: question.form.rows.iter().map(line).collect(),
        may_open: visit.may_over(Right::StatisticsOpenFigure, &question.scope.unit, &[]),
    }))
}
