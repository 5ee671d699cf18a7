//! Chứng thư số (Luật Giao dịch điện tử 20/2023/QH15 Điều 3): what a certificate says of itself, for those who choose one or keep a list.

use crate::path;
use chrono::{DateTime, Utc};
use der::Encode;
use serde::Serialize;
use x509_cert::{Certificate, ext::pkix::BasicConstraints};

/// What a certificate says; nothing here is proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Described {
    /// SHA-256 of the certificate, in hexadecimal: its name among machines.
    pub id: String,
    /// Whom it names.
    pub name: String,
    /// The whole subject.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// Its number, in hexadecimal.
    pub serial: String,
    /// Its first moment.
    pub from: DateTime<Utc>,
    /// Its last moment.
    pub until: DateTime<Utc>,
    /// Whether it is of an authority, and nobody signs documents with it.
    pub is_authority: bool,
    /// The certificate itself.
    #[serde(skip)]
    pub der: Vec<u8>,
}

impl Described {
    /// Reads what the certificate says.
    pub fn of(certificate: &Certificate) -> Self {
        let said = &certificate.tbs_certificate;
        let der = certificate.to_der().unwrap_or_default();
        let constraints = said.get::<BasicConstraints>().ok().flatten();
        Self {
            id: hex::encode(crate::algorithm::sha_256(&der)),
            name: path::name_of(certificate),
            subject: said.subject.to_string(),
            issuer: path::common_name(&said.issuer),
            serial: hex::encode(said.serial_number.as_bytes()),
            from: path::moment(&said.validity.not_before),
            until: path::moment(&said.validity.not_after),
            is_authority: constraints.is_some_and(|(_, constraints)| constraints.ca),
            der,
        }
    }
}

/// Whether this certificate may sign at this moment; if not, why, in a sentence.
pub fn may_sign(certificate: &Certificate, at: DateTime<Utc>) -> Result<(), String> {
    path::may_sign_at(certificate, at).map_err(|reason| reason.sentence())
}
