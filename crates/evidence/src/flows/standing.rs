//! Cái gì của dòng tiền đứng trên những trang này: transfers and parties by their sources.

use db::{Db, StorageError};
use shell::Problem;
use uuid::Uuid;

use super::store;
use crate::{dependents::Dependent, sources::Source};

/// Transfers and parties that rest on these pages, or on this piece of evidence.
pub async fn standing_on(
    db: &Db,
    matter: Uuid,
    pages: &[Uuid],
    item: Option<Uuid>,
) -> Result<Vec<Dependent>, Problem> {
    let rests = |sources: &[Source]| {
        sources
            .iter()
            .any(|one| pages.contains(&one.page) || item.is_some() && one.item == item)
    };
    let parties = store::parties_of(db, matter).await?;
    let mut found = Vec::new();
    for one in store::transfers_of(db, matter, false).await? {
        if rests(&one.pages()?) {
            let named = |id: Uuid| {
                parties
                    .iter()
                    .find(|party| party.id == id)
                    .map(store::Party::title)
                    .unwrap_or_default()
            };
            let day = one.on_day.map_or("chưa rõ ngày".to_owned(), shell::vi_date);
            let what = if one.amount > 0 {
                text::money(one.amount)
            } else {
                one.goods.clone()
            };
            found.push(Dependent {
                kind: "Giao dịch trong dòng tiền",
                title: format!(
                    "{day}: {} chuyển {} cho {}",
                    named(one.from_id),
                    what,
                    named(one.to_id)
                ),
                href: format!("/evidence/matters/{matter}/flows/transfers/{}", one.id),
            });
        }
    }
    for one in &parties {
        if rests(
            &one.pages()
                .map_err(|error: StorageError| Problem::from(error))?,
        ) {
            found.push(Dependent {
                kind: "Bên trong dòng tiền",
                title: one.title(),
                href: format!("/evidence/matters/{matter}/flows/parties/{}", one.id),
            });
        }
    }
    Ok(found)
}
