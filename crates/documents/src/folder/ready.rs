//! Văn bản đủ điều kiện ký: everything that must hold before a document is signed, on paper or with a key.

use std::sync::Arc;

use db::{Sql, args};
use people::{Right, Units, Work, WorkError};
use uuid::Uuid;

use crate::administrative::is_administrative;
use crate::draft::{self, Draft};
use crate::issue::{IssueError, fresh};
use crate::office::signers;
use crate::paper::{self, Paper, compose};
use crate::rules::{Context, Signer, Template, issued, put};

/// Văn bản đã soát: what is signed, by whom, and what it rests on.
pub struct Ready {
    /// The draft.
    pub draft: Draft,
    /// Its matter.
    pub opened: criminal::Opened,
    /// Its form.
    pub template: Arc<Template>,
    /// Who signs.
    pub signer: Signer,
    /// What the facts say now.
    pub now: Context,
    /// The paper as drafted.
    pub drafted: Paper,
}

/// Holds the document's row, so that a second click waits and then finds what the first did.
pub async fn hold(work: &Work, id: Uuid) -> Result<Draft, IssueError> {
    work.tx
        .exec(
            "UPDATE documents_draft SET changed_at = changed_at WHERE id = $1",
            args![id],
        )
        .await?;
    Ok(draft::get(&work.tx, id).await?.ok_or(WorkError::NotFound)?)
}

/// The matter of a document, for whoever may issue over it.
pub async fn matter_of(work: &Work, draft: &Draft) -> Result<criminal::Opened, IssueError> {
    Ok(criminal::open(&work.tx, &work.law, draft.matter_id)
        .await?
        .ok_or(WorkError::NotFound)?)
}

/// Whether somebody holds a right over a document: over its matter, or over its office where it belongs to none.
pub async fn require(work: &Work, draft: &Draft, right: Right) -> Result<(), IssueError> {
    if is_administrative(draft) {
        return Ok(work
            .require_for(right, &draft.unit_id, &[draft.drafted_by])
            .await?);
    }
    Ok(matter_of(work, draft).await?.require(work, right).await?)
}

/// Soát văn bản: form, signer, facts, gaps. `by` is the person who signs now; without one the draft's signer is asked for.
pub async fn ready(
    work: &Work,
    units: &Units,
    draft: Draft,
    opened: criminal::Opened,
    version: i64,
    by: Option<Uuid>,
) -> Result<Ready, IssueError> {
    if draft.version != version {
        return Err(IssueError::SavedSince);
    }
    let template = paper::form(&draft.form, work.today).ok_or(WorkError::NotFound)?;
    let may_sign = signers(&work.tx, units, &opened.unit, &template, work.today).await?;
    // Ký thay: whoever signs puts their own name under it, never that of another leader.
    let own = may_sign
        .iter()
        .find(|signer| signer.id == by && by.is_some());
    if let Some(own) = own.filter(|own| own.id != draft.signer_id) {
        return Err(IssueError::OtherSigner(own.clone()));
    }
    let signer = may_sign
        .into_iter()
        .find(|signer| signer.id.is_some() && signer.id == draft.signer_id)
        .ok_or(IssueError::NoSigner)?;
    let now = fresh(
        &work.tx,
        &work.law,
        units,
        &opened,
        &template,
        (draft.subject_id, &signer),
        work.today,
    )
    .await?;
    if !paper::stale(&template, &draft, &now).is_empty() {
        return Err(IssueError::Stale);
    }
    let drafted = compose(&draft, template.clone(), work.today);
    if !drafted.errors.is_empty() {
        return Err(IssueError::Unreadable);
    }
    if !drafted.filled.may_be_issued() {
        return Err(IssueError::Gaps(drafted.filled.gaps));
    }
    Ok(Ready {
        draft,
        opened,
        template,
        signer,
        now,
        drafted,
    })
}

/// Whether somebody may sign and issue over a matter: the leaders by their right, a prosecutor what the form gives them to sign.
pub async fn require_signing(work: &Work, ready: &Ready) -> Result<(), IssueError> {
    if ready.signer.id != Some(work.actor.person) {
        return Err(IssueError::NotTheSigner(ready.signer.name.clone()));
    }
    let right = match ready.signer.role.as_str() {
        "prosecutor" | "examiner" => Right::DocumentsDraft,
        _ => Right::DocumentsIssue,
    };
    Ok(ready.opened.require(work, right).await?)
}

/// The draft as it is issued: with its number, its day and the symbol that the number book gave.
pub fn locked(
    draft: &Draft,
    template: &Template,
    number: Option<&str>,
    today: chrono::NaiveDate,
) -> Result<Draft, WorkError> {
    let mut last = draft.clone();
    last.state = "issued".to_owned();
    last.issued_on = Some(today);
    let Some(number) = number else {
        let day = serde_json::json!({ "issued_on": today.to_string() });
        let mut known = draft.known();
        put(&mut known, "document", day);
        last.known = known.to_string();
        return Ok(last);
    };
    let broken = || WorkError::Broken(format!("the number {number} cannot be read"));
    let (sequence, symbol) = number.split_once('/').ok_or_else(broken)?;
    let sequence: u32 = sequence.parse().map_err(|_| broken())?;
    let symbol = symbol
        .strip_prefix(&format!("{}-", template.symbol))
        .unwrap_or(symbol);
    last.known = issued(&draft.known(), sequence, today, symbol).to_string();
    Ok(last)
}
