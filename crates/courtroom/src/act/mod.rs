//! Sự kiện trình chiếu chứng cứ (`trial.evidence_shown`): what a trial put on the screen stands in the line of facts, once for each day,
//! and the statistics count from there. A rehearsal records nothing; an annulled session takes its facts back.
//!
//! | to | look in |
//! |---|---|
//! | record the facts of a session, take them back | here |
//! | annul a session that was opened by mistake, and undo that | `annulment` |
//! | see on the report of a session what was recorded of it | `proof` |

pub(crate) mod annulment;
pub(crate) mod doors;
pub(crate) mod proof;

use std::collections::BTreeSet;

use casefile::MatterHead;
use chrono::NaiveDate;
use criminal::{
    ActEntry, Opened, RecordError, doors::SESSION, open, record_act, standing::standing,
};
use db::{Sql, StorageError, args};
use law::{Fact, Moment};
use people::{Right, Work, WorkError};
use uuid::Uuid;

use crate::messages;

/// Trình chiếu chứng cứ tại phiên tòa, as the catalogue of acts names it.
pub const KIND: &str = "trial.evidence_shown";

/// What became of a session in the line of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// Nothing to record: a rehearsal, nothing shown, no criminal case, or its days stand there already.
    Nothing,
    /// So many days.
    Days(usize),
    /// The register does not take it; the sentence says why. The session is over all the same.
    Refused(String),
}

/// Ghi sự kiện trình chiếu: each day on which an ended trial session showed something, unless that day stands there already.
pub async fn record(
    work: &Work,
    matter: &MatterHead,
    session: Uuid,
) -> Result<Recorded, WorkError> {
    let mut days = 0;
    for day in days_of(&work.tx, session).await? {
        let Some(opened) = open(&work.tx, &work.law, matter.id).await? else {
            return Ok(Recorded::Nothing);
        };
        if opened.matter.case.is_none() || on_day(&opened, day).is_some() {
            continue;
        }
        let holders = opened.assigned.people();
        if !work.may(Right::CriminalFactRecord, &opened.unit, &holders) {
            return Ok(Recorded::Refused(messages::NOT_YOURS_TO_RECORD.to_owned()));
        }
        let entry = ActEntry {
            is_confirmed: true,
            ..ActEntry::new(KIND, Moment::day(day)).with(SESSION, session.to_string())
        };
        match record_act(work, matter.id, entry, None).await {
            Ok(_) => days += 1,
            Err(RecordError::Unlawful(verdict)) => {
                let why = verdict.refusals.into_iter().next();
                // The register names every stage at which it would be lawful; what helps here is to let it catch up.
                let why = why.map_or_else(String::new, |found| match found.code {
                    "state.case" => messages::REGISTER_LAGS.to_owned(),
                    _ => found.vi,
                });
                return Ok(Recorded::Refused(why));
            }
            Err(error) => return Err(broken(error)),
        }
    }
    Ok(match days {
        0 => Recorded::Nothing,
        days => Recorded::Days(days),
    })
}

/// Rút sự kiện của một phiên; a day on which another session of the trial showed something too keeps a fact, of that session.
pub(crate) async fn take_back(
    work: &Work,
    matter: &MatterHead,
    session: Uuid,
    why: &str,
) -> Result<(), WorkError> {
    let Some(opened) = open(&work.tx, &work.law, matter.id).await? else {
        return Ok(());
    };
    let mine: Vec<Uuid> = of_session(&opened, session).map(|fact| fact.id).collect();
    if mine.is_empty() {
        return Ok(());
    }
    let reason = messages::annulled_with(why);
    for fact in mine {
        let withdrawn = criminal::withdraw(work, matter.id, fact, &reason, None).await;
        withdrawn.map_err(broken)?;
    }
    let others: Vec<Uuid> = work
        .tx
        .all(
            "SELECT id FROM courtroom_session WHERE matter_id = $1 AND id <> $2 AND kind = 'trial' ORDER BY started_at, id",
            args![matter.id, session],
        )
        .await?;
    for other in others {
        record(work, matter, other).await?;
    }
    Ok(())
}

/// The days on which an ended trial session that stands showed something.
pub(crate) async fn days_of(
    sql: &impl Sql,
    session: Uuid,
) -> Result<BTreeSet<NaiveDate>, StorageError> {
    let shown: Vec<i64> = sql
        .all(
            "SELECT h.shown_at FROM courtroom_showing h JOIN courtroom_session s ON s.id = h.session_id
              WHERE s.id = $1 AND s.kind = 'trial' AND s.ended_at IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM courtroom_annulment a WHERE a.session_id = s.id)
              ORDER BY h.shown_at",
            args![session],
        )
        .await?;
    Ok(shown.into_iter().map(shell::local_day).collect())
}

/// The fact that says that evidence was shown on a day.
pub(crate) fn on_day(opened: &Opened, day: NaiveDate) -> Option<&Fact> {
    standing(&opened.facts).find(|fact| fact.kind == KIND && fact.effective.on == day)
}

fn of_session(opened: &Opened, session: Uuid) -> impl Iterator<Item = &Fact> {
    let session = session.to_string();
    standing(&opened.facts)
        .filter(move |fact| fact.kind == KIND && fact.text(SESSION) == Some(&session))
}

fn broken(error: RecordError) -> WorkError {
    match error {
        RecordError::Work(error) => error,
        RecordError::Unlawful(verdict) => {
            let why = verdict.refusals.into_iter().next();
            WorkError::Unlawful(why.map_or_else(String::new, |found| found.vi))
        }
        other => WorkError::Broken(other.to_string()),
    }
}
