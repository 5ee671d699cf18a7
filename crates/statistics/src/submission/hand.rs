//! Ký bộ biểu, phiếu điều chỉnh: the signing area is asked for each signature, and tells here what became of it.

use std::sync::Arc;

use db::{Sql, args};
use people::{Right, Role, Work, WorkError};
use shell::{App, Problem, Visit};
use signing::{Answer, Order, Place, Receiver, Sight, Signed, SigningError, Ticket};
use uuid::Uuid;

use super::set::{self, Set, State};
use super::{freeze, joining, messages, receipt};
use crate::correction;

/// The compiler signs the set.
pub const COMPILE: &str = "statistics.compile";
/// The head approves, signs and thereby sends it.
pub const APPROVE: &str = "statistics.approve";
/// The head signs an adjustment.
pub const ADJUST: &str = "statistics.adjust";
/// Who took a package in signs its receipt.
pub const RECEIPT: &str = "statistics.receipt";

/// Khóa ký: what the visitor can sign with now; a device at the server before a token.
pub async fn key(visit: &Visit) -> Result<(Uuid, bool), Problem> {
    let key = signing::at_hand(visit).await?;
    key.map(|key| (key.certificate, key.is_quick))
        .ok_or_else(|| Problem::Refused(messages::NO_KEY.to_owned()))
}

/// Which signature a set waits for.
pub fn next(set: &Set) -> Option<&'static str> {
    match set.standing() {
        State::Frozen => Some(COMPILE),
        State::Compiled => Some(APPROVE),
        _ => None,
    }
}

/// Whether the actor may put that signature.
pub fn may_sign(work: &Work, set: &Set) -> Result<(), WorkError> {
    let role = work.actor.role;
    match next(set) {
        Some(COMPILE) if role == Role::Statistician || work.actor.person == set.frozen_by => Ok(()),
        Some(COMPILE) => Err(WorkError::Unlawful(messages::NOT_THE_COMPILER.to_owned())),
        Some(_) if matches!(role, Role::Chief | Role::DeputyChief) => Ok(()),
        Some(_) => Err(WorkError::Unlawful(messages::NOT_THE_HEAD.to_owned())),
        None => Err(WorkError::Unlawful(messages::NOTHING_TO_SIGN.to_owned())),
    }
}

/// Asks for the next signature of a set; answers where the person goes on. A device of the server that needs no PIN signs at once.
pub async fn sign_set(visit: &Visit, id: Uuid) -> Result<String, Problem> {
    let set = set::by_id(visit.app.db(), id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let pdf = freeze::file(&visit.app, set.file()).await?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsClosePeriod, &set.unit_id)
        .await?;
    may_sign(&work, &set)?;
    let is_first = set.standing() == State::Frozen;
    let (certificate, is_quick) = key(visit).await?;
    let (who, x) = match is_first {
        true => ("Người lập biểu", 62.0),
        false => ("Thủ trưởng đơn vị", 310.0),
    };
    let order = Order {
        purpose: next(&set).unwrap_or_default().to_owned(),
        object: id,
        unit: set.unit_id.clone(),
        title: messages::title(&set),
        pdf,
        certificate,
        level: None,
        sight: bottom(x, vec![who.to_owned(), visit.actor.name.clone()]),
        reason: format!("{who}; số liệu SHA-256 {}", set.digest),
        back: format!("/statistics/submissions/{id}"),
    };
    signing::begin(visit, work, order, is_quick).await
}

/// Asks for the head's signature of an adjustment.
pub async fn sign_adjustment(visit: &Visit, id: Uuid) -> Result<String, Problem> {
    let one = correction::by_id(visit.app.db(), id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let pdf = freeze::file(&visit.app, &one.paper).await?;
    let work = visit.begin().await?;
    correction::may_sign(&work, &one).await?;
    let (certificate, is_quick) = key(visit).await?;
    let order = Order {
        purpose: ADJUST.to_owned(),
        object: id,
        unit: one.unit_id.clone(),
        title: correction::title(visit.app.db(), &one).await?,
        pdf,
        certificate,
        level: None,
        sight: bottom(
            310.0,
            vec!["Thủ trưởng đơn vị".to_owned(), visit.actor.name.clone()],
        ),
        reason: "Phiếu điều chỉnh số liệu thống kê".to_owned(),
        back: format!("/statistics/adjustments/{id}"),
    };
    signing::begin(visit, work, order, is_quick).await
}

/// Asks for the signature of a receipt, by the unit that took the package in.
pub async fn sign_receipt(visit: &Visit, set: &Set) -> Result<String, Problem> {
    let units = visit.app.units().units().await?;
    let one = receipt::draw(visit, &units, set).await?;
    let pdf = freeze::file(&visit.app, &one.paper).await?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsClosePeriod, &set.sent_to)
        .await?;
    if !one.signed.is_empty() {
        return Err(Problem::Refused(messages::NOTHING_TO_SIGN.to_owned()));
    }
    let (certificate, is_quick) = key(visit).await?;
    let order = Order {
        purpose: RECEIPT.to_owned(),
        object: one.id,
        unit: set.sent_to.clone(),
        title: messages::receipt_title(set),
        pdf,
        certificate,
        level: None,
        sight: bottom(
            310.0,
            vec!["Đơn vị nhận".to_owned(), visit.actor.name.clone()],
        ),
        reason: format!("Biên nhận; nội dung SHA-256 {}", one.digest),
        back: format!("/statistics/submissions/{}", set.id),
    };
    signing::begin(visit, work, order, is_quick).await
}

/// In the lower margin of the first page.
fn bottom(x: f64, lines: Vec<String>) -> Sight {
    let place = Place {
        page: 0,
        x,
        y: 14.0,
        width: 230.0,
        height: 38.0,
    };
    Sight::Text { place, lines }
}

/// Mảng thống kê nhận chữ ký.
#[derive(Debug, Clone, Copy)]
pub struct SignedStatistics(&'static str);

impl SignedStatistics {
    /// Those to wire into the program.
    pub fn all() -> Vec<Arc<dyn Receiver>> {
        [COMPILE, APPROVE, ADJUST, RECEIPT]
            .into_iter()
            .map(|purpose| Arc::new(SignedStatistics(purpose)) as Arc<dyn Receiver>)
            .collect()
    }
}

impl Receiver for SignedStatistics {
    fn purpose(&self) -> &'static str {
        self.0
    }

    fn received<'a>(
        &'a self,
        app: &'a App,
        work: &'a Work,
        signed: &'a Signed,
    ) -> Answer<'a, String> {
        Box::pin(async move {
            let (id, file) = (signed.ticket.object_id, signed.file.to_string());
            match self.0 {
                ADJUST => {
                    correction::signed(work, id, &file).await.map_err(refused)?;
                    Ok(format!("/statistics/adjustments/{id}"))
                }
                RECEIPT => {
                    let set = receipt::signed(work, id, &file).await.map_err(refused)?;
                    Ok(format!("/statistics/submissions/{set}"))
                }
                purpose => {
                    let units = app.units().units().await?;
                    accepted(work, &units, purpose, id, &file)
                        .await
                        .map_err(refused)?;
                    Ok(format!("/statistics/submissions/{id}"))
                }
            }
        })
    }

    fn dropped<'a>(&'a self, _: &'a App, _: &'a Work, _: &'a Ticket, _: &'a str) -> Answer<'a, ()> {
        // The set waits for its signature as before.
        Box::pin(async { Ok(()) })
    }
}

fn refused(error: WorkError) -> SigningError {
    match error {
        WorkError::Unlawful(sentence) => SigningError::Refused(sentence),
        other => SigningError::Work(other),
    }
}

async fn accepted(
    work: &Work,
    units: &people::Units,
    purpose: &str,
    id: Uuid,
    file: &str,
) -> Result<(), WorkError> {
    let set = set::by_id(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    work.require(Right::StatisticsClosePeriod, &set.unit_id)
        .await?;
    may_sign(work, &set)?;
    if next(&set) != Some(purpose) {
        return Err(WorkError::Unlawful(messages::NOTHING_TO_SIGN.to_owned()));
    }
    let changed = match purpose {
        COMPILE => {
            work.tx
                .exec(
                    "UPDATE statistics_set SET state = 'compiled', signed = $3, compiler_name = $4, compiled_at = $5
                      WHERE unit_id = $1 AND id = $2 AND state = 'frozen'",
                    args![&set.unit_id, id, file, &work.actor.name, work.now_ms],
                )
                .await?
        }
        _ => {
            let day = set.period().map_or(work.today, |period| period.last_day());
            let above = joining::superior(units, &set.unit_id, day).unwrap_or_default();
            work.tx
                .exec(
                    "UPDATE statistics_set SET state = 'sent', signed = $3, head_name = $4, sent_at = $5, sent_to = $6
                      WHERE unit_id = $1 AND id = $2 AND state = 'compiled'",
                    args![&set.unit_id, id, file, &work.actor.name, work.now_ms, above],
                )
                .await?
        }
    };
    if changed != 1 {
        return Err(WorkError::ChangedMeanwhile);
    }
    let action = match purpose {
        COMPILE => "statistics.compiled",
        _ => "statistics.sent",
    };
    work.note(action, "statistics_set", id, &set.digest).await
}
