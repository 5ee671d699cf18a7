//! Trả lời: a page, a part of a page, or the way to another page with a word on what was done.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{Alert, Problem, Tone};

/// Trang: an askama template as an answer. `Page::refused` shows the same page with what is wrong (422).
#[derive(Debug, Clone)]
pub struct Page<T> {
    template: T,
    status: StatusCode,
}

/// A page that shows this template.
#[allow(non_snake_case)]
pub fn Page<T: Template>(template: T) -> Page<T> {
    Page {
        template,
        status: StatusCode::OK,
    }
}

impl<T: Template> Page<T> {
    /// The page again, with what was typed and why it was not taken.
    pub fn refused(template: T) -> Page<T> {
        Page {
            template,
            status: StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.template.render() {
            Ok(text) => (
                self.status,
                [(header::CACHE_CONTROL, "no-store")],
                Html(text),
            )
                .into_response(),
            Err(error) => Problem::failed(error).into_response(),
        }
    }
}

/// Xong thì sang trang khác: `Told::to("/criminal/cases/…").good("Đã ghi quyết định.")`.
#[derive(Debug, Clone)]
pub struct Told {
    to: String,
    said: Option<(Tone, String)>,
}

/// The cookie that carries the word to the next page.
pub(crate) const SAID: &str = "kiemsat_said";

impl Told {
    /// On to this address.
    pub fn to(href: impl Into<String>) -> Self {
        Told {
            to: href.into(),
            said: None,
        }
    }

    /// Says what was done.
    pub fn good(self, sentence: impl Into<String>) -> Self {
        self.say(Tone::Good, sentence)
    }

    /// Says it in this tone.
    pub fn say(mut self, tone: Tone, sentence: impl Into<String>) -> Self {
        self.said = Some((tone, sentence.into()));
        self
    }
}

impl IntoResponse for Told {
    fn into_response(self) -> Response {
        let mut answer = StatusCode::SEE_OTHER.into_response();
        let place =
            HeaderValue::try_from(address(&self.to)).unwrap_or(HeaderValue::from_static("/"));
        answer.headers_mut().insert(header::LOCATION, place);
        if let Some((tone, sentence)) = &self.said
            && let Ok(cookie) = HeaderValue::try_from(format!(
                "{SAID}={}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax",
                packed(*tone, sentence)
            ))
        {
            answer.headers_mut().append(header::SET_COOKIE, cookie);
        }
        answer
    }
}

/// Letters outside ASCII would be refused in a header; an address inside this site only.
fn address(to: &str) -> String {
    let inside = to.starts_with('/') && !to.starts_with("//") && !to.contains('\\');
    let to = if inside { to } else { "/" };
    to.bytes()
        .fold(String::with_capacity(to.len()), |mut out, byte| {
            if byte.is_ascii_graphic() {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
            out
        })
}

fn packed(tone: Tone, sentence: &str) -> String {
    // A cookie holds about 4 kB; a sentence is far below, a list of refusals might not be.
    let sentence: String = sentence.chars().take(600).collect();
    URL_SAFE_NO_PAD.encode(format!("{}|{sentence}", tone.class()))
}

/// Reads the word back.
pub(crate) fn unpacked(cookie: &str) -> Option<Alert> {
    let bytes = URL_SAFE_NO_PAD.decode(cookie).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (tone, sentence) = text.split_once('|')?;
    let tone = match tone {
        "good" => Tone::Good,
        "info" => Tone::Info,
        "warning" => Tone::Warning,
        "danger" => Tone::Danger,
        _ => Tone::Neutral,
    };
    Some(Alert::new(tone, sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_the_next_page_comes_back_as_it_was_said() {
        let alert = unpacked(&packed(Tone::Good, "Đã ghi quyết định số 12 | 2026.")).unwrap();
        assert_eq!(alert.text, "Đã ghi quyết định số 12 | 2026.");
        assert_eq!(alert.tone, Tone::Good);
        assert!(unpacked("???").is_none());
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        for away in [
            "https://example.org/",
            "//example.org",
            "/\\example.org",
            "javascript:x",
        ] {
            assert_eq!(address(away), "/", "{away}");
        }
        assert_eq!(address("/criminal/cases?q=Đ"), "/criminal/cases?q=%C4%90");
    }
}
