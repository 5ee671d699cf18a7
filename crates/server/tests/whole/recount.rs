//! Tính lại độc lập: every form of every unit and month of the demo province in its last year, counted again from its facts
//! by a program that shares nothing with ours (tests/recount, with DuckDB), cell by cell.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn kiemsat(folder: &Path, arguments: &[&str], into: Stdio) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kiemsat"));
    let status = command
        .arg(arguments[0])
        .arg("--data")
        .arg(folder)
        .args(&arguments[1..])
        .stdout(into)
        .status()
        .unwrap();
    assert!(status.success(), "{arguments:?}");
}

#[test]
fn a_program_that_shares_nothing_with_ours_counts_the_same_figures() {
    let folder = std::env::temp_dir().join(format!("kiemsat-recount-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let place = folder.join("place");
    kiemsat(
        &place,
        &["demo", "--scale", "demo", "--today", "2026-11-20"],
        Stdio::null(),
    );
    let (facts, figures) = (folder.join("facts.jsonl"), folder.join("figures.jsonl"));
    let into = |path: &Path| Stdio::from(File::create(path).unwrap());
    kiemsat(&place, &["statistics", "--facts"], into(&facts));
    let every = "--form all --unit P68 --each-unit --each-month --from 2025-12-01 --to 2026-10-31 --now 2026-11-20 --json";
    let mut asked = vec!["statistics"];
    asked.extend(every.split(' '));
    kiemsat(&place, &asked, into(&figures));
    let judged = Command::new(top().join("scripts/recount"))
        .arg("judge")
        .arg(&facts)
        .arg(&figures)
        .arg(top().join("crates/law/data/penal-code.csv"))
        .arg(top().join("crates/statistics/data/crime-groups.toml"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&judged.stdout).into_owned();
    assert!(
        judged.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&judged.stderr)
    );
    std::fs::remove_dir_all(&folder).unwrap();
}
