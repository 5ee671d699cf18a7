//! Bảng số liệu ứng dụng: each figure with its share and its list; for a leader of several units, unit by unit.

use std::collections::BTreeSet;

use askama::Template;
use axum::{extract::Query, response::IntoResponse};
use evidence::counts::Form;
use people::{Reach, Right};
use shell::{Column, Frame, Page, Problem, Visit, vi_date, vi_number};

use super::{
    asked::{Asked, Question, usual},
    gathered::{Gathered, Item, gathered, matters_of},
    messages,
    what::{What, share_vi},
};

/// Một dòng của bảng.
struct Line {
    label: &'static str,
    how: &'static str,
    to_check: &'static str,
    count: String,
    /// "12 vụ án đã xét xử sơ thẩm"; of a plain count, in how many cases.
    of: String,
    share: String,
    href: String,
    excel: Option<String>,
}

/// Một ô của bảng theo đơn vị.
struct Cell {
    label: &'static str,
    count: String,
    share: String,
    href: String,
}

struct UnitLine {
    name: String,
    cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "adoption/page.html")]
struct AdoptionPage {
    frame: Frame,
    known: Vec<(String, String)>,
    unit: String,
    scope: String,
    from: String,
    to: String,
    refused: String,
    usual: Vec<(&'static str, String, bool)>,
    period: String,
    is_rebuilding: bool,
    columns: Vec<Column>,
    lines: Vec<Line>,
    /// "2 trên 13 đơn vị"; none where there is one unit.
    reached: Option<(String, String)>,
    unit_columns: Vec<Column>,
    units: Vec<UnitLine>,
}

/// `GET /courtroom/adoption?unit=&from=&to=`
pub(crate) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse, Problem> {
    let question = asked.question(&visit).await?;
    let all = match question.refused.is_empty() {
        true => gathered(&visit, &question, None).await?,
        false => Gathered::default(),
    };
    let may_export = visit.reach(Right::StatisticsExport) != Reach::None;
    let (from, to) = (vi_date(question.days.0), vi_date(question.days.1));
    let typed = |typed: &str, known: &str| match typed.trim() {
        "" => known.to_owned(),
        typed => typed.to_owned(),
    };
    let is_several = question.places.len() > 1;
    Ok(Page(AdoptionPage {
        frame: visit
            .frame(messages::TITLE)
            .subtitle(messages::WHY)
            .crumb("Phiên tòa", "/courtroom"),
        lines: What::ALL
            .into_iter()
            .map(|what| line(&question, &all, what, may_export))
            .collect(),
        reached: is_several.then(|| reached(&question, &all)),
        units: match is_several {
            true => unit_lines(&question, &all),
            false => Vec::new(),
        },
        usual: usual(visit.today)
            .into_iter()
            .map(|(name, days)| {
                let (from, to) = (vi_date(days.0), vi_date(days.1));
                let href = format!(
                    "/courtroom/adoption?unit={}&from={from}&to={to}",
                    question.unit
                );
                (name, href, days == question.days)
            })
            .collect(),
        is_rebuilding: question.refused.is_empty() && !all.has_shares,
        scope: question.scope.clone(),
        from: typed(&asked.from, &from),
        to: typed(&asked.to, &to),
        period: messages::period(&from, &to),
        columns: messages::COLUMNS.map(Column::plain).to_vec(),
        unit_columns: messages::UNIT_COLUMNS.map(Column::plain).to_vec(),
        refused: question.refused,
        unit: question.unit,
        known: question.known,
    }))
}

fn line(question: &Question, all: &Gathered, what: What, may_export: bool) -> Line {
    let (count, of) = all.count(what, |_| true);
    let is_told = what.of().is_none() || all.has_shares;
    let query = question.query(&question.unit, question.is_only);
    let href = format!("/courtroom/adoption/figure?what={}&{query}", what.code());
    Line {
        label: what.vi(),
        how: what.how_vi(),
        to_check: what.to_check_vi(),
        count: shown(is_told, count),
        of: match what.of() {
            Some((_, called)) if is_told => messages::out_of(of, called),
            None if count > 0 => {
                let cases = |is_civil: bool| {
                    let mine = all.items.iter();
                    let mine = mine.filter(|one| one.what == what && one.is_civil == is_civil);
                    matters_of(mine).len()
                };
                messages::in_cases(cases(false), cases(true))
            }
            _ => String::new(),
        },
        share: match what.of() {
            Some(_) if is_told => share_vi(count, of).unwrap_or_else(|| "—".to_owned()),
            _ => String::new(),
        },
        excel: (may_export && of > 0).then(|| href.replacen("/figure?", "/figure/xlsx?", 1)),
        href: if of > 0 { href } else { String::new() },
    }
}

fn shown(is_told: bool, count: usize) -> String {
    match is_told {
        true => vi_number(i64::try_from(count).unwrap_or(i64::MAX)),
        false => "—".to_owned(),
    }
}

/// Đơn vị có ít nhất một phiên tòa trình chiếu: of the units of the table that hold trials.
fn reached(question: &Question, all: &Gathered) -> (String, String) {
    let sessions = all.items.iter().filter(|one| one.what.is_session());
    let reached: BTreeSet<usize> = sessions
        .filter_map(|one| question.place_of(&one.unit))
        .collect();
    let of = question.places.len();
    (
        messages::units_of(reached.len(), of),
        share_vi(reached.len(), of).unwrap_or_default(),
    )
}

/// The figures of the table by unit: some stand together in one column.
const BY_UNIT: [&[What]; 8] = [
    &[What::Digitised],
    &[What::Shown],
    &[What::Sessions],
    &[What::CivilSessions],
    &[What::Drawn(Form::MapReport)],
    &[What::Drawn(Form::Map)],
    &[What::Drawn(Form::Diagram), What::Drawn(Form::Flow)],
    &[What::Drawn(Form::Sketch)],
];

fn unit_lines(question: &Question, all: &Gathered) -> Vec<UnitLine> {
    let lines = question.places.iter().enumerate().map(|(at, place)| {
        let is_top = at == 0;
        let is_here = |one: &Item| question.place_of(&one.unit) == Some(at);
        let cells = BY_UNIT.iter().zip(&messages::UNIT_COLUMNS[1..]);
        let cells = cells.map(|(whats, label)| {
            let counted = whats.iter().map(|what| all.count(*what, is_here));
            let (count, of) = counted.fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
            let is_share = whats.iter().any(|what| what.of().is_some());
            let is_told = !is_share || all.has_shares;
            let query = question.query(&place.key, is_top);
            // Two figures in one column open by the first that has something.
            let opened = whats
                .iter()
                .find(|what| all.count(**what, is_here).1 > 0)
                .filter(|_| is_told);
            Cell {
                label,
                count: match (is_told, is_share) {
                    (true, true) => format!("{}/{}", shown(true, count), shown(true, of)),
                    _ => shown(is_told, count),
                },
                share: match is_share && is_told {
                    true => share_vi(count, of).unwrap_or_default(),
                    false => String::new(),
                },
                href: opened.map_or_else(String::new, |what| {
                    format!("/courtroom/adoption/figure?what={}&{query}", what.code())
                }),
            }
        });
        UnitLine {
            name: place.name.clone(),
            cells: cells.collect(),
        }
    });
    lines.collect()
}
