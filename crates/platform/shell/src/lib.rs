//! Khung trang: the web shell – layout, components, sign-in, router.

// Lets the shared templates say `shell::icon(…)` in this crate as in every other.
extern crate self as shell;

pub mod assets;
pub mod components;

pub use components::*;
