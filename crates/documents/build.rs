//! Lists the forms in `data/templates`, so that adding one is adding a file.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder");
    let folder = Path::new(&root).join("data/templates");
    let mut files = Vec::new();
    forms(&folder, &mut files);
    files.sort();
    let row = |file: &PathBuf| {
        let name = file.strip_prefix(&folder).unwrap_or(file).display();
        format!("    ({:?}, include_str!({file:?})),\n", name.to_string())
    };
    let rows: String = files.iter().map(row).collect();
    let out =
        Path::new(&env::var("OUT_DIR").expect("cargo names the output folder")).join("forms.rs");
    fs::write(out, format!("&[\n{rows}]\n")).expect("the list of forms is written");
}

fn forms(folder: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).expect("data/templates is there") {
        let path = entry.expect("its files can be listed").path();
        if path.is_dir() {
            forms(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
}
