//! Khóa niêm phong: what the program must be able to read again (the secrets of second steps) stands in the database
//! only sealed, with a key that is kept outside of it.
//!
//! XChaCha20-Poly1305 with a nonce of its own for each secret, bound to the person: a sealed secret put into another
//! person's row does not open. Whoever takes the database or its backup without the key holds no second step.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use db::{Db, Sql, args};
use ledger::audit;
use rand::RngCore;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::WorkError;

/// What every sealed text begins with; base32 has no colon, so a plain secret is never taken for a sealed one.
const MARK: &str = "sealed:1:";
const NONCE: usize = 24;

/// Khóa niêm phong. It never prints itself.
#[derive(Clone)]
pub struct SealingKey([u8; 32]);

impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealingKey({})", self.id())
    }
}

impl SealingKey {
    /// A new one.
    pub fn fresh() -> SealingKey {
        let mut bytes = [0_u8; 32];
        rand::rng().fill_bytes(&mut bytes);
        SealingKey(bytes)
    }

    /// The key in the words of its file: 64 letters of base 16.
    pub fn parse(text: &str) -> Option<SealingKey> {
        let bytes = hex::decode(text.trim()).ok()?;
        Some(SealingKey(bytes.try_into().ok()?))
    }

    /// The words of its file.
    pub fn text(&self) -> String {
        hex::encode(self.0)
    }

    /// A name that tells keys apart and gives none away.
    pub fn id(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"kiemsat sealing key ");
        hash.update(self.0);
        hex::encode(&hash.finalize()[..4])
    }

    /// Seals a person's secret.
    pub fn seal(&self, plain: &str, person: Uuid) -> Result<String, WorkError> {
        let mut nonce = [0_u8; NONCE];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload {
            msg: plain.as_bytes(),
            aad: person.as_bytes(),
        };
        let sealed = XChaCha20Poly1305::new(&self.0.into())
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| WorkError::Broken("a secret was not sealed".to_owned()))?;
        Ok(format!(
            "{MARK}{}:{}{}",
            self.id(),
            hex::encode(nonce),
            hex::encode(sealed)
        ))
    }

    /// The secret of this person; `None` when it was sealed with another key, for another person, or was changed.
    pub fn open(&self, sealed: &str, person: Uuid) -> Option<String> {
        let (_, bytes) = sealed.strip_prefix(MARK)?.split_once(':')?;
        let bytes = hex::decode(bytes).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let payload = Payload {
            msg: sealed,
            aad: person.as_bytes(),
        };
        let plain = XChaCha20Poly1305::new(&self.0.into())
            .decrypt(&XNonce::from(nonce), payload)
            .ok()?;
        String::from_utf8(plain).ok()
    }
}

db::row! { struct Kept { id: Uuid, totp_secret: Option<String>, totp_pending: Option<String> } }

async fn kept(db: &impl Sql) -> Result<Vec<Kept>, WorkError> {
    Ok(db
        .all(
            "SELECT id, totp_secret, totp_pending FROM people_person
              WHERE totp_secret IS NOT NULL OR totp_pending IS NOT NULL ORDER BY id",
            args![],
        )
        .await?)
}

/// Seals what an earlier version stored plain; returns how many people's. Doing it twice changes nothing.
pub async fn seal_plain(db: &Db, key: &SealingKey, now_ms: i64) -> Result<i64, WorkError> {
    let is_plain =
        |text: &Option<String>| text.as_ref().is_some_and(|text| !text.starts_with(MARK));
    let tx = db.begin().await?;
    let mut count = 0;
    for one in kept(&tx).await? {
        if !is_plain(&one.totp_secret) && !is_plain(&one.totp_pending) {
            continue;
        }
        let sealed = |text: Option<String>| match text {
            Some(text) if !text.starts_with(MARK) => key.seal(&text, one.id).map(Some),
            other => Ok(other),
        };
        let (secret, pending) = (sealed(one.totp_secret)?, sealed(one.totp_pending)?);
        tx.exec(
            "UPDATE people_person SET totp_secret = $2, totp_pending = $3 WHERE id = $1",
            args![one.id, secret, pending],
        )
        .await?;
        count += 1;
    }
    if count > 0 {
        trail(&tx, "totp.sealed", None, &count.to_string(), now_ms).await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// The people whose second step this key does not open: the key is not the one their secrets were sealed with.
pub async fn unopenable(db: &impl Sql, key: &SealingKey) -> Result<Vec<Uuid>, WorkError> {
    let all = kept(db).await?.into_iter();
    Ok(all
        .filter(|one| {
            let secret = one.totp_secret.as_deref();
            secret.is_some_and(|secret| key.open(secret, one.id).is_none())
        })
        .map(|one| one.id)
        .collect())
}

/// The names of the keys that secrets here were sealed with, and how many secrets.
pub async fn sealed_with(db: &impl Sql) -> Result<(Vec<String>, usize), WorkError> {
    let all = kept(db).await?;
    let mut names: Vec<String> = all
        .iter()
        .filter_map(|one| {
            one.totp_secret
                .as_deref()?
                .strip_prefix(MARK)?
                .split_once(':')
        })
        .map(|(name, _)| name.to_owned())
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    Ok((names, count))
}

/// Khóa đã mất: the second step is turned off for everybody whose secret this key does not open, from the server's
/// console; they sign in with the password and may turn it on again. Returns how many.
pub async fn forget_unopenable(db: &Db, key: &SealingKey, now_ms: i64) -> Result<usize, WorkError> {
    let tx = db.begin().await?;
    let lost = unopenable(&tx, key).await?;
    for person in &lost {
        tx.exec(
            "UPDATE people_person SET totp_secret = NULL, totp_pending = NULL WHERE id = $1",
            args![*person],
        )
        .await?;
        trail(&tx, "person.totp_off", Some(*person), "console", now_ms).await?;
    }
    tx.commit().await?;
    Ok(lost.len())
}

async fn trail(
    tx: &db::Tx,
    action: &str,
    person: Option<Uuid>,
    detail: &str,
    at: i64,
) -> Result<(), WorkError> {
    let line = audit::Line {
        at,
        who: None,
        unit: None,
        action: action.to_owned(),
        object_kind: "person".to_owned(),
        object: person.map(|id| id.to_string()),
        detail: detail.to_owned(),
    };
    audit::append(tx, line).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_with_its_key_for_its_person_and_else_not() {
        let (key, person) = (SealingKey::fresh(), Uuid::from_u128(7));
        let sealed = key.seal("GEZDGNBVGY3TQOJQ", person).unwrap();
        assert!(!sealed.contains("GEZDGNBV") && sealed.contains(&key.id()));
        assert_eq!(
            key.open(&sealed, person).as_deref(),
            Some("GEZDGNBVGY3TQOJQ")
        );
        assert_eq!(key.open(&sealed, Uuid::from_u128(8)), None);
        assert_eq!(SealingKey::fresh().open(&sealed, person), None);
        let last = if sealed.ends_with('0') { '1' } else { '0' };
        let changed = format!("{}{last}", &sealed[..sealed.len() - 1]);
        assert_eq!(key.open(&changed, person), None);
        assert_eq!(key.open("GEZDGNBVGY3TQOJQ", person), None);
        assert_eq!(key.open("sealed:1:00:zz", person), None);
    }

    #[test]
    fn the_same_secret_is_sealed_differently_each_time() {
        let key = SealingKey::fresh();
        let once = key.seal("A", Uuid::nil()).unwrap();
        assert_ne!(once, key.seal("A", Uuid::nil()).unwrap());
    }

    #[test]
    fn a_key_is_read_back_from_its_file_and_does_not_print_itself() {
        let key = SealingKey::fresh();
        let again = SealingKey::parse(&format!("{}\n", key.text())).unwrap();
        assert_eq!(again.id(), key.id());
        assert!(!format!("{key:?}").contains(&key.text()));
        for bad in ["", "abc", &key.text()[2..], "không phải khóa"] {
            assert!(SealingKey::parse(bad).is_none(), "{bad}");
        }
    }
}
