//! Gửi báo cáo: the sets of a unit and of those below, one set, what stands behind a frozen figure, packages between installations.

mod carry;
mod figure;
mod freezing;
mod home;
mod one;

use people::Right;
use shell::{Problem, Routes, Visit};
use uuid::Uuid;

use crate::messages::NOT_YOUR_UNIT;
use crate::submission::set::{self, Set};

/// The addresses.
pub fn routes() -> Routes {
    let (read, close) = (Right::StatisticsRead, Right::StatisticsClosePeriod);
    Routes::new()
        .get("/statistics/submissions", read, home::show)
        .post("/statistics/submissions", close, home::freeze)
        .get("/statistics/submissions/{id}", read, one::show)
        .get("/statistics/submissions/{id}/pdf", read, one::pdf)
        .post("/statistics/submissions/{id}/signature", close, one::sign)
        .post("/statistics/submissions/{id}/withdrawal", close, one::drop)
        .post("/statistics/submissions/{id}/return", close, one::send_back)
        .get(
            "/statistics/submissions/{id}/figure",
            Right::StatisticsOpenFigure,
            figure::show,
        )
        .get(
            "/statistics/submissions/{id}/package",
            Right::StatisticsExport,
            carry::package,
        )
        .get(
            "/statistics/submissions/{id}/receipt",
            close,
            carry::receipt,
        )
        .post(
            "/statistics/submissions/{id}/receipt",
            close,
            carry::sign_receipt,
        )
        .upload("/statistics/packages", close, carry::import)
        .upload("/statistics/receipts", close, carry::take)
}

/// A set that the visitor may read.
pub(super) async fn readable(visit: &Visit, id: Uuid) -> Result<Set, Problem> {
    let set = set::by_id(visit.app.db(), id)
        .await?
        .ok_or_else(Problem::not_found)?;
    match visit.may_over(Right::StatisticsRead, &set.unit_id, &[]) {
        true => Ok(set),
        false => Err(Problem::NotAllowed(NOT_YOUR_UNIT.to_owned())),
    }
}
