//! Dấu bút lục (TTLT 04/2018 Đ.34–35): whose stamp stands on a page, and its number where it is legible.
//!
//! The investigating body stamps the top right corner, the procuracy the bottom right. A stamp may be blank, carry its number
//! inside or beside its frame, by machine or by hand. A number is given only when two readings of it agree: never guessed.

mod digits;
pub(crate) mod frame;
mod number;
mod sign;

pub use sign::{Shape, Sign};

use crate::engine::EngineError;
use crate::page::Rect;
use crate::prepare::Prepared;
use crate::read::Reader;
use crate::secrecy::folded;
use crate::words::Word;
use serde::{Deserialize, Serialize};

/// Whose numbering a stamp belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StampOwner {
    /// Cơ quan điều tra.
    Investigator,
    /// Viện kiểm sát.
    Procuracy,
    /// Tòa án.
    Court,
}

/// A bút lục stamp.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stamp {
    /// Whose it is.
    pub owner: StampOwner,
    /// The number as written ("01", "37a"); none when the stamp is blank or the number is not legible beyond doubt.
    pub number: Option<String>,
    /// Something is written where the number goes, but it could not be read with certainty: ask a person.
    pub number_unclear: bool,
    /// Its frame, in pixels of the prepared picture.
    pub frame: Rect,
    /// What is written in or beside the frame.
    pub number_box: Option<Rect>,
    /// How sure the engine is of the number, 0 to 100; 0 without one.
    pub confidence: u8,
    /// Every number that some reading of it heard, the surest first: evidence for who knows the numbers around it, no answer.
    #[serde(default)]
    pub heard: Vec<(String, u8)>,
    /// The signs of a number written by hand: other leaves of the file may tell them.
    #[serde(default)]
    pub signs: Vec<Sign>,
}

impl Stamp {
    /// The stamp with its number.
    pub fn rect(&self) -> Rect {
        self.number_box
            .map_or(self.frame, |number| self.frame.join(&number))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Corner {
    TopRight,
    BottomRight,
}

const CORNERS: [Corner; 2] = [Corner::TopRight, Corner::BottomRight];

impl Corner {
    /// The part of a page of this size where its stamp may stand.
    fn region(self, width: u32, height: u32) -> Rect {
        let (w, h) = (width as i32, height as i32);
        // A stamp is 2 to 2.5 cm high and never far from the edge.
        let deep = 440.min(h / 4);
        match self {
            Corner::TopRight => Rect {
                x0: w * 55 / 100,
                y0: 0,
                x1: w,
                y1: deep,
            },
            Corner::BottomRight => Rect {
                x0: w * 55 / 100,
                y0: h - deep,
                x1: w,
                y1: h,
            },
        }
    }

    fn usual_owner(self) -> StampOwner {
        match self {
            Corner::TopRight => StampOwner::Investigator,
            Corner::BottomRight => StampOwner::Procuracy,
        }
    }
}

/// The owner named in the frame's first line.
fn owner_of(text: &str) -> Option<StampOwner> {
    let text = folded(text);
    let has = |names: &[&str]| names.iter().any(|n| text.contains(n));
    match () {
        () if has(&["vks", "kiem sat", "vien kiem"]) => Some(StampOwner::Procuracy),
        () if has(&["csdt", "cong an", "dieu tra", "cqdt"]) => Some(StampOwner::Investigator),
        () if has(&["tand", "toa an"]) => Some(StampOwner::Court),
        () => None,
    }
}

/// "BÚT LỤC", as the engine may read it on a pale stamp.
fn names_a_sheet_number(text: &str) -> bool {
    let text = folded(text);
    ["but", "luc", "bul luc", "b0t"]
        .iter()
        .any(|n| text.contains(n))
}

/// Stamps whose frame is whole enough to be found as a drawn rectangle.
pub(crate) fn find(reader: &mut Reader, page: &Prepared) -> Result<Vec<Stamp>, EngineError> {
    let luma = page.page.luma();
    let mut stamps = Vec::new();
    for corner in CORNERS {
        let region = corner.region(luma.width(), luma.height());
        for frame in frame::candidates(&luma, region) {
            let inside = frame::text_inside(reader, &luma, frame)?;
            let owner = owner_of(&inside);
            if owner.is_none() && !names_a_sheet_number(&inside) {
                continue;
            }
            stamps.push(stamp_at(
                reader,
                page,
                frame,
                owner.unwrap_or(corner.usual_owner()),
            )?);
            break;
        }
    }
    Ok(stamps)
}

/// Stamps with a broken frame, found by the words "BÚT LỤC" near a corner; those words leave the page's text.
pub(crate) fn find_by_words(
    reader: &mut Reader,
    page: &Prepared,
    known: &[Stamp],
    words: &mut Vec<Word>,
) -> Result<Vec<Stamp>, EngineError> {
    let up = 1.0 / page.scale();
    let mut stamps = Vec::new();
    for corner in CORNERS {
        let region = corner
            .region(page.page.width(), page.page.height())
            .scaled(page.scale());
        let there = |r: Rect| region.holds((r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2);
        if known.iter().any(|s| there(s.rect())) {
            continue;
        }
        let title = words.windows(2).find(|pair| {
            let (but, luc) = (folded(&pair[0].text), folded(&pair[1].text));
            there(pair[0].rect)
                && there(pair[1].rect)
                && (but == "but" || luc == "luc")
                && but.len() <= 4
                && luc.len() <= 4
                && !pair.iter().any(|w| w.text.chars().any(char::is_lowercase))
        });
        let Some(title) = title.map(|pair| pair[0].rect.join(&pair[1].rect)) else {
            continue;
        };
        let frame =
            frame::around_title(title.scaled(up)).within(page.page.width(), page.page.height());
        let near = frame.scaled(page.scale());
        let within =
            |w: &Word| near.holds((w.rect.x0 + w.rect.x1) / 2, (w.rect.y0 + w.rect.y1) / 2);
        let text: Vec<&str> = words
            .iter()
            .filter(|w| within(w) && w.rect.y1 <= title.y0 + 8)
            .map(|w| w.text.as_str())
            .collect();
        // A column headed "Bút lục" is no stamp: a stamp names its owner above its title.
        let Some(owner) = owner_of(&text.join(" ")) else {
            continue;
        };
        stamps.push(stamp_at(reader, page, frame, owner)?);
        words.retain(|w| !within(w));
    }
    Ok(stamps)
}

fn stamp_at(
    reader: &mut Reader,
    page: &Prepared,
    frame: Rect,
    owner: StampOwner,
) -> Result<Stamp, EngineError> {
    let read = number::read(reader, &page.page, frame)?;
    let number_unclear = read.place.is_some() && read.number.is_none();
    Ok(Stamp {
        owner,
        number: read.number,
        number_unclear,
        frame: frame.scaled(page.scale()),
        number_box: read
            .place
            .map(|place| place.grown(6, 6).scaled(page.scale())),
        confidence: read.confidence,
        heard: read.heard,
        signs: read.signs,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_is_read_from_the_first_line_of_the_frame() {
        let cases = [
            (
                "CQ CSĐT - CÔNG AN TỈNH SƠN LA\nBÚT LỤC\nSố: 27",
                Some(StampOwner::Investigator),
            ),
            (
                "VKSND KHU VỰC 3 - SƠN LA\nBÚT LỤC",
                Some(StampOwner::Procuracy),
            ),
            ("TAND KHU VỰC 3", Some(StampOwner::Court)),
            ("Bảng kê", None),
        ];
        for (text, owner) in cases {
            assert_eq!(owner_of(text), owner, "{text}");
        }
    }
}
