//! Sơ đồ thành hình: a tidy tree to both sides of the middle, or branch by branch in pages that are read from ten metres.
//!
//! | to | look in |
//! |---|---|
//! | draw the whole map, for paper and files | [`whole`](mod@whole) |
//! | draw it branch by branch, for the court and for A3 | [`pages`](mod@pages) |
//! | draw one node | `boxes` |

mod boxes;
mod pages;
mod whole;

use shell::{App, Problem};
use uuid::Uuid;

pub use pages::{Paper, Room, pages};
pub use whole::whole;

use super::read::{Still, still};
use crate::drawing::Picture;

/// A map or a version as the court's screen shows it: step 0 is its main branches, each further step one of its parts; none: the main
/// branches, which stand for all of it.
pub async fn presented(
    app: &App,
    matter: Uuid,
    id: Uuid,
    step: Option<usize>,
) -> Result<Option<Picture>, Problem> {
    Ok(still(app, matter, id)
        .await?
        .map(|still| shown(&still, step)))
}

/// The same of a map that was read.
pub fn shown(still: &Still, step: Option<usize>) -> Picture {
    let mut all = pages(still, &Paper::SCREEN);
    let steps = all.len().saturating_sub(1);
    let mut picture = all.swap_remove(step.unwrap_or(0).min(steps));
    picture.steps = steps;
    match step {
        None => picture.standing_for(&whole(still)),
        Some(_) => picture,
    }
}
