//! Tệp PDF: read strictly, revision by revision, and never repaired: what cannot be read exactly is refused.

mod filter;
mod increment;
mod object;
mod reader;
mod revision;
mod write;

pub use increment::Increment;
pub use object::{Dict, Id, Object};
pub use revision::{Entry, Revision};
pub(crate) use write::write;
pub use write::{date, text};

/// Why a file cannot be read as a PDF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// A fault at a place of the file.
    #[error("at byte {at}: {what}")]
    Broken {
        /// Where in the file.
        at: usize,
        /// What was expected.
        what: &'static str,
    },
    /// Protected by a password or otherwise encrypted.
    #[error("the file is encrypted")]
    Encrypted,
    /// Something lawful that this reader does not know.
    #[error("not supported: {0}")]
    Unsupported(&'static str),
}

impl PdfError {
    pub(crate) fn at(at: usize, what: &'static str) -> Self {
        Self::Broken { at, what }
    }
}
