//! Máy đọc: an engine costs a third of a second to start, so they are lent and given back.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use scan::{EngineError, Reader};

/// Engines that wait for work.
#[derive(Default)]
pub(crate) struct Engines(Mutex<Vec<Reader>>);

impl Engines {
    /// The engines of this process.
    pub(crate) fn shared() -> Arc<Engines> {
        static ENGINES: OnceLock<Arc<Engines>> = OnceLock::new();
        ENGINES.get_or_init(Arc::default).clone()
    }

    /// Works with an engine of its own; call it in a thread that may block.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Reader) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        let mut reader = match self.0.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            Some(reader) => reader,
            None => Reader::try_new()?,
        };
        let done = work(&mut reader)?;
        // An engine that failed is dropped; a good one waits for the next page.
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(reader);
        Ok(done)
    }
}
