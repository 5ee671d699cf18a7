//! Dòng sổ đã ghi: which line stands in which book of which unit, on which day. The words are read from facts.

use std::sync::OnceLock;

use db::args;
use law::{Fact, Law};
use ledger::{Rows, Table, View};

use super::{Books, lines};
use crate::standing::assigned;

/// Where the lines of every book stand.
pub struct BookView;

static TABLE: [Table; 1] = [Table {
    name: "criminal_book_line",
    columns: &[
        "unit_id",
        "matter_id",
        "book",
        "n",
        "subject_id",
        "entered_on",
        "is_counted",
        "prosecutor_id",
    ],
}];

impl View for BookView {
    fn tables(&self) -> &'static [Table] {
        &TABLE
    }

    /// Of what opens lines in the books: an act that joins a book moves it by itself.
    fn edition(&self) -> u32 {
        static EDITION: OnceLock<u32> = OnceLock::new();
        *EDITION.get_or_init(|| {
            let all = Books::embedded().all().iter();
            let told = all.map(|book| {
                format!(
                    "{} {:?} {:?} {:?} {:?}\n",
                    book.no, book.row, book.enters, book.people, book.only
                )
            });
            let letters: Vec<u8> = told.flat_map(String::into_bytes).collect();
            letters.iter().fold(0x811c_9dc5_u32, |hash, byte| {
                (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
            })
        })
    }

    fn rows(&self, law: &Law, facts: &[Fact], out: &mut Rows) {
        let prosecutor = assigned(facts).prosecutor_id;
        for book in Books::embedded().all() {
            for line in lines(law, book, facts) {
                out.push(
                    "criminal_book_line",
                    args![
                        line.unit,
                        line.entry.matter,
                        &book.no,
                        line.n,
                        line.subject,
                        line.on,
                        line.is_counted,
                        prosecutor
                    ],
                );
            }
        }
    }
}
