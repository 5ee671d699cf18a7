//! Bảng thời hạn tố tụng.

/// Bảng thời hạn.
#[derive(Debug, Clone, Default)]
pub struct Limits {}
