//! Cửa: what the pages of this area show of an area above it. The server opens it.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use db::{Db, StorageError};
use uuid::Uuid;

/// What is answered, later.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, StorageError>> + Send + 'a>>;

/// Hồ sơ số hóa of civil matters.
pub trait CaseFiles: Send + Sync {
    /// How many pages the file of a matter has.
    fn pages<'a>(&'a self, db: &'a Db, matter: Uuid) -> Answer<'a, i64>;

    /// What people call these pages, "BL 12", in their order.
    fn labels<'a>(&'a self, db: &'a Db, pages: &'a [Uuid]) -> Answer<'a, Vec<String>>;
}

/// The slot of the app that holds it.
#[derive(Clone)]
pub struct CaseFileDoor(pub Arc<dyn CaseFiles>);
