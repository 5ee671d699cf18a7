//! Tài liệu mật không được đưa vào hệ thống: a file on which a mark of secrecy is read goes out again, whole.
//! Only its line in the register remains, without name and content.

use std::collections::BTreeSet;

use db::{Db, Sql, StorageError, args};
use files::{FileId, Files};
use jobs::Trouble;
use ledger::audit;
use scan::Secrecy;
use shell::notices::{Notice, tell};

use super::{Desk, Stacks, id_of, indexing::feed_matter, read::line, trouble};
use crate::{file::FileRow, intake::sending, messages, page::PageRow, watched::scanned};

/// Takes a file out of its matter, erases its content and tells who brought it.
pub(super) async fn withhold(
    desk: &Desk,
    file: &FileRow,
    page: &PageRow,
    secrecy: Secrecy,
) -> Result<(), Trouble> {
    let db = desk.app.db();
    let now_ms = desk.app.now_ms();
    let tx = db.begin().await?;
    let taken = tx
        .exec(
            "UPDATE casefile_file SET state = 'withheld', secrecy = $1, title = '' WHERE unit_id = $2 AND id = $3 AND state <> 'withheld'",
            args![messages::secrecy_vi(secrecy), &file.unit_id, file.id],
        )
        .await?;
    if taken == 1 {
        take_out(&tx, file).await?;
        let notice = Notice {
            person: file.uploaded_by,
            kind: "casefile.withheld".to_owned(),
            sentence: messages::withheld(page.file_page, secrecy),
            href: format!("/casefile/matters/{}", file.matter_id),
        };
        tell(&tx, notice, now_ms).await?;
        audit::append(
            &tx,
            line(
                now_ms,
                file,
                "casefile.file.withheld",
                "read on the scan".to_owned(),
            ),
        )
        .await?;
    }
    tx.commit().await?;
    Stacks::shared().close(id_of(&file.source)?);
    erase(db, &desk.files).await?;
    scanned::erase_withheld(&desk.app).await?;
    feed_matter(db, &desk.index, file.matter_id)
        .await
        .map_err(trouble)
}

/// Pages, texts and marks go; what follows moves up; the content is put down for erasure.
async fn take_out(tx: &db::Tx, file: &FileRow) -> Result<(), StorageError> {
    db::row! { struct Kept { picture: Option<String>, thumb: Option<String> } }
    let kept: Vec<Kept> = tx
        .all(
            "SELECT picture, thumb FROM casefile_page WHERE file_id = $1",
            args![file.id],
        )
        .await?;
    // Its name stands in what is known of its way in, and a copy may lie in a scanner's folder.
    sending::forget(tx, file.matter_id, &file.source).await?;
    scanned::withhold(tx, &file.source).await?;
    let mut sources: BTreeSet<String> = BTreeSet::from([file.source.clone()]);
    for page in kept {
        sources.extend(page.picture);
        sources.extend(page.thumb);
    }
    for source in sources {
        tx.exec(
            "INSERT INTO casefile_erasure (source) VALUES ($1) ON CONFLICT (source) DO NOTHING",
            args![source],
        )
        .await?;
    }
    let last = file.first_no + file.pages - 1;
    tx.exec(
        "DELETE FROM casefile_text WHERE page_id IN (SELECT id FROM casefile_page WHERE file_id = $1)",
        args![file.id],
    )
    .await?;
    crate::words::forget(tx, file.id).await?;
    crate::statements::forget(tx, file.id).await?;
    tx.exec(
        "DELETE FROM casefile_mark WHERE page_id IN (SELECT id FROM casefile_page WHERE file_id = $1)",
        args![file.id],
    )
    .await?;
    tx.exec(
        "DELETE FROM casefile_leaf WHERE page_id IN (SELECT id FROM casefile_page WHERE file_id = $1)",
        args![file.id],
    )
    .await?;
    tx.exec(
        "DELETE FROM casefile_ordering WHERE file_id = $1",
        args![file.id],
    )
    .await?;
    // Steps hold titles and places of pages that are no longer there.
    tx.exec(
        "DELETE FROM casefile_step WHERE matter_id = $1",
        args![file.matter_id],
    )
    .await?;
    tx.exec(
        "DELETE FROM casefile_page WHERE file_id = $1",
        args![file.id],
    )
    .await?;
    for table in ["casefile_document", "casefile_proposal"] {
        tx.exec(
            format!(
                "DELETE FROM {table} WHERE matter_id = $1 AND first_no <= $2 AND last_no >= $3"
            ),
            args![file.matter_id, last, file.first_no],
        )
        .await?;
    }
    for (table, columns) in [
        ("casefile_page", "no = no - $1, revision = revision + 1"),
        (
            "casefile_document",
            "first_no = first_no - $1, last_no = last_no - $1",
        ),
        (
            "casefile_proposal",
            "first_no = first_no - $1, last_no = last_no - $1",
        ),
        ("casefile_file", "first_no = first_no - $1"),
    ] {
        let place = if table == "casefile_page" {
            "no"
        } else {
            "first_no"
        };
        tx.exec(
            format!("UPDATE {table} SET {columns} WHERE matter_id = $2 AND {place} > $3"),
            args![file.pages, file.matter_id, last],
        )
        .await?;
    }
    tx.exec(
        "UPDATE casefile_matter SET pages = pages - $1 WHERE matter_id = $2",
        args![file.pages, file.matter_id],
    )
    .await?;
    tx.exec(
        "UPDATE casefile_file SET first_no = 0, pages = 0 WHERE id = $1",
        args![file.id],
    )
    .await?;
    Ok(())
}

/// Erases what was put down for erasure and is in use nowhere else.
pub(super) async fn erase(db: &Db, files: &Files) -> Result<(), Trouble> {
    let sources: Vec<String> = db
        .all("SELECT source FROM casefile_erasure", args![])
        .await?;
    for source in sources {
        let used: i64 = db
            .one(
                "SELECT (SELECT count(*) FROM casefile_file WHERE source = $1 AND state <> 'withheld')
                      + (SELECT count(*) FROM casefile_page WHERE picture = $1 OR thumb = $1)",
                args![&source],
            )
            .await?;
        if used == 0 {
            let id: FileId = source.parse().map_err(trouble)?;
            files.erase(id).await.map_err(trouble)?;
        }
        db.exec(
            "DELETE FROM casefile_erasure WHERE source = $1",
            args![source],
        )
        .await?;
    }
    Ok(())
}
