//! Cái gì đứng trên chứng cứ: every element of a map or a diagram, every exhibit and every paragraph that rests on some pages.
//!
//! Each part of this area answers for its own elements; the areas above and beside answer through a slot that the server fills.

use std::{future::Future, pin::Pin, sync::Arc};

use db::{Db, StorageError};
use serde::Serialize;
use shell::{App, Problem};
use uuid::Uuid;

use crate::{diagram, flows, map, points, sketch, sources::Source};

/// Một chỗ dựa vào chứng cứ: what it is, what it says, where it opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dependent {
    /// "Nhánh sơ đồ tư duy", "Mục trình chiếu".
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// Where it opens.
    pub href: String,
}

/// What is asked of another area: what rests on these places, or on this piece of evidence.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The matter.
    pub matter: Uuid,
    /// The pages with their leaves.
    pub sources: &'a [Source],
    /// The piece of evidence, where it is one.
    pub item: Option<Uuid>,
}

/// What another area answers, later.
pub type Answer<'a> =
    Pin<Box<dyn Future<Output = Result<Vec<Dependent>, StorageError>> + Send + 'a>>;

/// Mảng khác có cái đứng trên chứng cứ.
pub trait Dependents: Send + Sync {
    /// What of it rests there.
    fn standing_on<'a>(&'a self, db: &'a Db, ground: Ground<'a>) -> Answer<'a>;
}

/// The other areas, put into the program with `AppBuilder::slot`.
pub struct DependentsDoor(pub Vec<Arc<dyn Dependents>>);

/// Everything that rests on a place: the parts of this area first, then the areas that the server named.
pub async fn standing_on(app: &App, ground: Ground<'_>) -> Result<Vec<Dependent>, Problem> {
    let (db, matter, item) = (app.db(), ground.matter, ground.item);
    let pages: Vec<Uuid> = ground.sources.iter().map(|one| one.page).collect();
    let mut all = points::standing_on(db, matter, ground.sources, item).await?;
    all.extend(map::standing_on(app, ground).await?);
    all.extend(diagram::standing_on(db, ground).await?);
    all.extend(flows::standing_on(db, matter, &pages, item).await?);
    all.extend(sketch::standing_on(db, matter, &pages, item).await?);
    if let Some(door) = app.find::<DependentsDoor>() {
        for area in &door.0 {
            all.extend(area.standing_on(app.db(), ground).await?);
        }
    }
    Ok(all)
}
