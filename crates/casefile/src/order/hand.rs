//! Số viết tay: leaves whose numbers are sure teach how their writer draws each digit; the others are held against them.
//!
//! Nothing is known of handwriting but what lies in this file: a sign counts as a digit when it lies close to signs that are
//! that digit on other leaves. A hand that draws its digits each time anew is simply not told by them.

use scan::Shape;

use super::PageSeen;

/// Signs nearer than this, in thousandths, are one digit of one hand.
const SAME: u16 = 50;
/// So many leaves teach a digit: those nearest in the file, since another part may be another hand.
const TEACHERS: usize = 12;

/// What the signs of a leaf say of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Every digit of it.
    Fits,
    /// Some digit of it, and none of another.
    Partly,
    /// A digit of another.
    Differs,
    /// Nothing.
    Silent,
}

/// The number of one leaf as it is drawn.
struct Drawn {
    digits: Vec<Shape>,
    has_letter: bool,
}

/// All written numbers of a stack.
pub(super) struct Hand {
    drawn: Vec<Option<Drawn>>,
    /// What each sign of each page is, as far as it is told.
    told: Vec<Vec<Option<char>>>,
}

/// For each digit the signs that are known to be it, with their pages, in the order of the pages.
type Taught<'d> = [Vec<(usize, &'d Shape)>; 10];

impl Hand {
    /// Of these pages; nothing is told yet.
    pub fn of(pages: &[PageSeen]) -> Hand {
        let drawn: Vec<Option<Drawn>> = pages.iter().map(drawn).collect();
        let told = drawn
            .iter()
            .map(|one| vec![None; one.as_ref().map_or(0, |one| one.digits.len())])
            .collect();
        Hand { drawn, told }
    }

    /// No leaf is written by hand.
    pub fn is_empty(&self) -> bool {
        self.drawn.iter().all(Option::is_none)
    }

    /// Told anew from leaves whose numbers are sure; whether that says anything new.
    pub fn learn(&mut self, sure: &[(usize, u32)]) -> bool {
        let mut taught: Taught = Default::default();
        for (page, number) in sure {
            let Some(drawn) = &self.drawn[*page] else {
                continue;
            };
            let Some(figures) = figures(*number, drawn.digits.len()) else {
                continue;
            };
            for (figure, shape) in figures.bytes().zip(&drawn.digits) {
                taught[usize::from(figure - b'0')].push((*page, shape));
            }
        }
        for signs in &mut taught {
            signs.sort_by_key(|(page, _)| *page);
        }
        let tell = |page: usize, drawn: &Option<Drawn>| -> Vec<Option<char>> {
            let digits = drawn.iter().flat_map(|one| &one.digits);
            digits.map(|sign| digit(page, sign, &taught)).collect()
        };
        let told: Vec<Vec<Option<char>>> = self
            .drawn
            .iter()
            .enumerate()
            .map(|(page, drawn)| tell(page, drawn))
            .collect();
        let is_new = told != self.told;
        self.told = told;
        is_new
    }

    /// Whether a number may stand on a page.
    pub fn fit(&self, page: usize, number: u32) -> Fit {
        let told = &self.told[page];
        let known = told.iter().flatten().count();
        let figures = match figures(number, told.len()) {
            Some(figures) if known > 0 => figures,
            _ => return Fit::Silent,
        };
        let mut pairs = told.iter().zip(figures.chars());
        let differs = pairs.any(|(told, figure)| told.is_some_and(|digit| digit != figure));
        match differs {
            true => Fit::Differs,
            false if known == told.len() => Fit::Fits,
            false => Fit::Partly,
        }
    }

    /// The number that its signs make, when each is told.
    pub fn number(&self, page: usize) -> Option<u32> {
        let figures: String = self.told[page].iter().copied().collect::<Option<_>>()?;
        figures.parse().ok()
    }

    /// A letter stands behind the digits.
    pub fn has_letter(&self, page: usize) -> bool {
        self.drawn[page].as_ref().is_some_and(|one| one.has_letter)
    }

    /// Two leaves carry the same picture, whatever number it is.
    pub fn is_again(&self, page: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (&self.drawn[page], &self.drawn[other]) else {
            return false;
        };
        let mut pairs = one.digits.iter().zip(&other.digits);
        one.digits.len() == other.digits.len()
            && !one.has_letter
            && !other.has_letter
            && pairs.all(|(a, b)| a.apart(b) <= SAME)
    }
}

fn drawn(page: &PageSeen) -> Option<Drawn> {
    let signs = &page.stamp.as_ref()?.signs;
    let digits = signs.iter().filter(|sign| !sign.is_letter);
    let drawn = Drawn {
        digits: digits.map(scan::Sign::shape).collect(),
        has_letter: signs.iter().any(|sign| sign.is_letter),
    };
    (!drawn.digits.is_empty()).then_some(drawn)
}

/// A number in so many figures: "05" or "5".
fn figures(number: u32, many: usize) -> Option<String> {
    let plain = number.to_string();
    match many {
        _ if plain.len() == many => Some(plain),
        2 | 3 if plain.len() < many => Some(format!("{number:0many$}")),
        _ => None,
    }
}

/// The digit that the nearest leaves have for such a sign; none when they disagree or none is alike.
fn digit(page: usize, sign: &Shape, taught: &Taught) -> Option<char> {
    let alike = |signs: &[(usize, &Shape)]| -> Alike {
        let here = signs.partition_point(|(home, _)| *home < page);
        let from = here.saturating_sub(TEACHERS / 2);
        let near = signs.iter().skip(from).take(TEACHERS);
        let others = near.filter(|(home, _)| *home != page);
        let apart: Vec<u16> = others.map(|(_, shape)| sign.apart(shape)).collect();
        Alike {
            nearest: apart.iter().copied().min().unwrap_or(u16::MAX),
            same: apart.iter().filter(|far| **far <= SAME).count(),
        }
    };
    let alike: Vec<Alike> = taught.iter().map(|signs| alike(signs)).collect();
    let known = alike.iter().enumerate().filter(|(_, one)| one.same > 0);
    let (figure, best) = known.min_by_key(|(_, one)| one.nearest)?;
    let others = alike.iter().enumerate().filter(|(at, _)| *at != figure);
    let (second, against) = others.fold((u16::MAX, 0), |(nearest, same), (_, one)| {
        (nearest.min(one.nearest), same + one.same)
    });
    // Some digits of a hand are alike; a leaf that was told wrongly teaches wrongly.
    let is_clear = u32::from(best.nearest) * 4 <= u32::from(second) * 3;
    let is_agreed = best.same >= 2 * against;
    let digit = char::from_digit(u32::try_from(figure).ok()?, 10);
    digit.filter(|_| is_clear || is_agreed)
}

/// How a sign lies to the signs of one digit.
struct Alike {
    nearest: u16,
    same: usize,
}

#[cfg(test)]
#[path = "hand_tests.rs"]
mod tests;
