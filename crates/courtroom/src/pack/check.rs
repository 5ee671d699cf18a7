//! Kiểm tra gói: the page, the manifest, every part and the signed sheet of a pack that came back. Needs no pass phrase and opens nothing.

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use files::FileId;

use super::{
    file::{BEHIND, DATA, END, MANIFEST, SEAL, Seal},
    manifest::{FORMAT, Manifest, Piece},
    messages,
    player::PLACE,
};

/// Kết quả kiểm tra.
#[derive(Debug, Clone)]
pub struct Findings {
    /// What it says of itself.
    pub manifest: Manifest,
    /// SHA-256 of the manifest.
    pub digest: String,
    /// Parts that are as the manifest says.
    pub good: usize,
    /// The signed sheet, if there is one.
    pub paper: Option<Vec<u8>>,
    /// The stamp, for whoever has the keys.
    pub stamp: String,
    /// What is wrong, in sentences.
    pub faults: Vec<String>,
}

/// Whether bytes begin as a pack does.
pub fn is_pack(file: &[u8]) -> bool {
    let head = &file[..file.len().min(1 << 20)];
    head.starts_with(b"<!doctype html") && find(head, MANIFEST.as_bytes()).is_some()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|at| at == wanted)
}

/// What stands in an element that begins here; and what is behind it.
fn element<'a>(bytes: &'a [u8], open: &str) -> Option<(&'a [u8], &'a [u8])> {
    let inside = bytes.strip_prefix(open.as_bytes())?;
    let end = inside.iter().position(|byte| *byte == b'<')?;
    let (inside, rest) = inside.split_at(end);
    Some((inside, rest.strip_prefix(END.as_bytes())?))
}

/// Looks a pack through; none: it is no pack, or not one of this layout.
pub fn check(file: &[u8]) -> Option<Findings> {
    let begin = find(&file[..file.len().min(1 << 22)], MANIFEST.as_bytes())?;
    let (before, rest) = file.split_at(begin);
    let (text, rest) = element(rest, MANIFEST)?;
    let (seal, rest) = element(rest, SEAL)?;
    let manifest: Manifest = serde_json::from_slice(text).ok()?;
    let seal: Seal = serde_json::from_slice(seal).ok()?;
    if manifest.format != FORMAT {
        return None;
    }
    let mut faults = Vec::new();
    let (parts, after) = match seal.is_inline {
        true => inline(rest),
        false => behind(rest, seal.bytes),
    }
    .unwrap_or_else(|| {
        faults.push(messages::CUT_SHORT.to_owned());
        (Cow::Borrowed(&[][..]), rest)
    });
    let page = [before, PLACE.as_bytes(), after].concat();
    if FileId::of(&page).to_string() != manifest.player {
        faults.push(messages::PAGE_CHANGED.to_owned());
    }
    let good = compared(&manifest, &parts, &mut faults);
    let paper = STANDARD.decode(&seal.paper).unwrap_or_default();
    Some(Findings {
        digest: FileId::of(text).to_string(),
        good,
        paper: Some(paper).filter(|paper| !paper.is_empty()),
        stamp: seal.stamp,
        manifest,
        faults,
    })
}

/// The parts as letters inside the page.
fn inline(mut rest: &[u8]) -> Option<(Cow<'_, [u8]>, &[u8])> {
    let mut parts = Vec::new();
    while rest.starts_with(DATA.as_bytes()) {
        let (block, behind) = element(rest, DATA)?;
        parts.extend(STANDARD.decode(block).ok()?);
        rest = behind;
    }
    Some((Cow::Owned(parts), rest))
}

/// The parts as they are, behind the page.
fn behind(rest: &[u8], bytes: u64) -> Option<(Cow<'_, [u8]>, &[u8])> {
    let at = rest.len().checked_sub(usize::try_from(bytes).ok()?)?;
    let (after, parts) = rest.split_at(at);
    Some((Cow::Borrowed(parts), after.strip_suffix(BEHIND.as_bytes())?))
}

/// Whether the reason of a signature holds a hash, in any of the ways a PDF writes words.
pub fn names(pdf: &[u8], digest: &str) -> bool {
    let wide: Vec<u8> = digest.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let ways = [
        format!("({} {digest})", messages::SIGN_REASON).into_bytes(),
        hex::encode(&wide).into_bytes(),
        hex::encode_upper(&wide).into_bytes(),
        wide,
    ];
    ways.iter().any(|way| find(pdf, way).is_some())
}

fn compared(manifest: &Manifest, parts: &[u8], faults: &mut Vec<String>) -> usize {
    let (mut rest, mut good, mut bad) = (parts, 0, Vec::new());
    for (at, expected) in manifest.parts.iter().enumerate() {
        let length = usize::try_from(expected.0).unwrap_or(usize::MAX);
        let part = rest.split_at_checked(length);
        match part {
            Some((part, left)) if Piece::of(part) == *expected => {
                good += 1;
                rest = left;
            }
            Some((_, left)) => {
                bad.push(at);
                rest = left;
            }
            None => {
                bad.push(at);
                rest = &[];
            }
        }
    }
    if !bad.is_empty() {
        faults.push(messages::parts_changed(bad.len(), manifest.parts.len()));
    }
    if !rest.is_empty() {
        faults.push(messages::PARTS_BEYOND.to_owned());
    }
    good
}
