//! Cả tập một lần: a file from the scanner becomes an ordered result and a searchable PDF, by the same preparing, reading
//! and ordering that the jobs of the web intake use; only nothing is kept in a database.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use scan::{Bookmark, EngineError, IntakeError, PageError, Reader, SearchablePdf, Secrecy, Stack};

use super::best_stamp;
use crate::messages;
use crate::order::report::{Report, report};
use crate::order::{PageSeen, StampSeen, doubles};

/// What came of a stack.
#[derive(Debug)]
pub struct Digitised {
    /// The ordered stack, as `result.json` says it.
    pub report: Report,
    /// Pages that could not be opened, and why.
    pub broken: Vec<PageError>,
}

/// Why a stack was not digitised.
#[derive(Debug)]
pub enum StackError {
    /// It is no scan, or it cannot be opened.
    Intake(IntakeError),
    /// A mark of secrecy stands on a page: nothing of the stack is kept.
    Secret {
        /// The page.
        page: usize,
        /// The mark.
        secrecy: Secrecy,
    },
    /// The engine failed.
    Engine(EngineError),
    /// The PDF could not be written.
    Output(io::Error),
}

impl std::fmt::Display for StackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StackError::Intake(error) => error.fmt(f),
            StackError::Secret { page, secrecy } => {
                f.write_str(&messages::stack_is_secret(*page, *secrecy))
            }
            StackError::Engine(error) => error.fmt(f),
            StackError::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StackError {}

/// A page that was read, with its picture.
type SeenPage = Result<(PageSeen, Vec<u8>), PageError>;

/// Prepares and reads one page.
pub fn see_page(reader: &mut Reader, stack: &Stack, no: usize) -> Result<SeenPage, StackError> {
    let image = match stack.page(no) {
        Ok(image) => image,
        Err(error) => return Ok(Err(error)),
    };
    let prepared = reader.prepare(image).map_err(StackError::Engine)?;
    let reading = reader.read(&prepared).map_err(StackError::Engine)?;
    if let Some(secrecy) = reading.secrecy {
        return Err(StackError::Secret { page: no, secrecy });
    }
    let seen = PageSeen {
        no,
        stamp: best_stamp(&reading.stamps).map(StampSeen::from),
        words: reading.words,
        width: prepared.width,
        height: prepared.height,
        blank: prepared.blank,
        quarters: prepared.turn.quarters,
        handwritten: reading.quality.handwriting_suspected,
        needs_person: reading.quality.needs_person,
        confidence: reading.quality.confidence,
    };
    Ok(Ok((seen, prepared.jpeg)))
}

/// Digitises a stack: `workers` engines read, the PDF is written page by page to `pdf`, `told` hears how many pages are done.
pub fn digitise(
    stack: &Stack,
    workers: usize,
    title: &str,
    version: &'static str,
    pdf: impl Write,
    mut told: impl FnMut(usize, usize),
) -> Result<Digitised, StackError> {
    let count = stack.pages();
    let mut pdf = SearchablePdf::begin(pdf).map_err(StackError::Output)?;
    let (mut pages, mut broken) = (Vec::with_capacity(count), Vec::new());
    // Which page of the PDF a page of the stack became: a broken one has none.
    let mut printed: BTreeMap<usize, usize> = BTreeMap::new();
    in_order(stack, workers, |no, seen| {
        match seen {
            Ok((seen, jpeg)) => {
                printed.insert(no, printed.len() + 1);
                pdf.page(&jpeg, (seen.width, seen.height), &seen.words)
                    .map_err(StackError::Output)?;
                pages.push(seen);
            }
            Err(error) => {
                broken.push(error);
                pages.push(PageSeen {
                    no,
                    needs_person: true,
                    ..PageSeen::default()
                });
            }
        }
        told(no, count);
        Ok(())
    })?;
    let mut report = report(&pages, version);
    report.same_sheets = same_sheets(stack, &pages)?;
    let bookmarks: Vec<Bookmark> = report
        .documents
        .iter()
        .filter_map(|one| {
            Some(Bookmark {
                title: messages::bookmark(&one.title, one.bl_from.as_deref(), one.bl_to.as_deref()),
                page: *printed.get(&one.first_page)?,
            })
        })
        .collect();
    pdf.finish(title, &bookmarks).map_err(StackError::Output)?;
    Ok(Digitised { report, broken })
}

/// Pages that show one sheet; of the few whose words agree the pictures are made once more.
fn same_sheets(stack: &Stack, pages: &[PageSeen]) -> Result<Vec<[usize; 2]>, StackError> {
    let prints: Vec<Option<String>> = pages
        .iter()
        .map(|page| doubles::print(&page.words))
        .collect();
    let mut found = Vec::new();
    let mut reader: Option<Reader> = None;
    for (one, other) in doubles::alike(&prints) {
        let (one, other) = (&pages[one], &pages[other]);
        let Some(matched) = doubles::agreeing(&one.words, &other.words) else {
            continue;
        };
        let reader = match &mut reader {
            Some(reader) => reader,
            none => none.insert(Reader::try_new().map_err(StackError::Engine)?),
        };
        let (Ok(first), Ok(second)) = (stack.page(one.no), stack.page(other.no)) else {
            continue;
        };
        let first = reader.prepare(first).map_err(StackError::Engine)?;
        let second = reader.prepare(second).map_err(StackError::Engine)?;
        if scan::same_sheet(&first.jpeg, &second.jpeg, &matched) {
            found.push([one.no, other.no]);
        }
    }
    Ok(found)
}

/// Reads all pages with some engines and hands them on in their order.
fn in_order(
    stack: &Stack,
    workers: usize,
    mut take: impl FnMut(usize, SeenPage) -> Result<(), StackError>,
) -> Result<(), StackError> {
    let count = stack.pages();
    let (next, stopped) = (AtomicUsize::new(1), AtomicBool::new(false));
    // As many finished pages may wait for a slow one as there are engines, and no more: that bounds the memory.
    let (send, receive) = mpsc::sync_channel(workers.max(1));
    let send = Mutex::new(send);
    std::thread::scope(|scope| {
        for _ in 0..workers.clamp(1, count.max(1)) {
            let sender = match send.lock() {
                Ok(sender) => sender.clone(),
                Err(poisoned) => poisoned.into_inner().clone(),
            };
            let (next, stopped) = (&next, &stopped);
            scope.spawn(move || {
                let mut reader = match Reader::try_new() {
                    Ok(reader) => reader,
                    Err(error) => {
                        let _ = sender.send((0, Err(StackError::Engine(error))));
                        return;
                    }
                };
                while !stopped.load(Ordering::Relaxed) {
                    let no = next.fetch_add(1, Ordering::Relaxed);
                    if no > count || sender.send((no, see_page(&mut reader, stack, no))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut waiting: BTreeMap<usize, SeenPage> = BTreeMap::new();
        let mut due = 1;
        for (no, seen) in &receive {
            let done = seen.and_then(|seen| {
                waiting.insert(no, seen);
                while let Some(seen) = waiting.remove(&due) {
                    take(due, seen)?;
                    due += 1;
                }
                Ok(())
            });
            if let Err(error) = done {
                stopped.store(true, Ordering::Relaxed);
                // Senders that wait are let go before the scope ends.
                drop(receive);
                return Err(error);
            }
        }
        Ok(())
    })
}
