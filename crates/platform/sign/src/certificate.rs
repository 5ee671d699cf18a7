//! Chứng thư số (Luật Giao dịch điện tử 20/2023/QH15 Điều 3): what a certificate says of itself, for those who choose one or keep a list.

use crate::{
    outside::{Addresses, Outside},
    pades::SignError,
    path::{self, Purpose},
    revocation::{self, Evidence, Standing},
    trust::TrustList,
    verify::shown,
};
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

/// Kiểm tra trước khi ký (TT 15/2025/TT-BKHCN Điều 5): in its time, and meant for signing; if not, why, in a sentence.
pub fn may_sign(certificate: &Certificate, at: DateTime<Utc>) -> Result<(), String> {
    let name = path::name_of(certificate);
    let validity = &certificate.tbs_certificate.validity;
    let (from, until) = (
        path::moment(&validity.not_before),
        path::moment(&validity.not_after),
    );
    if at < from {
        return Err(format!(
            "Chứng thư số “{name}” chỉ có hiệu lực từ {} nên chưa ký được; hãy dùng chứng thư số khác.",
            shown(from)
        ));
    }
    if at > until {
        return Err(format!(
            "Chứng thư số “{name}” đã hết hạn lúc {} nên không ký được; hãy dùng chứng thư số khác, hoặc đề nghị cấp, gia hạn.",
            shown(until)
        ));
    }
    path::may_sign(certificate, Purpose::Signing).map_err(|reason| reason.sentence())
}

/// Thu hồi, trước khi ký: refuses a certificate that is known to be revoked, or under an authority that is. `chain` begins with it. Proofs
/// at hand come first; services are asked where those say nothing. What nobody knows is not refused here: the signature itself is judged.
pub fn refuse_revoked(
    chain: &[Certificate],
    trust: &TrustList,
    services: Option<(&dyn Outside, &Addresses)>,
    at: DateTime<Utc>,
) -> Result<(), SignError> {
    let Some((leaf, above)) = chain.split_first() else {
        return Ok(());
    };
    let way = path::build(leaf, above, trust, at, Purpose::Signing).unwrap_or_default();
    for pair in way.windows(2) {
        let [certificate, issuer] = pair else {
            continue;
        };
        // Long lists are not read for a certificate that they do not name.
        if services.is_none() && !trust.evidence.may_name(certificate) {
            continue;
        }
        let mut standing = trust.evidence.standing(certificate, issuer, at, at);
        if standing == Standing::Unknown
            && let Some((outside, addresses)) = services
        {
            let mut fetched = Evidence::default();
            // A service that does not answer leaves the standing unknown.
            let _ = revocation::ask(outside, addresses, certificate, issuer, &mut fetched);
            standing = fetched.standing(certificate, issuer, at, at);
        }
        if matches!(standing, Standing::Revoked(_)) {
            return Err(SignError::Revoked(path::name_of(certificate)));
        }
    }
    Ok(())
}
