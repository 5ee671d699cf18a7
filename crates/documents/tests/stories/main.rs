//! Những câu chuyện của mảng văn bản, on both databases, through the door as people come.

#![allow(clippy::unwrap_used)]

mod house;
mod issuing;
mod law_of_it;
mod typing;
