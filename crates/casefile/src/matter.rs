//! Hồ sơ mà các trang thuộc về: its unit, its title and who it is assigned to, read from its facts.

use db::Sql;
use law::{Fact, Law};
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
    /// "Cưỡng đoạt tài sản – Đào Văn Khởi".
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
pub async fn head_of(
    sql: &impl Sql,
    law: &Law,
    matter: Uuid,
) -> Result<Option<MatterHead>, db::StorageError> {
    let Some(row) = ledger::matter(sql, matter).await? else {
        return Ok(None);
    };
    let facts = ledger::facts_of(sql, matter).await?;
    Ok(Some(MatterHead {
        id: matter,
        unit: row.unit_id,
        title: title(law, &facts, &row.code),
        assigned: assigned(&facts),
        code: row.code,
    }))
}

/// The head of a matter over which the person holds this right.
pub(crate) async fn opened(
    visit: &Visit,
    matter: Uuid,
    right: Right,
) -> Result<MatterHead, Problem> {
    let head = head_of(visit.app.db(), &visit.app.law(), matter).await?;
    let head = head.ok_or_else(Problem::not_found)?;
    head.require(visit, right)?;
    Ok(head)
}

fn title(law: &Law, facts: &[Fact], code: &str) -> String {
    let matter = criminal::rules::fold(law, facts);
    let case = matter.case.as_ref().and_then(|case| case.name.clone());
    let report = matter.report.as_ref().and_then(|report| report.summary.clone());
    let words = case.or(report).filter(|words| !words.trim().is_empty());
    let short: Option<String> = words.map(|words| match words.char_indices().nth(90) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    });
    short.unwrap_or_else(|| format!("Hồ sơ {code}"))
}

/// The fields of an assignment that name people.
const ASSIGNEES: [&str; 3] = ["prosecutor", "examiner", "deputy_chief"];

/// Người được phân công: whom the facts of assignment name last; before any, whoever registered the matter.
fn assigned(facts: &[Fact]) -> Vec<Uuid> {
    let replaced: Vec<Uuid> = facts.iter().filter_map(|fact| fact.replaces).collect();
    let valid = facts.iter().filter(|fact| !replaced.contains(&fact.id));
    let assignments = valid.clone().filter(|fact| {
        fact.kind.ends_with("_assigned") || fact.kind.ends_with("prosecutor_changed")
    });
    let mut named: [Option<Uuid>; ASSIGNEES.len()] = [None; ASSIGNEES.len()];
    for fact in assignments {
        for (place, field) in named.iter_mut().zip(ASSIGNEES) {
            let Some(value) = fact.body.get(field) else { continue };
            let id = value.as_str().or_else(|| value.get("id")?.as_str());
            *place = id.and_then(|id| id.parse().ok()).or(*place);
        }
    }
    let mut people: Vec<Uuid> = named.into_iter().flatten().collect();
    if people.is_empty() {
        people.extend(valid.map(|fact| fact.recorded_by).next());
    }
    people
}
