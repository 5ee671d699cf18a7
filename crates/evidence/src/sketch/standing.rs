//! Cái gì của sơ đồ hiện trường đứng trên những trang này: elements by their sources, and sketches redrawn from a page.

use db::Db;
use shell::Problem;
use uuid::Uuid;

use super::{listing::name_of, store};
use crate::dependents::Dependent;

/// Elements that rest on these pages, or on this piece of evidence.
pub async fn standing_on(
    db: &Db,
    matter: Uuid,
    pages: &[Uuid],
    item: Option<Uuid>,
) -> Result<Vec<Dependent>, Problem> {
    let mut found = Vec::new();
    for sketch in store::all(db, matter)
        .await?
        .iter()
        .filter(|one| one.removed_at.is_none())
    {
        let content = sketch.content()?;
        let href = format!("/evidence/matters/{matter}/sketches/{}", sketch.id);
        for one in &content.elements {
            let rests = one.sources.iter().any(|source| {
                pages.contains(&source.page) || item.is_some() && source.item == item
            });
            if rests {
                let name = if one.title.is_empty() {
                    name_of(&one.kind)
                } else {
                    &one.title
                };
                let number = one.n.map_or(String::new(), |n| format!("vị trí {n}, "));
                found.push(Dependent {
                    kind: "Vị trí trên sơ đồ hiện trường",
                    title: format!("{}: {number}{name}", sketch.title),
                    href: href.clone(),
                });
            }
        }
        if content
            .background
            .as_ref()
            .is_some_and(|one| pages.contains(&one.page))
        {
            found.push(Dependent {
                kind: "Sơ đồ hiện trường vẽ lại từ trang này",
                title: sketch.title.clone(),
                href,
            });
        }
    }
    Ok(found)
}
