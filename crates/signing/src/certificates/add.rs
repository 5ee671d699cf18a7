//! Thêm chứng thư số: from a file, or as the program at the person's machine reports it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use db::{Sql, args};
use people::{Right, Work};
use sign::{Certificate as X509, Described, Scheme};
use uuid::Uuid;

use super::ms;
use crate::ceremony::KeyHome;
use crate::means::Means;
use crate::{SigningError, messages};

/// Chứng thư số mới.
#[derive(Debug, Clone)]
pub struct New {
    /// The procuracy that keeps it.
    pub unit: String,
    /// Its holder with their name; none: the unit itself.
    pub person: Option<(Uuid, String)>,
    /// The unit's name.
    pub unit_name: String,
    /// The certificates, in any order.
    pub chain: Vec<X509>,
    /// Where its key is.
    pub home: KeyHome,
    /// The device of the server's settings.
    pub device: String,
    /// The name in it differs from the holder's, and that was looked at.
    pub is_confirmed: bool,
}

/// Reads a file of certificates: PEM, one or more, or one in DER.
pub fn read(file: &[u8]) -> Result<Vec<X509>, SigningError> {
    let all = sign::certificates(file).unwrap_or_default();
    match all.is_empty() {
        true => Err(SigningError::invalid(
            "file",
            messages::NO_CERTIFICATE_IN_FILE,
        )),
        false => Ok(all),
    }
}

/// Thêm. A person adds their own; others need the right over the unit.
pub async fn add(work: &Work, means: &Means, new: New) -> Result<Uuid, SigningError> {
    let is_own = new.person.as_ref().map(|(id, _)| *id) == Some(work.actor.person)
        && new.home == KeyHome::Agent
        && new.unit == work.actor.unit;
    match is_own {
        true => work.require(Right::SigningUse, &new.unit).await?,
        false => {
            work.require(Right::SigningCertificateEdit, &new.unit)
                .await?;
        }
    }
    let (leaf, above) = sorted(new.chain)?;
    let said = Described::of(&leaf);
    let scheme =
        Scheme::of(&leaf).ok_or_else(|| SigningError::invalid("file", messages::KEY_UNKNOWN))?;
    if ms(said.until) < work.now_ms {
        return Err(SigningError::invalid(
            "file",
            messages::certificate_over(&said.name),
        ));
    }
    if let Err(sentence) = sign::may_sign(&leaf, said.from.max(at(work.now_ms))) {
        return Err(SigningError::invalid("file", sentence));
    }
    if new.home == KeyHome::Server && means.device(&new.device).is_none() {
        return Err(SigningError::invalid("device", messages::DEVICE_UNKNOWN));
    }
    let holder = match &new.person {
        Some((_, name)) => name.clone(),
        None => new.unit_name.clone(),
    };
    if !new.is_confirmed && text::fold(&said.name) != text::fold(&holder) {
        return Err(SigningError::invalid(
            "is_confirmed",
            messages::other_name(&said.name, &holder),
        ));
    }
    let known: Option<String> = work
        .tx
        .opt(
            "SELECT holder FROM signing_certificate WHERE unit_id = $1 AND fingerprint = $2",
            args![&new.unit, &said.id],
        )
        .await?;
    if let Some(holder) = known {
        return Err(SigningError::invalid(
            "file",
            messages::certificate_known(&holder),
        ));
    }
    let above: Vec<String> = above
        .iter()
        .map(|one| STANDARD.encode(Described::of(one).der))
        .collect();
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO signing_certificate (unit_id, id, person_id, holder, certificate, above, fingerprint, name, subject,
               issuer, serial, valid_from, valid_to, scheme, key_home, device, added_by, added_at, ended_why)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, '')",
            args![
                &new.unit,
                id,
                new.person.as_ref().map(|(id, _)| *id),
                &holder,
                STANDARD.encode(&said.der),
                serde_json::to_string(&above).unwrap_or_default(),
                &said.id,
                &said.name,
                &said.subject,
                &said.issuer,
                &said.serial,
                ms(said.from),
                ms(said.until),
                scheme.id(),
                new.home.id(),
                &new.device,
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    work.note(
        "signing.certificate_added",
        "signing_certificate",
        id,
        &said.id,
    )
    .await?;
    Ok(id)
}

/// The one certificate that is of no authority, and the others.
fn sorted(chain: Vec<X509>) -> Result<(X509, Vec<X509>), SigningError> {
    let (above, mut own): (Vec<X509>, Vec<X509>) = chain
        .into_iter()
        .partition(|one| Described::of(one).is_authority);
    match (own.pop(), own.is_empty()) {
        (Some(leaf), true) => Ok((leaf, above)),
        (Some(_), false) => Err(SigningError::invalid("file", messages::SEVERAL_HOLDERS)),
        (None, _) => Err(SigningError::invalid("file", messages::ONLY_AUTHORITIES)),
    }
}

fn at(now_ms: i64) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_millis(now_ms).unwrap_or_default()
}
