//! Một đời hồ sơ: a matter told from its report to the execution of the judgment, each step at a lawful distance from the one before.
//!
//! | to | look in |
//! |---|---|
//! | tell a report | [`report`] |
//! | tell a case under investigation | [`case`] |
//! | tell who is held and under which order | [`held`] |
//! | tell the prosecution | [`prosecution`] |
//! | tell the trial, the judgment and its execution | [`trial`] |

mod case;
mod held;
mod prosecution;
mod report;
mod telling;
mod trial;

pub use telling::{Draft, Number, Telling};

use chrono::NaiveDate;
use law::Law;

use crate::{chance::Chance, offices::Office};

/// A whole life, beginning with a report received on a day.
pub fn tell(law: &Law, office: &Office, chance: &mut Chance, received: NaiveDate) -> Vec<Draft> {
    let mut telling = Telling::new(law, office, chance);
    if let Some(opened) = report::tell(&mut telling, received) {
        case::tell(&mut telling, opened);
    }
    telling.facts
}
