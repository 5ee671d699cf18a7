//! Sổ nghiệp vụ hình sự (sổ 01–36, 66): each register is rows and columns told by facts alone.
//!
//! A book is data (`data/books/*.toml`): its head, what makes a line of it, and for each column where its words come
//! from. Acts say themselves in which column they stand (`registers` of the catalogue), so a new act fills its column
//! without a change here. A column that no act tells says so and stays empty.
//!
//! | to | look in |
//! |---|---|
//! | read a book's data, and what is checked in it | [`book`], `reading`, [`source`] |
//! | see which lines a matter has in a book | [`lines`] |
//! | read the words of a line | [`cells`] |
//! | find the lines of a unit and a period | [`shelf`], `view` |
//! | read a page of lines with their words | [`telling`] |
//! | print it, or carry it to Excel | [`paper`] |

mod acts;
pub mod book;
pub mod cells;
pub mod lines;
mod messages;
pub mod paper;
mod parties;
mod reading;
mod said;
pub mod screens;
pub mod shelf;
pub mod source;
pub mod telling;
mod view;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use law::{DataError, Law};

pub use book::{Book, Column, Kind, Only, Row, Sheet, Show};
pub use cells::{Cell, Piece, Reading, cells};
pub use lines::{Line, lines};
pub use view::BookView;

macro_rules! files {
    ($($no:literal),+ $(,)?) => {
        [$((concat!($no, ".toml"), include_str!(concat!("../../data/books/", $no, ".toml")))),+]
    };
}

/// The data files, in the order of the books.
const FILES: [(&str, &str); 38] = files![
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16",
    "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32",
    "33", "34", "35", "36", "66", "td",
];

/// Tủ sổ: every book.
#[derive(Debug)]
pub struct Books(Vec<Book>);

impl Books {
    /// Reads and checks every book against the catalogue.
    pub fn parse(law: &Law, files: &[(&str, &str)]) -> Result<Books, DataError> {
        let books: Result<Vec<Book>, DataError> = files
            .iter()
            .map(|(file, text)| reading::book(law, file, text))
            .collect();
        Ok(Books(books?))
    }

    /// The books of this program.
    pub fn embedded() -> &'static Books {
        static BOOKS: OnceLock<Books> = OnceLock::new();
        BOOKS.get_or_init(|| match Books::parse(Law::embedded(), &FILES) {
            Ok(books) => books,
            Err(error) => panic!("the books do not read: {error}"),
        })
    }

    /// Every book, in order.
    pub fn all(&self) -> &[Book] {
        &self.0
    }

    /// A book by its number.
    pub fn named(&self, no: &str) -> Option<&Book> {
        self.0.iter().find(|book| book.no == no)
    }
}
