//! `kiemsat bench`: the bars of the design, measured on this machine, each with its ratio.
//!
//! | to | look in |
//! |---|---|
//! | time screens and statistical forms | `screens.rs` |
//! | ask for figures, twenty statisticians at once | `crowd.rs` |
//! | open, turn and search a file of 10,000 pages, eight users at once | `file.rs` |
//! | call up a page of that file on the court's screen, in browsers | `recall.rs` |
//! | the same from a courtroom pack without a network | `recall_pack.rs` |
//! | time search over many pages | `searching.rs` |
//! | read generated pages, ours against the engine alone and OCRmyPDF | `reading.rs`, `ocrmypdf.rs` |
//! | order a stack into documents and leaves, against its truth | `digitising.rs` |
//! | time the start, weigh the idle program | `process.rs` |
//! | time a printed decision | `printing.rs` |
//! | sign and verify, ours against pyHanko | `signing.rs` |
//! | see how the databases answer each query | `plans.rs` |

mod chance;
mod crowd;
mod desk;
mod digitising;
mod file;
mod ocrmypdf;
mod plans;
mod printing;
mod process;
mod reading;
mod recall;
mod recall_pack;
mod screens;
mod searching;
mod signing;
mod signing_ground;
mod stacks;
mod table;
mod weight;

use anyhow::{Context, bail};
use db::Db;
use demo::{Plan, Scale};

use crate::{
    areas,
    cli::{self, Bench},
    place::{Place, now_ms},
};

pub use plans::listen;
use table::print;

/// Measures what is asked for and prints the table.
pub async fn run(asked: Bench) -> anyhow::Result<()> {
    let scale =
        Scale::parse(&asked.scale).with_context(|| format!("there is no scale {}", asked.scale))?;
    let mut lines = Vec::new();
    let parts: Vec<&str> = asked.only.split(',').collect();
    let wants = |part: &str| parts.contains(&"all") || parts.contains(&part);
    if wants("screens") || wants("crowd") || wants("file") || wants("recall") || asked.plans {
        for (engine, place) in places(&asked).await? {
            fill(engine, &place, scale).await?;
            if asked.plans {
                plans::print(engine, &place).await?;
            } else {
                if wants("screens") {
                    lines.extend(screens::measure(engine, &place).await?);
                }
                if wants("crowd") {
                    let crowd = crowd::measure(engine, &place).await;
                    lines.extend(told(engine, "20 cán bộ thống kê cùng lúc", crowd));
                }
                if wants("file") {
                    let file = file::measure(engine, &place).await;
                    lines.extend(told(engine, "hồ sơ mười nghìn trang", file));
                }
            }
            // The other database answers the same; the browsers are what takes long.
            if engine == "SQLite" && wants("recall") && !asked.plans {
                let recall = recall::measure(engine, &place).await;
                lines.extend(told(engine, "gọi bút lục lên màn hình phiên tòa", recall));
            }
            if engine == "SQLite" && wants("process") && !asked.plans {
                lines.extend(process::measure(&place)?);
            }
            place.db.close().await;
        }
    }
    if asked.plans {
        return Ok(());
    }
    if wants("recall") || wants("pack") {
        let pack = recall_pack::measure();
        lines.extend(told("gói", "gọi bút lục từ gói phiên tòa", pack));
    }
    if wants("search") {
        lines.extend(searching::measure(asked.pages)?);
    }
    if wants("printing") {
        lines.extend(printing::measure()?);
    }
    if wants("signing") {
        lines.extend(signing::measure()?);
    }
    if wants("reading") {
        lines.extend(reading::measure(&asked.data, asked.sheets)?);
    }
    if wants("digitising") {
        lines.extend(digitising::measure(&asked.data, asked.sheets)?);
    }
    print(&lines);
    Ok(())
}

/// What cannot be measured is told; the other lines stand.
fn told(
    engine: &'static str,
    what: &str,
    measured: anyhow::Result<Vec<table::Line>>,
) -> Vec<table::Line> {
    measured.unwrap_or_else(|error| {
        vec![table::Line::told(
            format!("{what}: {error:#}"),
            engine,
            f64::NAN,
            "",
        )]
    })
}

/// The places, each filled with the same demo.
async fn places(asked: &Bench) -> anyhow::Result<Vec<(&'static str, Place)>> {
    let folder = asked.data.join(&asked.scale);
    let mut places = Vec::new();
    let of = |database: Option<String>| cli::Place {
        key_file: None,
        data: Some(folder.clone()),
        database,
        files: None,
    };
    if !asked.postgres_only {
        places.push(("SQLite", of(None).open().await?));
    }
    if let Some(url) = &asked.postgres {
        let Some((server, _)) = url.rsplit_once('/') else {
            bail!("{url} is no address of a database");
        };
        let name = format!("kiemsat_bench_{}", asked.scale);
        let admin = Db::open(url).await?;
        // It is there already when an earlier run made it.
        let _ = admin.maintain(format!("CREATE DATABASE {name}")).await;
        admin.close().await;
        let place = of(Some(format!("{server}/{name}"))).open().await?;
        places.push(("PostgreSQL", place));
    }
    Ok(places)
}

#[allow(clippy::print_stderr)]
async fn fill(engine: &str, place: &Place, scale: Scale) -> anyhow::Result<()> {
    let today = people::today_of(now_ms());
    let begun = std::time::Instant::now();
    let law = place.law().await?;
    let mut next = 0;
    let told = |matters: i64| {
        if matters >= next {
            eprintln!(
                "{engine}: {matters} matters after {:.0} s",
                begun.elapsed().as_secs_f64()
            );
            next = matters + 50_000;
        }
    };
    let made = demo::make(
        &place.db,
        &law,
        &areas::views(),
        Plan::of(scale, today),
        told,
    )
    .await?;
    if let demo::Made::Now { matters, facts } = made {
        let seconds = begun.elapsed().as_secs_f64();
        eprintln!("{engine}: {matters} matters with {facts} facts loaded in {seconds:.0} s");
    }
    Ok(())
}
