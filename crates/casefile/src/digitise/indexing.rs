//! Đưa chữ vào chỉ mục tìm kiếm. The index is derived: what it lacks, or all of it, is fed again from the pages.

use db::{Db, Sql, StorageError, args};
use search::{Index, PageText, SearchError};
use uuid::Uuid;

use shell::Problem;

/// Pages fed in one go.
const AT_ONCE: i64 = 200;

db::row! { struct Unindexed { unit_id: String, id: Uuid, matter_id: Uuid, no: i64, revision: i64, text: String } }

/// Why the index could not be fed.
#[derive(Debug)]
pub enum FeedError {
    /// The database failed.
    Storage(StorageError),
    /// The index failed.
    Index(SearchError),
}

impl std::fmt::Display for FeedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            FeedError::Storage(error) => error.fmt(f),
            FeedError::Index(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FeedError {}

impl From<StorageError> for FeedError {
    fn from(error: StorageError) -> Self {
        FeedError::Storage(error)
    }
}

impl From<SearchError> for FeedError {
    fn from(error: SearchError) -> Self {
        FeedError::Index(error)
    }
}

impl From<FeedError> for Problem {
    fn from(error: FeedError) -> Self {
        Problem::failed(error)
    }
}

/// Feeds the pages that were read but are not yet in the index, of one file or of all; after a kill this makes it whole.
pub(super) async fn index_new(
    db: &Db,
    index: &Index,
    file: Option<Uuid>,
) -> Result<u64, FeedError> {
    let mut fed = 0;
    loop {
        let pages: Vec<Unindexed> = db
            .all(
                "SELECT p.unit_id, p.id, p.matter_id, p.no, p.revision, t.text
                   FROM casefile_page p JOIN casefile_text t ON t.unit_id = p.unit_id AND t.page_id = p.id
                  WHERE p.status = 'read' AND NOT p.is_indexed AND ($1 IS NULL OR p.file_id = $1)
                  ORDER BY p.id LIMIT $2",
                args![file, AT_ONCE],
            )
            .await?;
        if pages.is_empty() {
            return Ok(fed);
        }
        let texts: Vec<PageText> = pages
            .iter()
            .map(|page| PageText {
                id: page.id,
                unit: page.unit_id.clone(),
                matter: page.matter_id,
                no: page.no,
                text: page.text.clone(),
            })
            .collect();
        index.put(&texts)?;
        index.commit()?;
        let tx = db.begin().await?;
        for page in &pages {
            tx.exec(
                // A page corrected meanwhile is fed again.
                "UPDATE casefile_page SET is_indexed = TRUE WHERE unit_id = $1 AND id = $2 AND status = 'read' AND revision = $3",
                args![&page.unit_id, page.id, page.revision],
            )
            .await?;
        }
        tx.commit().await?;
        fed += pages.len() as u64;
    }
}

/// Feeds what the index lacks of one file, in the act that changed it.
pub(crate) async fn index_file(db: &Db, index: &Index, file: Uuid) -> Result<u64, FeedError> {
    index_new(db, index, Some(file)).await
}

/// Feeds what the index lacks; the program does it when it starts, while it already answers.
pub async fn catch_up(db: &Db, index: &Index) -> Result<u64, FeedError> {
    let counted: i64 = db
        .one(
            "SELECT count(*) FROM casefile_page WHERE is_indexed",
            args![],
        )
        .await?;
    if counted > 0 && index.pages() == 0 {
        return reindex(db, index).await;
    }
    index_new(db, index, None).await
}

/// Makes the index anew from every page that was read.
pub async fn reindex(db: &Db, index: &Index) -> Result<u64, FeedError> {
    let _told = index.refilling();
    index.clear()?;
    index.commit()?;
    db.exec(
        "UPDATE casefile_page SET is_indexed = FALSE WHERE is_indexed",
        args![],
    )
    .await?;
    index_new(db, index, None).await
}

/// Feeds a matter anew, after pages were taken out of it.
pub(super) async fn feed_matter(db: &Db, index: &Index, matter: Uuid) -> Result<(), FeedError> {
    index.remove_matter(matter)?;
    index.commit()?;
    db.exec(
        "UPDATE casefile_page SET is_indexed = FALSE WHERE matter_id = $1 AND is_indexed",
        args![matter],
    )
    .await?;
    index_new(db, index, None).await.map(|_| ())
}
