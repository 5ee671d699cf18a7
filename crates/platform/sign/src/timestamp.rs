//! Dấu thời gian (RFC 3161; QCVN 138:2025/BKHCN): asked for, and read.

use crate::{
    algorithm,
    cms::{Signed, TST_INFO},
    outside::{Outside, OutsideError},
    verify::Reason,
};
use chrono::{DateTime, NaiveDateTime, Utc};
use der::{Any, Decode, Encode, Sequence, Tag, Tagged, asn1::OctetString};
use ring::rand::{SecureRandom, SystemRandom};
use x509_cert::{Certificate, spki::AlgorithmIdentifierOwned};

/// MessageImprint: what is stamped, as a digest.
#[derive(Sequence)]
struct Imprint {
    algorithm: AlgorithmIdentifierOwned,
    digest: OctetString,
}

#[derive(Sequence)]
struct Request {
    version: u8,
    imprint: Imprint,
    nonce: u64,
    wants_certificate: bool,
}

/// A time-stamp token whose signature is right; whether its authority is trusted is asked apart.
pub(crate) struct Token {
    /// When the stamp was given.
    pub at: DateTime<Utc>,
    /// Who gave it.
    pub authority: Certificate,
    /// Certificates that came along.
    pub certificates: Vec<Certificate>,
    nonce: Option<Vec<u8>>,
}

/// Asks the authority at this address for a stamp on `stamped`, and checks the answer before it is used.
pub(crate) fn ask(
    outside: &dyn Outside,
    address: &str,
    stamped: &[&[u8]],
) -> Result<Vec<u8>, OutsideError> {
    let fault = |what: &str| OutsideError::Answer {
        address: address.into(),
        what: what.into(),
    };
    let mut nonce = [0u8; 8];
    SystemRandom::new()
        .fill(&mut nonce)
        .map_err(|_| fault("no random numbers"))?;
    let nonce = u64::from_be_bytes(nonce) >> 1;
    let digest = algorithm::digest(algorithm::SHA_256, stamped).unwrap_or_default();
    let request = (|| {
        Request {
            version: 1,
            imprint: Imprint {
                algorithm: algorithm::plain(algorithm::SHA_256),
                digest: OctetString::new(digest)?,
            },
            nonce,
            wants_certificate: true,
        }
        .to_der()
    })()
    .map_err(|_| fault("the request"))?;
    let answer = outside.post(address, "application/timestamp-query", &request)?;
    let fields = Vec::<Any>::from_der(&answer).map_err(|_| fault("the answer is no time stamp"))?;
    let status = fields
        .first()
        .and_then(|status| status.value().get(2).copied());
    let token = fields.get(1).and_then(|token| token.to_der().ok());
    let (Some(0 | 1), Some(token)) = (status, token) else {
        return Err(fault("the authority gave no time stamp"));
    };
    let read = Token::read(&token, stamped).map_err(|_| fault("the time stamp is wrong"))?;
    let sent: Vec<u8> = nonce
        .to_be_bytes()
        .into_iter()
        .skip_while(|byte| *byte == 0)
        .collect();
    let got: Option<Vec<u8>> = read
        .nonce
        .map(|got| got.into_iter().skip_while(|byte| *byte == 0).collect());
    if got != Some(sent) {
        return Err(fault("the time stamp answers another question"));
    }
    Ok(token)
}

impl Token {
    /// Reads a token and checks that it stamps exactly this.
    pub fn read(token: &[u8], stamped: &[&[u8]]) -> Result<Self, Reason> {
        let broken = |_| Reason::TimeStampBroken;
        let signed = Signed::parse(token).map_err(|_| Reason::TimeStampBroken)?;
        let content = signed.content().ok_or(Reason::TimeStampBroken)?;
        signed
            .check(TST_INFO, &[&content], true)
            .map_err(|_| Reason::TimeStampBroken)?;
        // version, policy, messageImprint, serialNumber, genTime, then what is optional
        let fields = Vec::<Any>::from_der(&content).map_err(broken)?;
        let [_, _, imprint, _, at, rest @ ..] = fields.as_slice() else {
            return Err(Reason::TimeStampBroken);
        };
        let imprint: Imprint = imprint.decode_as().map_err(broken)?;
        let digest =
            algorithm::digest(imprint.algorithm.oid, stamped).ok_or(Reason::TimeStampBroken)?;
        if imprint.digest.as_bytes() != digest {
            return Err(Reason::TimeStampBroken);
        }
        let at = instant(at).ok_or(Reason::TimeStampBroken)?;
        let nonce = rest
            .iter()
            .find(|field| field.tag() == Tag::Integer)
            .map(|nonce| nonce.value().to_vec());
        Ok(Self {
            at,
            authority: signed.certificate,
            certificates: signed.certificates,
            nonce,
        })
    }
}

/// GeneralizedTime, which a time stamp may give with fractions of a second.
fn instant(field: &Any) -> Option<DateTime<Utc>> {
    if field.tag() != Tag::GeneralizedTime {
        return None;
    }
    let text = std::str::from_utf8(field.value()).ok()?.strip_suffix('Z')?;
    NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S%.f")
        .ok()
        .map(|time| time.and_utc())
}
