//! Khóa phần mềm: a private key in a file, for tests, demonstrations and small devices; not for officials' signatures.

use crate::key::{Key, KeyError, Scheme};
use der::{Decode, DecodePem};
use ring::{rand::SystemRandom, signature as algorithms};
use x509_cert::Certificate;

enum Pair {
    Rsa(Box<algorithms::RsaKeyPair>),
    Ecdsa(Box<algorithms::EcdsaKeyPair>),
}

/// A private key in memory.
pub struct SoftwareKey {
    pair: Pair,
    scheme: Scheme,
    chain: Vec<Certificate>,
}

impl SoftwareKey {
    /// From PKCS#8 (DER) and the certificates, signer first.
    pub fn from_pkcs8(pkcs8: &[u8], chain: Vec<Certificate>) -> Result<Self, KeyError> {
        let signer = chain
            .first()
            .ok_or_else(|| KeyError::Unusable("no certificate".into()))?;
        let unusable =
            |_| KeyError::Unusable("neither RSA (2048 bits or more), P-256 nor P-384".into());
        let (pair, scheme) = if let Ok(pair) = algorithms::RsaKeyPair::from_pkcs8(pkcs8) {
            (Pair::Rsa(Box::new(pair)), Scheme::RsaPkcs1)
        } else {
            let random = SystemRandom::new();
            let p256 = &algorithms::ECDSA_P256_SHA256_ASN1_SIGNING;
            let p384 = &algorithms::ECDSA_P384_SHA384_ASN1_SIGNING;
            match algorithms::EcdsaKeyPair::from_pkcs8(p256, pkcs8, &random) {
                Ok(pair) => (Pair::Ecdsa(Box::new(pair)), Scheme::EcdsaP256),
                Err(_) => {
                    let pair = algorithms::EcdsaKeyPair::from_pkcs8(p384, pkcs8, &random)
                        .map_err(unusable)?;
                    (Pair::Ecdsa(Box::new(pair)), Scheme::EcdsaP384)
                }
            }
        };
        let public = signer
            .tbs_certificate
            .subject_public_key_info
            .subject_public_key
            .raw_bytes();
        let own: &[u8] = match &pair {
            Pair::Rsa(pair) => algorithms::KeyPair::public_key(pair.as_ref()).as_ref(),
            Pair::Ecdsa(pair) => algorithms::KeyPair::public_key(pair.as_ref()).as_ref(),
        };
        if own != public {
            return Err(KeyError::Unusable(
                "the certificate belongs to another key".into(),
            ));
        }
        Ok(Self {
            pair,
            scheme,
            chain,
        })
    }

    /// The same RSA key signing by PSS.
    pub fn with_pss(mut self) -> Self {
        if self.scheme == Scheme::RsaPkcs1 {
            self.scheme = Scheme::RsaPss;
        }
        self
    }
}

impl Key for SoftwareKey {
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn scheme(&self) -> Scheme {
        self.scheme
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let random = SystemRandom::new();
        let refused = |_| KeyError::Refused("signing failed".into());
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                let padding: &dyn algorithms::RsaEncoding = match self.scheme {
                    Scheme::RsaPss => &algorithms::RSA_PSS_SHA256,
                    _ => &algorithms::RSA_PKCS1_SHA256,
                };
                pair.sign(padding, &random, message, &mut signature)
                    .map_err(refused)?;
                Ok(signature)
            }
            Pair::Ecdsa(pair) => pair
                .sign(&random, message)
                .map(|signature| signature.as_ref().to_vec())
                .map_err(refused),
        }
    }
}

/// Certificates of a file: PEM, one after another, or one in DER.
pub fn certificates(file: &[u8]) -> Result<Vec<Certificate>, der::Error> {
    if !file.starts_with(b"-----") && !file.windows(11).any(|word| word == b"-----BEGIN ") {
        return Ok(vec![Certificate::from_der(file)?]);
    }
    let text = String::from_utf8_lossy(file);
    let mut found = Vec::new();
    for part in text.split("-----BEGIN CERTIFICATE-----").skip(1) {
        let body = part.split("-----END").next().unwrap_or_default();
        let pem = format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            body.trim()
        );
        found.push(Certificate::from_pem(pem)?);
    }
    Ok(found)
}
