//! Trang và tài liệu: which document of the contents holds a page, and whether that page is an earlier statement (BLTTHS Đ.308).

use casefile::{DocumentRow, PageRow, documents_at, documents_of, text_of};
use db::{Sql, StorageError};
use uuid::Uuid;

use crate::rules::{Bearing, Papers, StatementRule};

/// The contents of a file, as they stand now, or what of them concerns some pages.
pub(crate) struct Contents(Vec<DocumentRow>);

impl Contents {
    /// Reads them.
    pub(crate) async fn of(sql: &impl Sql, matter: Uuid) -> Result<Contents, StorageError> {
        let mut all = documents_of(sql, matter).await?;
        all.retain(|one| one.removed_at.is_none());
        Ok(Contents(all))
    }

    /// What concerns these pages: in a file of ten thousand pages a release does not wait for the rest.
    pub(crate) async fn around(
        sql: &impl Sql,
        matter: Uuid,
        pages: impl Iterator<Item = &PageRow>,
    ) -> Result<Contents, StorageError> {
        let mut all = Vec::new();
        for page in pages {
            all.extend(documents_at(sql, matter, page.no).await?);
        }
        all.retain(|one| one.removed_at.is_none());
        Ok(Contents(all))
    }

    /// The documents, in the order of their pages.
    pub(crate) fn documents(&self) -> &[DocumentRow] {
        &self.0
    }

    /// The document that holds a page: of several, the one that begins last.
    fn at(&self, no: i64) -> Option<&DocumentRow> {
        let around = self
            .0
            .iter()
            .filter(|one| (one.first_no..=one.last_no).contains(&no));
        around.max_by_key(|one| (one.first_no, -one.last_no))
    }

    /// What that document is called; empty where none is listed.
    pub(crate) fn title_at(&self, no: i64) -> String {
        self.at(no).map_or(String::new(), |one| one.title.clone())
    }

    /// What a page is to the rule on statements, which is one of criminal procedure alone.
    pub(crate) async fn bearing(
        &self,
        sql: &impl Sql,
        rule: &StatementRule,
        page: &PageRow,
    ) -> Result<Bearing, StorageError> {
        let bearing = match self.at(page.no) {
            Some(document) => rule.bearing(Papers::Listed(&document.kind)),
            None => rule.bearing(Papers::Unlisted(&text_of(sql, page.id).await?)),
        };
        let may_be_free = bearing != Bearing::Free;
        Ok(
            match may_be_free && civil::head(sql, page.matter_id).await?.is_some() {
                true => Bearing::Free,
                false => bearing,
            },
        )
    }
}
