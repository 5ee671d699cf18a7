//! Việc chốt: a click asks for it, a job counts, the set then stands under the id of what was asked for.
//!
//! What is counted is known as of the click, however late a worker comes to it. Begun again after a kill it counts anew and comes to
//! the same bytes; the row of the set and the end of the order are written in one transaction, so there is one set or none.

use std::future::Future;
use std::pin::Pin;

use db::{Sql, StorageError, args};
use jobs::{Handler, Job, Steps, Trouble};
use people::{Right, Units, staff};
use shell::{App, Problem, Visit};
use uuid::Uuid;

use super::set::{self, Set, State};
use super::{freeze, joining, messages};
use crate::Period;
use crate::background::{again, must_be_in_force};

/// The kind of job.
pub const KIND: &str = "statistics.freeze";

db::row! {
    /// Một việc chốt.
    pub struct Freezing {
        /// Whose figures.
        pub unit_id: String,
        /// Its id, and then that of the set.
        pub id: Uuid,
        /// The period as it was said.
        pub period_from: String,
        /// Its end.
        pub period_to: String,
        /// With the levels below.
        pub is_tree: bool,
        /// Of what the checks warn about.
        pub explanation: String,
        /// The post in which it was asked for.
        pub asked_post: Uuid,
        /// The click.
        pub asked_at: i64,
        /// waiting, frozen, refused.
        pub state: String,
        /// Why it was refused.
        pub why: String,
    }
}

impl Freezing {
    /// The period.
    pub fn period(&self) -> Option<Period> {
        Period::read(&self.period_from, &self.period_to).ok()
    }

    /// Nobody has answered yet.
    pub fn is_waiting(&self) -> bool {
        self.state == "waiting"
    }
}

/// What is to be frozen.
pub struct Asked {
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: Period,
    /// Of what the checks warn about.
    pub explanation: String,
}

/// Chốt: kept and queued. A second click while the first is worked on leads to the first.
pub async fn ask(visit: &Visit, units: &Units, asked: &Asked) -> Result<Uuid, Problem> {
    let (app, period) = (&visit.app, &asked.period);
    if !visit.may_over(Right::StatisticsClosePeriod, &asked.unit, &[]) {
        return Err(Problem::NotAllowed(messages::NOT_YOURS.to_owned()));
    }
    if period.from_at() > visit.now_ms {
        return Err(Problem::Refused(messages::NOT_BEGUN.to_owned()));
    }
    let is_tree = joining::joins(units, &asked.unit, period.last_day());
    let before = set::of_period(app.db(), &asked.unit, period.from_at(), period.to_at()).await?;
    may_freeze(&before, is_tree).map_err(|said| Problem::Refused(said.to_owned()))?;
    give_up(app, &asked.unit, period).await?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsClosePeriod, &asked.unit)
        .await?;
    let id = Uuid::now_v7();
    let taken = work
        .tx
        .exec(
            "INSERT INTO statistics_freezing (unit_id, id, period_from, period_to, from_at, to_at, is_tree, explanation, asked_by,
               asked_post, asked_at, state, why)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', '') ON CONFLICT DO NOTHING",
            args![
                &asked.unit,
                id,
                period.from.to_string(),
                period.to.to_string(),
                period.from_at(),
                period.to_at(),
                is_tree,
                &asked.explanation,
                work.actor.person,
                work.actor.post,
                work.now_ms
            ],
        )
        .await?;
    if taken == 0 {
        work.rollback().await?;
        let first = waiting(app.db(), &asked.unit, period).await?;
        return first.map(|one| one.id).ok_or_else(Problem::changed);
    }
    let new = jobs::NewJob {
        kind: KIND,
        subject: id.to_string(),
        payload: String::new(),
        title: messages::being_frozen(period),
        unit: asked.unit.clone(),
        asked_by: Some(work.actor.person),
        // Somebody waits for it.
        priority: 40,
    };
    jobs::queue(&work.tx, new).await?;
    work.note("statistics.freezing_asked", "statistics_set", id, "")
        .await?;
    work.commit().await?;
    app.jobs().ring();
    Ok(id)
}

/// Whether the unit may freeze again; the sentence that says why not.
pub(super) fn may_freeze(before: &[Set], is_tree: bool) -> Result<(), &'static str> {
    let standing = before
        .iter()
        .filter(|set| set.is_tree == is_tree)
        .find(|set| !matches!(set.standing(), State::Returned | State::Dropped));
    match standing {
        Some(set) if set.is_final() => Err(messages::LOCKED),
        // A provisional cut that was sent is followed by the final one.
        Some(set) if set.standing() == State::Sent => Ok(()),
        Some(_) => Err(messages::FROZEN_ALREADY),
        None => Ok(()),
    }
}

/// The order with this id.
pub async fn by_id(db: &impl Sql, id: Uuid) -> Result<Option<Freezing>, StorageError> {
    db.opt("SELECT * FROM statistics_freezing WHERE id = $1", args![id])
        .await
}

/// What is being frozen of a unit for a period.
pub async fn waiting(
    db: &impl Sql,
    unit: &str,
    period: &Period,
) -> Result<Option<Freezing>, StorageError> {
    db.opt(
        "SELECT * FROM statistics_freezing WHERE unit_id = $1 AND from_at = $2 AND to_at = $3 AND state = 'waiting'",
        args![unit, period.from_at(), period.to_at()],
    )
    .await
}

/// An order whose job was given up stands in nobody's way.
async fn give_up(app: &App, unit: &str, period: &Period) -> Result<(), StorageError> {
    let Some(one) = waiting(app.db(), unit, period).await? else {
        return Ok(());
    };
    let job = app.jobs().about(&one.id.to_string()).await?;
    if job.is_none_or(|job| job.state == jobs::State::Failed) {
        refuse(app, &one, messages::FREEZING_BROKE).await?;
    }
    Ok(())
}

/// Chưa chốt được, and why.
async fn refuse(app: &App, one: &Freezing, why: &str) -> Result<(), StorageError> {
    let sql = "UPDATE statistics_freezing SET state = 'refused', why = $3, ended_at = $4
                WHERE unit_id = $1 AND id = $2 AND state = 'waiting'";
    let values = args![&one.unit_id, one.id, why, app.now_ms()];
    app.db().exec(sql, values).await.map(drop)
}

/// Chốt in the background.
pub struct FreezeJob(App);

impl FreezeJob {
    /// The handler of a program.
    pub fn new(app: &App) -> FreezeJob {
        FreezeJob(app.clone())
    }

    async fn answer(&self, one: &Freezing, steps: &Steps) -> Result<(), Trouble> {
        let app = &self.0;
        must_be_in_force(app).await?;
        let units = app.units().units().await.map_err(again)?;
        let today = shell::local_day(app.now_ms());
        let actor = match staff::actor_of(app.db(), &units, one.asked_post, today).await {
            Ok(actor) => actor,
            Err(error) if error.is_answer() => {
                return Err(Trouble::Final(messages::POST_ENDED.to_owned()));
            }
            Err(error) => return Err(again(error)),
        };
        freeze::freeze(app, &units, actor, one, steps).await
    }
}

impl Handler for FreezeJob {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        steps: &'a Steps,
    ) -> Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send + 'a>> {
        Box::pin(async move {
            let Ok(id) = job.subject.parse::<Uuid>() else {
                return Ok(());
            };
            let Some(one) = by_id(self.0.db(), id).await?.filter(Freezing::is_waiting) else {
                return Ok(());
            };
            match self.answer(&one, steps).await {
                // What the checks say is an answer, and the order keeps it.
                Err(Trouble::Final(why)) => Ok(refuse(&self.0, &one, &why).await?),
                done => done,
            }
        })
    }
}
