//! Hồ sơ mà chứng cứ thuộc về: its head, over which the person holds the right; every change of its evidence passes [`hold`].

use casefile::{MatterHead, head_of};
use db::{Sql, args};
use people::{Right, Work, WorkError};
use shell::{Problem, Visit};
use uuid::Uuid;

/// The address of the evidence of a matter.
pub fn href(matter: Uuid) -> String {
    format!("/evidence/matters/{matter}")
}

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

/// Whether the person may change the evidence of this matter.
pub(crate) fn may_edit(visit: &Visit, head: &MatterHead) -> bool {
    visit.may_over(Right::EvidenceEdit, &head.unit, &head.assigned)
}

/// Refuses unless the person may change it, then holds its row, so that changes come one after another.
pub(crate) async fn hold(work: &Work, head: &MatterHead) -> Result<i64, WorkError> {
    work.require_for(Right::EvidenceEdit, &head.unit, &head.assigned)
        .await?;
    let revision: i64 = work
        .tx
        .one(
            "INSERT INTO evidence_matter (unit_id, matter_id, revision, changed_at) VALUES ($1, $2, 1, $3)
             ON CONFLICT (matter_id) DO UPDATE SET revision = evidence_matter.revision + 1, changed_at = excluded.changed_at
             RETURNING revision",
            args![&head.unit, head.id, work.now_ms],
        )
        .await?;
    Ok(revision)
}

/// Leaves in the trail that the person looked at the evidence of a matter.
pub(crate) async fn look(visit: &Visit, matter: Uuid) -> Result<(), Problem> {
    let work = visit.begin().await?;
    work.look("evidence", matter).await?;
    Ok(work.commit().await?)
}
