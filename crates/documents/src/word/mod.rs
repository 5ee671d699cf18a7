//! Bản Word đi và về: a draft goes out as .docx with its values marked, is edited in Word or LibreOffice, and comes back.
//!
//! | to | look in |
//! |---|---|
//! | read a file and compare it | [`receive`](mod@receive), [`compare`](mod@compare) |
//! | find the values in a reworded paragraph | `frame`, `align` |
//! | keep changed words with the draft and lay them over the form | [`prose`] |
//! | answer a proposal, take an edit back | [`answer`](mod@answer) |
//! | see the pages | `screens` |

mod align;
pub mod answer;
pub mod compare;
#[cfg(test)]
mod compared;
pub mod comparison;
pub(crate) mod frame;
pub mod messages;
pub mod prose;
pub mod receive;
pub(crate) mod screens;
pub(crate) mod shapes;
pub mod store;

use typeset::{OfficialDocument, WordMark};

use crate::draft::Draft;
use crate::rules::Template;

/// Dấu của bản nháp trên tệp Word.
pub fn mark(draft: &Draft, template: &Template) -> WordMark {
    let labels = template
        .fields
        .iter()
        .map(|field| (field.name.clone(), field.label_vi.clone()));
    WordMark {
        document: draft.id.to_string(),
        version: draft.version,
        labels: labels.collect(),
    }
}

/// Lays the edits of a draft over its document; returns what a person must check.
pub fn lay_over(document: &mut OfficialDocument, kept: &str) -> Vec<String> {
    let edits = prose::read(Some(&kept.to_owned()));
    if edits.is_empty() {
        return Vec::new();
    }
    let mut told = prose::lay_over(document, &edits);
    told.push(messages::by_hand(edits.len()));
    told
}

/// The end mark "./." belongs to the page, not to the value before it.
fn end_mark(before: &str, after: &str) -> String {
    let after = after.trim();
    let bare = match before.trim().ends_with("./.") {
        true => after.strip_suffix("/.").unwrap_or(after),
        false => after.strip_suffix("./.").unwrap_or(after),
    };
    bare.trim().to_owned()
}
