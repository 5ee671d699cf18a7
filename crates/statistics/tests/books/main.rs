//! Sổ sách của các biểu, on both databases: small worlds of reports and cases with known answers, and the pages over HTTP.

// A story that cannot go on ends at that line.
#![allow(clippy::unwrap_used)]

mod balances;
mod cases;
mod cases_world;
mod charts;
mod comparison;
mod coverage;
mod definitions;
mod documented;
mod door;
mod figures;
mod forms;
mod held_world;
mod kept;
mod own_agency;
mod packages;
mod report;
mod signers;
mod slips;
mod submission;
mod thematic;
mod traits_world;
mod trials_world;
mod whole;
mod world;
mod worlds;

#[path = "../../../platform/sign/tests/pades/pki.rs"]
#[allow(dead_code)]
mod pki;
#[path = "../../../platform/sign/tests/pades/run.rs"]
mod run;
