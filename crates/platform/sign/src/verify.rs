//! Kiểm tra chữ ký số (TT 15/2025/TT-BKHCN Điều 6): a verdict for each signature; what is not proven is never called valid.

mod changes;
mod court;
mod found;
mod reach;
mod reason;

use crate::{
    cms::{self, Signed, without_padding},
    outside::{Addresses, Outside},
    pdf::{Object, PdfError, Revision},
    timestamp::Token,
    trust::TrustList,
};
pub use changes::Change;
use chrono::{DateTime, Utc};
use court::{Court, Store};
pub(crate) use found::{Found, certification, fields, found_in};
pub(crate) use reason::shown;
pub use reason::{Reason, Weight};
use serde::Serialize;

/// Kết luận.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Proven.
    Valid,
    /// Neither proven nor refuted.
    Indeterminate,
    /// Refuted.
    Invalid,
}

impl Verdict {
    /// For people.
    pub fn vi(self) -> &'static str {
        match self {
            Self::Valid => "Hợp lệ",
            Self::Indeterminate => "Chưa xác định",
            Self::Invalid => "Không hợp lệ",
        }
    }
}

/// What was found about one signature.
#[derive(Debug, Clone, Serialize)]
pub struct Signature {
    /// The verdict.
    pub verdict: Verdict,
    /// "signature", or "time_stamp" for a time stamp on the document.
    pub kind: &'static str,
    /// The level of PAdES reached: B-B, B-T, B-LT, B-LTA; nothing for what is not PAdES.
    pub level: Option<&'static str>,
    /// The signer's name in his certificate.
    pub signer: Option<String>,
    /// The whole subject of the certificate.
    pub subject: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Its number.
    pub serial: Option<String>,
    /// The field in the file.
    pub field: String,
    /// When: by a time stamp, else by the signer's word. ISO 8601 with +07:00.
    pub signed_at: Option<String>,
    /// Whether a believed time stamp proves the time.
    pub time_is_proven: bool,
    /// Whether nothing stands in the file after what was signed.
    pub covers_whole_file: bool,
    /// The way from the signer up to the authority believed.
    pub path: Vec<String>,
    /// Why, in sentences.
    pub reasons: Vec<String>,
    /// The same for programs.
    pub codes: Vec<&'static str>,
    /// SHA-256 of the signer's certificate, in hexadecimal.
    pub certificate: Option<String>,
    /// What happened to the file afterwards, in sentences.
    pub changes: Vec<String>,
}

/// Kết quả kiểm tra một tệp.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The worst of all; indeterminate when there is no signature.
    pub verdict: Verdict,
    /// About the file as a whole.
    pub reasons: Vec<String>,
    /// In the order in which they were made.
    pub signatures: Vec<Signature>,
}

/// By what a file is judged.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The authorities believed, and proofs at hand.
    pub trust: &'a TrustList,
    /// The moment of judging.
    pub at: DateTime<Utc>,
    /// Revocation services that may be asked where the file brings no proof.
    pub services: Option<(&'a dyn Outside, &'a Addresses)>,
}

/// Judges every signature of a file. A file that cannot be read is refused as a whole.
pub fn verify(file: &[u8], question: &Question) -> Report {
    match judge(file, question) {
        Ok(report) => report,
        Err(fault) => Report {
            verdict: Verdict::Invalid,
            reasons: vec![Reason::FileUnreadable(fault.to_string()).sentence()],
            signatures: Vec::new(),
        },
    }
}

/// Known of a signature before trust is asked.
struct Case<'f> {
    found: &'f Found,
    signed: Option<Signed>,
    faults: Vec<Reason>,
    changes: Vec<Change>,
}

fn judge(file: &[u8], question: &Question) -> Result<Report, PdfError> {
    let whole = Revision::open(file)?;
    let all = found_in(&whole)?;
    let mut cases = Vec::new();
    for found in &all {
        cases.push(Case::open(file, &whole, found));
    }
    let store = Store::of(&whole, question.trust)?;
    let mut signatures = Vec::new();
    // From the newest back: a believed time stamp proves that everything it covers was there at its time.
    let mut proven = question.at;
    let mut by_stamp = false;
    for case in cases.iter().rev() {
        let mut court = Court {
            question,
            store: &store,
            at: proven,
            by_stamp,
            faults: case.faults.clone(),
        };
        let signature = court.hear(case, file);
        if case.found.is_time_stamp && signature.verdict == Verdict::Valid {
            proven = court.at;
            by_stamp = true;
        }
        signatures.push(signature);
    }
    signatures.reverse();
    let verdict = signatures
        .iter()
        .map(|one| one.verdict)
        .max()
        .unwrap_or(Verdict::Indeterminate);
    let reasons = if signatures.is_empty() {
        vec!["Tệp chưa có chữ ký số.".to_owned()]
    } else {
        Vec::new()
    };
    Ok(Report {
        verdict,
        reasons,
        signatures,
    })
}

impl<'f> Case<'f> {
    fn open(file: &[u8], whole: &Revision, found: &'f Found) -> Self {
        let mut case = Self {
            found,
            signed: None,
            faults: Vec::new(),
            changes: Vec::new(),
        };
        if let Err(fault) = case.read(file, whole) {
            case.faults.push(fault);
        }
        case
    }

    fn read(&mut self, file: &[u8], whole: &Revision) -> Result<(), Reason> {
        let bytes = without_padding(&self.found.contents)?;
        let signed = self.signed.insert(Signed::parse(bytes)?);
        let parts = self.found.parts(file)?;
        let pades = self.found.dict.is("SubFilter", "ETSI.CAdES.detached");
        if self.found.is_time_stamp {
            Token::read(bytes, &parts)?;
        } else if pades || self.found.dict.is("SubFilter", "adbe.pkcs7.detached") {
            signed.check(cms::DATA, &parts, pades)?;
        } else {
            return Err(Reason::UnknownAlgorithm);
        }
        self.follow(file, whole)
    }

    /// The signed part must be a whole PDF that holds this very signature; then every saving after it is looked at.
    fn follow(&mut self, file: &[u8], whole: &Revision) -> Result<(), Reason> {
        let end = self.found.range.clone()?.end;
        let signed = Revision::open(&file[..end]).map_err(|_| Reason::SignedPartBroken)?;
        let then = signed
            .object(self.found.id)
            .map_err(|_| Reason::SignedPartBroken)?;
        let is_same = then.dict() == Some(&self.found.dict)
            && signed.place_of(self.found.id, "Contents")
                == whole.place_of(self.found.id, "Contents");
        if !is_same {
            return Err(Reason::SignatureReplaced);
        }
        let later = whole
            .sections
            .iter()
            .position(|section| section.at == signed.startxref());
        let later = later
            .ok_or_else(|| Reason::Changed("phần thêm vào không nối tiếp bản đã ký".into()))?;
        let broken = |_| Reason::Changed("phần thêm vào không đọc được".into());
        for i in (0..later).rev() {
            let old = Revision::at_section(file, whole.sections[i + 1].at).map_err(broken)?;
            let new = Revision::at_section(file, whole.sections[i].at).map_err(broken)?;
            let step = changes::between(&old, &new).map_err(broken)?;
            self.changes.extend(
                step.into_iter()
                    .filter(|change| !self.changes.contains(change))
                    .collect::<Vec<_>>(),
            );
        }
        let allowed = certification(&signed).map_err(|_| Reason::SignedPartBroken)?;
        let locks = |dict: &Object| {
            dict.dict()
                .is_some_and(|dict| dict.is("TransformMethod", "FieldMDP"))
        };
        let has_locks = self
            .found
            .dict
            .get("Reference")
            .and_then(Object::array)
            .unwrap_or_default()
            .iter()
            .any(|reference| {
                whole
                    .resolve(reference)
                    .is_ok_and(|reference| locks(&reference))
            });
        for change in &self.changes {
            match change {
                Change::Forbidden(what) => self.faults.push(Reason::Changed(what.clone())),
                Change::Signature(_) | Change::Filled(_) if allowed == Some(1) => {
                    self.faults.push(Reason::Changed(
                        "chữ ký chứng nhận không cho phép thay đổi gì thêm".into(),
                    ));
                }
                Change::Filled(field) if has_locks => {
                    self.faults.push(Reason::Changed(format!(
                        "ô “{field}” đã bị chữ ký khóa lại"
                    )));
                }
                _ => {}
            }
        }
        Ok(())
    }
}
