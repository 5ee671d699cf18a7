//! Giữ danh sách: papers of a matter from both tables, each kept where its standing says.

use db::{Sql, StorageError, Tx, args};
use people::Work;
use uuid::Uuid;

use super::Paper;
use crate::matter::MatterHead;

const PROPOSED: &str = "SELECT id, first_no, last_no, title, kind, group_no, place, bl, issued_on, number, issuer, signer, form,
       FALSE AS is_confirmed, file_id, confidence, doubts, touched_by, touched_at, removed_at FROM casefile_proposal WHERE matter_id = $1";
const CONFIRMED: &str = "SELECT id, first_no, last_no, title, kind, group_no, place, bl, issued_on, number, issuer, signer, form,
       TRUE AS is_confirmed, CAST(NULL AS UUID) AS file_id, CAST(100 AS BIGINT) AS confidence, CAST('' AS TEXT) AS doubts,
       marked_by AS touched_by, marked_at AS touched_at, removed_at FROM casefile_document WHERE matter_id = $1";

/// All papers of a matter, proposed, confirmed and taken off, in the order of their pages.
pub async fn papers_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<Paper>, StorageError> {
    let mut papers: Vec<Paper> = sql.all(PROPOSED, args![matter]).await?;
    let confirmed: Vec<Paper> = sql.all(CONFIRMED, args![matter]).await?;
    papers.extend(confirmed);
    papers.sort_by_key(|one| (one.first_no, one.last_no, one.id));
    Ok(papers)
}

/// Papers that the machine proposes and nobody has confirmed or taken off.
pub async fn open_of(sql: &impl Sql, matter: Uuid) -> Result<i64, StorageError> {
    sql.one(
        "SELECT count(*) FROM casefile_proposal WHERE matter_id = $1 AND removed_at IS NULL",
        args![matter],
    )
    .await
}

/// What is proposed of these pages gives way to a document that a person marked: proposals within it go, others keep their
/// pages outside of it.
pub(crate) async fn give_way(
    work: &Work,
    head: &MatterHead,
    first: i64,
    last: i64,
) -> Result<(), StorageError> {
    let tx = &work.tx;
    tx.exec(
        "DELETE FROM casefile_proposal WHERE matter_id = $1 AND first_no >= $2 AND last_no <= $3",
        args![head.id, first, last],
    )
    .await?;
    tx.exec(
        "UPDATE casefile_proposal SET last_no = $2 - 1 WHERE matter_id = $1 AND first_no < $2 AND last_no >= $2",
        args![head.id, first],
    )
    .await?;
    // What begins inside it loses its head, and with it its name.
    tx.exec(
        "UPDATE casefile_proposal SET first_no = $3 + 1, title = '', number = '', issued_on = NULL, doubts = 'title rest'
          WHERE matter_id = $1 AND first_no BETWEEN $2 AND $3",
        args![head.id, first, last],
    )
    .await?;
    Ok(())
}

/// Who changes the list of a matter waits here for who changes it already.
pub(super) async fn lock(tx: &Tx, matter: Uuid) -> Result<(), StorageError> {
    let sql = "UPDATE casefile_matter SET pages = pages WHERE matter_id = $1";
    tx.exec(sql, args![matter]).await.map(|_| ())
}

/// Keeps a paper as it now stands, or takes it out of the list for good.
pub(super) async fn keep(
    tx: &Tx,
    head: &MatterHead,
    id: Uuid,
    paper: Option<&Paper>,
) -> Result<(), StorageError> {
    for table in ["casefile_proposal", "casefile_document"] {
        let sql = format!("DELETE FROM {table} WHERE matter_id = $1 AND id = $2");
        tx.exec(sql, args![head.id, id]).await?;
    }
    match paper {
        Some(paper) if paper.is_confirmed => list(tx, head, paper).await,
        Some(paper) => propose(tx, head, paper).await,
        None => Ok(()),
    }
}

async fn list(tx: &Tx, head: &MatterHead, one: &Paper) -> Result<(), StorageError> {
    tx.exec(
        "INSERT INTO casefile_document (unit_id, id, matter_id, first_no, last_no, title, kind, group_no, place, bl, issued_on, number,
                                        issuer, signer, form, marked_by, marked_at, removed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        args![
            &head.unit, one.id, head.id, one.first_no, one.last_no, &one.title, &one.kind, one.group_no, one.place, &one.bl,
            one.issued_on, &one.number, &one.issuer, &one.signer, &one.form, one.touched_by.unwrap_or_default(), one.touched_at,
            one.removed_at
        ],
    )
    .await
    .map(|_| ())
}

pub(super) async fn propose(tx: &Tx, head: &MatterHead, one: &Paper) -> Result<(), StorageError> {
    tx.exec(
        "INSERT INTO casefile_proposal (unit_id, id, matter_id, file_id, first_no, last_no, title, kind, group_no, place, bl, issued_on,
                                        number, issuer, signer, form, confidence, doubts, touched_by, touched_at, removed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
        args![
            &head.unit, one.id, head.id, one.file_id, one.first_no, one.last_no, &one.title, &one.kind, one.group_no, one.place,
            &one.bl, one.issued_on, &one.number, &one.issuer, &one.signer, &one.form, one.confidence, &one.doubts, one.touched_by,
            one.touched_at, one.removed_at
        ],
    )
    .await
    .map(|_| ())
}
