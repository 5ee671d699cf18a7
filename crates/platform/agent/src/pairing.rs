//! Ghép nối: the code that a person reads here and types into the page once, and the pages that were paired so.

use crate::answer::Refusal;
use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// Wrong codes until the program must be started again.
const MOST_WRONG: u8 = 5;

/// Browsers of one person that are paired with one page.
const MOST_OF_ONE_ORIGIN: usize = 5;

/// A pairing as it is kept: never the secret itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    origin: String,
    secret_sha256: String,
    paired_at: String,
}

/// What a page may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Was paired, and may pair again when its browser forgot.
    Known,
    /// May be paired.
    MayPair,
    /// Is not answered.
    Stranger,
}

struct Code {
    figures: String,
    wrong: u8,
}

pub(crate) struct Pairing {
    file: PathBuf,
    only: Option<String>,
    /// Opened by `--pair`, until a page is paired.
    is_open: AtomicBool,
    code: Mutex<Code>,
    known: Mutex<Vec<Known>>,
}

fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// An address that a browser could name as an origin: https, or http on this machine.
fn is_eligible(origin: &str) -> bool {
    let on_this_machine = ["http://127.0.0.1", "http://localhost"].iter().any(|own| {
        origin
            .strip_prefix(own)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    });
    let rest = origin.strip_prefix("https://").unwrap_or_default();
    on_this_machine || (!rest.is_empty() && !rest.contains(['/', '?', '#', '@', ' ']))
}

impl Pairing {
    /// The pairings of this folder, with a new code.
    pub fn open(folder: &Path, only: Option<&str>, is_opened: bool) -> anyhow::Result<Self> {
        let only = only.map(|origin| origin.trim_end_matches('/').to_owned());
        if let Some(origin) = only.as_deref().filter(|origin| !is_eligible(origin)) {
            bail!("{origin} không phải địa chỉ của cơ quan: cần dạng https://ten-mien");
        }
        let file = folder.join("sign-agent.json");
        let known: Vec<Known> = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .with_context(|| format!("không đọc được {}; hãy xóa tệp này", file.display()))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error).with_context(|| file.display().to_string()),
        };
        let code = Code {
            figures: format!("{:08}", rand::random_range(0..100_000_000_u32)),
            wrong: 0,
        };
        Ok(Self {
            is_open: AtomicBool::new(is_opened),
            file,
            only,
            code: Mutex::new(code),
            known: Mutex::new(known),
        })
    }

    /// The code, as a person reads it.
    pub fn code(&self) -> String {
        let code = self.code.lock().unwrap_or_else(PoisonError::into_inner);
        let (left, right) = code.figures.split_at(4);
        format!("{left} {right}")
    }

    /// The pages that were paired.
    pub fn origins(&self) -> Vec<String> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut origins: Vec<String> = known.iter().map(|one| one.origin.clone()).collect();
        origins.dedup();
        origins
    }

    /// What this page may do.
    pub fn standing(&self, origin: &str) -> Standing {
        if self.only.as_deref().is_some_and(|only| only != origin) {
            return Standing::Stranger;
        }
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.iter().any(|one| one.origin == origin) {
            Standing::Known
        } else if (known.is_empty() || self.is_open.load(Ordering::Relaxed)) && is_eligible(origin)
        {
            Standing::MayPair
        } else {
            Standing::Stranger
        }
    }

    /// Whether this secret was given to this page.
    pub fn knows(&self, origin: &str, secret: &str) -> bool {
        let hash = hash(secret);
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .iter()
            .any(|one| one.origin == origin && one.secret_sha256 == hash)
    }

    /// Ghép nối: the right code gives the page a secret of its own.
    pub fn pair(&self, origin: &str, typed: &str) -> Result<String, Refusal> {
        let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
        {
            let mut code = self.code.lock().unwrap_or_else(PoisonError::into_inner);
            if code.wrong >= MOST_WRONG {
                return Err(Refusal::TooManyCodes);
            }
            if typed != code.figures {
                code.wrong += 1;
                return Err(Refusal::WrongCode);
            }
            // A code is good once: the next page needs the next.
            code.figures = format!("{:08}", rand::random_range(0..100_000_000_u32));
        }
        let secret = hex::encode(rand::random::<[u8; 32]>());
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = known.clone();
        while all.iter().filter(|one| one.origin == origin).count() >= MOST_OF_ONE_ORIGIN {
            let oldest = all.iter().position(|one| one.origin == origin);
            oldest.map(|at| all.remove(at));
        }
        all.push(Known {
            origin: origin.to_owned(),
            secret_sha256: hash(&secret),
            paired_at: chrono::Utc::now().to_rfc3339(),
        });
        if let Err(error) = self.keep(&all) {
            tracing::error!(%error, file = %self.file.display(), "the pairing cannot be kept");
            return Err(Refusal::Device(format!(
                "Không ghi được tệp {}; hãy kiểm tra quyền ghi rồi ghép nối lại.",
                self.file.display()
            )));
        }
        *known = all;
        self.is_open.store(false, Ordering::Relaxed);
        tracing::info!(origin, "paired");
        Ok(secret)
    }

    /// For the user alone, and never half written.
    fn keep(&self, all: &[Known]) -> std::io::Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        let fresh = self.file.with_extension("new");
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&fresh)?;
        file.write_all(&serde_json::to_vec_pretty(all)?)?;
        file.sync_all()?;
        fs::rename(&fresh, &self.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_or_this_machine_may_be_paired() {
        for good in [
            "https://kiemsat.example.vn",
            "https://10.1.2.3:8443",
            "http://127.0.0.1:8080",
            "http://localhost",
        ] {
            assert!(is_eligible(good), "{good}");
        }
        for bad in [
            "null",
            "http://kiemsat.example.vn",
            "http://127.0.0.1.example.vn",
            "http://localhost.example.vn",
            "https://",
            "https://a/b",
            "file://",
        ] {
            assert!(!is_eligible(bad), "{bad}");
        }
    }
}
