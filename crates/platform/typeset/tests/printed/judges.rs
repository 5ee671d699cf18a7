//! Other programs that read what we write. Each answers None when it is not installed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own for one test.
pub fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

pub fn run(program: &str, arguments: &[&str]) -> Option<Output> {
    match Command::new(program).args(arguments).output() {
        Ok(output) => Some(output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("{program} is not installed: this judge was not asked");
            None
        }
        Err(error) => panic!("{program}: {error}"),
    }
}

/// The words of a PDF as poppler reads them, with all white space folded to single spaces.
pub fn words_of(pdf: &Path) -> Option<String> {
    let output = run("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"])?;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(fold(&String::from_utf8(output.stdout).unwrap()))
}

pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every word of a text, sorted: two layouts of the same document have the same ones.
pub fn bag(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.sort_unstable();
    words
}
