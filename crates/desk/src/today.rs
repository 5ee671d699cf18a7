//! Bàn làm việc hôm nay: counts, then what ran out, what ends today and in 1, 3, 7 and 15 days, each with its proof.

use askama::Template;
use axum::extract::Query;
use criminal::{Stretch, Whose, due::counts, register::Cursor};
use serde::Deserialize;
use shell::{Column, Empty, Frame, Page, Pager, Problem, Progress, Stat, Tabs, Tone, Visit};

use crate::clock::{Row, row};
use crate::escalation::{
    screen::{Line, lines},
    shelf::Which,
};
use crate::horizon::Horizon;
use crate::messages;
use crate::recent::{self, Recent};
use crate::scope::Scope;

/// Lines of a stretch while all of them are shown.
const SHOWN: i64 = 12;
/// Lines of what was raised to the person, above everything else.
const ESCALATED: i64 = 5;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    of: String,
    #[serde(default)]
    within: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    from: i64,
}

struct Section {
    id: &'static str,
    heading: &'static str,
    count: String,
    rows: Vec<Row>,
    more: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "today.html")]
pub struct TodayPage {
    frame: Frame,
    stats: Vec<Stat>,
    tabs: Tabs,
    columns: Vec<Column>,
    sections: Vec<Section>,
    pager: Option<Pager>,
    empty: Empty,
    jobs: Vec<Progress>,
    recent: Vec<Recent>,
    all_href: Option<String>,
    escalated: Vec<Line>,
    escalated_all: Option<String>,
}

/// The page.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<TodayPage>, Problem> {
    let scope = Scope::chosen(&asked.of, &visit.actor);
    let whose = scope.whose(&visit).await?;
    let alone = Horizon::named(&asked.within);
    let (mut stats, mut sections, mut pager) = (Vec::new(), Vec::new(), None);
    let stretches = Horizon::ALL.map(|horizon| horizon.stretch(visit.now_ms));
    let counted = counts(visit.app.db(), &whose, &stretches).await?;
    for (horizon, count) in Horizon::ALL.into_iter().zip(counted) {
        stats.push(stat(horizon, count, scope, alone));
        if count == 0 || alone.is_some_and(|one| one != horizon) {
            continue;
        }
        let (section, pages) = section(&visit, &whose, horizon, count, scope, &asked).await?;
        if alone.is_some() {
            pager = Some(pages);
        }
        sections.push(section);
    }
    let escalated = match alone {
        None => lines(&visit, Which::Waiting, ESCALATED).await?,
        Some(_) => (Vec::new(), 0),
    };
    let empty = match alone {
        None => Empty::new(messages::NOTHING, messages::NOTHING_MORE)
            .action("Mọi thời hạn đang chạy", "/criminal?within=all"),
        Some(_) => Empty::new(messages::NOTHING_THERE, messages::NOTHING_THERE_MORE)
            .action("Xem mọi việc", address(scope, None)),
    };
    let frame = visit
        .frame("Bàn làm việc")
        .subtitle(format!("{} · {}", visit.actor.name, visit.actor.unit_name));
    Ok(Page(TodayPage {
        frame,
        stats,
        tabs: tabs(&visit, scope, alone),
        columns: [
            "Hết hạn",
            "Thời hạn",
            "Hồ sơ",
            "Bước hợp pháp tiếp theo",
            "Kiểm sát viên",
        ]
        .into_iter()
        .map(Column::plain)
        .collect(),
        sections,
        pager,
        empty,
        jobs: recent::jobs(&visit).await?,
        recent: recent::matters(&visit).await?,
        all_href: alone.map(|_| address(scope, None)),
        escalated_all: (escalated.1 > 0).then(|| messages::waiting(escalated.1)),
        escalated: escalated.0,
    }))
}

async fn section(
    visit: &Visit,
    whose: &Whose,
    horizon: Horizon,
    count: i64,
    scope: Scope,
    asked: &Asked,
) -> Result<(Section, Pager), Problem> {
    let alone = Horizon::named(&asked.within).is_some();
    let after = Cursor::read(&asked.after).filter(|_| alone);
    let whole = horizon.stretch(visit.now_ms);
    let stretch = match alone {
        true => Stretch::page(whole, after),
        false => Stretch::nearest(whole, SHOWN),
    };
    let (clocks, more) = criminal::due(visit.app.db(), whose, stretch).await?;
    let first = if alone { asked.from.max(0) } else { 0 };
    let shown = clocks.len() as i64;
    let next = clocks.last().filter(|_| more).map(|last| {
        format!(
            "{}&after={}&from={}",
            address(scope, Some(horizon)),
            last.cursor().text(),
            first + shown
        )
    });
    let pager = Pager {
        previous: (first > 0).then(|| address(scope, Some(horizon))),
        next,
        from: first + i64::from(shown > 0),
        to: first + shown,
        total: Some(count),
    };
    let left = count - shown;
    let section = Section {
        id: horizon.code(),
        heading: messages::heading(horizon),
        count: shell::vi_number(count),
        rows: clocks.into_iter().map(|clock| row(visit, clock)).collect(),
        more: (!alone && left > 0).then(|| (messages::more(left), address(scope, Some(horizon)))),
    };
    Ok((section, pager))
}

fn stat(horizon: Horizon, count: i64, scope: Scope, alone: Option<Horizon>) -> Stat {
    let tone = match (horizon, count) {
        (_, 0) => Tone::Good,
        (Horizon::Overdue, _) => Tone::Danger,
        (Horizon::Today | Horizon::Tomorrow | Horizon::ThreeDays, _) => Tone::Warning,
        _ => Tone::Neutral,
    };
    let icon = if horizon == Horizon::Overdue {
        "calendar-due"
    } else {
        "clock"
    };
    let hint = if alone == Some(horizon) {
        "Đang xem"
    } else {
        ""
    };
    Stat::new(messages::heading(horizon), count)
        .icon(icon)
        .tone(tone)
        .hint(hint)
        .href(address(scope, Some(horizon)))
}

fn tabs(visit: &Visit, chosen: Scope, alone: Option<Horizon>) -> Tabs {
    Scope::of(&visit.actor)
        .into_iter()
        .fold(Tabs::new("Phạm vi"), |tabs, scope| {
            tabs.tab(
                messages::tab(scope),
                address(scope, alone),
                None,
                scope == chosen,
            )
        })
}

fn address(scope: Scope, alone: Option<Horizon>) -> String {
    let within = alone
        .map(|horizon| format!("&within={}", horizon.code()))
        .unwrap_or_default();
    format!("/desk?of={}{within}", scope.code())
}
