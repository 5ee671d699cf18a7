//! Ảnh trang: given as fast as the store gives them, kept by the browser for ever, since a changed picture has a changed address.

use axum::{
    body::{Body, Bytes},
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use db::{Sql, args};
use files::FileId;
use people::Right;
use shell::{Problem, Visit};
use uuid::Uuid;

use crate::{
    file::file,
    leaves::resolve_bl,
    looks,
    matter::{may_read, opened},
    messages,
};

db::row! {
    /// What a picture needs to be shown.
    struct Shown { matter_id: Uuid, picture: Option<String>, thumb: Option<String> }
}

/// `GET /casefile/pages/{page}/image`
pub(crate) async fn image(
    visit: Visit,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let page = shown(&visit, id).await?;
    looks::keep_once(&visit, page.matter_id).await?;
    picture(&visit, &headers, page.picture).await
}

/// `GET /casefile/pages/{page}/thumb`
pub(crate) async fn thumb(
    visit: Visit,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let page = shown(&visit, id).await?;
    picture(&visit, &headers, page.thumb).await
}

/// `GET /casefile/matters/{matter}/bl/{number}/thumb`: what a link to "BL 127" shows before it is followed.
pub(crate) async fn leaf_thumb(
    visit: Visit,
    headers: HeaderMap,
    Path((matter, number)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    may_read(&visit, matter).await?;
    let page = resolve_bl(visit.app.db(), matter, &number).await?;
    let page = page.ok_or_else(|| Problem::NotFound(messages::no_such_leaf(&number)))?;
    let mut shown = picture(&visit, &headers, page.thumb).await?;
    // The number may be another page's tomorrow.
    let asked_again = HeaderValue::from_static("private, no-cache");
    shown
        .headers_mut()
        .insert(header::CACHE_CONTROL, asked_again);
    Ok(shown)
}

/// The pictures of a page whose file the person may read.
async fn shown(visit: &Visit, id: Uuid) -> Result<Shown, Problem> {
    let sql = visit.app.db();
    let page: Option<Shown> = sql
        .opt(
            "SELECT matter_id, picture, thumb FROM casefile_page WHERE id = $1",
            args![id],
        )
        .await?;
    let page = page.ok_or_else(|| Problem::NotFound(messages::PAGE_GONE.to_owned()))?;
    may_read(visit, page.matter_id).await?;
    Ok(page)
}

pub(crate) async fn picture(
    visit: &Visit,
    headers: &HeaderMap,
    hash: Option<String>,
) -> Result<Response, Problem> {
    let soon = || Problem::NotFound("Ảnh của trang này đang được chuẩn bị.".to_owned());
    let hash = hash.ok_or_else(soon)?;
    let tag = HeaderValue::try_from(format!("\"{hash}\"")).map_err(Problem::failed)?;
    let keep = HeaderValue::from_static("private, max-age=31536000, immutable");
    if headers.get(header::IF_NONE_MATCH) == Some(&tag) {
        let known = [(header::ETAG, tag), (header::CACHE_CONTROL, keep)];
        return Ok((StatusCode::NOT_MODIFIED, known).into_response());
    }
    let id: FileId = hash.parse().map_err(Problem::failed)?;
    let bytes = visit
        .app
        .files()
        .get_unchecked(id)
        .await
        .map_err(Problem::failed)?;
    let kind = HeaderValue::from_static("image/jpeg");
    let given = [
        (header::CONTENT_TYPE, kind),
        (header::ETAG, tag),
        (header::CACHE_CONTROL, keep),
    ];
    Ok((given, Body::from(bytes)).into_response())
}

/// `GET /casefile/files/{file}/original`: the bytes as they were delivered.
pub(crate) async fn original(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let found = file(visit.app.db(), id)
        .await?
        .filter(|file| file.state != "withheld");
    let file = found.ok_or_else(|| Problem::NotFound(messages::PAGE_GONE.to_owned()))?;
    opened(&visit, file.matter_id, Right::CasefileRead).await?;
    let work = visit.begin().await?;
    work.note("casefile.file.taken", "casefile.file", id, "")
        .await?;
    work.commit().await?;
    let source: FileId = file.source.parse().map_err(Problem::failed)?;
    let content = visit.app.files().content(source).await;
    let bytes = Bytes::from_owner(content.map_err(Problem::failed)?);
    let name = format!("{}-{}", text::slug(&file.title, 60), &file.source[..8]);
    let kind = match scan::Kind::of(&bytes) {
        scan::Kind::Pdf => ("application/pdf", "pdf"),
        scan::Kind::Jpeg => ("image/jpeg", "jpg"),
        scan::Kind::Png => ("image/png", "png"),
        _ => ("image/tiff", "tif"),
    };
    let as_file = format!("attachment; filename=\"{name}.{}\"", kind.1);
    let given = [
        (header::CONTENT_TYPE, kind.0.to_owned()),
        (header::CONTENT_DISPOSITION, as_file),
    ];
    Ok((given, Body::from(bytes)).into_response())
}
