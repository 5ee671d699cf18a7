//! Stacks from the door to the words, on pages of the sample case file.

#![allow(clippy::unwrap_used)]

mod bad_input;
mod pages;
mod phones;
