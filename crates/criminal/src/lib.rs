//! Hình sự (BLTTHS): crime reports, cases, accused, measures and prosecution.
pub mod rules;
