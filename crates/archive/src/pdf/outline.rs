//! Dấu trang: groups of documents, and the documents in them.

use std::fmt::Write as _;

use super::{Pdf, utf16};

/// A place in the file that readers list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// What is read.
    pub title: String,
    /// The page it leads to, from 0.
    pub page: usize,
    /// What stands below it, folded away at first.
    pub below: Vec<Bookmark>,
}

/// Writes the bookmarks; the number of their root, none when there are none.
pub fn write(pdf: &mut Pdf, marks: &[Bookmark]) -> Option<usize> {
    if marks.is_empty() {
        return None;
    }
    let root = pdf.new_id();
    let (first, last) = level(pdf, root, marks);
    let words = format!(
        "<</Type/Outlines/First {first} 0 R/Last {last} 0 R/Count {}>>",
        marks.len()
    );
    pdf.object(root, &words);
    Some(root)
}

/// The marks of one level: the first and the last of them.
fn level(pdf: &mut Pdf, parent: usize, marks: &[Bookmark]) -> (usize, usize) {
    let ids: Vec<usize> = marks.iter().map(|_| pdf.new_id()).collect();
    for (at, mark) in marks.iter().enumerate() {
        let page = pdf.pages.get(mark.page).or(pdf.pages.last()).copied();
        let mut words = format!("<</Title<{}>/Parent {parent} 0 R", utf16(&mark.title, true));
        if let Some(page) = page {
            let _ = write!(words, "/Dest[{page} 0 R/Fit]");
        }
        if at > 0 {
            let _ = write!(words, "/Prev {} 0 R", ids[at - 1]);
        }
        if let Some(next) = ids.get(at + 1) {
            let _ = write!(words, "/Next {next} 0 R");
        }
        if !mark.below.is_empty() {
            let (first, last) = level(pdf, ids[at], &mark.below);
            let _ = write!(
                words,
                "/First {first} 0 R/Last {last} 0 R/Count -{}",
                mark.below.len()
            );
        }
        words.push_str(">>");
        pdf.object(ids[at], &words);
    }
    (ids[0], ids[ids.len() - 1])
}
