//! Mật khẩu: argon2id with a salt of its own, computed off the web's threads and only a few at a time.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{WorkError, messages};

/// Each computation takes about 19 MiB and tens of milliseconds of a core; the rest wait their turn.
static TURNS: LazyLock<Semaphore> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    Semaphore::new(cores.clamp(1, 4))
});

/// Refuses a password that is too easy to guess.
pub fn check(plain: &str, login: &str) -> Result<(), WorkError> {
    let length = plain.chars().count();
    let first = plain.chars().next().unwrap_or_default();
    let same_letter = plain.chars().all(|letter| letter == first);
    match () {
        () if length > 256 => Err(WorkError::invalid("password", messages::LONG_PASSWORD)),
        () if length < 10 || same_letter || plain.eq_ignore_ascii_case(login) => {
            Err(WorkError::invalid("password", messages::WEAK_PASSWORD))
        }
        () => Ok(()),
    }
}

/// The hash to store, with its salt and its parameters.
pub async fn hash(plain: String) -> Result<String, WorkError> {
    in_turn(
        move || match Argon2::default().hash_password(plain.as_bytes()) {
            Ok(hash) => Ok(hash.to_string()),
            Err(error) => Err(WorkError::Broken(format!("argon2: {error}"))),
        },
    )
    .await?
}

/// Whether the password is the one behind the hash. Without a hash it takes as long, and is always wrong.
pub async fn is_right(plain: String, hash: Option<String>) -> Result<bool, WorkError> {
    in_turn(move || {
        let verify = |hash: &str| {
            PasswordHash::new(hash).is_ok_and(|hash| {
                Argon2::default()
                    .verify_password(plain.as_bytes(), &hash)
                    .is_ok()
            })
        };
        match hash {
            Some(hash) => verify(&hash),
            None => {
                let _ = Argon2::default().hash_password(plain.as_bytes());
                false
            }
        }
    })
    .await
}

async fn in_turn<T: Send + 'static>(
    compute: impl FnOnce() -> T + Send + 'static,
) -> Result<T, WorkError> {
    let broken = |error: &dyn std::fmt::Display| WorkError::Broken(format!("password: {error}"));
    let _turn = TURNS.acquire().await.map_err(|error| broken(&error))?;
    spawn_blocking(compute)
        .await
        .map_err(|error| broken(&error))
}
