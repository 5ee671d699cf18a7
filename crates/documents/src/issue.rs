//! Ban hành bản ký giấy, và thu hồi: one act that numbers the document, records its fact, keeps its files and locks it.
//! What is signed with a key goes through [`crate::folder`].

use std::sync::Arc;

use criminal::RecordError;
use criminal::numbers::{self, NumberError};
use criminal::standing::standing;
use db::{Sql, args};
use files::Files;
use people::{Right, Units, Work, WorkError};
use typeset::Typesetter;
use uuid::Uuid;

use crate::administrative::book;
use crate::draft::{self, Draft};
use crate::folder::authority::{self, Over};
use crate::folder::ceremony;
use crate::folder::number;
use crate::folder::ready::{hold, locked, matter_of, ready, require};
use crate::folder::recording::{self, Made, Signing};
use crate::office::office_of;
use crate::paper::compose;
use crate::rules::{Around, Context, Gap, Signer, Template, context, put};
use crate::{press, replacement};

/// Why a document was not issued or withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// It was issued a moment before, under this number.
    #[error("issued already as {0}")]
    Already(String),
    /// It is withdrawn.
    #[error("withdrawn")]
    Withdrawn,
    /// Somebody saved since the person last looked.
    #[error("saved since")]
    SavedSince,
    /// Required fields are empty.
    #[error("gaps")]
    Gaps(Vec<Gap>),
    /// Typed words cannot be read.
    #[error("unreadable")]
    Unreadable,
    /// The facts have changed.
    #[error("stale")]
    Stale,
    /// Somebody who may sign issues it, and the draft names another: the signer must be changed first.
    #[error("another signer")]
    OtherSigner(Signer),
    /// Nobody who may sign is chosen.
    #[error("no signer")]
    NoSigner,
    /// A withdrawal or replacement without a reason.
    #[error("no reason")]
    NoReason,
    /// Returned without a remark.
    #[error("no remark")]
    NoRemark,
    /// Somebody else is to sign it.
    #[error("{0} is to sign it")]
    NotTheSigner(String),
    /// It is not in the folder of who would sign it.
    #[error("not submitted")]
    NotSubmitted,
    /// It is being signed, or waits for the seal.
    #[error("being signed")]
    BeingSigned,
    /// No signing of it was begun.
    #[error("no signing was begun")]
    NotBegun,
    /// The personal signature is not there yet.
    #[error("not signed yet")]
    NotSigned,
    /// It is not issued.
    #[error("not issued")]
    NotIssued,
    /// The signature could not be had: the sentence for people, and the cause for the log.
    #[error("{1}")]
    Signature(Option<String>, String),
    /// The law, the number book or another person refused.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Not allowed, not found, storage …
    #[error(transparent)]
    Work(#[from] WorkError),
}

impl From<db::StorageError> for IssueError {
    fn from(error: db::StorageError) -> Self {
        IssueError::Work(error.into())
    }
}

impl From<NumberError> for IssueError {
    fn from(error: NumberError) -> Self {
        IssueError::Record(error.into())
    }
}

/// What the facts say now about a draft's document.
pub async fn fresh(
    db: &impl Sql,
    law: &law::Law,
    units: &Units,
    opened: &criminal::Opened,
    template: &Template,
    draft: (Option<Uuid>, &Signer),
    today: chrono::NaiveDate,
) -> Result<Context, WorkError> {
    let office = office_of(db, units, &opened.unit, today).await?;
    let act = template
        .act
        .as_ref()
        .and_then(|act| law.acts.on(act, today).or(law.acts.get(act)));
    Ok(context(&Around {
        law,
        opened,
        act,
        facts: &template.facts,
        subject: draft.0,
        office: &office,
        signer: draft.1,
        today,
    }))
}

/// Ban hành bản ký giấy: numbered, recorded and kept in one transaction; it is printed and signed by hand. Nothing lasts until the caller
/// commits `work`; a second click finds it issued.
pub async fn issue(
    work: &Work,
    (files, press): (&Files, &Arc<Typesetter>),
    units: &Units,
    id: Uuid,
    version: i64,
    is_confirmed: bool,
) -> Result<String, IssueError> {
    let draft = hold(work, id).await?;
    let opened = matter_of(work, &draft).await?;
    opened.require(work, Right::DocumentsIssue).await?;
    opened.require(work, Right::CriminalDecisionIssue).await?;
    ceremony::state_of(&draft)?;
    let ready = ready(work, units, draft, opened, version, Some(work.actor.person)).await?;
    let above = &ready.drafted.filled.document.closing.signature.title_lines;
    authority::require(
        work,
        units,
        &ready.signer,
        Over::Matter(&ready.opened),
        above,
    )
    .await?;
    let replaces = replacement::of(&work.tx, id).await?.is_some();
    let number = number::reserve(work, units, &ready, replaces).await?;
    let shown = number.map(|number| number.shown);
    let fact = recording::record(work, units, &ready, shown.as_deref(), is_confirmed).await?;
    let last = locked(&ready.draft, &ready.template, shown.as_deref(), work.today)?;
    let paper = compose(&last, ready.template.clone(), work.today)
        .filled
        .document;
    let pages = press::pages(press, paper.clone()).await?;
    let recipients = recording::recipients(&paper);
    let pdf = ceremony::keep(files, press::pdf(press, paper.clone()).await?).await?;
    let docx = ceremony::keep(files, press::word(press, paper).await?).await?;
    let made = Made {
        locked: &last,
        number: shown.as_deref(),
        fact,
        pdf,
        docx,
        recipients,
        pages,
        signing: Signing::Paper,
    };
    recording::finish(work, made).await?;
    Ok(shown.unwrap_or_default())
}

/// Đổi người ký: somebody takes over what another was to sign; a version of its own, so that it can be seen who did.
pub async fn take_over(work: &Work, draft: &Draft, signer: Signer) -> Result<i64, WorkError> {
    let mut change = draft::Change {
        field: "signer".to_owned(),
        before: draft.signer_name.clone(),
        after: signer.name.clone(),
        known: draft.known(),
        typed: draft.typed(),
        ..draft::Change::default()
    };
    let named = serde_json::json!({ "name": signer.name, "role": signer.role });
    put(&mut change.known, "signer", named);
    change.signer = Some(signer);
    draft::save(work, draft, draft.version, &change).await
}

/// Thu hồi: the fact no longer counts, the number stays in the book as cancelled, and the files are kept.
/// A draft that was never issued is put away.
pub async fn withdraw(work: &Work, id: Uuid, reason: &str) -> Result<(), IssueError> {
    let reason = text::clean(reason);
    let draft = draft::get(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    let right = if draft.is_open() {
        Right::DocumentsDraft
    } else {
        Right::DocumentsIssue
    };
    require(work, &draft, right).await?;
    match draft.state.as_str() {
        "draft" | "issued" => {}
        "submitted" | "signing" => return Err(IssueError::BeingSigned),
        _ => return Err(IssueError::Withdrawn),
    }
    if reason.is_empty() && !draft.is_open() {
        return Err(IssueError::NoReason);
    }
    let changed = work
        .tx
        .exec(
            "UPDATE documents_draft SET state = 'withdrawn', reason = $1, changed_by = $2, changed_at = $3
              WHERE unit_id = $4 AND id = $5 AND state = $6",
            args![&reason, work.actor.person, work.now_ms, &draft.unit_id, id, &draft.state],
        )
        .await?;
    if changed == 0 {
        return Err(IssueError::SavedSince);
    }
    if let Some(fact) = draft.fact_id {
        let opened = matter_of(work, &draft).await?;
        if standing(&opened.facts).any(|one| one.id == fact) {
            criminal::withdraw(work, opened.id, fact, &reason, Some(opened.seen)).await?;
        }
    }
    let carried_by = draft.fact_id.unwrap_or(draft.id);
    if let Some(number) = numbers::of_fact(&work.tx, carried_by).await? {
        numbers::cancel(work, number, &reason).await?;
    }
    book::cancel(work, id, &reason).await?;
    crate::folder::codes::withdrawn(work, id).await?;
    work.note("document.withdrawn", "document", id, &draft.form)
        .await?;
    Ok(())
}
