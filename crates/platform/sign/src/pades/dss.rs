//! Kho bằng chứng trong tệp (DSS): certificates, revocation answers and lists of every signature and time stamp, and which belong to which.

use super::{Services, SignError};
use crate::{
    algorithm, path,
    pdf::{Dict, Id, Increment, Object, Revision},
    revocation::{self, Evidence, Standing},
    verify::{Found, found_in},
};
use chrono::{DateTime, Utc};
use der::Encode;
use x509_cert::Certificate;

/// The proofs of one signature.
struct Proofs {
    certificates: Vec<Certificate>,
    evidence: Evidence,
}

/// Collects what is missing and gives the bytes to append.
pub(super) fn write(
    file: &[u8],
    services: Services,
    now: DateTime<Utc>,
) -> Result<Vec<u8>, SignError> {
    let base = Revision::open(file)?;
    let mut increment = Increment::after(&base);
    let (root, catalog) = base.catalog()?;
    let old = base.value(&catalog, "DSS")?;
    let mut store = Store::of(&base, old.dict().cloned().unwrap_or_default())?;
    let known = store.evidence();
    let all = found_in(&base)?;
    for (i, found) in all.iter().enumerate() {
        match proofs(found, services, &known, now) {
            Ok(proofs) => store.add(&mut increment, &found.contents, &proofs)?,
            // What others signed before may be beyond our authorities; the newest must be proven.
            Err(_) if i + 1 < all.len() => {}
            Err(fault) => return Err(fault),
        }
    }
    let dss = store.into_dict();
    match catalog.get("DSS") {
        Some(Object::Ref(id)) => increment.put(*id, dss),
        _ => {
            let id = increment.add(dss);
            increment.change(root, |catalog| catalog.set("DSS", id.into()))?;
        }
    }
    Ok(increment.finish().bytes)
}

fn proofs(
    found: &Found,
    services: Services,
    known: &Evidence,
    now: DateTime<Utc>,
) -> Result<Proofs, SignError> {
    let mut all = Proofs {
        certificates: Vec::new(),
        evidence: Evidence::default(),
    };
    for (leaf, pool, purpose) in found.signers() {
        let name = path::name_of(&leaf);
        let mut pool = pool;
        let way = path::build(&leaf, &pool, services.trust, now, purpose).or_else(|_| {
            pool.extend(revocation::issuer_from_outside(
                services.outside,
                services.addresses,
                &leaf,
            ));
            path::build(&leaf, &pool, services.trust, now, purpose)
        });
        let way = way.map_err(|_| SignError::NotTrusted(name))?;
        collect(&way, services, known, now, &mut all)?;
    }
    Ok(all)
}

/// Proofs for each certificate of a way up, but for the authority that is believed.
fn collect(
    way: &[Certificate],
    services: Services,
    known: &Evidence,
    now: DateTime<Utc>,
    all: &mut Proofs,
) -> Result<(), SignError> {
    for pair in way.windows(2) {
        let [certificate, issuer] = pair else {
            continue;
        };
        let fresh = |evidence: &Evidence| {
            evidence.standing(certificate, issuer, now, now) != Standing::Unknown
        };
        if !fresh(&all.evidence) {
            let at_hand = known.clone().and(&services.trust.evidence);
            if fresh(&at_hand) {
                all.evidence = std::mem::take(&mut all.evidence).and(&at_hand);
            } else {
                revocation::ask(
                    services.outside,
                    services.addresses,
                    certificate,
                    issuer,
                    &mut all.evidence,
                )?;
            }
        }
        match all.evidence.standing(certificate, issuer, now, now) {
            Standing::Unknown => {
                return Err(SignError::NoProof(path::name_of(certificate)));
            }
            Standing::Revoked(_) => {
                return Err(SignError::Revoked(path::name_of(certificate)));
            }
            Standing::Good => {}
        }
    }
    for certificate in way.iter().chain(&all.evidence.responders()) {
        if !all.certificates.contains(certificate) {
            all.certificates.push(certificate.clone());
        }
    }
    Ok(())
}

/// The store: what is in it already, and what comes to it.
struct Store {
    dict: Dict,
    /// Key of the store, bytes, object: nothing is kept twice.
    kept: Vec<(&'static str, Vec<u8>, Id)>,
    by_signature: Dict,
}

const KINDS: [&str; 3] = ["Certs", "OCSPs", "CRLs"];

impl Store {
    fn of(base: &Revision, dict: Dict) -> Result<Self, SignError> {
        let mut kept = Vec::new();
        for kind in KINDS {
            for item in base.value(&dict, kind)?.array().unwrap_or_default() {
                if let Some(id) = item.reference() {
                    kept.push((kind, base.stream(&base.object(id)?)?, id));
                }
            }
        }
        let by_signature = base
            .value(&dict, "VRI")?
            .dict()
            .cloned()
            .unwrap_or_default();
        Ok(Self {
            dict,
            kept,
            by_signature,
        })
    }

    fn evidence(&self) -> Evidence {
        let mut evidence = Evidence::default();
        for (kind, bytes, _) in &self.kept {
            match *kind {
                "OCSPs" => evidence.add_ocsp(bytes),
                "CRLs" => evidence.add_crl(bytes),
                _ => true,
            };
        }
        evidence
    }

    fn keep(&mut self, increment: &mut Increment, kind: &'static str, bytes: &[u8]) -> Object {
        let known = self
            .kept
            .iter()
            .find(|(of, known, _)| *of == kind && known == bytes);
        if let Some((_, _, id)) = known {
            return (*id).into();
        }
        let id = increment.add(Object::Fresh(Dict::default(), bytes.to_vec()));
        self.kept.push((kind, bytes.to_vec(), id));
        id.into()
    }

    fn add(
        &mut self,
        increment: &mut Increment,
        contents: &[u8],
        proofs: &Proofs,
    ) -> Result<(), SignError> {
        let mut certificates = Vec::new();
        for certificate in &proofs.certificates {
            certificates.push(self.keep(increment, "Certs", &certificate.to_der()?));
        }
        let answers: Vec<Object> = proofs
            .evidence
            .ocsps
            .iter()
            .map(|der| self.keep(increment, "OCSPs", der))
            .collect();
        let lists: Vec<Object> = proofs
            .evidence
            .crls
            .iter()
            .map(|der| self.keep(increment, "CRLs", der))
            .collect();
        let name = hex::encode_upper(algorithm::sha_1_as_a_name(contents));
        // What was once said to belong to a signature stays as it was said: later proofs stand in the common lists.
        if self.by_signature.get(&name).is_some() {
            return Ok(());
        }
        let mut row = Dict::default().with("Cert", certificates);
        if !answers.is_empty() {
            row.set("OCSP", answers.into());
        }
        if !lists.is_empty() {
            row.set("CRL", lists.into());
        }
        let row = increment.add(row);
        self.by_signature.set(&name, row.into());
        Ok(())
    }

    fn into_dict(mut self) -> Dict {
        self.dict.set("Type", Object::name("DSS"));
        for kind in KINDS {
            let items: Vec<Object> = self
                .kept
                .iter()
                .filter(|(of, ..)| *of == kind)
                .map(|(.., id)| (*id).into())
                .collect();
            if !items.is_empty() {
                self.dict.set(kind, items.into());
            }
        }
        self.dict.with("VRI", self.by_signature)
    }
}
