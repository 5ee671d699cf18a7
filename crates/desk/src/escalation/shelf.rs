//! Ai nghe của ai: for which units, matters and teams somebody hears, and what was raised to them.

use chrono::NaiveDate;
use db::{Sql, V, args};
use people::{Actor, Reach, Right, Rights, Role, WorkError, ladder::Rank, staff::team};
use uuid::Uuid;

/// Lines on a page.
pub const PAGE: i64 = 30;

db::row! {
    /// Một thời hạn đã leo thang.
    pub struct Raised {
        /// Đơn vị thụ lý.
        pub unit_id: String,
        /// The id.
        pub id: Uuid,
        /// The matter.
        pub matter_id: Uuid,
        /// `DET-INV-NT`.
        pub rule: String,
        /// The person it is about; zeros for the whole matter.
        pub subject_id: Uuid,
        /// Its end.
        pub due_at: i64,
        /// To whom.
        pub rank: String,
        /// Where it stood then.
        pub step: String,
        /// When, ms UTC.
        pub raised_at: i64,
        /// The clock ended or moved.
        pub closed_at: Option<i64>,
        /// Who took note.
        pub answered_by: Option<Uuid>,
        /// When, ms UTC.
        pub answered_at: Option<i64>,
        /// What they wrote.
        pub note: String,
    }
}

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Chưa tiếp nhận.
    Waiting,
    /// Đã tiếp nhận, the clock still runs.
    Answered,
}

/// Một chỗ nghe: a rank over some units, for some people.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Hears {
    Chief(Vec<String>),
    Deputy(Vec<String>, Vec<Uuid>),
    TeamLeader(Vec<String>, Vec<Uuid>),
}

/// Everything somebody hears.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hearing(Vec<Hears>);

impl Hearing {
    /// What an actor hears: by post, by what was delegated to them, and for the teams they lead.
    pub async fn of(db: &impl Sql, actor: &Actor, today: NaiveDate) -> Result<Hearing, WorkError> {
        let rights = Rights::embedded();
        let right = Right::DeskEscalation;
        if !rights.holds(actor, right) {
            return Ok(Hearing::default());
        }
        let units = |covers: &people::Covers| covers.unit_keys().iter().cloned().collect();
        let mut hears = Vec::new();
        let own = (actor.role, &actor.covers, actor.person);
        let given = actor
            .delegations
            .iter()
            .filter(|given| given.rights.contains(&right))
            .map(|given| (given.role, &given.covers, given.from_person));
        for (role, covers, person) in std::iter::once(own).chain(given) {
            match (role, rights.reach(role, right)) {
                (_, Reach::None | Reach::Own) => {}
                (Role::Chief, _) => hears.push(Hears::Chief(units(covers))),
                (_, _) => hears.push(Hears::Deputy(units(covers), vec![person])),
            }
        }
        let team = team::led_by(db, &actor.stands_for(), today).await?;
        if !team.is_empty() {
            hears.push(Hears::TeamLeader(units(&actor.covers), team));
        }
        Ok(Hearing(hears))
    }

    /// Whether anything could be raised to them.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The condition of a statement and its values, which stand after those already bound.
    fn condition(&self, values: &mut Vec<V>) -> String {
        let mut parts = Vec::new();
        for hears in &self.0 {
            let (rank, units) = match hears {
                Hears::Chief(units) => (Rank::Chief, units),
                Hears::Deputy(units, _) => (Rank::DeputyChief, units),
                Hears::TeamLeader(units, _) => (Rank::TeamLeader, units),
            };
            let units = places(values, units.iter().map(V::from));
            let whose = match hears {
                Hears::Chief(_) => String::new(),
                Hears::Deputy(_, people) => format!(
                    " AND (deputy_id IS NULL OR deputy_id IN ({}))",
                    places(values, people.iter().map(V::from))
                ),
                Hears::TeamLeader(_, people) => format!(
                    " AND prosecutor_id IN ({})",
                    places(values, people.iter().map(V::from))
                ),
            };
            parts.push(format!(
                "(rank = '{}' AND unit_id IN ({units}){whose})",
                rank.id()
            ));
        }
        format!("({})", parts.join(" OR "))
    }

    /// What was raised to them, the nearest end first; at most `at_most`, and how many there are.
    pub async fn list(
        &self,
        db: &impl Sql,
        which: Which,
        at_most: i64,
    ) -> Result<(Vec<Raised>, i64), WorkError> {
        if self.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let answered = match which {
            Which::Waiting => "answered_at IS NULL",
            Which::Answered => "answered_at IS NOT NULL",
        };
        let mut values = Vec::new();
        let mine = self.condition(&mut values);
        let from =
            format!("FROM desk_escalation WHERE closed_at IS NULL AND {answered} AND {mine}");
        let count: i64 = db
            .one(format!("SELECT count(*) {from}"), values.clone())
            .await?;
        if count == 0 {
            return Ok((Vec::new(), 0));
        }
        values.push(at_most.into());
        let sql = format!(
            "SELECT unit_id, id, matter_id, rule, subject_id, due_at, rank, step, raised_at, closed_at, answered_by,
                    answered_at, note {from} ORDER BY due_at, id LIMIT ${}",
            values.len()
        );
        Ok((db.all(sql, values).await?, count))
    }

    /// Whether this one was raised to them.
    pub async fn hears(&self, db: &impl Sql, id: Uuid) -> Result<bool, WorkError> {
        if self.is_empty() {
            return Ok(false);
        }
        let mut values = args![id];
        let mine = self.condition(&mut values);
        let sql = format!("SELECT count(*) FROM desk_escalation WHERE id = $1 AND {mine}");
        let count: i64 = db.one(sql, values).await?;
        Ok(count > 0)
    }
}

/// One by its id, whoever it was raised to.
pub async fn get(db: &impl Sql, id: Uuid) -> Result<Option<Raised>, WorkError> {
    Ok(db
        .opt(
            "SELECT unit_id, id, matter_id, rule, subject_id, due_at, rank, step, raised_at, closed_at, answered_by,
                    answered_at, note FROM desk_escalation WHERE id = $1",
            args![id],
        )
        .await?)
}

fn places(values: &mut Vec<V>, of: impl Iterator<Item = V>) -> String {
    let places: Vec<String> = of
        .map(|value| {
            values.push(value);
            format!("${}", values.len())
        })
        .collect();
    places.join(", ")
}
