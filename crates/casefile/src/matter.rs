//! Hồ sơ mà các trang thuộc về: its unit, its title and who it is assigned to, read from its facts.

use db::Sql;
use people::{Right, WorkError};
use shell::{Problem, Visit};
use uuid::Uuid;

/// What every act on a case file asks first.
#[derive(Debug, Clone)]
pub struct MatterHead {
    /// The matter.
    pub id: Uuid,
    /// The unit that has it.
    pub unit: String,
    /// What it is called.
    pub title: String,
    /// Its electronic code.
    pub code: String,
    /// Who it is assigned to.
    pub assigned: Vec<Uuid>,
}

impl MatterHead {
    /// The address of its file.
    pub fn href(&self) -> String {
        format!("/casefile/matters/{}", self.id)
    }

    /// Refuses unless the person may do this with the file.
    pub fn require(&self, visit: &Visit, right: Right) -> Result<(), Problem> {
        match visit.may_over(right, &self.unit, &self.assigned) {
            true => Ok(()),
            false => {
                let unit = self.unit.clone();
                Err(WorkError::NotAllowed { right, unit }.into())
            }
        }
    }
}

/// The head of a matter, if there is such a matter.
///
/// Before anybody is assigned, the file is in the hands of whoever registered the matter.
pub async fn head_of(sql: &impl Sql, matter: Uuid) -> Result<Option<MatterHead>, db::StorageError> {
    let Some(head) = criminal::head(sql, matter).await? else {
        return Ok(None);
    };
    let mut assigned = head.assigned();
    if assigned.is_empty() {
        let facts = ledger::facts_of(sql, matter).await?;
        assigned.extend(facts.first().map(|fact| fact.recorded_by));
    }
    Ok(Some(MatterHead {
        id: matter,
        unit: head.unit_id,
        title: head.title,
        code: head.code,
        assigned,
    }))
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

/// Refuses unless the person may read the file: asked for every picture, so the facts are looked at only where nothing else decides.
pub(crate) async fn may_read(visit: &Visit, matter: Uuid) -> Result<(), Problem> {
    let head = criminal::head(visit.app.db(), matter).await?;
    let head = head.ok_or_else(Problem::not_found)?;
    match visit.may_over(Right::CasefileRead, &head.unit_id, &head.assigned()) {
        true => Ok(()),
        false => opened(visit, matter, Right::CasefileRead).await.map(|_| ()),
    }
}
