//! Prints how long a warm one-page decision takes: `cargo run --release --example pdf_bench -p typeset`.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

#[path = "../tests/printed/sample.rs"]
#[allow(dead_code)]
mod sample;

use std::time::Instant;

use typeset::{Text, Typesetter};

fn main() {
    let started = Instant::now();
    let press = Typesetter::new();
    println!("start_ms {:.1}", millis(started));
    let started = Instant::now();
    let first = press.pdf(&document(0)).unwrap();
    println!("first_pdf_ms {:.1}", millis(started));

    let mut times: Vec<f64> = (1..=30)
        .map(|n| timed(|| press.pdf(&document(n)).unwrap().len()))
        .collect();
    println!(
        "warm_pdf_ms median {:.1} worst {:.1} bytes {}",
        median(&mut times),
        times[times.len() - 1],
        first.len()
    );
    let mut times: Vec<f64> = (1..=30)
        .map(|n| timed(|| press.word(&document(n)).unwrap().len()))
        .collect();
    println!("warm_docx_ms median {:.2}", median(&mut times));
}

/// Each document differs, as real ones do: the cache may keep the layout, never the whole page.
fn document(n: usize) -> typeset::OfficialDocument {
    let mut document = sample::decision();
    document.head.number_line = Text::form(format!("Số: {n}/QĐ-VKSKV3"));
    document.closing.signature.name = Text::form(format!("Nguyễn Văn Số {n}"));
    document.blocks.push(typeset::Block::Paragraph {
        text: Text::form(format!("Lần in thứ {n} của văn bản này.")),
    });
    document
}

fn timed(work: impl FnOnce() -> usize) -> f64 {
    let started = Instant::now();
    assert!(work() > 0);
    millis(started)
}

fn millis(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
