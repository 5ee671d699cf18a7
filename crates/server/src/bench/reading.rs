//! Đọc trang quét: the pages of the sample file read by us and by OCRmyPDF, in CPU seconds and wrong letters.

use std::{path::Path, process::Command};

use anyhow::Context;
use serde_json::Value;

use super::table::Line;

/// Reads the first pages of samples/case-a both ways; 0: all of them.
pub fn measure(sheets: usize) -> anyhow::Result<Vec<Line>> {
    let folder = Path::new("samples/case-a");
    let truth: Value = serde_json::from_slice(&std::fs::read(folder.join("truth.json"))?)?;
    let stack = scan::open(std::fs::read(folder.join("stack.pdf"))?)?;
    let count = if sheets == 0 {
        stack.pages()
    } else {
        sheets.min(stack.pages())
    };
    let begun = cpu(false);
    let mut reader = scan::Reader::try_new()?;
    let mut ours = Vec::new();
    for page in 1..=count {
        let prepared = reader.prepare(stack.page(page)?)?;
        ours.push(reader.read(&prepared)?.text);
    }
    let our_seconds = (cpu(false) - begun) / count as f64;
    let our_errors = wrong_letters(&truth, &ours);
    let mut lines = vec![
        Line::told("OCR: CPU a page", "", our_seconds, "s")
            .also(format!("{count} pages of samples/case-a")),
        Line::told("OCR: wrong letters", "", our_errors, "%"),
    ];
    match theirs(folder, count)? {
        None => lines.push(Line::told(
            "OCRmyPDF is not installed: scripts/setup bench",
            "",
            f64::NAN,
            "",
        )),
        Some((version, seconds, text)) => {
            let errors = wrong_letters(&truth, &text);
            let also =
                format!("OCRmyPDF {version}: {seconds:.2} CPU s a page, {errors:.2} % wrong");
            lines.push(
                Line::at_least(
                    "OCR: pages a CPU second, against OCRmyPDF",
                    seconds / our_seconds,
                    2.0,
                    "×",
                )
                .also(also),
            );
            lines.push(Line::below(
                "OCR: wrong letters, against OCRmyPDF",
                "",
                our_errors / errors,
                1.0,
                "×",
            ));
        }
    }
    Ok(lines)
}

/// OCRmyPDF with what it offers for scans: turned, straightened, cleaned for reading.
fn theirs(folder: &Path, count: usize) -> anyhow::Result<Option<(String, f64, Vec<String>)>> {
    let Ok(version) = Command::new("ocrmypdf").arg("--version").output() else {
        return Ok(None);
    };
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let out = std::env::temp_dir().join(format!("kiemsat-bench-{}", std::process::id()));
    let (pdf, sidecar) = (out.with_extension("pdf"), out.with_extension("txt"));
    let begun = cpu(true);
    let done = Command::new("ocrmypdf")
        .args([
            "-l",
            "vie",
            "--force-ocr",
            "--rotate-pages",
            "--deskew",
            "--clean",
            "--output-type",
            "pdf",
            "-O",
            "0",
        ])
        .args(["--jobs", "1", "--pages", &format!("1-{count}"), "--sidecar"])
        .args([&sidecar, &folder.join("stack.pdf"), &pdf])
        .env("OMP_THREAD_LIMIT", "1")
        .output()
        .context("ocrmypdf")?;
    let seconds = (cpu(true) - begun) / count as f64;
    let text = std::fs::read_to_string(&sidecar)
        .with_context(|| format!("ocrmypdf: {}", String::from_utf8_lossy(&done.stderr)))?;
    let _ = std::fs::remove_file(pdf);
    let _ = std::fs::remove_file(sidecar);
    Ok(Some((
        version,
        seconds,
        text.split('\u{c}').map(str::to_owned).take(count).collect(),
    )))
}

/// CPU seconds of this process, or of its ended children.
fn cpu(of_children: bool) -> f64 {
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat
        .rsplit_once(')')
        .map(|(_, rest)| rest)
        .unwrap_or_default();
    let fields: Vec<f64> = after
        .split_whitespace()
        .map(|field| field.parse().unwrap_or(0.0))
        .collect();
    let first = if of_children { 13 } else { 11 };
    fields
        .get(first..first + 2)
        .map_or(0.0, |both| both.iter().sum::<f64>() / TICKS)
}

/// Wrong letters in a hundred; of the two lawful orders of a page with columns the better one counts.
fn wrong_letters(truth: &Value, read: &[String]) -> f64 {
    let (mut errors, mut letters) = (0, 0);
    for (page, read) in truth["pages"].as_array().into_iter().flatten().zip(read) {
        if page["blank"] == true || page["handwriting"] == "full" {
            continue;
        }
        let read = plain(read);
        let lines: Vec<&str> = page["text"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let pieces: Vec<&str> = page["pieces"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|piece| piece["text"].as_str())
            .collect();
        let best = [lines, pieces]
            .into_iter()
            .map(|order| plain(&order.join(" ")))
            .map(|expected| (distance(&expected, &read), expected.len()))
            .min();
        let (wrong, count) = best.unwrap_or((0, 0));
        errors += wrong.min(count);
        letters += count;
    }
    100.0 * errors as f64 / (letters as f64).max(1.0)
}

fn plain(text: &str) -> Vec<char> {
    let nfc = text::clean(text);
    nfc.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .collect()
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let cost = corner + usize::from(letter != other);
            corner = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_as_wrong_missing_or_too_many() {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        assert_eq!(distance(&chars("kiểm sát"), &chars("kiểm sát")), 0);
        assert_eq!(distance(&chars("kiểm sát"), &chars("kiêm sát")), 1);
        assert_eq!(distance(&chars("sát"), &chars("sáts")), 1);
        assert_eq!(distance(&chars("sát"), &chars("")), 3);
    }
}
