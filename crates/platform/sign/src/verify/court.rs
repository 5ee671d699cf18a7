//! Phán xét: whom a signature is by, when it was proven to be there, and how its certificates stood then.

use super::{Case, Change, Found, Question, Reason, Signature, Verdict, Weight};
use crate::{
    algorithm,
    cms::{Signed, without_padding},
    pades::Level,
    path::{self, Purpose, moment},
    pdf::{Object, PdfError, Revision},
    revocation::{self, Evidence, Standing},
    timestamp::Token,
    trust::TrustList,
};
use chrono::{DateTime, FixedOffset, NaiveDateTime, SecondsFormat, TimeZone, Utc};
use der::{Decode, Encode};
use x509_cert::Certificate;

/// Certificates and proofs in the file, and the proofs at hand beside it.
pub(super) struct Store {
    certificates: Vec<Certificate>,
    inside: Evidence,
    all: Evidence,
}

impl Store {
    pub fn of(revision: &Revision, trust: &TrustList) -> Result<Self, PdfError> {
        let (_, catalog) = revision.catalog()?;
        let store = revision.value(&catalog, "DSS")?;
        let (mut certificates, mut inside) = (Vec::new(), Evidence::default());
        if let Some(store) = store.dict() {
            for kind in ["Certs", "OCSPs", "CRLs"] {
                for item in revision.value(store, kind)?.array().unwrap_or_default() {
                    let bytes = revision.stream(&revision.resolve(item)?)?;
                    match kind {
                        "Certs" => certificates.extend(Certificate::from_der(&bytes).ok()),
                        "OCSPs" => drop(inside.add_ocsp(&bytes)),
                        _ => drop(inside.add_crl(&bytes)),
                    }
                }
            }
        }
        let all = inside.clone().and(&trust.evidence);
        Ok(Self {
            certificates,
            inside,
            all,
        })
    }
}

/// Judges one signature at the moment until which it is proven to have been there.
pub(super) struct Court<'a> {
    pub question: &'a Question<'a>,
    pub store: &'a Store,
    /// Until when the signature is proven to have been there.
    pub at: DateTime<Utc>,
    /// Whether a believed time stamp proves that.
    pub by_stamp: bool,
    pub faults: Vec<Reason>,
}

impl Court<'_> {
    pub fn hear(&mut self, case: &Case, file: &[u8]) -> Signature {
        let found = case.found;
        let claimed = found
            .dict
            .get("M")
            .and_then(Object::string)
            .and_then(claimed_time);
        let (mut level, mut path, mut signed_at) = (None, Vec::new(), claimed);
        let covered_by_stamp = self.by_stamp;
        let mut time_is_proven = false;
        if let (Some(signed), true) = (&case.signed, case.faults.is_empty()) {
            if found.is_time_stamp {
                path = self.stamp(signed, found, file, &mut signed_at);
                time_is_proven = !path.is_empty();
            } else {
                let pades = found.dict.is("SubFilter", "ETSI.CAdES.detached");
                let (stamped, stamps_inside) = self.tokens(signed);
                time_is_proven = stamped || covered_by_stamp;
                if time_is_proven {
                    signed_at = Some(self.at);
                } else {
                    self.faults.push(Reason::TimeNotProven);
                }
                let inside = self.signer(signed, claimed, time_is_proven, &mut path);
                if pades {
                    level = Some(match (stamped, inside && stamps_inside, covered_by_stamp) {
                        (false, ..) => Level::BB,
                        (true, false, _) => Level::BT,
                        (true, true, false) => Level::BLT,
                        (true, true, true) => Level::BLTA,
                    });
                } else {
                    self.faults.push(Reason::NotPades);
                }
            }
        }
        let verdict = match self.faults.iter().map(Reason::weight).max() {
            Some(Weight::Invalid) => Verdict::Invalid,
            Some(Weight::Indeterminate) => Verdict::Indeterminate,
            Some(Weight::Note) | None => Verdict::Valid,
        };
        let certificate = case
            .signed
            .as_ref()
            .map(|signed| &signed.certificate.tbs_certificate);
        Signature {
            verdict,
            kind: if found.is_time_stamp {
                "time_stamp"
            } else {
                "signature"
            },
            level: level.map(Level::code),
            signer: certificate.map(|own| path::common_name(&own.subject)),
            subject: certificate.map(|own| own.subject.to_string()),
            issuer: certificate.map(|own| own.issuer.to_string()),
            serial: certificate.map(|own| hex::encode(own.serial_number.as_bytes())),
            field: found.field.clone(),
            signed_at: signed_at.and_then(in_vietnam),
            time_is_proven,
            covers_whole_file: found
                .range
                .as_ref()
                .is_ok_and(|range| range.end == file.len()),
            path: path
                .iter()
                .map(|one| path::common_name(&one.tbs_certificate.subject))
                .collect(),
            reasons: self.faults.iter().map(Reason::sentence).collect(),
            codes: self.faults.iter().map(Reason::code).collect(),
            certificate: case
                .signed
                .as_ref()
                .and_then(|signed| signed.certificate.to_der().ok())
                .map(|der| hex::encode(algorithm::sha_256(&der))),
            changes: case.changes.iter().map(Change::sentence).collect(),
        }
    }

    /// A time stamp on the document; when believed, the moment moves back to it.
    fn stamp(
        &mut self,
        signed: &Signed,
        found: &Found,
        file: &[u8],
        signed_at: &mut Option<DateTime<Utc>>,
    ) -> Vec<Certificate> {
        let token = found
            .parts(file)
            .and_then(|parts| Token::read(without_padding(&found.contents)?, &parts));
        let token = match token {
            Ok(token) => token,
            Err(fault) => {
                self.faults.push(fault);
                return Vec::new();
            }
        };
        *signed_at = Some(token.at);
        match self.believe(
            &signed.certificate,
            &signed.certificates,
            Purpose::TimeStamping,
        ) {
            Ok((way, _)) if token.at <= self.at => {
                self.at = token.at;
                way
            }
            Ok(_) => {
                self.faults.push(Reason::TimeStampBroken);
                Vec::new()
            }
            Err(fault) => {
                self.faults.push(fault);
                Vec::new()
            }
        }
    }

    /// The time stamps inside a signature: whether one is believed, and whether its proofs are in the file.
    fn tokens(&mut self, signed: &Signed) -> (bool, bool) {
        let (mut earliest, mut inside) = (None, false);
        for token in signed.tokens() {
            let token = match Token::read(&token, &[signed.signature()]) {
                Ok(token) => token,
                Err(fault) => {
                    self.faults.push(fault);
                    continue;
                }
            };
            match self.believe(&token.authority, &token.certificates, Purpose::TimeStamping) {
                Ok((_, proofs_inside)) if token.at <= self.at => {
                    if earliest.is_none_or(|known| token.at < known) {
                        (earliest, inside) = (Some(token.at), proofs_inside);
                    }
                }
                Ok(_) => self.faults.push(Reason::TimeStampBroken),
                Err(fault) => self
                    .faults
                    .push(Reason::TimeStampNotTrusted(Box::new(fault))),
            }
        }
        if let Some(at) = earliest {
            self.at = at;
            self.by_stamp = true;
        }
        (earliest.is_some(), inside)
    }

    /// The signer's certificate at the moment that counts; whether its proofs are in the file.
    fn signer(
        &mut self,
        signed: &Signed,
        claimed: Option<DateTime<Utc>>,
        time_is_proven: bool,
        path: &mut Vec<Certificate>,
    ) -> bool {
        match self.believe(&signed.certificate, &signed.certificates, Purpose::Signing) {
            Ok((way, inside)) => {
                *path = way;
                inside
            }
            Err(fault) => {
                let validity = &signed.certificate.tbs_certificate.validity;
                let was_in_time = |at: DateTime<Utc>| {
                    moment(&validity.not_before) <= at && at <= moment(&validity.not_after)
                };
                let signed_in_time = if time_is_proven {
                    was_in_time(self.at)
                } else {
                    claimed.is_some_and(was_in_time)
                };
                if let Reason::OutOfItsTime { name, .. } = &fault
                    && !signed_in_time
                {
                    self.faults
                        .push(Reason::SignedOutOfTime { name: name.clone() });
                }
                self.faults.push(fault);
                false
            }
        }
    }

    /// The way up and the standing of each certificate on it; whether the file itself brings the proofs.
    fn believe(
        &mut self,
        leaf: &Certificate,
        with_it: &[Certificate],
        purpose: Purpose,
    ) -> Result<(Vec<Certificate>, bool), Reason> {
        let pool: Vec<Certificate> = with_it
            .iter()
            .chain(&self.store.certificates)
            .cloned()
            .collect();
        let way = path::build(leaf, &pool, self.question.trust, self.at, purpose)?;
        let mut inside = true;
        let now = self.question.at;
        for pair in way.windows(2) {
            let [certificate, issuer] = pair else {
                continue;
            };
            inside &= self
                .store
                .inside
                .standing(certificate, issuer, self.at, now)
                == Standing::Good;
            let mut standing = self.store.all.standing(certificate, issuer, self.at, now);
            if standing == Standing::Unknown
                && let Some((outside, addresses)) = self.question.services
            {
                let mut fetched = Evidence::default();
                // A service that does not answer leaves the standing unknown.
                let _ = revocation::ask(outside, addresses, certificate, issuer, &mut fetched);
                standing = fetched.standing(certificate, issuer, self.at, now);
            }
            let name = path::name_of(certificate);
            match standing {
                Standing::Good => {}
                Standing::Revoked(at) if at > self.at => {
                    self.faults.push(Reason::RevokedLater { at })
                }
                Standing::Revoked(at) => return Err(Reason::Revoked { name, at }),
                Standing::Unknown => return Err(Reason::NoRevocationProof { name }),
            }
        }
        Ok((way, inside))
    }
}

fn in_vietnam(at: DateTime<Utc>) -> Option<String> {
    let zone = FixedOffset::east_opt(7 * 3600)?;
    Some(
        at.with_timezone(&zone)
            .to_rfc3339_opts(SecondsFormat::Secs, false),
    )
}

/// D:20260520170000+07'00', the signer's word.
fn claimed_time(bytes: &[u8]) -> Option<DateTime<Utc>> {
    let text = std::str::from_utf8(bytes).ok()?.strip_prefix("D:")?;
    let time = NaiveDateTime::parse_from_str(text.get(..14)?, "%Y%m%d%H%M%S").ok()?;
    let rest = text.get(14..)?.replace('\'', "");
    let minutes = match rest.as_str() {
        "" | "Z" | "Z0000" => 0,
        offset => {
            let number: i32 = offset.get(1..)?.parse().ok()?;
            let number = if offset.len() == 3 {
                number * 100
            } else {
                number
            };
            let minutes = number / 100 * 60 + number % 100;
            if offset.starts_with('-') {
                -minutes
            } else {
                minutes
            }
        }
    };
    let zone = FixedOffset::east_opt(minutes.checked_mul(60)?)?;
    Some(zone.from_local_datetime(&time).single()?.to_utc())
}
