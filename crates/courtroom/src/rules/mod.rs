//! Luật của việc trình chiếu, without clock, disk or network: phases, what an exhibit is made of, what the court's screen may show,
//! and what BLTTHS Đ.308 still asks.

mod exhibit;
mod phase;
mod screen;
mod statement;
mod timing;

pub use exhibit::{Exhibit, Look, Part, PartFault, Standing, placed};
pub use phase::{PHASES, Phase, phase_vi};
pub use screen::{Content, Screen, ScreenError, Shown};
pub use statement::{Bearing, Blocked, Papers, StatementRule, blocked, rule_on};
pub use timing::{Interval, clock_vi, seconds};
