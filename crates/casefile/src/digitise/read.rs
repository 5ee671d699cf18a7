//! Đọc chữ các trang: words with their boxes, bút lục stamps, and a halt where a mark of secrecy stands.

use std::sync::{Arc, atomic::Ordering};

use db::{Sql, args};
use futures::{FutureExt as _, future::BoxFuture};
use jobs::{Handler, Job, Steps, Trouble};
use ledger::audit;
use scan::{PageError, Prepared, Reading, Stack, Stamp, StampOwner};
use shell::notices::{Notice, tell};

use super::{Desk, READ, Stacks, Stretch, id_of, indexing, trouble, withhold};
use crate::{
    file::{FileRow, file, tally},
    leaves::{self, bl_key, owner_id},
    messages,
    order::{StampSeen, doubles},
    page::{PageRow, pages_between},
    proposed,
    seen::LineDoubts,
};

/// Pages that go into the index at once.
const INDEX_AT_ONCE: usize = 6;

/// The job.
pub(super) struct Read(pub Desk);

impl Handler for Read {
    fn kind(&self) -> &'static str {
        READ
    }

    fn run<'a>(&'a self, job: &'a Job, steps: &'a Steps) -> BoxFuture<'a, Result<(), Trouble>> {
        self.read(job, steps).boxed()
    }
}

impl Read {
    async fn read(&self, job: &Job, steps: &Steps) -> Result<(), Trouble> {
        let stretch = Stretch::of(job)?;
        let db = self.0.app.db();
        withhold::erase(db, &self.0.files).await?;
        let Some(file) = file(db, stretch.file)
            .await?
            .filter(|file| file.state != "withheld")
        else {
            return Ok(());
        };
        let pages = pages_between(db, file.id, stretch.first, stretch.last).await?;
        let unread: Vec<PageRow> = pages
            .into_iter()
            .filter(|page| page.status == "shown" || page.status == "waiting")
            .collect();
        let mut done = stretch.len().saturating_sub(unread.len());
        if !unread.is_empty() {
            let stack = self.0.stack(&file.source).await?;
            for page in unread {
                steps
                    .report(
                        done,
                        stretch.len(),
                        &format!("Đang đọc chữ trang {}", page.no),
                    )
                    .await?;
                // Another worker may still make its picture, or was killed while doing so: make it here.
                let page = match page.status.as_str() {
                    "waiting" => {
                        self.0.make_picture(&stack, &page).await?;
                        crate::page::page(db, page.id).await?
                    }
                    _ => Some(page),
                };
                let Some(page) = page.filter(|page| page.status == "shown") else {
                    done += 1;
                    continue;
                };
                match self.one(&stack, &page).await? {
                    Ok(Reading {
                        secrecy: Some(secrecy),
                        ..
                    }) => {
                        return withhold::withhold(&self.0, &file, &page, secrecy).await;
                    }
                    Ok(reading) => self.keep(&page, reading).await?,
                    Err(error) => self.0.give_up(&page, &error.to_string()).await?,
                }
                done += 1;
                if done.is_multiple_of(INDEX_AT_ONCE) {
                    indexing::index_new(db, &self.0.index, Some(file.id))
                        .await
                        .map_err(trouble)?;
                }
            }
        }
        indexing::index_new(db, &self.0.index, Some(file.id))
            .await
            .map_err(trouble)?;
        steps.report(done, stretch.len(), "Đã đọc xong").await?;
        self.finish(&file).await
    }

    async fn one(
        &self,
        stack: &Arc<Stack>,
        page: &PageRow,
    ) -> Result<Result<Reading, PageError>, Trouble> {
        let stack = stack.clone();
        let (engines, reads) = (self.0.engines.clone(), self.0.reads.clone());
        let (number, turn) = (usize::try_from(page.file_page).unwrap_or(0), page.turn());
        let read = tokio::task::spawn_blocking(move || {
            let image = match stack.page(number) {
                Ok(image) => image,
                Err(error) => return Ok(Err(error)),
            };
            let prepared = Prepared::again(image, turn);
            let reading = engines.with(|reader| reader.read(&prepared));
            reads.fetch_add(1, Ordering::SeqCst);
            reading.map(Ok)
        });
        read.await.map_err(trouble)?.map_err(trouble)
    }

    /// The page and its text in one transaction; a page that was turned meanwhile is left for its new reading.
    async fn keep(&self, page: &PageRow, reading: Reading) -> Result<(), Trouble> {
        let stamp = best_stamp(&reading.stamps);
        let number = stamp.and_then(|stamp| stamp.number.clone());
        let owner = stamp.map(|stamp| owner_id(stamp.owner));
        let rect = stamp.and_then(|stamp| serde_json::to_string(&stamp.rect()).ok());
        let (key, quality) = (number.as_deref().and_then(bl_key), reading.quality);
        // The ordering wants the stamp as it was seen, with what was heard of an unclear number.
        let seen = stamp.and_then(|stamp| serde_json::to_string(&StampSeen::from(stamp)).ok());
        let found: Vec<&str> = reading.findings.iter().map(|one| one.code()).collect();
        let doubts = LineDoubts::of(&reading);
        let tx = self.0.app.db().begin().await?;
        let kept = tx
            .exec(
                "UPDATE casefile_page SET status = 'read', revision = revision + 1, confidence = $1, needs_person = $2, handwritten = $3,
                        is_indexed = FALSE, changed_at = $13, bl_owner = $4, bl_confidence = $5, bl_unclear = $6, bl_rect = $7,
                        bl = CASE WHEN bl_by IS NULL THEN $8 ELSE bl END, bl_key = CASE WHEN bl_by IS NULL THEN $9 ELSE bl_key END, stamp = $14,
                        findings = $15, word_print = $16
                  WHERE unit_id = $10 AND id = $11 AND status = 'shown' AND picture = $12",
                args![
                    f64::from(quality.confidence),
                    quality.needs_person,
                    quality.handwriting_suspected,
                    owner,
                    stamp.map(|stamp| i64::from(stamp.confidence)).unwrap_or(0),
                    stamp.is_some_and(|stamp| stamp.number_unclear),
                    rect,
                    number,
                    key,
                    &page.unit_id,
                    page.id,
                    page.picture.as_deref(),
                    self.0.app.now_ms(),
                    seen,
                    found.join(" "),
                    doubles::print(&reading.words)
                ],
            )
            .await?;
        if kept == 1 {
            leaves::keep_read(&tx, page, &reading.stamps, self.0.app.now_ms()).await?;
            // What a person typed on the page stays on it.
            let (text, words) =
                crate::words::arrived(&tx, page, (reading.text, reading.words), &reading.lines)
                    .await?;
            let words = serde_json::to_string(&words).map_err(trouble)?;
            tx.exec(
                "INSERT INTO casefile_text (unit_id, page_id, matter_id, text, words, doubts) VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (unit_id, page_id) DO UPDATE SET text = excluded.text, words = excluded.words, doubts = excluded.doubts",
                args![&page.unit_id, page.id, page.matter_id, text, words, doubts.kept()?],
            )
            .await?;
        }
        Ok(tx.commit().await?)
    }

    /// The last stretch closes the file, has it ordered, and tells who brought it.
    async fn finish(&self, file: &FileRow) -> Result<(), Trouble> {
        let tx = self.0.app.db().begin().await?;
        let tally = tally(&tx, file.id).await?;
        if !tally.is_over() {
            return Ok(());
        }
        let closed = tx
            .exec(
                "UPDATE casefile_file SET state = 'read' WHERE unit_id = $1 AND id = $2 AND state = 'queued'",
                args![&file.unit_id, file.id],
            )
            .await?;
        // Also when pages of a closed file were turned and read again.
        proposed::job::queue(&tx, file, self.0.app.now_ms()).await?;
        if closed == 1 {
            Stacks::shared().close(id_of(&file.source)?);
            let now_ms = self.0.app.now_ms();
            let sentence =
                messages::file_read(&file.title, tally.pages, tally.to_check + tally.failed);
            let notice = Notice {
                person: file.uploaded_by,
                kind: "casefile.read".to_owned(),
                sentence,
                href: format!("/casefile/matters/{}", file.matter_id),
            };
            tell(&tx, notice, now_ms).await?;
            let detail = format!("{} pages, {} failed", tally.pages, tally.failed);
            audit::append(&tx, line(now_ms, file, "casefile.file.read", detail)).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// A line of the trail for what the program did with a file.
pub(super) fn line(at: i64, file: &FileRow, action: &str, detail: String) -> audit::Line {
    audit::Line {
        at,
        who: None,
        unit: Some(file.unit_id.clone()),
        action: action.to_owned(),
        object_kind: "casefile.file".to_owned(),
        object: Some(file.id.to_string()),
        detail,
    }
}

/// The stamp whose number names the page: the investigating body's comes first in a criminal file.
pub(crate) fn best_stamp(stamps: &[Stamp]) -> Option<&Stamp> {
    let rank = |stamp: &&Stamp| {
        (
            stamp.number.is_none(),
            !stamp.number_unclear,
            stamp.owner != StampOwner::Investigator,
        )
    };
    stamps.iter().min_by_key(rank)
}
