//! Bút lục (TTLT 04/2018 Đ.34–35): "BL 12" leads to its page; a number the machine misread is corrected by hand.

use axum::{
    Json,
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use db::{Sql, StorageError, Tx, args};
use people::{Right, Work, WorkError};
use serde::Deserialize;
use shell::{Form, Problem, Told, Tone, Visit};
use uuid::Uuid;

use crate::{
    file::file,
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

/// Trang mang bút lục này: the first page of the matter that carries the number, in the series that names the pages or in
/// another; else the one that should by its neighbours; else the one that carried it before it was renumbered. "cũ 37" asks
/// for that last one alone.
pub async fn resolve_bl(
    sql: &impl Sql,
    matter: Uuid,
    number: &str,
) -> Result<Option<PageRow>, StorageError> {
    if let Some(old) = old_number(number) {
        return match bl_key(old) {
            Some(key) => numbered(sql, matter, &key, "NOT NULL").await,
            None => Ok(None),
        };
    }
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
    if let Some(page) = numbered(sql, matter, &key, "NULL").await? {
        return Ok(Some(page));
    }
    match inferred::page_of(sql, matter, &key).await? {
        Some(no) => Ok(pages_in(sql, matter, no, no).await?.pop()),
        None => numbered(sql, matter, &key, "NOT NULL").await,
    }
}

/// "37" of "cũ 37": the number as it was before the leaves were numbered anew.
fn old_number(number: &str) -> Option<&str> {
    let number = number.trim();
    let (word, rest) = number.split_at(number.find(|c: char| c.is_ascii_digit())?);
    (text::fold(word).trim_end_matches(['-', ' ']) == "cu").then_some(rest)
}

/// Số bút lục cũ: the numbers that pages of a matter carried before their leaves were numbered anew, each with its page.
pub async fn former_numbers(
    sql: &impl Sql,
    matter: Uuid,
) -> Result<Vec<(Uuid, String)>, StorageError> {
    db::row! { struct Former { page_id: Uuid, bl_key: String } }
    let all: Vec<Former> = sql
        .all(
            "SELECT page_id, bl_key FROM casefile_leaf WHERE matter_id = $1 AND replaced_at IS NOT NULL ORDER BY replaced_at, page_id",
            args![matter],
        )
        .await?;
    Ok(all
        .into_iter()
        .map(|one| (one.page_id, one.bl_key))
        .collect())
}

/// The page that carries a number in some series now (`replaced` is NULL), or carried it last.
async fn numbered(
    sql: &impl Sql,
    matter: Uuid,
    key: &str,
    replaced: &str,
) -> Result<Option<PageRow>, StorageError> {
    let id: Option<Uuid> = sql
        .opt(
            format!(
                "SELECT l.page_id FROM casefile_leaf l JOIN casefile_page p ON p.unit_id = l.unit_id AND p.id = l.page_id
                  WHERE l.matter_id = $1 AND l.bl_key = $2 AND l.replaced_at IS {replaced}
                  ORDER BY l.replaced_at DESC, p.no LIMIT 1"
            ),
            args![matter, key],
        )
        .await?;
    match id {
        Some(id) => page(sql, id).await,
        None => Ok(None),
    }
}

/// Giữ các số đọc được trên trang: one for each series; what a person gave stands.
pub(crate) async fn keep_read(
    tx: &Tx,
    page: &PageRow,
    stamps: &[scan::Stamp],
    now_ms: i64,
) -> Result<(), StorageError> {
    tx.exec(
        "DELETE FROM casefile_leaf WHERE page_id = $1 AND given_by IS NULL AND replaced_at IS NULL",
        args![page.id],
    )
    .await?;
    let mut owners: Vec<String> = tx
        .all(
            "SELECT owner FROM casefile_leaf WHERE page_id = $1 AND replaced_at IS NULL",
            args![page.id],
        )
        .await?;
    for stamp in stamps {
        let owner = owner_id(stamp.owner).to_owned();
        let Some(number) = stamp.number.as_deref().filter(|_| !owners.contains(&owner)) else {
            continue;
        };
        give(tx, page, &owner, number, None, now_ms).await?;
        owners.push(owner);
    }
    Ok(())
}

/// The word a series is kept under.
pub(crate) fn owner_id(owner: scan::StampOwner) -> &'static str {
    match owner {
        scan::StampOwner::Investigator => "investigator",
        scan::StampOwner::Procuracy => "procuracy",
        scan::StampOwner::Court => "court",
    }
}

async fn give(
    tx: &Tx,
    page: &PageRow,
    owner: &str,
    number: &str,
    given_by: Option<Uuid>,
    now_ms: i64,
) -> Result<(), StorageError> {
    let Some(key) = bl_key(number) else {
        return Ok(());
    };
    tx.exec(
        "INSERT INTO casefile_leaf (unit_id, id, matter_id, page_id, owner, number, bl_key, given_by, given_at, replaced_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)",
        args![&page.unit_id, Uuid::now_v7(), page.matter_id, page.id, owner, number, key, given_by, now_ms],
    )
    .await
    .map(|_| ())
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
            "UPDATE casefile_page SET bl = $1, bl_key = $2, bl_by = $3, bl_unclear = FALSE, bl_guess = NULL, revision = revision + 1, changed_at = $6
              WHERE unit_id = $4 AND id = $5",
            args![number, key, work.actor.person, &page.unit_id, page.id, work.now_ms],
        )
        .await?;
    // A number that was misread never stood: it leads nowhere. One that is replaced by numbering anew does, see `proposed::renumber`.
    let owner = page.bl_owner.as_deref().unwrap_or("investigator");
    work.tx
        .exec(
            "DELETE FROM casefile_leaf WHERE page_id = $1 AND owner = $2 AND replaced_at IS NULL",
            args![page.id, owner],
        )
        .await?;
    if let Some(number) = number {
        let by = Some(work.actor.person);
        give(&work.tx, page, owner, number, by, work.now_ms).await?;
    }
    if let Some(file) = file(&work.tx, page.file_id).await? {
        crate::proposed::job::queue(&work.tx, &file, work.now_ms).await?;
    }
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
        Some(page) => {
            let told = Told::to(format!("/casefile/matters/{matter}?page={}", page.id));
            let is_other = bl_key(&number) != page.bl.as_deref().and_then(bl_key);
            Ok(match &page.bl {
                Some(now) if is_other => told.say(Tone::Info, messages::other_number(&number, now)),
                _ => told,
            })
        }
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

    #[test]
    fn an_old_number_is_asked_for_by_its_word() {
        for (asked, old) in [("cũ 37", "37"), ("Cũ 37a", "37a"), ("cu-5", "5")] {
            assert_eq!(old_number(asked), Some(old));
        }
        for other in ["37", "cuối 37", "", "cũ"] {
            assert_eq!(old_number(other), None, "{other}");
        }
    }
}
