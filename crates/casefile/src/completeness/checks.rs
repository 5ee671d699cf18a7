//! Đối chiếu với bản giấy: said by a person of one document, taken back by a person, and void once the document is marked anew.

use std::collections::HashMap;

use db::{Sql, StorageError, V, args};
use people::{Right, Work, WorkError};
use uuid::Uuid;

use super::PageState;
use crate::{matter::MatterHead, page::place_of};

db::row! {
    /// Một lần đối chiếu còn giá trị.
    pub struct Check {
        /// The document.
        pub document_id: Uuid,
        /// Who compared it with its paper.
        pub checked_by: Uuid,
        /// When, ms UTC.
        pub checked_at: i64,
    }
}

/// The checks of a matter, by document.
pub async fn checks_of(sql: &impl Sql, matter: Uuid) -> Result<HashMap<Uuid, Check>, StorageError> {
    let all: Vec<Check> = sql
        .all(
            "SELECT document_id, checked_by, checked_at FROM casefile_check WHERE matter_id = $1",
            args![matter],
        )
        .await?;
    Ok(all
        .into_iter()
        .map(|check| (check.document_id, check))
        .collect())
}

/// What completeness asks of the pages of a matter, in their order.
pub async fn states_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<PageState>, StorageError> {
    sql.all(
        "SELECT no, status, blank, needs_person FROM casefile_page WHERE matter_id = $1 ORDER BY no",
        args![matter],
    )
    .await
}

/// The places of pages in a matter's file; pages of other matters have none here.
pub async fn places_of(
    sql: &impl Sql,
    matter: Uuid,
    pages: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, i64>, StorageError> {
    let mut places = HashMap::new();
    for page in pages {
        if places.contains_key(&page) {
            continue;
        }
        if let Some(no) = place_of(sql, matter, page).await? {
            places.insert(page, no);
        }
    }
    Ok(places)
}

/// The pages that stand at these places.
pub async fn pages_at(
    sql: &impl Sql,
    matter: Uuid,
    places: &[i64],
) -> Result<HashMap<i64, Uuid>, StorageError> {
    db::row! { struct At { no: i64, id: Uuid } }
    if places.is_empty() {
        return Ok(HashMap::new());
    }
    let names: Vec<String> = (2..places.len() + 2).map(|n| format!("${n}")).collect();
    let mut values = args![matter];
    values.extend(places.iter().copied().map(V::from));
    let rows: Vec<At> = sql
        .all(
            format!(
                "SELECT no, id FROM casefile_page WHERE matter_id = $1 AND no IN ({})",
                names.join(", ")
            ),
            values,
        )
        .await?;
    Ok(rows.into_iter().map(|row| (row.no, row.id)).collect())
}

/// Says that a document was compared with its paper, or takes that back.
pub async fn set(
    work: &Work,
    matter: &MatterHead,
    document: Uuid,
    is_checked: bool,
) -> Result<(), WorkError> {
    work.require_for(Right::CasefileMark, &matter.unit, &matter.assigned)
        .await?;
    let unit: Option<String> = work
        .tx
        .opt(
            "SELECT unit_id FROM casefile_document WHERE matter_id = $1 AND id = $2 AND removed_at IS NULL",
            args![matter.id, document],
        )
        .await?;
    let unit = unit.ok_or(WorkError::NotFound)?;
    forget(work, document).await?;
    if is_checked {
        work.tx
            .exec(
                "INSERT INTO casefile_check (unit_id, document_id, matter_id, checked_by, checked_at) VALUES ($1, $2, $3, $4, $5)",
                args![&unit, document, matter.id, work.actor.person, work.now_ms],
            )
            .await?;
    }
    let action = match is_checked {
        true => "casefile.document.checked",
        false => "casefile.document.unchecked",
    };
    work.note(action, "casefile.document", document, "").await
}

/// A document that is marked anew is to be compared again.
pub async fn forget(work: &Work, document: Uuid) -> Result<(), StorageError> {
    let sql = "DELETE FROM casefile_check WHERE document_id = $1";
    work.tx.exec(sql, args![document]).await.map(|_| ())
}
