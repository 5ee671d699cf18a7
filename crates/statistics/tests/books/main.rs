//! Sổ sách của các biểu, on both databases: small worlds of reports and cases with known answers, and the pages over HTTP.

// A story that cannot go on ends at that line.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod agreement;
mod appeal_slips;
mod balances;
mod cases;
mod cases_world;
mod charts;
mod comparison;
mod coverage;
mod definitions;
mod doctor;
mod documented;
mod door;
mod executions;
mod figures;
mod forms;
mod freezing;
mod held_world;
mod kept;
mod known;
mod order;
mod others_world;
mod own_agency;
mod packages;
mod passages_world;
mod prints;
mod report;
mod reports_and_sets;
mod signers;
mod slips;
mod submission;
mod suspended_world;
mod templates;
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
