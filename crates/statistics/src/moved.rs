//! Vụ án có một biến động trong kỳ: the cases behind a share that another area shows, from the same rows as the forms.

use std::collections::BTreeSet;

use db::{Result, Sql};
use uuid::Uuid;

use crate::count::Values;
use crate::{Period, StatisticsView};

db::row! {
    /// Một vụ án với lần đầu của biến động ấy trong kỳ.
    pub struct CaseMoved {
        /// The unit that had it then.
        pub unit_id: String,
        /// The case.
        pub matter_id: Uuid,
        /// When in law, ms UTC.
        pub at: i64,
        /// The fact that did it.
        pub fact_id: Uuid,
    }
}

/// Biến động: its word in the forms, and the stage it must have happened in; empty for any.
pub type Word = (&'static str, &'static str);

/// Kết thúc điều tra: the conclusion that proposes prosecution, or the termination of the investigation.
pub const INVESTIGATION_ENDED: [Word; 2] =
    [("case.concluded", ""), ("case.terminated", "investigation")];
/// Xét xử sơ thẩm: Biểu 03 row 15.
pub const TRIED: [Word; 1] = [("case.tried", "")];
/// Xét xử sơ thẩm có trình chiếu chứng cứ: Biểu 03 row 15e.
pub const EVIDENCE_SHOWN: [Word; 1] = [("case.evidence_shown", "")];

/// The cases of some units with one of these moves in a period, each once, in the order of time; none while the rows are made anew.
pub async fn cases_moved(
    db: &impl Sql,
    ledger: &ledger::Ledger,
    units: &[String],
    period: &Period,
    words: &[Word],
) -> Result<Option<Vec<CaseMoved>>> {
    if ledger.stale(db).await?.contains(&StatisticsView::NAME) {
        return Ok(None);
    }
    if units.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let mut values = Values::default();
    let (units, from, to) = (
        values.list(units),
        values.bind(period.from_at()),
        values.bind(period.to_at()),
    );
    let one = |(event, stage): &Word| match *stage {
        "" => format!("event = '{event}'"),
        stage => format!("(event = '{event}' AND stage = '{stage}')"),
    };
    let wanted: Vec<String> = words.iter().map(one).collect();
    let sql = format!(
        "SELECT unit_id, matter_id, at, fact_id FROM statistics_step
          WHERE unit_id IN ({units}) AND at >= {from} AND at < {to} AND subject_id IS NULL AND ({})
          ORDER BY at, matter_id, n",
        wanted.join(" OR ")
    );
    let mut found: Vec<CaseMoved> = db.all(sql, values.0).await?;
    let mut seen = BTreeSet::new();
    found.retain(|one| seen.insert(one.matter_id));
    Ok(Some(found))
}
