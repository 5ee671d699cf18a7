//! Thu hồi chứng thư số: what OCSP (RFC 6960) and revocation lists (RFC 5280 §5) say of a certificate.

use crate::{
    algorithm::{self, Holds},
    outside::{Addresses, Outside, OutsideError},
    path::{self, OCSP_SIGNING, moment},
};
use chrono::{DateTime, Duration, Utc};
use der::{
    Decode, Encode,
    asn1::{Null, ObjectIdentifier, OctetString},
};
use x509_cert::{
    Certificate,
    crl::CertificateList,
    ext::pkix::{
        AuthorityInfoAccessSyntax, CrlDistributionPoints,
        name::{DistributionPointName, GeneralName},
    },
};
use x509_ocsp::{
    BasicOcspResponse, CertId, CertStatus, OcspRequest, OcspResponse, OcspResponseStatus, Request,
    ResponderId, TbsRequest, Version,
};

const BASIC_ANSWER: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1");
const OCSP_ADDRESS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1");
const ISSUER_ADDRESS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.2");
/// An answer that gives no next update counts for a day.
const WITHOUT_NEXT: Duration = Duration::days(1);

/// What is known of a certificate at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Good,
    Revoked(DateTime<Utc>),
    /// No proof that counts at that moment.
    Unknown,
}

/// Bằng chứng thu hồi: answers and lists, kept as they were given.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// OCSP answers, in DER.
    pub ocsps: Vec<Vec<u8>>,
    /// Revocation lists, in DER.
    pub crls: Vec<Vec<u8>>,
}

/// Who issued a revocation list (DER), as people say the name.
pub fn issuer_of_list(der: &[u8]) -> Option<String> {
    let list = CertificateList::from_der(der).ok()?;
    Some(path::common_name(&list.tbs_cert_list.issuer))
}

impl Evidence {
    /// Keeps an OCSP answer; no when it cannot be read or holds no answer.
    pub fn add_ocsp(&mut self, der: &[u8]) -> bool {
        let readable = basic(der).is_some();
        if readable && !self.ocsps.iter().any(|known| known == der) {
            self.ocsps.push(der.to_vec());
        }
        readable
    }

    /// Keeps a revocation list, in DER or PEM; no when it cannot be read.
    pub fn add_crl(&mut self, bytes: &[u8]) -> bool {
        let from_pem = std::str::from_utf8(bytes)
            .ok()
            .filter(|text| text.contains("-----BEGIN"));
        let der = match from_pem {
            Some(text) => der::pem::decode_vec(text.trim().as_bytes())
                .map(|(_, der)| der)
                .unwrap_or_default(),
            None => bytes.to_vec(),
        };
        let readable = CertificateList::from_der(&der).is_ok();
        if readable && !self.crls.contains(&der) {
            self.crls.push(der);
        }
        readable
    }

    /// Everything of both.
    pub fn and(mut self, other: &Self) -> Self {
        other.ocsps.iter().for_each(|der| {
            self.add_ocsp(der);
        });
        other.crls.iter().for_each(|der| {
            self.add_crl(der);
        });
        self
    }

    /// The certificates of those who answered, for the store of the document.
    pub(crate) fn responders(&self) -> Vec<Certificate> {
        self.ocsps
            .iter()
            .filter_map(|der| basic(der))
            .flat_map(|answer| answer.certs.unwrap_or_default())
            .collect()
    }

    /// Whether anything here could name this certificate: a look at the bytes, far cheaper than to read long lists.
    pub(crate) fn may_name(&self, certificate: &Certificate) -> bool {
        let number = certificate.tbs_certificate.serial_number.as_bytes();
        let stands_in =
            |der: &[u8]| number.is_empty() || der.windows(number.len()).any(|part| part == number);
        self.ocsps
            .iter()
            .chain(&self.crls)
            .any(|der| stands_in(der))
    }

    /// How the certificate stood at `at`: a proof counts if it was not out of date then and not made after `now`.
    pub(crate) fn standing(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
        at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Standing {
        let of_ocsp = self
            .ocsps
            .iter()
            .filter_map(|der| basic(der))
            .map(|answer| ocsp(&answer, certificate, issuer, at, now));
        let lists = self
            .crls
            .iter()
            .filter_map(|der| CertificateList::from_der(der).ok());
        let of_crl = lists.map(|list| crl(&list, certificate, issuer, at, now));
        let mut best = Standing::Unknown;
        for standing in of_ocsp.chain(of_crl) {
            best = match (best, standing) {
                // One proof of revocation outweighs every good word.
                (Standing::Revoked(one), Standing::Revoked(other)) => {
                    Standing::Revoked(one.min(other))
                }
                (revoked @ Standing::Revoked(_), _) | (_, revoked @ Standing::Revoked(_)) => {
                    revoked
                }
                (Standing::Good, _) | (_, Standing::Good) => Standing::Good,
                _ => Standing::Unknown,
            };
        }
        best
    }
}

fn counts(
    this: DateTime<Utc>,
    next: Option<DateTime<Utc>>,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> bool {
    this <= now + Duration::minutes(5) && at <= next.unwrap_or(this + WITHOUT_NEXT)
}

fn basic(der: &[u8]) -> Option<BasicOcspResponse> {
    let answer = OcspResponse::from_der(der).ok()?;
    let bytes = answer
        .response_bytes
        .filter(|_| answer.response_status == OcspResponseStatus::Successful)?;
    if bytes.response_type != BASIC_ANSWER {
        return None;
    }
    BasicOcspResponse::from_der(bytes.response.as_bytes()).ok()
}

fn ocsp(
    answer: &BasicOcspResponse,
    certificate: &Certificate,
    issuer: &Certificate,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Standing {
    let own = &certificate.tbs_certificate;
    let single = answer.tbs_response_data.responses.iter().find(|single| {
        single.cert_id.serial_number == own.serial_number && is_of(&single.cert_id, issuer)
    });
    let Some(single) = single else {
        return Standing::Unknown;
    };
    if !is_answered_by_right(answer, issuer) {
        return Standing::Unknown;
    }
    if let CertStatus::Revoked(revoked) = &single.cert_status {
        return Standing::Revoked(time(&revoked.revocation_time));
    }
    let next = single.next_update.as_ref().map(time);
    if matches!(single.cert_status, CertStatus::Good(_))
        && counts(time(&single.this_update), next, at, now)
    {
        Standing::Good
    } else {
        Standing::Unknown
    }
}

fn time(time: &x509_ocsp::OcspGeneralizedTime) -> DateTime<Utc> {
    let seconds = time.0.to_unix_duration().as_secs();
    DateTime::from_timestamp(i64::try_from(seconds).unwrap_or(i64::MAX), 0)
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

fn is_of(id: &CertId, issuer: &Certificate) -> bool {
    let own = &issuer.tbs_certificate;
    let hash = |bytes: &[u8]| match id.hash_algorithm.oid {
        algorithm::SHA_1 => Some(algorithm::sha_1_as_a_name(bytes)),
        other => algorithm::digest(other, &[bytes]),
    };
    let name = own.subject.to_der().ok().and_then(|name| hash(&name));
    let key = hash(own.subject_public_key_info.subject_public_key.raw_bytes());
    name.as_deref() == Some(id.issuer_name_hash.as_bytes())
        && key.as_deref() == Some(id.issuer_key_hash.as_bytes())
}

/// The issuer itself answered, or somebody it named for answering (RFC 6960 §4.2.2.2).
fn is_answered_by_right(answer: &BasicOcspResponse, issuer: &Certificate) -> bool {
    let answered = time(&answer.tbs_response_data.produced_at);
    let (Ok(message), Some(signature)) = (
        answer.tbs_response_data.to_der(),
        answer.signature.as_bytes(),
    ) else {
        return false;
    };
    let is_named = |certificate: &Certificate| match &answer.tbs_response_data.responder_id {
        ResponderId::ByName(name) => *name == certificate.tbs_certificate.subject,
        ResponderId::ByKey(hash) => {
            let key = certificate
                .tbs_certificate
                .subject_public_key_info
                .subject_public_key
                .raw_bytes();
            hash.as_bytes() == algorithm::sha_1_as_a_name(key)
        }
    };
    let delegates = answer.certs.iter().flatten().filter(|one| {
        let validity = &one.tbs_certificate.validity;
        path::is_for(one, OCSP_SIGNING)
            && path::is_issued_by(one, issuer) == Holds::Yes
            && moment(&validity.not_before) <= answered
            && answered <= moment(&validity.not_after)
    });
    std::iter::once(issuer)
        .chain(delegates)
        .filter(|one| is_named(one))
        .any(|one| {
            let key = &one.tbs_certificate.subject_public_key_info;
            algorithm::check(&answer.signature_algorithm, None, key, &message, signature)
                == Holds::Yes
        })
}

fn crl(
    list: &CertificateList,
    certificate: &Certificate,
    issuer: &Certificate,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Standing {
    let (own, said) = (&certificate.tbs_certificate, &list.tbs_cert_list);
    // A partial list (any critical extension) says nothing of what it leaves out.
    let is_whole = !said
        .crl_extensions
        .iter()
        .flatten()
        .any(|extension| extension.critical);
    if said.issuer != own.issuer || said.issuer != issuer.tbs_certificate.subject || !is_whole {
        return Standing::Unknown;
    }
    let (Ok(message), Some(signature)) = (said.to_der(), list.signature.as_bytes()) else {
        return Standing::Unknown;
    };
    let key = &issuer.tbs_certificate.subject_public_key_info;
    if algorithm::check(&list.signature_algorithm, None, key, &message, signature) != Holds::Yes {
        return Standing::Unknown;
    }
    let revoked = said
        .revoked_certificates
        .iter()
        .flatten()
        .find(|entry| entry.serial_number == own.serial_number);
    match revoked {
        Some(entry) => Standing::Revoked(moment(&entry.revocation_date)),
        None if counts(
            moment(&said.this_update),
            said.next_update.as_ref().map(moment),
            at,
            now,
        ) =>
        {
            Standing::Good
        }
        None => Standing::Unknown,
    }
}

fn addresses_in(certificate: &Certificate, method: ObjectIdentifier) -> Vec<String> {
    let access = certificate
        .tbs_certificate
        .get::<AuthorityInfoAccessSyntax>()
        .ok()
        .flatten();
    let named = access
        .into_iter()
        .flat_map(|(_, access)| access.0)
        .filter(|one| one.access_method == method);
    named
        .filter_map(|one| match one.access_location {
            GeneralName::UniformResourceIdentifier(address) => Some(address.to_string()),
            _ => None,
        })
        .collect()
}

fn list_addresses_in(certificate: &Certificate) -> Vec<String> {
    let points = certificate
        .tbs_certificate
        .get::<CrlDistributionPoints>()
        .ok()
        .flatten();
    let names = points
        .into_iter()
        .flat_map(|(_, points)| points.0)
        .filter_map(|point| point.distribution_point);
    names
        .flat_map(|name| match name {
            DistributionPointName::FullName(names) => names,
            DistributionPointName::NameRelativeToCRLIssuer(_) => Vec::new(),
        })
        .filter_map(|name| match name {
            GeneralName::UniformResourceIdentifier(address) => Some(address.to_string()),
            _ => None,
        })
        .collect()
}

/// Asks the services that the certificate names, as far as they may be asked: OCSP first, then the list.
pub(crate) fn ask(
    outside: &dyn Outside,
    allowed: &Addresses,
    certificate: &Certificate,
    issuer: &Certificate,
    evidence: &mut Evidence,
) -> Result<(), OutsideError> {
    let mut last = OutsideError::NotConfigured(path::name_of(certificate));
    for address in addresses_in(certificate, OCSP_ADDRESS) {
        if !allowed.may_ask(&address) {
            last = OutsideError::NotConfigured(address);
            continue;
        }
        let asked = question(certificate, issuer)
            .map_err(|_| OutsideError::Answer {
                address: address.clone(),
                what: "the question".into(),
            })
            .and_then(|question| outside.post(&address, "application/ocsp-request", &question));
        match asked {
            Ok(answer) if evidence.add_ocsp(&answer) => return Ok(()),
            Ok(_) => {
                last = OutsideError::Answer {
                    address,
                    what: "no OCSP answer".into(),
                }
            }
            Err(fault) => last = fault,
        }
    }
    for address in list_addresses_in(certificate) {
        if !allowed.may_ask(&address) {
            last = OutsideError::NotConfigured(address);
            continue;
        }
        match outside.get(&address) {
            Ok(list) if evidence.add_crl(&list) => return Ok(()),
            Ok(_) => {
                last = OutsideError::Answer {
                    address,
                    what: "no revocation list".into(),
                }
            }
            Err(fault) => last = fault,
        }
    }
    Err(last)
}

/// The certificate above, from where the certificate says it stands, if that may be asked.
pub(crate) fn issuer_from_outside(
    outside: &dyn Outside,
    allowed: &Addresses,
    certificate: &Certificate,
) -> Vec<Certificate> {
    let addresses = addresses_in(certificate, ISSUER_ADDRESS)
        .into_iter()
        .filter(|address| allowed.may_ask(address));
    addresses
        .filter_map(|address| outside.get(&address).ok())
        .filter_map(|file| crate::key_software::certificates(&file).ok())
        .flatten()
        .collect()
}

/// An OCSP question; certificates are named by SHA-1, the only form every responder knows.
fn question(certificate: &Certificate, issuer: &Certificate) -> Result<Vec<u8>, der::Error> {
    let own = &issuer.tbs_certificate;
    let id = CertId {
        hash_algorithm: x509_cert::spki::AlgorithmIdentifierOwned {
            oid: algorithm::SHA_1,
            parameters: Some(der::Any::encode_from(&Null)?),
        },
        issuer_name_hash: OctetString::new(algorithm::sha_1_as_a_name(&own.subject.to_der()?))?,
        issuer_key_hash: OctetString::new(algorithm::sha_1_as_a_name(
            own.subject_public_key_info.subject_public_key.raw_bytes(),
        ))?,
        serial_number: certificate.tbs_certificate.serial_number.clone(),
    };
    let request = Request {
        req_cert: id,
        single_request_extensions: None,
    };
    let tbs_request = TbsRequest {
        version: Version::V1,
        requestor_name: None,
        request_list: vec![request],
        request_extensions: None,
    };
    OcspRequest {
        tbs_request,
        optional_signature: None,
    }
    .to_der()
}
