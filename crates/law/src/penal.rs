//! Khung hình phạt (BLHS, Phần thứ hai).

/// Bộ luật Hình sự: the clauses of its offences.
#[derive(Debug, Clone, Default)]
pub struct PenalCode {}
