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
    /// Thủ tục xét xử: `hinh_su`, `dan_su`, `hanh_chinh`.
    pub procedure: &'static str,
}

/// The procedure of criminal trials.
pub const CRIMINAL: &str = "hinh_su";

impl MatterHead {
    /// The address of its file.
    pub fn href(&self) -> String {
        format!("/casefile/matters/{}", self.id)
    }

    /// Whether it is a civil or administrative matter.
    pub fn is_civil(&self) -> bool {
        self.procedure != CRIMINAL
    }

    /// The address of the matter itself.
    pub fn matter_href(&self) -> String {
        match self.is_civil() {
            true => civil::href(self.id),
            false => format!("/criminal/matters/{}", self.id),
        }
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

impl From<criminal::Head> for MatterHead {
    fn from(head: criminal::Head) -> Self {
        MatterHead {
            id: head.matter_id,
            assigned: head.assigned(),
            unit: head.unit_id,
            title: head.title,
            code: head.code,
            procedure: CRIMINAL,
        }
    }
}

impl From<civil::Head> for MatterHead {
    fn from(head: civil::Head) -> Self {
        MatterHead {
            id: head.matter_id,
            assigned: head.assigned(),
            procedure: head.procedure(),
            unit: head.unit_id,
            title: head.title,
            code: head.code,
        }
    }
}

/// The heads of several matters, in no order; of one that is assigned to nobody the holder is not told, see [`head_of`].
pub async fn heads_of(
    sql: &impl Sql,
    matters: &[Uuid],
) -> Result<Vec<MatterHead>, db::StorageError> {
    let criminal = criminal::heads(sql, matters).await?;
    let civil = civil::heads(sql, matters).await?;
    let criminal = criminal.into_iter().map(MatterHead::from);
    Ok(criminal
        .chain(civil.into_iter().map(MatterHead::from))
        .collect())
}

/// The head of a matter, criminal or civil, if there is such a matter.
///
/// Before anybody is assigned, the file is in the hands of whoever registered the matter.
pub async fn head_of(sql: &impl Sql, matter: Uuid) -> Result<Option<MatterHead>, db::StorageError> {
    let found = match criminal::head(sql, matter).await? {
        Some(head) => Some(MatterHead::from(head)),
        None => civil::head(sql, matter).await?.map(MatterHead::from),
    };
    let Some(mut head) = found else {
        return Ok(None);
    };
    if head.assigned.is_empty() {
        let facts = ledger::facts_of(sql, matter).await?;
        let registered = facts.first().map(|fact| fact.recorded_by);
        head.assigned.extend(registered);
    }
    Ok(Some(head))
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
    let right = Right::CasefileRead;
    let head = criminal::head(visit.app.db(), matter).await?;
    let may = head.is_some_and(|head| visit.may_over(right, &head.unit_id, &head.assigned()));
    match may {
        true => Ok(()),
        false => opened(visit, matter, right).await.map(|_| ()),
    }
}
