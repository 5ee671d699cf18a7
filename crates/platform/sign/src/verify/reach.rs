//! What a state of the file reaches from its catalogue, and what it names in vain.

use crate::pdf::{Dict, Entry, Object, PdfError, Revision};
use std::collections::BTreeSet;

/// The generation an object carries where it stands.
pub(super) fn generation(revision: &Revision, num: u32) -> u16 {
    match revision.entry(num) {
        Some(Entry::At(at)) => {
            let words = revision.data[at.min(revision.data.len())..]
                .split(|byte| byte.is_ascii_whitespace());
            let second = words.filter(|word| !word.is_empty()).nth(1);
            second
                .and_then(|word| std::str::from_utf8(word).ok()?.parse().ok())
                .unwrap_or(0)
        }
        _ => 0,
    }
}

/// What the catalogue reaches but for proofs, description and the looks of widgets; and the numbers it names in vain, anywhere.
pub(super) fn reach(revision: &Revision) -> Result<(BTreeSet<u32>, BTreeSet<u32>), PdfError> {
    let (_, mut catalog) = revision.catalog()?;
    let (_, dangling) = walk(revision, &catalog, true)?;
    catalog
        .0
        .retain(|(key, _)| key != b"DSS" && key != b"Metadata");
    let (core, _) = walk(revision, &catalog, false)?;
    Ok((core, dangling))
}

fn walk(
    revision: &Revision,
    catalog: &Dict,
    with_looks: bool,
) -> Result<(BTreeSet<u32>, BTreeSet<u32>), PdfError> {
    let (root, _) = revision.catalog()?;
    let (mut reached, mut in_vain) = (BTreeSet::from([root.num]), BTreeSet::new());
    let mut waiting = Vec::new();
    Object::from(catalog.clone()).references(&mut waiting);
    while let Some(id) = waiting.pop() {
        if revision.entry(id.num).is_none() {
            in_vain.insert(id.num);
            continue;
        }
        if !reached.insert(id.num) {
            continue;
        }
        match revision.object(id)? {
            Object::Dict(mut dict) if !with_looks && dict.is("Subtype", "Widget") => {
                dict.0.retain(|(key, _)| key != b"AP");
                Object::from(dict).references(&mut waiting);
            }
            object => object.references(&mut waiting),
        }
    }
    Ok((reached, in_vain))
}
