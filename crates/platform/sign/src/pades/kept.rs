//! Chữ ký đang chờ: a prepared signature as data, so that it can wait in a database for a person and a token elsewhere.

use super::{Draft, SignError, field::Placed};
use crate::{cms, key::Scheme};
use der::{Decode, Encode, asn1::SetOfVec};
use serde::{Deserialize, Serialize};
use x509_cert::{Certificate, attr::Attribute};

/// A [`Draft`] but for the bytes to be appended, which are kept beside it (they may be large).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// Where the signature goes, counted in the appended bytes.
    start: usize,
    end: usize,
    /// How the key signs: [`Scheme::id`].
    scheme: String,
    /// The certificates, signer first, DER in hexadecimal.
    chain: Vec<String>,
    /// What is signed, DER in hexadecimal.
    attributes: String,
}

impl Draft {
    /// What is appended to the file, with the place of the signature still empty.
    pub fn appended(&self) -> &[u8] {
        &self.appended
    }

    /// The draft as data; [`Draft::appended`] is kept beside it.
    pub fn keep(&self) -> Result<KeptDraft, SignError> {
        let chain = self.chain.iter().map(|one| one.to_der().map(hex::encode));
        Ok(KeptDraft {
            start: self.slot.start,
            end: self.slot.end,
            scheme: self.scheme.id().to_owned(),
            chain: chain.collect::<Result<_, _>>()?,
            attributes: hex::encode(cms::message(&self.attributes)?),
        })
    }

    /// The draft again. Whether the bytes are those that were kept is told by the judgement of the finished file.
    pub fn again(kept: &KeptDraft, appended: Vec<u8>) -> Result<Self, SignError> {
        let lost = || SignError::Unwritten("the kept draft cannot be read".into());
        let bytes = |text: &str| hex::decode(text).map_err(|_| lost());
        let mut chain = Vec::new();
        for one in &kept.chain {
            chain.push(Certificate::from_der(&bytes(one)?)?);
        }
        let is_empty_place = appended.get(kept.start..kept.end).is_some_and(|place| {
            matches!(place, [b'<', digits @ .., b'>'] if digits.iter().all(|digit| *digit == b'0'))
        });
        if chain.is_empty() || !is_empty_place {
            return Err(lost());
        }
        Ok(Self {
            slot: Placed {
                start: kept.start,
                end: kept.end,
            },
            scheme: Scheme::parse(&kept.scheme).ok_or_else(lost)?,
            attributes: SetOfVec::<Attribute>::from_der(&bytes(&kept.attributes)?)?,
            chain,
            appended,
        })
    }
}
