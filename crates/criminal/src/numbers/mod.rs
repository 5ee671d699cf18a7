//! Sổ lấy số: the number book of decisions and of acceptance, one series per unit, year and kind, without gap or double.
//!
//! The year runs from 1 December to 30 November. A room of a procuracy takes from the procuracy's series. A cancelled
//! number stays in the book with its reason. A paper dated back takes a letter after a number given before (12a).

mod ahead;
mod book;
mod given;
mod key;
mod shelf;
mod symbol;

pub use ahead::{Ahead, take_ahead};
pub use book::{
    About, NumberError, Taken, cancel, give_back, hand_on, let_go, note_typed, of_fact, take,
    take_after,
};
pub use given::{Given, load};
pub use key::{Key, numbering_year};
pub use shelf::{NumberLine, SeriesLine, apart, numbers_of, series_of, years_of};
pub use symbol::{derived_symbol, set_symbol, symbol_of};
