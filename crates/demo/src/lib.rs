//! Dữ liệu giả lập: an invented Lâm Đồng, or an invented nation, of lawful matters, for trying the program and measuring it.
//!
//! | to | look in |
//! |---|---|
//! | change who works where and signs in as whom | [`offices`] |
//! | change what happens to people | [`life`], [`offences`] |
//! | change who is accused again and again | `returning` |
//! | change how many matters there are, and over which years | [`Scale`] |
//! | see how stories become facts with numbers and places | [`chapter`] |
//! | see how they come into the database | [`load`] |
//! | change the cases whose courtroom is filled | [`courtroom`] |
//!
//! Everything is drawn from one seed: the same scale and day give the same bytes. A story that the rules of
//! [`criminal::rules`] find fault with is not told; another is drawn in its place.

mod chance;
pub mod chapter;
pub mod courtroom;
pub mod life;
pub mod load;
mod names;
mod offences;
pub mod offices;
mod returning;

use chrono::{Datelike, NaiveDate};

pub use load::{Made, Plan, SignIn, make, sign_ins};
pub use offices::PASSWORD;

/// What everything is drawn from.
const SEED: u64 = 20_260_301;

/// Quy mô.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// One province of 2,000 matters: to look around.
    Demo,
    /// One province of 30,000 matters: two years' work of a large one.
    Province,
    /// 34 provinces, 355 regions, 1,000,000 matters: what the bars are measured on.
    Nation,
}

impl Scale {
    /// The scale with this name.
    pub fn parse(name: &str) -> Option<Scale> {
        match name {
            "demo" => Some(Scale::Demo),
            "province" => Some(Scale::Province),
            "nation" => Some(Scale::Nation),
            _ => None,
        }
    }

    /// How many matters.
    pub fn matters(self) -> usize {
        match self {
            Scale::Demo => 2_000,
            Scale::Province => 30_000,
            Scale::Nation => 1_000_000,
        }
    }

    /// How many of a hundred long lives are kept. The nation's million matters are to have ten million facts: as in
    /// life, most of its reports end without a case.
    pub fn long_lives(self) -> i64 {
        match self {
            Scale::Demo | Scale::Province => 100,
            Scale::Nation => 20,
        }
    }

    /// The first day a report is received. The Code of 2015 is in force from 1/1/2018: the nation goes no further back.
    pub fn start(self, today: NaiveDate) -> NaiveDate {
        match self {
            Scale::Nation => NaiveDate::from_ymd_opt(2018, 1, 2).unwrap_or(today),
            // Two statistical years: from 1 December.
            _ => NaiveDate::from_ymd_opt(today.year() - 2, 12, 1).unwrap_or(today),
        }
    }
}

/// Why the demo was not made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The place holds something else.
    #[error("the place holds work already; name an empty folder or database for the demo")]
    NotEmpty,
    /// Storage.
    #[error(transparent)]
    Storage(#[from] db::StorageError),
    /// People.
    #[error(transparent)]
    Work(#[from] people::WorkError),
    /// An area did not take what the courtroom's story does.
    #[error("the courtroom of the demo: {0}")]
    Courtroom(String),
    /// A thread of ours ended.
    #[error("a worker of the demo stopped: {0}")]
    Stopped(String),
}
