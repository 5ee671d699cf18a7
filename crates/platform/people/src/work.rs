//! Việc đang làm: who acts, the time, the law of the day and the open transaction, which the web floor commits once.

use std::sync::Arc;

use chrono::NaiveDate;
use db::{Db, Tx};
use law::{Fact, Law, Moment};
use ledger::{Batch, Ledger, Matter, NewFact, audit};
use uuid::Uuid;

use crate::{Actor, Right, Rights, Role, WorkError};

/// Việc đang làm. Dropped without [`Work::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Work {
    /// The open transaction.
    pub tx: Tx,
    /// Who acts.
    pub actor: Actor,
    /// Now, in milliseconds UTC.
    pub now_ms: i64,
    /// Today in Vietnam.
    pub today: NaiveDate,
    /// The law under the office's calendar.
    pub law: Arc<Law>,
    /// The ledger of facts.
    pub ledger: Arc<Ledger>,
}

impl Work {
    /// Opens a transaction for one use case.
    pub async fn begin(
        db: &Db,
        actor: Actor,
        now_ms: i64,
        law: Arc<Law>,
        ledger: Arc<Ledger>,
    ) -> Result<Work, WorkError> {
        let tx = db.begin().await?;
        let today = today_of(now_ms);
        Ok(Work {
            tx,
            actor,
            now_ms,
            today,
            law,
            ledger,
        })
    }

    /// Now, as a moment in law.
    pub fn now(&self) -> Moment {
        Moment::from_utc_ms(self.now_ms).unwrap_or(Moment::day(self.today))
    }

    /// Whether the actor holds a right over a record of `unit`, assigned to `assigned`.
    pub fn may(&self, right: Right, unit: &str, assigned: &[Uuid]) -> bool {
        let assigned = self.actor.is_assigned(assigned);
        Rights::embedded().may(&self.actor, right, unit, assigned)
    }

    /// Refuses unless the actor holds the right over the unit's records as such, whoever they are assigned to.
    pub async fn require(&self, right: Right, unit: &str) -> Result<(), WorkError> {
        self.require_for(right, unit, &[]).await
    }

    /// Refuses unless the actor holds the right over this record, by their post or because it is assigned to them.
    pub async fn require_for(
        &self,
        right: Right,
        unit: &str,
        assigned: &[Uuid],
    ) -> Result<(), WorkError> {
        match self.may(right, unit, assigned) {
            true => Ok(()),
            false => Err(WorkError::NotAllowed {
                right,
                unit: unit.to_owned(),
            }),
        }
    }

    /// Refuses unless the actor acts in one of these roles: for acts the law gives to an office-holder.
    pub fn require_role(&self, roles: &[Role]) -> Result<(), WorkError> {
        match roles.contains(&self.actor.role) {
            true => Ok(()),
            false => Err(WorkError::NotInRole {
                roles: roles.to_vec(),
            }),
        }
    }

    /// Records facts of one matter for the actor's unit, now; every view of the matter follows in the same
    /// transaction, and the trail keeps who did it.
    pub async fn record(
        &self,
        matter: Matter,
        facts: Vec<NewFact>,
    ) -> Result<Vec<Fact>, WorkError> {
        self.record_for(matter, facts, &self.actor.unit).await
    }

    /// The same, for a unit that the actor acts for without being of it.
    pub async fn record_for(
        &self,
        matter: Matter,
        facts: Vec<NewFact>,
        unit: &str,
    ) -> Result<Vec<Fact>, WorkError> {
        let batch = Batch {
            matter,
            facts,
            recorded_at: self.now_ms,
            recorded_by: self.actor.person,
            unit: unit.to_owned(),
        };
        Ok(self.ledger.record(&self.tx, &self.law, batch).await?)
    }

    /// Leaves in the trail that the actor looked at a record.
    pub async fn look(&self, kind: &str, id: impl ToString) -> Result<(), WorkError> {
        self.note(&format!("{kind}.looked"), kind, id, "").await
    }

    /// Leaves in the trail what the actor did. The detail holds ids and kinds, never a person's data.
    pub async fn note(
        &self,
        action: &str,
        kind: &str,
        id: impl ToString,
        detail: &str,
    ) -> Result<(), WorkError> {
        let line = audit::Line {
            at: self.now_ms,
            who: Some(self.actor.person),
            unit: Some(self.actor.unit.clone()),
            action: action.to_owned(),
            object_kind: kind.to_owned(),
            object: Some(id.to_string()),
            detail: detail.to_owned(),
        };
        audit::append(&self.tx, line).await?;
        Ok(())
    }

    /// Makes everything done here last.
    pub async fn commit(self) -> Result<(), WorkError> {
        Ok(self.tx.commit().await?)
    }

    /// Takes everything done here back.
    pub async fn rollback(self) -> Result<(), WorkError> {
        Ok(self.tx.rollback().await?)
    }
}

/// The day in Vietnam at an instant.
pub fn today_of(now_ms: i64) -> NaiveDate {
    Moment::from_utc_ms(now_ms).map_or(NaiveDate::MAX, |moment| moment.on)
}
