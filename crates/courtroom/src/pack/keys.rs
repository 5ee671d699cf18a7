//! Khóa của gói: two random keys for one pack, wrapped under a pass phrase; what they seal is AES-256-GCM.
//!
//! Written for the browser's WebCrypto, which does the same at the other end (`web/src/pack/keys.ts`).

use std::num::NonZeroU32;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    hmac,
    pbkdf2::{PBKDF2_HMAC_SHA256, derive},
    rand::{SecureRandom as _, SystemRandom},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Rounds of PBKDF2-HMAC-SHA256: the figure that OWASP's sheet on storing passwords names since 2023.
pub const ROUNDS: u32 = 600_000;
/// Letters of a pass phrase, without spaces and hyphens.
pub const SHORTEST: usize = 12;
const NONCE: usize = 12;
const KEY: usize = 32;

/// The system gave no randomness, or a key was refused: never for a reason that a person can mend.
#[derive(Debug, thiserror::Error)]
#[error("sealing failed")]
pub struct Unsealed;

/// Khóa của một gói.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    /// Seals the parts.
    pub parts: [u8; KEY],
    /// Seals the log, and stamps the manifest.
    pub log: [u8; KEY],
}

/// What stands in the open beside a pack: with the pass phrase it gives the keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Base64.
    pub salt: String,
    /// How often PBKDF2 goes round.
    pub rounds: u32,
    /// Base64: nonce, then the keys sealed under the pass phrase.
    pub keys: String,
}

/// As it is typed: capitals, spaces and hyphens make no difference.
pub fn plain_phrase(typed: &str) -> String {
    text::nfc(typed)
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect()
}

fn random<const N: usize>() -> Result<[u8; N], Unsealed> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| Unsealed)?;
    Ok(bytes)
}

impl Keys {
    /// New ones.
    pub fn fresh() -> Result<Keys, Unsealed> {
        Ok(Keys {
            parts: random()?,
            log: random()?,
        })
    }

    /// As letters, to be kept sealed.
    pub fn letters(&self) -> String {
        hex::encode([self.parts, self.log].concat())
    }

    /// From those letters.
    pub fn parse(letters: &str) -> Option<Keys> {
        let bytes = hex::decode(letters).ok()?;
        let (parts, log) = bytes.split_at_checked(KEY)?;
        Some(Keys {
            parts: parts.try_into().ok()?,
            log: log.try_into().ok()?,
        })
    }

    /// Wraps them under a pass phrase; takes a while on purpose.
    pub fn wrapped(&self, phrase: &str, pack: Uuid, rounds: u32) -> Result<Opening, Unsealed> {
        let salt: [u8; 16] = random()?;
        let under = under(phrase, &salt, rounds).ok_or(Unsealed)?;
        let both = [self.parts, self.log].concat();
        let keys = seal(&under, &label(pack, "keys"), both)?;
        Ok(Opening {
            salt: STANDARD.encode(salt),
            rounds,
            keys: STANDARD.encode(keys),
        })
    }

    /// Opens them with the pass phrase; none when it is another one.
    pub fn opened(opening: &Opening, phrase: &str, pack: Uuid) -> Option<Keys> {
        let salt = STANDARD.decode(&opening.salt).ok()?;
        let under = under(phrase, &salt, opening.rounds)?;
        let sealed = STANDARD.decode(&opening.keys).ok()?;
        let both = open(&under, &label(pack, "keys"), &sealed)?;
        Keys::parse(&hex::encode(both))
    }

    /// Dấu của bản kê: whoever has the pass phrase knows by it that the manifest is the one that was made.
    pub fn stamp(&self, manifest: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.log);
        hex::encode(hmac::sign(&key, manifest))
    }
}

fn under(phrase: &str, salt: &[u8], rounds: u32) -> Option<[u8; KEY]> {
    let rounds = NonZeroU32::new(rounds)?;
    let mut key = [0; KEY];
    let phrase = plain_phrase(phrase);
    derive(
        PBKDF2_HMAC_SHA256,
        rounds,
        salt,
        phrase.as_bytes(),
        &mut key,
    );
    Some(key)
}

/// What a sealed thing is: it opens as nothing else.
pub fn label(pack: Uuid, what: &str) -> String {
    format!("{pack}/{what}")
}

fn cipher(key: &[u8; KEY]) -> Option<LessSafeKey> {
    UnboundKey::new(&AES_256_GCM, key)
        .ok()
        .map(LessSafeKey::new)
}

/// A random nonce, then what is sealed with its tag.
pub fn seal(key: &[u8; KEY], label: &str, mut plain: Vec<u8>) -> Result<Vec<u8>, Unsealed> {
    let nonce: [u8; NONCE] = random()?;
    let cipher = cipher(key).ok_or(Unsealed)?;
    cipher
        .seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(label),
            &mut plain,
        )
        .map_err(|_| Unsealed)?;
    Ok([nonce.as_slice(), &plain].concat())
}

/// None: another key, another label, or a byte was changed.
pub fn open(key: &[u8; KEY], label: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut bytes = sealed.to_vec();
    let plain = cipher(key)?
        .open_in_place(nonce, Aad::from(label), &mut bytes)
        .ok()?
        .len();
    bytes.truncate(plain);
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_open_with_their_phrase_however_it_is_typed_and_with_no_other() {
        let (keys, pack) = (Keys::fresh().unwrap(), Uuid::from_u128(7));
        let opening = keys.wrapped("Gò Vấp-1975 mùa mưa", pack, 10).unwrap();
        let with = |phrase: &str| Keys::opened(&opening, phrase, pack);
        assert!(with("gò vấp 1975 MÙA MƯA") == Some(keys.clone()));
        assert!(with("go vap 1975 mua mua").is_none());
        assert!(with("").is_none());
        assert!(
            Keys::opened(&opening, "gò vấp 1975 mùa mưa", Uuid::from_u128(8)).is_none(),
            "keys of another pack"
        );
        assert!(Keys::parse(&keys.letters()) == Some(keys));
    }

    #[test]
    fn a_changed_byte_or_another_label_opens_nothing() {
        let key = Keys::fresh().unwrap().parts;
        let sealed = seal(&key, "part 1", b"BL 127".to_vec()).unwrap();
        assert_eq!(open(&key, "part 1", &sealed).unwrap(), b"BL 127");
        assert!(open(&key, "part 2", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut bad = sealed.clone();
            bad[at] ^= 1;
            assert!(open(&key, "part 1", &bad).is_none(), "byte {at}");
        }
        assert!(open(&key, "part 1", &sealed[..9]).is_none());
    }
}
