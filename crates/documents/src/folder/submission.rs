//! Trình ký, rút lại, trả lại kèm ý kiến: the draft goes to who signs it and comes back, with every turn of it kept.

use db::{Sql, args};
use people::{Right, Units, Work, WorkError};
use shell::notices::{Notice, tell};
use uuid::Uuid;

use super::ceremony;
use super::messages;
use super::ready::{hold, matter_of, ready, require};
use crate::administrative::{self, is_administrative, signing};
use crate::draft::Draft;
use crate::issue::IssueError;

db::row! {
    /// Một lần trình ký.
    pub struct Submission {
        /// The document.
        pub document_id: Uuid,
        /// Lần trình.
        pub n: i64,
        /// The version handed in.
        pub version: i64,
        /// Who is to sign.
        pub signer_id: Uuid,
        /// waiting, returned, withdrawn, signed.
        pub state: String,
        /// What the drafter told the signer.
        pub note: String,
        /// Who handed it in.
        pub submitted_by: Uuid,
        /// When.
        pub submitted_at: i64,
        /// Ý kiến khi trả lại.
        pub remark: String,
        /// Who answered.
        pub answered_by: Option<Uuid>,
        /// When.
        pub answered_at: Option<i64>,
    }
}

const SELECT: &str = "SELECT document_id, n, version, signer_id, state, note, submitted_by, submitted_at, remark, answered_by, answered_at
   FROM documents_submission";

/// The turns of a document, newest first.
pub async fn turns_of(db: &impl Sql, document: Uuid) -> Result<Vec<Submission>, db::StorageError> {
    db.all(
        format!("{SELECT} WHERE document_id = $1 ORDER BY n DESC LIMIT 50"),
        args![document],
    )
    .await
}

/// Bị trả lại: what came back to a person with a remark and was not handed in again, the newest first.
pub async fn returned_to(db: &impl Sql, person: Uuid) -> Result<Vec<Submission>, db::StorageError> {
    db.all(
        "SELECT s.document_id, s.n, s.version, s.signer_id, s.state, s.note, s.submitted_by, s.submitted_at, s.remark, s.answered_by, s.answered_at
           FROM documents_submission s JOIN documents_draft d ON d.unit_id = s.unit_id AND d.id = s.document_id
          WHERE s.submitted_by = $1 AND s.state = 'returned' AND d.state = 'draft'
            AND s.n = (SELECT max(n) FROM documents_submission x WHERE x.unit_id = s.unit_id AND x.document_id = s.document_id)
          ORDER BY s.answered_at DESC LIMIT 20",
        args![person],
    )
    .await
}

/// How many documents wait for a person's signature: the badge of the folder.
pub async fn waiting_count(db: &impl Sql, signer: Uuid) -> Result<i64, db::StorageError> {
    db.one(
        "SELECT count(*) FROM documents_submission WHERE signer_id = $1 AND state = 'waiting'",
        args![signer],
    )
    .await
}

/// Trình ký: the draft is checked as it will be at signing, closed, and laid into the folder of its signer.
pub async fn submit(
    work: &Work,
    units: &Units,
    id: Uuid,
    version: i64,
    note: &str,
) -> Result<String, IssueError> {
    let draft = hold(work, id).await?;
    require(work, &draft, Right::DocumentsDraft).await?;
    match draft.state.as_str() {
        "draft" => {}
        // A second click.
        "submitted" => return Ok(draft.signer_name),
        _ => return ceremony::state_of(&draft).map(|()| String::new()),
    }
    let named = match is_administrative(&draft) {
        true => {
            signing::check(work, units, &draft, version, None)
                .await?
                .signer
        }
        false => {
            let opened = matter_of(work, &draft).await?;
            let ready = ready(work, units, draft.clone(), opened, version, None).await?;
            ready.signer
        }
    };
    let draft = &draft;
    let signer = named.id.ok_or(IssueError::NoSigner)?;
    move_to(work, draft, "draft", "submitted").await?;
    let n: i64 = work
        .tx
        .one(
            "SELECT coalesce(max(n), 0) + 1 FROM documents_submission WHERE unit_id = $1 AND document_id = $2",
            args![&draft.unit_id, id],
        )
        .await?;
    work.tx
        .exec(
            "INSERT INTO documents_submission (unit_id, document_id, n, version, signer_id, state, note, submitted_by, submitted_at, remark)
             VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, '')",
            args![
                &draft.unit_id,
                id,
                n,
                version,
                signer,
                text::clean(note),
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    if signer != work.actor.person {
        let sentence = messages::submitted_to_you(&work.actor.name, &draft.title, &draft.about);
        notify(
            work,
            signer,
            "documents.submitted",
            sentence,
            format!("/documents/folder/{id}"),
        )
        .await?;
    }
    work.note("document.submitted", "document", id, &signer.to_string())
        .await?;
    Ok(named.name)
}

/// Rút lại: whoever may draft takes it back before it is signed.
pub async fn take_back(work: &Work, id: Uuid) -> Result<(), IssueError> {
    let draft = hold(work, id).await?;
    require(work, &draft, Right::DocumentsDraft).await?;
    if draft.state == "draft" {
        return Ok(());
    }
    if draft.state != "submitted" {
        ceremony::state_of(&draft)?;
    }
    move_to(work, &draft, "submitted", "draft").await?;
    answer(work, &draft, "withdrawn", "").await?;
    work.note("document.submission_withdrawn", "document", id, "")
        .await?;
    Ok(())
}

/// Trả lại kèm ý kiến: the signer, or another leader of the matter, sends it back; the drafter reads why.
pub async fn send_back(work: &Work, id: Uuid, remark: &str) -> Result<(), IssueError> {
    let remark = text::clean(remark);
    let draft = hold(work, id).await?;
    if draft.signer_id != Some(work.actor.person) {
        require(work, &draft, Right::DocumentsIssue).await?;
    }
    if draft.state != "submitted" {
        ceremony::state_of(&draft)?;
        return Err(IssueError::NotSubmitted);
    }
    if remark.is_empty() {
        return Err(IssueError::NoRemark);
    }
    move_to(work, &draft, "submitted", "draft").await?;
    let by = answer(work, &draft, "returned", &remark).await?;
    if let Some(by) = by.filter(|by| *by != work.actor.person) {
        let sentence =
            messages::returned_to_you(&work.actor.name, &draft.title, &draft.about, &remark);
        notify(
            work,
            by,
            "documents.returned",
            sentence,
            administrative::href(&draft),
        )
        .await?;
    }
    work.note("document.returned", "document", id, "").await?;
    Ok(())
}

async fn notify(
    work: &Work,
    person: Uuid,
    kind: &str,
    sentence: String,
    href: String,
) -> Result<(), WorkError> {
    let notice = Notice {
        person,
        kind: kind.to_owned(),
        sentence,
        href,
    };
    Ok(tell(&work.tx, notice, work.now_ms).await?)
}

async fn move_to(work: &Work, draft: &Draft, from: &str, to: &str) -> Result<(), IssueError> {
    let moved = work
        .tx
        .exec(
            "UPDATE documents_draft SET state = $1 WHERE unit_id = $2 AND id = $3 AND state = $4",
            args![to, &draft.unit_id, draft.id, from],
        )
        .await?;
    match moved {
        0 => Err(IssueError::SavedSince),
        _ => Ok(()),
    }
}

/// Ends the turn that waits; says who had handed it in.
async fn answer(
    work: &Work,
    draft: &Draft,
    state: &str,
    remark: &str,
) -> Result<Option<Uuid>, db::StorageError> {
    work.tx
        .opt(
            "UPDATE documents_submission SET state = $1, remark = $2, answered_by = $3, answered_at = $4
              WHERE unit_id = $5 AND document_id = $6 AND state = 'waiting' RETURNING submitted_by",
            args![
                state,
                remark,
                work.actor.person,
                work.now_ms,
                &draft.unit_id,
                draft.id
            ],
        )
        .await
}
