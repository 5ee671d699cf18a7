//! Phân quyền: who may do what, and how far it reaches. The answer is no unless `data/rights.csv` says otherwise.
//!
//! A right comes from the post a person acts in, from the matters assigned to them, and from a delegation.
//! Superior levels see the figures of their tree; the matters behind a figure are a right of their own.

mod matrix;
mod right;
mod role;

pub use matrix::{MatrixError, Reach, Rights};
pub use right::Right;
pub use role::Role;

#[cfg(test)]
mod tests;
