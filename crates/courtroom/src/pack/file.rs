//! Tệp gói: the page, the manifest with its stamp, the signed sheet, and the parts, as one file that a browser opens from a disk.
//!
//! A pack that is not large carries its parts inside the page, as letters: it opens by itself. The parts of a large one stand behind the
//! page as they are: the page stops reading there and asks for the file once, to read of it what it needs and nothing else.

use axum::body::{Body, Bytes};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use files::Content;
use futures::stream;
use serde::{Deserialize, Serialize};

use super::player::PLACE;

/// Parts up to this many bytes are carried inside the page.
pub const INLINE_MOST: u64 = 96 << 20;
/// Bytes of one block inside the page; a multiple of three, so that blocks join.
const BLOCK: usize = 3 << 20;
/// Opens the manifest.
pub(super) const MANIFEST: &str = "<script type=\"application/json\" id=\"pack-manifest\">";
/// Opens what stands beside it.
pub(super) const SEAL: &str = "<script type=\"application/json\" id=\"pack-seal\">";
/// Opens a block of parts.
pub(super) const DATA: &str = "<script type=\"application/octet-stream\">";
/// Closes each of them.
pub(super) const END: &str = "</script>\n";
/// Whatever of the parts a browser still reads is read as letters of nothing.
pub(super) const BEHIND: &str = "<plaintext hidden>";

/// What stands beside the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// See [`super::keys::Keys::stamp`].
    pub stamp: String,
    /// Whether the parts stand inside the page.
    pub is_inline: bool,
    /// Bytes of the parts.
    pub bytes: u64,
    /// Base64: the signed sheet that names the SHA-256 of the manifest; empty while nobody signed.
    pub paper: String,
}

/// The file as it is sent.
pub fn body(player: &str, manifest: &str, seal: &Seal, parts: Content) -> Option<Body> {
    let (before, after) = player.split_once(PLACE)?;
    let json = serde_json::to_string(seal).ok()?;
    let head = format!("{before}{MANIFEST}{manifest}{END}{SEAL}{json}{END}");
    let foot = match seal.is_inline {
        true => after.to_owned(),
        false => format!("{after}{BEHIND}"),
    };
    let parts = Bytes::from_owner(parts);
    let blocks = (0..parts.len().div_ceil(BLOCK)).map({
        let (parts, is_inline) = (parts.clone(), seal.is_inline);
        move |at| {
            let block = parts.slice(at * BLOCK..parts.len().min((at + 1) * BLOCK));
            match is_inline {
                true => Bytes::from(format!("{DATA}{}{END}", STANDARD.encode(&block))),
                false => block,
            }
        }
    });
    let foot = std::iter::once(Bytes::from(foot));
    let head = std::iter::once(Bytes::from(head));
    let whole: Box<dyn Iterator<Item = Bytes> + Send> = match seal.is_inline {
        true => Box::new(head.chain(blocks).chain(foot)),
        false => Box::new(head.chain(foot).chain(blocks)),
    };
    let whole = whole.map(Ok::<_, std::convert::Infallible>);
    Some(Body::from_stream(stream::iter(whole)))
}
