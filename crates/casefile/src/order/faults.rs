//! Lỗi của tập: numbers that are missing or double, pages that are swapped, leaves put in after the numbering.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::PageSeen;
use super::numbering::{Leaf, Telling};
use super::sheet::{Sheet, exchanged};

/// Một lỗi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Thiếu số: the numbering leaps over it.
    MissingNumber {
        /// The number that no page carries.
        bl: String,
        /// The pages before and after it.
        between: [usize; 2],
    },
    /// Trùng số.
    DuplicateNumber {
        /// The number.
        bl: String,
        /// The pages that carry it.
        pages: Vec<usize>,
    },
    /// Đảo trang.
    SwappedPages {
        /// The two pages, in the order of delivery.
        pages: [usize; 2],
        /// Their numbers.
        bl: [Option<String>; 2],
    },
    /// Trang chèn sau khi đánh số: "37a".
    InsertedPage {
        /// Its number.
        bl: String,
        /// The page.
        page: usize,
    },
}

/// A page that carries a number, with the number.
struct Numbered<'l> {
    at: usize,
    no: usize,
    number: u32,
    suffix: String,
    leaf: &'l Leaf,
}

/// The faults of a stack.
pub(super) fn of(
    pages: &[PageSeen],
    sheets: &[Sheet],
    stretches: &[Range<usize>],
    leaves: &[Leaf],
) -> Vec<Fault> {
    let numbered: Vec<Numbered> = leaves
        .iter()
        .enumerate()
        .filter_map(|(at, leaf)| {
            let (number, suffix) = leaf.key()?;
            let no = pages[at].no;
            Some(Numbered {
                at,
                no,
                number,
                suffix,
                leaf,
            })
        })
        .collect();
    let mut faults = Vec::new();
    let swaps = swapped(pages, sheets, stretches, &numbered);
    faults.extend(missing(pages, &numbered, &swaps));
    faults.extend(double(&numbered));
    faults.extend(swaps.into_iter().map(|[a, b]| {
        let bl = |at: usize| leaves[at].number.clone();
        Fault::SwappedPages {
            pages: [pages[a].no, pages[b].no],
            bl: [bl(a), bl(b)],
        }
    }));
    faults.extend(
        numbered
            .iter()
            .filter(|one| !one.suffix.is_empty())
            .map(|one| Fault::InsertedPage {
                bl: one.leaf.number.clone().unwrap_or_default(),
                page: one.no,
            }),
    );
    faults
}

/// Between two pages whose numbers were read, with no unread page between them, one number or more is leapt over.
fn missing(pages: &[PageSeen], numbered: &[Numbered], swaps: &[[usize; 2]]) -> Vec<Fault> {
    // A page whose stamp could not be read may carry the number.
    let carrying: HashSet<usize> = numbered.iter().map(|one| one.at).collect();
    let may_carry = |at: usize| {
        let page = &pages[at];
        !page.blank
            && page.stamp.as_ref().is_some_and(|stamp| stamp.unclear)
            && !carrying.contains(&at)
    };
    let plain: Vec<&Numbered> = numbered
        .iter()
        .filter(|one| one.suffix.is_empty())
        .collect();
    let known: HashSet<u32> = plain.iter().map(|one| one.number).collect();
    let swapped: HashSet<usize> = swaps.iter().flatten().copied().collect();
    let is_swapped = |one: &Numbered| swapped.contains(&one.at);
    let mut faults = Vec::new();
    for pair in plain.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        if is_swapped(before) || is_swapped(after) || after.number <= before.number + 1 {
            continue;
        }
        if (before.at..after.at).any(may_carry) {
            continue;
        }
        // A leap over many numbers is a misreading sooner than so many lost leaves.
        if after.number - before.number > 6 {
            continue;
        }
        for number in before.number + 1..after.number {
            if known.contains(&number) {
                continue;
            }
            faults.push(Fault::MissingNumber {
                bl: format!("{number:02}"),
                between: [before.no, after.no],
            });
        }
    }
    faults
}

fn double(numbered: &[Numbered]) -> Vec<Fault> {
    let mut bearers: HashMap<(u32, &str), Vec<&Numbered>> = HashMap::new();
    for one in numbered {
        let key = (one.number, one.suffix.as_str());
        bearers.entry(key).or_default().push(one);
    }
    let mut many: Vec<Vec<&Numbered>> = bearers.into_values().collect();
    many.retain(|bearers| bearers.len() > 1);
    many.sort_by_key(|bearers| bearers[0].at);
    let faults = many.iter().map(|bearers| Fault::DuplicateNumber {
        bl: bearers[0].leaf.number.clone().unwrap_or_default(),
        pages: bearers.iter().map(|one| one.no).collect(),
    });
    faults.collect()
}

/// Two neighbours of one document whose numbers, or whose sheet numbers, run backwards.
fn swapped(
    pages: &[PageSeen],
    sheets: &[Sheet],
    stretches: &[Range<usize>],
    numbered: &[Numbered],
) -> Vec<[usize; 2]> {
    let known: HashMap<usize, &Numbered> = numbered.iter().map(|one| (one.at, one)).collect();
    let mut found = Vec::new();
    for stretch in stretches {
        let turned_round = exchanged(sheets, stretch);
        let written: Vec<usize> = stretch.clone().filter(|at| !pages[*at].blank).collect();
        for pair in written.windows(2) {
            let by_sheet = turned_round.contains(&pair[0]) && pair[1] == pair[0] + 1;
            let by_leaf = match (known.get(&pair[0]), known.get(&pair[1])) {
                (Some(a), Some(b)) => {
                    a.number == b.number + 1
                        && [a, b]
                            .iter()
                            .all(|one| one.leaf.telling != Telling::Inferred)
                }
                _ => false,
            };
            if by_sheet || by_leaf {
                found.push([pair[0], pair[1]]);
            }
        }
    }
    found
}
