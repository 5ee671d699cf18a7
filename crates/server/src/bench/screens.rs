//! Các màn hình: server time of each, asked through the real router, over many matters and units.

use std::{sync::Arc, time::Instant};

use anyhow::bail;
use axum::Router;
use chrono::{Datelike, Months, NaiveDate};
use db::{Sql, args};
use shell::{App, Settings};
use uuid::Uuid;

use super::{
    desk::Visitor,
    file,
    table::{Line, percentile},
};
use crate::{
    areas,
    place::{Place, now_ms},
};

/// How often each screen is asked for.
const TIMES: usize = 200;
/// Statistical forms cost more; they are asked for less often.
const FORM_TIMES: usize = 12;

/// The program over a place, and its router.
pub async fn site(place: &Place) -> anyhow::Result<(App, Router)> {
    let settings = Settings {
        max_upload: 1 << 30,
        ..Settings::default()
    };
    let app = place.app(Arc::new(now_ms), settings).await?;
    let router = shell::site(app.clone(), areas::routes());
    Ok((app, router))
}

/// Who asks for what.
pub struct Screen {
    /// Its name in the table.
    pub name: &'static str,
    /// Who asks.
    pub who: Visitor,
    /// The addresses, asked in turn.
    pub paths: Vec<String>,
    /// The bar in ms.
    pub bar: f64,
    /// How often.
    pub times: usize,
}

/// Every screen that is measured.
pub async fn all(app: &App, router: &Router) -> anyhow::Result<Vec<Screen>> {
    let prosecutor = Visitor::named(app, router, "ksv1").await?;
    let chief = Visitor::named(app, router, "vientruong").await?;
    let province = Visitor::named(app, router, "tinh.vientruong").await?;
    let nation = Visitor::of_the_nation(app, router).await?;
    let matters: Vec<Uuid> = app
        .db()
        .all(
            "SELECT matter_id FROM criminal_matter WHERE unit_id = 'P68-KV03' ORDER BY matter_id LIMIT 200",
            args![],
        )
        .await?;
    db::row! { struct Charged { matter_id: Uuid, subject_id: Uuid } }
    let charged: Vec<Charged> = app
        .db()
        .all(
            "SELECT matter_id, subject_id FROM criminal_accused WHERE unit_id = 'P68-KV03' ORDER BY matter_id, subject_id LIMIT 200",
            args![],
        )
        .await?;
    let people = charged
        .iter()
        .map(|one| format!("/criminal/persons/{}/{}", one.matter_id, one.subject_id))
        .collect();
    let of_matters = |path: &str| {
        matters
            .iter()
            .map(|id| path.replace("{id}", &id.to_string()))
            .collect()
    };
    let one = |path: &str| vec![path.to_owned()];
    let screen = |name, who: &Visitor, paths: Vec<String>| Screen {
        name,
        who: who.clone(),
        paths,
        bar: 50.0,
        times: TIMES,
    };
    let mut screens = vec![
        screen("bàn làm việc, Kiểm sát viên", &prosecutor, one("/desk")),
        screen("bàn làm việc, Viện trưởng", &chief, one("/desk")),
        screen("bàn làm việc, Viện trưởng tỉnh", &province, one("/desk")),
        screen(
            "bàn làm việc, tỉnh và các khu vực",
            &province,
            one("/desk?of=tree"),
        ),
        screen("hình sự, trang đầu", &chief, one("/criminal")),
        screen("sổ nguồn tin", &chief, one("/criminal/reports")),
        screen("sổ vụ án", &chief, one("/criminal/cases")),
        screen("sổ vụ án, cấp tỉnh", &province, one("/criminal/cases")),
        screen("người đang bị giam, giữ", &chief, one("/criminal/held")),
        screen("trang hồ sơ", &chief, of_matters("/criminal/matters/{id}")),
        screen(
            "tìm người",
            &chief,
            [
                "nguyen",
                "nguyen+van+an",
                "tran+1980",
                "lam+20/5/1990",
                "068000001234",
                "lan%2C+lam+dong",
            ]
            .map(|typed| format!("/criminal/persons?q={typed}"))
            .into(),
        ),
        screen(
            "tìm người, tỉnh và các khu vực",
            &province,
            ["nguyen+van+an", "tran+1980", "068000001234"]
                .map(|typed| format!("/criminal/persons?q={typed}&below=1"))
                .into(),
        ),
        screen("trang một người qua các hồ sơ", &chief, people),
        screen("sổ lấy số", &chief, one("/criminal/numbers")),
        screen("sổ 04, một khu vực", &chief, one("/criminal/books/04")),
        screen("sổ 04, cấp tỉnh", &province, one("/criminal/books/04")),
        screen(
            "sổ theo dõi tạm đình chỉ",
            &chief,
            one("/criminal/books/td"),
        ),
        screen("sổ văn bản", &chief, one("/documents")),
        screen("giá hồ sơ số hóa", &chief, one("/casefile")),
        screen(
            "hồ sơ số hóa của vụ án",
            &chief,
            of_matters("/casefile/matters/{id}"),
        ),
    ];
    let today = app.today();
    let of_id =
        |id: &str, name, unit: &str, (from, to): (NaiveDate, NaiveDate), who: &Visitor, bar| {
            Screen {
                name,
                who: who.clone(),
                paths: vec![format!(
                    "/statistics/{id}?unit={unit}&tree=1&from={from}&to={to}"
                )],
                bar,
                times: FORM_TIMES,
            }
        };
    let form =
        |name, unit: &str, over, who: &Visitor, bar| of_id("bieu-01", name, unit, over, who, bar);
    for (id, open, closed) in [
        (
            "bieu-02",
            "Biểu 02 cả nước, kỳ đang mở",
            "Biểu 02 cả nước, kỳ đã chốt",
        ),
        (
            "bieu-07",
            "Biểu 07 cả nước, kỳ đang mở",
            "Biểu 07 cả nước, kỳ đã chốt",
        ),
        (
            "bieu-10",
            "Biểu 10 cả nước, kỳ đang mở",
            "Biểu 10 cả nước, kỳ đã chốt",
        ),
    ] {
        screens.push(of_id(id, open, "TC", open_period(today), &nation, 1000.0));
        screens.push(of_id(
            id,
            closed,
            "TC",
            closed_period(today),
            &nation,
            100.0,
        ));
    }
    screens.push(form(
        "Biểu 01 cả nước, kỳ đang mở",
        "TC",
        open_period(today),
        &nation,
        1000.0,
    ));
    screens.push(form(
        "Biểu 01 cả nước, kỳ đã chốt",
        "TC",
        closed_period(today),
        &nation,
        100.0,
    ));
    screens.push(form(
        "Biểu 01 tỉnh, kỳ đang mở",
        "P68",
        open_period(today),
        &province,
        1000.0,
    ));
    Ok(screens)
}

/// The statistical year that runs, up to today.
fn open_period(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let year = if today.month() == 12 {
        today.year()
    } else {
        today.year() - 1
    };
    (NaiveDate::from_ymd_opt(year, 12, 1).unwrap_or(today), today)
}

/// Half a year that ended some months ago.
fn closed_period(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (from, _) = open_period(today);
    let to = from
        .checked_add_months(Months::new(6))
        .and_then(|day| day.pred_opt());
    (from, to.unwrap_or(today))
}

/// Times them all, and the case file of the sample.
pub async fn measure(engine: &'static str, place: &Place) -> anyhow::Result<Vec<Line>> {
    let (app, router) = site(place).await?;
    let mut lines = Vec::new();
    for screen in all(&app, &router).await? {
        lines.push(timed(engine, &screen).await?);
    }
    lines.extend(case_file(engine, &app, &router).await?);
    Ok(lines)
}

async fn timed(engine: &'static str, screen: &Screen) -> anyhow::Result<Line> {
    if screen.paths.is_empty() {
        bail!("{}: nothing to ask for", screen.name);
    }
    let begun = Instant::now();
    let (status, body) = screen.who.get(&screen.paths[0]).await?;
    let first = begun.elapsed().as_secs_f64() * 1000.0;
    if !status.is_success() {
        let words = String::from_utf8_lossy(&body)
            .chars()
            .take(300)
            .collect::<String>();
        return Ok(Line::told(
            format!("{}: {status} {words}", screen.name),
            engine,
            f64::NAN,
            "",
        ));
    }
    let mut times = Vec::with_capacity(screen.times);
    let mut bytes = 0;
    for path in screen.paths.iter().cycle().take(screen.times) {
        let begun = Instant::now();
        let (_, body) = screen.who.get(path).await?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        bytes += body.len();
    }
    let median = percentile(&mut times, 50);
    let p99 = percentile(&mut times, 99);
    let also = format!(
        "p50 {median:.1} ms, first {first:.0} ms, {} kB",
        bytes / screen.times / 1024
    );
    Ok(Line::below(
        format!("{}, p99", screen.name),
        engine,
        p99,
        screen.bar,
        "ms",
    )
    .also(also))
}

/// Times the pages of the sample, uploaded and read in a matter.
async fn case_file(engine: &'static str, app: &App, router: &Router) -> anyhow::Result<Vec<Line>> {
    let who = Visitor::named(app, router, "vientruong").await?;
    let Some(pages) = file::sample(app, &who, "picture IS NULL").await? else {
        let what = "case file: samples/case-a/stack.pdf is not here";
        return Ok(vec![Line::told(what, engine, f64::NAN, "")]);
    };
    let matter: Uuid = app
        .db()
        .one(
            "SELECT matter_id FROM casefile_page WHERE id = $1",
            args![pages.first().copied()],
        )
        .await?;
    let screen = |name, path: &str| Screen {
        name,
        who: who.clone(),
        paths: pages
            .iter()
            .map(|id| path.replace("{id}", &id.to_string()))
            .collect(),
        bar: 10.0,
        times: TIMES,
    };
    let image = screen("trang bản quét, ảnh", "/casefile/pages/{id}/image");
    let thumb = screen("trang bản quét, ảnh nhỏ", "/casefile/pages/{id}/thumb");
    let whole = Screen {
        paths: vec![format!("/casefile/matters/{matter}")],
        bar: 50.0,
        ..screen("hồ sơ số hóa 51 trang", "")
    };
    Ok(vec![
        timed(engine, &image).await?,
        timed(engine, &thumb).await?,
        timed(engine, &whole).await?,
    ])
}
