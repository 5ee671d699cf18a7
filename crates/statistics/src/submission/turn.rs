//! Trả lại: the unit above sends a set back with remarks, inside the correction window; both versions stay.

use db::{Sql, args};
use people::{Right, Work, WorkError};
use uuid::Uuid;

use super::messages;
use super::set::{self, Set, State};

/// Trả lại kèm ý kiến, by the unit it was sent to.
pub async fn send_back(work: &Work, id: Uuid, remark: &str) -> Result<Set, WorkError> {
    let set = set::by_id(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    may_return(work, &set).await?;
    if remark.trim().is_empty() {
        return Err(WorkError::invalid("remark", messages::REMARK_MISSING));
    }
    returned(work, &set, remark.trim(), &work.actor.name.clone()).await?;
    let notice = shell::notices::Notice {
        person: set.frozen_by,
        kind: "statistics.returned".to_owned(),
        sentence: format!(
            "Bộ biểu thống kê {} bị trả lại: {}",
            messages::said(&set),
            remark.trim()
        ),
        href: format!("/statistics/submissions/{id}"),
    };
    if set.origin == "here" {
        shell::notices::tell(&work.tx, notice, work.now_ms).await?;
    }
    Ok(set)
}

/// Whether the actor may return it now.
pub async fn may_return(work: &Work, set: &Set) -> Result<(), WorkError> {
    work.require(Right::StatisticsClosePeriod, &set.sent_to)
        .await?;
    if set.standing() != State::Sent {
        return Err(WorkError::Unlawful(messages::NOT_SENT.to_owned()));
    }
    if !set.is_provisional && work.today > set.correct_until {
        return Err(WorkError::Unlawful(messages::window_over(set)));
    }
    Ok(())
}

/// Notes the return, here or by a file from above.
pub async fn returned(work: &Work, set: &Set, remark: &str, by: &str) -> Result<(), WorkError> {
    let changed = work
        .tx
        .exec(
            "UPDATE statistics_set SET state = 'returned', remark = $3, returned_name = $4, returned_at = $5
              WHERE unit_id = $1 AND id = $2 AND state = 'sent'",
            args![&set.unit_id, set.id, remark, by, work.now_ms],
        )
        .await?;
    if changed != 1 {
        return Err(WorkError::ChangedMeanwhile);
    }
    work.note("statistics.returned", "statistics_set", set.id, remark)
        .await
}
