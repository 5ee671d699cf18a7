//! Stories at the door, over HTTP, on both databases.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod account;
mod drafts;
mod guards;
mod sign_in;

use db::Migrations;

/// The tables these stories need.
pub const TABLES: [Migrations; 4] = [
    ledger::MIGRATIONS,
    jobs::MIGRATIONS,
    people::MIGRATIONS,
    shell::MIGRATIONS,
];
