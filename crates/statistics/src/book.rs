//! Sổ nguồn của thống kê: the two sets of derived rows that figures are counted from – the life of reports, and the course of
//! cases, accused and people held – with the words a form may count by.

use crate::event::{Attribute, Event, Stock};

/// Một từ của định nghĩa: its code in forms and tables, and what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The code.
    pub code: &'static str,
    /// As people read it.
    pub vi: &'static str,
}

/// Sổ nguồn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Book {
    /// Nguồn tin về tội phạm.
    Report,
    /// Vụ án, bị can, bị cáo, người bị tạm giữ, tạm giam, văn bản của Viện kiểm sát.
    Case,
}

impl Book {
    /// Both.
    pub const ALL: [Book; 2] = [Book::Report, Book::Case];

    /// Its code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Book::Report => "report",
            Book::Case => "case",
        }
    }

    /// The one with this code.
    pub fn named(code: &str) -> Option<Book> {
        Book::ALL.into_iter().find(|book| book.code() == code)
    }

    /// The table of moves.
    pub const fn moves(self) -> &'static str {
        match self {
            Book::Report => "statistics_event",
            Book::Case => "statistics_step",
        }
    }

    /// The table of stocks.
    pub const fn stays(self) -> &'static str {
        match self {
            Book::Report => "statistics_span",
            Book::Case => "statistics_stay",
        }
    }

    /// What can be counted in a period.
    pub fn events(self) -> Vec<Word> {
        match self {
            Book::Report => words(Event::ALL, Event::code, Event::vi),
            Book::Case => crate::course::EVENTS.to_vec(),
        }
    }

    /// What can stand at an instant.
    pub fn stocks(self) -> Vec<Word> {
        match self {
            Book::Report => words(Stock::ALL, Stock::code, Stock::vi),
            Book::Case => crate::course::STOCKS.to_vec(),
        }
    }

    /// By what rows may be narrowed.
    pub fn attributes(self) -> Vec<Word> {
        match self {
            Book::Report => words(Attribute::ALL, Attribute::code, Attribute::vi),
            Book::Case => crate::course::ATTRIBUTES.to_vec(),
        }
    }

    /// By what stocks may be narrowed, besides being overdue.
    pub fn stock_attributes(self) -> &'static [&'static str] {
        match self {
            Book::Report => &["crime_group", "handler"],
            Book::Case => &["stage", "article", "legal", "ground", "result"],
        }
    }

    /// The event with a code.
    pub fn event(self, code: &str) -> Option<Word> {
        self.events().into_iter().find(|word| word.code == code)
    }

    /// The stock with a code.
    pub fn stock(self, code: &str) -> Option<Word> {
        self.stocks().into_iter().find(|word| word.code == code)
    }

    /// The attribute with a code.
    pub fn attribute(self, code: &str) -> Option<Word> {
        self.attributes().into_iter().find(|word| word.code == code)
    }
}

fn words<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    vi: impl Fn(T) -> &'static str,
) -> Vec<Word> {
    let word = |one: &T| Word {
        code: code(*one),
        vi: vi(*one),
    };
    all.iter().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_word_stands_once_in_its_book_and_says_something() {
        for book in Book::ALL {
            for words in [book.events(), book.stocks(), book.attributes()] {
                let codes: BTreeSet<&str> = words.iter().map(|word| word.code).collect();
                assert_eq!(codes.len(), words.len(), "{book:?}");
                assert!(words.iter().all(|word| !word.vi.is_empty()));
            }
            for code in book.stock_attributes() {
                assert!(book.attribute(code).is_some(), "{code}");
            }
        }
    }
}
