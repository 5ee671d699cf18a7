//! Lễ ký ban hành: number reserved, paper printed with it, personal signature, seal, fact recorded. What each step made is kept before
//! the next begins, and each step may be done again: a server that dies in between loses no draft and issues nothing twice.
//!
//! ```text
//! draft | submitted --reserve--> reserved --signed--> signed --sealed--> sealed --complete--> issued
//!                        \--undo--> submitted | draft        (the number goes back, or stays in the book as cancelled)
//! ```

use std::sync::Arc;

use chrono::NaiveDate;
use db::{Sql, args};
use files::Files;
use people::{Units, Work, WorkError, staff};
use typeset::Typesetter;
use uuid::Uuid;

use super::authority::{self, Over};
use super::number;
use super::ready::{Ready, hold, locked, matter_of, ready, require_signing};
use super::recording::{self, Made, Signing};
use crate::administrative::{book, is_administrative, signing as administrative};
use crate::draft::Draft;
use crate::issue::IssueError;
use crate::paper::{self, compose};
use crate::{press, replacement};

db::row! {
    /// Lễ ký của một văn bản.
    pub struct Ceremony {
        /// The unit of the document.
        pub unit_id: String,
        /// The document.
        pub document_id: Uuid,
        /// Which try.
        pub n: i64,
        /// reserved, signed, sealed, issued, undone.
        pub step: String,
        /// The version that is signed.
        pub version: i64,
        /// Who signs.
        pub signer_id: Uuid,
        /// In which post.
        pub signer_post: Uuid,
        /// The day on the paper.
        pub dated_on: NaiveDate,
        /// The number held for it.
        pub number: Option<String>,
        /// Its id in the book.
        pub number_id: Option<Uuid>,
        /// The facts as printed, as JSON.
        pub known: String,
        /// The file that is signed.
        pub pdf: String,
        /// The same as Word.
        pub docx: String,
        /// With the personal signature.
        pub signed: Option<String>,
        /// With the signature of the office.
        pub sealed: Option<String>,
        /// What the signer was asked to sign, at the signing area.
        pub ticket: Option<String>,
        /// Why it was undone, or why it waits.
        pub reason: String,
    }
}

const SELECT: &str = "SELECT unit_id, document_id, n, step, version, signer_id, signer_post, dated_on, number, number_id, known,
  pdf, docx, signed, sealed, ticket, reason FROM documents_ceremony";

/// The signing of a document that is under way, if one is.
pub async fn under_way(
    db: &impl Sql,
    document: Uuid,
) -> Result<Option<Ceremony>, db::StorageError> {
    db.opt(
        format!("{SELECT} WHERE document_id = $1 AND step IN ('reserved', 'signed', 'sealed')"),
        args![document],
    )
    .await
}

/// The documents of units that are signed and wait for the seal, the oldest first.
pub async fn waiting_for_seal(
    db: &impl Sql,
    units: &[String],
) -> Result<Vec<Ceremony>, db::StorageError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=units.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "{SELECT} WHERE unit_id IN ({}) AND step = 'signed' ORDER BY changed_at, document_id LIMIT 200",
        places.join(", ")
    );
    db.all(sql, units.iter().map(db::V::from).collect()).await
}

/// Diễn tập: everything that issuing will do, done in a transaction that the caller takes back, so that the law refuses before anybody signs.
pub async fn rehearse(
    work: &Work,
    units: &Units,
    id: Uuid,
    version: i64,
    is_confirmed: bool,
) -> Result<(), IssueError> {
    let draft = hold(work, id).await?;
    if is_administrative(&draft) {
        state_of(&draft)?;
        administrative::check_signing(work, units, &draft, version).await?;
        return Ok(());
    }
    let ready = asked(work, units, id, version).await?;
    let replaces = replacement::of(&work.tx, id).await?.is_some();
    let number = number::reserve(work, units, &ready, replaces).await?;
    let shown = number.as_ref().map(|number| number.shown.as_str());
    recording::record(work, units, &ready, shown, is_confirmed).await?;
    Ok(())
}

/// The document, for the person who signs now.
async fn asked(work: &Work, units: &Units, id: Uuid, version: i64) -> Result<Ready, IssueError> {
    let draft = hold(work, id).await?;
    state_of(&draft)?;
    let opened = matter_of(work, &draft).await?;
    let ready = ready(work, units, draft, opened, version, Some(work.actor.person)).await?;
    require_signing(work, &ready).await?;
    let above = &ready.drafted.filled.document.closing.signature.title_lines;
    let over = Over::Matter(&ready.opened);
    authority::require(work, units, &ready.signer, over, above).await?;
    Ok(ready)
}

/// Whether a document in this state can be signed.
pub fn state_of(draft: &Draft) -> Result<(), IssueError> {
    match (draft.state.as_str(), &draft.number) {
        ("draft" | "submitted", _) => Ok(()),
        ("signing", _) => Err(IssueError::BeingSigned),
        ("issued" | "replaced", Some(number)) => Err(IssueError::Already(number.clone())),
        ("issued" | "replaced", None) => Err(IssueError::Already(String::new())),
        _ => Err(IssueError::Withdrawn),
    }
}

/// Bắt đầu ký: the number is held, the final paper printed with number and day, and the draft closed. Done again, it gives what it gave.
pub async fn reserve(
    work: &Work,
    (files, press): (&Files, &Arc<Typesetter>),
    units: &Units,
    id: Uuid,
    version: i64,
) -> Result<Ceremony, IssueError> {
    let draft = hold(work, id).await?;
    if let Some(there) = under_way(&work.tx, id).await? {
        if there.step != "reserved" {
            return Err(IssueError::BeingSigned);
        }
        let is_same = there.signer_id == work.actor.person
            && there.dated_on == work.today
            && there.version == version;
        if is_same {
            return Ok(there);
        }
        if there.signer_id != work.actor.person {
            return Err(IssueError::NotTheSigner(draft.signer_name));
        }
        undo(work, &there, super::messages::SIGNING_RESTARTED).await?;
    }
    let printed = match is_administrative(&draft) {
        true => {
            state_of(&draft)?;
            administrative::print(work, (files, press), units, &draft, version).await?
        }
        false => print(work, (files, press), units, id, version).await?,
    };
    let last = printed.last;
    let n: i64 = work
        .tx
        .one(
            "SELECT coalesce(max(n), 0) + 1 FROM documents_ceremony WHERE document_id = $1",
            args![id],
        )
        .await?;
    work.tx
        .exec(
            "INSERT INTO documents_ceremony (unit_id, document_id, n, step, version, signer_id, signer_post, dated_on, number, number_id,
               known, pdf, docx, reason, began_at, changed_at)
             VALUES ($1, $2, $3, 'reserved', $4, $5, $6, $7, $8, $9, $10, $11, $12, '', $13, $13)",
            args![
                &last.unit_id,
                id,
                n,
                version,
                work.actor.person,
                work.actor.post,
                work.today,
                printed.number,
                printed.number_id,
                &last.known,
                printed.pdf,
                printed.docx,
                work.now_ms
            ],
        )
        .await?;
    work.tx
        .exec(
            "UPDATE documents_draft SET state = 'signing' WHERE unit_id = $1 AND id = $2",
            args![&last.unit_id, id],
        )
        .await?;
    work.note("document.signing_begun", "document", id, &last.form)
        .await?;
    under_way(&work.tx, id).await?.ok_or_else(|| {
        WorkError::Broken("the signing that was begun is not there".to_owned()).into()
    })
}

/// Bản in để ký: the draft under its number and day, and both files.
pub struct Printed {
    /// The draft.
    pub last: Draft,
    /// The number held for it.
    pub number: Option<String>,
    /// Its id in the book of the matters' papers.
    pub number_id: Option<Uuid>,
    /// The kept PDF.
    pub pdf: String,
    /// The kept Word file.
    pub docx: String,
}

async fn print(
    work: &Work,
    (files, press): (&Files, &Arc<Typesetter>),
    units: &Units,
    id: Uuid,
    version: i64,
) -> Result<Printed, IssueError> {
    let ready = asked(work, units, id, version).await?;
    let replaces = replacement::of(&work.tx, id).await?.is_some();
    let number = number::reserve(work, units, &ready, replaces).await?;
    let shown = number.as_ref().map(|number| number.shown.clone());
    let last = locked(&ready.draft, &ready.template, shown.as_deref(), work.today)?;
    let paper = compose(&last, ready.template.clone(), work.today);
    let pdf = press::pdf(press, paper.filled.document.clone()).await?;
    let docx = press::word(press, paper.filled.document).await?;
    Ok(Printed {
        last,
        number: shown,
        number_id: number.map(|number| number.id),
        pdf: keep(files, pdf).await?,
        docx: keep(files, docx).await?,
    })
}

/// Which ticket of the signing area belongs to it; none before another is asked for.
pub async fn note_ticket(
    work: &Work,
    ceremony: &Ceremony,
    ticket: Option<Uuid>,
) -> Result<(), IssueError> {
    work.tx
        .exec(
            "UPDATE documents_ceremony SET ticket = $1, changed_at = $2 WHERE unit_id = $3 AND document_id = $4 AND n = $5",
            args![
                ticket.map(|ticket| ticket.to_string()),
                work.now_ms,
                &ceremony.unit_id,
                ceremony.document_id,
                ceremony.n
            ],
        )
        .await?;
    Ok(())
}

/// Đã ký cá nhân: the signed file is kept. A second time changes nothing.
pub async fn signed(work: &Work, document: Uuid, file: &str) -> Result<Ceremony, IssueError> {
    hold(work, document).await?;
    let there = under_way(&work.tx, document)
        .await?
        .ok_or(IssueError::NotBegun)?;
    if there.step == "reserved" {
        work.tx
            .exec(
                "UPDATE documents_ceremony SET step = 'signed', signed = $1, ticket = NULL, changed_at = $2
                  WHERE unit_id = $3 AND document_id = $4 AND n = $5",
                args![file, work.now_ms, &there.unit_id, document, there.n],
            )
            .await?;
        work.note(
            "document.signed",
            "document",
            document,
            &there.signer_id.to_string(),
        )
        .await?;
    }
    under_way(&work.tx, document)
        .await?
        .ok_or(IssueError::NotBegun)
}

/// Đã đóng dấu: the file with the signature of the office is kept. A second time changes nothing.
pub async fn sealed(work: &Work, document: Uuid, file: &str) -> Result<(), IssueError> {
    hold(work, document).await?;
    let there = under_way(&work.tx, document)
        .await?
        .ok_or(IssueError::NotBegun)?;
    match there.step.as_str() {
        "reserved" => return Err(IssueError::NotSigned),
        "sealed" => return Ok(()),
        _ => {}
    }
    work.tx
        .exec(
            "UPDATE documents_ceremony SET step = 'sealed', sealed = $1, ticket = NULL, changed_at = $2
              WHERE unit_id = $3 AND document_id = $4 AND n = $5",
            args![file, work.now_ms, &there.unit_id, document, there.n],
        )
        .await?;
    work.note("document.sealed", "document", document, "digital")
        .await
        .map_err(IssueError::from)
}

/// Phát hành: the fact is recorded and the document issued, in one transaction; whoever seals, the act is the signer's. `by_hand`: the seal
/// is put on the printed copy, and the file has the personal signature alone. Done again, it says under which number it was issued.
pub async fn complete(
    work: &mut Work,
    units: &Units,
    press: &Arc<Typesetter>,
    document: Uuid,
    by_hand: bool,
) -> Result<Option<String>, IssueError> {
    let draft = hold(work, document).await?;
    if draft.state != "signing" {
        state_of(&draft)?;
        return Err(IssueError::NotBegun);
    }
    let there = under_way(&work.tx, document)
        .await?
        .ok_or(IssueError::NotBegun)?;
    let file = match (there.step.as_str(), &there.signed, &there.sealed) {
        ("sealed", _, Some(sealed)) => sealed.clone(),
        ("signed", Some(signed), _) if by_hand => signed.clone(),
        _ => return Err(IssueError::NotSigned),
    };
    let signer = staff::actor_of(&work.tx, units, there.signer_post, there.dated_on).await?;
    let by = std::mem::replace(&mut work.actor, signer);
    let done = issued(work, units, press, draft, &there, file).await;
    work.actor = by;
    done?;
    work.tx
        .exec(
            "UPDATE documents_ceremony SET step = 'issued', ticket = NULL, changed_at = $1
              WHERE unit_id = $2 AND document_id = $3 AND n = $4",
            args![work.now_ms, &there.unit_id, document, there.n],
        )
        .await?;
    if by_hand {
        work.note("document.sealed", "document", document, "paper")
            .await?;
    }
    Ok(there.number)
}

async fn issued(
    work: &Work,
    units: &Units,
    press: &Arc<Typesetter>,
    draft: Draft,
    there: &Ceremony,
    file: String,
) -> Result<(), IssueError> {
    if is_administrative(&draft) {
        return administrative::finish(work, units, press, &draft, there, file).await;
    }
    let opened = matter_of(work, &draft).await?;
    let template = paper::form(&draft.form, there.dated_on).ok_or(WorkError::NotFound)?;
    let drafted = compose(&draft, template.clone(), there.dated_on);
    let signer = crate::rules::Signer {
        id: draft.signer_id,
        name: draft.signer_name.clone(),
        role: draft.signer_role.clone(),
    };
    let now = crate::issue::fresh(
        &work.tx,
        &work.law,
        units,
        &opened,
        &template,
        (draft.subject_id, &signer),
        there.dated_on,
    )
    .await?;
    let ready = Ready {
        draft,
        opened,
        template,
        signer,
        now,
        drafted,
    };
    // The warnings were read before it was signed.
    let fact = recording::record(work, units, &ready, there.number.as_deref(), true).await?;
    let mut last = ready.draft.clone();
    last.state = "issued".to_owned();
    last.issued_on = Some(there.dated_on);
    last.known.clone_from(&there.known);
    let paper = compose(&last, ready.template.clone(), there.dated_on);
    let pages = press::pages(press, paper.filled.document.clone()).await?;
    recording::finish(
        work,
        Made {
            locked: &last,
            number: there.number.as_deref(),
            fact,
            pdf: file,
            docx: there.docx.clone(),
            recipients: recording::recipients(&paper.filled.document),
            pages,
            signing: Signing::Digital,
        },
    )
    .await
}

/// Hủy lần ký: the draft is as it was before, and the number is given back, or kept as cancelled when another was given after it.
pub async fn undo(work: &Work, there: &Ceremony, reason: &str) -> Result<(), IssueError> {
    if let Some(number) = there.number_id {
        criminal::numbers::give_back(work, number, reason).await?;
    }
    book::give_back(work, there.document_id, reason).await?;
    work.tx
        .exec(
            "UPDATE documents_ceremony SET step = 'undone', reason = $1, ticket = NULL, changed_at = $2
              WHERE unit_id = $3 AND document_id = $4 AND n = $5 AND step IN ('reserved', 'signed', 'sealed')",
            args![
                reason,
                work.now_ms,
                &there.unit_id,
                there.document_id,
                there.n
            ],
        )
        .await?;
    let waits: i64 = work
        .tx
        .one(
            "SELECT count(*) FROM documents_submission WHERE unit_id = $1 AND document_id = $2 AND state = 'waiting'",
            args![&there.unit_id, there.document_id],
        )
        .await?;
    work.tx
        .exec(
            "UPDATE documents_draft SET state = $1 WHERE unit_id = $2 AND id = $3 AND state = 'signing'",
            args![
                if waits > 0 { "submitted" } else { "draft" },
                &there.unit_id,
                there.document_id
            ],
        )
        .await?;
    work.note("document.signing_undone", "document", there.document_id, "")
        .await?;
    Ok(())
}

/// Keeps a file in the store; done twice, it is the same file.
pub async fn keep(files: &Files, bytes: Vec<u8>) -> Result<String, IssueError> {
    let kept = files
        .put(bytes)
        .await
        .map_err(|error| WorkError::Broken(error.to_string()))?;
    Ok(kept.to_string())
}
