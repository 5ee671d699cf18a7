//! Ý kiến về bản nháp: remarks on the document, on a field or on a passage; answered, settled, kept.

mod store;

pub use store::{Remark, Thread, answer, of_document, open_counts, say, settle, takes_remarks};

/// Longer remarks are a document of their own.
pub const LONGEST: usize = 4_000;
