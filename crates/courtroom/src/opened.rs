//! Hồ sơ mà một phiên thuộc về: its head, over which the person holds the right.

use casefile::{MatterHead, head_of};
use people::Right;
use shell::{Problem, Visit};
use uuid::Uuid;

use crate::session::{self, SessionRow};

/// The head of a matter over which the person holds this right.
pub(crate) async fn opened(
    visit: &Visit,
    matter: Uuid,
    right: Right,
) -> Result<MatterHead, Problem> {
    let head = head_of(visit.app.db(), matter).await?;
    let head = head.ok_or_else(Problem::not_found)?;
    head.require(visit, right)?;
    Ok(head)
}

/// A session with the head of its matter.
pub(crate) async fn session_of(
    visit: &Visit,
    id: Uuid,
    right: Right,
) -> Result<(SessionRow, MatterHead), Problem> {
    let found = session::by_id(visit.app.db(), id).await?;
    let row = found.ok_or_else(Problem::not_found)?;
    let head = opened(visit, row.matter_id, right).await?;
    Ok((row, head))
}
