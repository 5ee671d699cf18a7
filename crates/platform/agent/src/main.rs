//! The signing program alone, for machines on which nothing else of Kiểm Sát Số runs; `kiemsat sign-agent` is the same.

use clap::Parser;
use std::process::ExitCode;

/// Chương trình ký số tại máy người ký.
#[derive(Debug, Parser)]
#[command(name = "kiemsat-sign-agent", version)]
struct Cli {
    #[command(flatten)]
    asked: agent::Asked,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(agent::run(cli.asked)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kiemsat-sign-agent: {error:#}");
            ExitCode::FAILURE
        }
    }
}
