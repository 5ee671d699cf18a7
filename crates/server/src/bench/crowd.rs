//! Hai mươi cán bộ thống kê cùng lúc: forms, figures, lists, checks and freezing, each against one statistician alone.

use std::time::{Duration, Instant};

use anyhow::ensure;
use axum::http::StatusCode;
use chrono::{Datelike, NaiveDate};
use db::{Sql, args};
use jobs::Workers;
use statistics::Period;

use super::{
    desk::Visitor,
    screens::site,
    table::{Line, percentile},
};
use crate::areas;
use crate::place::Place;

/// So many at once.
const CROWD: usize = 20;
/// How often each of them does everything.
const ROUNDS: usize = 4;
/// How often one alone does it first.
const ALONE: usize = 10;
/// The bar of an open form is that of one alone: everybody waits less than this.
const BAR_MS: f64 = 1000.0;
/// Freezing counts every form and prints it; that many seconds are told, not judged.
const FREEZES: usize = 2;
/// How soon a page that tells how far a job is is looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Một việc: its name and address.
struct Deed {
    name: &'static str,
    path: String,
}

/// Somebody with their unit.
struct Statistician {
    who: Visitor,
    unit: String,
}

/// The times of each deed, in ms.
type Times = Vec<Vec<f64>>;

/// Measures them on a place.
pub async fn measure(engine: &'static str, place: &Place) -> anyhow::Result<Vec<Line>> {
    let (app, router) = site(place).await?;
    db::row! { struct Found { login: String, unit: String } }
    let found: Vec<Found> = app
        .db()
        .all(
            "SELECT p.login, o.unit FROM people_post o JOIN people_person p ON p.id = o.person
              WHERE o.role = 'statistician' AND o.unit <> 'TC' AND o.valid_to >= $1
              ORDER BY o.unit, p.login LIMIT 60",
            args![app.today()],
        )
        .await?;
    let mut people = Vec::new();
    for one in found {
        let who = Visitor::named(&app, &router, &one.login).await?;
        let unit = one.unit;
        people.push(Statistician { who, unit });
    }
    ensure!(!people.is_empty(), "the demo has no statistician");
    let month = last_month(app.today());
    let mut alone: Times = Vec::new();
    for round in 0..ALONE {
        let one = &people[round % people.len()];
        add(&mut alone, go_round(one, app.today(), &month).await?);
    }
    // Twenty sessions; where the demo has fewer statisticians, some are of the same person.
    let crowd = (0..CROWD).map(|at| {
        let one = &people[at % people.len()];
        let (who, unit) = (one.who.clone(), one.unit.clone());
        let today = app.today();
        tokio::spawn(async move {
            let one = Statistician { who, unit };
            let mut times: Times = Vec::new();
            for _ in 0..ROUNDS {
                add(&mut times, go_round(&one, today, &month).await?);
            }
            anyhow::Ok(times)
        })
    });
    let crowd: Vec<_> = crowd.collect();
    let begun = Instant::now();
    let mut together: Times = Vec::new();
    for one in crowd {
        let times = one.await??;
        for (at, times) in times.into_iter().enumerate() {
            match together.get_mut(at) {
                Some(known) => known.extend(times),
                None => together.push(times),
            }
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    let names = deeds("", app.today(), &month);
    let mut lines = Vec::new();
    for ((deed, alone), times) in names.iter().zip(&mut alone).zip(&mut together) {
        lines.push(told(engine, deed.name, alone, times, Some(BAR_MS)));
    }
    let pages = CROWD * ROUNDS * names.len();
    lines.push(Line::told(
        format!("{CROWD} cán bộ thống kê cùng lúc: số trang mỗi giây"),
        engine,
        pages as f64 / seconds,
        "trang/s",
    ));
    // Freezing is long work: as many workers as the cores of the measure.
    let workers = Workers::start(app.jobs(), areas::handlers(&app), 2);
    lines.push(freezing(engine, &people, &month).await?);
    workers.stop().await;
    Ok(lines)
}

fn told(
    engine: &'static str,
    name: &str,
    alone: &mut [f64],
    times: &mut [f64],
    bar: Option<f64>,
) -> Line {
    let (p50, p99) = (percentile(times, 50), percentile(times, 99));
    let (one50, one99) = (percentile(alone, 50), percentile(alone, 99));
    let what = format!("{CROWD} cán bộ thống kê cùng lúc: {name}, p99");
    let line = match bar {
        Some(bar) => Line::below(what, engine, p99, bar, "ms"),
        None => Line::told(what, engine, p99, "ms"),
    };
    line.also(format!(
        "p50 {p50:.1} ms; một người {one50:.1} / {one99:.1} ms; gấp {:.1}× / {:.1}×",
        p50 / one50,
        p99 / one99
    ))
}

/// What a statistician does at the end of a month.
fn deeds(unit: &str, today: NaiveDate, month: &Period) -> Vec<Deed> {
    let over = |from: NaiveDate, to: NaiveDate| format!("unit={unit}&from={from}&to={to}");
    let (closed, year) = (
        over(month.from.on, month.to.on),
        over(year_of(today), today),
    );
    let deed = |name, path: String| Deed { name, path };
    vec![
        deed("Biểu 01, kỳ đang mở", format!("/statistics/bieu-01?{year}")),
        deed("Biểu 02, kỳ đang mở", format!("/statistics/bieu-02?{year}")),
        deed("Biểu 07, kỳ đang mở", format!("/statistics/bieu-07?{year}")),
        deed(
            "Biểu 10, kỳ đã qua",
            format!("/statistics/bieu-10?{closed}"),
        ),
        deed(
            "mở một số liệu",
            format!("/statistics/bieu-02/figure?row=15&{year}"),
        ),
        deed(
            "danh sách xuất ra tệp",
            format!("/statistics/bieu-01/csv?{closed}"),
        ),
        deed(
            "kiểm tra trước khi gửi",
            format!("/statistics/doctor?{closed}"),
        ),
    ]
}

async fn go_round(one: &Statistician, today: NaiveDate, month: &Period) -> anyhow::Result<Times> {
    let mut times = Vec::new();
    for deed in deeds(&one.unit, today, month) {
        let begun = Instant::now();
        let (status, body) = one.who.get(&deed.path).await?;
        times.push(vec![begun.elapsed().as_secs_f64() * 1000.0]);
        ensure!(
            status.is_success(),
            "{}: {status} {:.300}",
            deed.path,
            String::from_utf8_lossy(&body)
        );
    }
    Ok(times)
}

fn add(all: &mut Times, round: Times) {
    if all.is_empty() {
        *all = round;
        return;
    }
    for (known, new) in all.iter_mut().zip(round) {
        known.extend(new);
    }
}

/// Chốt: one after another, then by everybody who is of another unit, at once. Each set is withdrawn again.
async fn freezing(
    engine: &'static str,
    people: &[Statistician],
    month: &Period,
) -> anyhow::Result<Line> {
    let mut units: Vec<&Statistician> = Vec::new();
    for one in people {
        if units.iter().all(|known| known.unit != one.unit) && units.len() < CROWD {
            units.push(one);
        }
    }
    let mut alone = Vec::new();
    for _ in 0..FREEZES {
        for one in units.iter().take(3) {
            alone.push(freeze(&one.who, &one.unit, month).await?);
        }
    }
    let at_once = units.iter().map(|one| {
        let (who, unit, month) = (one.who.clone(), one.unit.clone(), *month);
        tokio::spawn(async move { freeze(&who, &unit, &month).await })
    });
    let at_once: Vec<_> = at_once.collect();
    let mut together = Vec::new();
    for one in at_once {
        together.push(one.await??);
    }
    let name = format!("chốt một tháng ({} đơn vị)", together.len());
    Ok(told(engine, &name, &mut alone, &mut together, None))
}

/// Waits until the page of a set no longer tells how far its job is.
async fn until_it_stands(who: &Visitor, set: &str) -> anyhow::Result<()> {
    loop {
        let (_, body) = who.get(set).await?;
        if !String::from_utf8_lossy(&body).contains("data-progress=") {
            return Ok(());
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Freezes a unit's month and withdraws it; how long the freezing took.
async fn freeze(who: &Visitor, unit: &str, month: &Period) -> anyhow::Result<f64> {
    let (from, to) = (month.from.on.to_string(), month.to.on.to_string());
    let fields = [
        ("unit", unit),
        ("from", from.as_str()),
        ("to", to.as_str()),
        ("explanation", "kiemsat-bench"),
    ];
    let page = format!("/statistics/submissions?unit={unit}&from={from}&to={to}");
    let begun = Instant::now();
    let (status, set) = who.post(&page, "/statistics/submissions", &fields).await?;
    // What the checks refuse at the click took its time all the same.
    let is_ordered = status == StatusCode::SEE_OTHER;
    if is_ordered {
        until_it_stands(who, &set).await?;
    }
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    if is_ordered {
        who.post(
            &set,
            &format!("{set}/withdrawal"),
            &[("why", "kiemsat-bench")],
        )
        .await?;
    }
    Ok(took)
}

/// The whole month before the one that runs.
fn last_month(today: NaiveDate) -> Period {
    let first = today.with_day(1).unwrap_or(today);
    let last = first.pred_opt().unwrap_or(first);
    Period::days(last.with_day(1).unwrap_or(last), last)
}

/// The first day of the statistical year that runs.
fn year_of(today: NaiveDate) -> NaiveDate {
    let year = if today.month() == 12 {
        today.year()
    } else {
        today.year() - 1
    };
    NaiveDate::from_ymd_opt(year, 12, 1).unwrap_or(today)
}
