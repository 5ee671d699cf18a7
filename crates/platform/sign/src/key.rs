//! Khóa ký: who signs, whatever holds the private key: a token, a device of the agency, a remote service, or a test file.

use ring::digest::{SHA256, SHA384, digest};
use x509_cert::Certificate;

/// How a key signs. The hash belongs to the key: SHA-384 with P-384, otherwise SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// RSA, PKCS#1 v1.5, SHA-256.
    RsaPkcs1,
    /// RSA-PSS, SHA-256, salt as long as the hash.
    RsaPss,
    /// ECDSA on P-256 with SHA-256.
    EcdsaP256,
    /// ECDSA on P-384 with SHA-384.
    EcdsaP384,
}

impl Scheme {
    /// Giá trị băm: what a remote device is sent in place of the document.
    pub fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::EcdsaP384 => digest(&SHA384, message).as_ref().to_vec(),
            _ => digest(&SHA256, message).as_ref().to_vec(),
        }
    }

    /// Its name in data and among programs.
    pub fn id(self) -> &'static str {
        match self {
            Self::RsaPkcs1 => "rsa_pkcs1_sha256",
            Self::RsaPss => "rsa_pss_sha256",
            Self::EcdsaP256 => "ecdsa_p256_sha256",
            Self::EcdsaP384 => "ecdsa_p384_sha384",
        }
    }

    /// The scheme with this name.
    pub fn parse(id: &str) -> Option<Self> {
        [
            Self::RsaPkcs1,
            Self::RsaPss,
            Self::EcdsaP256,
            Self::EcdsaP384,
        ]
        .into_iter()
        .find(|scheme| scheme.id() == id)
    }

    /// How the key of this certificate signs (RSA: PKCS#1 v1.5); nothing for a kind of key that is not known here.
    pub fn of(certificate: &Certificate) -> Option<Self> {
        crate::algorithm::scheme_of(&certificate.tbs_certificate.subject_public_key_info)
    }

    /// The longest signature: RSA of 8,192 bits.
    pub(crate) const LONGEST: usize = 1_024;
}

/// Why a key did not sign. No message holds a PIN.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file or device holds no usable key.
    #[error("no usable key: {0}")]
    Unusable(String),
    /// The PIN or password is wrong.
    #[error("the PIN is wrong")]
    WrongPin,
    /// The PIN is locked after too many wrong tries.
    #[error("the PIN is locked")]
    PinLocked,
    /// The token is not there (any more).
    #[error("the token is not present")]
    Gone,
    /// The device refused.
    #[error("the device refused: {0}")]
    Refused(String),
}

impl KeyError {
    /// What the person who signs is told.
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::Unusable(_) => {
                "Không tìm thấy khóa ký dùng được; hãy kiểm tra thiết bị hoặc tệp khóa."
            }
            Self::WrongPin => {
                "Mã PIN không đúng; hãy nhập lại. Nhập sai nhiều lần thiết bị sẽ tự khóa."
            }
            Self::PinLocked => {
                "Thiết bị đã khóa vì nhập sai mã PIN nhiều lần; hãy liên hệ đơn vị cấp chứng thư số để mở khóa."
            }
            Self::Gone => "Không thấy thiết bị ký số; hãy cắm lại thiết bị rồi ký lại.",
            Self::Refused(_) => "Thiết bị từ chối ký; hãy cắm lại thiết bị rồi ký lại.",
        }
    }
}

/// Khóa ký cùng chứng thư số của nó.
pub trait Key: Send + Sync {
    /// The signer's certificate first, then those above it as far as they are known.
    fn chain(&self) -> &[Certificate];
    /// How it signs.
    fn scheme(&self) -> Scheme;
    /// Signs the message with `scheme`: who can only sign hashes takes [`Scheme::digest`] of it. ECDSA gives DER.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError>;
}
