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

    /// Asks for a page; its status and body.
    pub async fn get(&self, path: &str) -> anyhow::Result<(StatusCode, Vec<u8>)> {
        let request = Request::get(path).header(header::ACCEPT, "text/html");
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

    async fn send(
        &self,
        request: axum::http::request::Builder,
        body: Body,
    ) -> anyhow::Result<(StatusCode, Vec<u8>)> {
        let request = request
            .header(header::HOST, "kiemsat.bench")
            .header(header::COOKIE, &self.cookie);
        let mut request = request.body(body)?;
        request
            .extensions_mut()
            .insert(Peer(std::net::Ipv4Addr::LOCALHOST.into()));
        let answer = match self.router.clone().oneshot(request).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        };
        let status = answer.status();
        Ok((
            status,
            to_bytes(answer.into_body(), usize::MAX).await?.to_vec(),
        ))
    }
}
