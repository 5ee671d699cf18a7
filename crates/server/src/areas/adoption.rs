//! Vụ án kết thúc điều tra, đã xét xử, có trình chiếu: the statistics answer for the courtroom's shares.

use std::sync::Arc;

use chrono::NaiveDate;
use courtroom::adoption::{CaseMoved, Cases, CasesDoor, Moved, cases::Answer};
use shell::App;
use statistics::{Period, moved};

/// What the courtroom asks.
pub fn door() -> CasesDoor {
    CasesDoor(Arc::new(OfStatistics))
}

struct OfStatistics;

impl Cases for OfStatistics {
    fn moved<'a>(
        &'a self,
        app: &'a App,
        what: Moved,
        units: &'a [String],
        (from, to): (NaiveDate, NaiveDate),
    ) -> Answer<'a> {
        let words: &[moved::Word] = match what {
            Moved::InvestigationEnded => &moved::INVESTIGATION_ENDED,
            Moved::Tried => &moved::TRIED,
            Moved::EvidenceShown => &moved::EVIDENCE_SHOWN,
        };
        Box::pin(async move {
            let (ledger, period) = (app.ledger().clone(), Period::days(from, to));
            let found = moved::cases_moved(app.db(), &ledger, units, &period, words).await?;
            let case = |one: moved::CaseMoved| CaseMoved {
                unit: one.unit_id,
                matter: one.matter_id,
                at: one.at,
                fact: one.fact_id,
            };
            Ok(found.map(|all| all.into_iter().map(case).collect()))
        })
    }
}
