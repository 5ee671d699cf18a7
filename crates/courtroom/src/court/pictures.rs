//! Hình đã đưa lên: given by its handle while it stands on the screen. A crop is cut here, so that nothing else of the page leaves.

use std::io::Cursor;

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use files::{FileError, FileId};
use image::{DynamicImage, ImageFormat, ImageReader, codecs::jpeg::JpegEncoder};
use shell::{Guest, Problem};

use super::page::gone;
use crate::{
    messages,
    rules::{Look, Shown},
    session,
};

/// `GET /court/{key}/pictures/{handle}`
pub(crate) async fn picture(
    guest: Guest,
    Path((key, handle)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found = session::by_key(guest.app.db(), &key, guest.now_ms).await?;
    let row = found.ok_or_else(gone)?;
    let screen = row.screen()?;
    let absent = || Problem::NotFound(messages::PICTURE_GONE.to_owned());
    let shown = screen.picture(&handle).cloned().ok_or_else(absent)?;
    // A file withheld for its secrecy takes its pages along: what is on the screen goes too.
    let page = casefile::page(guest.app.db(), shown.page).await?;
    page.filter(|page| page.matter_id == row.matter_id)
        .ok_or_else(absent)?;
    let id: FileId = shown.picture.parse().map_err(Problem::failed)?;
    let bytes = match guest.app.files().get_unchecked(id).await {
        Ok(bytes) => bytes,
        Err(FileError::Missing(_)) => return Err(absent()),
        Err(fault) => return Err(Problem::failed(fault)),
    };
    let bytes = match shown.look {
        Look::Crop => {
            let cut = tokio::task::spawn_blocking(move || cut(&bytes, &shown));
            cut.await
                .map_err(Problem::failed)?
                .map_err(Problem::failed)?
        }
        _ => bytes,
    };
    let kind = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        // Once it is off the screen it is to be nowhere else.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((kind, Body::from(bytes)).into_response())
}

/// The rectangle alone. The stored picture may be smaller than the page's measure; its shape is the same.
fn cut(jpeg: &[u8], shown: &Shown) -> Result<Vec<u8>, image::ImageError> {
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
    use uuid::Uuid;

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
        let shown = Shown {
            handle: "h".into(),
            page: Uuid::nil(),
            picture: String::new(),
            label: String::new(),
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
