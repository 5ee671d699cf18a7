//! Chữ ký CMS (RFC 5652, ETSI EN 319 122): made for a document, read strictly, and checked against the bytes it stands for.

use crate::{
    algorithm::{self, Holds},
    key::Scheme,
    verify::Reason,
};
use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{
        CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo,
        SignerInfos,
    },
};
use der::{
    Any, Decode, Encode, Sequence, Tag, Tagged,
    asn1::{ObjectIdentifier, OctetString, SetOfVec},
};
use x509_cert::{Certificate, attr::Attribute, spki::AlgorithmIdentifierOwned};

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
pub(crate) const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
pub(crate) const TST_INFO: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
pub(crate) const TIME_STAMP_TOKEN: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// ESSCertIDv2: which certificate the signer meant (RFC 5035).
#[derive(Sequence)]
struct MeantCertificate {
    #[asn1(optional = "true")]
    hash_algorithm: Option<AlgorithmIdentifierOwned>,
    hash: OctetString,
    #[asn1(optional = "true")]
    issuer_and_serial: Option<Any>,
}

#[derive(Sequence)]
struct MeantCertificates {
    certificates: Vec<MeantCertificate>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

fn attribute(oid: ObjectIdentifier, value: Any) -> Result<Attribute, der::Error> {
    let mut values = SetOfVec::new();
    values.insert(value)?;
    Ok(Attribute { oid, values })
}

/// The signed attributes of PAdES: kind of content, its digest, the certificate meant. The time stands in /M, not here.
pub(crate) fn signed_attributes(
    signer: &Certificate,
    content_digest: &[u8],
) -> Result<SetOfVec<Attribute>, der::Error> {
    let meant = MeantCertificates {
        certificates: vec![MeantCertificate {
            hash_algorithm: None,
            hash: OctetString::new(algorithm::sha_256(&signer.to_der()?))?,
            issuer_and_serial: None,
        }],
        policies: None,
    };
    let mut attributes = SetOfVec::new();
    attributes.insert(attribute(CONTENT_TYPE, Any::encode_from(&DATA)?)?)?;
    attributes.insert(attribute(
        MESSAGE_DIGEST,
        Any::encode_from(&OctetString::new(content_digest)?)?,
    )?)?;
    attributes.insert(attribute(
        SIGNING_CERTIFICATE_V2,
        Any::encode_from(&meant)?,
    )?)?;
    Ok(attributes)
}

/// The CMS of a detached signature; a time-stamp token goes into its unsigned attributes.
pub(crate) fn detached(
    chain: &[Certificate],
    scheme: Scheme,
    attributes: SetOfVec<Attribute>,
    signature: &[u8],
    token: Option<&[u8]>,
) -> Result<Vec<u8>, der::Error> {
    let signer = &chain[0].tbs_certificate;
    let unsigned_attrs = match token {
        Some(token) => {
            let mut unsigned = SetOfVec::new();
            unsigned.insert(attribute(TIME_STAMP_TOKEN, Any::from_der(token)?)?)?;
            Some(unsigned)
        }
        None => None,
    };
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: signer.issuer.clone(),
            serial_number: signer.serial_number.clone(),
        }),
        digest_alg: algorithm::digest_of(scheme),
        signed_attrs: Some(attributes),
        signature_algorithm: algorithm::signature_of(scheme)?,
        signature: OctetString::new(signature)?,
        unsigned_attrs,
    };
    let mut certificates = SetOfVec::new();
    for certificate in chain {
        certificates.insert(CertificateChoices::Certificate(certificate.clone()))?;
    }
    let mut digest_algorithms = SetOfVec::new();
    digest_algorithms.insert(algorithm::digest_of(scheme))?;
    let mut infos = SetOfVec::new();
    infos.insert(info)?;
    let signed = SignedData {
        version: CmsVersion::V1,
        digest_algorithms,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: DATA,
            econtent: None,
        },
        certificates: Some(CertificateSet(certificates)),
        crls: None,
        signer_infos: SignerInfos(infos),
    };
    ContentInfo {
        content_type: SIGNED_DATA,
        content: Any::encode_from(&signed)?,
    }
    .to_der()
}

/// The message that `key` signs for these attributes.
pub(crate) fn message(attributes: &SetOfVec<Attribute>) -> Result<Vec<u8>, der::Error> {
    attributes.to_der()
}

/// Whether a message is what the signature of a document is made over: signed attributes that name this certificate, and nothing
/// else. Who holds a key for others signs nothing else with it: no sign-in, no hash whose meaning nobody knows.
pub fn is_document_signature(message: &[u8], certificate: &Certificate) -> bool {
    let Ok(attributes) = SetOfVec::<Attribute>::from_der(message) else {
        return false;
    };
    let one = |oid| match attributes
        .iter()
        .filter(|attribute| attribute.oid == oid)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [attribute] => match attribute.values.as_slice() {
            [value] => Some(value),
            _ => None,
        },
        _ => None,
    };
    let is_data = one(CONTENT_TYPE).and_then(|value| value.decode_as::<ObjectIdentifier>().ok());
    let digest = one(MESSAGE_DIGEST).and_then(|value| value.decode_as::<OctetString>().ok());
    let meant = one(SIGNING_CERTIFICATE_V2).map(|value| names(value, certificate));
    is_data == Some(DATA)
        && digest.is_some_and(|digest| matches!(digest.as_bytes().len(), 32 | 48 | 64))
        && matches!(meant, Some(Ok(())))
}

/// How many bytes the CMS of this key may take, without and with a time stamp.
pub(crate) fn room_for(chain: &[Certificate], with_token: bool) -> usize {
    let certificates: usize = chain
        .iter()
        .filter_map(|one| one.to_der().ok())
        .map(|der| der.len())
        .sum();
    certificates + Scheme::LONGEST + 1_500 + if with_token { 12_000 } else { 0 }
}

/// A CMS that was read: one signer, his certificate, and the others that came along.
pub(crate) struct Signed {
    data: SignedData,
    info: SignerInfo,
    /// The signer's certificate.
    pub certificate: Certificate,
    /// All certificates inside.
    pub certificates: Vec<Certificate>,
}

/// Cuts the zeros after the DER of /Contents; anything else there is refused.
pub(crate) fn without_padding(contents: &[u8]) -> Result<&[u8], Reason> {
    let length = match contents {
        [0x30, short, ..] if *short < 0x80 => 2 + usize::from(*short),
        [0x30, long, rest @ ..]
            if (0x81..=0x84).contains(long) && rest.len() >= usize::from(long - 0x80) =>
        {
            let size = usize::from(long - 0x80);
            2 + size
                + rest[..size]
                    .iter()
                    .fold(0usize, |sum, byte| (sum << 8) | usize::from(*byte))
        }
        _ => return Err(Reason::ContentsUnreadable),
    };
    if length > contents.len() || contents[length..].iter().any(|byte| *byte != 0) {
        return Err(Reason::ContentsUnreadable);
    }
    Ok(&contents[..length])
}

/// Whether the wrapping, which no signature covers, says what RFC 5652 §5 demands: versions that fit what is inside, and the digest of
/// the signer among those announced, without parameters.
fn is_well_wrapped(data: &SignedData, info: &SignerInfo) -> bool {
    let fits_identifier = match info.sid {
        SignerIdentifier::IssuerAndSerialNumber(_) => info.version == CmsVersion::V1,
        SignerIdentifier::SubjectKeyIdentifier(_) => info.version == CmsVersion::V3,
    };
    let is_bare = |digest: &AlgorithmIdentifierOwned| {
        let parameters = digest.parameters.as_ref();
        parameters.is_none_or(|any| any.tag() == Tag::Null && any.value().is_empty())
    };
    let mut announced = data.digest_algorithms.iter();
    fits_identifier
        && !matches!(data.version, CmsVersion::V0 | CmsVersion::V2)
        && is_bare(&info.digest_alg)
        && announced.any(|digest| digest.oid == info.digest_alg.oid && is_bare(digest))
}

impl Signed {
    /// Reads a CMS with exactly one signer.
    pub fn parse(bytes: &[u8]) -> Result<Self, Reason> {
        let unreadable = |_| Reason::ContentsUnreadable;
        let outer = ContentInfo::from_der(bytes).map_err(unreadable)?;
        if outer.content_type != SIGNED_DATA {
            return Err(Reason::ContentsUnreadable);
        }
        let data: SignedData = outer.content.decode_as().map_err(unreadable)?;
        let [info] = data.signer_infos.0.as_slice() else {
            return Err(Reason::ContentsUnreadable);
        };
        let info = info.clone();
        if !is_well_wrapped(&data, &info) {
            return Err(Reason::ContentsUnreadable);
        }
        let certificates: Vec<Certificate> = data
            .certificates
            .iter()
            .flat_map(|set| set.0.iter())
            .filter_map(|choice| match choice {
                CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
                CertificateChoices::Other(_) => None,
            })
            .collect();
        let certificate = certificates
            .iter()
            .find(|one| is_meant(&info.sid, one))
            .cloned();
        let certificate = certificate.ok_or(Reason::NoSignerCertificate)?;
        Ok(Self {
            data,
            info,
            certificate,
            certificates,
        })
    }

    /// What is inside; nothing in a detached signature.
    pub fn content(&self) -> Option<Vec<u8>> {
        let content = self.data.encap_content_info.econtent.as_ref()?;
        content
            .decode_as::<OctetString>()
            .ok()
            .map(|octets| octets.as_bytes().to_vec())
    }

    /// The signature itself: what a time stamp stamps.
    pub fn signature(&self) -> &[u8] {
        self.info.signature.as_bytes()
    }

    /// The time-stamp tokens that came along.
    pub fn tokens(&self) -> Vec<Vec<u8>> {
        let unsigned = self.info.unsigned_attrs.iter().flat_map(|set| set.iter());
        unsigned
            .filter(|attribute| attribute.oid == TIME_STAMP_TOKEN)
            .flat_map(|attribute| attribute.values.iter())
            .filter_map(|value| value.to_der().ok())
            .collect()
    }

    /// Whether the signature is of this content: kind, digest, certificate meant, and the mathematics.
    pub fn check(
        &self,
        kind: ObjectIdentifier,
        parts: &[&[u8]],
        must_name_certificate: bool,
    ) -> Result<(), Reason> {
        let detached = self.data.encap_content_info.econtent.is_none();
        if self.data.encap_content_info.econtent_type != kind || detached != (kind == DATA) {
            return Err(Reason::ContentsUnreadable);
        }
        let attributes = self
            .info
            .signed_attrs
            .as_ref()
            .ok_or(Reason::NoSignedAttributes)?;
        let one = |oid| -> Result<Option<&Any>, Reason> {
            let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
            match (found.next(), found.next()) {
                (None, _) => Ok(None),
                (Some(attribute), None) => match attribute.values.as_slice() {
                    [value] => Ok(Some(value)),
                    _ => Err(Reason::ContentsUnreadable),
                },
                _ => Err(Reason::ContentsUnreadable),
            }
        };
        let said_kind =
            one(CONTENT_TYPE)?.and_then(|value| value.decode_as::<ObjectIdentifier>().ok());
        if said_kind != Some(kind) {
            return Err(Reason::ContentsUnreadable);
        }
        let digest =
            algorithm::digest(self.info.digest_alg.oid, parts).ok_or(Reason::UnknownAlgorithm)?;
        let said = one(MESSAGE_DIGEST)?.and_then(|value| value.decode_as::<OctetString>().ok());
        if said.as_ref().map(OctetString::as_bytes) != Some(digest.as_slice()) {
            return Err(Reason::DigestDiffers);
        }
        match one(SIGNING_CERTIFICATE_V2)? {
            Some(value) => names(value, &self.certificate)?,
            // The older attribute names the certificate by SHA-1, which proves nothing any more.
            None if must_name_certificate && one(SIGNING_CERTIFICATE)?.is_none() => {
                return Err(Reason::CertificateNotNamed);
            }
            None => {}
        }
        let message = attributes
            .to_der()
            .map_err(|_| Reason::ContentsUnreadable)?;
        let key = &self.certificate.tbs_certificate.subject_public_key_info;
        let digest_alg = Some(self.info.digest_alg.oid);
        match algorithm::check(
            &self.info.signature_algorithm,
            digest_alg,
            key,
            &message,
            self.signature(),
        ) {
            Holds::Yes => Ok(()),
            Holds::No => Err(Reason::SignatureWrong),
            Holds::Unknown => Err(Reason::UnknownAlgorithm),
        }
    }
}

/// Whether the attribute names this certificate first.
fn names(value: &Any, certificate: &Certificate) -> Result<(), Reason> {
    let meant: MeantCertificates = value.decode_as().map_err(|_| Reason::ContentsUnreadable)?;
    let first = meant
        .certificates
        .first()
        .ok_or(Reason::CertificateNotNamed)?;
    let hash = first
        .hash_algorithm
        .as_ref()
        .map_or(algorithm::SHA_256, |algorithm| algorithm.oid);
    let own = certificate
        .to_der()
        .map_err(|_| Reason::ContentsUnreadable)?;
    let own = algorithm::digest(hash, &[&own]).ok_or(Reason::UnknownAlgorithm)?;
    if first.hash.as_bytes() == own {
        Ok(())
    } else {
        Err(Reason::CertificateNotNamed)
    }
}

fn is_meant(sid: &SignerIdentifier, certificate: &Certificate) -> bool {
    let own = &certificate.tbs_certificate;
    match sid {
        SignerIdentifier::IssuerAndSerialNumber(meant) => {
            meant.issuer == own.issuer && meant.serial_number == own.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(meant) => own
            .get::<x509_cert::ext::pkix::SubjectKeyIdentifier>()
            .ok()
            .flatten()
            .is_some_and(|(_, own)| own == *meant),
    }
}
