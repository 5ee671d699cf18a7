//! Hình đã đưa lên: given by its handle while it stands on the screen. A crop is cut here, so that nothing else of the page leaves.

use std::io::Cursor;

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use files::{FileError, FileId};
use image::{DynamicImage, ImageFormat, ImageReader, codecs::jpeg::JpegEncoder};
use shell::{App, Guest, Problem};
use uuid::Uuid;

use super::page::gone;
use crate::{
    media::{recording, stream},
    messages,
    rules::{Look, Shown, ShownPage, Thing},
    session,
};

/// `GET /court/{key}/pictures/{handle}`
pub(crate) async fn picture(
    guest: Guest,
    Path((key, handle)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (matter, shown) = standing(&guest, &key, &handle).await?;
    given(&guest.app, matter, shown).await
}

/// `GET /court/{key}/media/{handle}`, by ranges, while it stands on the screen.
pub(crate) async fn media(
    guest: Guest,
    headers: HeaderMap,
    Path((key, handle)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (matter, shown) = standing(&guest, &key, &handle).await?;
    let shown = shown.media().ok_or_else(absent)?;
    // A recording taken off the case goes off the screen too.
    let row = recording(guest.app.db(), shown.media).await?;
    row.filter(|row| row.matter_id == matter && row.removed_at.is_none())
        .ok_or_else(absent)?;
    let held = stream::checked(guest.app.files(), &shown.hash).await?;
    stream::given(held, &shown.mime, &headers, "no-store").await
}

/// The part of this handle while it stands on the court's screen, with its matter.
async fn standing(guest: &Guest, key: &str, handle: &str) -> Result<(Uuid, Shown), Problem> {
    let found = session::by_key(guest.app.db(), key, guest.now_ms).await?;
    let row = found.ok_or_else(gone)?;
    let screen = row.screen()?;
    let shown = screen.part(handle).cloned().ok_or_else(absent)?;
    Ok((row.matter_id, shown))
}

fn absent() -> Problem {
    Problem::NotFound(messages::PICTURE_GONE.to_owned())
}

/// The picture of a part that stands on a screen; nothing may keep it.
pub(crate) async fn given(app: &App, matter: Uuid, shown: Shown) -> Result<Response, Problem> {
    let Picture { kind, bytes } = picture_of(app, matter, &shown).await?;
    let kind = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        // Once it is off the screen it is to be nowhere else.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((kind, Body::from(bytes)).into_response())
}

/// What is seen of a part.
pub(super) struct Picture {
    pub(super) kind: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// The picture of a part, a crop without what lies beside it.
pub(super) async fn picture_of(app: &App, matter: Uuid, shown: &Shown) -> Result<Picture, Problem> {
    let (hash, kind) = match &shown.what {
        Thing::Page(page) => {
            // A file withheld for its secrecy takes its pages along: what is on the screen goes too.
            let there = casefile::page(app.db(), page.page).await?;
            there
                .filter(|there| there.matter_id == matter)
                .ok_or_else(absent)?;
            (&page.picture, "image/jpeg")
        }
        Thing::Drawing(drawing) => (&drawing.png, "image/png"),
        Thing::Media(_) | Thing::Law(_) => return Err(absent()),
    };
    let id: FileId = hash.parse().map_err(Problem::failed)?;
    let bytes = match app.files().get_unchecked(id).await {
        Ok(bytes) => bytes,
        Err(FileError::Missing(_)) => return Err(absent()),
        Err(fault) => return Err(Problem::failed(fault)),
    };
    let bytes = match &shown.what {
        Thing::Page(page) if page.look == Look::Crop => {
            let page = page.clone();
            let cut = tokio::task::spawn_blocking(move || cut(&bytes, &page));
            let cut = cut.await.map_err(Problem::failed)?;
            cut.map_err(Problem::failed)?
        }
        _ => bytes,
    };
    Ok(Picture { kind, bytes })
}

/// The rectangle alone. The stored picture may be smaller than the page's measure; its shape is the same.
fn cut(jpeg: &[u8], shown: &ShownPage) -> Result<Vec<u8>, image::ImageError> {
    let whole = ImageReader::with_format(Cursor::new(jpeg), ImageFormat::Jpeg).decode()?;
    let [x0, y0, x1, y1] = shown.rect.unwrap_or_default();
    let scale = f64::from(whole.width()) / shown.w.max(1) as f64;
    let at = |value: i32| (f64::from(value.max(0)) * scale).round() as u32;
    let (left, top) = (at(x0), at(y0));
    let (width, height) = (at(x1) - left, at(y1) - top);
    let part = DynamicImage::crop_imm(&whole, left, top, width.max(1), height.max(1));
    let mut out = Vec::new();
    part.write_with_encoder(JpegEncoder::new_with_quality(&mut out, 88))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Luma};

    use super::*;

    #[test]
    fn a_crop_holds_its_rectangle_and_nothing_beside_it() {
        // White paper, a black block at 100..200; the stored picture is half the page's measure.
        let page = GrayImage::from_fn(200, 300, |x, y| {
            let is_black = (50..100).contains(&x) && (50..100).contains(&y);
            Luma([if is_black { 0 } else { 255 }])
        });
        let mut jpeg = Vec::new();
        DynamicImage::ImageLuma8(page)
            .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, 95))
            .unwrap();
        let shown = ShownPage {
            page: Uuid::nil(),
            picture: String::new(),
            look: Look::Crop,
            rect: Some([110, 110, 190, 190]),
            lights: Vec::new(),
            w: 400,
            h: 600,
        };
        let cut = image::load_from_memory(&cut(&jpeg, &shown).unwrap())
            .unwrap()
            .to_luma8();
        assert_eq!(cut.dimensions(), (40, 40));
        assert!(cut.pixels().all(|pixel| pixel.0[0] < 40), "only the block");
    }
}
