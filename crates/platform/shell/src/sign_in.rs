//! Đăng nhập, đăng xuất, đổi chức vụ đang dùng.

use std::{collections::HashMap, sync::Mutex};

use axum::{
    extract::Query,
    response::{IntoResponse, Response},
};
use people::sign_in::{Attempt, Entrance, SignInRefusal, session, sign_in};
use rand::RngCore;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    Bare, Form, Guest, Needs, Page, Problem, Routes, SignInPage, Told, Visit, cookies, csrf,
};

/// The addresses of the door.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/sign-in", Needs::Public, show)
        .post("/sign-in", Needs::Public, enter)
        .post("/sign-out", Needs::SignedIn, leave)
        .post("/session/post", Needs::SignedIn, act_in)
}

/// Between password and code: the password stays here for a few minutes, never in the page.
#[derive(Default)]
pub(crate) struct Waiting(Mutex<HashMap<String, Half>>);

struct Half {
    login: String,
    password: String,
    until_ms: i64,
}

const PATIENCE_MS: i64 = 5 * 60_000;

impl Waiting {
    fn keep(&self, guest: String, login: String, password: String, now_ms: i64) {
        if let Ok(mut waiting) = self.0.lock() {
            waiting.retain(|_, half| half.until_ms > now_ms);
            let until_ms = now_ms + PATIENCE_MS;
            waiting.insert(
                guest,
                Half {
                    login,
                    password,
                    until_ms,
                },
            );
        }
    }

    fn password(&self, guest: &str, login: &str, now_ms: i64) -> Option<String> {
        let waiting = self.0.lock().ok()?;
        let half = waiting.get(guest)?;
        (half.login == login && half.until_ms > now_ms).then(|| half.password.clone())
    }

    fn done(&self, guest: &str) {
        if let Ok(mut waiting) = self.0.lock() {
            waiting.remove(guest);
        }
    }
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    next: String,
}

async fn show(guest: Guest, Query(asked): Query<Asked>) -> Response {
    if guest.visit.is_some() {
        return Told::to(way_on(&asked.next)).into_response();
    }
    page(
        &guest,
        SignInPage {
            next: asked.next,
            ..SignInPage::default()
        },
        false,
    )
}

async fn enter(guest: Guest, form: Form) -> Result<Response, Problem> {
    let app = &guest.app;
    let login = form.get("name").to_owned();
    let code = form.opt("code").map(str::to_owned);
    let password = match (form.raw("password"), &code) {
        ("", Some(_)) => app
            .waiting()
            .password(&guest.csrf, &login, guest.now_ms)
            .unwrap_or_default(),
        (typed, _) => typed.to_owned(),
    };
    let has_code = code.is_some();
    let attempt = Attempt {
        login: login.clone(),
        password: password.clone(),
        code,
        address: guest.address.clone(),
        user_agent: guest.browser.clone(),
    };
    let again = SignInPage {
        name: login.clone(),
        next: form.get("next").to_owned(),
        ..SignInPage::default()
    };
    match sign_in(app.db(), app.key(), &attempt, guest.now_ms).await {
        Ok(Entrance::Open { token, .. }) => {
            app.waiting().done(&guest.csrf);
            app.actors().forget();
            // A password that must be changed is said at the gate, on the way there.
            let mut answer = Told::to(way_on(&again.next)).into_response();
            cookies::keep_session(app, answer.headers_mut(), &token);
            cookies::forget(answer.headers_mut(), cookies::GUEST);
            Ok(answer)
        }
        Ok(Entrance::CodeNeeded) => {
            app.waiting()
                .keep(guest.csrf.clone(), login, password, guest.now_ms);
            Ok(page(
                &guest,
                SignInPage {
                    asks_code: true,
                    ..again
                },
                false,
            ))
        }
        Err(SignInRefusal::Failed(error)) => Err(error.into()),
        Err(refusal) => {
            let asks_code = has_code && matches!(refusal, SignInRefusal::WrongCode);
            let error = people::messages::sign_in_refused(&refusal);
            Ok(page(
                &guest,
                SignInPage {
                    error,
                    asks_code,
                    ..again
                },
                true,
            ))
        }
    }
}

/// The sign-in page; a guest who has no secret yet is given one, and the form its token.
fn page(guest: &Guest, content: SignInPage, is_refused: bool) -> Response {
    let app = &guest.app;
    let fresh = guest.is_new.then(|| {
        let mut bytes = [0_u8; 24];
        rand::rng().fill_bytes(&mut bytes);
        hex::encode(bytes)
    });
    let content = SignInPage {
        bare: Bare {
            csrf: fresh
                .as_deref()
                .map_or_else(|| guest.csrf.clone(), csrf::token),
            theme: guest.theme,
            ..Bare::titled("Đăng nhập")
        },
        demo_people: app.settings().demo_people.clone(),
        demo_password: app.settings().demo_password.clone(),
        ..content
    };
    let mut answer = match is_refused {
        true => Page::refused(content).into_response(),
        false => Page(content).into_response(),
    };
    if let Some(secret) = fresh {
        cookies::keep_guest(app, answer.headers_mut(), &secret);
    }
    answer
}

/// Where to go after signing in: inside this site, and never back to the door.
fn way_on(next: &str) -> String {
    match next {
        next if next.starts_with('/') && !next.starts_with("//") && !next.starts_with("/sign-") => {
            next.to_owned()
        }
        _ => "/".to_owned(),
    }
}

async fn leave(visit: Visit) -> Result<Response, Problem> {
    let work = visit.begin().await?;
    session::sign_out(&work, visit.session).await?;
    work.commit().await?;
    let mut answer = Told::to("/sign-in").into_response();
    cookies::forget_session(&visit.app, answer.headers_mut());
    Ok(answer)
}

async fn act_in(visit: Visit, form: Form) -> Result<impl IntoResponse, Problem> {
    let post: Uuid = form.get("post").parse().map_err(|_| Problem::not_found())?;
    let work = visit.begin().await?;
    session::act_in(&work, visit.session, post).await?;
    work.commit().await?;
    Ok(Told::to("/").good("Đã chuyển chức vụ đang dùng."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_on_stays_inside_and_does_not_lead_back_to_the_door() {
        assert_eq!(way_on("/criminal/cases?q=1"), "/criminal/cases?q=1");
        for away in [
            "",
            "https://example.org",
            "//example.org",
            "/sign-in?next=/x",
            "/sign-out",
        ] {
            assert_eq!(way_on(away), "/", "{away}");
        }
    }

    #[test]
    fn a_password_waits_for_its_code_only_a_few_minutes_and_only_for_its_login() {
        let waiting = Waiting::default();
        waiting.keep("g".into(), "an.nv".into(), "mật khẩu".into(), 0);
        assert_eq!(
            waiting.password("g", "an.nv", 1).as_deref(),
            Some("mật khẩu")
        );
        assert_eq!(waiting.password("g", "binh.tt", 1), None);
        assert_eq!(waiting.password("g", "an.nv", PATIENCE_MS), None);
        waiting.done("g");
        assert_eq!(waiting.password("g", "an.nv", 1), None);
    }
}
