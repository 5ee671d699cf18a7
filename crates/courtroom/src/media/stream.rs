//! Dòng băng ghi: the bytes by ranges, so that a browser jumps to a minute without fetching what is before it.
//!
//! The whole file is compared with its hash when it is first needed, before it is shown; while it is held open here its bytes are those that were
//! compared, so a range costs no second reading of a gigabyte.

use std::{
    ops::Range,
    sync::{Mutex, OnceLock, PoisonError},
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use files::{Content, FileError, FileId, Files};
use shell::Problem;

use crate::messages;

/// Recordings held open.
const HELD: usize = 6;
/// A browser that asks for the rest of a file gets so much at a time and asks again.
const STRETCH: u64 = 2 << 20;

fn held() -> &'static Mutex<Vec<(FileId, Content)>> {
    static HELD: OnceLock<Mutex<Vec<(FileId, Content)>>> = OnceLock::new();
    HELD.get_or_init(Mutex::default)
}

/// Kiểm tra mã băm: the bytes under this name, compared with it once and held open.
pub(crate) async fn checked(files: &Files, hash: &str) -> Result<Content, Problem> {
    let id: FileId = hash.parse().map_err(Problem::failed)?;
    let known = {
        let all = held().lock().unwrap_or_else(PoisonError::into_inner);
        all.iter()
            .find(|(one, _)| *one == id)
            .map(|(_, content)| content.clone())
    };
    if let Some(known) = known {
        return Ok(known);
    }
    let content = files.content(id).await.map_err(|fault| match fault {
        FileError::Changed(_) => Problem::Refused(messages::MEDIA_CHANGED.to_owned()),
        FileError::Missing(_) => Problem::NotFound(messages::MEDIA_GONE.to_owned()),
        fault => Problem::failed(fault),
    })?;
    let mut all = held().lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= HELD {
        all.remove(0);
    }
    all.push((id, content.clone()));
    Ok(content)
}

/// Forgets what is held open, so that the next look compares anew: a recording is compared at every release.
pub(crate) fn forget(hash: &str) {
    let mut all = held().lock().unwrap_or_else(PoisonError::into_inner);
    all.retain(|(id, _)| id.to_string() != hash);
}

/// The part of the file that is asked for; `keep` says how long a browser may hold it.
pub(crate) async fn given(
    content: Content,
    mime: &str,
    headers: &HeaderMap,
    keep: &'static str,
) -> Result<Response, Problem> {
    let all = content.as_ref().len() as u64;
    let asked = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok());
    let range = asked.map(|asked| range_of(asked, all));
    let common = [
        (
            header::CONTENT_TYPE,
            HeaderValue::try_from(mime).map_err(Problem::failed)?,
        ),
        (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
    ];
    match range {
        // Bytes of an open file: what nobody reads costs no memory.
        None => Ok((common, Body::from(Bytes::from_owner(content))).into_response()),
        Some(None) => {
            let size = [(header::CONTENT_RANGE, format!("bytes */{all}"))];
            Ok((StatusCode::RANGE_NOT_SATISFIABLE, size).into_response())
        }
        Some(Some(range)) => {
            let said = [(
                header::CONTENT_RANGE,
                format!("bytes {}-{}/{all}", range.start, range.end - 1),
            )];
            let bytes = stretch(&content, &range)?;
            Ok((StatusCode::PARTIAL_CONTENT, common, said, Body::from(bytes)).into_response())
        }
    }
}

fn stretch(content: &Content, range: &Range<u64>) -> Result<Bytes, Problem> {
    let from = usize::try_from(range.start).map_err(Problem::failed)?;
    let to = usize::try_from(range.end).map_err(Problem::failed)?;
    Ok(Bytes::from_owner(content.clone()).slice(from..to))
}

/// "bytes=100-", "bytes=100-199", "bytes=-500": one range, at most a stretch of it; none where it lies outside.
fn range_of(asked: &str, all: u64) -> Option<Range<u64>> {
    let asked = asked.strip_prefix("bytes=")?.split(',').next()?.trim();
    let (from, to) = asked.split_once('-')?;
    let (start, end) = match (from.trim(), to.trim()) {
        ("", last) => (all.saturating_sub(last.parse().ok()?), all),
        (from, "") => (from.parse().ok()?, all),
        (from, to) => (
            from.parse().ok()?,
            to.parse::<u64>().ok()?.saturating_add(1),
        ),
    };
    let end = end.min(all).min(start.saturating_add(STRETCH));
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_lies_in_the_file_and_is_no_longer_than_a_stretch() {
        let check = |asked, all, expected| assert_eq!(range_of(asked, all), expected, "{asked}");
        check("bytes=0-99", 1_000, Some(0..100));
        check("bytes=900-", 1_000, Some(900..1_000));
        check("bytes=-100", 1_000, Some(900..1_000));
        check("bytes=-5000", 1_000, Some(0..1_000));
        check("bytes=990-2000", 1_000, Some(990..1_000));
        check("bytes=0-", 50_000_000, Some(0..STRETCH));
        for bad in [
            "bytes=1000-",
            "bytes=5-4",
            "items=0-1",
            "bytes=a-b",
            "bytes=-0",
            "bytes",
        ] {
            check(bad, 1_000, None);
        }
        check("bytes=0-", 0, None);
    }
}
