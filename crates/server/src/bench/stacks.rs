//! Tập để đo: generated stacks with the truth beside them (`stack.pdf`, `truth.json` by make_case_file.py).

use std::path::{Path, PathBuf};

use serde_json::Value;

/// A stack and what stands on its pages.
pub struct Measured {
    /// Its pages.
    pub stack: scan::Stack,
    /// What a clerk would say of them.
    pub truth: Value,
    /// Where it lies.
    pub folder: PathBuf,
}

impl Measured {
    fn open(folder: PathBuf) -> anyhow::Result<Measured> {
        Ok(Measured {
            truth: serde_json::from_slice(&std::fs::read(folder.join("truth.json"))?)?,
            stack: scan::open(std::fs::read(folder.join("stack.pdf"))?)?,
            folder,
        })
    }

    /// What stands on a page.
    pub fn page(&self, no: usize) -> &Value {
        &self.truth["pages"][no - 1]
    }
}

/// The stacks in the folder `stacks`, made with seeds that nobody has tuned on; without any, the sample, which was.
pub fn of(data: &Path) -> anyhow::Result<Vec<Measured>> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(data.join("stacks"))
        .map(|all| all.flatten().map(|one| one.path()).collect())
        .unwrap_or_default();
    folders.retain(|one| one.join("truth.json").is_file());
    folders.sort();
    if folders.is_empty() {
        folders.push(PathBuf::from("samples/case-a"));
    }
    folders.into_iter().map(Measured::open).collect()
}

/// About `sheets` pages in even steps through all stacks, by stack; 0: all pages.
pub fn sampled(stacks: &[Measured], sheets: usize) -> Vec<Vec<usize>> {
    let all: usize = stacks.iter().map(|one| one.stack.pages()).sum();
    let step = match sheets {
        0 => 1,
        some => all.div_ceil(some).max(1),
    };
    let of_one = |one: &Measured| (1..=one.stack.pages()).step_by(step).collect();
    stacks.iter().map(of_one).collect()
}
