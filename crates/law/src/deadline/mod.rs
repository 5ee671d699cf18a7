//! Thời hạn tố tụng: a question about a clock, its answer, and the answer's proof.

mod begin;
mod checks;
mod count;
mod extend;
mod proof;
mod question;
mod refusal;

pub use proof::{Certainty, CountedExtension, Deadline, Deduction, Method, Proof, ShiftedDay};
pub use question::{Extension, Question};
pub use refusal::LawError;

/// Nộp qua bưu chính hoặc qua cơ sở giam giữ (BLTTHS Đ.134 k.2, Đ.333 k.3): the date itself answers, nothing is added.
const FILING_EVENTS: [&str; 2] = ["appeal.postmarked", "appeal.handed_to_warden"];
