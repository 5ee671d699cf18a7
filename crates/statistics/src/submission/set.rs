//! Bộ biểu: the row of a freezing, its state, and where to find it.

use chrono::NaiveDate;
use db::{Sql, StorageError, args};
use uuid::Uuid;

use crate::Period;

/// Trạng thái của bộ biểu. Before the first freezing the figures are running and there is no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Đã chốt: waits for the compiler's signature.
    Frozen,
    /// Người lập biểu đã ký: waits for the head.
    Compiled,
    /// Đã duyệt, gửi, khóa.
    Sent,
    /// Cấp trên trả lại.
    Returned,
    /// Bỏ chốt before it was sent.
    Dropped,
}

impl State {
    /// Its id in data.
    pub const fn id(self) -> &'static str {
        match self {
            State::Frozen => "frozen",
            State::Compiled => "compiled",
            State::Sent => "sent",
            State::Returned => "returned",
            State::Dropped => "dropped",
        }
    }

    /// What people read.
    pub const fn name_vi(self) -> &'static str {
        match self {
            State::Frozen => "Đã chốt, chờ người lập biểu ký",
            State::Compiled => "Người lập biểu đã ký, chờ lãnh đạo duyệt",
            State::Sent => "Đã gửi, đã khóa",
            State::Returned => "Bị trả lại",
            State::Dropped => "Đã bỏ chốt",
        }
    }

    /// The state with this id.
    pub fn parse(id: &str) -> Option<State> {
        [
            State::Frozen,
            State::Compiled,
            State::Sent,
            State::Returned,
            State::Dropped,
        ]
        .into_iter()
        .find(|state| state.id() == id)
    }
}

db::row! {
    /// Một lần chốt số liệu.
    pub struct Set {
        /// Whose figures.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// Lần chốt.
        pub n: i64,
        /// The period as it was said.
        pub period_from: String,
        /// Its end.
        pub period_to: String,
        /// Its first instant.
        pub from_at: i64,
        /// The instant before which it ends.
        pub to_at: i64,
        /// With the levels below.
        pub is_tree: bool,
        /// Số liệu tạm tính.
        pub is_provisional: bool,
        /// See [`State`].
        pub state: String,
        /// Facts recorded later are not in it.
        pub known_at: i64,
        /// Of what the checks warned about.
        pub explanation: String,
        /// The name of the file of its figures.
        pub digest: String,
        /// Hạn gửi.
        pub due_on: NaiveDate,
        /// The last day on which it may be returned.
        pub correct_until: NaiveDate,
        /// Who froze it.
        pub frozen_by: Uuid,
        /// Their name.
        pub frozen_name: String,
        /// When.
        pub frozen_at: i64,
        /// Người lập biểu.
        pub compiler_name: String,
        /// When they signed.
        pub compiled_at: Option<i64>,
        /// Thủ trưởng đơn vị.
        pub head_name: String,
        /// When they approved and signed.
        pub sent_at: Option<i64>,
        /// To whom.
        pub sent_to: String,
        /// Why it was returned or dropped.
        pub remark: String,
        /// Who returned it.
        pub returned_name: String,
        /// When.
        pub returned_at: Option<i64>,
        /// The PDF/A.
        pub paper: String,
        /// The same with the signatures so far.
        pub signed: String,
        /// here, package.
        pub origin: String,
        /// JSON: biên nhận.
        pub receipt: String,
    }
}

impl Set {
    /// Trạng thái.
    pub fn standing(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Dropped)
    }

    /// The period.
    pub fn period(&self) -> Option<Period> {
        Period::read(&self.period_from, &self.period_to).ok()
    }

    /// The file to show: with what was signed so far.
    pub fn file(&self) -> &str {
        match self.signed.is_empty() {
            true => &self.paper,
            false => &self.signed,
        }
    }

    /// Whether it stands, locked and final.
    pub fn is_final(&self) -> bool {
        self.standing() == State::Sent && !self.is_provisional
    }
}

/// The set with this id.
pub async fn by_id(db: &impl Sql, id: Uuid) -> Result<Option<Set>, StorageError> {
    db.opt("SELECT * FROM statistics_set WHERE id = $1", args![id])
        .await
}

/// Every freezing of a unit for a period, the newest first.
pub async fn of_period(
    db: &impl Sql,
    unit: &str,
    from_at: i64,
    to_at: i64,
) -> Result<Vec<Set>, StorageError> {
    db.all(
        "SELECT * FROM statistics_set WHERE unit_id = $1 AND from_at = $2 AND to_at = $3
          ORDER BY is_tree, n DESC",
        args![unit, from_at, to_at],
    )
    .await
}

/// The newest sets of a unit, whatever their period.
pub async fn latest(db: &impl Sql, unit: &str, limit: i64) -> Result<Vec<Set>, StorageError> {
    db.all(
        "SELECT * FROM statistics_set WHERE unit_id = $1 ORDER BY frozen_at DESC, id LIMIT $2",
        args![unit, limit],
    )
    .await
}

/// The final sets of a unit that were sent and end where a period begins or before, the newest period first.
pub async fn locked_before(
    db: &impl Sql,
    unit: &str,
    is_tree: bool,
    from_at: i64,
) -> Result<Vec<Set>, StorageError> {
    db.all(
        "SELECT * FROM statistics_set
          WHERE unit_id = $1 AND is_tree = $2 AND state = 'sent' AND is_provisional = $3 AND to_at <= $4
          ORDER BY to_at DESC, known_at DESC",
        args![unit, is_tree, false, from_at],
    )
    .await
}
