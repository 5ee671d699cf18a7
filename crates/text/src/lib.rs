//! Chữ Việt: the Vietnamese text of papers and people, as pure functions.
//!
//! Nothing here reads a file, a clock or a setting. Dates come out as plain numbers, because this floor knows
//! no calendar of days off; that is the `law` crate's business.
//!
//! | to | look in |
//! |---|---|
//! | accept text at a door, search it without marks | [`normal`] |
//! | sort names as a Vietnamese list does | [`alphabet`], [`names`] |
//! | find a name that a scanner misread | [`confusion`] |
//! | write a number or a sum in words | [`numbers`] |
//! | read a date or an hour from a paper | [`dates`] |
//! | read "116/QĐ-VKSKV3" | [`document_number`] |
//! | read "BL 12-13" | [`leaf`] |
//! | read times, places, sums and numbers out of what somebody said | [`mentions`] |
//! | read a whole decision from its recognised words | [`decision`] |
//! | turn TCVN3 or VNI text into Unicode | [`legacy`] |
//! | find out which of them a text or a file is in | [`encoding`], [`syllable`] |

pub mod alphabet;
pub mod confusion;
pub mod dates;
pub mod decision;
pub mod document_number;
pub mod encoding;
pub mod leaf;
pub mod legacy;
pub mod mentions;
pub mod names;
pub mod normal;
pub mod numbers;
pub mod syllable;
mod tokens;

pub use confusion::{likeness, likenesses, misreadings};
pub use dates::{ReadDate, dates_in, read_date};
pub use document_number::DocumentNumber;
pub use leaf::{LeafNumber, LeafReference, Leaves, leaves_in};
pub use names::name_sort_key;
pub use normal::{clean, find_folded, fold, nfc, same_spelling, slug};
pub use numbers::{in_words, money, money_in_words, read_money, thousands};
