//! Tổ công tác: a leader and members of one unit; "my team" on the desk.

use chrono::NaiveDate;
use db::{Sql, args};
use uuid::Uuid;

use crate::{Right, Work, WorkError, messages, units::OPEN_END};

db::row! {
    /// Tổ.
    pub struct Team {
        /// The id.
        pub id: Uuid,
        /// The unit.
        pub unit: String,
        /// Its name.
        pub name: String,
        /// Tổ trưởng.
        pub leader: Uuid,
        /// The first day.
        pub valid_from: NaiveDate,
        /// The last day.
        pub valid_to: NaiveDate,
    }
}

/// Lập tổ.
pub async fn found(
    work: &Work,
    unit: &str,
    name: &str,
    leader: Uuid,
    members: &[Uuid],
) -> Result<Uuid, WorkError> {
    work.require(Right::PeopleTeamEdit, unit).await?;
    if text::clean(name).is_empty() {
        return Err(WorkError::invalid("name", messages::NEEDS_A_TEAM_NAME));
    }
    let id = Uuid::now_v7();
    insert(&work.tx, id, unit, name, leader, members, work.today).await?;
    work.note("team.founded", "team", id, unit).await?;
    Ok(id)
}

/// Writes a team as it is; for the demo, imports and tests.
pub async fn insert(
    tx: &impl Sql,
    id: Uuid,
    unit: &str,
    name: &str,
    leader: Uuid,
    members: &[Uuid],
    from: NaiveDate,
) -> Result<(), WorkError> {
    tx.exec(
        "INSERT INTO people_team (id, unit, name, leader, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6)",
        args![id, unit, text::clean(name), leader, from, OPEN_END],
    )
    .await?;
    let mut joined = vec![leader];
    joined.extend(members.iter().filter(|member| **member != leader));
    for member in joined {
        join(tx, id, member, from).await?;
    }
    Ok(())
}

/// Thêm người vào tổ.
pub async fn add_member(work: &Work, team: Uuid, person: Uuid) -> Result<(), WorkError> {
    may_edit(work, team).await?;
    super::person::get(&work.tx, person).await?;
    let there: i64 = work
        .tx
        .one(
            "SELECT count(*) FROM people_team_member WHERE team = $1 AND person = $2 AND valid_to >= $3",
            args![team, person, work.today],
        )
        .await?;
    if there == 0 {
        join(&work.tx, team, person, work.today).await?;
        work.note("team.joined", "team", team, &person.to_string())
            .await?;
    }
    Ok(())
}

/// Rời tổ, from today.
pub async fn remove_member(work: &Work, team: Uuid, person: Uuid) -> Result<(), WorkError> {
    let kept = may_edit(work, team).await?;
    if kept.leader == person {
        return Err(WorkError::invalid("person", messages::LEADER_STAYS));
    }
    leave(&work.tx, team, Some(person), work.today).await?;
    work.note("team.left", "team", team, &person.to_string())
        .await
}

/// Đổi tổ trưởng.
pub async fn set_leader(work: &Work, team: Uuid, leader: Uuid) -> Result<(), WorkError> {
    add_member(work, team, leader).await?;
    work.tx
        .exec(
            "UPDATE people_team SET leader = $2 WHERE id = $1",
            args![team, leader],
        )
        .await?;
    work.note("team.leader", "team", team, &leader.to_string())
        .await
}

/// Giải thể tổ, from today.
pub async fn dissolve(work: &Work, team: Uuid) -> Result<(), WorkError> {
    may_edit(work, team).await?;
    let last_day = work.today.pred_opt().unwrap_or(work.today);
    work.tx
        .exec(
            "UPDATE people_team SET valid_to = $2 WHERE id = $1",
            args![team, last_day],
        )
        .await?;
    leave(&work.tx, team, None, work.today).await?;
    work.note("team.dissolved", "team", team, "").await
}

/// The teams of a unit on a day.
pub async fn teams_of(db: &impl Sql, unit: &str, day: NaiveDate) -> Result<Vec<Team>, WorkError> {
    Ok(db
        .all(
            "SELECT * FROM people_team WHERE unit = $1 AND valid_from <= $2 AND valid_to >= $2 ORDER BY name, id",
            args![unit, day],
        )
        .await?)
}

/// The people of a team on a day.
pub async fn members_of(db: &impl Sql, team: Uuid, day: NaiveDate) -> Result<Vec<Uuid>, WorkError> {
    Ok(db
        .all(
            "SELECT m.person FROM people_team_member m JOIN people_person p ON p.id = m.person
              WHERE m.team = $1 AND m.valid_from <= $2 AND m.valid_to >= $2 ORDER BY p.sort_key, p.id",
            args![team, day],
        )
        .await?)
}

/// Tổ của tôi: everybody of the teams the person is in on a day; the person alone when in none.
pub async fn team_mates(
    db: &impl Sql,
    person: Uuid,
    day: NaiveDate,
) -> Result<Vec<Uuid>, WorkError> {
    let mates: Vec<Uuid> = db
        .all(
            "SELECT DISTINCT m.person FROM people_team_member m
               JOIN people_team t ON t.id = m.team
               JOIN people_team_member mine ON mine.team = m.team
              WHERE mine.person = $1 AND t.valid_from <= $2 AND t.valid_to >= $2
                AND mine.valid_from <= $2 AND mine.valid_to >= $2 AND m.valid_from <= $2 AND m.valid_to >= $2
              ORDER BY m.person",
            args![person, day],
        )
        .await?;
    Ok(if mates.is_empty() {
        vec![person]
    } else {
        mates
    })
}

/// Everybody in the teams that one of these people leads on a day.
pub async fn led_by(
    db: &impl Sql,
    leaders: &[Uuid],
    day: NaiveDate,
) -> Result<Vec<Uuid>, WorkError> {
    if leaders.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (0..leaders.len())
        .map(|at| format!("${}", at + 2))
        .collect();
    let sql = format!(
        "SELECT DISTINCT m.person FROM people_team_member m JOIN people_team t ON t.id = m.team
          WHERE t.leader IN ({}) AND t.valid_from <= $1 AND t.valid_to >= $1
            AND m.valid_from <= $1 AND m.valid_to >= $1
          ORDER BY m.person",
        places.join(", ")
    );
    let mut values = args![day];
    values.extend(leaders.iter().map(db::V::from));
    Ok(db.all(sql, values).await?)
}

/// Tổ trưởng của một người: who leads the teams the person is in on a day, without the person.
pub async fn leaders_of(
    db: &impl Sql,
    person: Uuid,
    day: NaiveDate,
) -> Result<Vec<Uuid>, WorkError> {
    Ok(db
        .all(
            "SELECT DISTINCT t.leader FROM people_team t JOIN people_team_member m ON m.team = t.id
              WHERE m.person = $1 AND t.leader <> $1 AND t.valid_from <= $2 AND t.valid_to >= $2
                AND m.valid_from <= $2 AND m.valid_to >= $2
              ORDER BY t.leader",
            args![person, day],
        )
        .await?)
}

async fn may_edit(work: &Work, team: Uuid) -> Result<Team, WorkError> {
    let kept: Team = work
        .tx
        .one("SELECT * FROM people_team WHERE id = $1", args![team])
        .await?;
    work.require(Right::PeopleTeamEdit, &kept.unit).await?;
    Ok(kept)
}

async fn join(tx: &impl Sql, team: Uuid, person: Uuid, from: NaiveDate) -> Result<(), WorkError> {
    tx.exec(
        "INSERT INTO people_team_member (team, person, valid_from, valid_to) VALUES ($1, $2, $3, $4)
         ON CONFLICT (team, person, valid_from) DO UPDATE SET valid_to = excluded.valid_to",
        args![team, person, from, OPEN_END],
    )
    .await?;
    Ok(())
}

/// Ends memberships: yesterday was the last day, so that a list of today no longer shows who left.
async fn leave(
    tx: &impl Sql,
    team: Uuid,
    person: Option<Uuid>,
    today: NaiveDate,
) -> Result<(), WorkError> {
    let last_day = today.pred_opt().unwrap_or(today);
    tx.exec(
        "UPDATE people_team_member SET valid_to = $2
          WHERE team = $1 AND valid_to >= $3 AND (person = $4 OR $4 IS NULL)",
        args![team, last_day, today, person],
    )
    .await?;
    Ok(())
}
