//! `kiemsat serve`: the pages, the workers of long work, and an orderly end.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use axum::{
    Router,
    extract::{ConnectInfo, Request, connect_info::Connected},
    middleware::{self, Next},
    response::Response,
    serve::{IncomingStream, Listener},
};
use chrono::NaiveDate;
use jobs::Workers;
use shell::{App, Clock, Peer, Settings};
use tokio::net::{TcpListener, TcpStream};

use crate::{
    areas,
    cli::Serving,
    demo::Invented,
    place::{Place, now_ms},
    tls::{TlsListener, acceptor},
};

/// Requests under way have this long to end.
const LAST_ORDERS: Duration = Duration::from_secs(20);
/// How often the keeper looks after what needs no request.
const ROUND: Duration = Duration::from_secs(30);
/// Drafts that nobody has touched for so long are forgotten.
const DRAFTS_KEPT_MS: i64 = 90 * 24 * 3_600_000;

/// Serves until it is asked to stop.
#[allow(clippy::print_stdout)]
pub async fn run(place: &Place, serving: Serving) -> anyhow::Result<()> {
    let invented = Invented::of(place)?;
    let settings = Settings {
        is_secure: serving.tls_cert.is_some() || serving.behind_proxy,
        is_behind_proxy: serving.behind_proxy,
        max_upload: serving.max_upload << 20,
        demo_people: invented.people(),
        demo_password: invented.password.clone(),
        mail: serving.mail()?,
        scanners: Some(scanners_folder(place, &serving)),
    };
    people::units::seed(&place.db, now_ms())
        .await
        .context("the list of units")?;
    let app = place
        .app(clock(serving.today.or(invented.today)), settings)
        .await?;
    let count = serving.workers.unwrap_or_else(|| {
        // A page is read on one core; the system shares the cores with the people who look at pages.
        std::thread::available_parallelism().map_or(2, usize::from)
    });
    areas::renewal::renew(&app)
        .await
        .context("the views of an older version")?;
    let workers = Workers::start(app.jobs(), areas::handlers(&app), count);
    // A million pages take minutes to feed; nobody waits for that to sign in.
    let feeder = tokio::spawn(areas::catch_up(app.clone()));
    let keeper = tokio::spawn(keep(app.clone()));
    let watcher = tokio::spawn(watch(app.clone()));
    let router = shell::site(app, areas::routes()).layer(middleware::from_fn(name_peer));

    let tcp = TcpListener::bind(serving.listen)
        .await
        .with_context(|| format!("{} cannot be listened on", serving.listen))?;
    let scheme = if serving.tls_cert.is_some() {
        "https"
    } else {
        "http"
    };
    println!("Kiểm Sát Số: {scheme}://{}/", tcp.local_addr()?);
    match (&serving.tls_cert, &serving.tls_key) {
        (Some(certificate), Some(key)) => {
            answer(
                TlsListener::start(tcp, acceptor(certificate, key)?)?,
                router,
            )
            .await?;
        }
        _ => answer(Prompt(tcp), router).await?,
    }
    feeder.abort();
    keeper.abort();
    watcher.abort();
    // A job stops at its next step and is taken up again; its lease protects it if we are not patient enough.
    let _ = tokio::time::timeout(LAST_ORDERS, workers.stop()).await;
    place.db.close().await;
    Ok(())
}

async fn answer<L>(listener: L, router: Router) -> anyhow::Result<()>
where
    L: Listener,
    L::Addr: std::fmt::Debug,
    From: for<'a> Connected<IncomingStream<'a, L>>,
{
    let service = router.into_make_service_with_connect_info::<From>();
    let (told, mut is_told) = tokio::sync::watch::channel(false);
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        asked_to_stop().await;
        tracing::info!("stopping: requests under way are finished");
        let _ = told.send(true);
    });
    tokio::select! {
        ended = async { serving.await } => ended.context("the listener failed"),
        // Pages that follow a job keep their line open; they do not hold the end up.
        () = async {
            let _ = is_told.wait_for(|told| *told).await;
            tokio::time::sleep(LAST_ORDERS).await;
        } => Ok(()),
    }
}

/// What is said goes out at once: a word of a line (server-sent events) does not wait until the one before it was acknowledged.
pub(crate) fn prompt(stream: &mut TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection stays as it is");
    }
}

/// A listener whose connections answer at once.
struct Prompt(TcpListener);

impl Listener for Prompt {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        let (mut stream, from) = Listener::accept(&mut self.0).await;
        prompt(&mut stream);
        (stream, from)
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// The other end of a connection.
#[derive(Clone, Copy)]
struct From(SocketAddr);

impl Connected<IncomingStream<'_, Prompt>> for From {
    fn connect_info(stream: IncomingStream<'_, Prompt>) -> Self {
        From(*stream.remote_addr())
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for From {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        From(*stream.remote_addr())
    }
}

async fn name_peer(mut request: Request, next: Next) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<From>>()
        .map(|from| Peer(from.0.0.ip()));
    if let Some(peer) = peer {
        request.extensions_mut().insert(peer);
    }
    next.run(request).await
}

/// The machine's clock; in a demo that stands on a day of its own, that day with the machine's hour.
fn clock(today: Option<NaiveDate>) -> Clock {
    const DAY_MS: i64 = 24 * 3_600_000;
    if let Some(today) = today {
        tracing::warn!(%today, "the program believes it is another day: for demonstrations only");
    }
    let shift = today.map_or(0, |today| {
        let days = today
            .signed_duration_since(shell::local_day(now_ms()))
            .num_days();
        days * DAY_MS
    });
    Arc::new(move || now_ms() + shift)
}

/// What needs no request: another process may have changed the office's calendar or a ladder, every hour and every
/// morning have their work, and old drafts and sessions go.
async fn keep(app: App) {
    let (mut stamp, mut ladders) = (None, None);
    let mut rounds = 0_u64;
    loop {
        let found = people::ladder::stamp(app.db()).await.ok();
        if found != ladders && found.is_some() {
            if let Err(error) = app.read_ladders().await {
                tracing::warn!(%error, "the ladders of the units could not be read");
            }
            ladders = found;
        }
        if let Err(error) = desk::rounds::come_round(&app).await {
            tracing::warn!(%error, "what comes round every hour and every morning could not be queued");
        }
        if let Err(error) = signing::keep(&app).await {
            tracing::warn!(%error, "tickets out of time and certificates near their end were not looked after");
        }
        let found = people::calendar::stamp(app.db()).await.ok();
        if found != stamp && found.is_some() {
            if stamp.is_some()
                && let Ok(law) = shell::office_law(app.db(), ::law::Law::embedded()).await
            {
                app.set_law(law);
            }
            stamp = found;
        }
        if rounds.is_multiple_of(480) {
            let now_ms = app.now_ms();
            if let Err(error) = shell::draft::sweep(app.db(), now_ms - DRAFTS_KEPT_MS).await {
                tracing::warn!(%error, "old drafts could not be removed");
            }
            if let Err(error) = people::sign_in::session::sweep(app.db(), now_ms).await {
                tracing::warn!(%error, "old sessions could not be removed");
            }
        }
        rounds += 1;
        tokio::time::sleep(ROUND).await;
    }
}

/// Where scanners deliver: the folder that was named, or one beside the data.
fn scanners_folder(place: &Place, serving: &Serving) -> std::path::PathBuf {
    let named = serving.scanners.clone();
    named.unwrap_or_else(|| place.folder.join("may-quet"))
}

/// What is on its way into case files: apart from the keeper, since a network folder may keep one waiting.
async fn watch(app: App) {
    loop {
        if let Err(error) = casefile::keep(&app).await {
            tracing::warn!(%error, "scanners' folders and unfinished sendings were not looked after");
        }
        tokio::time::sleep(ROUND).await;
    }
}

async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
