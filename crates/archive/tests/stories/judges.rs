//! Judges: programs that share nothing with ours look at what came out.

use std::path::{Path, PathBuf};
use std::process::Command;

use uuid::Uuid;

/// A file for the judges, gone afterwards.
pub struct Shown(pub PathBuf);

impl Shown {
    pub fn new(bytes: &[u8], ending: &str) -> Shown {
        let name = format!("kiemsat-shown-{}.{ending}", Uuid::now_v7().simple());
        let place = std::env::temp_dir().join(name);
        std::fs::write(&place, bytes).unwrap();
        Shown(place)
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
        let _ = std::fs::remove_dir_all(self.0.with_extension("opened"));
    }
}

pub fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../scripts")
        .join(name)
}

/// What a program says, which must end well.
#[track_caller]
pub fn said(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> String {
    let name = program.as_ref().to_owned();
    let done = Command::new(program).args(arguments).output();
    let done = done.unwrap_or_else(|cause| {
        panic!(
            "{}: {cause}; scripts/setup check installs it",
            name.display()
        )
    });
    let out = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        done.status.success(),
        "{name:?} {arguments:?}: {out}\n{}",
        String::from_utf8_lossy(&done.stderr)
    );
    out
}

/// PDF/A-1b by PDFBox, sound by qpdf, drawn by Ghostscript and pdfium, its words as poppler reads them.
#[track_caller]
pub fn judged(pdf: &[u8], pages: usize) -> String {
    let shown = Shown::new(pdf, "pdf");
    let file = shown.0.to_str().unwrap();
    assert!(said(script("preflight"), &[file]).contains("is a valid PDF/A-1b file"));
    said("qpdf", &["--check", file]);
    let drawn = said(
        "gs",
        &[
            "-q",
            "-dSAFER",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=bbox",
            file,
        ],
    );
    assert!(!drawn.to_lowercase().contains("error"), "{drawn}");
    let pdfium = said(script("archivists"), &["pages", file]);
    assert!(pdfium.starts_with(&format!("{pages} pages")), "{pdfium}");
    let about = said("pdfinfo", &[file]);
    let counted = about.lines().find_map(|line| line.strip_prefix("Pages:"));
    assert_eq!(counted.unwrap().trim(), pages.to_string(), "{about}");
    text::clean(&said("pdftotext", &["-layout", file, "-"]))
}
