//! An office and its people, on both databases.
#![allow(clippy::unwrap_used, reason = "a story stops at the first surprise")]

mod calendar;
mod house;
mod sign_in;
mod staff;
mod units;
mod work;
