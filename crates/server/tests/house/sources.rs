//! Where the sources are, and how the rules read them.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold nothing we wrote.
const NOT_OURS: [&str; 6] = [
    "target",
    "node_modules",
    ".git",
    "dist",
    "test-results",
    "coverage",
];

/// The top folder of the project.
pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// One crate: its name, its folder and its manifest.
pub struct Member {
    pub name: String,
    pub folder: PathBuf,
    pub manifest: toml::Table,
}

impl Member {
    /// The names of everything it depends on, in tests too.
    pub fn dependencies(&self) -> Vec<String> {
        ["dependencies", "dev-dependencies", "build-dependencies"]
            .iter()
            .filter_map(|section| self.manifest.get(*section)?.as_table())
            .flat_map(|table| table.keys().cloned())
            .collect()
    }

    /// What it depends on outside tests.
    pub fn shipped_dependencies(&self) -> Vec<String> {
        let table = self
            .manifest
            .get("dependencies")
            .and_then(toml::Value::as_table);
        table
            .map(|table| table.keys().cloned().collect())
            .unwrap_or_default()
    }

    /// Its Rust sources without files of tests: path and text.
    pub fn sources(&self) -> Vec<(PathBuf, String)> {
        let rust = |path: &PathBuf| {
            path.extension().is_some_and(|end| end == "rs")
                && !path
                    .iter()
                    .any(|part| part == "tests" || part == "tests.rs")
        };
        let files = files_under(&self.folder.join("src"))
            .into_iter()
            .filter(rust);
        files
            .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
            .collect()
    }
}

/// Every crate of the workspace.
pub fn members() -> Vec<Member> {
    let crates = top().join("crates");
    let folders = children(&crates)
        .into_iter()
        .chain(children(&crates.join("platform")));
    let members: Vec<Member> = folders
        .filter(|folder| folder.join("Cargo.toml").exists())
        .map(|folder| {
            let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml"))
                .unwrap()
                .parse()
                .unwrap();
            Member {
                name: manifest["package"]["name"].as_str().unwrap().to_owned(),
                folder,
                manifest,
            }
        })
        .collect();
    assert!(
        members.len() >= 17,
        "only {} crates found: the rules have lost their way",
        members.len()
    );
    members
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

/// Every file of ours under a folder.
pub fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in children(folder) {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && !NOT_OURS.contains(&name.as_str()) && path != top().join("data") {
            files.extend(files_under(&path));
        } else if path.is_file() {
            files.push(path);
        }
    }
    files
}

/// The text before the file's own tests, without comments.
pub fn code_of(source: &str) -> String {
    let code = source
        .split("#[cfg(test)]\nmod ")
        .next()
        .unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A path as the project writes it.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(top())
        .unwrap_or(path)
        .display()
        .to_string()
}
