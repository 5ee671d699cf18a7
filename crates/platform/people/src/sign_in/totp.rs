//! Mã xác thực sáu số (RFC 6238): an optional second step with any authenticator on a phone.

use hmac::{Hmac, KeyInit, Mac};
use qrcode::{QrCode, render::svg};
use rand::RngCore;
use sha1::Sha1;

/// A code counts for thirty seconds; one step before and after is accepted, since phones' clocks differ.
const STEP_SECONDS: i64 = 30;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A new secret of 160 bits, in base32 as authenticators take it.
pub fn new_secret() -> String {
    let mut bytes = [0_u8; 20];
    rand::rng().fill_bytes(&mut bytes);
    to_base32(&bytes)
}

/// The step whose code was typed, if it is later than the last one used: each code opens once.
pub fn accepted_step(secret: &str, typed: &str, now_ms: i64, last_used: i64) -> Option<i64> {
    let secret = from_base32(secret)?;
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let now = now_ms.div_euclid(1000).div_euclid(STEP_SECONDS);
    (now - 1..=now + 1).find(|step| *step > last_used && code(&secret, *step) == typed)
}

/// The address behind the QR picture.
pub fn address(secret: &str, login: &str) -> String {
    format!("otpauth://totp/Kiem%20Sat%20So:{login}?secret={secret}&issuer=Kiem%20Sat%20So")
}

/// The QR picture as SVG; `None` when the address is too long for one.
pub fn picture(address: &str) -> Option<String> {
    let code = QrCode::new(address.as_bytes()).ok()?;
    Some(
        code.render::<svg::Color<'_>>()
            .min_dimensions(220, 220)
            .build(),
    )
}

/// The code of a step, for whoever holds the secret.
pub fn code_at(secret: &str, now_ms: i64) -> Option<String> {
    Some(code(
        &from_base32(secret)?,
        now_ms.div_euclid(1000).div_euclid(STEP_SECONDS),
    ))
}

fn code(secret: &[u8], step: i64) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else {
        return String::new();
    };
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 0x0f);
    let number = digest[at..at + 4]
        .iter()
        .fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

fn to_base32(bytes: &[u8]) -> String {
    let mut out = String::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(ALPHABET[(held >> bits) as usize & 31]));
        }
    }
    if bits > 0 {
        out.push(char::from(ALPHABET[(held << (5 - bits)) as usize & 31]));
    }
    out
}

fn from_base32(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let value = ALPHABET
            .iter()
            .position(|known| *known == letter.to_ascii_uppercase())?;
        held = held << 5 | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the secret "12345678901234567890", the last six of the eight digits.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    #[track_caller]
    fn check(second: i64, expected: &str) {
        assert_eq!(code_at(SECRET, second * 1000).as_deref(), Some(expected));
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        check(59, "287082");
        check(1_111_111_109, "081804");
        check(1_111_111_111, "050471");
        check(1_234_567_890, "005924");
        check(2_000_000_000, "279037");
    }

    #[test]
    fn a_code_is_taken_half_a_minute_early_or_late_and_only_once() {
        let typed = "005 924";
        let now = 1_234_567_890_000;
        let step = accepted_step(SECRET, typed, now, 0).unwrap();
        assert_eq!(accepted_step(SECRET, typed, now + 30_000, 0), Some(step));
        assert_eq!(accepted_step(SECRET, typed, now - 30_000, 0), Some(step));
        assert_eq!(accepted_step(SECRET, typed, now + 90_000, 0), None);
        assert_eq!(accepted_step(SECRET, typed, now, step), None);
        assert_eq!(accepted_step(SECRET, "", now, 0), None);
    }

    #[test]
    fn a_secret_survives_being_written_in_letters() {
        assert_eq!(from_base32(SECRET).unwrap(), b"12345678901234567890");
        assert_eq!(to_base32(b"12345678901234567890"), SECRET);
        let secret = new_secret();
        assert_eq!(to_base32(&from_base32(&secret).unwrap()), secret);
        assert_eq!(from_base32("không"), None);
    }

    #[test]
    fn the_picture_is_an_svg() {
        assert!(picture(&address(SECRET, "an.nv")).unwrap().contains("<svg"));
    }
}
