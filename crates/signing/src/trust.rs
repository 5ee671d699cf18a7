//! Danh sách tin cậy: the authorities believed, shipped (`data/trust.toml`) and added by the office, each in its time.

use std::sync::OnceLock;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::NaiveDate;
use db::{Sql, args};
use people::{Right, Work};
use serde::Deserialize;
use sign::{Described, TrustList};
use uuid::Uuid;

use crate::{SigningError, messages};

/// A row of the shipped list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shipped {
    /// As people call it.
    pub name: String,
    /// Who runs it.
    pub operator: String,
    /// Why it is in the list.
    pub source: String,
    /// PEM; none: still to be added by the office.
    pub certificate: Option<String>,
    /// Believed from this day.
    pub from: Option<toml::value::Datetime>,
    /// … to this day.
    pub to: Option<toml::value::Datetime>,
}

#[derive(Deserialize)]
struct File {
    authority: Vec<Shipped>,
}

/// The shipped list.
pub fn shipped() -> &'static [Shipped] {
    static LIST: OnceLock<Vec<Shipped>> = OnceLock::new();
    LIST.get_or_init(
        || match toml::from_str::<File>(include_str!("../data/trust.toml")) {
            Ok(file) => file.authority,
            Err(fault) => panic!("trust.toml this program was built with: {fault}"),
        },
    )
}

db::row! {
    /// Dòng do cơ quan thêm.
    pub struct Added {
        /// Its id.
        pub id: Uuid,
        /// authority, crl.
        pub kind: String,
        /// Whom it names.
        pub name: String,
        /// SHA-256.
        pub fingerprint: String,
        /// DER, base 64.
        pub content: String,
        /// Believed from this day.
        pub valid_from: Option<NaiveDate>,
        /// … to this day.
        pub valid_to: Option<NaiveDate>,
        /// Where it was had from.
        pub why: String,
        /// Who added it.
        pub added_by: Uuid,
        /// When.
        pub added_at: i64,
        /// When it was removed.
        pub removed_at: Option<i64>,
        /// Why.
        pub removed_why: String,
    }
}

/// What the office added, the newest first; removed lines after those in force.
pub async fn added(db: &impl Sql) -> Result<Vec<Added>, db::StorageError> {
    let sql = "SELECT * FROM signing_trust ORDER BY CASE WHEN removed_at IS NULL THEN 0 ELSE 1 END, added_at DESC, id";
    db.all(sql, args![]).await
}

/// Danh sách tin cậy as signatures are judged by it now.
pub async fn list(db: &impl Sql) -> Result<TrustList, SigningError> {
    let mut list = TrustList::default();
    for one in shipped() {
        let day = |day: &Option<toml::value::Datetime>| {
            day.as_ref().and_then(|day| day.to_string().parse().ok())
        };
        for certificate in
            sign::certificates(one.certificate.as_deref().unwrap_or_default().as_bytes())
                .unwrap_or_default()
        {
            list.add(certificate, day(&one.from), day(&one.to));
        }
    }
    let rows: Vec<Added> = db
        .all(
            "SELECT * FROM signing_trust WHERE removed_at IS NULL ORDER BY added_at, id",
            args![],
        )
        .await?;
    for row in rows {
        let broken = || SigningError::Broken(format!("signing_trust {}: unreadable", row.id));
        let der = STANDARD.decode(&row.content).map_err(|_| broken())?;
        match row.kind.as_str() {
            "crl" => {
                if !list.evidence.add_crl(&der) {
                    return Err(broken());
                }
            }
            _ => {
                for certificate in sign::certificates(&der).map_err(|_| broken())? {
                    list.add(certificate, row.valid_from, row.valid_to);
                }
            }
        }
    }
    Ok(list)
}

/// Dòng mới.
#[derive(Debug, Clone, Default)]
pub struct New {
    /// A certificate of an authority (PEM or DER), or a revocation list.
    pub file: Vec<u8>,
    /// Believed from this day.
    pub from: Option<NaiveDate>,
    /// … to this day.
    pub to: Option<NaiveDate>,
    /// Where it was had from, and who compared it.
    pub why: String,
}

/// Thêm vào danh sách tin cậy; returns whom it names.
pub async fn add(work: &Work, new: New) -> Result<String, SigningError> {
    work.require(Right::SigningTrustEdit, &work.actor.unit)
        .await?;
    let why = text::clean(&new.why);
    if why.is_empty() {
        return Err(SigningError::invalid("why", messages::WHY_TRUSTED_MISSING));
    }
    if new.from.zip(new.to).is_some_and(|(from, to)| to < from) {
        return Err(SigningError::invalid("to", messages::DAYS_TURNED));
    }
    let (kind, name, fingerprint, der) = read(&new.file)?;
    let known: Option<i64> = work
        .tx
        .opt(
            "SELECT added_at FROM signing_trust WHERE fingerprint = $1 AND removed_at IS NULL",
            args![&fingerprint],
        )
        .await?;
    if known.is_some() {
        return Err(SigningError::invalid("file", messages::TRUST_KNOWN));
    }
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO signing_trust (id, kind, name, fingerprint, content, valid_from, valid_to, why, added_by, added_at, removed_why)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')",
            args![
                id,
                kind,
                &name,
                &fingerprint,
                STANDARD.encode(der),
                new.from,
                new.to,
                &why,
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    work.note("signing.trust_added", "signing_trust", id, &fingerprint)
        .await?;
    Ok(name)
}

/// Kind, name, fingerprint and DER of what a file holds.
fn read(file: &[u8]) -> Result<(&'static str, String, String, Vec<u8>), SigningError> {
    let mut list = TrustList::default();
    if list.evidence.add_crl(file)
        && let Some(der) = list.evidence.crls.pop()
    {
        let name = sign::issuer_of_list(&der).unwrap_or_default();
        return Ok(("crl", name, files::FileId::of(&der).to_string(), der));
    }
    let all = sign::certificates(file).unwrap_or_default();
    match all.as_slice() {
        [] => Err(SigningError::invalid(
            "file",
            messages::NO_CERTIFICATE_IN_FILE,
        )),
        [one] => {
            let said = Described::of(one);
            match said.is_authority {
                true => Ok(("authority", said.name, said.id, said.der)),
                false => Err(SigningError::invalid("file", messages::NOT_AN_AUTHORITY)),
            }
        }
        _ => Err(SigningError::invalid(
            "file",
            messages::ONE_AUTHORITY_A_FILE,
        )),
    }
}

/// Bỏ khỏi danh sách: signatures judged from now on no longer lead there.
pub async fn remove(work: &Work, id: Uuid, why: &str) -> Result<(), SigningError> {
    work.require(Right::SigningTrustEdit, &work.actor.unit)
        .await?;
    let why = text::clean(why);
    if why.is_empty() {
        return Err(SigningError::invalid("why", messages::WHY_ENDED_MISSING));
    }
    let changed = work
        .tx
        .exec(
            "UPDATE signing_trust SET removed_at = $2, removed_by = $3, removed_why = $4 WHERE id = $1 AND removed_at IS NULL",
            args![id, work.now_ms, work.actor.person, &why],
        )
        .await?;
    if changed == 0 {
        return Err(people::WorkError::NotFound.into());
    }
    work.note("signing.trust_removed", "signing_trust", id, "")
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_shipped_list_is_read_and_believes_nobody_without_a_file() {
        assert!(!super::shipped().is_empty());
        for one in super::shipped() {
            if let Some(pem) = &one.certificate {
                let all = sign::certificates(pem.as_bytes()).unwrap();
                assert!(
                    all.iter().all(|one| sign::Described::of(one).is_authority),
                    "{}",
                    one.name
                );
            }
        }
    }
}
