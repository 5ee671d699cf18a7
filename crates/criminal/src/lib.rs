//! Hình sự (BLTTHS Đ.143–249): crime reports, cases, accused, measures and prosecution, from the first report to the
//! indictment, with the clocks of each and the number book.
//!
//! | to | look in |
//! |---|---|
//! | read what facts add up to, or whether an act is lawful | [`rules`] |
//! | record an act, open a matter, withdraw a fact | [`record`] |
//! | open a matter with its facts | [`load`] |
//! | list matters, people held, ends that come near | [`register`], [`due`] |
//! | fill an act with what is known | [`prefill`] |
//! | take, note or cancel a number | [`numbers`] |
//! | find a person through all matters | [`persons`] |
//! | split, join, send or take in a matter | [`passage`] |
//! | be reminded of a matter on a chosen day | [`watch`] |
//! | read the registers (sổ 01–36, 66), print them | [`books`] |
//! | follow a change of the calendar | [`recompute`] |
//! | see the pages | `screens/` |

pub mod books;
pub mod doors;
pub mod due;
pub mod entry;
pub mod load;
pub mod messages;
pub mod numbers;
mod ours;
pub mod passage;
pub mod persons;
pub mod prefill;
pub mod recompute;
pub mod record;
pub mod register;
pub mod rules;
mod said;
mod screens;
pub mod standing;
mod view;
pub mod watch;

use std::sync::Arc;

pub use due::{DueClock, Stretch, Whose, due};
pub use load::{Head, Opened, head, heads, open};
pub use ours::own_series;
pub use recompute::{MovedClock, recompute_open};
pub use record::{ActEntry, RecordError, record_act, register, withdraw};
pub use screens::{CriminalFinder, menu, routes};
pub use view::{CriminalView, clock_vi, shortened, title};

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "criminal",
    files: &[
        ("001_views", include_str!("../migrations/001_views.sql")),
        ("002_numbers", include_str!("../migrations/002_numbers.sql")),
        (
            "003_numbers_ahead",
            include_str!("../migrations/003_numbers_ahead.sql"),
        ),
        ("004_books", include_str!("../migrations/004_books.sql")),
        ("005_persons", include_str!("../migrations/005_persons.sql")),
        (
            "006_passages",
            include_str!("../migrations/006_passages.sql"),
        ),
        (
            "007_number_of_fact",
            include_str!("../migrations/007_number_of_fact.sql"),
        ),
        ("008_watch", include_str!("../migrations/008_watch.sql")),
        (
            "009_head_clock",
            include_str!("../migrations/009_head_clock.sql"),
        ),
    ],
};

/// The views of this area.
pub fn views() -> Vec<Arc<dyn ledger::View>> {
    vec![
        Arc::new(CriminalView),
        Arc::new(books::BookView),
        Arc::new(persons::PersonView),
        Arc::new(passage::PassageView),
        Arc::new(watch::WatchView),
    ]
}
