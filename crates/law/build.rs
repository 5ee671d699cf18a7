//! Lists the files of the catalogue of legal acts, so that adding one is adding a file.

use std::{env, fs, path::Path};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder");
    let folder = Path::new(&root).join("data/acts");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("data/acts is there")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort();
    let rows: String = names
        .iter()
        .map(|name| format!("    ({name:?}, include_str!({:?})),\n", folder.join(name)))
        .collect();
    let out =
        Path::new(&env::var("OUT_DIR").expect("cargo names the output folder")).join("acts.rs");
    fs::write(out, format!("&[\n{rows}]\n")).expect("the list of act files is written");
}
