//! Kết luận cùng một người hay không: made by somebody with a reason, kept for ever, taken back with a reason.

use db::{Result, Sql, StorageError, args};
use people::{Right, Work, WorkError};
use uuid::Uuid;

use super::finding::{Found, person};
use super::{identity, messages};
use crate::load;
use crate::register::Values;

/// Kết luận.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Cùng một người.
    Same,
    /// Hai người khác nhau.
    Different,
}

impl Verdict {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::Different => "different",
        }
    }

    /// What people read.
    pub const fn vi(self) -> &'static str {
        match self {
            Verdict::Same => "Cùng một người",
            Verdict::Different => "Hai người khác nhau",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Verdict> {
        [Verdict::Same, Verdict::Different]
            .into_iter()
            .find(|verdict| verdict.code() == code)
    }
}

db::row! {
    /// Một kết luận còn hiệu lực.
    pub struct Decided {
        /// The unit that decided.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// The one person's matter.
        pub a_matter: Uuid,
        /// The one person.
        pub a_subject: Uuid,
        /// The other's matter.
        pub b_matter: Uuid,
        /// The other person.
        pub b_subject: Uuid,
        /// `same`, `different`.
        pub verdict: String,
        /// Căn cứ.
        pub reason: String,
        /// Who decided, by name.
        pub decided_name: String,
        /// When.
        pub decided_at: i64,
    }
}

impl Decided {
    /// What was decided.
    pub fn verdict(&self) -> Verdict {
        Verdict::parse(&self.verdict).unwrap_or(Verdict::Different)
    }

    /// Whether it is about these two.
    pub fn joins(&self, one: Uuid, other: Uuid) -> bool {
        (self.a_subject, self.b_subject) == (one, other)
            || (self.a_subject, self.b_subject) == (other, one)
    }

    /// The other of the two: matter and person.
    pub fn other(&self, subject: Uuid) -> (Uuid, Uuid) {
        match self.a_subject == subject {
            true => (self.b_matter, self.b_subject),
            false => (self.a_matter, self.a_subject),
        }
    }
}

/// The standing decisions about any of these people.
pub async fn about(db: &impl Sql, subjects: &[Uuid]) -> Result<Vec<Decided>> {
    let mut all: Vec<Decided> = Vec::new();
    for some in subjects.chunks(200) {
        for side in ["a_subject", "b_subject"] {
            let mut values = Values::default();
            let places: Vec<String> = some.iter().map(|one| values.bind(*one)).collect();
            let sql = format!(
                "SELECT unit_id, id, a_matter, a_subject, b_matter, b_subject, verdict, reason, decided_name, decided_at
                   FROM criminal_same_person WHERE {side} IN ({}) AND undone_at IS NULL ORDER BY decided_at, id",
                places.join(", ")
            );
            let found: Vec<Decided> = db.all(sql, values.0).await?;
            all.extend(found);
        }
    }
    all.sort_by_key(|link| link.id);
    all.dedup_by_key(|link| link.id);
    all.sort_by_key(|link| (link.decided_at, link.id));
    Ok(all)
}

/// Everyone decided to be the same as this person, directly or through others, without the person; with the decisions met.
pub async fn same_as(db: &impl Sql, subject: Uuid) -> Result<(Vec<(Uuid, Uuid)>, Vec<Decided>)> {
    // More than this would be a mistake made many times, not a person.
    const MOST: usize = 200;
    let mut known: Vec<(Uuid, Uuid)> = Vec::new();
    let mut links: Vec<Decided> = Vec::new();
    let mut next = vec![subject];
    while !next.is_empty() && known.len() < MOST {
        let found = about(db, &next).await?;
        let mut after = Vec::new();
        for link in found {
            if links.iter().any(|seen| seen.id == link.id) {
                continue;
            }
            if link.verdict() == Verdict::Same {
                for (matter, other) in [
                    (link.a_matter, link.a_subject),
                    (link.b_matter, link.b_subject),
                ] {
                    if other != subject && known.iter().all(|(_, one)| *one != other) {
                        known.push((matter, other));
                        after.push(other);
                    }
                }
            }
            links.push(link);
        }
        next = after;
    }
    Ok((known, links))
}

/// Kết luận: the actor may write in the first person's matter and read the other's.
pub async fn decide(
    work: &Work,
    one: (Uuid, Uuid),
    other: (Uuid, Uuid),
    verdict: Verdict,
    reason: &str,
) -> std::result::Result<Uuid, WorkError> {
    let reason = text::clean(reason);
    if reason.chars().count() < 5 {
        return Err(WorkError::invalid("reason", messages::REASON_MISSING));
    }
    if one == other {
        return Err(WorkError::invalid("", messages::SAME_RECORD));
    }
    if one.0 == other.0 {
        return Err(WorkError::invalid("", messages::ONE_MATTER));
    }
    let here = allowed(work, one, Right::CriminalFactRecord).await?;
    let there = allowed(work, other, Right::CriminalMatterRead).await?;
    if verdict == Verdict::Same && identity::contradict(&here.id_no, &there.id_no) {
        return Err(WorkError::invalid("", messages::CONTRADICTED));
    }
    let known = about(&work.tx, &[one.1]).await?;
    if known.iter().any(|link| link.joins(one.1, other.1)) {
        return Err(WorkError::invalid("", messages::DECIDED_MEANWHILE));
    }
    let (a, b) = if one.1 < other.1 {
        (one, other)
    } else {
        (other, one)
    };
    let id = Uuid::now_v7();
    let kept = work
        .tx
        .exec(
            "INSERT INTO criminal_same_person
               (unit_id, id, a_matter, a_subject, b_matter, b_subject, verdict, reason, decided_by, decided_name, decided_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             ON CONFLICT DO NOTHING",
            args![
                &work.actor.unit,
                id,
                a.0,
                a.1,
                b.0,
                b.1,
                verdict.code(),
                &reason,
                work.actor.person,
                &work.actor.name,
                work.now_ms
            ],
        )
        .await?;
    if kept == 0 {
        return Err(WorkError::invalid("", messages::DECIDED_MEANWHILE));
    }
    let detail = format!("{} {} {}", verdict.code(), one.1, other.1);
    work.note("persons.decided", "matter", one.0, &detail)
        .await?;
    Ok(id)
}

/// Gỡ kết luận: it stays with who took it back and why, and no longer counts.
pub async fn take_back(
    work: &Work,
    id: Uuid,
    reason: &str,
) -> std::result::Result<(Uuid, Uuid), WorkError> {
    let reason = text::clean(reason);
    if reason.chars().count() < 5 {
        return Err(WorkError::invalid("reason", messages::REASON_MISSING));
    }
    let link = standing(&work.tx, id).await?;
    let link = link.ok_or_else(|| WorkError::invalid("", messages::NO_DECISION))?;
    // Whoever may write in either matter may mend what was decided about it.
    let mut may = false;
    for matter in [link.a_matter, link.b_matter] {
        if let Some(head) = load::head(&work.tx, matter).await? {
            may |= work.may(Right::CriminalFactRecord, &head.unit_id, &head.assigned());
        }
    }
    if !may {
        return Err(WorkError::NotAllowed {
            right: Right::CriminalFactRecord,
            unit: link.unit_id,
        });
    }
    work.tx
        .exec(
            "UPDATE criminal_same_person SET undone_by = $1, undone_name = $2, undone_reason = $3, undone_at = $4
              WHERE id = $5 AND unit_id = $6 AND undone_at IS NULL",
            args![work.actor.person, &work.actor.name, reason, work.now_ms, id, &link.unit_id],
        )
        .await?;
    work.note(
        "persons.taken_back",
        "matter",
        link.a_matter,
        &id.to_string(),
    )
    .await?;
    Ok((link.a_matter, link.a_subject))
}

async fn standing(db: &impl Sql, id: Uuid) -> std::result::Result<Option<Decided>, StorageError> {
    db.opt(
        "SELECT unit_id, id, a_matter, a_subject, b_matter, b_subject, verdict, reason, decided_name, decided_at
           FROM criminal_same_person WHERE id = $1 AND undone_at IS NULL",
        args![id],
    )
    .await
}

/// The person, when the actor holds the right over their matter.
async fn allowed(
    work: &Work,
    who: (Uuid, Uuid),
    right: Right,
) -> std::result::Result<Found, WorkError> {
    let head = load::head(&work.tx, who.0)
        .await?
        .ok_or(WorkError::NotFound)?;
    work.require_for(right, &head.unit_id, &head.assigned())
        .await?;
    let found = person(&work.tx, who.0, who.1).await?;
    found.ok_or(WorkError::NotFound)
}
