//! Thời hạn tố tụng: a question about a clock, its answer, and the answer's proof.

mod proof;
mod question;
mod refusal;

pub use proof::{Certainty, CountedExtension, Deadline, Deduction, Method, Proof, ShiftedDay};
pub use question::{Extension, Question};
pub use refusal::LawError;
