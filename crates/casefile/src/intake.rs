//! Tiếp nhận bản quét (BLTTHS Đ.131): a delivered file is looked at, kept untouched, and its pages are queued for reading.

pub(crate) mod messages;
mod names;
mod outcome;
pub(crate) mod sending;
pub(crate) mod sendings;
mod unpack;

use std::sync::Arc;

use db::{Sql, V, args};
use files::{Arrived, FileId, Files};
use jobs::{Jobs, NewJob};
use people::{Right, Work, WorkError};
use uuid::Uuid;

use crate::{
    digitise::{PREPARE, READ, Stacks, Stretch},
    file::file_of_content,
    matter::MatterHead,
    messages as said,
};

pub(crate) use outcome::Bringer;
pub use outcome::{AlsoIn, Outcome};

/// Tệp được gửi đến.
#[derive(Debug)]
pub struct Delivery {
    /// The name of the file on the sender's machine.
    pub name: String,
    /// Its bytes, still on their own.
    pub content: Arrived,
}

/// What became of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The file.
    pub file: Uuid,
    /// How many pages it has.
    pub pages: i64,
    /// Whether a digital signature is embedded in it.
    pub is_signed: bool,
    /// Whether this program exported it.
    pub is_own_copy: bool,
}

/// Pages that one job makes pictures of.
const PREPARE_AT_ONCE: i64 = 100;
/// Pages that one job reads: few, so that a newer file is not kept waiting for its pictures.
const READ_AT_ONCE: i64 = 40;
/// Machines here have two cores: even a small file is cut in two.
const HANDS: i64 = 2;

/// Takes a file into the case file of a matter. What cannot be read is answered before anything is kept.
///
/// Call [`Jobs::ring`] after the commit.
pub async fn receive(
    work: &Work,
    files: &Files,
    jobs: &Jobs,
    matter: &MatterHead,
    delivery: Delivery,
) -> Result<Received, WorkError> {
    work.require_for(Right::CasefileUpload, &matter.unit, &matter.assigned)
        .await?;
    let refuse = |sentence: String| WorkError::invalid("files", sentence);
    let title = title_of(&delivery.name);
    let content = delivery.content;
    let (id, size) = (content.id(), size_of(&content));
    if let Some(known) = file_of_content(&work.tx, matter.id, &id.to_string()).await? {
        return Err(refuse(match &known.secrecy {
            Some(secrecy) => said::was_withheld(secrecy),
            None => said::already_here(known.uploaded_at),
        }));
    }
    if let Some(secrecy) = withheld(&work.tx, &id.to_string()).await? {
        return Err(refuse(said::was_withheld(&secrecy)));
    }
    let bytes = content.content().map_err(broken)?;
    let looked = tokio::task::spawn_blocking(move || scan::open(bytes));
    let looked = looked.await.map_err(broken)?;
    let stack = looked.map_err(|error| refuse(error.to_string()))?;
    let (pages, kind, is_signed) = (stack.pages(), stack.kind(), stack.is_signed());
    let is_own_copy = stack.is_own_copy();
    files.keep(content).await.map_err(broken)?;
    Stacks::shared().keep(id, Arc::new(stack));

    let pages = i64::try_from(pages).unwrap_or(i64::MAX);
    let file = Uuid::now_v7();
    let first_no = grow(work, matter, pages).await?;
    work.tx
        .exec(
            "INSERT INTO casefile_file (unit_id, id, matter_id, title, source, bytes, first_no, pages, state, secrecy, uploaded_by, uploaded_at, is_signed, is_own_copy)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', NULL, $9, $10, $11, $12)",
            args![&matter.unit, file, matter.id, &title, id.to_string(), size, first_no, pages, work.actor.person, work.now_ms, is_signed, is_own_copy],
        )
        .await?;
    lay_out(work, matter, file, first_no, pages).await?;
    for (job, at_once, priority) in [(PREPARE, PREPARE_AT_ONCE, 50), (READ, READ_AT_ONCE, 100)] {
        for stretch in stretches(file, pages, at_once) {
            // Without the file's name: should a mark of secrecy be read in it, no name may stay behind.
            let title = format!("{}, trang {}–{}", doing(job), stretch.first, stretch.last);
            jobs.queue(
                &work.tx,
                job_of(
                    job,
                    &stretch,
                    title,
                    &matter.unit,
                    work.actor.person,
                    priority,
                ),
            )
            .await?;
        }
    }
    let detail = format!("{pages} pages, {kind:?}, sha256 {id}");
    work.note("casefile.file.received", "casefile.file", file, &detail)
        .await?;
    Ok(Received {
        file,
        pages,
        is_signed,
        is_own_copy,
    })
}

/// The mark for which the same file was turned away, in this matter or another.
async fn withheld(sql: &impl Sql, source: &str) -> Result<Option<String>, WorkError> {
    let text = "SELECT secrecy FROM casefile_file WHERE source = $1 AND state = 'withheld' AND secrecy IS NOT NULL LIMIT 1";
    Ok(sql.opt(text, args![source]).await?)
}

fn size_of(content: &Arrived) -> i64 {
    i64::try_from(content.bytes()).unwrap_or(i64::MAX)
}

fn broken(cause: impl std::fmt::Display) -> WorkError {
    WorkError::Broken(cause.to_string())
}

/// Keeps the register line of a delivery whose name carries a mark of secrecy: no name, no content.
pub async fn turn_away(
    work: &Work,
    matter: &MatterHead,
    delivery: &Delivery,
) -> Result<Option<String>, WorkError> {
    let Some(secrecy) = mark_in(&delivery.name) else {
        return Ok(None);
    };
    work.require_for(Right::CasefileUpload, &matter.unit, &matter.assigned)
        .await?;
    let source = delivery.content.id().to_string();
    if file_of_content(&work.tx, matter.id, &source)
        .await?
        .is_none()
    {
        line_alone(work, matter, &source, size_of(&delivery.content), secrecy).await?;
    }
    Ok(Some(said::marked_secret(secrecy)))
}

/// The same for a file of which no byte has come yet, nor shall come.
pub(crate) async fn turn_away_unsent(
    work: &Work,
    matter: &MatterHead,
    name: &str,
    bytes: i64,
) -> Result<Option<String>, WorkError> {
    let Some(secrecy) = mark_in(name) else {
        return Ok(None);
    };
    work.require_for(Right::CasefileUpload, &matter.unit, &matter.assigned)
        .await?;
    // Its hash is not known and must not be; the line stands under a name that no file has.
    let source = FileId::of(Uuid::now_v7().as_bytes()).to_string();
    line_alone(work, matter, &source, bytes, secrecy).await?;
    Ok(Some(said::marked_secret(secrecy)))
}

/// The mark of secrecy in the name of a file, or of a folder it lies in.
pub(crate) fn mark_in(name: &str) -> Option<scan::Secrecy> {
    let mut parts = name.rsplit(['/', '\\']);
    let last = parts.next().unwrap_or(name);
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    parts
        .chain([stem])
        .filter_map(|part| scan::secrecy_mark(&part.replace(['_', '-', '.'], " ")))
        .max()
}

async fn line_alone(
    work: &Work,
    matter: &MatterHead,
    source: &str,
    bytes: i64,
    secrecy: scan::Secrecy,
) -> Result<(), WorkError> {
    let file = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO casefile_file (unit_id, id, matter_id, title, source, bytes, first_no, pages, state, secrecy, uploaded_by, uploaded_at)
             VALUES ($1, $2, $3, '', $4, $5, 0, 0, 'withheld', $6, $7, $8)",
            args![&matter.unit, file, matter.id, source, bytes, said::secrecy_vi(secrecy), work.actor.person, work.now_ms],
        )
        .await?;
    work.note(
        "casefile.file.withheld",
        "casefile.file",
        file,
        "marked in its name",
    )
    .await
}

pub(crate) fn job_of(
    kind: &'static str,
    stretch: &Stretch,
    title: String,
    unit: &str,
    person: Uuid,
    priority: i64,
) -> NewJob {
    NewJob {
        kind,
        subject: stretch.file.to_string(),
        payload: serde_json::to_string(stretch).unwrap_or_default(),
        title,
        unit: unit.to_owned(),
        asked_by: Some(person),
        priority,
    }
}

fn doing(job: &str) -> &'static str {
    if job == PREPARE {
        "Chuẩn bị ảnh trang"
    } else {
        "Đọc chữ"
    }
}

/// Cuts a file into stretches of pages for one job each, at least two where there are two pages.
fn stretches(file: Uuid, pages: i64, at_once: i64) -> Vec<Stretch> {
    let each = ((pages + HANDS - 1) / HANDS).clamp(1, at_once);
    let starts = (0..)
        .map(|n| 1 + n * each)
        .take_while(|first| *first <= pages);
    starts
        .map(|first| Stretch {
            file,
            first,
            last: pages.min(first + each - 1),
        })
        .collect()
}

/// Makes room for more pages; two uploads at once wait for each other here.
async fn grow(work: &Work, matter: &MatterHead, pages: i64) -> Result<i64, WorkError> {
    let all: i64 = work
        .tx
        .one(
            "INSERT INTO casefile_matter (unit_id, matter_id, pages, grown_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (matter_id) DO UPDATE SET pages = casefile_matter.pages + excluded.pages, grown_at = excluded.grown_at
             RETURNING pages",
            args![&matter.unit, matter.id, pages, work.now_ms],
        )
        .await?;
    Ok(all - pages + 1)
}

/// Rows in one statement.
const ROWS: i64 = 200;

/// One row for each page, waiting.
async fn lay_out(
    work: &Work,
    matter: &MatterHead,
    file: Uuid,
    first_no: i64,
    pages: i64,
) -> Result<(), WorkError> {
    for start in (1..=pages).step_by(ROWS as usize) {
        let mut values: Vec<V> = args![&matter.unit, matter.id, file];
        let mut rows = Vec::new();
        for page in start..=pages.min(start + ROWS - 1) {
            let at = values.len();
            values.extend(args![Uuid::now_v7(), first_no + page - 1, page]);
            rows.push(format!(
                "($1, ${}, $2, $3, ${}, ${}, 'waiting', '', 1, 0, 0, 0, 0, FALSE, 0, FALSE, 0, FALSE, FALSE, FALSE)",
                at + 1,
                at + 2,
                at + 3
            ));
        }
        work.tx
            .exec(
                format!(
                    "INSERT INTO casefile_page (unit_id, id, matter_id, file_id, no, file_page, status, reason, revision, w, h,
                            quarters, degrees, blank, bl_confidence, bl_unclear, confidence, needs_person, handwritten, is_indexed)
                     VALUES {}",
                    rows.join(", ")
                ),
                values,
            )
            .await?;
    }
    Ok(())
}

/// The name people read: without a folder, in one spelling, not longer than a line.
fn title_of(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = text::clean(name)
        .chars()
        .filter(|c| !c.is_control())
        .take(150)
        .collect();
    if clean.trim().is_empty() {
        "Tệp không tên".to_owned()
    } else {
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_in_one_stretch_and_both_hands_have_work() {
        for (pages, at_once, count) in [
            (1, 40, 1),
            (2, 40, 2),
            (51, 40, 2),
            (51, 100, 2),
            (2000, 40, 50),
        ] {
            let cut = stretches(Uuid::nil(), pages, at_once);
            assert_eq!(cut.len(), count, "{pages}");
            let all: Vec<i64> = cut.iter().flat_map(|s| s.first..=s.last).collect();
            assert_eq!(all, (1..=pages).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_title_is_the_name_without_its_folder() {
        assert_eq!(title_of("C:\\Quet\\ho so\t1.pdf"), "ho so 1.pdf");
        assert_eq!(title_of(""), "Tệp không tên");
    }
}
