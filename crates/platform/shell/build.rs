//! The style sheet and the islands must be built before they can be embedded.

use std::path::Path;

fn main() {
    // Asked at run time: a build kept from another clone would look there.
    let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let manifest = Path::new(&here).join("../../../web/dist/manifest.json");
    println!("cargo::rerun-if-changed={}", manifest.display());
    if !manifest.exists() {
        println!(
            "cargo::error=web/dist is missing: run `make web` (or `npm ci && npm run build` in web/) first"
        );
    }
}
