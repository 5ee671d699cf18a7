//! Danh sách tin cậy: the authorities believed, as files of a folder, and what their revocation services said.

use crate::{
    key_software::certificates,
    path::{self, Purpose},
    revocation::Evidence,
};
use chrono::{DateTime, NaiveDate, Utc};
use der::Encode;
use std::{collections::BTreeMap, fs, path::Path};
use x509_cert::Certificate;

/// Why a trust folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// The folder or a file of it cannot be read.
    #[error("{0}: {1}")]
    Unreadable(String, String),
}

/// An authority believed, in its time.
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    pub certificate: Certificate,
    /// Believed for what was signed from this day on.
    pub from: Option<NaiveDate>,
    /// … and up to this day.
    pub to: Option<NaiveDate>,
}

/// Danh sách tin cậy.
#[derive(Debug, Clone, Default)]
pub struct TrustList {
    pub(crate) anchors: Vec<Anchor>,
    /// Revocation lists and answers that came with the list.
    pub evidence: Evidence,
}

impl TrustList {
    /// These authorities, without limit of time.
    pub fn of(certificates: Vec<Certificate>) -> Self {
        let anchors = certificates
            .into_iter()
            .map(|certificate| Anchor {
                certificate,
                from: None,
                to: None,
            })
            .collect();
        Self {
            anchors,
            evidence: Evidence::default(),
        }
    }

    /// Believes one more authority, for what was signed from one day to another (both included; none: without limit).
    pub fn add(
        &mut self,
        certificate: Certificate,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) {
        self.anchors.push(Anchor {
            certificate,
            from,
            to,
        });
    }

    /// Whether a certificate leads to an authority believed at this moment, through these authorities or directly.
    pub fn leads_to(
        &self,
        certificate: &Certificate,
        above: &[Certificate],
        at: DateTime<Utc>,
    ) -> bool {
        path::build(certificate, above, self, at, Purpose::Signing).is_ok()
    }

    /// A folder: certificates (`.crt`, `.cer`, `.pem`, `.der`), revocation lists (`.crl`), stored answers (`.ocsp`), and, where an
    /// authority is believed for a time only, `trust.csv` with `file,from,to` (days as 2026-05-20, empty for no limit).
    pub fn folder(folder: &Path) -> Result<Self, TrustError> {
        let unreadable = |path: &Path, fault: &dyn std::fmt::Display| {
            TrustError::Unreadable(path.display().to_string(), fault.to_string())
        };
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder).map_err(|fault| unreadable(folder, &fault))? {
            let path = entry.map_err(|fault| unreadable(folder, &fault))?.path();
            if path.is_file() {
                files.insert(
                    path.clone(),
                    fs::read(&path).map_err(|fault| unreadable(&path, &fault))?,
                );
            }
        }
        let times = files
            .iter()
            .find(|(path, _)| path.file_name().is_some_and(|name| name == "trust.csv"))
            .map(|(path, bytes)| {
                times(bytes).ok_or_else(|| unreadable(path, &"a line is not file,from,to"))
            })
            .transpose()?
            .unwrap_or_default();
        let mut list = Self::default();
        for (path, bytes) in &files {
            let kind = path
                .extension()
                .and_then(|kind| kind.to_str())
                .unwrap_or_default();
            match kind {
                "crt" | "cer" | "pem" | "der" => {
                    let name = path
                        .file_name()
                        .and_then(|name| name.to_str())
                        .unwrap_or_default();
                    let (from, to) = times.get(name).copied().unwrap_or_default();
                    for certificate in
                        certificates(bytes).map_err(|fault| unreadable(path, &fault))?
                    {
                        list.anchors.push(Anchor {
                            certificate,
                            from,
                            to,
                        });
                    }
                }
                "crl" if !list.evidence.add_crl(bytes) => {
                    return Err(unreadable(path, &"no revocation list"));
                }
                "ocsp" if !list.evidence.add_ocsp(bytes) => {
                    return Err(unreadable(path, &"no OCSP answer"));
                }
                _ => {}
            }
        }
        Ok(list)
    }

    /// Whether this very certificate is believed at this moment.
    pub(crate) fn believes(&self, certificate: &Certificate, at: DateTime<Utc>) -> bool {
        let day = at.date_naive();
        let der = certificate.to_der().ok();
        self.anchors.iter().any(|anchor| {
            anchor.certificate.to_der().ok() == der
                && anchor.from.is_none_or(|from| from <= day)
                && anchor.to.is_none_or(|to| day <= to)
        })
    }
}

type Times = BTreeMap<String, (Option<NaiveDate>, Option<NaiveDate>)>;

fn times(csv: &[u8]) -> Option<Times> {
    let text = std::str::from_utf8(csv).ok()?;
    let day = |cell: &str| match cell.trim() {
        "" => Some(None),
        day => day.parse().ok().map(Some),
    };
    let lines = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let [file, from, to] = cells.as_slice() else {
                return None;
            };
            Some((file.trim().to_owned(), (day(from)?, day(to)?)))
        })
        .collect()
}
