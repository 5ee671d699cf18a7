//! Nút của sơ đồ: what the case gives, what people keep beside it, and what both make together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::sources::{Source, told};

/// The key of the middle of every map.
pub const ROOT: &str = "root";
/// What the key of a node added by hand begins with.
pub const OWN: &str = "own:";

/// Nút là gì trong hệ thống nhánh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The middle.
    Root,
    /// Nhánh chính.
    Branch,
    /// A main branch whose nodes need no page.
    Open,
    /// A heading that needs no page of its own.
    Group,
    /// Says something that a page must prove.
    Claim,
    /// Says something that needs no page: a number, a proposal.
    Plain,
    /// A heading that should have evidence below it.
    Gap,
}

/// Điều hồ sơ cho biết: a node as it is drawn from the case.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// What it derives from, the same as long as that is there.
    pub key: String,
    /// The key of the node it hangs on; that one comes before it.
    pub parent: String,
    /// Its words.
    pub words: String,
    /// The pages it was read from.
    pub sources: Vec<Source>,
    /// What it is.
    pub kind: Kind,
    /// What it was drawn from, for people.
    pub origin: &'static str,
    /// Where that opens.
    pub href: String,
    /// The piece of evidence it shows was withdrawn, and why.
    pub withdrawn: Option<String>,
}

impl Derived {
    /// What is compared to see a change: words and leaves.
    pub fn said(&self) -> String {
        said(&self.words, &self.sources)
    }
}

/// Words with their leaves, as one text.
pub fn said(words: &str, sources: &[Source]) -> String {
    match told(sources) {
        leaves if leaves.is_empty() => words.to_owned(),
        leaves => format!("{words} ({leaves})"),
    }
}

/// Điều người sửa giữ lại of one node; what is none stays as drawn.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// Its words.
    pub words: Option<String>,
    /// Ghi chú.
    pub note: String,
    /// Its pages.
    pub sources: Option<Vec<Source>>,
    /// The node it hangs on.
    pub parent: Option<String>,
    /// The sibling it stands behind; empty: the first.
    pub follows: Option<String>,
    /// Taken off the map.
    pub is_hidden: bool,
}

impl Kept {
    /// Whether it says something, and not only where a node stands.
    pub fn is_said(&self) -> bool {
        self.words.is_some() || self.sources.is_some() || !self.note.is_empty()
    }
}

/// Điều người sửa đã thấy: what the case gave when the node was edited.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// Its words then.
    pub words: String,
    /// Its pages then.
    pub sources: Vec<Source>,
    /// The node it hung on.
    pub parent: String,
    /// The words of that node.
    pub parent_words: String,
    /// The main branch it stood in.
    pub branch: String,
}

/// A kept node with its place among the changes.
#[derive(Debug, Clone, Default)]
pub struct KeptNode {
    /// Its key.
    pub key: String,
    /// What is kept.
    pub kept: Kept,
    /// What was seen then.
    pub seen: Seen,
    /// Grows with every change.
    pub revision: i64,
    /// When it was last put somewhere.
    pub placed_at: i64,
    /// Who changed it last.
    pub changed_by: Uuid,
    /// When, ms UTC.
    pub changed_at: i64,
}

/// Trạng thái của một nút.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// As drawn from the case.
    Derived,
    /// Drawn, and edited by hand.
    Edited,
    /// What it was drawn from changed after the edit.
    Stale,
    /// What it was drawn from is gone.
    Orphaned,
    /// Added by hand.
    Own,
}

/// Một nút của sơ đồ đã ghép.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Its key.
    pub key: String,
    /// The key of the node it hangs on; empty for the middle.
    pub parent: String,
    /// Steps from the middle.
    pub depth: usize,
    /// Its words.
    pub words: String,
    /// Ghi chú.
    pub note: String,
    /// Its pages.
    pub sources: Vec<Source>,
    /// What it is.
    pub kind: Kind,
    /// Where it stands between case and hand.
    pub state: State,
    /// Nothing proves it: no page on it nor below it.
    pub is_bare: bool,
    /// Why it does not hold: it stands on evidence that was withdrawn.
    pub withdrawn: Option<String>,
    /// New or changed since somebody last took note of the map.
    pub is_new: bool,
    /// Taken off the map, itself or a node above it.
    pub is_hidden: bool,
    /// What it was drawn from, for people; empty for what was added by hand.
    pub origin: String,
    /// Where that opens.
    pub href: String,
    /// What the case says, where people changed it: words and leaves.
    pub drawn: Option<String>,
    /// What is kept.
    pub kept: Option<Kept>,
    /// Grows with every change; 0 where nothing is kept.
    pub revision: i64,
    /// Who changed it last.
    pub changed_by: Option<Uuid>,
    /// When, ms UTC.
    pub changed_at: i64,
}

impl Node {
    /// Its leaves, "BL 12, 37a".
    pub fn leaves(&self) -> String {
        told(&self.sources)
    }
}

/// Keys with what they said when somebody last took note.
pub type Known = BTreeMap<String, String>;
