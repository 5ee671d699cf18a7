//! Bản sao (NĐ 30/2020/NĐ-CP Đ.25–27): sao y, trích sao, sao lục of an issued document, numbered in a book of their own, signed by the office.

use chrono::{Datelike, NaiveDate};
use criminal::numbers::{self, About, Key};
use db::{Sql, args};
use files::Files;
use people::{Right, Units, Work, WorkError};
use std::sync::Arc;
use typeset::{OfficialDocument, Typesetter};
use uuid::Uuid;

use crate::administrative::{is_administrative, signing as administrative};
use crate::draft::{self, Draft};
use crate::folder::ceremony::keep;
use crate::folder::ready::{matter_of, require};
use crate::issue::IssueError;
use crate::office::issuing_unit;
use crate::paper::{self, compose};
use crate::press;

/// Loại bản sao.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyKind {
    /// The whole of the document.
    Whole,
    /// A part of it.
    Extract,
    /// A copy of a copy.
    OfCopy,
}

impl CopyKind {
    /// Every kind.
    pub const ALL: [CopyKind; 3] = [CopyKind::Whole, CopyKind::Extract, CopyKind::OfCopy];

    /// Its id in data.
    pub const fn id(self) -> &'static str {
        match self {
            CopyKind::Whole => "sao_y",
            CopyKind::Extract => "trich_sao",
            CopyKind::OfCopy => "sao_luc",
        }
    }

    /// What stands on the copy.
    pub const fn name_vi(self) -> &'static str {
        match self {
            CopyKind::Whole => "Sao y",
            CopyKind::Extract => "Trích sao",
            CopyKind::OfCopy => "Sao lục",
        }
    }

    /// Its abbreviation in a number. Not in the list of sources this program was checked against, so pages say "cần kiểm tra".
    pub const fn symbol(self) -> &'static str {
        match self {
            CopyKind::Whole => "SY",
            CopyKind::Extract => "TrS",
            CopyKind::OfCopy => "SL",
        }
    }

    /// The kind with this id.
    pub fn parse(id: &str) -> Option<CopyKind> {
        CopyKind::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

db::row! {
    /// Một bản sao.
    pub struct Copy {
        /// The unit of the document.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// The document.
        pub document_id: Uuid,
        /// sao_y, trich_sao, sao_luc.
        pub kind: String,
        /// 12/SY-VKSKV3.
        pub number: String,
        /// The day.
        pub made_on: NaiveDate,
        /// Số bản.
        pub copies: i64,
        /// Nơi nhận bản sao.
        pub recipient: String,
        /// digital, paper.
        pub signing: String,
        /// The kept file.
        pub pdf: String,
        /// Who made it.
        pub made_by: Uuid,
        /// When.
        pub made_at: i64,
    }
}

const SELECT: &str = "SELECT unit_id, id, document_id, kind, number, made_on, copies, recipient, signing, pdf, made_by, made_at
   FROM documents_copy";

/// The copies of a document, newest first.
pub async fn of_document(db: &impl Sql, document: Uuid) -> Result<Vec<Copy>, db::StorageError> {
    db.all(
        format!("{SELECT} WHERE document_id = $1 ORDER BY made_at DESC LIMIT 100"),
        args![document],
    )
    .await
}

/// Sổ bản sao: the copies that units made between two days, newest first.
pub async fn register(
    db: &impl Sql,
    units: &[String],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Copy>, db::StorageError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (3..units.len() + 3).map(|n| format!("${n}")).collect();
    let mut values = args![from, to];
    values.extend(units.iter().map(db::V::from));
    let sql = format!(
        "{SELECT} WHERE unit_id IN ({}) AND made_on >= $1 AND made_on <= $2 ORDER BY made_on DESC, made_at DESC LIMIT 2000",
        places.join(", ")
    );
    db.all(sql, values).await
}

/// The copy with this id.
pub async fn get(db: &impl Sql, id: Uuid) -> Result<Option<Copy>, db::StorageError> {
    db.opt(format!("{SELECT} WHERE id = $1"), args![id]).await
}

/// Bản sao mới.
#[derive(Debug, Clone)]
pub struct NewCopy {
    /// Which kind.
    pub kind: CopyKind,
    /// The parts that an extract takes, counted from 0.
    pub parts: Vec<usize>,
    /// Số bản.
    pub copies: i64,
    /// Nơi nhận.
    pub recipient: String,
}

/// Sao văn bản: numbered and kept; it is signed by the office a moment later, or sealed on paper.
pub async fn make(
    work: &Work,
    (files, press): (&Files, &Arc<Typesetter>),
    units: &Units,
    document: Uuid,
    new: &NewCopy,
) -> Result<Uuid, IssueError> {
    let draft = draft::get(&work.tx, document)
        .await?
        .ok_or(WorkError::NotFound)?;
    require(work, &draft, Right::DocumentsDispatch).await?;
    let (Some(original), "issued") = (draft.pdf.clone(), draft.state.as_str()) else {
        return Err(IssueError::NotIssued);
    };
    let invalid = |field, sentence: &str| Err(WorkError::invalid(field, sentence).into());
    if !(1..=500).contains(&new.copies) {
        return invalid("copies", "Số bản sao từ 1 đến 500.");
    }
    let pdf = match new.kind {
        CopyKind::Whole => original,
        CopyKind::Extract => {
            let Some(extract) = extract(work, units, &draft, &new.parts).await? else {
                return invalid("parts", "Hãy chọn những phần của văn bản cần trích sao.");
            };
            keep(files, press::pdf(press, extract).await?).await?
        }
        CopyKind::OfCopy => {
            let copies = of_document(&work.tx, document).await?;
            match copies
                .into_iter()
                .find(|copy| copy.kind == CopyKind::Whole.id())
            {
                Some(copy) => copy.pdf,
                None => {
                    return invalid(
                        "kind",
                        "Sao lục là sao từ bản sao y; văn bản này chưa có bản sao y nào.",
                    );
                }
            }
        }
    };
    let unit = match is_administrative(&draft) {
        true => draft.unit_id.clone(),
        false => matter_of(work, &draft).await?.unit,
    };
    let id = Uuid::now_v7();
    let key = Key {
        unit: issuing_unit(units, &unit, work.today),
        // Copies are numbered by calendar year (NĐ 30/2020 Đ.15).
        year: i64::from(work.today.year()),
        series: "ban_sao".to_owned(),
        symbol: Some(new.kind.symbol().to_owned()),
    };
    let about = About {
        // Several copies of one document may be made on one day.
        matter: Uuid::nil(),
        subject: None,
        fact: Some(id),
    };
    let number = numbers::take(work, &key, about, work.today).await?;
    work.tx
        .exec(
            "INSERT INTO documents_copy (unit_id, id, document_id, kind, number, made_on, copies, recipient, parts, signing, pdf, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'paper', $10, $11, $12)",
            args![
                &draft.unit_id,
                id,
                document,
                new.kind.id(),
                &number.shown,
                work.today,
                new.copies,
                text::clean(&new.recipient),
                serde_json::to_string(&new.parts).unwrap_or_default(),
                pdf,
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    work.note("document.copied", "document", document, &number.shown)
        .await?;
    Ok(id)
}

/// Signed by the office: the signed file takes the place of the plain one.
pub async fn signed(work: &Work, copy: Uuid, file: &str) -> Result<(), db::StorageError> {
    work.tx
        .exec(
            "UPDATE documents_copy SET signing = 'digital', pdf = $1 WHERE id = $2",
            args![file, copy],
        )
        .await?;
    Ok(())
}

/// The document with only the chosen parts of its body.
async fn extract(
    work: &Work,
    units: &Units,
    draft: &Draft,
    parts: &[usize],
) -> Result<Option<OfficialDocument>, IssueError> {
    let on = draft.issued_on.ok_or(IssueError::NotIssued)?;
    let mut document = match is_administrative(draft) {
        true => {
            let number = draft.number.as_deref();
            administrative::printed(&work.tx, units, draft, number, on).await?
        }
        false => {
            let template = paper::form(&draft.form, on).ok_or(WorkError::NotFound)?;
            compose(draft, template, on).filled.document
        }
    };
    let mut at = 0;
    document.blocks.retain(|_| {
        at += 1;
        parts.contains(&(at - 1))
    });
    Ok((!document.blocks.is_empty()).then_some(document))
}
