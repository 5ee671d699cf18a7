//! Nhật ký vận hành: to standard error, as text or as JSON lines; no personal data is ever written there.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt, prelude::*};

/// Starts the log at `level` (`info`, `warn` …); `RUST_LOG` narrows or widens it.
pub fn start(as_json: bool, level: &str) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new(format!("{level},sqlx=error,tantivy=warn")));
    let layer = match as_json {
        true => fmt::layer().json().with_writer(std::io::stderr).boxed(),
        false => fmt::layer()
            .with_target(false)
            .with_ansi(std::io::stderr().is_terminal())
            .with_writer(std::io::stderr)
            .boxed(),
    };
    // A second start (tests) keeps the first.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(layer)
        .try_init();
}
