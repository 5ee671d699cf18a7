//! Leo thang: a clock that reached the step at which a leader hears of it is raised to them, once for each end it has.
//!
//! | to | look in |
//! |---|---|
//! | raise what reached a step, close what is past | [`raise`] |
//! | know whom somebody hears for, list what was raised to them | [`shelf`] |
//! | see the page, take note of one | `screen.rs`, `screen.html` |

pub mod raise;
pub mod screen;
pub mod shelf;
