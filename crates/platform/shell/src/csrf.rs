//! Chống giả mạo yêu cầu: a writing request must come from a page of ours.
//!
//! Three locks, each enough alone in today's browsers: the cookie is SameSite=Lax; `Sec-Fetch-Site` and `Origin` must
//! name this site; and the form or the header carries a token that only our pages know.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, Method, header},
};
use sha2::{Digest, Sha256};

use crate::{App, Form, Problem};

/// The header of htmx and of the islands.
const HEADER: &str = "x-csrf-token";

/// Bytes a form without files may have.
const LONGEST_FORM: usize = 4 << 20;

/// The token of a cookie: nobody can make it without the cookie, and it does not give the cookie away.
pub(crate) fn token(cookie: &str) -> String {
    hex::encode(Sha256::digest(format!("kiemsat form {cookie}")))
}

/// Lets a request through if it only reads, or if it comes from a page of ours.
pub(crate) async fn checked(
    request: Request,
    app: &App,
    expected: &str,
) -> Result<Request, Problem> {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return Ok(request);
    }
    let refused = || {
        Problem::NotAllowed(
            "Yêu cầu này không đến từ trang của Kiểm Sát Số, hoặc trang đã mở quá lâu. Hãy tải lại trang rồi làm lại."
                .to_owned(),
        )
    };
    let site = is_from_us(request.headers(), app);
    if site == Some(false) {
        return Err(refused());
    }
    if let Some(sent) = request.headers().get(HEADER) {
        return if same(sent.as_bytes(), expected.as_bytes()) {
            Ok(request)
        } else {
            Err(refused())
        };
    }
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        let (parts, body) = request.into_parts();
        let bytes: Bytes = to_bytes(body, LONGEST_FORM)
            .await
            .map_err(|_| Problem::TooLarge("Biểu gửi lên quá lớn.".to_owned()))?;
        let form = Form::parse(&bytes)?;
        return if same(form.get("csrf").as_bytes(), expected.as_bytes()) {
            Ok(Request::from_parts(parts, Body::from(bytes)))
        } else {
            Err(refused())
        };
    }
    // A form with files sends its token among the parts, which are not read here; the browser's own word stands for it.
    if kind.starts_with("multipart/form-data") && site == Some(true) {
        return Ok(request);
    }
    Err(refused())
}

/// What the browser says about where the request comes from; none when it says nothing.
fn is_from_us(headers: &HeaderMap, app: &App) -> Option<bool> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return Some(site == "same-origin");
    }
    let origin = text("origin")?;
    // "null" is what a page says that hides where it is from.
    let Some((_, origin_host)) = origin.split_once("://") else {
        return Some(false);
    };
    let forwarded = text("x-forwarded-host").filter(|_| app.settings().is_behind_proxy);
    let host = forwarded.or_else(|| text("host"))?;
    Some(origin_host.eq_ignore_ascii_case(host))
}

/// Compares without telling by time how much was right.
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_follows_its_cookie_and_does_not_show_it() {
        assert_eq!(token("a"), token("a"));
        assert_ne!(token("a"), token("b"));
        assert!(!token("secret").contains("secret"));
    }

    #[test]
    fn tokens_are_equal_only_whole() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd"));
        assert!(!same(b"abc", b"ab"));
        assert!(!same(b"", b"a"));
    }
}
