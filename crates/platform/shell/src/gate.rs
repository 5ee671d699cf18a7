//! Cửa vào của mỗi đường dẫn: session, role and the token of forms are asked before the handler runs.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use ledger::audit;
use people::{Rights, sign_in::network_of};

use crate::{
    App, Guest, Needs, Peer, Problem, Theme, Told, Tone, Visit,
    cookies::{self, cookie},
    csrf, page,
    session::{self, Resumed},
};

/// A route's place behind the gate.
#[derive(Clone)]
pub(crate) struct Place {
    pub app: App,
    pub needs: Needs,
    pub takes_files: bool,
}

/// Nobody waits longer for an answer; long work is a job.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// Lets a request in, or says why not.
pub(crate) async fn pass(State(place): State<Place>, request: Request, next: Next) -> Response {
    if place.needs == Needs::System {
        return match tokio::time::timeout(PATIENCE, next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => Problem::failed("no answer within a minute").into_response(),
        };
    }
    let had_key = cookies::session(&place.app, request.headers()).is_some();
    let (mut answer, has_session) = match enter(&place, request).await {
        Ok(entered) => {
            let has_session = entered.request.extensions().get::<Visit>().is_some();
            (run(&place, entered, next).await, has_session)
        }
        Err((refusal, has_session)) => (*refusal, has_session),
    };
    if had_key && !has_session {
        // A key that opens nothing any more is taken away.
        cookies::forget_session(&place.app, answer.headers_mut());
    }
    answer
}

async fn run(place: &Place, entered: Entered, next: Next) -> Response {
    let Entered { request, was_said } = entered;
    let visit = request.extensions().get::<Visit>().cloned();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let mut answer = match place.takes_files {
        true => next.run(request).await,
        false => match tokio::time::timeout(PATIENCE, next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => Problem::failed("no answer within a minute").into_response(),
        },
    };
    if writes {
        place.app.actors().forget();
    }
    if let Some(visit) = visit.filter(|_| answer.status() == StatusCode::FORBIDDEN) {
        trail_refusal(&visit, &method, &path).await;
    }
    if was_said.load(Ordering::Relaxed) {
        cookies::forget(answer.headers_mut(), page::SAID);
    }
    answer
}

/// What a browser sends for an `<img>`.
fn asks_for_picture(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept.as_bytes().starts_with(b"image/"))
}

struct Entered {
    request: Request,
    was_said: Arc<AtomicBool>,
}

/// A refusal, and whether the session behind the request may still be good.
type Refusal = (Box<Response>, bool);

async fn enter(place: &Place, request: Request) -> Result<Entered, Refusal> {
    let app = &place.app;
    let now_ms = app.now_ms();
    let headers = request.headers();
    let theme = cookie(headers, "theme").map_or(Theme::Auto, |value| Theme::from_cookie(&value));
    let key = cookies::session(app, headers);
    let resumed = match &key {
        Some(key) => session::resume(app, key, now_ms, !asks_for_picture(headers))
            .await
            .map_err(refused)?,
        None => None,
    };
    let was_said = Arc::new(AtomicBool::new(false));
    let must_change_password = resumed
        .as_ref()
        .is_some_and(|resumed| resumed.acting.must_change_password);
    let visit = match (&key, resumed) {
        (Some(key), Some(resumed)) => Some(visit_of(
            app,
            &request,
            key,
            resumed,
            now_ms,
            theme,
            was_said.clone(),
        )),
        _ => None,
    };
    if place.needs != Needs::Public && visit.is_none() {
        return Err((Box::new(to_sign_in(&request)), false));
    }
    if let Some(first) = must_change(&request, visit.as_ref(), must_change_password) {
        return Err((Box::new(first), true));
    }
    if let (Needs::Right(right), Some(visit)) = (place.needs, &visit)
        && !Rights::embedded().holds(&visit.actor, right)
    {
        trail_refusal(visit, request.method(), request.uri().path()).await;
        return Err(refused(Problem::NotAllowed(format!(
            "Chức vụ đang dùng không có quyền “{}”.",
            right.name_vi()
        ))));
    }
    let secret = cookie(headers, cookies::GUEST).filter(|secret| !secret.is_empty());
    let token = match &visit {
        Some(visit) => visit.csrf.clone(),
        None => csrf::token(secret.as_deref().unwrap_or_default()),
    };
    let (browser, address) = (browser_of(headers), address_of(&request, app));
    let mut request = csrf::checked(request, app, &token).await.map_err(refused)?;
    if place.needs == Needs::Public {
        request.extensions_mut().insert(Guest {
            app: app.clone(),
            visit: visit.clone(),
            csrf: token,
            theme,
            now_ms,
            browser,
            address,
            is_new: secret.is_none(),
        });
    }
    if let Some(visit) = visit {
        request.extensions_mut().insert(visit);
    }
    Ok(Entered { request, was_said })
}

/// Bị từ chối: who asked for what they have no right to leaves a line, as who looks does. The address without what was
/// typed behind it; an answer of refusal does not wait for a database in trouble.
async fn trail_refusal(visit: &Visit, method: &Method, path: &str) {
    let line = audit::Line {
        at: visit.now_ms,
        who: Some(visit.actor.person),
        unit: Some(visit.actor.unit.clone()),
        action: "access.refused".to_owned(),
        object_kind: "address".to_owned(),
        object: Some(path.chars().take(200).collect()),
        detail: method.to_string(),
    };
    let kept = async {
        let tx = visit.app.db().begin().await?;
        audit::append(&tx, line).await?;
        tx.commit().await
    };
    if let Err(error) = kept.await {
        tracing::error!(%error, "a refusal left no line in the trail");
    }
}

/// A password that somebody else has set must be changed before anything else.
fn must_change(request: &Request, visit: Option<&Visit>, must: bool) -> Option<Response> {
    let path = request.uri().path();
    let is_open =
        path.starts_with("/people/me") || path == "/sign-out" || path.starts_with("/notices");
    if !must || visit.is_none() || is_open {
        return None;
    }
    let said = "Mật khẩu của bạn do người khác đặt. Hãy đổi mật khẩu trước khi làm việc.";
    Some(
        Told::to("/people/me")
            .say(Tone::Warning, said)
            .into_response(),
    )
}

/// The network a request comes from, as the lists of sessions and of failed tries keep it.
fn address_of(request: &Request, app: &App) -> String {
    let forwarded = request
        .headers()
        .get("x-forwarded-for")
        .filter(|_| app.settings().is_behind_proxy)
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .map(|last| last.trim().to_owned());
    let peer = request
        .extensions()
        .get::<Peer>()
        .map(|peer| peer.0.to_string());
    network_of(&forwarded.or(peer).unwrap_or_default())
}

fn refused(problem: Problem) -> Refusal {
    (Box::new(problem.into_response()), true)
}

fn visit_of(
    app: &App,
    request: &Request,
    key: &str,
    resumed: Resumed,
    now_ms: i64,
    theme: Theme,
    was_said: Arc<AtomicBool>,
) -> Visit {
    let said = cookie(request.headers(), page::SAID).and_then(|value| page::unpacked(&value));
    Visit {
        app: app.clone(),
        actor: resumed.acting.actor.clone(),
        now_ms,
        today: crate::local_day(now_ms),
        csrf: csrf::token(key),
        session: resumed.session,
        path: request.uri().path().to_owned(),
        posts: resumed.acting.posts.clone(),
        unread: resumed.unread,
        theme,
        // Only a page that is shown takes the word away: see `Visit::frame`.
        said,
        was_said,
    }
}

/// A page asks to sign in and comes back; anything else hears 401.
fn to_sign_in(request: &Request) -> Response {
    let headers = request.headers();
    let wants_page = request.method() == Method::GET
        && headers.get("hx-request").is_none()
        && headers
            .get(header::ACCEPT)
            .and_then(|value| value.to_str().ok())
            .is_none_or(|accept| accept.contains("text/html") || accept.contains("*/*"));
    if !wants_page {
        return Problem::SignIn.into_response();
    }
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let next = match path {
        "/" | "/desk" => "/sign-in".to_owned(),
        path => format!("/sign-in?next={}", cookies::escaped(path)),
    };
    let place = HeaderValue::try_from(next).unwrap_or(HeaderValue::from_static("/sign-in"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// What the browser calls itself, short enough for the list of sessions.
fn browser_of(headers: &HeaderMap) -> String {
    let name = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok());
    name.unwrap_or_default().chars().take(200).collect()
}
