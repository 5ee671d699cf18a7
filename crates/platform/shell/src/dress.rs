//! Mặc áo cho câu trả lời: what went wrong becomes a page, a part of a page, or JSON, as the asker reads it;
//! and every answer carries the headers that keep a browser honest.

use askama::Template;
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use uuid::Uuid;

use crate::{Alert, App, Bare, ErrorPage, Problem, Theme, Tone, cookies::cookie, problem::Sorry};

/// Only our own files: no script, style or picture from elsewhere, none written into a page. The one address beside ours is the signing
/// program on the person's own machine (docs/sign-agent.md).
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
connect-src 'self' http://127.0.0.1:18987; media-src 'self' blob:; worker-src 'self' blob:; frame-src 'self' blob:; manifest-src 'self'; \
form-action 'self'; frame-ancestors 'self'; base-uri 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// How the asker reads an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    Page,
    Part,
    Json,
}

fn reads(headers: &HeaderMap) -> Reads {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    match accept.unwrap_or_default() {
        _ if headers.contains_key("hx-request") => Reads::Part,
        accept if accept.contains("text/html") => Reads::Page,
        accept if accept.contains("application/json") => Reads::Json,
        _ => Reads::Page,
    }
}

/// The outermost layer of ours.
pub(crate) async fn dressed(State(app): State<App>, request: Request, next: Next) -> Response {
    let reads = reads(request.headers());
    let theme =
        cookie(request.headers(), "theme").map_or(Theme::Auto, |value| Theme::from_cookie(&value));
    let method = request.method().clone();
    // The pattern of the address, never the address itself: ids and words typed by people stay out of the log.
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("-", MatchedPath::as_str)
        .to_owned();
    let id = Uuid::now_v7().simple().to_string();
    let began = std::time::Instant::now();
    let mut answer = next.run(request).await;
    let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, path, status = answer.status().as_u16(), ms, request = id, "answered");

    if let Some(sorry) = sorry_of(&mut answer) {
        answer = told(sorry, reads, theme, answer);
    }
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if app.settings().is_secure {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if let Ok(id) = HeaderValue::try_from(id) {
        headers.insert("x-request-id", id);
    }
    answer
}

/// What is to be said: by a problem of ours, or where the web library answered with a bare status.
fn sorry_of(answer: &mut Response) -> Option<Sorry> {
    if let Some(sorry) = answer.extensions_mut().remove::<Sorry>() {
        return Some(sorry);
    }
    let status = answer.status();
    let kind = answer.headers().get(header::CONTENT_TYPE);
    let is_bare = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() || status.is_server_error()) || !is_bare {
        return None;
    }
    let problem = match status {
        StatusCode::NOT_FOUND => Problem::not_found(),
        StatusCode::FORBIDDEN => Problem::not_allowed(),
        StatusCode::METHOD_NOT_ALLOWED => {
            Problem::NotFound("Địa chỉ này không nhận kiểu yêu cầu vừa gửi.".to_owned())
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::TooLarge("Nội dung gửi lên vượt quá dung lượng cho phép.".to_owned())
        }
        status if status.is_client_error() => Problem::Unreadable(
            "Không đọc được yêu cầu vừa gửi; địa chỉ hoặc nội dung không đúng dạng.".to_owned(),
        ),
        status => Problem::failed(format!("a handler answered {status}")),
    };
    problem.into_response().extensions_mut().remove::<Sorry>()
}

fn told(sorry: Sorry, reads: Reads, theme: Theme, answer: Response) -> Response {
    let status = sorry.status;
    let mut dressed = match reads {
        Reads::Json => {
            let body = serde_json::json!({ "message": sorry.sentence, "advice": sorry.advice, "number": sorry.number });
            (status, axum::Json(body)).into_response()
        }
        Reads::Part => {
            let mut alert = Alert::new(Tone::Danger, sorry.sentence).detail(sorry.advice);
            if !sorry.number.is_empty() {
                alert = alert.detail(format!("Số sự cố: {}", sorry.number));
            }
            if status == StatusCode::UNAUTHORIZED {
                alert = alert.link("Đăng nhập", "/sign-in");
            }
            (status, Html(alert.render().unwrap_or_default())).into_response()
        }
        Reads::Page => {
            let page = ErrorPage {
                bare: Bare {
                    theme,
                    ..Bare::titled(sorry.title)
                },
                status: status.as_u16(),
                sentence: sorry.sentence,
                advice: sorry.advice,
                number: sorry.number,
                link: (status == StatusCode::UNAUTHORIZED)
                    .then(|| ("Đăng nhập".to_owned(), "/sign-in".to_owned())),
            };
            (status, Html(page.render().unwrap_or_default())).into_response()
        }
    };
    for cookie in answer.headers().get_all(header::SET_COOKIE) {
        dressed
            .headers_mut()
            .append(header::SET_COOKIE, cookie.clone());
    }
    dressed
}
