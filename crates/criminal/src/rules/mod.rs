//! Quy tắc tố tụng hình sự (BLTTHS Đ.143–481): what the facts of a matter add up to, and what may lawfully follow.
//!
//! Everything here is pure: no database, no clock, no file. [`fold`] turns the facts of one matter into its
//! present state with every clock and its proof; [`check`] asks the same rules about an act before it is recorded.
//!
//! | to | look in |
//! |---|---|
//! | read a matter | [`matter`] |
//! | see how facts become states | [`folding`] |
//! | follow charges and their class | [`charges`] |
//! | follow measures from order to release | [`measures`] |
//! | read a clock | [`clock`] |
//! | start, extend and end clocks | [`clocks`] |
//! | compute where they end, with the proof | [`deadlines`] |
//! | find the next lawful step | [`steps`] |
//! | see every lawful way out of a running clock | [`ways`] |
//! | weigh an order that waits for approval | [`foreseen`]
//! | find what is unlawful | [`lawful`] in an act, [`review`] in the whole, [`check`](mod@check) before recording |
//! | see a slip while it is made: twice, wrong body, wrong person | [`mistaken`] |
//! | see the ten checks with their results | [`ten_checks`](mod@ten_checks) |
//! | order the acts that may be recorded now | [`offer`] |
//! | change a sentence people read | [`messages`] |

pub mod charges;
pub mod check;
pub mod clock;
pub mod clocks;
pub mod deadlines;
pub mod each_convicted;
pub mod folding;
pub mod foreseen;
pub mod lawful;
pub mod matter;
pub mod measures;
pub mod messages;
pub mod mistaken;
pub mod offer;
pub mod review;
pub mod steps;
pub mod ten_checks;
pub mod ways;

pub use check::{NewAct, Verdict, check};
pub use folding::fold;
pub use matter::{
    Case, Clock, ClockStatus, Decision, Docket, Effect, Finding, Level, Line, Matter, Measure,
    NextStep, Person, Report, TakenExtension,
};
pub use offer::{Offered, Reach, offer};
pub use steps::{final_from, lawful_acts, once_lapsed, step_now};
pub use ten_checks::{CheckId, Checked, Outcome, TEN_CHECKS, ten_checks};
pub use ways::{Does, Way, ways};

#[cfg(test)]
mod tests;
