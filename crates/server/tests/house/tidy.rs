//! Tidiness: nothing left lying about, no room too large.

use crate::sources::{code_of, files_under, members, shown, top};
use std::fs;
use std::path::Path;

/// Past this a file holds a second concept.
const LONGEST: usize = 500;

#[test]
fn nothing_is_left_undone_or_printed_for_a_look() {
    // Cut in two, so that this rule does not find itself.
    let left_behind = [("to", "do!("), ("unimpl", "emented!("), ("db", "g!(")]
        .map(|(left, right)| left.to_owned() + right);
    for member in members() {
        for (path, source) in member.sources() {
            for word in &left_behind {
                assert!(
                    !code_of(&source).contains(word.as_str()),
                    "{} has {word}",
                    shown(&path)
                );
            }
        }
    }
}

#[test]
fn no_test_is_skipped() {
    let skipped = ["#[ign".to_owned() + "ore", "test.sk".to_owned() + "ip("];
    for path in our_texts() {
        let text = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            !skipped.iter().any(|word| text.contains(word.as_str())),
            "{} skips a test",
            shown(&path)
        );
    }
}

#[test]
fn no_file_names_the_machine_it_was_written_on() {
    let places = ["work", "root"].map(|folder| format!("/{folder}/"));
    for path in files_under(&top()) {
        let text = fs::read_to_string(&path).unwrap_or_default();
        for place in &places {
            let named = text.match_indices(place.as_str()).any(|(at, _)| {
                !text[..at].ends_with(|before: char| {
                    before.is_alphanumeric() || matches!(before, '_' | '-' | '.' | '}' | ')')
                })
            });
            assert!(!named, "{} names {place}", shown(&path));
        }
    }
}

#[test]
fn no_file_is_longer_than_two_concepts() {
    let mut too_long = Vec::new();
    for path in our_texts() {
        let lines = fs::read_to_string(&path)
            .unwrap_or_default()
            .lines()
            .count();
        if lines > LONGEST {
            too_long.push(format!("{}: {lines} lines", shown(&path)));
        }
    }
    assert!(
        too_long.is_empty(),
        "look for the second concept in\n{}",
        too_long.join("\n")
    );
}

/// The texts a person writes: not data, not what a program generates, not what a library ships.
fn our_texts() -> Vec<std::path::PathBuf> {
    let written = [
        "rs", "ts", "mjs", "js", "html", "css", "scss", "sql", "py", "sh", "toml", "typ",
    ];
    let ours = |path: &Path| {
        let kind = path
            .extension()
            .is_some_and(|end| written.iter().any(|known| end == *known));
        let place = shown(path);
        let generated = ["/data/", "/generated/", "/static/", "/snapshots/"]
            .iter()
            .any(|part| place.contains(part));
        kind && !generated
    };
    let texts: Vec<_> = files_under(&top())
        .into_iter()
        .filter(|path| ours(path))
        .collect();
    assert!(
        texts.len() > 50,
        "only {} texts found: the rule has lost its way",
        texts.len()
    );
    texts
}
