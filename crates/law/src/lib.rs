//! Pháp luật tố tụng hình sự (BLTTHS 2015 và các luật sửa đổi).
pub mod catalogue;
mod error;
pub use catalogue::Catalogue;
pub use error::DataError;
