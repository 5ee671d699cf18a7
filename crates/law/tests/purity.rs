//! `law` and `text` know no clock, no file, no network and no runtime: what they are not told they do not know.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Words that would bring the outside in.
const FORBIDDEN: [&str; 17] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::time",
    "std::thread",
    "std::io",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "chrono::Local",
    "async fn",
    "async move",
    ".await",
    "tokio",
    "println!",
];

/// Libraries the two crates may stand on.
const ALLOWED: [&str; 9] = [
    "chrono",
    "csv",
    "serde",
    "serde_json",
    "thiserror",
    "toml",
    "unicode-normalization",
    "uuid",
    "text",
];

fn crates_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// Every source but the tests that stand in a file of their own, which may read the data they check.
fn sources_under(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources_under(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !path.ends_with("tests.rs")
        {
            found.push(path);
        }
    }
}

fn outside_words(source: &str) -> Vec<&'static str> {
    FORBIDDEN
        .into_iter()
        .filter(|word| source.contains(word))
        .collect()
}

#[test]
fn no_source_of_law_or_text_reaches_outside() {
    for name in ["law", "text"] {
        let mut sources = Vec::new();
        sources_under(&crates_folder().join(name).join("src"), &mut sources);
        assert!(!sources.is_empty(), "{name} has sources");
        for path in sources {
            let found = outside_words(&fs::read_to_string(&path).unwrap());
            assert!(found.is_empty(), "{}: {found:?}", path.display());
        }
    }
}

#[test]
fn the_scan_sees_a_clock_and_a_file() {
    assert_eq!(
        outside_words("let today = chrono::Utc::now();"),
        ["Utc::now"]
    );
    assert_eq!(outside_words("std::fs::read(path)"), ["std::fs"]);
    assert!(outside_words("let today: NaiveDate = given;").is_empty());
}

#[test]
fn the_manifests_of_law_and_text_name_only_plain_libraries() {
    for name in ["law", "text"] {
        let text = fs::read_to_string(crates_folder().join(name).join("Cargo.toml")).unwrap();
        let manifest: toml::Table = text.parse().unwrap();
        let dependencies = manifest["dependencies"].as_table().unwrap();
        for library in dependencies.keys() {
            assert!(
                ALLOWED.contains(&library.as_str()),
                "{name} names {library}"
            );
        }
    }
}
