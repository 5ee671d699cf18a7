//! Chức vụ: a person in a unit, in a role, between two days. A person may hold several, and acts in one at a time.

use chrono::NaiveDate;
use db::{Sql, args};
use uuid::Uuid;

use crate::{
    Right, Role, Work, WorkError, messages,
    units::{OPEN_END, Units},
};

db::row! {
    /// Chức vụ.
    pub struct Post {
        /// The id.
        pub id: Uuid,
        /// Who holds it.
        pub person: Uuid,
        /// The procuracy or room it is in.
        pub unit: String,
        /// The role's id.
        pub role: String,
        /// The title, as documents print it.
        pub title: String,
        /// The first day.
        pub valid_from: NaiveDate,
        /// The last day.
        pub valid_to: NaiveDate,
        /// The decision it rests on.
        pub reason: String,
    }
}

db::row! {
    /// Một người trong danh sách của đơn vị.
    pub struct Member {
        /// The person.
        pub person: Uuid,
        /// Their full name.
        pub name: String,
        /// The post.
        pub post: Uuid,
        /// The procuracy or room.
        pub unit: String,
        /// The role's id.
        pub role: String,
        /// The title.
        pub title: String,
    }
}

/// Chức vụ mới.
#[derive(Debug, Clone)]
pub struct NewPost {
    /// Who holds it.
    pub person: Uuid,
    /// The procuracy or room it is in.
    pub unit: String,
    /// The role.
    pub role: Role,
    /// The title; the role's name when empty.
    pub title: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, if it is known.
    pub to: Option<NaiveDate>,
    /// The decision it rests on.
    pub reason: String,
}

/// Giao chức vụ.
pub async fn appoint(work: &Work, new: NewPost) -> Result<Uuid, WorkError> {
    work.require(Right::PeoplePersonEdit, &new.unit).await?;
    if text::clean(&new.reason).is_empty() {
        return Err(WorkError::invalid("reason", messages::NEEDS_A_REASON));
    }
    if new.person == work.actor.person {
        return Err(WorkError::invalid("person", messages::NOT_APPOINT_ONESELF));
    }
    if new.to.is_some_and(|to| to < new.from) {
        return Err(WorkError::invalid("to", messages::ENDS_BEFORE_IT_BEGINS));
    }
    if !Units::load(&work.tx).await?.is_open(&new.unit, new.from) {
        return Err(WorkError::invalid("unit", messages::UNIT_NOT_OPEN));
    }
    super::person::get(&work.tx, new.person).await?;
    let id = Uuid::now_v7();
    let detail = format!("{} {} {}", new.person, new.unit, new.role.id());
    insert(&work.tx, id, &new).await?;
    work.note("post.appointed", "post", id, &detail).await?;
    Ok(id)
}

/// Writes a post as it is; for the demo, imports and tests.
pub async fn insert(tx: &impl Sql, id: Uuid, new: &NewPost) -> Result<(), WorkError> {
    let title = text::clean(&new.title);
    tx.exec(
        "INSERT INTO people_post (id, person, unit, role, title, valid_from, valid_to, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            id,
            new.person,
            &new.unit,
            new.role.id(),
            if title.is_empty() {
                new.role.name_vi().to_owned()
            } else {
                title
            },
            new.from,
            new.to.unwrap_or(OPEN_END),
            text::clean(&new.reason)
        ],
    )
    .await?;
    Ok(())
}

/// Thôi chức vụ: `last_day` is the last day of the post.
pub async fn end(
    work: &Work,
    id: Uuid,
    last_day: NaiveDate,
    reason: &str,
) -> Result<(), WorkError> {
    let post: Post = work
        .tx
        .one("SELECT * FROM people_post WHERE id = $1", args![id])
        .await?;
    work.require(Right::PeoplePersonEdit, &post.unit).await?;
    if text::clean(reason).is_empty() {
        return Err(WorkError::invalid("reason", messages::NEEDS_A_REASON));
    }
    if last_day < post.valid_from {
        return Err(WorkError::invalid("to", messages::ENDS_BEFORE_IT_BEGINS));
    }
    work.tx
        .exec(
            "UPDATE people_post SET valid_to = $2 WHERE id = $1",
            args![id, last_day],
        )
        .await?;
    work.note(
        "post.ended",
        "post",
        id,
        &format!("{last_day} {}", text::clean(reason)),
    )
    .await
}

/// A person's posts, the newest first.
pub async fn posts_of(db: &impl Sql, person: Uuid) -> Result<Vec<Post>, WorkError> {
    Ok(db
        .all(
            "SELECT * FROM people_post WHERE person = $1 ORDER BY valid_from DESC, id",
            args![person],
        )
        .await?)
}

/// The posts a person can act in on a day; the oldest first, which is where they sign in.
pub async fn posts_on(db: &impl Sql, person: Uuid, day: NaiveDate) -> Result<Vec<Post>, WorkError> {
    Ok(db
        .all(
            "SELECT * FROM people_post WHERE person = $1 AND valid_from <= $2 AND valid_to >= $2
              ORDER BY valid_from, id",
            args![person, day],
        )
        .await?)
}

/// Every post that an active person holds on a day, person by person; the oldest of each first.
pub async fn all_on(db: &impl Sql, day: NaiveDate) -> Result<Vec<Post>, WorkError> {
    Ok(db
        .all(
            "SELECT o.* FROM people_post o JOIN people_person p ON p.id = o.person
              WHERE o.valid_from <= $1 AND o.valid_to >= $1 AND p.status = 'active'
              ORDER BY o.person, o.valid_from, o.id",
            args![day],
        )
        .await?)
}

/// Danh sách cán bộ của đơn vị on a day, with its rooms, leaders first, then in Vietnamese order.
pub async fn members(
    db: &impl Sql,
    units: &Units,
    unit: &str,
    day: NaiveDate,
) -> Result<Vec<Member>, WorkError> {
    let keys: Vec<String> = units
        .covers(unit, day)
        .unit_keys()
        .iter()
        .cloned()
        .collect();
    let places: Vec<String> = (0..keys.len()).map(|at| format!("${}", at + 2)).collect();
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT o.person, p.name, o.id AS post, o.unit, o.role, o.title
           FROM people_post o JOIN people_person p ON p.id = o.person
          WHERE o.valid_from <= $1 AND o.valid_to >= $1 AND p.status = 'active' AND o.unit IN ({})
          ORDER BY CASE o.role WHEN 'chief' THEN 0 WHEN 'deputy_chief' THEN 1 WHEN 'prosecutor' THEN 2
                               WHEN 'examiner' THEN 3 ELSE 4 END, p.sort_key, o.id",
        places.join(", ")
    );
    let mut values = args![day];
    values.extend(keys.into_iter().map(db::V::from));
    Ok(db.all(sql, values).await?)
}
