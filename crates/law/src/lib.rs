//! Pháp luật tố tụng hình sự (BLTTHS 2015 và các luật sửa đổi): the calendar, the time limits and how they are
//! counted, the Penal Code's clauses, and the catalogue of legal acts. Pure: no IO, no clock, no async.

mod answer;
mod calendar;
pub mod catalogue;
mod charge;
mod counting;
mod deadline;
mod error;
mod fact;
mod law;
mod length;
mod limits;
mod moment;
mod penal;
mod severity;
mod words;

pub use answer::{DeadlineArgs, answer_deadline};
pub use calendar::{Calendar, CalendarDay, DayKind, Walk, weekday_vi};
pub use catalogue::Catalogue;
pub use charge::Charge;
pub use deadline::{
    Certainty, CountedExtension, Deadline, Deduction, Extension, LawError, Method, Proof, Question,
    ShiftedDay,
};
pub use error::DataError;
pub use fact::{Fact, PageBox, is_civil};
pub use law::{Law, LawFiles};
pub use length::{Length, NotAUnit, Unit};
pub use limits::{
    AppliesTo, Confidence, Extensions, JUVENILE_LAW_IN_FORCE, JuvenileRule, Kind, Limit, Limits,
    Who,
};
pub use moment::{Moment, NotAMoment, day_vi, iso_day};
pub use penal::{Amendment, Level, PenalClause, PenalCode};
pub use severity::{NotASeverity, Severity};
pub use words::{article_vi, stage_vi};
