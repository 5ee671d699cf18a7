//! Văn phòng để thử: a small office with people in every role, asked over HTTP without a network, for tests of pages.
//!
//! ```text
//! both(&[ledger::MIGRATIONS, …], |db| async move {
//!     let office = Office::with(db, views(), shell::routes().merge(routes()), |app| app).await;
//!     let mut browser = office.signed_in(Role::Prosecutor).await;
//!     let page = browser.get("/criminal/reports").await;
//!     assert!(page.has("Nguồn tin về tội phạm"));
//! });
//! ```

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use db::Db;
use files::Files;
use law::{Law, Moment};
use ledger::{Ledger, View};
use people::{
    Role,
    sign_in::{SealingKey, password},
    staff::{person, post},
    units,
};
use tower::ServiceExt;
use uuid::Uuid;

use crate::{App, AppBuilder, AppParts, Peer, Routes, Settings, cookies, csrf};

/// The tables an office with every part of the shell stands on.
pub const TABLES: [db::Migrations; 4] = [
    ledger::MIGRATIONS,
    people::MIGRATIONS,
    jobs::MIGRATIONS,
    crate::MIGRATIONS,
];

/// The province of the office.
pub const PROVINCE: &str = "P68";
/// Its region, where most people work.
pub const REGION: &str = "P68-KV03";
/// Everybody's password.
pub const PASSWORD: &str = "mật khẩu để thử";

const UNITS: &str = "key,name_vi,level,parent,certainty
TC,Viện kiểm sát nhân dân tối cao,toi_cao,,confirmed
P68,Viện kiểm sát nhân dân tỉnh Lâm Đồng,cap_tinh,TC,confirmed
P68-KV03,Viện kiểm sát nhân dân khu vực 3 - Lâm Đồng,khu_vuc,P68,confirmed
P68-KV04,Viện kiểm sát nhân dân khu vực 4 - Lâm Đồng,khu_vuc,P68,confirmed
";

/// Văn phòng để thử.
pub struct Office {
    /// The program.
    pub app: App,
    router: Router,
    now_ms: Arc<AtomicI64>,
    folder: PathBuf,
}

impl Office {
    /// An office with the shell's own pages.
    pub async fn open(db: Db) -> Office {
        Office::with(db, Vec::new(), crate::routes(), |app| {
            app.menu(crate::menu())
        })
        .await
    }

    /// An office with these views and routes, furnished like the program. Today is Friday 20/11/2026, 9:00.
    ///
    /// # Panics
    /// When the office cannot be set up: a test has no other answer to that.
    pub async fn with(
        db: Db,
        views: Vec<Arc<dyn View>>,
        routes: Routes,
        furnish: impl FnOnce(AppBuilder) -> AppBuilder,
    ) -> Office {
        Office::with_settings(db, views, routes, Settings::default(), furnish).await
    }

    /// The same, for an office that chose some of its settings.
    ///
    /// # Panics
    /// When the office cannot be set up.
    pub async fn with_settings(
        db: Db,
        views: Vec<Arc<dyn View>>,
        routes: Routes,
        settings: Settings,
        furnish: impl FnOnce(AppBuilder) -> AppBuilder,
    ) -> Office {
        let opening: Moment = "2026-11-20T09:00".parse().expect("a moment");
        let now_ms = Arc::new(AtomicI64::new(opening.at_utc_ms()));
        let clock = now_ms.clone();
        let folder =
            std::env::temp_dir().join(format!("kiemsat-office-{}", Uuid::now_v7().simple()));
        units::import(&db, UNITS, opening.at_utc_ms())
            .await
            .expect("units");
        let parts = AppParts {
            files: Files::folder(&folder).expect("a folder"),
            ledger: Arc::new(Ledger::new(views)),
            law: Law::embedded().clone(),
            key: SealingKey::fresh(),
            clock: Arc::new(move || clock.load(Ordering::SeqCst)),
            settings: Settings {
                max_upload: 64 << 20,
                ..settings
            },
            db,
        };
        let app = furnish(App::new(parts)).done();
        let router = crate::site(app.clone(), routes);
        Office {
            app,
            router,
            now_ms,
            folder,
        }
    }

    /// Lets time pass.
    pub fn wait(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }

    /// Goes to the machine's own moment, for what other programs date by it; before anybody signs in.
    pub fn to_this_moment(&self) {
        self.now_ms
            .store(chrono::Utc::now().timestamp_millis(), Ordering::SeqCst);
    }

    /// Somebody new in this role in this unit; returns who, and their login.
    ///
    /// # Panics
    /// When they cannot be added.
    pub async fn employ(&self, role: Role, unit: &str) -> (Uuid, String) {
        let id = Uuid::now_v7();
        let login = format!(
            "{}.{}",
            role.id().replace('_', "-"),
            &id.simple().to_string()[24..]
        );
        let who = person::Particulars {
            name: format!("Nguyễn Văn {}", role.name_vi()),
            login: login.clone(),
            email: String::new(),
        };
        let now_ms = self.app.now_ms();
        let hash = password::hash(PASSWORD.to_owned()).await.expect("a hash");
        let tx = self.app.db().begin().await.expect("a transaction");
        person::insert(&tx, id, &who, Some(hash), false, now_ms)
            .await
            .expect("a person");
        self.appoint_in(&tx, id, role, unit).await;
        tx.commit().await.expect("a commit");
        (id, login)
    }

    /// Another post for somebody.
    ///
    /// # Panics
    /// When it cannot be given.
    pub async fn appoint(&self, id: Uuid, role: Role, unit: &str) -> Uuid {
        let tx = self.app.db().begin().await.expect("a transaction");
        let post = self.appoint_in(&tx, id, role, unit).await;
        tx.commit().await.expect("a commit");
        post
    }

    async fn appoint_in(&self, tx: &db::Tx, id: Uuid, role: Role, unit: &str) -> Uuid {
        let post = Uuid::now_v7();
        let new = post::NewPost {
            person: id,
            unit: unit.to_owned(),
            role,
            title: String::new(),
            from: self.app.today(),
            to: None,
            reason: "QĐ để thử".to_owned(),
        };
        post::insert(tx, post, &new).await.expect("a post");
        post
    }

    /// A browser in which nobody is signed in.
    pub fn browser(&self) -> Browser<'_> {
        Browser {
            office: self,
            jar: BTreeMap::new(),
            headers: Vec::new(),
        }
    }

    /// A browser in which somebody in this role of the region is signed in.
    pub async fn signed_in(&self, role: Role) -> Browser<'_> {
        self.signed_in_at(role, REGION).await
    }

    /// A browser in which somebody in this role of this unit is signed in.
    ///
    /// # Panics
    /// When they are not let in.
    pub async fn signed_in_at(&self, role: Role, unit: &str) -> Browser<'_> {
        let (_, login) = self.employ(role, unit).await;
        let mut browser = self.browser();
        let answer = browser.sign_in(&login, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        browser
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Trình duyệt để thử: keeps cookies, sends the token of forms.
pub struct Browser<'a> {
    office: &'a Office,
    /// Its cookies.
    pub jar: BTreeMap<String, String>,
    /// Sent with every request.
    pub headers: Vec<(&'static str, String)>,
}

/// Câu trả lời.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text; bytes that are no text are replaced.
    pub text: String,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Whether the page holds these words.
    pub fn has(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }
}

impl Browser<'_> {
    /// The token a form of this browser carries.
    pub fn csrf(&self) -> String {
        let secret = self.jar.get("kiemsat").or(self.jar.get(cookies::GUEST));
        csrf::token(secret.map(String::as_str).unwrap_or_default())
    }

    /// Signs in through the page.
    pub async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        self.get("/sign-in").await;
        self.post("/sign-in", &[("name", login), ("password", password)])
            .await
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).header(header::ACCEPT, "text/html");
        self.send(request, Body::empty()).await
    }

    /// Asks for a page and refuses any answer but 200.
    ///
    /// # Panics
    /// When the answer is another.
    pub async fn page(&mut self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{path}: {} {}",
            answer.location(),
            answer.text
        );
        answer.text
    }

    /// Sends a form with its token.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.csrf();
        let mut all: Vec<(&str, &str)> = fields.to_vec();
        all.push(("csrf", &token));
        let body = serde_urlencoded::to_string(all).unwrap_or_default();
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    /// Sends a body as islands do: JSON in both directions, the token in the header.
    pub async fn call(&mut self, method: &str, path: &str, body: serde_json::Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-csrf-token", self.csrf());
        self.send(request, Body::from(body.to_string())).await
    }

    /// Sends one file as a form does (multipart), with the fields before it.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Answer {
        const EDGE: &str = "edge-of-a-part";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let (name, file_name, bytes) = file;
        let part = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        let request = Request::post(path)
            .header(header::ACCEPT, "application/json")
            .header(
                header::CONTENT_TYPE,
                format!("multipart/form-data; boundary={EDGE}"),
            )
            .header("x-csrf-token", self.csrf());
        self.send(request, Body::from(body)).await
    }

    /// Sends a request as it is, with the cookies of this browser.
    ///
    /// # Panics
    /// When the request or its answer cannot be built.
    pub async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self
            .jar
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = request.header(header::HOST, "kiemsat.test");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut request = request.body(body).expect("a request");
        let peer = Peer(std::net::Ipv4Addr::new(192, 0, 2, 7).into());
        request.extensions_mut().insert(peer);
        let answer = match self.office.router.clone().oneshot(request).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        };
        let (status, headers) = (answer.status(), answer.headers().clone());
        for kept in headers.get_all(header::SET_COOKIE) {
            let text = kept.to_str().unwrap_or_default();
            let pair = text.split(';').next().and_then(|pair| pair.split_once('='));
            match pair {
                Some((name, _)) if text.contains("Max-Age=0") => drop(self.jar.remove(name)),
                Some((name, value)) => drop(self.jar.insert(name.to_owned(), value.to_owned())),
                None => {}
            }
        }
        let bytes = to_bytes(answer.into_body(), usize::MAX)
            .await
            .expect("a body")
            .to_vec();
        Answer {
            status,
            headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }
}
