//! Phiên tòa số trong dữ liệu giả lập: two criminal cases of the home region and one civil case get a digitised file, evidence, points,
//! a mind map, diagrams, a money flow and a show list. One criminal case waits for its trial with an approved list; the other was tried
//! with its evidence on the screen, so that its log, its fact and the figures of that day can be looked at.
//!
//! | to | look in |
//! |---|---|
//! | change which cases are chosen | `chosen` |
//! | change what the papers say | `papers` |
//! | change evidence, points, map, diagrams | `proof`, `drawings` |
//! | change the list, the outline, the trial | `showing` |
//! | change the civil case | `lawsuit` |
//!
//! Everything goes through the functions that the areas' own pages call, in the name and with the rights of the people who would do it, at the
//! hour they would have done it. So ids are drawn by the areas: what is shown is the same each time, the ids are not.

mod chosen;
mod drawings;
mod hand;
mod lawsuit;
mod papers;
mod proof;
mod showing;

use chrono::{NaiveDate, NaiveTime};
use jobs::Workers;
use law::Moment;
use shell::{App, Problem};
use uuid::Uuid;

use crate::DemoError;
use chosen::Chosen;
use hand::Hand;

/// Who holds the filled cases, as far as the demo's stories allow.
pub const PROSECUTOR: &str = "ksv1";
/// Who approves their lists.
pub const LEADER: &str = "vientruong";

/// Một vụ có phiên tòa số.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The matter.
    pub matter: Uuid,
    /// Mã hồ sơ điện tử.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// Who signs in to see it.
    pub login: String,
    /// What it shows.
    pub shows: Shows,
}

/// Vụ đó cho xem gì.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// A trial that is to come, on the day its decision names.
    ToCome(Option<NaiveDate>),
    /// A trial that ended on a day.
    Ended(NaiveDate),
    /// A civil case whose list is being prepared.
    Civil,
}

/// Fills the courtroom of a demo that was just made, as of its day. A story without a fitting case leaves that part out.
pub async fn fill(app: &App, today: NaiveDate) -> Result<Vec<Filled>, DemoError> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let workers = Workers::start(app.jobs(), casefile::handlers(app), cores);
    let filled = filled(app, today).await;
    // What is still being ordered is finished before the demo says that it is made.
    let settled = match &filled {
        Ok(_) => hand::settled(app).await,
        Err(_) => Ok(()),
    };
    workers.stop().await;
    settled.and(filled)
}

async fn filled(app: &App, today: NaiveDate) -> Result<Vec<Filled>, DemoError> {
    // The day before: the demo may be made early in the morning.
    let eve = today.pred_opt().unwrap_or(today);
    let mut all = Vec::new();
    if let Some(chosen) = chosen::tried(app, today).await? {
        all.push(tried(app, chosen).await?);
    }
    if let Some(chosen) = chosen::to_come(app, today).await? {
        all.push(to_come(app, chosen, eve).await?);
    }
    all.push(lawsuit::prepared(app, today, eve).await?);
    Ok(all)
}

/// A case is prepared three days before its trial, and shown in it.
async fn tried(app: &App, chosen: Chosen) -> Result<Filled, DemoError> {
    let day = chosen.day.unwrap_or(app.today());
    let before = day - chrono::Days::new(3);
    let mut hand = Hand::open(app, &chosen.login, chosen.matter, at(before, 8, 0)).await?;
    prepared(&mut hand, &chosen, before).await?;
    hand.now = at(day, 7, 45);
    showing::trial(&mut hand, &chosen.cast).await?;
    Ok(hand.filled(Shows::Ended(day)))
}

async fn to_come(app: &App, chosen: Chosen, eve: NaiveDate) -> Result<Filled, DemoError> {
    chosen::assigned(app, &chosen, at(eve, 14, 0)).await?;
    let mut hand = Hand::open(app, &chosen.login, chosen.matter, at(eve, 15, 0)).await?;
    prepared(&mut hand, &chosen, eve).await?;
    Ok(hand.filled(Shows::ToCome(chosen.day)))
}

async fn prepared(
    hand: &mut Hand<'_>,
    chosen: &Chosen,
    reported: NaiveDate,
) -> Result<(), DemoError> {
    let cast = &chosen.cast;
    hand.take_in(&papers::criminal(cast)).await?;
    proof::evidence(hand, cast).await?;
    let drawn = drawings::all(hand, cast, reported).await?;
    showing::list(hand, cast, &drawn).await?;
    showing::approved(hand).await
}

fn at(day: NaiveDate, hour: u32, minute: u32) -> i64 {
    let time = NaiveTime::from_hms_opt(hour, minute, 0);
    Moment { on: day, time }.at_utc_ms()
}

fn refused(what: &str, why: impl std::fmt::Debug) -> DemoError {
    DemoError::Courtroom(format!("{what}: {why:?}"))
}

impl From<Problem> for DemoError {
    fn from(problem: Problem) -> Self {
        DemoError::Courtroom(format!("{problem:?}"))
    }
}
