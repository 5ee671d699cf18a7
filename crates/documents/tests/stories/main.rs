//! Những câu chuyện của mảng văn bản, on both databases, through the door as people come.

#![allow(clippy::unwrap_used)]

mod administrative;
mod argument;
mod authority;
mod batch;
mod drafting;
mod folder;
mod house;
mod issuing;
mod law_of_it;
mod migration;
mod registers;
mod typing;
mod versions;
mod word;
