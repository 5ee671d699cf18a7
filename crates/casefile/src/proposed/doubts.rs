//! Vì sao chưa chắc: what a person should look at in a proposed document, as codes that the list keeps.

use scan::StampOwner;

use crate::order::{Fault, Found, Leaf, PageSeen, Telling, is_known_title};

/// Papers of these names always carry a number of their own.
const NUMBERED: [&str; 5] = [
    "Quyết định",
    "Lệnh",
    "Kết luận giám định",
    "Cáo trạng",
    "Công văn",
];

/// The codes for one document, each once; none when everything was read without a doubt.
pub(crate) fn doubts(
    found: &Found,
    pages: &[PageSeen],
    leaves: &[Leaf],
    faults: &[Fault],
) -> Vec<&'static str> {
    let stretch = found.stretch(pages, |page| page.no);
    let pages = &pages[stretch.clone()];
    let own = || {
        let both = pages.iter().zip(leaves.iter().skip(stretch.start));
        both.filter(|(page, _)| !page.blank)
    };
    let first = own().next().map(|(page, _)| page);
    let is_cover = found.group == 0;
    let is_numbered = NUMBERED.iter().any(|start| found.kind.starts_with(start));
    let told = [
        ("title", found.title.is_empty()),
        (
            "name",
            !found.title.is_empty() && !is_known_title(&found.kind),
        ),
        ("date", found.date.is_none() && !is_cover),
        ("number", found.number.is_none() && is_numbered),
        ("number_cited", found.number_is_cited),
        ("signer", is_shaky(found.signer.as_deref(), pages)),
        (
            "faint",
            first.is_none_or(|page| page.needs_person && !page.handwritten),
        ),
        ("hand", found.handwritten),
        (
            "leaf",
            own().any(|(page, leaf)| is_leaf_doubtful(page, leaf)),
        ),
        ("order", faults.iter().any(|fault| is_within(fault, found))),
    ];
    told.into_iter()
        .filter(|(_, is_doubtful)| *is_doubtful)
        .map(|(code, _)| code)
        .collect()
}

/// Less sure than this, a word of a name may be another.
const SHAKY: u8 = 75;

/// Some word of a name was read with little confidence wherever it stands in these pages.
fn is_shaky(name: Option<&str>, pages: &[PageSeen]) -> bool {
    let best = |wanted: &str| {
        let words = pages.iter().flat_map(|page| &page.words);
        let same = words.filter(|word| word.text.trim_matches(['.', ',', '/']) == wanted);
        same.map(|word| word.confidence).max()
    };
    let mut words = name.unwrap_or_default().split_whitespace();
    words.any(|word| best(word).is_some_and(|sure| sure < SHAKY))
}

/// Told by the pages around it, or not told though something is written there.
fn is_leaf_doubtful(page: &PageSeen, leaf: &Leaf) -> bool {
    let is_unread = leaf.number.is_none()
        && page
            .stamp
            .as_ref()
            .is_some_and(|stamp| stamp.unclear && stamp.owner == StampOwner::Investigator);
    leaf.telling == Telling::Inferred || is_unread
}

fn is_within(fault: &Fault, found: &Found) -> bool {
    let has = |page: &usize| (found.first..=found.last).contains(page);
    match fault {
        Fault::SwappedPages { pages, .. } => pages.iter().any(has),
        Fault::DuplicateNumber { pages, .. } => pages.iter().any(has),
        Fault::InsertedPage { page, .. } => has(page),
        Fault::MissingNumber { between, .. } => between.iter().all(has),
    }
}
