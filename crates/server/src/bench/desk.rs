//! Người dùng của phép đo: a browser without a network, signed in as somebody of the demo.

use anyhow::{Context, anyhow};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use db::{Sql, args};
use people::{
    Role,
    sign_in::session,
    staff::{person, post},
};
use shell::{App, Peer};
use tower::ServiceExt;
use uuid::Uuid;

/// Somebody who asks for pages.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    cookie: String,
}

impl Visitor {
    /// Somebody of the demo, by their sign-in name.
    pub async fn named(app: &App, router: &Router, login: &str) -> anyhow::Result<Visitor> {
        db::row! { struct Found { person: Uuid, post: Uuid } }
        let found: Option<Found> = app
            .db()
            .opt(
                "SELECT o.person, o.id AS post FROM people_post o JOIN people_person p ON p.id = o.person
                  WHERE p.login = $1 ORDER BY o.valid_from DESC LIMIT 1",
                args![login],
            )
            .await?;
        let found = found.with_context(|| format!("nobody signs in as {login}"))?;
        let from = session::From {
            user_agent: "kiemsat bench",
            address: "127.0.0.1",
        };
        let tx = app.db().begin().await?;
        let (_, token) = session::open(&tx, found.person, found.post, from, app.now_ms())
            .await
            .map_err(|error| anyhow!("{error}"))?;
        tx.commit().await?;
        Ok(Visitor {
            router: router.clone(),
            cookie: format!("kiemsat={token}"),
        })
    }

    /// The token of the session, for a browser of its own.
    pub fn token(&self) -> &str {
        self.cookie.trim_start_matches("kiemsat=")
    }

    /// A statistician of the Supreme Procuracy, added when the demo has none.
    pub async fn of_the_nation(app: &App, router: &Router) -> anyhow::Result<Visitor> {
        const LOGIN: &str = "toicao.thongke";
        let there: i64 = app
            .db()
            .one(
                "SELECT count(*) FROM people_person WHERE login = $1",
                args![LOGIN],
            )
            .await?;
        if there == 0 {
            let who = person::Particulars {
                name: "Nguyễn Thị Thống Kê".to_owned(),
                login: LOGIN.to_owned(),
                email: String::new(),
            };
            let id = Uuid::now_v7();
            let new = post::NewPost {
                person: id,
                unit: "TC".to_owned(),
                role: Role::Statistician,
                title: String::new(),
                from: app.today(),
                to: None,
                reason: "kiemsat bench".to_owned(),
            };
            let tx = app.db().begin().await?;
            person::insert(&tx, id, &who, None, false, app.now_ms()).await?;
            post::insert(&tx, Uuid::now_v7(), &new).await?;
            tx.commit().await?;
        }
        Visitor::named(app, router, LOGIN).await
    }

    /// Asks for a page, or for a picture as an `<img>` does; its status and body.
    pub async fn get(&self, path: &str) -> anyhow::Result<(StatusCode, Vec<u8>)> {
        let accept = match path.ends_with("/image") || path.ends_with("/thumb") {
            true => "image/avif,image/webp,*/*;q=0.8",
            false => "text/html",
        };
        let request = Request::get(path).header(header::ACCEPT, accept);
        self.send(request, Body::empty()).await
    }

    /// Sends one file as a form of ours does.
    pub async fn upload(
        &self,
        path: &str,
        name: &str,
        bytes: &[u8],
    ) -> anyhow::Result<(StatusCode, Vec<u8>)> {
        const EDGE: &str = "edge-of-a-part";
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        let body = [
            head.as_bytes(),
            bytes,
            format!("\r\n--{EDGE}--\r\n").as_bytes(),
        ]
        .concat();
        let request = Request::post(path)
            .header(header::ACCEPT, "application/json")
            .header("sec-fetch-site", "same-origin")
            .header(
                header::CONTENT_TYPE,
                format!("multipart/form-data; boundary={EDGE}"),
            );
        self.send(request, Body::from(body)).await
    }

    /// Sends what was typed on a page, with the page's token; the status and where it leads. Values stand as they are in an address.
    pub async fn post(
        &self,
        page: &str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<(StatusCode, String)> {
        let (_, body) = self.get(page).await?;
        let text = String::from_utf8_lossy(&body);
        let token = text
            .split_once("name=\"csrf\" value=\"")
            .and_then(|(_, rest)| rest.split_once('"'))
            .with_context(|| format!("{page} has no form"))?;
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("&{name}={value}"));
        let typed = format!("csrf={}{}", token.0, pairs.collect::<String>());
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.answer(request, Body::from(typed)).await?;
        let to = answer.headers().get(header::LOCATION);
        let to = to.and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok((answer.status(), to.to_owned()))
    }

    async fn send(
        &self,
        request: axum::http::request::Builder,
        body: Body,
    ) -> anyhow::Result<(StatusCode, Vec<u8>)> {
        let answer = self.answer(request, body).await?;
        let status = answer.status();
        Ok((
            status,
            to_bytes(answer.into_body(), usize::MAX).await?.to_vec(),
        ))
    }

    async fn answer(
        &self,
        request: axum::http::request::Builder,
        body: Body,
    ) -> anyhow::Result<axum::response::Response> {
        let request = request
            .header(header::HOST, "kiemsat.bench")
            .header(header::COOKIE, &self.cookie);
        let mut request = request.body(body)?;
        request
            .extensions_mut()
            .insert(Peer(std::net::Ipv4Addr::LOCALHOST.into()));
        match self.router.clone().oneshot(request).await {
            Ok(answer) => Ok(answer),
            Err(never) => match never {},
        }
    }
}
