//! Gói nộp lưu (TT 05/2025/TT-BNV; cấu trúc E-ARK CSIP): the whole file with its description, its PDF/A, its scans as delivered, and a list
//! of all that with checksums (METS), so that any archive can check what it received.
//!
//! | to | look in |
//! |---|---|
//! | describe the file and its documents | [`describing`], pure |
//! | list what is in the package | [`mets`], pure |
//! | make it | [`making`] |
//! | check one that came | [`check`] |

pub mod check;
pub mod describing;
pub(crate) mod making;
pub mod mets;
pub(crate) mod screens;
