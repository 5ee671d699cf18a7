//! Mã kiểm tra của văn bản và bản sao: what outsiders may ask for of a document signed with a key, from its issue to its withdrawal.

use people::{Work, WorkError};
use signing::codes::{self, Issued};
use signing::{Signed, SigningError};
use uuid::Uuid;

use super::hand::{COPY, SIGN};
use crate::draft::Draft;
use crate::issue::IssueError;
use crate::{copies, draft};

/// Văn bản ký số đã ban hành: its code answers from now on.
pub async fn issued(
    work: &Work,
    last: &Draft,
    number: Option<&str>,
    pdf: &str,
) -> Result<(), IssueError> {
    let file = pdf
        .parse()
        .map_err(|_| WorkError::Broken(format!("{pdf} is no file")))?;
    let code = codes::reserve(work, SIGN, last.id, &last.unit_id).await?;
    let said = Issued {
        number: number.unwrap_or_default().to_owned(),
        on: last.issued_on.unwrap_or(work.today),
        unit_name: work.actor.unit_name.clone(),
        signer: last.signer_name.clone(),
        file,
    };
    Ok(codes::issue(work, &code, said).await?)
}

/// Bản sao đã ký: the code that stands on it answers.
pub async fn copy_signed(work: &Work, signed: &Signed) -> Result<(), SigningError> {
    let id = signed.ticket.object_id;
    let (Some(code), Some(copy)) = (
        codes::of(&work.tx, COPY, id).await?,
        copies::get(&work.tx, id).await?,
    ) else {
        return Ok(());
    };
    let of = draft::get(&work.tx, copy.document_id).await?;
    let original = of.as_ref().and_then(|of| of.number.clone());
    let said = Issued {
        number: super::messages::copy_number(&copy.number, original.as_deref()),
        on: copy.made_on,
        unit_name: work.actor.unit_name.clone(),
        signer: super::messages::copy_signer(
            &signed.ticket.person_name,
            of.map(|of| of.signer_name).as_deref(),
        ),
        file: signed.file,
    };
    codes::issue(work, &code.code, said).await
}

/// Thu hồi, thay thế: the document and its copies answer that they are worth nothing any more.
pub async fn withdrawn(work: &Work, document: Uuid) -> Result<(), IssueError> {
    codes::withdraw(work, SIGN, document).await?;
    for copy in copies::of_document(&work.tx, document).await? {
        codes::withdraw(work, COPY, copy.id).await?;
    }
    Ok(())
}
