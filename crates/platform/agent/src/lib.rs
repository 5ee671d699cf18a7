//! Chương trình ký tại máy người ký (TT 15/2025/TT-BKHCN Điều 5): the way from the page of the office to the token beside the browser.
//!
//! `docs/sign-agent.md` says what it is asked and what it answers. Loopback only, one paired page only; the PIN is typed into a page of
//! this program and never passes through the page of the office.
//!
//! | to | look in |
//! |---|---|
//! | see who may ask at all | `door.rs`, `pairing.rs` |
//! | see what is asked and answered | `requests.rs`, `answer.rs` |
//! | follow a batch from the order to the last signature | `batch.rs` |
//! | see what the person sees | `confirm.rs`, `home.rs` and their pages |
//! | reach a token | `devices.rs` |

mod answer;
mod batch;
mod confirm;
mod devices;
mod door;
mod home;
mod pairing;
mod requests;

use anyhow::Context;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use batch::Batches;
use devices::Devices;
use pairing::Pairing;
use std::{io::Write, net::Ipv4Addr, path::PathBuf, sync::Arc};

/// Where it listens unless told otherwise; the office's pages may ask this port and no other.
pub const PORT: u16 = 18_987;

/// Largest request.
const MOST_BYTES: usize = 4 << 20;

/// How the program is started.
#[derive(Debug, Clone, clap::Args)]
pub struct Asked {
    /// The PKCS#11 library of the token, as often as needed; default: those found at the usual places.
    #[arg(
        long,
        env = "KIEMSAT_PKCS11",
        value_delimiter = ',',
        value_name = "FILE"
    )]
    pub library: Vec<PathBuf>,
    /// The office's address, such as https://kiemsat.example.vn: no other page may be paired.
    #[arg(long, env = "KIEMSAT_ORIGIN", value_name = "URL")]
    pub origin: Option<String>,
    /// Lets another page be paired although one is already.
    #[arg(long)]
    pub pair: bool,
    /// The loopback port; 0: any that is free.
    #[arg(long, env = "KIEMSAT_AGENT_PORT", default_value_t = PORT)]
    pub port: u16,
    /// The folder in which the pairing is kept; default: kiemsat in the user's own settings.
    #[arg(long, env = "KIEMSAT_AGENT_HOME", value_name = "DIR")]
    pub home: Option<PathBuf>,
}

/// What every request is answered from.
struct Agent {
    port: u16,
    pairing: Pairing,
    devices: Arc<Devices>,
    batches: Batches,
}

/// Listens until it is ended.
pub async fn run(asked: Asked) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, asked.port))
        .await
        .with_context(|| {
            format!(
                "cổng {} không mở được: chương trình ký có thể đã chạy sẵn trên máy này",
                asked.port
            )
        })?;
    let port = listener.local_addr()?.port();
    let folder = match asked.home {
        Some(folder) => folder,
        None => {
            own_folder().context("không rõ thư mục thiết lập của người dùng; hãy dùng --home")?
        }
    };
    let agent = Arc::new(Agent {
        port,
        pairing: Pairing::open(&folder, asked.origin.as_deref(), asked.pair)?,
        devices: Arc::new(Devices::of(asked.library)),
        batches: Batches::default(),
    });
    let mut out = std::io::stdout();
    // Whoever reads may have closed its end already.
    let _ = writeln!(out, "Chương trình ký: http://127.0.0.1:{port}/");
    let _ = writeln!(out, "Mã ghép nối: {}", agent.pairing.code());
    let _ = out.flush();
    axum::serve(listener, routes(agent)).await?;
    Ok(())
}

fn routes(agent: Arc<Agent>) -> Router {
    Router::new()
        .route("/", get(home::show))
        .route(
            "/confirm/{secret}",
            get(confirm::show).post(confirm::answer),
        )
        .route("/status", get(requests::status))
        .route("/pair", post(requests::pair))
        .route("/certificates", get(requests::certificates))
        .route("/sign", post(requests::sign))
        .route(
            "/sign/{id}",
            get(requests::progress).delete(requests::cancel),
        )
        .fallback(requests::unknown)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(from_fn_with_state(agent.clone(), door::guard))
        .with_state(agent)
}

/// The user's own settings: XDG on Linux, AppData on Windows.
fn own_folder() -> Option<PathBuf> {
    let of = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let settings = of("XDG_CONFIG_HOME")
        .or_else(|| of("APPDATA"))
        .or_else(|| of("HOME").map(|home| home.join(".config")));
    settings.map(|settings| settings.join("kiemsat"))
}
