//! Biên nhận: a file that tells the sender what came of a package, taken in there.

use db::{Sql, args};
use people::{Right, Work};
use serde::{Deserialize, Serialize};
use shell::Problem;
use uuid::Uuid;

use super::set::{Set, State};
use super::{messages, turn};

/// What a receipt says it is.
pub const KIND: &str = "kiemsat.statistics.receipt";

/// Biên nhận.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Receipt {
    kind: String,
    version: u32,
    /// The figures that were received.
    pub digest: String,
    /// Of which unit.
    pub unit: String,
    /// The period.
    pub from: String,
    /// Its end.
    pub to: String,
    /// By which unit.
    pub received_by: String,
    /// When, ms UTC.
    pub received_at: i64,
    /// Trả lại: the remark, when it was returned since.
    pub remark: Option<String>,
    /// Who returned it.
    pub returned_by: Option<String>,
}

/// The receipt of a set that came as a package.
pub fn of(set: &Set) -> Option<Receipt> {
    let is_returned = set.standing() == State::Returned;
    (set.origin == "package").then(|| Receipt {
        kind: KIND.to_owned(),
        version: 1,
        digest: set.digest.clone(),
        unit: set.unit_id.clone(),
        from: set.period_from.clone(),
        to: set.period_to.clone(),
        received_by: set.sent_to.clone(),
        received_at: set.sent_at.unwrap_or_default(),
        remark: is_returned.then(|| set.remark.clone()),
        returned_by: is_returned.then(|| set.returned_name.clone()),
    })
}

/// Nhập biên nhận at the sender: kept with the set; a return in it returns the set. The same file twice changes nothing.
pub async fn take(work: &Work, file: &[u8]) -> Result<Uuid, Problem> {
    let receipt: Receipt = serde_json::from_slice(file)
        .ok()
        .filter(|receipt: &Receipt| receipt.kind == KIND)
        .ok_or_else(|| Problem::Refused(messages::NOT_A_RECEIPT.to_owned()))?;
    let found: Option<Set> = work
        .tx
        .opt(
            "SELECT * FROM statistics_set WHERE unit_id = $1 AND digest = $2 AND origin = 'here'",
            args![&receipt.unit, &receipt.digest],
        )
        .await?;
    let set = found.ok_or_else(|| Problem::Refused(messages::RECEIPT_OF_NOTHING.to_owned()))?;
    work.require(Right::StatisticsClosePeriod, &set.unit_id)
        .await?;
    let text = serde_json::to_string(&receipt).map_err(Problem::failed)?;
    if text == set.receipt {
        return Ok(set.id);
    }
    work.tx
        .exec(
            "UPDATE statistics_set SET receipt = $3 WHERE unit_id = $1 AND id = $2",
            args![&set.unit_id, set.id, text],
        )
        .await?;
    work.note(
        "statistics.receipt_taken",
        "statistics_set",
        set.id,
        &receipt.received_by,
    )
    .await?;
    if let (Some(remark), State::Sent) = (&receipt.remark, set.standing()) {
        let by = receipt.returned_by.as_deref().unwrap_or_default();
        turn::returned(work, &set, remark, by).await?;
    }
    Ok(set.id)
}
