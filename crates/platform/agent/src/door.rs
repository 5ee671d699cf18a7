//! Cửa vào: nobody is let in but this machine's own browser, on behalf of the one page that was paired, or for this program's own pages.

use crate::{Agent, answer::Refusal, pairing::Standing};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE, CACHE_CONTROL, HOST, ORIGIN,
            REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Carries the secret of the pairing.
const SECRET: HeaderName = HeaderName::from_static("x-sign-agent");
const ASKS_PRIVATE: HeaderName = HeaderName::from_static("access-control-request-private-network");
const ALLOWS_PRIVATE: HeaderName = HeaderName::from_static("access-control-allow-private-network");

/// Who asks: the page's origin, and whether it showed the secret of its pairing.
#[derive(Debug, Clone)]
pub(crate) struct Asker {
    pub origin: String,
    pub is_paired: bool,
}

/// The one value of a header; two of them are as good as none.
fn one(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut all = headers.get_all(name).iter();
    match (all.next(), all.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

/// Looks at host, origin and secret before anything else happens.
pub(crate) async fn guard(
    State(agent): State<Arc<Agent>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match one(request.headers(), HOST).map(str::to_owned) {
        Some(host) if is_ours(&agent, &host, &request) => match is_own_page(request.uri().path()) {
            true => own_page(&host, request, next).await,
            false => of_the_office(&agent, request, next).await,
        },
        _ => Refusal::Host.into_response(),
    };
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        // With "no-referrer" a browser sends the form of the PIN with the origin "null".
        (REFERRER_POLICY, "same-origin"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A name that was bound to loopback by somebody's name server is not ours.
fn is_ours(agent: &Agent, host: &str, request: &Request) -> bool {
    let ours = [
        format!("127.0.0.1:{}", agent.port),
        format!("localhost:{}", agent.port),
    ];
    let named = request.uri().authority();
    ours.iter().any(|one| one == host) && named.is_none_or(|named| named.as_str() == host)
}

fn is_own_page(path: &str) -> bool {
    path == "/" || path.starts_with("/confirm/")
}

/// Our pages are opened as pages, and answered only by themselves.
async fn own_page(host: &str, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let is_own = one(headers, ORIGIN) == Some(format!("http://{host}").as_str());
    let is_right = match *request.method() {
        Method::GET => {
            one(headers, HeaderName::from_static("sec-fetch-dest"))
                .is_none_or(|kind| kind == "document")
                && (!headers.contains_key(ORIGIN) || is_own)
        }
        Method::POST => is_own,
        _ => false,
    };
    match is_right {
        true => next.run(request).await,
        false => Refusal::Origin.into_response(),
    }
}

async fn of_the_office(agent: &Agent, mut request: Request, next: Next) -> Response {
    let Some(origin) = one(request.headers(), ORIGIN).map(str::to_owned) else {
        return Refusal::Origin.into_response();
    };
    let standing = agent.pairing.standing(&origin);
    if standing == Standing::Stranger {
        return Refusal::Origin.into_response();
    }
    let secret = one(request.headers(), SECRET);
    let is_paired = secret.is_some_and(|secret| agent.pairing.knows(&origin, secret));
    let is_open = matches!(request.uri().path(), "/status" | "/pair");
    let asks_private = request.headers().contains_key(ASKS_PRIVATE);
    let mut response = if request.method() == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else if !is_paired && !is_open {
        Refusal::NotPaired.into_response()
    } else {
        request.extensions_mut().insert(Asker {
            origin: origin.clone(),
            is_paired,
        });
        next.run(request).await
    };
    let headers = response.headers_mut();
    if let Ok(origin) = HeaderValue::from_str(&origin) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    for (name, value) in [
        (VARY, "origin"),
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, DELETE"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "content-type, x-sign-agent"),
        (ACCESS_CONTROL_MAX_AGE, "600"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if asks_private {
        headers.insert(ALLOWS_PRIVATE, HeaderValue::from_static("true"));
    }
    response
}
