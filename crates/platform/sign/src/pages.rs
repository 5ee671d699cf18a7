//! Khổ trang: how large each page is, for who places a mark.

use crate::{
    mark::Sheet,
    pdf::{PdfError, Revision},
};

/// Width and height of every page in points, as a reader sees it (turned pages are turned).
pub fn page_sizes(file: &[u8]) -> Result<Vec<(f64, f64)>, PdfError> {
    let revision = Revision::open(file)?;
    let pages = revision.pages()?.into_iter();
    pages
        .map(|page| Ok(Sheet::of(&revision, page)?.size()))
        .collect()
}
