//! Bàn làm việc hôm nay: counts, then what ran out, what ends today and in 1, 3, 7 and 15 days, each with its proof.

use askama::Template;
use axum::extract::Query;
use chrono::Days;
use criminal::due::{counts, counts_by_unit, nearest};
use criminal::{DueClock, Stretch, Whose, register::Cursor};
use serde::Deserialize;
use shell::{Badge, Column, Empty, Frame, Page, Pager, Problem, Progress, Stat, Tabs, Tone, Visit};

use crate::clock::{Row, columns, row};
use crate::escalation::{
    screen::{Line, lines},
    shelf::Which,
};
use crate::horizon::Horizon;
use crate::messages;
use crate::recent::{self, Recent};
use crate::scope::{self, Scope};

/// Lines of a stretch while all of them are shown.
const SHOWN: i64 = 12;
/// Ends of limitation that a prosecutor worked out are told so many days before.
const LIMITATION_AHEAD: u64 = 90;
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

/// Một hồ sơ hẹn xem lại, hoặc sắp hết thời hiệu.
struct WatchRow {
    day: Badge,
    what: &'static str,
    href: String,
    title: String,
    code: String,
    name: String,
    note: String,
}

/// Một đơn vị, as figures.
struct UnitRow {
    name: String,
    counts: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "today.html")]
pub struct TodayPage {
    frame: Frame,
    stats: Vec<Stat>,
    tabs: Tabs,
    columns: Vec<Column>,
    unit_columns: Vec<Column>,
    below: Vec<UnitRow>,
    sections: Vec<Section>,
    pager: Option<Pager>,
    empty: Empty,
    jobs: Vec<Progress>,
    recent: Vec<Recent>,
    all_href: Option<String>,
    watched: Vec<WatchRow>,
    papers: documents::DeskPart,
    certificates: signing::DeskPart,
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
    let below = match (scope, &whose) {
        (Scope::Tree, Whose::Units(units)) => {
            Some(counts_by_unit(visit.app.db(), units, &stretches).await?)
        }
        _ => None,
    };
    let counted: Vec<i64> = match &below {
        Some(units) => (0..stretches.len())
            .map(|at| units.iter().map(|(_, counts)| counts[at]).sum())
            .collect(),
        None => counts(visit.app.db(), &whose, &stretches).await?,
    };
    let mut near = match alone {
        None => nearest(visit.app.db(), &whose, &stretches, &counted, SHOWN).await?,
        Some(_) => Vec::new(),
    }
    .into_iter();
    for (horizon, count) in Horizon::ALL.into_iter().zip(counted) {
        stats.push(stat(horizon, count, scope, alone));
        let clocks = near.next().unwrap_or_default();
        match alone {
            _ if count == 0 => {}
            None => sections.push(first_lines(&visit, horizon, count, clocks, scope)),
            Some(one) if one == horizon => {
                let (section, pages) = whole(&visit, &whose, horizon, count, scope, &asked).await?;
                pager = Some(pages);
                sections.push(section);
            }
            Some(_) => {}
        }
    }
    let below = match below {
        Some(counted) => by_unit(&visit, counted).await?,
        None => Vec::new(),
    };
    let escalated = match alone {
        None => lines(&visit, Which::Waiting, ESCALATED).await?,
        Some(_) => (Vec::new(), 0),
    };
    let watched = match alone {
        None => watched(&visit, &whose).await?,
        Some(_) => Vec::new(),
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
        tabs: scope::tabs(&visit, scope, |scope| address(scope, alone)),
        columns: columns(),
        unit_columns: std::iter::once("Đơn vị")
            .chain(Horizon::ALL.map(messages::heading))
            .map(Column::plain)
            .collect(),
        below,
        sections,
        pager,
        empty,
        jobs: recent::jobs(&visit).await?,
        recent: recent::matters(&visit).await?,
        watched,
        papers: match alone {
            None => documents::DeskPart::of(&visit).await?,
            Some(_) => documents::DeskPart::default(),
        },
        certificates: match alone {
            None => signing::DeskPart::of(&visit).await?,
            Some(_) => signing::DeskPart::default(),
        },
        all_href: alone.map(|_| address(scope, None)),
        escalated_all: (escalated.1 > 0).then(|| messages::waiting(escalated.1)),
        escalated: escalated.0,
    }))
}

/// Hẹn xem lại: what was to be looked at by today, judgments to be recorded as final, limitation that ends within a quarter of a year.
async fn watched(visit: &Visit, whose: &Whose) -> Result<Vec<WatchRow>, Problem> {
    let until = (visit.today, visit.today + Days::new(LIMITATION_AHEAD));
    let lines = criminal::watch::near(visit.app.db(), whose, until, SHOWN).await?;
    let row = |line: criminal::watch::WatchLine| {
        let left = (line.on_day - visit.today).num_days();
        let is_limitation = line.kind == "limitation";
        let tone = match (is_limitation, left) {
            (true, ..0) => Tone::Danger,
            (true, _) | (false, ..0) => Tone::Warning,
            (false, _) => Tone::Info,
        };
        WatchRow {
            day: Badge::new(tone, shell::vi_date(line.on_day)),
            what: messages::watch_reason(&line.kind),
            href: format!("/criminal/matters/{}", line.matter_id),
            title: line.title,
            code: line.code,
            name: line.name,
            note: line.note,
        }
    };
    Ok(lines.into_iter().map(row).collect())
}

/// The nearest lines of a stretch, with the way to the rest.
fn first_lines(
    visit: &Visit,
    horizon: Horizon,
    count: i64,
    clocks: Vec<DueClock>,
    scope: Scope,
) -> Section {
    let left = count - clocks.len() as i64;
    let more = (left > 0).then(|| (messages::more(left), address(scope, Some(horizon))));
    section(visit, horizon, count, clocks, more)
}

/// A page of a stretch that is looked at alone.
async fn whole(
    visit: &Visit,
    whose: &Whose,
    horizon: Horizon,
    count: i64,
    scope: Scope,
    asked: &Asked,
) -> Result<(Section, Pager), Problem> {
    let stretch = Stretch::page(horizon.stretch(visit.now_ms), Cursor::read(&asked.after));
    let (clocks, more) = criminal::due(visit.app.db(), whose, stretch).await?;
    let first = asked.from.max(0);
    let shown = clocks.len() as i64;
    let here = address(scope, Some(horizon));
    let next = clocks.last().filter(|_| more).map(|last| {
        format!(
            "{here}&after={}&from={}",
            last.cursor().text(),
            first + shown
        )
    });
    let pager = Pager {
        previous: (first > 0).then_some(here),
        next,
        from: first + i64::from(shown > 0),
        to: first + shown,
        total: Some(count),
    };
    Ok((section(visit, horizon, count, clocks, None), pager))
}

fn section(
    visit: &Visit,
    horizon: Horizon,
    count: i64,
    clocks: Vec<DueClock>,
    more: Option<(String, String)>,
) -> Section {
    Section {
        id: horizon.code(),
        heading: messages::heading(horizon),
        count: shell::vi_number(count),
        rows: clocks.into_iter().map(|clock| row(visit, clock)).collect(),
        more,
    }
}

/// Figures of the unit and of each below, the unit's own first; that the matters behind them were opened leaves a trail.
async fn by_unit(
    visit: &Visit,
    mut counted: Vec<(String, Vec<i64>)>,
) -> Result<Vec<UnitRow>, Problem> {
    counted.sort_by_key(|(unit, _)| (!visit.actor.covers.unit(unit), unit.clone()));
    let work = visit.begin().await?;
    let unit = visit.actor.unit.clone();
    work.note(
        "desk.opened_below",
        "unit",
        unit,
        &counted.len().to_string(),
    )
    .await?;
    work.commit().await?;
    let tree = visit.app.units().units().await?;
    let row = |(unit, counts): (String, Vec<i64>)| UnitRow {
        name: people::units::shortened(&tree.name_on(&unit, visit.today)),
        counts: Horizon::ALL
            .into_iter()
            .zip(counts)
            .map(|(horizon, count)| (messages::heading(horizon), shell::vi_number(count)))
            .collect(),
    };
    Ok(counted.into_iter().map(row).collect())
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

fn address(scope: Scope, alone: Option<Horizon>) -> String {
    let within = alone
        .map(|horizon| format!("&within={}", horizon.code()))
        .unwrap_or_default();
    format!("/desk?of={}{within}", scope.code())
}
