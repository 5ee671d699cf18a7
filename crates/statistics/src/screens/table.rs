//! Biểu: the form as a table, every figure a way to its matters; and the same form with a column for each unit below.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Alert, Column, Frame, Page, Problem, Tabs, Tone, Visit, vi_number};

use super::asked::{Asked, Question};
use super::home::remember;
use super::offences;
use crate::balance::{self, Check};
use crate::documented::{Entered, Shown};
use crate::form::{Layout, Row};
use crate::known::Known;
use crate::{Figures, figures, messages};

struct Line {
    no: String,
    heading: String,
    label: String,
    depth: usize,
    is_bold: bool,
    figure: Option<String>,
    href: Option<String>,
    /// Entered, not counted.
    is_entered: bool,
    /// Where a figure is entered, or those entered are read.
    entries: Option<String>,
    charts: Option<String>,
    how: String,
}

/// Matters named for each row that does not balance.
const MOST_CAUSES: i64 = 50;

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
    csv: Option<String>,
    json: Option<String>,
    change: String,
    doctor: String,
}

/// The table, in the layout of the form.
pub async fn show(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let question = asked.question(&visit, &form).await?;
    remember(&visit, &format!("form={form}&{}", question.query())).await?;
    match question.form.layout {
        Layout::Rows => Ok(Page(page(&visit, &question).await?).into_response()),
        Layout::Offences => Ok(Page(offences::page(&visit, &question).await?).into_response()),
    }
}

async fn page(visit: &Visit, question: &Question) -> Result<TablePage, Problem> {
    let figures = computed(visit, question).await?;
    let entered = entered(visit, question).await?;
    let may_open = question.known.is_none()
        && visit.may_over(Right::StatisticsOpenFigure, &question.scope.unit, &[]);
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
    if checks.is_empty() {
        alerts.clear();
    }
    alerts.extend(running(visit, question));
    let causes = match !holds && may_open {
        true => causes(visit, question, &figures).await?,
        false => Vec::new(),
    };
    let may_export = visit.may_over(Right::StatisticsExport, &question.scope.unit, &[]);
    let form = question.form;
    Ok(TablePage {
        frame: visit
            .frame(format!("{}: {}", form.number, form.name_vi))
            .subtitle(format!(
                "{} · {}",
                question.scope_vi(),
                question.period.vi()
            ))
            .crumb("Thống kê", "/statistics"),
        tabs: tabs(question, false),
        upper: upper(question),
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
            .map(|row| line(row, question, &figures, &entered, may_open))
            .collect(),
        alerts,
        checks,
        causes,
        notes: messages::NOTES,
        xlsx: may_export.then(|| question.address("/xlsx")),
        pdf: may_export.then(|| question.address("/pdf")),
        csv: may_export.then(|| question.address("/csv")),
        json: may_export.then(|| question.address("/json")),
        change: format!("/statistics?form={}&{}", form.id, question.query()),
        doctor: format!("/statistics/doctor?{}", question.query()),
    })
}

/// Told of a period that still runs, and of figures as they were known.
pub(super) fn running(visit: &Visit, question: &Question) -> Vec<Alert> {
    let mut alerts = Vec::new();
    if question.is_running(visit.now_ms) {
        alerts.push(Alert::new(
            Tone::Info,
            messages::still_open(&shell::vi_time(visit.now_ms)),
        ));
    }
    if let Some(at) = question.known {
        let said = messages::as_known(&at.vi());
        alerts.push(Alert::new(Tone::Warning, said).link(
            "Xem hồ sơ làm số liệu thay đổi từ đó",
            question.address("/changes"),
        ));
    }
    alerts
}

/// The figures of a question.
pub async fn computed(visit: &Visit, question: &Question) -> Result<Figures, Problem> {
    let (db, law) = (visit.app.db(), visit.app.law());
    let (form, scope, period) = (question.form, &question.scope, &question.period);
    Ok(match question.known_at() {
        Some(at) => {
            Known {
                form,
                scope,
                period,
                at,
            }
            .figures(db, &law)
            .await?
        }
        None => figures(db, &law, form, scope, period, visit.now_ms).await?,
    })
}

/// What was entered with its documents, for a question.
pub async fn entered(visit: &Visit, question: &Question) -> Result<Entered, Problem> {
    let (db, form) = (visit.app.db(), question.form);
    let (scope, period) = (&question.scope, &question.period);
    Ok(Entered::of(db, form, scope, period, question.known_at()).await?)
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

fn line(
    row: &Row,
    question: &Question,
    figures: &Figures,
    entered: &Entered,
    may_open: bool,
) -> Line {
    let is_told = row.is_told();
    let counted = |row: &Row| figures.sum(&row.parts);
    let shown = entered.shown(question.form, row, &counted, None, None);
    Line {
        no: row.no.clone(),
        heading: row.heading_vi.clone(),
        label: row.label_vi.clone(),
        depth: row.depth.min(3),
        is_bold: row.parent.is_none(),
        figure: shown.vi(),
        href: (is_told && may_open).then(|| question.figure_href(&row.no)),
        is_entered: matches!(shown, Shown::Entered(_)),
        entries: row
            .is_entered()
            .then(|| format!("{}&row={}", question.address("/documented"), row.no)),
        charts: (is_told && question.known.is_none())
            .then(|| format!("{}&row={}", question.address("/charts"), row.no)),
        how: messages::counted_vi(row),
    }
}

async fn causes(
    visit: &Visit,
    question: &Question,
    figures: &Figures,
) -> Result<Vec<CauseLine>, Problem> {
    let db = visit.app.db();
    let (form, scope, period) = (question.form, &question.scope, &question.period);
    let found = balance::causes(db, form, figures, scope, period, MOST_CAUSES).await?;
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

pub(super) fn tabs(question: &Question, by_unit: bool) -> Tabs {
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

/// What stands in a cell of the table by unit; an entered figure opens no list of matters.
fn unit_cell(row: &Row, shown: Shown, href: String) -> Option<(String, String)> {
    let mark = match shown {
        Shown::Entered(_) => " *",
        _ => "",
    };
    let figure = format!("{}{mark}", shown.vi()?);
    Some((figure, if row.is_told() { href } else { String::new() }))
}

struct UnitsLine {
    no: String,
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
    alerts: Vec<Alert>,
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
    let figures = crate::by_unit(
        visit.app.db(),
        &visit.app.law(),
        question.form,
        &question.scope,
        &question.period,
        visit.now_ms,
    )
    .await?;
    let entered = entered(&visit, &question).await?;
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
    let href = |unit: &str, is_own: bool, row: &str| {
        let tree = if is_own { "" } else { "&tree=1" };
        format!(
            "/statistics/{form}/figure?row={row}&unit={unit}{tree}&{}",
            question.period.query()
        )
    };
    let line = |row: &Row| {
        let cell = |(at, (unit, keys)): (usize, &(String, Vec<String>))| {
            let counted = |row: &Row| figures.sum_in(keys, &row.parts);
            let shown = entered.shown(question.form, row, &counted, Some(keys), None);
            unit_cell(row, shown, href(unit, at == 0, &row.no))
        };
        let counted = |row: &Row| figures.sum(&row.parts);
        let shown = entered.shown(question.form, row, &counted, None, None);
        let mut cells = vec![unit_cell(row, shown, question.figure_href(&row.no))];
        cells.extend(parts.iter().enumerate().map(cell));
        UnitsLine {
            no: row.no.clone(),
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
        alerts: running(&visit, &question),
        columns,
        lines: question.form.rows.iter().map(line).collect(),
        may_open: visit.may_over(Right::StatisticsOpenFigure, &question.scope.unit, &[]),
    }))
}
