//! Hồ sơ đang chuyển, đã chuyển: what a unit sent, and what comes to it.

use chrono::NaiveDate;
use db::{Result, Sql, args};
use uuid::Uuid;

use crate::register::{PAGE, Values};

db::row! {
    /// Một lần chuyển hồ sơ.
    pub struct Passage {
        /// The unit that sent.
        pub unit_id: String,
        /// The matter.
        pub matter_id: Uuid,
        /// Its place.
        pub n: i64,
        /// The decision.
        pub fact_id: Uuid,
        /// Which kind of decision.
        pub kind: String,
        /// The unit that is to take it in.
        pub to_unit: String,
        /// The day of the decision.
        pub sent_on: NaiveDate,
        /// Its number.
        pub number: String,
        /// Đang chuyển.
        pub is_open: bool,
        /// The day it was taken in.
        pub taken_on: Option<NaiveDate>,
        /// What the matter was called.
        pub title: String,
        /// Mã hồ sơ điện tử.
        pub code: String,
    }
}

const LINE: &str = "p.unit_id, p.matter_id, p.n, p.fact_id, p.kind, p.to_unit, p.sent_on, p.number, p.is_open, p.taken_on, p.title, m.code";

/// The passages of a matter, in their order.
pub async fn of_matter(db: &impl Sql, matter: Uuid) -> Result<Vec<Passage>> {
    db.all(
        format!(
            "SELECT {LINE} FROM criminal_passage p JOIN ledger_matter m ON m.id = p.matter_id
              WHERE p.matter_id = $1 ORDER BY p.n"
        ),
        args![matter],
    )
    .await
}

/// Which side of it a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Chuyển đến đơn vị.
    Coming,
    /// Đơn vị chuyển đi.
    Sent,
}

/// What came to or went from these units, the newest first; at most a page.
pub async fn of_units(
    db: &impl Sql,
    units: &[String],
    side: Side,
    is_open: bool,
) -> Result<Vec<Passage>> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let column = match side {
        Side::Coming => "to_unit",
        Side::Sent => "unit_id",
    };
    let mut values = Values::default();
    let open = values.bind(is_open);
    let places: Vec<String> = units.iter().map(|unit| values.bind(unit)).collect();
    let sql = format!(
        "SELECT {LINE} FROM criminal_passage p JOIN ledger_matter m ON m.id = p.matter_id
          WHERE p.{column} IN ({}) AND p.is_open = {open} ORDER BY p.n DESC LIMIT {PAGE}",
        places.join(", ")
    );
    db.all(sql, values.0).await
}
