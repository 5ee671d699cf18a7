//! Bộ máy nhận dạng chữ: Tesseract and the one setting without which it burns the machine.
//!
//! Tesseract's parallel loops spin while they wait: with more than one thread the same page costs up to fifteen times the
//! processor on a busy machine, and is not read sooner. The OpenMP library takes `OMP_THREAD_LIMIT` from the environment
//! while the program is being loaded, before `main`; setting it later has no effect. So the program starts itself once more.

use std::ffi::OsString;

const LIMIT: &str = "OMP_THREAD_LIMIT";

/// Why no reader could be started.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The environment variable is missing; see [`limit_engine_threads`].
    #[error(
        "OMP_THREAD_LIMIT=1 is not set: call scan::limit_engine_threads() first in main, or set it in the environment"
    )]
    ThreadsNotLimited,
    /// Tesseract or its Vietnamese data is missing.
    #[error(
        "Tesseract could not start with language {0}: install tesseract-ocr and tesseract-ocr-vie"
    )]
    NotInstalled(&'static str),
    /// The engine refused a picture.
    #[error("Tesseract could not read the picture: {0}")]
    Failed(String),
}

/// Whether this process was started with `OMP_THREAD_LIMIT=1`.
pub fn engine_is_limited() -> bool {
    std::env::var_os(LIMIT).is_some_and(|v| v == *"1")
}

/// Call this first in `main`: if `OMP_THREAD_LIMIT` is not 1, the program replaces itself by itself (same process id, same
/// arguments) with the variable set. It returns when the variable is right, or with the error that kept it from starting again.
pub fn limit_engine_threads() -> std::io::Result<()> {
    if engine_is_limited() {
        return Ok(());
    }
    let mut arguments = std::env::args_os();
    let name: OsString = arguments.next().unwrap_or_default();
    restart(std::env::current_exe()?, name, arguments.collect())
}

#[cfg(unix)]
fn restart(
    program: std::path::PathBuf,
    name: OsString,
    arguments: Vec<OsString>,
) -> std::io::Result<()> {
    use std::os::unix::process::CommandExt;
    Err(std::process::Command::new(program)
        .arg0(name)
        .args(arguments)
        .env(LIMIT, "1")
        .exec())
}

#[cfg(not(unix))]
fn restart(
    program: std::path::PathBuf,
    _: OsString,
    arguments: Vec<OsString>,
) -> std::io::Result<()> {
    let status = std::process::Command::new(program)
        .args(arguments)
        .env(LIMIT, "1")
        .status()?;
    std::process::exit(status.code().unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn under_cargo_the_engine_runs_with_one_thread() {
        assert!(
            engine_is_limited(),
            "the repository's .cargo/config.toml sets OMP_THREAD_LIMIT for cargo's children"
        );
        assert!(limit_engine_threads().is_ok());
    }
}
