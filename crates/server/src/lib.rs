//! Kiểm Sát Số: settings, wiring and commands of the program `kiemsat`.

pub mod areas;
pub mod audit;
pub mod backup;
pub mod bench;
mod cli;
pub mod demo;
mod digitise;
pub mod key;
mod law;
mod logs;
pub mod place;
pub mod rebuild;
pub mod restore;
pub mod serve;
pub mod statistics;
mod tls;
mod units;
mod user;
mod verify;

use std::process::ExitCode;

use clap::Parser;
use cli::{Cli, Command};

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    // Before any thread exists: the OCR engine reads this variable while the program is being loaded.
    if let Err(error) = scan::limit_engine_threads() {
        eprintln!("kiemsat: cannot start again with OMP_THREAD_LIMIT=1: {error}");
        return ExitCode::FAILURE;
    }
    let cli = Cli::parse();
    match &cli.command {
        Command::Bench(asked) if asked.plans => bench::listen(),
        // A line for every answer would bury the table.
        Command::Bench(_) | Command::Statistics(_) => logs::start(cli.log_json, "warn"),
        _ => logs::start(cli.log_json, "info"),
    }
    if let Command::Law { what } = cli.command {
        return ExitCode::from(law::run(what));
    }
    if let Command::Verify(asked) = &cli.command {
        return verify::run(asked);
    }
    if let Command::Digitise(asked) = &cli.command {
        return digitise::run(asked);
    }
    // Two libraries may ask for rustls; both get the same provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(run(cli.command)),
        Err(error) => Err(error.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kiemsat: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve { place, serving } => serve::run(&place.open().await?, serving).await,
        Command::Migrate { place } => place.open().await.map(drop),
        Command::Rebuild { place } => rebuild::run(&place.open().await?).await,
        Command::Audit { what } => audit::run(what).await,
        Command::Backup { place, folder } => backup::run(&place.open().await?, &folder).await,
        Command::Restore { place, folder } => {
            restore::run(&place.open_empty().await?, &folder).await
        }
        Command::Law { .. } | Command::Verify(_) | Command::Digitise(_) => Ok(()),
        Command::SignAgent(asked) => agent::run(asked).await,
        Command::Units { what } => units::run(what).await,
        Command::User { what } => user::run(what).await,
        Command::Statistics(asked) => statistics::run(asked).await,
        Command::Bench(asked) => bench::run(asked).await,
        Command::Demo {
            place,
            scale,
            today,
        } => demo::run(&place.open().await?, &scale, today).await,
    }
}
