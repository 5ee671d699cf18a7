//! Việc chạy nền: long work as rows of the database, resumable after a kill at any point.
//!
//! A job is queued in the transaction that asks for it. A worker takes it under a lease and renews the lease with
//! every step it reports; a worker that dies loses it, and the next one starts the handler again. Handlers therefore
//! look at what is already done before they do it.

mod store;
mod worker;

pub use store::{Job, Jobs, NewJob, State, queue};
pub use worker::{Handler, Steps, Trouble, Workers};

/// The table of jobs.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "job",
    files: &[("001_job", include_str!("../migrations/001_job.sql"))],
};
