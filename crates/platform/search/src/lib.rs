//! Tìm kiếm toàn văn: pages found by their words, with diacritics first and without them too.
//!
//! A derived index on the local disk: it holds nothing the database does not, and is rebuilt by one command. Every
//! word stands in it twice at one place, folded (`tam`) and as written (`=tạm`), so that a query without marks finds
//! every spelling and one with marks puts the exact ones first; each two neighbours stand in it the same way, for phrases.
//! The only crate that names `tantivy`.

mod best;
mod index;
mod matches;
mod misread;
mod place;
mod query;
mod words;

pub use index::{Index, PageText, Refilling, SearchError};
pub use matches::{Match, matches};
pub use query::{Hit, Query};
