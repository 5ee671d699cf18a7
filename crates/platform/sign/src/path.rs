//! Đường dẫn chứng thư số: from a certificate up to an authority that is believed (RFC 5280 §6), by keys and never by names alone.

use crate::{
    algorithm::{self, Holds},
    trust::TrustList,
    verify::Reason,
};
use chrono::{DateTime, Utc};
use der::{Encode, asn1::ObjectIdentifier};
use x509_cert::{
    Certificate,
    ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage},
};

/// The longest way up.
const LONGEST: usize = 8;

/// Extensions that this reader knows, so that their being critical is no obstacle: constraints, usages, key identifiers,
/// alternative names, policies, addresses.
const KNOWN: [&str; 9] = [
    "2.5.29.19",
    "2.5.29.15",
    "2.5.29.37",
    "2.5.29.14",
    "2.5.29.35",
    "2.5.29.17",
    "2.5.29.32",
    "2.5.29.31",
    "1.3.6.1.5.5.7.1.1",
];
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
pub(crate) const OCSP_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.9");

/// What a certificate is to be good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Signing,
    TimeStamping,
}

/// Whom a certificate names, as people say it.
pub(crate) fn name_of(certificate: &Certificate) -> String {
    common_name(&certificate.tbs_certificate.subject)
}

/// The common name, or the whole name where there is none.
pub(crate) fn common_name(name: &x509_cert::name::Name) -> String {
    let parts = name.0.iter().flat_map(|part| part.0.iter());
    let mut common = parts.filter(|part| part.oid.to_string() == "2.5.4.3");
    let found = common
        .next()
        .and_then(|part| std::str::from_utf8(part.value.value()).ok());
    found.map_or_else(|| name.to_string(), str::to_owned)
}

/// The moment of an ASN.1 time.
pub(crate) fn moment(time: &x509_cert::time::Time) -> DateTime<Utc> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

fn is_in_its_time(certificate: &Certificate, at: DateTime<Utc>) -> bool {
    let validity = &certificate.tbs_certificate.validity;
    moment(&validity.not_before) <= at && at <= moment(&validity.not_after)
}

/// Whether `issuer`'s key signed the certificate.
pub(crate) fn is_issued_by(certificate: &Certificate, issuer: &Certificate) -> Holds {
    if certificate.tbs_certificate.issuer != issuer.tbs_certificate.subject {
        return Holds::No;
    }
    if certificate.signature_algorithm != certificate.tbs_certificate.signature {
        return Holds::No;
    }
    let (Ok(message), Some(signature)) = (
        certificate.tbs_certificate.to_der(),
        certificate.signature.as_bytes(),
    ) else {
        return Holds::No;
    };
    let key = &issuer.tbs_certificate.subject_public_key_info;
    algorithm::check(
        &certificate.signature_algorithm,
        None,
        key,
        &message,
        signature,
    )
}

/// The way up from a certificate to an authority believed at `at`, both included; the certificate itself if it is one.
pub(crate) fn build(
    leaf: &Certificate,
    pool: &[Certificate],
    trust: &TrustList,
    at: DateTime<Utc>,
    purpose: Purpose,
) -> Result<Vec<Certificate>, Reason> {
    let name = name_of(leaf);
    let mut faults = Vec::new();
    let mut way = vec![leaf.clone()];
    let found = climb(&mut way, pool, trust, at, &mut faults);
    if !found {
        return Err(faults
            .into_iter()
            .next()
            .unwrap_or(Reason::NotTrusted { name }));
    }
    may_sign(leaf, purpose)?;
    Ok(way)
}

fn climb(
    way: &mut Vec<Certificate>,
    pool: &[Certificate],
    trust: &TrustList,
    at: DateTime<Utc>,
    faults: &mut Vec<Reason>,
) -> bool {
    let Some(last) = way.last().cloned() else {
        return false;
    };
    if !is_in_its_time(&last, at) {
        let name = name_of(&last);
        let validity = &last.tbs_certificate.validity;
        faults.push(Reason::OutOfItsTime {
            name,
            from: moment(&validity.not_before),
            to: moment(&validity.not_after),
        });
        return false;
    }
    if !knows_what_is_critical(&last) {
        faults.push(Reason::UnknownExtension {
            name: name_of(&last),
        });
        return false;
    }
    if trust.believes(&last, at) {
        return true;
    }
    if way.len() >= LONGEST {
        return false;
    }
    let anchors = trust.anchors.iter().map(|anchor| &anchor.certificate);
    for issuer in anchors.chain(pool) {
        if way.contains(issuer)
            || is_issued_by(&last, issuer) != Holds::Yes
            || !may_issue(issuer, way.len() - 1)
        {
            continue;
        }
        way.push(issuer.clone());
        if climb(way, pool, trust, at, faults) {
            return true;
        }
        way.pop();
    }
    false
}

/// Whether a certificate may issue others, with `below` authorities already under it.
pub(crate) fn may_issue(certificate: &Certificate, below: usize) -> bool {
    let own = &certificate.tbs_certificate;
    let constraints = own.get::<BasicConstraints>().ok().flatten();
    let usage = own.get::<KeyUsage>().ok().flatten();
    constraints.is_some_and(|(_, own)| {
        own.ca
            && own
                .path_len_constraint
                .is_none_or(|longest| below <= usize::from(longest))
    }) && usage.is_none_or(|(_, usage)| usage.key_cert_sign())
}

/// Whether it names this extended usage.
pub(crate) fn is_for(certificate: &Certificate, usage: ObjectIdentifier) -> bool {
    let named = certificate
        .tbs_certificate
        .get::<ExtendedKeyUsage>()
        .ok()
        .flatten();
    named.is_some_and(|(_, named)| named.0.contains(&usage))
}

/// Whether it was given for this purpose.
pub(crate) fn may_sign(certificate: &Certificate, purpose: Purpose) -> Result<(), Reason> {
    let own = &certificate.tbs_certificate;
    let usage = own.get::<KeyUsage>().map_err(|_| Reason::NotForSigning)?;
    let usage_allows =
        usage.is_none_or(|(_, usage)| usage.digital_signature() || usage.non_repudiation());
    let named = own
        .get::<ExtendedKeyUsage>()
        .map_err(|_| Reason::NotForSigning)?;
    let fits = match purpose {
        // A key for time stamps or revocation answers alone signs no documents.
        Purpose::Signing => named.is_none_or(|(_, named)| {
            named
                .0
                .iter()
                .any(|one| *one != TIME_STAMPING && *one != OCSP_SIGNING)
        }),
        // RFC 3161 §2.3: critical, and nothing else.
        Purpose::TimeStamping => {
            named.is_some_and(|(critical, named)| critical && named.0 == [TIME_STAMPING])
        }
    };
    if usage_allows && fits {
        Ok(())
    } else {
        Err(Reason::NotForSigning)
    }
}

fn knows_what_is_critical(certificate: &Certificate) -> bool {
    let extensions = certificate.tbs_certificate.extensions.iter().flatten();
    extensions
        .filter(|extension| extension.critical)
        .all(|extension| KNOWN.contains(&extension.extn_id.to_string().as_str()))
}
