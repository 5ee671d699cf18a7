//! Tắt đột ngột: the real program is killed (SIGKILL) while it saves, reads scans and rebuilds; nothing acknowledged is lost.
//! Its files may be far away, in an S3 store.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod far_store;
mod intake;
mod memory;
mod program;
mod reading;
mod rebuilding;
mod saving;
