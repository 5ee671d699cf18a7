//! `result.json`: the ordered stack, with the keys of the samples' `truth.json`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::numbering::{Leaf, Telling};
use super::sheet::Sheet;
use super::{Block, Fault, Found, Order, PageSeen, group_name, order};

/// The whole result.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The shape of this file.
    pub format: &'static str,
    /// Who made it.
    pub made_by: MadeBy,
    /// How much there is.
    pub counts: Counts,
    /// The documents in the order of the stack.
    pub documents: Vec<DocumentOut>,
    /// What is wrong with numbers and order.
    pub faults: Vec<FaultOut>,
    /// Pages that show one sheet of paper, scanned twice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_sheets: Vec<[usize; 2]>,
    /// What a person should look at before the file is accepted.
    pub to_check: Vec<CheckOut>,
    /// The pages.
    pub pages: Vec<PageOut>,
}

/// The program.
#[derive(Debug, Clone, Serialize)]
pub struct MadeBy {
    /// Its name.
    pub tool: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// How much there is.
#[derive(Debug, Clone, Serialize)]
pub struct Counts {
    /// Documents.
    pub documents: usize,
    /// Pages.
    pub pages: usize,
    /// Blank backs.
    pub blank: usize,
}

/// A document.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentOut {
    /// "d01".
    pub id: String,
    /// As the list says it.
    pub title: String,
    /// Without person and ordinal.
    pub kind: String,
    /// Its group.
    pub group: u8,
    /// The group's name.
    pub group_name: &'static str,
    /// Whose part of the file.
    pub block: Block,
    /// Form of TT 03/2026.
    pub form: Option<String>,
    /// First page in the stack.
    pub first_page: usize,
    /// Last page, blank backs included.
    pub last_page: usize,
    /// All its pages.
    pub pages: Vec<usize>,
    /// Its first leaf.
    pub bl_from: Option<String>,
    /// Its last leaf.
    pub bl_to: Option<String>,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// The number alone.
    pub number: Option<u32>,
    /// The symbol alone.
    pub symbol: Option<String>,
    /// "205/QĐTG-CSĐT".
    pub full_number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Who signed it.
    pub signer: Option<String>,
    /// The people it is about.
    pub persons: Vec<String>,
    /// `none` or `full`.
    pub handwriting: &'static str,
}

/// A fault, each kind with the keys it needs.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FaultOut {
    /// Thiếu số.
    MissingNumber {
        /// The number.
        bl: String,
        /// The pages around it.
        between_pages: [usize; 2],
    },
    /// Trùng số.
    DuplicateNumber {
        /// The number.
        bl: String,
        /// Where it stands.
        pages: Vec<usize>,
    },
    /// Đảo trang.
    SwappedPages {
        /// In which document.
        document: String,
        /// The two pages.
        pages: [usize; 2],
        /// Their numbers as they lie.
        bl_as_delivered: [Option<String>; 2],
    },
    /// Trang chèn.
    InsertedPage {
        /// Its number.
        bl: String,
        /// In which document.
        document: String,
        /// The page.
        pages: [usize; 1],
    },
}

/// Pages that a person should look at, and why.
#[derive(Debug, Clone, Serialize)]
pub struct CheckOut {
    /// `upside_down`, `sideways`, `blank`, `hard_to_read`, `handwritten`, `number_inferred`, `number_unread`.
    pub kind: &'static str,
    /// The pages.
    pub pages: Vec<usize>,
}

/// A page.
#[derive(Debug, Clone, Serialize)]
pub struct PageOut {
    /// Its place in the stack.
    pub page: usize,
    /// Its document.
    pub document: String,
    /// Nothing is written on it.
    pub blank: bool,
    /// Its leaf number.
    pub bl: Option<String>,
    /// `read`, `person`, `inferred`.
    pub bl_by: Option<&'static str>,
    /// Degrees the content stood turned clockwise as delivered.
    pub rotation: u32,
    /// The upright picture that every box is measured in.
    pub size_px: [u32; 2],
    /// `none` or `full`.
    pub handwriting: &'static str,
    /// Mean confidence of its letters.
    pub confidence: f32,
    /// The text must be compared with the picture.
    pub needs_person: bool,
    /// The stamp that names it.
    pub stamps: Vec<StampOut>,
    /// "BL 12-13", and the documents it means.
    pub citations: Vec<CitationOut>,
    /// Rows read across.
    pub text: Vec<String>,
    /// The rows with their boxes.
    pub pieces: Vec<PieceOut>,
}

/// A stamp.
#[derive(Debug, Clone, Serialize)]
pub struct StampOut {
    /// `CSDT`, `VKS`, `TA`.
    pub owner: Block,
    /// Its number.
    pub number: Option<String>,
}

/// A citation of leaves.
#[derive(Debug, Clone, Serialize)]
pub struct CitationOut {
    /// As printed.
    pub text: String,
    /// The documents whose leaves it names.
    pub documents: Vec<String>,
}

/// A row.
#[derive(Debug, Clone, Serialize)]
pub struct PieceOut {
    /// Its words.
    pub text: String,
    /// Where it stands.
    #[serde(rename = "box")]
    pub rect: scan::Rect,
}

/// Orders a stack and says it.
pub fn report(pages: &[PageSeen], version: &'static str) -> Report {
    let found = order(pages);
    let place = |page: usize| {
        let at = found.documents.partition_point(|one| one.last < page);
        let own = found.documents.get(at).filter(|one| one.first <= page);
        own.map(|_| document_id(at)).unwrap_or_default()
    };
    let carriers = carriers(&found.leaves);
    Report {
        format: "case-file-result/1",
        made_by: MadeBy {
            tool: "kiemsat digitise",
            version,
        },
        counts: Counts {
            documents: found.documents.len(),
            pages: pages.len(),
            blank: pages.iter().filter(|page| page.blank).count(),
        },
        documents: found
            .documents
            .iter()
            .enumerate()
            .map(|(at, one)| document(at, one, pages, &found))
            .collect(),
        faults: found
            .faults
            .iter()
            .map(|fault| said(fault, &place))
            .collect(),
        same_sheets: Vec::new(),
        to_check: checks(pages, &found.leaves),
        pages: pages
            .iter()
            .zip(&found.leaves)
            .map(|(page, leaf)| page_out(page, leaf, &place, &carriers))
            .collect(),
    }
}

fn document_id(at: usize) -> String {
    format!("d{:02}", at + 1)
}

fn document(at: usize, one: &Found, pages: &[PageSeen], found: &Order) -> DocumentOut {
    let inside = one.stretch(pages, |page| page.no);
    let mut leaves: Vec<_> = found.leaves[inside.clone()]
        .iter()
        .filter_map(|leaf| Some((leaf.key()?, leaf.number.clone()?)))
        .collect();
    leaves.sort();
    let number = one
        .number
        .as_deref()
        .and_then(|number| number.parse::<text::DocumentNumber>().ok());
    DocumentOut {
        id: document_id(at),
        title: one.title.clone(),
        kind: one.kind.clone(),
        group: one.group,
        group_name: group_name(one.group),
        block: one.block,
        form: one.form.clone(),
        first_page: one.first,
        last_page: one.last,
        pages: pages[inside].iter().map(|page| page.no).collect(),
        bl_from: leaves.first().map(|(_, number)| number.clone()),
        bl_to: leaves.last().map(|(_, number)| number.clone()),
        date: one.date,
        symbol: number.as_ref().map(|number| number.symbol.clone()),
        number: number.map(|number| number.number),
        full_number: one.number.clone(),
        issuer: one.issuer.clone(),
        signer: one.signer.clone(),
        persons: one.persons.clone(),
        handwriting: writing(one.handwritten),
    }
}

fn writing(by_hand: bool) -> &'static str {
    if by_hand { "full" } else { "none" }
}

fn said(fault: &Fault, place: &impl Fn(usize) -> String) -> FaultOut {
    match fault.clone() {
        Fault::MissingNumber { bl, between } => FaultOut::MissingNumber {
            bl,
            between_pages: between,
        },
        Fault::DuplicateNumber { bl, pages } => FaultOut::DuplicateNumber { bl, pages },
        Fault::SwappedPages { pages, bl } => FaultOut::SwappedPages {
            document: place(pages[0]),
            pages,
            bl_as_delivered: bl,
        },
        Fault::InsertedPage { bl, page } => FaultOut::InsertedPage {
            bl,
            document: place(page),
            pages: [page],
        },
    }
}

fn checks(pages: &[PageSeen], leaves: &[Leaf]) -> Vec<CheckOut> {
    let told = |wanted: fn(&PageSeen, &Leaf) -> bool| -> Vec<usize> {
        let both = pages.iter().zip(leaves);
        both.filter(|(page, leaf)| wanted(page, leaf))
            .map(|(page, _)| page.no)
            .collect()
    };
    let all: [(&'static str, Vec<usize>); 7] = [
        (
            "upside_down",
            told(|page, _| !page.blank && page.quarters == 2),
        ),
        (
            "sideways",
            told(|page, _| !page.blank && page.quarters % 2 == 1),
        ),
        ("blank", told(|page, _| page.blank)),
        (
            "hard_to_read",
            told(|page, _| page.needs_person && !page.handwritten),
        ),
        ("handwritten", told(|page, _| page.handwritten)),
        (
            "number_inferred",
            told(|_, leaf| leaf.telling == Telling::Inferred),
        ),
        (
            "number_unread",
            told(|page, leaf| {
                leaf.number.is_none() && page.stamp.as_ref().is_some_and(|stamp| stamp.unclear)
            }),
        ),
    ];
    all.into_iter()
        .filter(|(_, pages)| !pages.is_empty())
        .map(|(kind, pages)| CheckOut { kind, pages })
        .collect()
}

fn page_out(
    page: &PageSeen,
    leaf: &Leaf,
    place: &impl Fn(usize) -> String,
    carriers: &Carriers,
) -> PageOut {
    let sheet = Sheet::of(page);
    PageOut {
        page: page.no,
        document: place(page.no),
        blank: page.blank,
        bl: leaf.number.clone(),
        bl_by: match leaf.telling {
            Telling::ByPerson => Some("person"),
            Telling::Read => Some("read"),
            Telling::Inferred => Some("inferred"),
            Telling::None => None,
        },
        rotation: (4 - u32::from(page.quarters) % 4) % 4 * 90,
        size_px: [page.width, page.height],
        handwriting: writing(page.handwritten),
        confidence: page.confidence,
        needs_person: page.needs_person,
        stamps: page.stamp.iter().map(stamp_out).collect(),
        citations: sheet
            .rows
            .iter()
            .flat_map(|row| citations(&row.text, place, carriers))
            .collect(),
        text: sheet.rows.iter().map(|row| row.text.clone()).collect(),
        pieces: sheet
            .rows
            .iter()
            .map(|row| PieceOut {
                text: row.text.clone(),
                rect: row.rect,
            })
            .collect(),
    }
}

fn stamp_out(stamp: &super::StampSeen) -> StampOut {
    StampOut {
        owner: match stamp.owner {
            scan::StampOwner::Investigator => Block::Investigator,
            scan::StampOwner::Procuracy => Block::Procuracy,
            scan::StampOwner::Court => Block::Court,
        },
        number: stamp.number.clone(),
    }
}

/// The pages that carry each number.
type Carriers = BTreeMap<text::LeafNumber, Vec<usize>>;

fn carriers(leaves: &[Leaf]) -> Carriers {
    let mut carriers = Carriers::new();
    for (at, leaf) in leaves.iter().enumerate() {
        if let Some(number) = leaf.number.as_deref().and_then(|one| one.parse().ok()) {
            carriers.entry(number).or_default().push(at + 1);
        }
    }
    carriers
}

fn citations(row: &str, place: &impl Fn(usize) -> String, carriers: &Carriers) -> Vec<CitationOut> {
    let cited = text::leaves_in(row).into_iter().filter(|leaf| !leaf.is_old);
    cited
        .map(|cited| {
            let ends = (cited.first <= cited.last).then_some(cited.first..=cited.last);
            let meant = ends.into_iter().flat_map(|ends| carriers.range(ends));
            let mut pages: Vec<usize> = meant.flat_map(|(_, pages)| pages).copied().collect();
            pages.sort_unstable();
            let mut documents: Vec<String> = pages.into_iter().map(place).collect();
            documents.dedup();
            CitationOut {
                text: row[cited.range.clone()].to_owned(),
                documents,
            }
        })
        .collect()
}
