//! Bút lục của từng trang: as read from its stamp, or told by the numbers around it and by the list of documents.
//!
//! A file is numbered by hand, sheet after sheet: the cheapest way through all its stamps is looked for, where each stamp
//! that was read holds its number fast, a doubtful one says what was heard of it, and a leap, a number given twice or a leaf
//! put in later costs something. Where two ways are as cheap, the page stays without a number: nothing is guessed.

use std::collections::BTreeMap;
use std::ops::Range;

use super::PageSeen;
use super::cost;
use super::hand::{Fit, Hand};
use super::sheet::{Sheet, exchanged};
use crate::bl_key;

/// How the number of a page is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// A person wrote it.
    ByPerson,
    /// Read from the stamp.
    Read,
    /// Told by the pages around it.
    Inferred,
    /// The page carries none, or it is not known.
    None,
}

/// The leaf of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// The number as stamped: "07", "37a".
    pub number: Option<String>,
    /// How it is known.
    pub telling: Telling,
}

impl Leaf {
    /// The number and its letter, to compare and to count.
    pub(crate) fn key(&self) -> Option<(u32, String)> {
        key_of(self.number.as_deref()?)
    }
}

fn key_of(number: &str) -> Option<(u32, String)> {
    let key = bl_key(number)?;
    let digits: String = key.chars().take_while(char::is_ascii_digit).collect();
    let suffix = key[digits.len()..].to_owned();
    Some((digits.parse().ok()?, suffix))
}

/// What the list of documents says of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// Its first and last number.
    Leaves(u32, u32),
    /// There is a list, and the document is not in it though those around it are.
    Absent,
    /// Nothing.
    Unknown,
}

/// Rounds of telling numbers by how they are drawn, each with what the one before has told.
const ROUNDS: usize = 4;

/// Ways that are followed at once.
const WAYS: usize = 24;

/// A number on a page: plain, with a letter, or none.
type Carried = Option<(u32, bool)>;

struct Edge {
    from: usize,
    to: usize,
    carried: Carried,
    cost: i32,
}

/// The leaves of all pages.
pub(super) fn leaves(
    pages: &[PageSeen],
    sheets: &[Sheet],
    stretches: &[Range<usize>],
    listed: &[Listed],
) -> Vec<Leaf> {
    let order = bound_order(sheets, stretches);
    let mut hand = Hand::of(pages);
    let mut marginals = marginals(pages, stretches, listed, &order, &hand);
    for _ in 0..ROUNDS {
        if hand.is_empty() || !hand.learn(&sure(&marginals)) {
            break;
        }
        marginals = self::marginals(pages, stretches, listed, &order, &hand);
    }
    let mut leaves = vec![nothing(); pages.len()];
    for Told { at, best, .. } in marginals {
        leaves[at] = leaf(&pages[at], best);
        let is_drawn_otherwise = leaves[at]
            .key()
            .is_some_and(|(number, _)| hand.fit(at, number) == Fit::Differs);
        // In doubt, and what the engine read is not what is drawn: nothing is said.
        if best.is_none() && is_drawn_otherwise && leaves[at].telling == Telling::Read {
            leaves[at] = nothing();
        }
    }
    leaves
}

fn nothing() -> Leaf {
    Leaf {
        number: None,
        telling: Telling::None,
    }
}

/// What the cheapest way says of a page.
struct Told {
    at: usize,
    /// The number it carries; `None` where another is as cheap.
    best: Option<Carried>,
    /// How much dearer any other is.
    margin: i32,
}

/// Pages whose numbers are sure enough to teach how digits are drawn.
fn sure(told: &[Told]) -> Vec<(usize, u32)> {
    let sure = told.iter().filter(|one| one.margin >= cost::TEACHES);
    sure.filter_map(|one| Some((one.at, one.best??.0)))
        .collect()
}

fn leaf(page: &PageSeen, best: Option<Carried>) -> Leaf {
    let stamp = page.stamp.as_ref();
    let read = stamp.and_then(|stamp| stamp.number.clone());
    let by_person = stamp.is_some_and(|stamp| stamp.by_person);
    let read_key = read.as_deref().and_then(key_of);
    match best {
        _ if by_person => Leaf {
            telling: Telling::ByPerson,
            number: read,
        },
        Some(Some((number, lettered))) => {
            let is_read = read_key
                .as_ref()
                .is_some_and(|(read, letter)| *read == number && letter.is_empty() != lettered);
            match (is_read, lettered) {
                (true, _) => Leaf {
                    telling: Telling::Read,
                    number: read,
                },
                (false, true) => Leaf {
                    telling: Telling::Inferred,
                    number: Some(format!("{number:02}a")),
                },
                (false, false) => Leaf {
                    telling: Telling::Inferred,
                    number: Some(format!("{number:02}")),
                },
            }
        }
        Some(None) => nothing(),
        // In doubt between two numbers: what was read stands, otherwise nothing is said.
        None => Leaf {
            telling: if read.is_some() {
                Telling::Read
            } else {
                Telling::None
            },
            number: read,
        },
    }
}

/// The pages in the order in which they were bound and numbered: exchanged ones are put back by their sheet numbers.
fn bound_order(sheets: &[Sheet], stretches: &[Range<usize>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sheets.len()).collect();
    for at in stretches
        .iter()
        .flat_map(|stretch| exchanged(sheets, stretch))
    {
        order.swap(at, at + 1);
    }
    order
}

/// The number each page carries on the cheapest way.
fn marginals(
    pages: &[PageSeen],
    stretches: &[Range<usize>],
    listed: &[Listed],
    order: &[usize],
    hand: &Hand,
) -> Vec<Told> {
    let mut layers: Vec<(usize, Vec<Edge>)> = Vec::with_capacity(order.len());
    let mut states: Vec<(u32, i32)> = vec![(0, 0)];
    let mut costs: Vec<Vec<i32>> = vec![vec![0]];
    for (step, at) in order.iter().enumerate() {
        let picture = Picture {
            hand,
            at: *at,
            is_again: step > 0 && hand.is_again(*at, order[step - 1]),
        };
        let stretch = stretches.partition_point(|one| one.end <= *at);
        let own = stretches.get(stretch);
        let ends = own.map_or((false, false), |one| {
            let written = |at: &usize| !pages[*at].blank;
            let last = one.clone().rfind(written);
            (first_written(pages, one) == *at, last == Some(*at))
        });
        let listed = listed.get(stretch).copied().unwrap_or(Listed::Unknown);
        let mut next: BTreeMap<u32, i32> = BTreeMap::new();
        let mut drawn: Vec<(usize, u32, Carried, i32)> = Vec::new();
        for (from, (last, so_far)) in states.iter().enumerate() {
            for (carried, cost) in ways(&pages[*at], *last, listed, ends, &picture) {
                let to = match carried {
                    Some((number, false)) => number,
                    _ => *last,
                };
                let known = next.entry(to).or_insert(i32::MAX);
                *known = (*known).min(so_far + cost);
                drawn.push((from, to, carried, cost));
            }
        }
        let mut kept: Vec<(u32, i32)> = next.into_iter().collect();
        kept.sort_by_key(|(number, cost)| (*cost, *number));
        kept.truncate(WAYS);
        let place = |number: u32| kept.iter().position(|(kept, _)| *kept == number);
        let edges = drawn
            .into_iter()
            .filter_map(|(from, to, carried, cost)| {
                Some(Edge {
                    from,
                    to: place(to)?,
                    carried,
                    cost,
                })
            })
            .collect();
        layers.push((*at, edges));
        costs.push(kept.iter().map(|(_, cost)| *cost).collect());
        states = kept;
    }
    let mut ahead: Vec<i32> = vec![0; states.len()];
    let mut best = Vec::with_capacity(layers.len());
    for (layer, (at, edges)) in layers.iter().enumerate().rev() {
        let before = &costs[layer];
        let mut through: BTreeMap<Carried, i32> = BTreeMap::new();
        let mut behind = vec![i32::MAX / 2; before.len()];
        for edge in edges {
            let rest = edge.cost + ahead[edge.to];
            behind[edge.from] = behind[edge.from].min(rest);
            let whole = before[edge.from] + rest;
            let known = through.entry(edge.carried).or_insert(i32::MAX);
            *known = (*known).min(whole);
        }
        let mut ranked: Vec<(i32, Carried)> = through.into_iter().map(|(c, n)| (n, c)).collect();
        ranked.sort_unstable();
        let (carried, margin) = match ranked.as_slice() {
            [(first, carried), (second, _), ..] => (Some(*carried), second - first),
            [(_, only)] => (Some(*only), i32::MAX),
            [] => (None, 0),
        };
        best.push(Told {
            at: *at,
            best: carried.filter(|_| margin >= cost::DOUBT),
            margin,
        });
        ahead = behind;
    }
    best
}

fn first_written(pages: &[PageSeen], stretch: &Range<usize>) -> usize {
    stretch
        .clone()
        .find(|at| !pages[*at].blank)
        .unwrap_or(stretch.start)
}

/// How a page's number is drawn.
struct Picture<'h> {
    hand: &'h Hand,
    at: usize,
    /// Just like that of the page before.
    is_again: bool,
}

impl Picture<'_> {
    /// A number, and not a scrawl.
    fn is_known(&self) -> bool {
        self.is_again || self.hand.number(self.at).is_some()
    }

    fn fit(&self, number: u32) -> Fit {
        self.hand.fit(self.at, number)
    }

    /// What a plain number costs, given what it would cost by what was heard of it.
    fn seen(&self, number: u32, last: u32, heard: i32) -> i32 {
        let by_signs = match self.fit(number) {
            Fit::Fits => heard.min(cost::DRAWN_SO),
            Fit::Differs => heard.max(cost::DRAWN_OTHERWISE),
            _ if self.is_again && number != last => heard.max(cost::DRAWN_OTHERWISE),
            Fit::Partly => heard.min(cost::ALIKE),
            Fit::Silent => heard,
        };
        let is_lettered = self.hand.has_letter(self.at) && self.fit(number) == Fit::Fits;
        by_signs + if is_lettered { cost::DRAWN_LETTER } else { 0 }
    }

    /// The same of the last number with a letter.
    fn inserted(&self, last: u32, heard: i32) -> i32 {
        match (self.fit(last), self.hand.has_letter(self.at)) {
            (Fit::Fits, true) => heard.min(0),
            (Fit::Fits | Fit::Partly, false) => heard.max(cost::INSERTED_UNSEEN),
            (Fit::Differs, _) => heard.max(cost::DRAWN_OTHERWISE),
            (Fit::Partly, true) => heard.min(cost::INSERTED),
            (Fit::Silent, _) => heard,
        }
    }
}

/// What a page may carry after a number, and what each costs.
/// `ends`: whether it is the first written page of its paper, and whether it is the last.
fn ways(
    page: &PageSeen,
    last: u32,
    listed: Listed,
    ends: (bool, bool),
    drawn: &Picture,
) -> Vec<(Carried, i32)> {
    if page.blank {
        return vec![(None, 0)];
    }
    let stamp = page.stamp.as_ref();
    let read = stamp
        .and_then(|stamp| stamp.number.as_deref())
        .and_then(key_of);
    let heard: Vec<(u32, String)> = stamp
        .map(|stamp| {
            stamp
                .heard
                .iter()
                .filter_map(|(number, _)| key_of(number))
                .collect()
        })
        .unwrap_or_default();
    let is_written = stamp.is_some_and(|stamp| stamp.unclear) || !heard.is_empty();
    let by_person = stamp.is_some_and(|stamp| stamp.by_person);
    let none = match (&read, is_written) {
        _ if by_person => cost::BY_PERSON,
        (Some(_), _) => cost::MISREAD,
        (None, true) if !heard.is_empty() || drawn.is_known() => cost::NOT_ITS_OWN,
        (None, true) => cost::SCRAWL,
        (None, false) if stamp.is_some() => cost::EMPTY,
        (None, false) => cost::NO_NUMBER,
    };
    let by_list = match listed {
        Listed::Leaves(..) if ends.0 && stamp.is_some() => cost::LISTED,
        _ => 0,
    };
    let mut ways = vec![(None, none + by_list)];
    let mut numbers = vec![last + 1, last, last + 2];
    numbers.extend(last.checked_sub(1));
    numbers.extend(read.iter().chain(&heard).map(|(number, _)| *number));
    numbers.extend(drawn.hand.number(drawn.at));
    if let (Listed::Leaves(first, _), true) = (listed, ends.0) {
        numbers.push(first);
    }
    numbers.retain(|number| *number > 0);
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let step = match i64::from(number) - i64::from(last) {
            1 => cost::NEXT,
            0 if last > 0 => cost::SLIP,
            2 => cost::SLIP,
            -1 => cost::BACK,
            _ => cost::LEAP,
        };
        let seen = match (&read, heard.as_slice()) {
            (Some((read, letter)), _) if *read == number && letter.is_empty() => 0,
            _ if by_person => cost::BY_PERSON,
            (Some((read, _)), _) if is_part(*read, number) => cost::CUT_SHORT,
            (Some(_), _) => cost::MISREAD,
            (None, heard) if heard.iter().any(|(one, _)| *one == number) => 0,
            (None, heard) if heard.iter().any(|(one, _)| is_alike(*one, number)) => cost::ALIKE,
            (None, heard) if heard.iter().any(|(one, _)| is_shaped(*one, number)) => cost::SHAPED,
            (None, []) if is_written => cost::SILENT,
            (None, []) if stamp.is_some() => cost::PALE,
            (None, []) => cost::WITHOUT_STAMP,
            (None, _) => cost::UNHEARD,
        };
        let seen = match by_person {
            true => seen,
            false => drawn.seen(number, last, seen),
        };
        let by_list = match listed {
            Listed::Leaves(first, last) if !(first..=last).contains(&number) => cost::UNLISTED,
            Listed::Leaves(first, _) if ends.0 && first != number => cost::NOT_FIRST,
            Listed::Leaves(_, last) if ends.1 && last != number => cost::NOT_LAST,
            Listed::Absent => cost::UNLISTED,
            _ => 0,
        };
        ways.push((Some((number, false)), step + seen + by_list));
    }
    if last > 0 {
        let lettered = |(number, letter): &(u32, String)| *number == last && !letter.is_empty();
        let inserted = match (&read, listed) {
            (Some(read), _) if lettered(read) => 0,
            _ if by_person => cost::BY_PERSON,
            (Some(_), _) => cost::MISREAD + cost::INSERTED_UNSEEN,
            (None, _) if heard.iter().any(lettered) => cost::INSERTED,
            (None, Listed::Absent) if is_written => cost::INSERTED_UNLISTED,
            // The list names the leaves of this paper and no letter.
            (None, Listed::Leaves(..)) => cost::INSERTED_UNSEEN + cost::UNHEARD,
            (None, _) => cost::INSERTED_UNSEEN,
        };
        let inserted = match by_person {
            true => inserted,
            false => drawn.inserted(last, inserted),
        };
        ways.push((Some((last, true)), inserted));
    }
    ways
}

/// "4" of "45": a digit was left out.
fn is_part(read: u32, number: u32) -> bool {
    number.to_string().contains(&read.to_string())
}

/// "6" of "38": a part of the number whose digits are written in like strokes.
fn is_shaped(heard: u32, number: u32) -> bool {
    const LIKE: [&str; 6] = ["17", "358", "568", "068", "49", "27"];
    let (heard, number) = (heard.to_string(), number.to_string());
    let is_like = |(a, b): (&u8, &u8)| {
        let (a, b) = (char::from(*a), char::from(*b));
        a == b
            || LIKE
                .iter()
                .any(|group| group.contains(a) && group.contains(b))
    };
    let mut parts = number.as_bytes().windows(heard.len().max(1));
    parts.any(|part| heard.as_bytes().iter().zip(part).all(is_like))
}

/// The same length and half of the digits the same, or one a part of the other.
fn is_alike(heard: u32, number: u32) -> bool {
    let (heard, number) = (heard.to_string(), number.to_string());
    if heard.len() != number.len() {
        return number.contains(&heard) || heard.contains(&number);
    }
    let same = heard
        .chars()
        .zip(number.chars())
        .filter(|(a, b)| a == b)
        .count();
    same > 0 && same * 2 >= number.len()
}
