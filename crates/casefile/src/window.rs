//! Cửa sổ trang: a file goes to the viewer a stretch at a time, so that ten thousand pages open like ten.

use axum::{
    Json,
    extract::{Path, Query},
};
use db::{Sql, StorageError, args};
use people::Right;
use serde::{Deserialize, Serialize};
use shell::{Problem, Visit};
use uuid::Uuid;

use crate::{
    inferred,
    leaves::resolve_bl,
    looks,
    matter::opened,
    page::{PageView, pages_in, place_of},
};

/// Pages in one stretch; stretches begin at 1, 101, 201 and so on.
pub(crate) const STRETCH: i64 = 100;

/// Which page is wanted: its place, its id, or its bút lục.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    pub(crate) page: String,
    #[serde(default)]
    pub(crate) bl: String,
}

/// A stretch of a file.
#[derive(Debug, Clone, Serialize)]
pub struct PageWindow {
    /// Pages of the whole file.
    pub total: i64,
    /// The place of the page that was wished for; none when there is no such page.
    pub at: Option<i64>,
    /// The pages of its stretch; of the first one when nothing was found.
    pub pages: Vec<PageView>,
}

/// The stretch that holds the page wished for.
pub(crate) async fn window(
    sql: &impl Sql,
    matter: Uuid,
    wish: &Wish,
) -> Result<PageWindow, StorageError> {
    let total: Option<i64> = sql
        .opt(
            "SELECT pages FROM casefile_matter WHERE matter_id = $1",
            args![matter],
        )
        .await?;
    let total = total.unwrap_or(0);
    let at = match (wish.page.parse::<i64>(), wish.page.parse::<Uuid>()) {
        (Ok(no), _) => Some(no).filter(|no| (1..=total).contains(no)),
        (_, Ok(id)) => place_of(sql, matter, id).await?,
        _ if !wish.bl.is_empty() => resolve_bl(sql, matter, &wish.bl).await?.map(|page| page.no),
        _ => None,
    };
    let first = (at.unwrap_or(1) - 1) / STRETCH * STRETCH + 1;
    let pages = pages_in(sql, matter, first, first + STRETCH - 1).await?;
    let mut pages: Vec<PageView> = pages.iter().map(PageView::from).collect();
    inferred::propose(sql, matter, &mut pages).await?;
    Ok(PageWindow { total, at, pages })
}

/// `GET /casefile/matters/{matter}/pages?page=` or `?bl=`
pub(crate) async fn pages(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(wish): Query<Wish>,
) -> Result<Json<PageWindow>, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    looks::keep_once(&visit, matter).await?;
    Ok(Json(window(visit.app.db(), matter, &wish).await?))
}
