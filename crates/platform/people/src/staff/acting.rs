//! Người thực hiện từ chức vụ: the post a person acts in becomes an [`Actor`] with all that it covers today.

use chrono::NaiveDate;
use db::{Sql, args};
use uuid::Uuid;

use super::{delegation, post::Post};
use crate::{Actor, Delegated, Role, WorkError, units::Units};

/// Makes the actor of a post on a day. No such person, no such post, or neither active that day: not found.
pub async fn actor_of(
    db: &impl Sql,
    units: &Units,
    post: Uuid,
    today: NaiveDate,
) -> Result<Actor, WorkError> {
    let held = held_on(db, post, today).await?.ok_or(WorkError::NotFound)?;
    let role = role_of(&held)?;
    let procuracy = units
        .procuracy_of(&held.unit, today)
        .ok_or(WorkError::NotFound)?;
    let name: Option<String> = db
        .opt(
            "SELECT name FROM people_person WHERE id = $1 AND status = 'active'",
            args![held.person],
        )
        .await?;
    Ok(Actor {
        person: held.person,
        name: name.ok_or(WorkError::NotFound)?,
        post,
        role,
        title: held.title,
        unit: procuracy.key.clone(),
        unit_name: procuracy.name.clone(),
        department: (procuracy.key != held.unit).then(|| held.unit.clone()),
        covers: units.covers(&held.unit, today),
        delegations: delegated_to(db, units, held.person, today).await?,
    })
}

/// What was given to a person and holds today: from posts that are still held.
async fn delegated_to(
    db: &impl Sql,
    units: &Units,
    person: Uuid,
    today: NaiveDate,
) -> Result<Vec<Delegated>, WorkError> {
    let mut out = Vec::new();
    for given in delegation::to_person_on(db, person, today).await? {
        if let Some(post) = held_on(db, given.from_post, today).await? {
            out.push(Delegated {
                id: given.id,
                from_person: given.from_person,
                from_name: given.from_name.clone(),
                role: role_of(&post)?,
                rights: given.list(),
                covers: units.covers(&post.unit, today),
            });
        }
    }
    Ok(out)
}

async fn held_on(db: &impl Sql, post: Uuid, today: NaiveDate) -> Result<Option<Post>, WorkError> {
    Ok(db
        .opt(
            "SELECT * FROM people_post WHERE id = $1 AND valid_from <= $2 AND valid_to >= $2",
            args![post, today],
        )
        .await?)
}

fn role_of(post: &Post) -> Result<Role, WorkError> {
    let unknown = || {
        WorkError::Broken(format!(
            "people_post {}: no role is called {}",
            post.id, post.role
        ))
    };
    Role::parse(&post.role).ok_or_else(unknown)
}
