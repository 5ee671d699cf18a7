//! Nhập, xuất, chia sẻ dữ liệu: sheets in, sheets out, and an
//! interface for other programs, all over the same facts.

pub mod import;
pub mod sheet;
