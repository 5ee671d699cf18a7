//! Diễn biến vụ án trong sổ sách (BLTTHS Đ.153–403): the facts of a case, in the order of the law, become moves and the
//! stretches in which the case, each accused and each person held stood in one stock. Pure: states come from the fold of
//! criminal procedure; offence and grounds are those of the moment, who somebody is as known now.
//!
//! What came along when a case was split or joined keeps its old days; it is counted here from the day it came.

mod acts;
mod held;
mod person;
mod place;
pub(crate) mod sentence;
mod walk;
mod words;

use law::{Fact, Law};
use uuid::Uuid;

pub use words::{ATTRIBUTES, EVENTS, STOCKS};

/// Thuộc tính của một biến động; an empty text says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Giai đoạn.
    pub stage: String,
    /// Điều luật.
    pub article: String,
    /// Loại tội phạm.
    pub severity: String,
    /// Pháp nhân.
    pub legal: String,
    /// Tuổi khi phạm tội.
    pub age: String,
    /// Giới tính.
    pub sex: String,
    /// Dân tộc.
    pub ethnic: String,
    /// Học vấn.
    pub education: String,
    /// Người nước ngoài.
    pub alien: String,
    /// Cơ quan ra quyết định.
    pub decider: String,
    /// Căn cứ.
    pub ground: String,
    /// Kết quả.
    pub result: String,
    /// Quá hạn.
    pub overdue: String,
    /// Theo yêu cầu của Viện kiểm sát.
    pub requested: String,
}

impl Marks {
    /// The mark with a code of [`ATTRIBUTES`].
    pub fn get(&self, code: &str) -> &str {
        match code {
            "stage" => &self.stage,
            "article" => &self.article,
            "severity" => &self.severity,
            "legal" => &self.legal,
            "age" => &self.age,
            "sex" => &self.sex,
            "ethnic" => &self.ethnic,
            "education" => &self.education,
            "alien" => &self.alien,
            "decider" => &self.decider,
            "ground" => &self.ground,
            "result" => &self.result,
            "overdue" => &self.overdue,
            "requested" => &self.requested,
            _ => "",
        }
    }
}

/// Một biến động.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The unit.
    pub unit: String,
    /// The person.
    pub subject: Option<Uuid>,
    /// The fact.
    pub fact: Uuid,
    /// What it was, a code of [`EVENTS`].
    pub event: &'static str,
    /// When.
    pub at: i64,
    /// The stock it ends.
    pub leaves: &'static str,
    /// The stock it begins.
    pub enters: &'static str,
    /// Its attributes.
    pub marks: Marks,
    /// The opening decision of the case.
    pub origin_at: i64,
    /// The page it was read from.
    pub page: Option<Uuid>,
    /// The fact's place in the ledger.
    pub seq: i64,
    /// The earliest instant whose figures the fact can change.
    pub touches_at: i64,
    /// When the fact was entered, ms UTC.
    pub recorded_at: i64,
}

/// Một quãng tồn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The unit.
    pub unit: String,
    /// The person.
    pub subject: Option<Uuid>,
    /// The fact that began it.
    pub fact: Uuid,
    /// The stock, a code of [`STOCKS`].
    pub state: &'static str,
    /// From after this instant.
    pub from_at: i64,
    /// To this instant.
    pub to_at: i64,
    /// The end of the limit.
    pub due_at: i64,
    /// Stage, article, legal person, ground, result.
    pub marks: Marks,
    /// The page of the fact.
    pub page: Option<Uuid>,
}

/// Diễn biến của một vụ án.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    /// The moves, in their order.
    pub steps: Vec<Step>,
    /// The stocks.
    pub stays: Vec<Stay>,
}

/// The course of the case of a matter; empty for a matter that never was more than a report.
pub fn course(law: &Law, facts: &[Fact]) -> Course {
    if !facts.iter().any(is_of_case) {
        return Course::default();
    }
    walk::Walk::new(law, facts).run()
}

/// Whether a fact can say anything here.
fn is_of_case(fact: &Fact) -> bool {
    let kind = fact.kind.as_str();
    let is_of_report = kind.starts_with("report.")
        || matches!(
            kind,
            "case.not_initiated"
                | "case.requested"
                | "matter.docketed"
                | "matter.coded"
                | "matter.noted"
                | "party.described"
        );
    !is_of_report
}

#[cfg(test)]
mod tests;
