//! Tính lại thời hạn hình sự khi lịch nghỉ thay đổi: the criminal area's clocks, kept by the desk as what moved, and told to
//! the shell in its words.

use std::{future::Future, pin::Pin};

use ::law::Law;
use chrono::NaiveDate;
use criminal::recompute::open_count;
use desk::moved::{self, Cause, run};
use people::{Work, WorkError};
use shell::{Moved, Recompute, Recomputed};

/// The clocks of the criminal area.
pub struct Criminal {
    /// So many open matters are computed while somebody waits; more are a job.
    pub at_once: i64,
}

impl Default for Criminal {
    fn default() -> Self {
        Criminal { at_once: 300 }
    }
}

impl Recompute for Criminal {
    fn recompute<'a>(
        &'a self,
        work: &'a Work,
        _before: &'a Law,
        after: &'a Law,
        days: &'a [NaiveDate],
    ) -> Pin<Box<dyn Future<Output = Result<Recomputed, WorkError>> + Send + 'a>> {
        Box::pin(async move {
            let cause = Cause {
                why: desk::messages::calendar_changed(days),
                asked_by: Some(work.actor.person),
                unit: Some(work.actor.unit.clone()),
                at: work.now_ms,
            };
            let change = moved::begin(&work.tx, &cause).await?;
            if open_count(&work.tx).await? > self.at_once {
                run::queue(&work.tx, change, &work.actor.unit).await?;
                return Ok(Recomputed {
                    moved: Vec::new(),
                    goes_on: true,
                });
            }
            at_once(work, after, change, &cause.why).await
        })
    }
}

/// Few matters run: whoever entered the day sees at once what it moved. The desk tells the prosecutors.
async fn at_once(
    work: &Work,
    after: &Law,
    change: uuid::Uuid,
    why: &str,
) -> Result<Recomputed, WorkError> {
    let clocks = criminal::recompute_open(work, after).await?;
    moved::keep(&work.tx, change, &clocks).await?;
    moved::finish(&work.tx, change, why, work.now_ms).await?;
    let mut told = Vec::new();
    for clock in clocks {
        let (Some(was), Some(is)) = (clock.was, clock.is) else {
            continue;
        };
        let head = criminal::head(&work.tx, clock.matter).await?;
        let title = head.map(|head| head.title).unwrap_or_default();
        told.push(Moved {
            what: format!("{title} – {}", clock.rule_vi),
            before: was,
            after: is,
            href: format!("/criminal/matters/{}", clock.matter),
            people: Vec::new(),
        });
    }
    Ok(Recomputed {
        moved: told,
        goes_on: false,
    })
}
