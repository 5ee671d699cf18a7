//! Nút đứng trên chứng cứ: which nodes of which maps rest on some pages, or on a piece of evidence.

use db::Db;
use shell::{App, Problem};
use uuid::Uuid;

use super::{case::Case, messages, page::href, read::of, store};
use crate::{Dependent, dependents::Ground};

/// Every shown node that rests there, of every map of the matter.
pub async fn standing_on(app: &App, ground: Ground<'_>) -> Result<Vec<Dependent>, Problem> {
    let (db, matter): (&Db, Uuid) = (app.db(), ground.matter);
    let rows = store::maps_of(db, matter).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let law = app.law();
    let case = Case::read(db, Some(&law), matter, app.today()).await?;
    let mut all = Vec::new();
    for row in rows {
        let id = row.id;
        let Some(map) = of(db, &law, row, &case).await? else {
            continue;
        };
        let rests = |one: &crate::Source| {
            let is_item = ground.item.is_some() && one.item == ground.item;
            // What belongs to another piece of evidence rests on that one, though the page is the same.
            let is_page = (one.item.is_none() || ground.item.is_none())
                && ground.sources.iter().any(|place| place.page == one.page);
            is_item || is_page
        };
        let mine = map
            .nodes
            .iter()
            .filter(|node| !node.is_hidden && node.sources.iter().any(rests));
        all.extend(mine.map(|node| Dependent {
            kind: messages::DEPENDENT,
            title: format!("{}: {}", map.template.title, node.words),
            href: format!("{}/{id}?node={}", href(matter), super::named(&node.key)),
        }));
    }
    Ok(all)
}
