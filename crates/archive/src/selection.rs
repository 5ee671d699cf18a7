//! Phần được sao: the whole file, chosen documents, a stretch of pages, or the papers that name a person.

use casefile::{DocumentRow, PageRow};
use db::{Sql, StorageError};
use serde::{Deserialize, Serialize};
use text::fold;
use uuid::Uuid;

/// Phần hồ sơ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Selection {
    /// Toàn bộ hồ sơ.
    Whole,
    /// Những tài liệu được chọn.
    Documents {
        /// Their ids.
        ids: Vec<Uuid>,
    },
    /// Từ trang đến trang.
    Pages {
        /// The first, from 1.
        first: i64,
        /// The last.
        last: i64,
    },
    /// Những tài liệu nhắc đến một người.
    Person {
        /// The name.
        name: String,
    },
}

/// What goes out, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// The pages.
    pub pages: Vec<PageRow>,
    /// The documents among them.
    pub documents: Vec<Part>,
}

/// A document of the copy.
#[derive(Debug, Clone)]
pub struct Part {
    /// As it stands in the list.
    pub document: DocumentRow,
    /// Its first page among the pages of the copy, from 0.
    pub first: usize,
}

impl Selection {
    /// The pages and documents of this part of a matter's file.
    pub async fn of(&self, sql: &impl Sql, matter: Uuid) -> Result<Chosen, StorageError> {
        let pages = casefile::pages_of(sql, matter).await?;
        let mut documents = casefile::documents_of(sql, matter).await?;
        documents.retain(|one| one.removed_at.is_none());
        let chosen = match self {
            Selection::Person { name } => naming(sql, &pages, &documents, name).await?,
            other => other.numbers(&pages, &documents),
        };
        Ok(choose(pages, documents, |no| chosen.contains(&no)))
    }

    /// The numbers of the pages that need no look at their text.
    fn numbers(&self, pages: &[PageRow], documents: &[DocumentRow]) -> Vec<i64> {
        let is_in = |no: i64| match self {
            Selection::Whole => true,
            Selection::Documents { ids } => documents
                .iter()
                .filter(|one| ids.contains(&one.id))
                .any(|one| (one.first_no..=one.last_no).contains(&no)),
            Selection::Pages { first, last } => (*first..=*last).contains(&no),
            Selection::Person { .. } => false,
        };
        pages
            .iter()
            .map(|page| page.no)
            .filter(|no| is_in(*no))
            .collect()
    }
}

/// The pages of every document that names the person, in its title or on a page; a page of no document for itself.
async fn naming(
    sql: &impl Sql,
    pages: &[PageRow],
    documents: &[DocumentRow],
    name: &str,
) -> Result<Vec<i64>, StorageError> {
    let wanted = fold(&text::clean(name));
    let mut found = Vec::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    for page in pages {
        let said = fold(&casefile::text_of(sql, page.id).await?);
        let is_said = said
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .contains(&wanted);
        let whole: Vec<&DocumentRow> = documents
            .iter()
            .filter(|one| (one.first_no..=one.last_no).contains(&page.no))
            .collect();
        let is_titled = whole.iter().any(|one| fold(&one.title).contains(&wanted));
        if is_said || is_titled {
            found.push(page.no);
            for one in whole {
                found.extend(one.first_no..=one.last_no);
            }
        }
    }
    Ok(found)
}

fn choose(pages: Vec<PageRow>, documents: Vec<DocumentRow>, is_in: impl Fn(i64) -> bool) -> Chosen {
    let pages: Vec<PageRow> = pages.into_iter().filter(|page| is_in(page.no)).collect();
    let first = |document: &DocumentRow| {
        let span = document.first_no..=document.last_no;
        pages.iter().position(|page| span.contains(&page.no))
    };
    let documents = documents
        .into_iter()
        .filter_map(|document| {
            let first = first(&document)?;
            Some(Part { document, first })
        })
        .collect();
    Chosen { pages, documents }
}
