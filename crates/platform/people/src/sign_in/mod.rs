//! Đăng nhập: passwords, the optional second step, lock-out, sessions.

pub mod account;
mod enter;
mod lockout;
pub mod password;
pub mod seal;
pub mod session;
pub mod totp;

pub use enter::{Attempt, Entrance, SignInRefusal, sign_in};
pub use lockout::{network_of, wait_ms};
pub use seal::SealingKey;
pub use session::Session;
