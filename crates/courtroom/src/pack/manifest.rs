//! Bản kê của gói: every part with its length and SHA-256, the last day, the page that opens it; it names no case and no person.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::keys::Opening;

/// The layout of packs that this program writes.
pub const FORMAT: u32 = 1;

/// Bản kê.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The layout.
    pub format: u32,
    /// The pack.
    pub pack: Uuid,
    /// When it was made, ms UTC.
    pub made_at: i64,
    /// The last day on which it opens.
    pub expires_on: NaiveDate,
    /// How it opens.
    pub opening: Opening,
    /// SHA-256 of the page that opens it, without what is put into it.
    pub player: String,
    /// Parts as they stand one behind the other.
    pub parts: Vec<Piece>,
}

/// A part: its length in bytes and the SHA-256 of those bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece(pub u64, pub String);

impl Piece {
    /// Of sealed bytes.
    pub fn of(bytes: &[u8]) -> Piece {
        Piece(bytes.len() as u64, hex::encode(Sha256::digest(bytes)))
    }
}

impl Manifest {
    /// Bytes of all parts together.
    pub fn bytes(&self) -> u64 {
        self.parts.iter().map(|part| part.0).sum()
    }

    /// Its own bytes: what is stamped and signed. No letter in it could end the element in which it stands.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}
