//! Cửa cho mảng dưới: what the pages of a matter show of its scanned file.

use std::collections::HashMap;

use criminal::doors::{Answer, CaseFiles, FilePaper, LeafPage, LeafSpan, PaperAsked, ReadPaper};
use db::{Db, Sql, V, args};
use uuid::Uuid;

use crate::documents::documents_of;
use crate::leaves::resolve_bl;
use crate::page::PageView;

/// The case files, for `criminal::doors::CaseFileDoor`.
pub struct Door;

impl CaseFiles for Door {
    fn pages<'a>(&'a self, db: &'a Db, matter: Uuid) -> Answer<'a, i64> {
        Box::pin(async move {
            let pages: Option<i64> = db
                .opt(
                    "SELECT pages FROM casefile_matter WHERE matter_id = $1",
                    args![matter],
                )
                .await?;
            Ok(pages.unwrap_or(0))
        })
    }

    fn labels<'a>(&'a self, db: &'a Db, pages: &'a [Uuid]) -> Answer<'a, Vec<String>> {
        Box::pin(async move {
            db::row! { struct Label { id: Uuid, no: i64, bl: Option<String> } }
            if pages.is_empty() {
                return Ok(Vec::new());
            }
            let places: Vec<String> = (1..=pages.len()).map(|n| format!("${n}")).collect();
            let sql = format!(
                "SELECT id, no, bl FROM casefile_page WHERE id IN ({})",
                places.join(", ")
            );
            let rows: Vec<Label> = db.all(sql, pages.iter().map(V::from).collect()).await?;
            let known: HashMap<Uuid, String> = rows
                .into_iter()
                .map(|row| {
                    (
                        row.id,
                        row.bl
                            .map_or(format!("trang {}", row.no), |bl| format!("BL {bl}")),
                    )
                })
                .collect();
            let gone = || "trang đã gỡ".to_owned();
            Ok(pages
                .iter()
                .map(|page| known.get(page).cloned().unwrap_or_else(gone))
                .collect())
        })
    }

    fn leaves<'a>(
        &'a self,
        db: &'a Db,
        matter: Uuid,
        leaves: &'a [String],
    ) -> Answer<'a, Option<Vec<Option<LeafPage>>>> {
        Box::pin(async move {
            let mut pages = Vec::with_capacity(leaves.len());
            for leaf in leaves {
                let found = resolve_bl(db, matter, leaf).await?;
                pages.push(found.map(|row| LeafPage {
                    page: row.id,
                    preview: PageView::from(&row).thumb,
                }));
            }
            Ok(Some(pages))
        })
    }

    fn contents<'a>(&'a self, db: &'a Db, matter: Uuid) -> Answer<'a, Vec<FilePaper>> {
        Box::pin(async move {
            let marked = documents_of(db, matter).await?;
            let kept = marked.into_iter().filter(|row| row.removed_at.is_none());
            Ok(kept
                .map(|row| FilePaper {
                    title: row.title,
                    leaves: row.bl,
                })
                .collect())
        })
    }

    fn leaf_span<'a>(&'a self, db: &'a Db, matter: Uuid) -> Answer<'a, Option<LeafSpan>> {
        Box::pin(async move {
            let end = |order: &str| {
                format!(
                    "SELECT bl FROM casefile_page WHERE matter_id = $1 AND bl IS NOT NULL ORDER BY no {order} LIMIT 1"
                )
            };
            let first: Option<String> = db.opt(end("ASC"), args![matter]).await?;
            let last: Option<String> = db.opt(end("DESC"), args![matter]).await?;
            let count: i64 = db
                .one(
                    "SELECT count(DISTINCT bl_key) FROM casefile_page WHERE matter_id = $1 AND bl IS NOT NULL",
                    args![matter],
                )
                .await?;
            Ok(first
                .zip(last)
                .map(|(first, last)| LeafSpan { first, last, count }))
        })
    }

    fn read_paper<'a>(
        &'a self,
        db: &'a Db,
        asked: PaperAsked<'a>,
    ) -> Answer<'a, Option<ReadPaper>> {
        Box::pin(crate::quick::read_paper(db, asked))
    }
}

/// The same for civil matters.
impl civil::doors::CaseFiles for Door {
    fn pages<'a>(&'a self, db: &'a Db, matter: Uuid) -> Answer<'a, i64> {
        CaseFiles::pages(self, db, matter)
    }

    fn labels<'a>(&'a self, db: &'a Db, pages: &'a [Uuid]) -> Answer<'a, Vec<String>> {
        CaseFiles::labels(self, db, pages)
    }
}
