//! Báo cáo án bằng sơ đồ tư duy (HD 10/HD-VKSTC): the map of a case, drawn from what the case holds and edited beside it.
//!
//! | to | look in |
//! |---|---|
//! | know which branches a map has | [`template`] |
//! | draw nodes from facts, people, statements, evidence | [`drawn`] over a [`case`] |
//! | join them with what people keep | [`assembly`]: derived, edited, stale, orphaned, added by hand |
//! | begin a map, keep a version for a report | [`begin`], [`keep_version`] |
//! | change a node, take note of what is new | [`change`](mod@change) |
//! | see it | `page`, `view`, `doors` |
//! | make pictures of it | [`picture`](mod@picture) |
//! | take it out, read it in | `export`, [`outline`], [`xmind`] |
//! | know what rests on a page | [`standing_on`] |
//!
//! One thing holds: a node is never kept because it was drawn. Kept is only what a person said, by the key of what it was said of, so
//! drawing anew loses no edit and what lost its source is seen.

pub mod assembly;
pub mod case;
pub mod change;
mod comparing;
mod comparison;
mod doors;
pub mod drawn;
mod export;
mod keeping;
#[allow(missing_docs)]
pub mod messages;
pub mod node;
pub mod outline;
mod page;
pub mod picture;
pub mod read;
mod standing;
pub mod store;
pub mod template;
#[cfg(test)]
mod tests;
mod view;
pub mod xmind;

use people::Right;
use shell::Routes;

pub use keeping::{begin, keep_version};
pub use picture::presented;
pub use standing::standing_on;

/// The addresses of maps.
pub(crate) fn routes() -> Routes {
    let (read, edit) = (Right::CasefileRead, Right::EvidenceEdit);
    let all = "/evidence/matters/{matter}/map";
    let one = "/evidence/matters/{matter}/map/{map}";
    let at = |below: &str| format!("{one}/{below}");
    Routes::new()
        .get(all, read, page::list)
        .post(all, edit, doors::begin)
        .get(one, read, page::show)
        .get(&at("tree"), read, doors::tree)
        .get(&at("print"), read, page::print)
        .get(&at("export/{format}"), read, export::export)
        .get(&at("picture"), read, export::look)
        .get(&at("comparison"), read, comparison::show)
        .put(&at("nodes"), edit, doors::save)
        .post(&at("drawing"), edit, doors::redraw)
        .post(&at("versions"), edit, doors::keep_version)
        .upload(&at("import"), edit, doors::import)
        .get(&format!("{all}/versions/{{version}}"), read, page::version)
}

/// A key as it stands in an address.
fn named(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for byte in key.bytes() {
        match byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
