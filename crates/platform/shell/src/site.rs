//! Toàn bộ trang web: the shell's own addresses and the areas', behind the layers that every request passes.

use axum::{Router, extract::DefaultBodyLimit, middleware, response::IntoResponse, routing::get};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, Predicate, predicate::NotForContentType},
};

use crate::{
    App, Guest, Needs, Problem, Routes, Told, account, admin, assets, draft, dress, notices,
    palette, progress, sign_in,
};

/// Bytes a form without files may have.
const LONGEST_FORM: usize = 4 << 20;

/// The shell's own addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", Needs::Public, door)
        .merge(sign_in::routes())
        .merge(account::routes())
        .merge(admin::routes())
        .merge(draft::routes())
        .merge(notices::routes())
        .merge(palette::routes())
        .merge(progress::routes())
}

/// The whole site: what `kiemsat serve` serves, and what tests ask with `oneshot`. `routes` holds the areas' addresses
/// and [`routes`].
pub fn site(app: App, routes: Routes) -> Router {
    let small = CompressionLayer::new()
        .gzip(true)
        .quality(CompressionLevel::Fastest)
        .compress_when(
            DefaultPredicate::new()
                .and(NotForContentType::const_new("application/pdf"))
                .and(NotForContentType::const_new("application/octet-stream"))
                .and(NotForContentType::const_new(
                    "application/vnd.openxmlformats",
                )),
        );
    routes
        .router(&app)
        .fallback(|| async { Problem::not_found() })
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(app.clone(), dress::dressed))
        .with_state(app)
        .route("/assets/{*path}", get(assets::serve))
        .route("/healthz", get(|| async { "ok" }))
        .layer(small)
}

fn panicked(cause: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    let cause = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied());
    Problem::failed(format!("panic: {}", cause.unwrap_or("no message"))).into_response()
}

/// The front door leads to the desk, or to the first page of the menu for those whose post has no desk, or to sign-in.
async fn door(guest: Guest) -> Told {
    let Some(visit) = &guest.visit else {
        return Told::to("/sign-in");
    };
    let areas = guest.app.menu().iter();
    let first = areas
        .filter_map(|item| item.for_actor(&visit.actor))
        .map(|area| area.href)
        .next();
    let home = Told::to(first.unwrap_or_else(|| "/people/me".to_owned()));
    match &visit.said {
        // A word on what was done goes along.
        Some(alert) => home.say(alert.tone, alert.text.clone()),
        None => home,
    }
}
