//! Thiết bị ký số (USB token, HSM) qua PKCS#11: the private key stays inside; the PIN is never written anywhere and wiped after use.

use crate::key::{Key, KeyError, Scheme};
use cryptoki::{
    context::{CInitializeArgs, CInitializeFlags, Pkcs11},
    error::{Error, RvError},
    mechanism::{
        Mechanism, MechanismType,
        rsa::{PkcsMgfType, PkcsPssParams},
    },
    object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle},
    session::{Session, UserType},
    slot::Slot,
    types::AuthPin,
};
use der::{Decode, Encode, Sequence, asn1::UintRef};
use std::{path::Path, sync::Mutex};
use x509_cert::Certificate;
use zeroize::Zeroizing;

/// DigestInfo of SHA-256, before the hash (RFC 8017 §9.2).
const SHA_256_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// Mã PIN: shown nowhere, wiped when dropped.
pub struct Pin(Zeroizing<String>);

impl Pin {
    /// Takes the PIN.
    pub fn new(pin: String) -> Self {
        Self(Zeroizing::new(pin))
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Pin(…)")
    }
}

/// A certificate on a device, before anybody has signed in.
#[derive(Debug, Clone)]
pub struct OnToken {
    /// The label of the token.
    pub token: String,
    /// The certificate.
    pub certificate: Certificate,
    /// The authorities above it that the device holds, the nearest first.
    pub above: Vec<Certificate>,
    /// One more wrong PIN locks the device.
    pub is_last_try: bool,
    /// The PIN is locked.
    pub is_locked: bool,
}

/// A key on a device, signed in.
pub struct TokenKey {
    session: Mutex<Session>,
    handle: ObjectHandle,
    id: Vec<u8>,
    scheme: Scheme,
    chain: Vec<Certificate>,
}

fn fault(error: Error) -> KeyError {
    match error {
        Error::Pkcs11(RvError::PinIncorrect | RvError::PinLenRange | RvError::PinInvalid, _) => {
            KeyError::WrongPin
        }
        Error::Pkcs11(RvError::PinLocked, _) => KeyError::PinLocked,
        Error::Pkcs11(
            RvError::TokenNotPresent
            | RvError::DeviceRemoved
            | RvError::DeviceError
            | RvError::SlotIdInvalid
            | RvError::SessionHandleInvalid
            | RvError::SessionClosed
            | RvError::KeyHandleInvalid
            | RvError::ObjectHandleInvalid
            | RvError::UserNotLoggedIn
            | RvError::TokenNotRecognized,
            _,
        ) => KeyError::Gone,
        Error::LibraryLoading(_) | Error::MissingSymbol(_) => {
            KeyError::Unusable("the library of the device".into())
        }
        // The code of the device alone: no text that could hold what was sent.
        Error::Pkcs11(code, _) => KeyError::Refused(format!("{code:?}")),
        _ => KeyError::Refused("no answer that could be understood".into()),
    }
}

fn open(library: &Path) -> Result<Pkcs11, KeyError> {
    let device = Pkcs11::new(library).map_err(fault)?;
    match device.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(device),
        Err(error) => Err(fault(error)),
    }
}

fn certificates_in(session: &Session) -> Result<Vec<(Vec<u8>, Certificate)>, KeyError> {
    let handles = session
        .find_objects(&[Attribute::Class(ObjectClass::CERTIFICATE)])
        .map_err(fault)?;
    let mut found = Vec::new();
    for handle in handles {
        let (mut id, mut value) = (Vec::new(), Vec::new());
        for attribute in session
            .get_attributes(handle, &[AttributeType::Id, AttributeType::Value])
            .map_err(fault)?
        {
            match attribute {
                Attribute::Id(bytes) => id = bytes,
                Attribute::Value(bytes) => value = bytes,
                _ => {}
            }
        }
        if let Ok(certificate) = Certificate::from_der(&value) {
            found.push((id, certificate));
        }
    }
    Ok(found)
}

/// The certificates on all devices that this library sees; needs no PIN. A device that is pulled out meanwhile is passed over.
pub fn on_tokens(library: &Path) -> Result<Vec<OnToken>, KeyError> {
    let device = open(library)?;
    let mut all = Vec::new();
    for slot in device.get_slots_with_initialized_token().map_err(fault)? {
        match on_token(&device, slot) {
            Ok(own) => all.extend(own),
            Err(KeyError::Gone) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(all)
}

fn on_token(device: &Pkcs11, slot: Slot) -> Result<Vec<OnToken>, KeyError> {
    let token = device.get_token_info(slot).map_err(fault)?;
    let session = device.open_ro_session(slot).map_err(fault)?;
    let own = certificates_in(&session)?;
    let described = own.iter().map(|(_, certificate)| {
        let mut chain = vec![certificate.clone()];
        climb(&mut chain, own.iter().map(|(_, one)| one));
        OnToken {
            token: token.label().trim_end().to_owned(),
            certificate: certificate.clone(),
            above: chain.split_off(1),
            is_last_try: token.user_pin_final_try(),
            is_locked: token.user_pin_locked(),
        }
    });
    Ok(described.collect())
}

impl TokenKey {
    /// Signs in to the device that holds this certificate. `above` are the certificates of the authorities, if the device has none.
    pub fn sign_in(
        library: &Path,
        certificate: &Certificate,
        pin: Pin,
        above: &[Certificate],
    ) -> Result<Self, KeyError> {
        let device = open(library)?;
        for slot in device.get_slots_with_initialized_token().map_err(fault)? {
            let session = device.open_ro_session(slot).map_err(fault)?;
            let all = certificates_in(&session)?;
            let own = all.iter().find(|(_, known)| known == certificate);
            let id = match own {
                Some((id, _)) => Some(id.clone()),
                None => key_without_certificate(&session, certificate)?,
            };
            let Some(id) = id else {
                continue;
            };
            let secret = AuthPin::from(pin.0.as_str());
            match session.login(UserType::User, Some(&secret)) {
                Ok(()) => {}
                // Somebody else's open door is no proof of a PIN.
                Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {
                    session.logout().map_err(fault)?;
                    session
                        .login(UserType::User, Some(&secret))
                        .map_err(fault)?;
                }
                Err(error) => return Err(fault(error)),
            }
            drop(secret);
            let wanted = [
                Attribute::Class(ObjectClass::PRIVATE_KEY),
                Attribute::Id(id.clone()),
            ];
            let handle = session
                .find_objects(&wanted)
                .map_err(fault)?
                .first()
                .copied();
            let handle = handle.ok_or_else(|| {
                KeyError::Unusable("the device has the certificate without its key".into())
            })?;
            let scheme = scheme_of(&session, handle, certificate)?;
            let mut chain = vec![certificate.clone()];
            climb(&mut chain, all.iter().map(|(_, one)| one).chain(above));
            return Ok(Self {
                session: Mutex::new(session),
                handle,
                id: id.clone(),
                scheme,
                chain,
            });
        }
        Err(KeyError::Gone)
    }

    /// Whether the device is still there with this key.
    pub fn is_there(&self) -> bool {
        let Ok(session) = self.session.lock() else {
            return false;
        };
        let wanted = [
            Attribute::Class(ObjectClass::PRIVATE_KEY),
            Attribute::Id(self.id.clone()),
        ];
        session
            .find_objects(&wanted)
            .is_ok_and(|found| found.contains(&self.handle))
    }

    /// The same RSA key signing by PSS, where the device can.
    pub fn with_pss(mut self) -> Self {
        if self.scheme == Scheme::RsaPkcs1 {
            self.scheme = Scheme::RsaPss;
        }
        self
    }
}

/// The number of the key that belongs to a certificate, on a device that keeps keys alone: found by its public half.
fn key_without_certificate(
    session: &Session,
    certificate: &Certificate,
) -> Result<Option<Vec<u8>>, KeyError> {
    let spki = &certificate.tbs_certificate.subject_public_key_info;
    let own = spki.subject_public_key.raw_bytes();
    let handles = session
        .find_objects(&[Attribute::Class(ObjectClass::PUBLIC_KEY)])
        .map_err(fault)?;
    for handle in handles {
        let (mut id, mut is_own) = (Vec::new(), false);
        let asked = [
            AttributeType::Id,
            AttributeType::Modulus,
            AttributeType::EcPoint,
        ];
        for attribute in session.get_attributes(handle, &asked).map_err(fault)? {
            match attribute {
                Attribute::Id(bytes) => id = bytes,
                Attribute::Modulus(modulus) if !modulus.is_empty() => {
                    is_own |= own.windows(modulus.len()).any(|part| part == modulus);
                }
                // An OCTET STRING around the point, by the standard; some devices leave it out.
                Attribute::EcPoint(point) if !point.is_empty() => is_own |= point.ends_with(own),
                _ => {}
            }
        }
        if is_own {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Adds each issuer that is at hand.
fn climb<'c>(chain: &mut Vec<Certificate>, at_hand: impl Iterator<Item = &'c Certificate> + Clone) {
    while let Some(last) = chain.last() {
        let issuer = at_hand.clone().find(|one| {
            !chain.contains(one)
                && crate::path::is_issued_by(last, one) == crate::algorithm::Holds::Yes
        });
        match issuer.cloned() {
            Some(issuer) => chain.push(issuer),
            None => break,
        }
    }
}

fn scheme_of(
    session: &Session,
    handle: ObjectHandle,
    certificate: &Certificate,
) -> Result<Scheme, KeyError> {
    let kind = session
        .get_attributes(handle, &[AttributeType::KeyType])
        .map_err(fault)?;
    if kind.contains(&Attribute::KeyType(KeyType::RSA)) {
        return Ok(Scheme::RsaPkcs1);
    }
    let bytes = certificate
        .tbs_certificate
        .subject_public_key_info
        .subject_public_key
        .raw_bytes()
        .len();
    match bytes {
        // an uncompressed point: 1 + 2 × 32, 1 + 2 × 48
        65 if kind.contains(&Attribute::KeyType(KeyType::EC)) => Ok(Scheme::EcdsaP256),
        97 if kind.contains(&Attribute::KeyType(KeyType::EC)) => Ok(Scheme::EcdsaP384),
        _ => Err(KeyError::Unusable("neither RSA, P-256 nor P-384".into())),
    }
}

#[derive(Sequence)]
struct EcdsaSignature<'a> {
    r: UintRef<'a>,
    s: UintRef<'a>,
}

impl Key for TokenKey {
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn scheme(&self) -> Scheme {
        self.scheme
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let session = self.session.lock().map_err(|_| KeyError::Gone)?;
        let digest = self.scheme.digest(message);
        let by = |mechanism: &Mechanism, data: &[u8]| {
            session.sign(mechanism, self.handle, data).map_err(fault)
        };
        match self.scheme {
            Scheme::RsaPkcs1 => by(
                &Mechanism::RsaPkcs,
                &[&SHA_256_INFO, digest.as_slice()].concat(),
            ),
            Scheme::RsaPss => {
                let parameters = PkcsPssParams {
                    hash_alg: MechanismType::SHA256,
                    mgf: PkcsMgfType::MGF1_SHA256,
                    s_len: 32.into(),
                };
                by(&Mechanism::Sha256RsaPkcsPss(parameters), message)
            }
            Scheme::EcdsaP256 | Scheme::EcdsaP384 => {
                let raw = by(&Mechanism::Ecdsa, &digest)?;
                let (r, s) = raw.split_at(raw.len() / 2);
                let der = UintRef::new(r).and_then(|r| {
                    EcdsaSignature {
                        r,
                        s: UintRef::new(s)?,
                    }
                    .to_der()
                });
                der.map_err(|_| KeyError::Refused("a signature that cannot be read".into()))
            }
        }
    }
}
