//! OCRmyPDF, the program we are compared with: the same pages of the same files, one page at a time.

use std::process::Command;

use anyhow::Context;
use scan::score::{Score, is_printed};

use super::stacks::Measured;
use super::weight::cpu_seconds;

/// How it is asked to read.
#[derive(Clone, Copy)]
pub enum Mode {
    /// As it comes.
    Plain,
    /// Straightened and cleaned, which it offers for scans.
    Cleaned,
}

impl Mode {
    /// As the table says it.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Plain => "OCRmyPDF",
            Mode::Cleaned => "OCRmyPDF --deskew --clean",
        }
    }

    fn options(self) -> &'static [&'static str] {
        match self {
            Mode::Plain => &[],
            Mode::Cleaned => &["--deskew", "--clean"],
        }
    }
}

/// What it read.
pub struct Theirs {
    /// "14.0.1".
    pub version: String,
    /// CPU seconds of all pages.
    pub seconds: f64,
    /// Against the truth.
    pub score: Score,
}

/// Reads the pages; none when it is not installed.
pub fn read(
    stacks: &[Measured],
    sampled: &[Vec<usize>],
    mode: Mode,
) -> anyhow::Result<Option<Theirs>> {
    let Ok(version) = Command::new("ocrmypdf").arg("--version").output() else {
        return Ok(None);
    };
    let mut theirs = Theirs {
        version: String::from_utf8_lossy(&version.stdout).trim().to_owned(),
        seconds: 0.0,
        score: Score::default(),
    };
    let out = std::env::temp_dir().join(format!("kiemsat-bench-{}", std::process::id()));
    let (pdf, sidecar) = (out.with_extension("pdf"), out.with_extension("txt"));
    for (one, pages) in stacks.iter().zip(sampled) {
        let list: Vec<String> = pages.iter().map(usize::to_string).collect();
        let begun = cpu_seconds(true);
        let done = Command::new("ocrmypdf")
            .args([
                "-l",
                "vie",
                "--force-ocr",
                "--output-type",
                "pdf",
                "-O",
                "0",
            ])
            .args(mode.options())
            .args(["--jobs", "1", "--pages", &list.join(","), "--sidecar"])
            .args([&sidecar, &one.folder.join("stack.pdf"), &pdf])
            .env("OMP_THREAD_LIMIT", "1")
            .output()
            .context("ocrmypdf")?;
        theirs.seconds += cpu_seconds(true) - begun;
        let text = std::fs::read_to_string(&sidecar)
            .with_context(|| format!("ocrmypdf: {}", String::from_utf8_lossy(&done.stderr)))?;
        let texts = of_pages(&text, pages.len());
        for (no, text) in pages.iter().zip(texts) {
            if is_printed(one.page(*no)) {
                theirs.score.add(Score::of(one.page(*no), text));
            }
        }
        let _ = std::fs::remove_file(&sidecar);
    }
    let _ = std::fs::remove_file(&pdf);
    Ok(Some(theirs))
}

/// The texts of the pages asked for: the side file has a part for every page of the file, and "[OCR skipped on page 2]" in
/// place of the others.
fn of_pages(text: &str, asked: usize) -> Vec<&str> {
    let parts = text.split('\u{c}');
    let read = parts.filter(|part| !part.trim_start().starts_with("[OCR skipped"));
    read.take(asked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_were_not_asked_for_have_no_text() {
        let text = "một\u{c}[OCR skipped on page(s) 2-3]\u{c}bốn\u{c}";
        assert_eq!(of_pages(text, 2), ["một", "bốn"]);
        assert_eq!(of_pages("một\u{c}\u{c}", 2), ["một", ""]);
    }
}
