//! Nhập sổ: a sheet that an office kept becomes matters and facts, through the one door of recording.
//!
//! | to | look in |
//! |---|---|
//! | see which columns a sheet may have | [`kind`], `data/sheets/*.toml` |
//! | guess which column holds what | [`mapping`] |
//! | read a cell | [`values`], [`offence`] |
//! | see what a row tells | `row`, [`plan`] |
//! | queue and run what takes long | [`task`]; `walk` goes through the lines |
//! | check without writing, write, undo | `check`, `write`, `undo` |
//! | keep an import, its lines and their faults | [`store`] |

mod check;
pub mod days;
mod door;
pub mod kind;
pub mod mapping;
pub mod offence;
pub mod plan;
mod row;
mod source;
pub mod store;
pub mod task;
pub mod undo;
pub mod values;
mod walk;
mod write;

pub use source::{chosen, sheets};
