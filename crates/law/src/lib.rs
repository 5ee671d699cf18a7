//! Pháp luật tố tụng hình sự (BLTTHS 2015 và các luật sửa đổi): the calendar, the time limits and how they are
//! counted, the Penal Code's clauses, and the catalogue of legal acts. Pure: no IO, no clock, no async.

mod calendar;
pub mod catalogue;
mod charge;
mod deadline;
mod error;
mod fact;
mod law;
mod length;
mod limits;
mod moment;
mod penal;
mod severity;

pub use calendar::{Calendar, CalendarDay, DayKind};
pub use catalogue::Catalogue;
pub use charge::Charge;
pub use deadline::{
    Certainty, CountedExtension, Deadline, Deduction, Extension, LawError, Method, Proof, Question,
    ShiftedDay,
};
pub use error::DataError;
pub use fact::{Fact, PageBox};
pub use law::{Law, LawFiles};
pub use length::{Length, NotAUnit, Unit};
pub use limits::Limits;
pub use moment::{Moment, NotAMoment, day_vi, iso_day};
pub use penal::PenalCode;
pub use severity::{NotASeverity, Severity};
