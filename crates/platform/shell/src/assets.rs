//! Tệp giao diện: the style sheet, fonts and islands built by Vite, carried inside the program.
//!
//! Pages name a file by its logical name (`shell.js`); the built name holds a hash, so a browser may keep it for a year.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

/// The prefix under which [`serve`] is mounted: `/assets/{*path}`.
pub const PREFIX: &str = "/assets/";

#[derive(RustEmbed)]
#[folder = "../../../web/dist"]
struct Built;

static NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let manifest = Built::get("manifest.json")
        .map(|file| file.data)
        .unwrap_or_default();
    serde_json::from_slice(&manifest).unwrap_or_default()
});

/// The address of a built file by its logical name: `shell.js` → `/assets/shell-1a2b3c.js`.
/// An unknown name keeps itself, so that the page still shows and the browser reports the miss.
pub fn url(name: &str) -> String {
    let built = NAMES.get(name).map_or(name, String::as_str);
    format!("{PREFIX}{built}")
}

/// Whether a built file of this logical name exists, e.g. the style sheet of an island.
pub fn exists(name: &str) -> bool {
    NAMES.contains_key(name)
}

/// Một tệp đã dựng.
pub struct Asset {
    /// What is sent.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type.
    pub media: &'static str,
    /// Sent as gzip.
    pub is_gzip: bool,
}

/// The file of this built name, compressed beforehand where that helps and the browser takes it.
pub fn get(name: &str, takes_gzip: bool) -> Option<Asset> {
    let media = media_type(name)?;
    if takes_gzip && let Some(file) = Built::get(&format!("{name}.gz")) {
        return Some(Asset {
            bytes: file.data,
            media,
            is_gzip: true,
        });
    }
    Built::get(name).map(|file| Asset {
        bytes: file.data,
        media,
        is_gzip: false,
    })
}

/// Handler of `/assets/{*path}`.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let takes_gzip = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value
                .split(',')
                .any(|coding| coding.trim().starts_with("gzip"))
        });
    let Some(asset) = get(&name, takes_gzip) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut answer = (
        [
            (header::CONTENT_TYPE, asset.media),
            (header::VARY, "accept-encoding"),
        ],
        asset.bytes.into_owned(),
    )
        .into_response();
    let kept = header::HeaderValue::from_static("public, max-age=31536000, immutable");
    answer.headers_mut().insert(header::CACHE_CONTROL, kept);
    if asset.is_gzip {
        answer.headers_mut().insert(
            header::CONTENT_ENCODING,
            header::HeaderValue::from_static("gzip"),
        );
    }
    answer
}

fn media_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_in_the_manifest_is_embedded_and_has_a_media_type() {
        assert!(!NAMES.is_empty(), "run `make web` first");
        for (logical, built) in NAMES.iter() {
            assert!(get(built, false).is_some(), "{logical} → {built}");
        }
    }

    #[test]
    fn the_shell_is_kept_compressed() {
        let built = url("shell.js").replace(PREFIX, "");
        let packed = get(&built, true).unwrap();
        let plain = get(&built, false).unwrap();
        assert!(packed.is_gzip && packed.bytes.len() < plain.bytes.len());
    }

    #[test]
    fn nothing_outside_the_built_files_is_served() {
        for name in ["../Cargo.toml", "manifest.json", "shell", ""] {
            assert!(get(name, true).is_none(), "{name}");
        }
    }
}
