//! Thuật toán: which signatures are known, under which object identifiers, and whether one is right.

use crate::key::Scheme;
use der::{
    Any, Decode, Encode,
    asn1::{AnyRef, ObjectIdentifier},
};
use ring::{digest as hashes, signature as algorithms};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

pub(crate) const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
pub(crate) const SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
pub(crate) const SHA_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
pub(crate) const SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const RSA_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const RSA_SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const RSA_SHA_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const ECDSA_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
const P_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");

/// RSASSA-PSS-params with SHA-256, MGF1 of SHA-256 and a salt of 32 bytes.
const PSS_SHA_256: &str = "3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120";

/// Whether a signature holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    Yes,
    No,
    /// An algorithm that is not known here, or no longer trusted.
    Unknown,
}

/// An algorithm without parameters.
pub(crate) fn plain(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid,
        parameters: None,
    }
}

/// An algorithm with NULL as its parameters.
fn with_null(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid,
        parameters: Some(Any::from(AnyRef::NULL)),
    }
}

/// How a public key signs.
pub(crate) fn scheme_of(key: &SubjectPublicKeyInfoOwned) -> Option<Scheme> {
    if key.algorithm.oid == RSA {
        return Some(Scheme::RsaPkcs1);
    }
    let curve: ObjectIdentifier = key.algorithm.parameters.as_ref()?.decode_as().ok()?;
    match curve {
        P_256 if key.algorithm.oid == EC => Some(Scheme::EcdsaP256),
        P_384 if key.algorithm.oid == EC => Some(Scheme::EcdsaP384),
        _ => None,
    }
}

/// The hash of a scheme.
pub(crate) fn digest_of(scheme: Scheme) -> AlgorithmIdentifierOwned {
    plain(if scheme == Scheme::EcdsaP384 {
        SHA_384
    } else {
        SHA_256
    })
}

/// The signature algorithm of a scheme.
pub(crate) fn signature_of(scheme: Scheme) -> Result<AlgorithmIdentifierOwned, der::Error> {
    Ok(match scheme {
        Scheme::RsaPkcs1 => with_null(RSA_SHA_256),
        Scheme::RsaPss => AlgorithmIdentifierOwned {
            oid: RSA_PSS,
            parameters: Some(Any::from_der(
                &hex::decode(PSS_SHA_256).unwrap_or_default(),
            )?),
        },
        Scheme::EcdsaP256 => plain(ECDSA_SHA_256),
        Scheme::EcdsaP384 => plain(ECDSA_SHA_384),
    })
}

/// The digest of bytes in parts; nothing for a hash that is not known or not trusted (SHA-1, MD5).
pub(crate) fn digest(oid: ObjectIdentifier, parts: &[&[u8]]) -> Option<Vec<u8>> {
    let hash = match oid {
        SHA_256 => &hashes::SHA256,
        SHA_384 => &hashes::SHA384,
        SHA_512 => &hashes::SHA512,
        _ => return None,
    };
    let mut context = hashes::Context::new(hash);
    parts.iter().for_each(|part| context.update(part));
    Some(context.finish().as_ref().to_vec())
}

/// SHA-256.
pub(crate) fn sha_256(bytes: &[u8]) -> Vec<u8> {
    hashes::digest(&hashes::SHA256, bytes).as_ref().to_vec()
}

/// SHA-1, only where a format names things by it (OCSP, VRI), never to prove anything.
pub(crate) fn sha_1_as_a_name(bytes: &[u8]) -> Vec<u8> {
    hashes::digest(&hashes::SHA1_FOR_LEGACY_USE_ONLY, bytes)
        .as_ref()
        .to_vec()
}

/// Whether the signature is of this message by this key. `digest` is the hash named beside it (CMS), if one is.
pub(crate) fn check(
    algorithm: &AlgorithmIdentifierOwned,
    digest: Option<ObjectIdentifier>,
    key: &SubjectPublicKeyInfoOwned,
    message: &[u8],
    signature: &[u8],
) -> Holds {
    let Some((hash, verifier)) = verifier(algorithm, digest, key) else {
        return Holds::Unknown;
    };
    if digest.is_some_and(|digest| digest != hash) {
        return Holds::No;
    }
    let key = algorithms::UnparsedPublicKey::new(verifier, key.subject_public_key.raw_bytes());
    if key.verify(message, signature).is_ok() {
        Holds::Yes
    } else {
        Holds::No
    }
}

type Verifier = &'static dyn algorithms::VerificationAlgorithm;

fn verifier(
    algorithm: &AlgorithmIdentifierOwned,
    digest: Option<ObjectIdentifier>,
    key: &SubjectPublicKeyInfoOwned,
) -> Option<(ObjectIdentifier, Verifier)> {
    let key_kind = key.algorithm.oid;
    let hash = match algorithm.oid {
        RSA => digest?,
        RSA_SHA_256 | ECDSA_SHA_256 => SHA_256,
        RSA_SHA_384 | ECDSA_SHA_384 => SHA_384,
        RSA_SHA_512 => SHA_512,
        RSA_PSS => pss_hash(algorithm)?,
        _ => return None,
    };
    let is_rsa = matches!(algorithm.oid, RSA | RSA_SHA_256 | RSA_SHA_384 | RSA_SHA_512);
    if is_rsa && key_kind == RSA {
        let verifier: Verifier = match hash {
            SHA_256 => &algorithms::RSA_PKCS1_2048_8192_SHA256,
            SHA_384 => &algorithms::RSA_PKCS1_2048_8192_SHA384,
            SHA_512 => &algorithms::RSA_PKCS1_2048_8192_SHA512,
            _ => return None,
        };
        return Some((hash, verifier));
    }
    if algorithm.oid == RSA_PSS && (key_kind == RSA || key_kind == RSA_PSS) {
        let verifier: Verifier = match hash {
            SHA_256 => &algorithms::RSA_PSS_2048_8192_SHA256,
            SHA_384 => &algorithms::RSA_PSS_2048_8192_SHA384,
            SHA_512 => &algorithms::RSA_PSS_2048_8192_SHA512,
            _ => return None,
        };
        return Some((hash, verifier));
    }
    if matches!(algorithm.oid, ECDSA_SHA_256 | ECDSA_SHA_384) && key_kind == EC {
        let curve = key
            .algorithm
            .parameters
            .as_ref()?
            .decode_as::<ObjectIdentifier>()
            .ok()?;
        let verifier: Verifier = match (curve, hash) {
            (P_256, SHA_256) => &algorithms::ECDSA_P256_SHA256_ASN1,
            (P_256, SHA_384) => &algorithms::ECDSA_P256_SHA384_ASN1,
            (P_384, SHA_256) => &algorithms::ECDSA_P384_SHA256_ASN1,
            (P_384, SHA_384) => &algorithms::ECDSA_P384_SHA384_ASN1,
            _ => return None,
        };
        return Some((hash, verifier));
    }
    None
}

/// The hash of RSA-PSS parameters, when hash, mask and salt go together as all signers in practice choose them.
fn pss_hash(algorithm: &AlgorithmIdentifierOwned) -> Option<ObjectIdentifier> {
    let given = algorithm.parameters.as_ref()?.to_der().ok()?;
    let form = |hash: &str, salt: &str, null: bool| {
        let named = if null {
            format!("300d0609{hash}0500")
        } else {
            format!("300b0609{hash}")
        };
        let wrapped = |tag: &str, body: &str| format!("{tag}{:02x}{body}", body.len() / 2);
        let mask = wrapped("30", &format!("06092a864886f70d010108{named}"));
        let all = [
            wrapped("a0", &named),
            wrapped("a1", &mask),
            format!("a2030201{salt}"),
        ]
        .concat();
        hex::decode(wrapped("30", &all)).ok()
    };
    [
        (SHA_256, "60864801650304020", "1", "20"),
        (SHA_384, "60864801650304020", "2", "30"),
        (SHA_512, "60864801650304020", "3", "40"),
    ]
    .into_iter()
    .find(|(_, stem, last, salt)| {
        let hash = format!("{stem}{last}");
        [true, false]
            .iter()
            .any(|null| form(&hash, salt, *null).as_ref() == Some(&given))
    })
    .map(|(oid, ..)| oid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameters_we_write_for_pss_are_the_ones_we_read() {
        let algorithm = signature_of(Scheme::RsaPss).unwrap();
        assert_eq!(pss_hash(&algorithm), Some(SHA_256));
    }
}
