//! Trình ký, ký số văn bản hành chính: what the signing folder asks of a document that belongs to no matter and records no fact.

use std::sync::Arc;

use chrono::NaiveDate;
use db::Sql;
use files::Files;
use people::{Right, Units, Work, WorkError};
use typeset::{OfficialDocument, Typesetter};
use uuid::Uuid;

use super::acts::{drawn, kind_of, leaders, office};
use super::kinds::Type;
use super::paper::{symbol, title_lines};
use super::{book, messages};
use crate::draft::Draft;
use crate::folder::authority::{self, Over};
use crate::folder::ceremony::{Ceremony, Printed, keep};
use crate::folder::recording::{self, Made, Signing};
use crate::issue::IssueError;
use crate::office::issuing_unit;
use crate::press;
use crate::rules::{Office, Signer};

/// Văn bản đã soát: everything that must hold before it is handed in, signed or issued.
pub struct Checked {
    /// Its type.
    pub kind: &'static Type,
    /// The office that issues it.
    pub office: Office,
    /// Who signs.
    pub signer: Signer,
}

/// Soát văn bản: saved version, signer, what is missing. `by` is the person who signs now; without one the draft's signer is asked for.
pub async fn check(
    work: &Work,
    units: &Units,
    draft: &Draft,
    version: i64,
    by: Option<Uuid>,
) -> Result<Checked, IssueError> {
    if draft.version != version {
        return Err(IssueError::SavedSince);
    }
    let kind = kind_of(draft).ok_or(WorkError::NotFound)?;
    let leaders = leaders(&work.tx, units, &draft.unit_id, work.today).await?;
    let signer = leaders
        .into_iter()
        .find(|one| one.id.is_some() && one.id == draft.signer_id)
        .ok_or(IssueError::NoSigner)?;
    if by.is_some() && signer.id != by {
        return Err(IssueError::NotTheSigner(signer.name));
    }
    let office = office(&work.tx, units, draft, work.today).await?;
    let gaps = drawn(draft, kind, &office).gaps;
    if !gaps.is_empty() {
        return Err(WorkError::Unlawful(messages::gaps(&gaps)).into());
    }
    Ok(Checked {
        kind,
        office,
        signer,
    })
}

/// For the person who signs now.
pub async fn check_signing(
    work: &Work,
    units: &Units,
    draft: &Draft,
    version: i64,
) -> Result<Checked, IssueError> {
    let checked = check(work, units, draft, version, Some(work.actor.person)).await?;
    work.require(Right::DocumentsIssue, &draft.unit_id).await?;
    require_authority(work, units, draft, &checked.signer).await?;
    Ok(checked)
}

/// Ký thay: refused without a delegation in force, as for the papers of a matter.
pub async fn require_authority(
    work: &Work,
    units: &Units,
    draft: &Draft,
    signer: &Signer,
) -> Result<(), IssueError> {
    let above = title_lines(&signer.role);
    authority::require(work, units, signer, Over::Office(&draft.unit_id), &above).await
}

/// Lấy số from the book of its type, held for the signing or taken for good.
pub async fn number(
    work: &Work,
    units: &Units,
    draft: &Draft,
    checked: &Checked,
    state: &str,
) -> Result<Option<String>, IssueError> {
    if !checked.kind.numbered {
        return Ok(None);
    }
    let unit = issuing_unit(units, &draft.unit_id, work.today);
    let typed = draft.typed();
    let section = typed.get("drafting_unit").map_or("", |unit| unit.trim());
    let sign = symbol(checked.kind, &checked.office.symbol, section);
    let taken = book::take(
        work,
        &unit,
        checked.kind,
        &sign,
        (draft.id, work.today),
        state,
    );
    Ok(Some(taken.await?))
}

/// The draft as it is issued.
pub fn locked(draft: &Draft, number: Option<&str>, on: NaiveDate) -> Draft {
    Draft {
        state: "issued".to_owned(),
        number: number.map(str::to_owned),
        issued_on: Some(on),
        ..draft.clone()
    }
}

/// The paper under a number and a day.
pub async fn printed(
    db: &impl Sql,
    units: &Units,
    draft: &Draft,
    number: Option<&str>,
    on: NaiveDate,
) -> Result<OfficialDocument, IssueError> {
    let kind = kind_of(draft).ok_or(WorkError::NotFound)?;
    let last = locked(draft, number, on);
    let office = office(db, units, &last, on).await?;
    Ok(drawn(&last, kind, &office).document)
}

/// In để ký: the number is held, both files are kept.
pub async fn print(
    work: &Work,
    (files, press): (&Files, &Arc<Typesetter>),
    units: &Units,
    draft: &Draft,
    version: i64,
) -> Result<Printed, IssueError> {
    let checked = check_signing(work, units, draft, version).await?;
    let number = number(work, units, draft, &checked, "reserved").await?;
    let paper = printed(&work.tx, units, draft, number.as_deref(), work.today).await?;
    let pdf = press::pdf(press, paper.clone()).await?;
    let docx = press::word(press, paper).await?;
    Ok(Printed {
        last: locked(draft, number.as_deref(), work.today),
        number,
        number_id: None,
        pdf: keep(files, pdf).await?,
        docx: keep(files, docx).await?,
    })
}

/// Phát hành what is signed: the number is its own for good, the document locked and in the register.
pub async fn finish(
    work: &Work,
    units: &Units,
    press: &Arc<Typesetter>,
    draft: &Draft,
    there: &Ceremony,
    file: String,
) -> Result<(), IssueError> {
    let number = there.number.as_deref();
    let paper = printed(&work.tx, units, draft, number, there.dated_on).await?;
    book::settle(work, draft.id).await?;
    let made = Made {
        locked: &locked(draft, number, there.dated_on),
        number,
        fact: None,
        pdf: file,
        docx: there.docx.clone(),
        recipients: recording::recipients(&paper),
        pages: press::pages(press, paper).await?,
        signing: Signing::Digital,
    };
    recording::finish(work, made).await
}
