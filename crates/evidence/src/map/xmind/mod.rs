//! Tệp XMind: a zip with the map as JSON (`content.json`), as XMind writes it since 2020; the older `content.xml` is read too.
//!
//! A node goes out with its key as the id of its topic, so a file that comes back edits the same nodes and adds the others.

mod legacy;
mod merge;
mod read;
mod write;

pub use merge::merged;
pub use read::{Fault, read, told};
pub use write::write;

/// Một chủ đề trong tệp: what is read of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Topic {
    /// Its id, which is the key of a node of ours.
    pub id: String,
    /// Its words.
    pub title: String,
    /// Its note.
    pub note: String,
    /// Its labels; leaves stand there.
    pub labels: Vec<String>,
    /// What hangs on it.
    pub below: Vec<Topic>,
}

/// Topics of one file.
pub const MOST: usize = super::change::MOST_OWN;
/// Steps from the middle.
const DEEPEST: usize = 60;
