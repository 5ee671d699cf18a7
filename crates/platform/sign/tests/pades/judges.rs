//! Judges from outside.

use crate::{pki, run::run};
use serde_json::Value;
use sign::{Question, Report, verify};
use std::{fs, path::Path, process::Command};

fn kept(file: &[u8]) -> tempfile::NamedTempFile {
    let kept = tempfile::Builder::new().suffix(".pdf").tempfile().unwrap();
    fs::write(kept.path(), file).unwrap();
    kept
}

/// pyHanko's word on every signature of a file.
pub fn pyhanko(file: &[u8]) -> Vec<Value> {
    pyhanko_on(&[file]).remove(0)
}

/// The same for many files in one start of Python.
pub fn pyhanko_on(files: &[&[u8]]) -> Vec<Vec<Value>> {
    let kept: Vec<_> = files.iter().map(|file| kept(file)).collect();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut judge = Command::new(here.join("../../../scripts/pyhanko"));
    judge
        .arg("judge")
        .arg(here.join("../sign/tests/pades/judge.py"))
        .arg(pki::trust_folder())
        .args(kept.iter().map(|file| file.path()));
    let said = run(&mut judge);
    let text = String::from_utf8(said.stdout).unwrap();
    let all: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |file: &tempfile::NamedTempFile| {
        let name = file.path().to_str().unwrap();
        all.iter()
            .filter(|said| said["file"] == name)
            .cloned()
            .collect()
    };
    kept.iter().map(of).collect()
}

/// Ours, now.
pub fn ours(file: &[u8]) -> Report {
    verify(
        file,
        &Question {
            trust: &pki::trust(),
            at: chrono::Utc::now(),
            services: None,
        },
    )
}

/// pdfsig (poppler): whether it finds this many signatures and calls each of them right in its mathematics.
pub fn pdfsig(file: &[u8], how_many: usize) {
    let kept = kept(file);
    let said = Command::new("pdfsig")
        .arg("-nocert")
        .arg(kept.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    let right = text
        .matches("Signature Validation: Signature is Valid.")
        .count();
    assert_eq!(right, how_many, "{text}");
}

/// qpdf: nothing wrong with the file.
pub fn qpdf(file: &[u8]) {
    let kept = kept(file);
    let said = run(Command::new("qpdf").arg("--check").arg(kept.path()));
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(
        text.contains("No syntax or stream encoding errors"),
        "{text}"
    );
}

/// PDFBox Preflight: a PDF/A-1b.
pub fn preflight(file: &[u8]) {
    let kept = kept(file);
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../scripts/preflight");
    let said = run(Command::new(judge).arg(kept.path()));
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(text.contains("is a valid PDF/A-1b file"), "{text}");
}
