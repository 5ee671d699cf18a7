//! Lập mục lục từ tập quét: which pages make one document, what it is called, dated, numbered, who issued and signed it,
//! the bút lục of every page, and what is wrong with the order. Words with their boxes go in, documents come out.
//!
//! | to | look in |
//! |---|---|
//! | see the rows of a page, its head | [`sheet`] |
//! | decide where a document begins | [`begins`] |
//! | know a title, its group, its form | [`titles`], `data/titles.csv` |
//! | read date, number, issuer, signer | [`fields`], [`offices`], [`signers`] |
//! | mend what the engine misreads in a day or a number | [`mended`] |
//! | tell a number that its head shows badly | [`numbers`], [`carried`], [`cited`] |
//! | read the list that lies in the file | [`listed`] |
//! | give every page its leaf number | [`numbering`] |
//! | tell numbers by how their writer draws digits | [`hand`] |
//! | find missing, double, swapped, inserted leaves | [`faults`] |
//! | find a page that was scanned twice | [`doubles`] |
//! | print it as `result.json` | [`report`] |
//! | compare it with a truth | [`score`] |
//!
//! All of it is proposed: a person confirms. Nothing here reads a database, a clock or a file.

mod begins;
mod carried;
mod cited;
mod cost;
pub(crate) mod doubles;
mod faults;
mod fields;
mod hand;
mod listed;
mod mended;
mod numbering;
mod numbers;
mod offices;
pub mod report;
pub mod score;
mod sheet;
mod signers;
mod titles;

use std::ops::Range;

use scan::{Sign, Stamp, StampOwner, Word};
use serde::{Deserialize, Serialize};

pub use faults::Fault;
pub use numbering::{Leaf, Telling};
pub use titles::{GROUPS, group_name, groups_of, is_known_title};

use sheet::Sheet;

/// Trang đã đọc: what reading showed of one page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct PageSeen {
    /// Its place in the stack, from 1.
    pub no: usize,
    /// Its words in reading order, boxes in the upright picture.
    pub words: Vec<Word>,
    /// Width of the picture.
    pub width: u32,
    /// Height of the picture.
    pub height: u32,
    /// Nothing is written on it.
    pub blank: bool,
    /// Clockwise quarter turns that made it upright.
    pub quarters: u8,
    /// Probably written by hand.
    pub handwritten: bool,
    /// Its text must be compared with the picture.
    pub needs_person: bool,
    /// Mean confidence of its letters, 0 to 100.
    pub confidence: f32,
    /// The stamp that names it.
    pub stamp: Option<StampSeen>,
}

/// Dấu bút lục đã đọc.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StampSeen {
    /// Whose it is.
    pub owner: StampOwner,
    /// The number as read or as a person wrote it.
    pub number: Option<String>,
    /// Something is written there that could not be read.
    pub unclear: bool,
    /// A person wrote the number.
    pub by_person: bool,
    /// What some reading of an unclear number heard.
    #[serde(default)]
    pub heard: Vec<(String, u8)>,
    /// The signs of a number written by hand.
    #[serde(default)]
    pub signs: Vec<Sign>,
}

impl From<&Stamp> for StampSeen {
    fn from(stamp: &Stamp) -> Self {
        StampSeen {
            owner: stamp.owner,
            number: stamp.number.clone(),
            unclear: stamp.number_unclear,
            by_person: false,
            heard: stamp.heard.clone(),
            signs: stamp.signs.clone(),
        }
    }
}

/// Khối tài liệu: whose part of the file a document stands in (TTLT 04/2018 Đ.34–35).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// Cơ quan điều tra.
    #[serde(rename = "CSDT")]
    Investigator,
    /// Viện kiểm sát.
    #[serde(rename = "VKS")]
    Procuracy,
    /// Tòa án.
    #[serde(rename = "TA")]
    Court,
    /// Cover and list.
    #[serde(rename = "none")]
    None,
}

/// Tài liệu nhận ra trong tập.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its first page in the stack.
    pub first: usize,
    /// Its last page, blank backs included.
    pub last: usize,
    /// Its name as the list of documents would say it; empty when none could be read.
    pub title: String,
    /// Its kind: the name without person and ordinal.
    pub kind: String,
    /// Group of `data/groups.csv`.
    pub group: u8,
    /// Whose part of the file.
    pub block: Block,
    /// Form of TT 03/2026: "42/HS".
    pub form: Option<String>,
    /// Its day.
    pub date: Option<chrono::NaiveDate>,
    /// "205/QĐTG-CSĐT".
    pub number: Option<String>,
    /// Its head does not show the number well: it is the one by which other papers of the file cite it.
    pub number_is_cited: bool,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Who signed it.
    pub signer: Option<String>,
    /// The people it names in its operative part.
    pub persons: Vec<String>,
    /// Written by hand.
    pub handwritten: bool,
}

impl Found {
    /// Where its pages lie among things that run with the pages of the stack; `no`: the page of each.
    pub(crate) fn stretch<T>(&self, all: &[T], no: impl Fn(&T) -> usize) -> Range<usize> {
        let from = all.partition_point(|one| no(one) < self.first);
        from..all.partition_point(|one| no(one) <= self.last).max(from)
    }
}

/// Mục lục đề xuất.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Order {
    /// Documents in the order of the stack.
    pub documents: Vec<Found>,
    /// The leaf of each page, in the order of the pages.
    pub leaves: Vec<Leaf>,
    /// What is wrong with numbers and order.
    pub faults: Vec<Fault>,
}

/// Orders a stack.
pub fn order(pages: &[PageSeen]) -> Order {
    let sheets: Vec<Sheet> = pages.iter().map(Sheet::of).collect();
    let stretches = begins::stretches(&sheets);
    let mut documents: Vec<Found> = stretches
        .iter()
        .map(|stretch| fields::document(&sheets[stretch.clone()]))
        .collect();
    offices::by_the_file(&mut documents);
    offices::symbols_by_the_file(&mut documents);
    let entries = listed::entries(&documents, &sheets);
    let matched = listed::matched(&documents, &entries);
    let listed = listed::leaves(&matched, &entries, &documents);
    listed::fill(&mut documents, &matched, &entries);
    numbers::by_the_file(&mut documents, &sheets);
    let leaves = numbering::leaves(pages, &sheets, &stretches, &listed);
    let faults = faults::of(pages, &sheets, &stretches, &leaves);
    Order {
        documents,
        leaves,
        faults,
    }
}

/// Một tài liệu: what these pages are, when a person says that they belong together.
pub fn one_document(pages: &[PageSeen]) -> Found {
    let sheets: Vec<Sheet> = pages.iter().map(Sheet::of).collect();
    fields::document(&sheets)
}

#[cfg(test)]
mod tests;
