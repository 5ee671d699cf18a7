//! Bút lục (TTLT 04/2018 Đ.34–35): "BL 12" leads to its page; a number the machine misread is corrected by hand.

use axum::{
    Json,
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use db::{Sql, StorageError, args};
use people::{Right, Work, WorkError};
use serde::Deserialize;
use shell::{Form, Problem, Told, Visit};
use uuid::Uuid;

use crate::{
    inferred,
    matter::{MatterHead, opened},
    messages,
    page::{PageRow, PageView, page, pages_in},
};

/// The number as it is compared: without leading zeros, small letters. None when it is no number of a leaf.
pub fn bl_key(number: &str) -> Option<String> {
    let number = number.trim().to_lowercase();
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    let suffix = &number[digits.len()..];
    let is_leaf = !digits.is_empty()
        && digits.len() <= 5
        && suffix.chars().count() <= 1
        && suffix.chars().all(char::is_alphabetic);
    let bare = digits.trim_start_matches('0');
    is_leaf.then(|| format!("{}{suffix}", if bare.is_empty() { "0" } else { bare }))
}

/// Trang mang bút lục này: the first page of the matter that carries the number, or the one that should by its neighbours.
pub async fn resolve_bl(
    sql: &impl Sql,
    matter: Uuid,
    number: &str,
) -> Result<Option<PageRow>, StorageError> {
    let Some(key) = bl_key(number) else {
        return Ok(None);
    };
    let id: Option<Uuid> = sql
        .opt(
            "SELECT id FROM casefile_page WHERE matter_id = $1 AND bl_key = $2 ORDER BY no LIMIT 1",
            args![matter, &key],
        )
        .await?;
    if let Some(id) = id {
        return page(sql, id).await;
    }
    match inferred::page_of(sql, matter, &key).await? {
        Some(no) => Ok(pages_in(sql, matter, no, no).await?.pop()),
        None => Ok(None),
    }
}

/// What a link to a leaf shows before it is followed.
#[derive(Debug, Clone)]
pub struct LeafLink {
    /// The page.
    pub page: Uuid,
    /// "BL 12".
    pub label: String,
    /// Its address.
    pub href: String,
    /// The address of a small picture, for `data-preview`.
    pub preview: String,
}

/// The link of a page, with its small picture.
pub async fn page_link(sql: &impl Sql, id: Uuid) -> Result<Option<LeafLink>, StorageError> {
    Ok(page(sql, id).await?.map(|page| LeafLink::from(&page)))
}

impl From<&PageRow> for LeafLink {
    fn from(page: &PageRow) -> Self {
        LeafLink {
            page: page.id,
            label: page.label(),
            href: format!("/casefile/pages/{}", page.id),
            preview: PageView::from(page).thumb,
        }
    }
}

/// Writes the number of a page by hand; an empty one says that the page has none.
pub async fn correct(
    work: &Work,
    matter: &MatterHead,
    page: &PageRow,
    number: &str,
) -> Result<(), WorkError> {
    work.require_for(Right::CasefileMark, &matter.unit, &matter.assigned)
        .await?;
    let number = number.trim();
    let key = bl_key(number);
    if !number.is_empty() && key.is_none() {
        return Err(WorkError::invalid("bl", messages::BAD_LEAF));
    }
    let number = Some(number).filter(|number| !number.is_empty());
    work.tx
        .exec(
            "UPDATE casefile_page SET bl = $1, bl_key = $2, bl_by = $3, bl_unclear = FALSE, revision = revision + 1, changed_at = $6
              WHERE unit_id = $4 AND id = $5",
            args![number, key, work.actor.person, &page.unit_id, page.id, work.now_ms],
        )
        .await?;
    let detail = format!(
        "{} to {}",
        page.bl.as_deref().unwrap_or("-"),
        number.unwrap_or("-")
    );
    work.note("casefile.leaf.corrected", "casefile.page", page.id, &detail)
        .await
}

/// `GET /casefile/matters/{matter}/bl/{number}`
pub(crate) async fn follow(
    visit: Visit,
    Path((matter, number)): Path<(Uuid, String)>,
) -> Result<Told, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    match resolve_bl(visit.app.db(), matter, &number).await? {
        Some(page) => Ok(Told::to(format!(
            "/casefile/matters/{matter}?page={}",
            page.id
        ))),
        None => Err(Problem::NotFound(messages::no_such_leaf(&number))),
    }
}

#[derive(Deserialize)]
pub(crate) struct Place {
    rect: Option<String>,
}

/// `GET /casefile/pages/{page}?rect=x0,y0,x1,y1`: the viewer opens there, with the box shown.
pub(crate) async fn open(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(place): Query<Place>,
) -> Result<Told, Problem> {
    let page = page_for(&visit, id, Right::CasefileRead).await?.0;
    let rect: Option<Vec<i32>> = place.rect.map(|rect| {
        rect.split(',')
            .filter_map(|n| n.trim().parse().ok())
            .collect()
    });
    let rect = match rect.as_deref() {
        Some([x0, y0, x1, y1]) => format!("&rect={x0},{y0},{x1},{y1}"),
        _ => String::new(),
    };
    Ok(Told::to(format!(
        "/casefile/matters/{}?page={id}{rect}",
        page.matter_id
    )))
}

/// `POST /casefile/pages/{page}/bl` with `bl`
pub(crate) async fn keep(
    visit: Visit,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let (page, matter) = page_for(&visit, id, Right::CasefileMark).await?;
    let work = visit.begin().await?;
    correct(&work, &matter, &page, form.get("bl")).await?;
    work.commit().await?;
    visit.app.jobs().ring();
    Ok(match form.opt("then") {
        Some(then) => Told::to(then).good("Đã ghi số bút lục.").into_response(),
        None => Json(serde_json::json!({ "bl": form.opt("bl") })).into_response(),
    })
}

/// A page, with the head of its matter over which the person holds this right.
pub(crate) async fn page_for(
    visit: &Visit,
    id: Uuid,
    right: Right,
) -> Result<(PageRow, MatterHead), Problem> {
    let found = page(visit.app.db(), id).await?;
    let page = found.ok_or_else(|| Problem::NotFound(messages::PAGE_GONE.to_owned()))?;
    let matter = opened(visit, page.matter_id, right).await?;
    Ok((page, matter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_is_the_same_however_many_zeros_it_is_stamped_with() {
        assert_eq!(bl_key("012").as_deref(), Some("12"));
        assert_eq!(bl_key(" 37A ").as_deref(), Some("37a"));
        assert_eq!(bl_key("0").as_deref(), Some("0"));
        for none in ["", "a12", "12-13", "1234567", "12ab"] {
            assert_eq!(bl_key(none), None, "{none}");
        }
    }
}
