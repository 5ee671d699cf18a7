//! Hồ sơ mười nghìn trang: opened, turned and searched by eight users at once, each deed against one user alone.
//!
//! The pages are those of the sample, read by this program; each stands in the file under its own number with its own picture in the
//! store, so that no page is warm because another one is.
//!
//! The bars are asked of eight fast readers: each turns a page every third to half of a second, searches every few seconds, jumps to a
//! leaf, opens the file anew now and then. Eight users who never pause are measured, too: what the machine can give, without a bar.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use axum::Router;
use casefile::bl_key;
use db::{Sql, args};
use jobs::Workers;
use search::Index;
use shell::App;
use uuid::Uuid;

use super::{
    chance::Chance,
    desk::Visitor,
    screens::site,
    table::{Line, percentile},
};
use crate::{areas, place::Place};

/// Pages of the file.
pub const PAGES: i64 = 10_000;
/// Pages of one of its documents.
const DOCUMENT: i64 = 20;
/// So many users at once.
const USERS: u64 = 8;
/// Pages that each of them turns as a reader: about forty seconds.
const TURNS: usize = 90;
/// How often each of them does everything without a pause.
const ROUNDS: usize = 25;
/// How often one alone does it first.
const ALONE: usize = 60;
/// Words of the sample, and some that are not there.
const ASKED: [&str; 9] = [
    "quyết+định+khởi+tố",
    "quyet+dinh+khoi+to",
    "biên+bản+ghi+lời+khai",
    "%22bị+can%22",
    "cuong+doat+tai+san",
    "viện+kiểm+sát",
    "nguyen",
    "không+có+chữ+này+đâu",
    "Nguyễn+Văn+Khônq",
];

/// The first case of a region: the sample is uploaded and read there, once; its pages with a picture, in their order. It is waited
/// for until no page is `left`, a condition.
pub async fn sample(app: &App, who: &Visitor, left: &str) -> anyhow::Result<Option<Vec<Uuid>>> {
    let matter = case_at(app, 0).await?;
    let pages = |app: App| async move {
        let sql =
            "SELECT id FROM casefile_page WHERE matter_id = $1 AND picture IS NOT NULL ORDER BY no";
        app.db().all::<Uuid>(sql, args![matter]).await
    };
    let waiting = |app: App, left: String| async move {
        let sql = format!("SELECT count(*) FROM casefile_page WHERE matter_id = $1 AND {left}");
        app.db().one::<i64>(sql, args![matter]).await
    };
    if pages(app.clone()).await?.is_empty() {
        let Ok(stack) = std::fs::read("samples/case-a/stack.pdf") else {
            return Ok(None);
        };
        let path = format!("/casefile/matters/{matter}/files");
        let (status, body) = who.upload(&path, "stack.pdf", &stack).await?;
        ensure!(
            status.is_success(),
            "the sample was not taken: {status} {}",
            String::from_utf8_lossy(&body)
        );
    }
    if waiting(app.clone(), left.to_owned()).await? > 0 {
        let workers = Workers::start(app.jobs(), areas::handlers(app), 2);
        while waiting(app.clone(), left.to_owned()).await? > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        }
        workers.stop().await;
    }
    Ok(Some(pages(app.clone()).await?))
}

/// A case of the region, by its place in the order of ids.
async fn case_at(app: &App, place: i64) -> anyhow::Result<Uuid> {
    let sql = "SELECT matter_id FROM criminal_matter WHERE unit_id = 'P68-KV03' AND list = 'cases' ORDER BY matter_id LIMIT 1 OFFSET $1";
    Ok(app.db().one(sql, args![place]).await?)
}

/// The file, laid out now or by an earlier run.
struct Made {
    matter: Uuid,
    who: Visitor,
    is_new: bool,
    seconds: f64,
}

async fn make(app: &App, router: &Router) -> anyhow::Result<Option<Made>> {
    let who = Visitor::named(app, router, "vientruong").await?;
    let Some(pages) = sample(app, &who, "status IN ('waiting', 'shown')").await? else {
        return Ok(None);
    };
    let matter = case_at(app, 1).await?;
    let begun = Instant::now();
    let is_new = lay_out(app, matter, &pages).await?;
    Ok(Some(Made {
        matter,
        who,
        is_new,
        seconds: begun.elapsed().as_secs_f64(),
    }))
}

/// The file and somebody who may show it at the trial; none where the sample is not here.
pub async fn big_file(app: &App, router: &Router) -> anyhow::Result<Option<(Uuid, Visitor)>> {
    Ok(make(app, router).await?.map(|made| (made.matter, made.who)))
}

/// Measures it on a place.
pub async fn measure(engine: &'static str, place: &Place) -> anyhow::Result<Vec<Line>> {
    let (app, router) = site(place).await?;
    let Some(made) = make(&app, &router).await? else {
        let what = "case file: samples/case-a/stack.pdf is not here";
        return Ok(vec![Line::told(what, engine, f64::NAN, "")]);
    };
    let (matter, laid, laid_out) = (made.matter, made.is_new, made.seconds);
    let begun = Instant::now();
    let fed = casefile::catch_up(app.db(), &app.get::<Index>()).await?;
    let feeding = begun.elapsed().as_secs_f64();
    let sql = "SELECT id FROM casefile_page WHERE matter_id = $1 ORDER BY no";
    let pages: Vec<Uuid> = app.db().all(sql, args![matter]).await?;
    let file = Arc::new(BigFile { matter, pages });
    let mut lines = reading(engine, &app, &router, &file).await?;
    if laid {
        let what = format!("hồ sơ {PAGES} trang: đưa chữ vào chỉ mục tìm kiếm");
        lines.push(
            Line::told(what, engine, fed as f64 / feeding, "trang/s").also(format!(
                "{fed} pages in {feeding:.0} s; laid out in {laid_out:.0} s"
            )),
        );
    }
    Ok(lines)
}

/// What is opened.
struct BigFile {
    matter: Uuid,
    pages: Vec<Uuid>,
}

impl BigFile {
    /// One user's round: what is asked, with its bar in ms.
    fn deeds(&self, chance: &mut Chance) -> anyhow::Result<Vec<(&'static str, f64, String)>> {
        let matter = self.matter;
        let at = usize::try_from(chance.draw() % self.pages.len() as u64)?;
        let page = self.pages.get(at).context("an empty file")?;
        let next = self.pages.get(at + 1).unwrap_or(page);
        let no = at + 1;
        let asked = chance.one(&ASKED);
        Ok(vec![
            (
                "mở hồ sơ",
                50.0,
                format!("/casefile/matters/{matter}?page={no}"),
            ),
            (
                "dữ liệu của trang xem",
                50.0,
                format!("/casefile/matters/{matter}/file?page={no}"),
            ),
            (
                "ảnh một trang",
                10.0,
                format!("/casefile/pages/{page}/image"),
            ),
            (
                "lật sang trang sau",
                10.0,
                format!("/casefile/pages/{next}/image"),
            ),
            ("ảnh nhỏ", 10.0, format!("/casefile/pages/{page}/thumb")),
            (
                "đoạn 100 trang",
                50.0,
                format!("/casefile/matters/{matter}/pages?page={no}"),
            ),
            (
                "đi tới một bút lục",
                50.0,
                format!("/casefile/matters/{matter}/pages?bl={no}"),
            ),
            (
                "tìm trong hồ sơ",
                50.0,
                format!("/casefile/matters/{matter}/search?q={asked}"),
            ),
        ])
    }
}

/// The times of each deed, in ms.
type Times = Vec<Vec<f64>>;

/// How a user goes about it.
#[derive(Clone, Copy)]
enum Manner {
    /// Everything, one after the other, so often.
    NoPause(usize),
    /// As a fast reader does, so many pages.
    Reading(usize),
}

async fn reading(
    engine: &'static str,
    app: &App,
    router: &Router,
    file: &Arc<BigFile>,
) -> anyhow::Result<Vec<Line>> {
    let who = Visitor::named(app, router, "vientruong").await?;
    let mut alone = one(&who, file, Manner::NoPause(ALONE), 1).await?;
    let (mut readers, _) = together(app, router, file, Manner::Reading(TURNS)).await?;
    let (mut hurried, seconds) = together(app, router, file, Manner::NoPause(ROUNDS)).await?;
    let deeds = file.deeds(&mut Chance::new(1))?;
    let mut lines = Vec::new();
    for (at, (name, bar, _)) in deeds.iter().enumerate() {
        let told = |times: &mut Times| {
            let times = times.get_mut(at).map(Vec::as_mut_slice).unwrap_or_default();
            (percentile(times, 50), percentile(times, 99), times.len())
        };
        let (one50, one99, _) = told(&mut alone);
        let (p50, p99, times) = told(&mut readers);
        let (hurried50, hurried99, _) = told(&mut hurried);
        let what = format!("hồ sơ {PAGES} trang, {USERS} người đọc cùng lúc: {name}, p99");
        lines.push(Line::below(what, engine, p99, *bar, "ms").also(format!(
            "p50 {p50:.1} ms of {times}; một người {one50:.1} / {one99:.1} ms; không nghỉ {hurried50:.1} / {hurried99:.1} ms"
        )));
    }
    let what = format!("hồ sơ {PAGES} trang, {USERS} người không nghỉ: số lần trả lời mỗi giây");
    let asked: usize = hurried.iter().map(Vec::len).sum();
    lines.push(Line::told(what, engine, asked as f64 / seconds, "lần/s"));
    Ok(lines)
}

/// All users at once, each with a session of their own: their times, and how long it took.
async fn together(
    app: &App,
    router: &Router,
    file: &Arc<BigFile>,
    manner: Manner,
) -> anyhow::Result<(Times, f64)> {
    let begun = Instant::now();
    let mut users = Vec::new();
    for seed in 0..USERS {
        let who = Visitor::named(app, router, "vientruong").await?;
        let file = file.clone();
        users.push(tokio::spawn(async move {
            one(&who, &file, manner, seed + 11).await
        }));
    }
    let mut all: Times = Vec::new();
    for user in users {
        let times = user.await??;
        all.resize(times.len(), Vec::new());
        for (known, new) in all.iter_mut().zip(times) {
            known.extend(new);
        }
    }
    Ok((all, begun.elapsed().as_secs_f64()))
}

/// The places in [`BigFile::deeds`] of what a reader asks for at a turn: a picture always, the rest now and then.
fn wanted(turn: usize) -> &'static [usize] {
    match turn {
        turn if turn % 25 == 0 => &[0, 1, 2, 4],
        turn if turn % 8 == 3 => &[7, 2],
        turn if turn % 12 == 5 => &[6, 2],
        turn if turn % 10 == 7 => &[5, 3],
        turn if turn % 3 == 0 => &[3, 4],
        _ => &[3],
    }
}

async fn one(who: &Visitor, file: &BigFile, manner: Manner, seed: u64) -> anyhow::Result<Times> {
    let mut chance = Chance::new(seed);
    let turns = match manner {
        Manner::NoPause(turns) | Manner::Reading(turns) => turns,
    };
    if matches!(manner, Manner::Reading(_)) {
        // Readers do not begin at one stroke.
        tokio::time::sleep(Duration::from_millis(chance.draw() % 1_500)).await;
    }
    let mut all: Times = Vec::new();
    for turn in 0..turns {
        let deeds = file.deeds(&mut chance)?;
        all.resize(deeds.len(), Vec::new());
        for (at, ((_, _, path), times)) in deeds.iter().zip(&mut all).enumerate() {
            let is_reading = matches!(manner, Manner::Reading(_));
            if is_reading && !wanted(turn).contains(&at) {
                continue;
            }
            let begun = Instant::now();
            let (status, body) = who.get(path).await?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
            ensure!(
                status.is_success(),
                "{path}: {status} {:.300}",
                String::from_utf8_lossy(&body)
            );
        }
        if matches!(manner, Manner::Reading(_)) {
            let pause = Duration::from_millis(300 + chance.draw() % 200);
            tokio::time::sleep(pause).await;
        }
    }
    Ok(all)
}

db::row! { struct Picture { id: Uuid, picture: String, thumb: Option<String> } }

/// Makes the file of the sample's pages, over and over; false when an earlier run has made it.
async fn lay_out(app: &App, matter: Uuid, sample: &[Uuid]) -> anyhow::Result<bool> {
    let there: i64 = app
        .db()
        .one(
            "SELECT count(*) FROM casefile_page WHERE matter_id = $1",
            args![matter],
        )
        .await?;
    if there >= PAGES {
        return Ok(false);
    }
    ensure!(!sample.is_empty(), "the sample has no page");
    let file = Uuid::now_v7();
    let mut sources = Vec::new();
    for id in sample {
        let sql = "SELECT id, picture, thumb FROM casefile_page WHERE id = $1";
        let one: Picture = app.db().one(sql, args![*id]).await?;
        let picture = app.files().get(one.picture.parse()?).await?;
        let thumb = match &one.thumb {
            Some(thumb) => app.files().get(thumb.parse()?).await?,
            None => Vec::new(),
        };
        sources.push((one.id, picture, thumb));
    }
    let tx = app.db().begin().await?;
    tx.exec(
        "INSERT INTO casefile_matter (unit_id, matter_id, pages, grown_at) VALUES ('P68-KV03', $1, $2, $3)",
        args![matter, PAGES, app.now_ms()],
    )
    .await?;
    tx.exec(
        "INSERT INTO casefile_file (unit_id, id, matter_id, title, source, bytes, first_no, pages, state, secrecy, uploaded_by, uploaded_at)
         SELECT unit_id, $1, $2, 'ho-so-10000-trang.pdf', source, bytes, 1, $3, 'read', NULL, uploaded_by, uploaded_at
           FROM casefile_file WHERE id = (SELECT file_id FROM casefile_page WHERE id = $4)",
        args![file, matter, PAGES, sample.first().copied()],
    )
    .await?;
    for no in 1..=PAGES {
        let at = usize::try_from(no - 1)? % sources.len();
        let (source, picture, thumb) = sources.get(at).context("no such page")?;
        // What follows the end of a picture is not shown; it makes the bytes those of this page alone.
        let own = |bytes: &[u8]| [bytes, &no.to_be_bytes()].concat();
        let picture = app.files().put(own(picture)).await?.to_string();
        let thumb = app.files().put(own(thumb)).await?.to_string();
        let (id, leaf) = (Uuid::now_v7(), no.to_string());
        tx.exec(
            "INSERT INTO casefile_page (unit_id, id, matter_id, file_id, no, file_page, status, reason, revision, picture, thumb, w, h,
                    quarters, degrees, blank, bl, bl_key, bl_confidence, bl_unclear, confidence, needs_person, handwritten, is_indexed)
             SELECT unit_id, $1, $2, $3, $4, $4, status, reason, revision, $5, $6, w, h, quarters, degrees, blank, $7, $8, 100, FALSE,
                    confidence, needs_person, handwritten, FALSE
               FROM casefile_page WHERE id = $9",
            args![id, matter, file, no, picture, thumb, &leaf, bl_key(&leaf), *source],
        )
        .await?;
        tx.exec(
            "INSERT INTO casefile_text (unit_id, page_id, matter_id, text, words)
             SELECT unit_id, $1, $2, text, words FROM casefile_text WHERE page_id = $3",
            args![id, matter, *source],
        )
        .await?;
        if no % DOCUMENT == 1 {
            tx.exec(
                "INSERT INTO casefile_document (unit_id, id, matter_id, first_no, last_no, title, kind, bl, number, marked_by, marked_at)
                 SELECT unit_id, $1, $2, $3, $4, 'Biên bản ghi lời khai', 'bien_ban', $5, '', uploaded_by, uploaded_at
                   FROM casefile_file WHERE id = $6",
                args![Uuid::now_v7(), matter, no, no + DOCUMENT - 1, &leaf, file],
            )
            .await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_does_everything_and_turns_pages_most() {
        let mut times = [0; 8];
        for turn in 0..TURNS {
            for at in wanted(turn) {
                times[*at] += 1;
            }
        }
        assert!(times.iter().all(|times| *times > 2), "{times:?}");
        assert!(times[2] + times[3] >= TURNS - 1, "{times:?}");
    }
}
