//! Hồ sơ mà một phiên thuộc về: its head, over which the person holds the right.

use casefile::{MatterHead, head_of};
use people::{Right, Work, WorkError};
use serde::Serialize;
use shell::{Frame, Problem, Visit};
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

/// The same for the page of a part of the trial's preparation: who looked stays in the trail, and the page leads back.
pub(crate) async fn looked(
    visit: &Visit,
    matter: Uuid,
    title: &str,
) -> Result<(MatterHead, Frame), Problem> {
    let head = opened(visit, matter, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    work.look("courtroom", matter).await?;
    work.commit().await?;
    let frame = visit.frame(title).subtitle(head.title.clone());
    Ok((head, frame.crumb("Phiên tòa", "/courtroom")))
}

/// A change of what is prepared for the trial, whole or not at all.
pub(crate) async fn changed<T>(
    visit: &Visit,
    matter: Uuid,
    change: impl AsyncFnOnce(&Work, &MatterHead) -> Result<T, WorkError>,
) -> Result<(MatterHead, T), Problem> {
    let head = opened(visit, matter, Right::CourtroomPresent).await?;
    let work = visit.begin().await?;
    let done = change(&work, &head).await?;
    work.commit().await?;
    Ok((head, done))
}

/// Which writing was kept: the next one says that it has seen it.
#[derive(Serialize)]
pub(crate) struct Kept {
    pub(crate) revision: i64,
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
