//! Vụ án kết thúc điều tra, đã xét xử, có trình chiếu: the statistics know them; the server holds both ends.

use std::{future::Future, pin::Pin, sync::Arc};

use chrono::NaiveDate;
use db::StorageError;
use shell::App;
use uuid::Uuid;

/// Biến động.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// Kết thúc điều tra.
    InvestigationEnded,
    /// Đã xét xử sơ thẩm.
    Tried,
    /// Đã xét xử sơ thẩm, có trình chiếu chứng cứ.
    EvidenceShown,
}

/// Một vụ án có biến động ấy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseMoved {
    /// The unit that had it then.
    pub unit: String,
    /// The case.
    pub matter: Uuid,
    /// When, ms UTC.
    pub at: i64,
    /// The fact that did it.
    pub fact: Uuid,
}

/// What is answered, later; none while the figures are being made anew.
pub type Answer<'a> =
    Pin<Box<dyn Future<Output = Result<Option<Vec<CaseMoved>>, StorageError>> + Send + 'a>>;

/// Sổ của thống kê.
pub trait Cases: Send + Sync {
    /// The cases of these units with this move from a day to a day, each once.
    fn moved<'a>(
        &'a self,
        app: &'a App,
        what: Moved,
        units: &'a [String],
        days: (NaiveDate, NaiveDate),
    ) -> Answer<'a>;
}

/// The statistics, put into the program with `AppBuilder::slot`.
pub struct CasesDoor(pub Arc<dyn Cases>);
