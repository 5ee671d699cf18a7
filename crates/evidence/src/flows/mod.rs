//! Dòng tiền, đường đi của hàng: who gave what to whom, by day, from bank sheets and from the file; the diagram is a view of that table.
//!
//! | to | look in |
//! |---|---|
//! | read a bank's sheet | [`bank`] |
//! | take a sheet in, undo it | [`taking`] |
//! | change parties, transfers, named views | [`change`] |
//! | sum up by arrow and party | [`graph`](mod@graph) |
//! | draw it | [`picture()`], `layout` |
//!
//! One thing holds: every row of a sheet is kept and answers for itself, and every sum opens its transfers.

pub mod bank;
pub mod change;
mod entering;
pub mod graph;
mod layout;
#[allow(missing_docs)]
pub mod messages;
mod picture;
mod placing;
pub(crate) mod screens;
mod standing;
pub mod store;
pub mod taking;

#[cfg(test)]
pub(crate) use picture::sheet_of;
pub use picture::{Table, picture, presented};
pub(crate) use screens::routes;
pub use standing::standing_on;
