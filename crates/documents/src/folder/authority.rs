//! Ký thay, ký thừa lệnh (NĐ 30/2020/NĐ-CP Điều 13): by which assignment or delegation in force somebody signs in the place of the Viện trưởng.

use chrono::NaiveDate;
use criminal::Opened;
use criminal::standing::standing;
use db::Sql;
use people::staff::{self, delegation, post};
use people::{Actor, Right, Role, Units, Work, WorkError};

use super::messages;
use crate::issue::IssueError;
use crate::rules::Signer;

/// Văn bản ký về việc gì: a matter, or the work of the office where the document belongs to none.
#[derive(Debug, Clone, Copy)]
pub enum Over<'a> {
    /// The matter.
    Matter(&'a Opened),
    /// The unit.
    Office(&'a str),
}

impl Over<'_> {
    fn unit(&self) -> &str {
        match self {
            Over::Matter(opened) => &opened.unit,
            Over::Office(unit) => unit,
        }
    }
}

/// KT., TL., TUQ.: what stands above the signature says that it is given in the place of another.
pub fn is_for_another(title_lines: &[String]) -> bool {
    let first = title_lines.first().map(String::as_str).unwrap_or_default();
    ["KT.", "TL.", "TUQ."]
        .iter()
        .any(|prefix| first.starts_with(prefix))
}

/// Căn cứ ký thay: the delegation of the Viện trưởng that holds today, else, for a deputy, the decision that puts the matter in their charge.
pub async fn basis(
    db: &impl Sql,
    actor: &Actor,
    over: Over<'_>,
    on: NaiveDate,
) -> Result<Option<String>, WorkError> {
    let mut given = actor.delegations.iter().filter(|given| {
        given.role == Role::Chief
            && given.rights.contains(&Right::DocumentsIssue)
            && given.covers.unit_keys().contains(over.unit())
    });
    if let Some(given) = given.next() {
        let all = delegation::to_person_on(db, actor.person, on).await?;
        let paper = all.into_iter().find(|one| one.id == given.id);
        return Ok(paper.map(|paper| {
            messages::by_delegation(
                &paper.from_name,
                (paper.valid_from, paper.valid_to),
                &paper.reason,
            )
        }));
    }
    let Over::Matter(opened) = over else {
        return Ok(None);
    };
    let is_in_charge =
        actor.role == Role::DeputyChief && opened.assigned.deputy_id == Some(actor.person);
    let decided = standing(&opened.facts)
        .rev()
        .find(|fact| fact.text("deputy_chief") == Some(&actor.person.to_string()));
    Ok(decided
        .filter(|_| is_in_charge)
        .map(|fact| messages::by_assignment(fact.number.as_deref(), fact.effective.on)))
}

/// Refuses a document whose signer signs in the place of another without either: signed with a key by the actor, or on paper and entered
/// by whoever may issue.
pub async fn require(
    work: &Work,
    units: &Units,
    signer: &Signer,
    over: Over<'_>,
    title_lines: &[String],
) -> Result<(), IssueError> {
    if !is_for_another(title_lines) {
        return Ok(());
    }
    let is_own = signer.id == Some(work.actor.person);
    let found = match is_own {
        true => basis(&work.tx, &work.actor, over, work.today).await?,
        false => {
            let signing = signing_in(work, units, signer).await?;
            basis(&work.tx, &signing, over, work.today).await?
        }
    };
    if found.is_some() {
        return Ok(());
    }
    let who = (!is_own).then_some(signer.name.as_str());
    Err(IssueError::Signature(
        Some(messages::no_authority(who, over)),
        "no delegation in force".to_owned(),
    ))
}

/// The signer of a paper in the post in which they sign.
async fn signing_in(work: &Work, units: &Units, signer: &Signer) -> Result<Actor, IssueError> {
    let person = signer.id.ok_or(IssueError::NoSigner)?;
    let posts = post::posts_on(&work.tx, person, work.today).await?;
    let own = posts.iter().find(|post| post.role == signer.role);
    let post = own.or(posts.first()).ok_or(IssueError::NoSigner)?;
    Ok(staff::actor_of(&work.tx, units, post.id, work.today).await?)
}

#[cfg(test)]
mod tests {
    use super::is_for_another;

    #[test]
    fn only_who_signs_under_kt_or_tl_needs_to_say_by_what() {
        let lines = |first: &str| vec![first.to_owned(), "PHÓ VIỆN TRƯỞNG".to_owned()];
        assert!(is_for_another(&lines("KT. VIỆN TRƯỞNG")));
        assert!(is_for_another(&lines("TL. VIỆN TRƯỞNG")));
        assert!(!is_for_another(&lines("VIỆN TRƯỞNG")) && !is_for_another(&[]));
    }
}
