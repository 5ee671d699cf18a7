//! Trang đăng nhập và trang lỗi.

use askama::Template;

use super::Bare;

/// Trang đăng nhập.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    /// The frame.
    pub bare: Bare,
    /// The name typed before.
    pub name: String,
    /// Why it was refused; a sentence.
    pub error: String,
    /// The second step: asks for the six digits of the authenticator.
    pub asks_code: bool,
    /// Where to go afterwards, sent back as `next`.
    pub next: String,
    /// People of the demo to sign in as: name, post, sign-in name.
    pub demo_people: Vec<(String, String, String)>,
    /// The password of all people of the demo.
    pub demo_password: String,
}

/// Trang lỗi: what happened, what to do, and a number for the log.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The frame.
    pub bare: Bare,
    /// 403, 404, 500 …
    pub status: u16,
    /// What happened, whole sentence.
    pub sentence: String,
    /// What to do, whole sentence.
    pub advice: String,
    /// The number under which the log holds the cause; empty when there is none.
    pub number: String,
    /// The way on: label and address.
    pub link: Option<(String, String)>,
}
