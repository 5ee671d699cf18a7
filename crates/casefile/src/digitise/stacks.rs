//! Tập hồ sơ đang mở: a delivered file is opened once for all the jobs that work through it, not once for each.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use files::{FileError, FileId, Files};
use scan::{IntakeError, Stack};

/// Files that stay open after their last reader; others are opened again.
const KEPT: usize = 2;

/// The files opened last, newest at the end.
#[derive(Default)]
pub(crate) struct Stacks(Mutex<Vec<(FileId, Arc<Stack>)>>);

/// Why a file could not be opened.
pub(crate) enum OpenError {
    /// It is not in the store, or the store failed.
    File(FileError),
    /// It is no scan.
    Intake(IntakeError),
    /// The program ends.
    Stopped,
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            OpenError::File(error) => error.fmt(f),
            OpenError::Intake(error) => error.fmt(f),
            OpenError::Stopped => f.write_str("stopped while a file was opened"),
        }
    }
}

impl Stacks {
    /// The files this process has open.
    pub(crate) fn shared() -> Arc<Stacks> {
        static STACKS: OnceLock<Arc<Stacks>> = OnceLock::new();
        STACKS.get_or_init(Arc::default).clone()
    }

    /// Opens a file of the store, or gives it as it is open.
    pub(crate) async fn open(&self, files: &Files, id: FileId) -> Result<Arc<Stack>, OpenError> {
        let known = self.lock().iter().find(|(known, _)| *known == id).cloned();
        if let Some((_, stack)) = known {
            return Ok(stack);
        }
        let content = files.content(id).await.map_err(OpenError::File)?;
        let opened = tokio::task::spawn_blocking(move || scan::open(content)).await;
        let stack = opened.map_err(|_| OpenError::Stopped)?;
        let stack = Arc::new(stack.map_err(OpenError::Intake)?);
        self.keep(id, stack.clone());
        Ok(stack)
    }

    /// Holds a file open that was just opened and checked, so that its first page need not wait for that again.
    pub(crate) fn keep(&self, id: FileId, stack: Arc<Stack>) {
        let mut open = self.lock();
        open.retain(|(known, _)| *known != id);
        open.push((id, stack));
        while open.len() > KEPT {
            open.remove(0);
        }
    }

    /// Closes a file, because it is done or may not be kept.
    pub(crate) fn close(&self, id: FileId) {
        self.lock().retain(|(known, _)| *known != id);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<(FileId, Arc<Stack>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
