//! Danh mục hành vi tố tụng: the catalogue of legal acts, read from the dated rows of `data/acts`.

use crate::DataError;

/// Danh mục hành vi tố tụng: every kind of legal act the system can record.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {}

impl Catalogue {
    /// Reads the catalogue from pairs of file name and TOML text.
    pub fn parse(_files: &[(&str, &str)]) -> Result<Catalogue, DataError> {
        Ok(Catalogue::default())
    }
}
