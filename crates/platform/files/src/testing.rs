//! A real S3 store for tests: the one named by `KIEMSAT_TEST_S3` (the test command starts it), or one this process
//! starts by `scripts/s3` and stops after. A test that needs it is never skipped.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Files;

/// A place in an S3 store that nobody else uses.
#[derive(Debug)]
pub struct Far {
    /// What [`Files::open`] takes.
    pub url: String,
    /// Its settings: `aws_endpoint`, `aws_access_key_id` and the others.
    pub options: Vec<(String, String)>,
    started_in: Option<PathBuf>,
}

impl Far {
    /// A fresh place.
    ///
    /// # Panics
    /// When the store cannot be had.
    pub fn prepare() -> Far {
        let folder = tempfile::tempdir().expect("a folder for the test").keep();
        let name = folder.file_name().and_then(|name| name.to_str());
        let name = name.unwrap_or("place").trim_start_matches('.').to_owned();
        let (settings, started_in) = match std::env::var("KIEMSAT_TEST_S3") {
            Ok(_) => {
                let _ = std::fs::remove_dir(&folder);
                (std::env::vars().collect(), None)
            }
            Err(_) => (script("start", &folder), Some(folder)),
        };
        let told = |key: &str| settings.get(key).cloned().unwrap_or_default();
        let options = [
            ("aws_endpoint", told("KIEMSAT_TEST_S3")),
            ("aws_access_key_id", told("KIEMSAT_TEST_S3_KEY")),
            ("aws_secret_access_key", told("KIEMSAT_TEST_S3_SECRET")),
            ("aws_region", "us-east-1".to_owned()),
            ("aws_allow_http", "true".to_owned()),
        ];
        Far {
            url: format!("s3://kiemsat/{name}"),
            options: options.map(|(key, value)| (key.to_owned(), value)).to_vec(),
            started_in,
        }
    }

    /// The store at this place.
    ///
    /// # Panics
    /// When its address is refused.
    pub fn files(&self) -> Files {
        Files::open(&self.url, self.options.clone()).expect("the address of the store")
    }
}

impl Drop for Far {
    fn drop(&mut self) {
        if let Some(folder) = &self.started_in {
            script("stop", folder);
        }
    }
}

/// Runs `scripts/s3` of this project and reads the settings it prints.
fn script(verb: &str, folder: &Path) -> HashMap<String, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../scripts/s3");
    let done = Command::new(script)
        .arg(verb)
        .arg(folder)
        .output()
        .expect("scripts/s3 runs");
    assert!(
        done.status.success(),
        "scripts/s3 {verb}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    let said = String::from_utf8_lossy(&done.stdout);
    let settings = said.lines().filter_map(|line| line.split_once('='));
    settings
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}
