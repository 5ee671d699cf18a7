//! Số hóa: two jobs for each stretch of pages. `prepare` makes the pictures, so that pages are seen at once; `read`
//! gives their text. Each page is its own transaction: after a kill the next worker goes on with the first page that is not done.

mod engines;
mod indexing;
mod prepare;
mod read;
mod stacks;
mod whole;
mod withhold;

use std::sync::{Arc, atomic::AtomicUsize};

use files::{FileId, Files};
use jobs::{Handler, Job, Trouble};
use serde::{Deserialize, Serialize};
use shell::App;
use uuid::Uuid;

pub use indexing::{FeedError, catch_up, reindex};

pub(crate) use indexing::index_file;

pub use whole::{Digitised, StackError, digitise, see_page};

pub(crate) use engines::Engines;
pub(crate) use read::best_stamp;
pub(crate) use stacks::{OpenError, Stacks};

/// The job that makes pictures.
pub(crate) const PREPARE: &str = "casefile.prepare";
/// The job that reads.
pub(crate) const READ: &str = "casefile.read";

/// The pages of one job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Stretch {
    /// The file.
    pub file: Uuid,
    /// Its first page, from 1.
    pub first: i64,
    /// Its last page.
    pub last: i64,
}

impl Stretch {
    fn of(job: &Job) -> Result<Stretch, Trouble> {
        serde_json::from_str(&job.payload).map_err(|cause| {
            Trouble::Final(format!(
                "Việc này bị hỏng dữ liệu ({cause}). Hãy tải tệp lên lại."
            ))
        })
    }

    fn len(&self) -> usize {
        usize::try_from(self.last - self.first + 1).unwrap_or(0)
    }
}

/// What both jobs work with.
#[derive(Clone)]
pub(crate) struct Desk {
    app: App,
    files: Files,
    index: Arc<search::Index>,
    engines: Arc<Engines>,
    reads: Arc<AtomicUsize>,
}

impl Desk {
    /// The delivered file, opened once for all its jobs.
    async fn stack(&self, source: &str) -> Result<Arc<scan::Stack>, Trouble> {
        let opened = Stacks::shared().open(&self.files, id_of(source)?).await;
        opened.map_err(|cause| match cause {
            OpenError::Intake(error) => Trouble::Final(error.to_string()),
            OpenError::File(files::FileError::Missing(_)) => {
                Trouble::Final(crate::messages::SOURCE_GONE.to_owned())
            }
            other => trouble(other),
        })
    }
}

fn id_of(source: &str) -> Result<FileId, Trouble> {
    let id = source.parse();
    id.map_err(|cause: files::NotAFileId| Trouble::Final(cause.to_string()))
}

fn trouble(cause: impl std::fmt::Display) -> Trouble {
    Trouble::Again(cause.to_string())
}

/// The jobs of this area. The program must hold the [`search::Index`] as a slot.
pub fn handlers(app: &App) -> Vec<Arc<dyn Handler>> {
    counted_handlers(app).0
}

/// The same, and how many pages their engines have read so far; for tests and the bench.
pub fn counted_handlers(app: &App) -> (Vec<Arc<dyn Handler>>, Arc<AtomicUsize>) {
    let reads = Arc::new(AtomicUsize::new(0));
    let desk = Desk {
        app: app.clone(),
        files: app.files().clone(),
        index: app.get(),
        engines: Engines::shared(),
        reads: reads.clone(),
    };
    let handlers: Vec<Arc<dyn Handler>> = vec![
        Arc::new(prepare::Prepare(desk.clone())),
        Arc::new(read::Read(desk)),
        Arc::new(crate::proposed::job::Ordering(app.clone())),
    ];
    (handlers, reads)
}
