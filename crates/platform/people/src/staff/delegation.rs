//! Ủy quyền: a person gives rights of their post to somebody for a while. It widens; it never gives more than the
//! post has, and ends with the post.

use chrono::NaiveDate;
use db::{Sql, args};
use uuid::Uuid;

use crate::{Reach, Right, Rights, Work, WorkError, messages};

db::row! {
    /// Ủy quyền.
    pub struct Delegation {
        /// The id.
        pub id: Uuid,
        /// The post whose rights are given.
        pub from_post: Uuid,
        /// Who gives.
        pub from_person: Uuid,
        /// Their name.
        pub from_name: String,
        /// Who receives.
        pub to_person: Uuid,
        /// Their name.
        pub to_name: String,
        /// The ids of the rights, joined by spaces.
        pub rights: String,
        /// The first day.
        pub valid_from: NaiveDate,
        /// The last day.
        pub valid_to: NaiveDate,
        /// The paper it rests on.
        pub reason: String,
        /// When it was taken back, ms UTC.
        pub revoked_at: Option<i64>,
    }
}

impl Delegation {
    /// The rights given. An id that is no right any more gives nothing.
    pub fn list(&self) -> Vec<Right> {
        self.rights.split(' ').filter_map(Right::parse).collect()
    }

    /// Whether it holds on a day.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.revoked_at.is_none() && self.valid_from <= day && day <= self.valid_to
    }
}

/// Ủy quyền mới, from the actor's own post.
#[derive(Debug, Clone)]
pub struct NewDelegation {
    /// Who receives.
    pub to_person: Uuid,
    /// What is given.
    pub rights: Vec<Right>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The paper it rests on.
    pub reason: String,
}

const SELECT: &str = "SELECT d.id, d.from_post, d.from_person, f.name AS from_name, d.to_person, t.name AS to_name,
        d.rights, d.valid_from, d.valid_to, d.reason, d.revoked_at
   FROM people_delegation d JOIN people_person f ON f.id = d.from_person JOIN people_person t ON t.id = d.to_person";

/// Ủy quyền. Only rights of the actor's own post can be given; what was delegated to them cannot be passed on.
pub async fn give(work: &Work, new: NewDelegation) -> Result<Uuid, WorkError> {
    work.require(Right::PeopleDelegationEdit, &work.actor.unit)
        .await?;
    let invalid = |field, sentence: &str| Err(WorkError::invalid(field, sentence));
    if text::clean(&new.reason).is_empty() {
        return invalid("reason", messages::NEEDS_A_REASON);
    }
    if new.to < new.from {
        return invalid("to", messages::ENDS_BEFORE_IT_BEGINS);
    }
    if new.to < work.today {
        return invalid("to", messages::ALREADY_OVER);
    }
    if new.to_person == work.actor.person {
        return invalid("to_person", messages::NOT_TO_ONESELF);
    }
    let has = |right: &Right| Rights::embedded().reach(work.actor.role, *right) != Reach::None;
    if new.rights.is_empty() || !new.rights.iter().all(has) {
        return invalid("rights", messages::ONLY_ONES_OWN_RIGHTS);
    }
    super::person::get(&work.tx, new.to_person).await?;
    let id = Uuid::now_v7();
    let rights: Vec<&str> = new.rights.iter().map(|right| right.id()).collect();
    work.tx
        .exec(
            "INSERT INTO people_delegation (id, from_post, from_person, to_person, rights, valid_from, valid_to,
               reason, made_by, made_at, revoked_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL)",
            args![
                id,
                work.actor.post,
                work.actor.person,
                new.to_person,
                rights.join(" "),
                new.from,
                new.to,
                text::clean(&new.reason),
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    work.note(
        "delegation.given",
        "delegation",
        id,
        &format!("{} {}", new.to_person, rights.join(" ")),
    )
    .await?;
    Ok(id)
}

/// Chấm dứt ủy quyền trước hạn. Only who gave it takes it back.
pub async fn take_back(work: &Work, id: Uuid) -> Result<(), WorkError> {
    let changed = work
        .tx
        .exec(
            "UPDATE people_delegation SET revoked_at = $3 WHERE id = $1 AND from_person = $2 AND revoked_at IS NULL",
            args![id, work.actor.person, work.now_ms],
        )
        .await?;
    match changed {
        0 => Err(WorkError::NotFound),
        _ => {
            work.note("delegation.taken_back", "delegation", id, "")
                .await
        }
    }
}

/// What was given to a person and holds on a day.
pub async fn to_person_on(
    db: &impl Sql,
    person: Uuid,
    day: NaiveDate,
) -> Result<Vec<Delegation>, WorkError> {
    let sql = format!(
        "{SELECT} WHERE d.to_person = $1 AND d.valid_from <= $2 AND d.valid_to >= $2 AND d.revoked_at IS NULL
          ORDER BY d.valid_from, d.id"
    );
    Ok(db.all(sql, args![person, day]).await?)
}

/// What a person gave and was given, ever; the newest first.
pub async fn around(db: &impl Sql, person: Uuid) -> Result<Vec<Delegation>, WorkError> {
    let sql = format!(
        "{SELECT} WHERE d.to_person = $1 OR d.from_person = $1 ORDER BY d.valid_from DESC, d.id"
    );
    Ok(db.all(sql, args![person]).await?)
}
