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

/// The picture of a map or of a version: step 0 is its main branches, each further step one of its parts; none for all of it at once.
pub async fn picture(
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
    let mut picture = match step {
        None => whole(still),
        Some(step) => all.swap_remove(step.min(steps)),
    };
    picture.steps = steps;
    picture
}
