//! Tắt đột ngột: the real program is killed (SIGKILL) while it saves, reads scans and rebuilds; nothing acknowledged is lost.

mod program;
mod reading;
mod rebuilding;
mod saving;
