//! Gọi một bút lục từ gói phiên tòa, không mạng: from Enter to the pixels of the court's window, in a pack of 10,000 pages opened from the disk.
//!
//! `tests/browser/pack-recall.mjs` writes the pack (1.8 GB, thrown away after), opens it in Chromium and calls up pages nobody looked at
//! before. Where there is no node, browser or driver, the line says so and the others stand.

use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::{
    file::PAGES,
    table::{Line, percentile},
};

/// How often a leaf is called up.
const TIMES: usize = 200;
const SCRIPT: &str = "tests/browser/pack-recall.mjs";
/// Instead of a database.
const ENGINE: &str = "gói";

/// What the script found, ms.
#[derive(Deserialize)]
struct Measured {
    megabytes: u64,
    /// Until the pass phrase is asked for.
    opening: f64,
    /// From the pass phrase to the console.
    unlocking: f64,
    /// The first search.
    search: f64,
    /// Numbers typed as fingers type.
    typed: Vec<Recall>,
    /// Enter together with the last digit.
    at_once: Vec<Recall>,
}

/// One recall, ms after Enter.
#[derive(Deserialize)]
struct Recall {
    /// The window was given its picture.
    arrived: f64,
    /// The frame with the page was drawn.
    seen: f64,
}

/// Measures it; needs no database.
pub fn measure() -> anyhow::Result<Vec<Line>> {
    let script = Command::new("node")
        .arg(SCRIPT)
        .args([PAGES.to_string(), TIMES.to_string()])
        .arg("--json")
        .stderr(Stdio::inherit())
        .output()
        .context("node does not start")?;
    ensure!(
        script.status.success(),
        "{SCRIPT} ended with {}",
        script.status
    );
    let said: Measured = serde_json::from_slice(&script.stdout).with_context(|| {
        format!(
            "{SCRIPT} said {:.200}",
            String::from_utf8_lossy(&script.stdout)
        )
    })?;
    let opened = format!(
        "{} MB: opened {:.0} ms, unlocked {:.0} ms, first search {:.0} ms; ",
        said.megabytes, said.opening, said.unlocking, said.search
    );
    Ok(vec![
        line("gõ số bút lục", &said.typed, opened),
        line("bấm Enter cùng chữ số cuối", &said.at_once, String::new()),
    ])
}

fn line(how: &str, all: &[Recall], before: String) -> Line {
    let of = |time: fn(&Recall) -> f64| all.iter().map(time).collect::<Vec<f64>>();
    let (mut seen, mut arrived) = (of(|one| one.seen), of(|one| one.arrived));
    let what = format!("gói {PAGES} trang, không mạng: {how}, thấy trên màn hình phiên tòa, p99");
    Line::below(what, ENGINE, percentile(&mut seen, 99), 100.0, "ms").also(format!(
        "{before}p50 {:.0} ms, of it {:.0} ms until the window has the picture, the rest two frames; {} recalls",
        percentile(&mut seen, 50),
        percentile(&mut arrived, 50),
        all.len()
    ))
}
