//! Đứng sau con số: the cases, sessions and drawings behind a figure, each with its proof. Opening it leaves a trail; a case is named to
//! those who may open figures, or read its file.

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::{
    extract::Query,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::Right;
use shell::{Column, Empty, Frame, Page, Problem, Visit, local_day, vi_date};
use uuid::Uuid;

use super::{
    asked::{Asked, Question},
    gathered::{Item, gathered},
    messages, sheet,
    what::{What, share_vi},
};

/// Lines on the screen at most; Excel has all.
const SHOWN: usize = 300;
/// Lines of a sheet at most.
const MOST: usize = 50_000;

/// Một dòng.
pub(super) struct Line {
    pub(super) at: String,
    pub(super) matter: String,
    pub(super) code: String,
    /// Hình sự, or dân sự, hành chính.
    pub(super) field: &'static str,
    pub(super) title: String,
    pub(super) is_counted: bool,
    pub(super) unit: String,
    /// The proof; empty where this person may not open it.
    pub(super) href: String,
}

#[derive(Template)]
#[template(path = "adoption/list.html")]
struct ListPage {
    frame: Frame,
    what: What,
    scope: String,
    period: String,
    figure: String,
    back: String,
    excel: Option<String>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    more: Option<String>,
    nothing: Empty,
}

/// `GET /courtroom/adoption/figure?what=&unit=&from=&to=`
pub(crate) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse, Problem> {
    let (question, what) = opened(&visit, &asked, "figure.opened").await?;
    let all = gathered(&visit, &question, Some(what)).await?;
    let figure = said(&all.count(what, |_| true), what);
    let (query, many) = (
        question.query(&question.unit, question.is_only),
        all.items.len(),
    );
    let mut items = all.items;
    // The newest first; Excel keeps the order of time.
    items.reverse();
    items.truncate(SHOWN);
    let unit = may_export_of(&visit, &question);
    let excel = format!(
        "/courtroom/adoption/figure/xlsx?what={}&{query}",
        what.code()
    );
    Ok(Page(ListPage {
        frame: visit
            .frame(what.vi())
            .subtitle(format!("{figure} · {}", question.scope))
            .crumb("Phiên tòa", "/courtroom")
            .crumb(messages::TITLE, format!("/courtroom/adoption?{query}")),
        back: format!("/courtroom/adoption?{query}"),
        excel: (many > 0 && unit).then_some(excel),
        columns: messages::LIST_COLUMNS.map(Column::plain).to_vec(),
        lines: lines(&visit, items).await?,
        more: (many > SHOWN).then(|| messages::more_lines(many - SHOWN)),
        nothing: Empty::new(messages::NOTHING, messages::NOTHING_WHY),
        period: period(&question),
        scope: question.scope,
        figure,
        what,
    }))
}

/// `GET /courtroom/adoption/figure/xlsx?what=&unit=&from=&to=`
pub(crate) async fn xlsx(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (question, what) = opened(&visit, &asked, "figure.exported").await?;
    if !may_export_of(&visit, &question) {
        return Err(Problem::not_allowed());
    }
    let all = gathered(&visit, &question, Some(what)).await?;
    if all.items.len() > MOST {
        return Err(Problem::Refused(messages::TOO_LONG.to_owned()));
    }
    let figure = said(&all.count(what, |_| true), what);
    let lines = lines(&visit, all.items).await?;
    let head = [
        format!("{}: {figure}", what.vi()),
        format!("{} · {}", question.scope, period(&question)),
        what.how_vi().to_owned(),
    ];
    let bytes = sheet::book(&head, &lines).map_err(Problem::failed)?;
    let (from, to) = question.days;
    let name = format!("{}-{from}-{to}.xlsx", what.code());
    Ok(sheet::file(bytes, &name))
}

/// The question and its figure; who looked stays in the trail.
async fn opened(visit: &Visit, asked: &Asked, action: &str) -> Result<(Question, What), Problem> {
    let what = What::named(&asked.what).ok_or_else(Problem::not_found)?;
    let question = asked.question(visit).await?;
    if !question.refused.is_empty() {
        return Err(Problem::Refused(question.refused));
    }
    let work = visit.begin().await?;
    let object = format!("courtroom/adoption/{}", what.code());
    let detail = question.query(&question.unit, question.is_only);
    work.note(action, "figure", object, &detail).await?;
    work.commit().await?;
    Ok((question, what))
}

fn may_export_of(visit: &Visit, question: &Question) -> bool {
    let unit = match question.unit.as_str() {
        "" => &visit.actor.unit,
        unit => unit,
    };
    visit.may_over(Right::StatisticsExport, unit, &[])
}

fn period(question: &Question) -> String {
    messages::period(&vi_date(question.days.0), &vi_date(question.days.1))
}

/// "2 trên 3 vụ án đã xét xử sơ thẩm, 66,67 %", "12".
fn said((count, of): &(usize, usize), what: What) -> String {
    match (what.of(), share_vi(*count, *of)) {
        (Some((_, called)), Some(share)) => {
            format!("{count} trên {}, {share}", messages::out_of(*of, called))
        }
        _ => count.to_string(),
    }
}

/// Items in words.
async fn lines(visit: &Visit, items: Vec<Item>) -> Result<Vec<Line>, Problem> {
    let ids: BTreeSet<Uuid> = items.iter().map(|one| one.matter).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let mut heads: HashMap<Uuid, MatterHead> = HashMap::new();
    for some in ids.chunks(200) {
        let found = casefile::heads_of(visit.app.db(), some).await?;
        heads.extend(found.into_iter().map(|head| (head.id, head)));
    }
    let units = visit.app.units().units().await?;
    let line = |one: Item| {
        let may_open = visit.may_over(Right::StatisticsOpenFigure, &one.unit, &[]);
        let head = heads.get(&one.matter);
        let may_read = head
            .is_some_and(|head| visit.may_over(Right::CasefileRead, &head.unit, &head.assigned));
        let head = head.filter(|_| may_open || may_read);
        // A fact opens for those who open figures; a log, a file, a drawing for those who read the file.
        let is_fact = one.what == What::Shown;
        let is_named = head.is_some();
        Line {
            at: vi_date(local_day(one.at)),
            matter: head.map_or_else(
                || match one.is_civil {
                    true => messages::MAY_NOT_NAME_CIVIL.to_owned(),
                    false => messages::MAY_NOT_NAME.to_owned(),
                },
                |head| head.title.clone(),
            ),
            field: match one.is_civil {
                true => messages::CIVIL_FIELD,
                false => messages::CRIMINAL_FIELD,
            },
            code: head.map(|head| head.code.clone()).unwrap_or_default(),
            // The title of a drawing is written by people and may name them.
            title: match is_named || one.what.of().is_some() || one.what.is_session() {
                true => one.title,
                false => String::new(),
            },
            is_counted: one.is_counted,
            unit: people::units::shortened(&units.name_on(&one.unit, visit.today)),
            href: match may_read || (is_fact && may_open) {
                true => one.href,
                false => String::new(),
            },
        }
    };
    Ok(items.into_iter().map(line).collect())
}
