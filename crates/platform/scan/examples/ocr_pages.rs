//! Only read: `cargo run -p scan --example ocr_pages -- stack.pdf [first-last] [out-dir]`; for the bench against other programs.

#![allow(clippy::print_stdout)]

use scan::{Reader, limit_engine_threads, open};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    limit_engine_threads()?;
    let arguments: Vec<String> = std::env::args().collect();
    let stack = open(std::fs::read(&arguments[1])?)?;
    let (first, last) = match arguments.get(2).and_then(|r| r.split_once('-')) {
        Some((a, b)) => (a.parse()?, b.parse()?),
        None => (1, stack.pages()),
    };
    let mut reader = Reader::try_new()?;
    for page in first..=last {
        let prepared = reader.prepare(stack.page(page)?)?;
        let read = reader.read(&prepared)?;
        if let Some(folder) = arguments.get(3) {
            std::fs::write(format!("{folder}/page-{page:03}.txt"), &read.text)?;
            std::fs::write(format!("{folder}/page-{page:03}.jpg"), &prepared.jpeg)?;
            let words = serde_json::to_vec(&read.words)?;
            std::fs::write(format!("{folder}/page-{page:03}.json"), words)?;
        }
        println!(
            "{page} {} words, confidence {:.0}",
            read.words.len(),
            read.quality.confidence
        );
    }
    Ok(())
}
