//! Gọi một bút lục lên màn hình phiên tòa: from the key to the pixels, in real browsers, in a file of 10,000 pages.
//!
//! The program is started over the place and two pages of Chromium are driven by `tests/browser/bench/recall.mjs`: the console and the
//! court's screen at 1024×768. Where there is no node, browser or driver, the line says so and the others stand.

use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::{
    file::{self, PAGES},
    process::Started,
    screens::site,
    table::{Line, percentile},
};
use crate::place::Place;

/// How often a leaf is called up.
const TIMES: usize = 150;
const SCRIPT: &str = "tests/browser/bench/recall.mjs";

/// One recall, ms after the key.
#[derive(Deserialize)]
struct Recall {
    /// The pixels of the page were there, as the browser says (Element Timing).
    seen: f64,
    /// The page stood in the document.
    drawn: f64,
    /// The console had its answer.
    answered: f64,
}

/// Measures it on a place that is a folder.
pub async fn measure(engine: &'static str, place: &Place) -> anyhow::Result<Vec<Line>> {
    let (app, router) = site(place).await?;
    let Some((matter, who)) = file::big_file(&app, &router).await? else {
        let what = "recall: samples/case-a/stack.pdf is not here";
        return Ok(vec![Line::told(what, engine, f64::NAN, "")]);
    };
    // The index of search has one writer: the program of its own opens it next.
    let token = who.token().to_owned();
    drop((app, router, who));
    // What reads and orders scans in the background is measured elsewhere.
    let started = Started::with(place, &["--workers", "0"])?;
    let script = Command::new("node")
        .arg(SCRIPT)
        .arg(format!("http://{}", started.address))
        .args([&token, &matter.to_string()])
        .args([PAGES.to_string(), TIMES.to_string()])
        .stderr(Stdio::inherit())
        .output()
        .context("node does not start")?;
    drop(started);
    ensure!(
        script.status.success(),
        "{SCRIPT} ended with {}",
        script.status
    );
    let all: Vec<Recall> = serde_json::from_slice(&script.stdout).with_context(|| {
        format!(
            "{SCRIPT} said {:.200}",
            String::from_utf8_lossy(&script.stdout)
        )
    })?;
    let of = |time: fn(&Recall) -> f64| all.iter().map(time).collect::<Vec<f64>>();
    let (mut seen, mut drawn, mut answered) = (
        of(|one| one.seen),
        of(|one| one.drawn),
        of(|one| one.answered),
    );
    let what = format!("hồ sơ {PAGES} trang: gõ số bút lục, thấy trên màn hình phiên tòa, p99");
    let line = Line::below(what, engine, percentile(&mut seen, 99), 100.0, "ms");
    Ok(vec![line.also(format!(
        "p50 {:.0} ms, of it {:.0} ms until the console is answered, {:.0} ms until the page stands in the document, the rest the frame that shows it; {} recalls",
        percentile(&mut seen, 50),
        percentile(&mut answered, 50),
        percentile(&mut drawn, 50),
        all.len()
    ))])
}
