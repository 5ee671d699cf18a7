//! The style sheet and the islands must be built before they can be embedded.

use std::path::Path;

fn main() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../web/dist/manifest.json");
    println!("cargo::rerun-if-changed={}", manifest.display());
    if !manifest.exists() {
        println!(
            "cargo::error=web/dist is missing: run `make web` (or `npm ci && npm run build` in web/) first"
        );
    }
}
