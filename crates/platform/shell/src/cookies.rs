//! Cookie: the session's key, the guest's secret for the sign-in form, and reading them back.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::App;

/// The secret of a guest's form.
pub(crate) const GUEST: &str = "kiemsat_guest";

/// The session's cookie; with TLS it is bound to this very host.
fn session_name(app: &App) -> &'static str {
    if app.settings().is_secure {
        "__Host-kiemsat"
    } else {
        "kiemsat"
    }
}

/// The key of the session, if the browser holds one.
pub(crate) fn session(app: &App, headers: &HeaderMap) -> Option<String> {
    cookie(headers, session_name(app)).filter(|key| !key.is_empty())
}

/// Lets the browser keep the session's key until it is closed.
pub(crate) fn keep_session(app: &App, headers: &mut HeaderMap, key: &str) {
    let secure = if app.settings().is_secure {
        "; Secure"
    } else {
        ""
    };
    let name = session_name(app);
    put(
        headers,
        format!("{name}={key}; Path=/; HttpOnly; SameSite=Lax{secure}"),
    );
}

/// Takes the session's key away from the browser, unless it has just been given a new one.
pub(crate) fn forget_session(app: &App, headers: &mut HeaderMap) {
    let name = session_name(app);
    if !is_given(headers, name) {
        let secure = if app.settings().is_secure {
            "; Secure"
        } else {
            ""
        };
        let gone = format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}");
        put(headers, gone);
    }
}

/// Gives a guest the secret behind the token of the sign-in form.
pub(crate) fn keep_guest(app: &App, headers: &mut HeaderMap, secret: &str) {
    let secure = if app.settings().is_secure {
        "; Secure"
    } else {
        ""
    };
    put(
        headers,
        format!("{GUEST}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}"),
    );
}

/// Takes a small cookie away, unless the handler has just given a new one.
pub(crate) fn forget(headers: &mut HeaderMap, name: &str) {
    if !is_given(headers, name) {
        put(
            headers,
            format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
        );
    }
}

fn is_given(headers: &HeaderMap, name: &str) -> bool {
    let mut given = headers
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    given.any(|text| {
        text.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('='))
    })
}

fn put(headers: &mut HeaderMap, text: String) {
    if let Ok(value) = HeaderValue::try_from(text) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// The value of a cookie.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// A text as a value of an address.
pub(crate) fn escaped(text: &str) -> String {
    text.bytes()
        .fold(String::with_capacity(text.len()), |mut out, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
            out
        })
}
