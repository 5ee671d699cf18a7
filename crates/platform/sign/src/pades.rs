//! Ký tệp PDF (ETSI EN 319 142, PAdES): prepare, let the key sign, finish; then stamp, store proofs, and seal with time.

mod dss;
mod field;
mod kept;

use crate::{
    algorithm, cms,
    key::{Key, KeyError, Scheme},
    mark::Mark,
    outside::{Addresses, Outside, OutsideError},
    pdf::{Increment, Object, PdfError, Revision, date, text},
    timestamp,
    trust::TrustList,
};
use chrono::{DateTime, FixedOffset, Utc};
use der::asn1::SetOfVec;
use field::{Placed, Slot};
pub use kept::KeptDraft;
use x509_cert::{Certificate, attr::Attribute};

/// How long a signature can be proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Signature and certificate.
    BB,
    /// With a time stamp.
    BT,
    /// With the proofs of certificates and revocation inside the file.
    BLT,
    /// With a time stamp over those proofs.
    BLTA,
}

impl Level {
    /// As the standard writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::BB => "B-B",
            Self::BT => "B-T",
            Self::BLT => "B-LT",
            Self::BLTA => "B-LTA",
        }
    }

    /// The level with this code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::BB, Self::BT, Self::BLT, Self::BLTA]
            .into_iter()
            .find(|level| level.code() == code)
    }
}

/// Chữ ký chứng nhận: what may still happen after a certifying signature (ISO 32000-1 §12.8.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// Nothing but proofs and time stamps.
    Nothing,
    /// Filling in forms and signing.
    FormsAndSignatures,
}

/// What is signed, by whom it says, and how it shows.
#[derive(Debug, Clone)]
pub struct Request {
    /// When: Vietnam's time, written into the signature.
    pub at: DateTime<FixedOffset>,
    /// The signer's name as shown by readers.
    pub name: Option<String>,
    /// Why: "Ký ban hành".
    pub reason: Option<String>,
    /// Where.
    pub location: Option<String>,
    /// The first signature may say what is allowed after it.
    pub certifies: Option<Allowed>,
    /// What shows on the page; nothing for a signature that only validators see.
    pub mark: Option<Mark>,
    /// The name in full of an empty signature field that is signed; none: a new field.
    pub field: Option<String>,
}

impl Request {
    /// A plain signature at this time.
    pub fn at(at: DateTime<FixedOffset>) -> Self {
        Self {
            at,
            name: None,
            reason: None,
            location: None,
            certifies: None,
            mark: None,
            field: None,
        }
    }
}

/// Services outside, asked from level B-T on.
#[derive(Clone, Copy)]
pub struct Services<'a> {
    /// The way out.
    pub outside: &'a dyn Outside,
    /// Who may be asked.
    pub addresses: &'a Addresses,
    /// The authorities up to which proofs are collected.
    pub trust: &'a TrustList,
}

/// Why nothing was signed: the file is then as it was.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    Pdf(#[from] PdfError),
    /// The key did not sign.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A service did not answer as needed.
    #[error(transparent)]
    Outside(#[from] OutsideError),
    /// An earlier signature allows no more.
    #[error("a certifying signature allows no further signature")]
    Closed,
    /// Only the first signature can certify.
    #[error("only the first signature can certify")]
    NotFirst,
    /// The certificate is not in its time, or not meant for signing: a sentence.
    #[error("the certificate may not sign now: {0}")]
    MayNotSign(String),
    /// The certificate was revoked.
    #[error("the certificate of {0} was revoked")]
    Revoked(String),
    /// No proof about a certificate could be had.
    #[error("no revocation proof for {0}")]
    NoProof(String),
    /// No way from the certificate to an authority of the trust list.
    #[error("{0} is not issued by an authority of the trust list")]
    NotTrusted(String),
    /// No service is configured for this level.
    #[error("no time-stamp authority is configured")]
    NoTimeStampAuthority,
    /// The mark cannot be drawn.
    #[error("the mark: {0}")]
    Mark(&'static str),
    /// No empty signature field of this name that could be signed.
    #[error("no empty signature field {0}")]
    NoSuchField(String),
    /// Something that should not happen.
    #[error("the signature could not be written: {0}")]
    Unwritten(String),
}

impl From<der::Error> for SignError {
    fn from(fault: der::Error) -> Self {
        Self::Unwritten(fault.to_string())
    }
}

impl SignError {
    /// What the person who signs is told.
    pub fn sentence(&self) -> String {
        match self {
            Self::Pdf(PdfError::Encrypted) => "Tệp PDF đang được bảo vệ bằng mật khẩu; hãy bỏ bảo vệ rồi ký.".into(),
            Self::Pdf(_) => "Không đọc được tệp PDF; hãy kết xuất lại văn bản rồi ký.".into(),
            Self::Key(fault) => fault.sentence().into(),
            Self::Outside(OutsideError::NotConfigured(who)) => {
                format!("Địa chỉ “{who}” chưa được cấu hình nên không hỏi được; hãy báo quản trị hệ thống.")
            }
            Self::Outside(_) => "Máy chủ dấu thời gian hoặc máy chủ kiểm tra thu hồi không trả lời; tệp chưa được ký, hãy thử lại sau.".into(),
            Self::Closed => "Văn bản đã có chữ ký chứng nhận không cho phép ký thêm.".into(),
            Self::NotFirst => "Chỉ chữ ký đầu tiên của văn bản mới có thể là chữ ký chứng nhận.".into(),
            Self::MayNotSign(why) => why.clone(),
            Self::Revoked(name) => format!("Chứng thư số “{name}” đã bị thu hồi nên không ký được."),
            Self::NoProof(name) => format!("Chưa lấy được bằng chứng tình trạng thu hồi của chứng thư số “{name}”; hãy thử lại sau."),
            Self::NotTrusted(name) => format!("Chứng thư số “{name}” không thuộc tổ chức nào trong danh sách tin cậy."),
            Self::NoTimeStampAuthority => "Chưa cấu hình máy chủ dấu thời gian; hãy báo quản trị hệ thống.".into(),
            Self::NoSuchField(name) => format!("Tệp không có ô chữ ký còn trống tên “{name}”; hãy kiểm tra lại tệp."),
            Self::Mark(_) => "Không vẽ được hình chữ ký; hãy dùng ảnh PNG nền trong suốt và kiểm tra vị trí trên trang.".into(),
            Self::Unwritten(_) => "Không ghi được chữ ký vào tệp; hãy báo quản trị hệ thống.".into(),
        }
    }
}

/// A signature in the making: all is written but the signature itself, so that the key may be anywhere.
pub struct Draft {
    appended: Vec<u8>,
    slot: Placed,
    chain: Vec<Certificate>,
    scheme: Scheme,
    attributes: SetOfVec<Attribute>,
}

/// Writes everything but the signature; `with_token` keeps room for a time stamp.
pub fn prepare(
    file: &[u8],
    chain: &[Certificate],
    scheme: Scheme,
    with_token: bool,
    request: &Request,
) -> Result<Draft, SignError> {
    let signer = chain
        .first()
        .ok_or_else(|| KeyError::Unusable("no certificate".into()))?;
    crate::certificate::may_sign(signer, request.at.to_utc()).map_err(SignError::MayNotSign)?;
    let base = Revision::open(file)?;
    let mut increment = Increment::after(&base);
    let mut entries = vec![
        ("Type", Object::name("Sig")),
        ("SubFilter", Object::name("ETSI.CAdES.detached")),
    ];
    entries.push(("M", date(request.at)));
    for (key, words) in [
        ("Name", &request.name),
        ("Reason", &request.reason),
        ("Location", &request.location),
    ] {
        if let Some(words) = words {
            entries.push((key, text(words)));
        }
    }
    let slot = Slot {
        entries,
        room: cms::room_for(chain, with_token),
        certifies: request.certifies,
        mark: request.mark.as_ref(),
        field: request.field.as_deref(),
    };
    let id = field::add(&mut increment, &slot)?;
    let written = increment.finish();
    let mut appended = written.bytes;
    let slot = slot.place(file.len(), &mut appended, written.places[&id.num])?;
    let hash = algorithm::digest_of(scheme).oid;
    let digest = algorithm::digest(hash, &slot.parts(file, &appended)).unwrap_or_default();
    let attributes = cms::signed_attributes(signer, &digest)?;
    Ok(Draft {
        appended,
        slot,
        chain: chain.to_vec(),
        scheme,
        attributes,
    })
}

impl Draft {
    /// What the key signs; a device that signs hashes takes [`Scheme::digest`] of it.
    pub fn message(&self) -> Result<Vec<u8>, SignError> {
        Ok(cms::message(&self.attributes)?)
    }

    /// Puts the signature in, with a time-stamp token on it if there is one, and gives what is to be appended to the file.
    pub fn finish(mut self, signature: &[u8], token: Option<&[u8]>) -> Result<Vec<u8>, SignError> {
        let der = cms::detached(&self.chain, self.scheme, self.attributes, signature, token)?;
        self.slot.fill(&mut self.appended, &der)?;
        Ok(self.appended)
    }
}

fn stamp(services: Services, parts: &[&[u8]]) -> Result<Vec<u8>, SignError> {
    let mut last = SignError::NoTimeStampAuthority;
    for address in &services.addresses.time_stamps {
        match timestamp::ask(services.outside, address, parts) {
            Ok(token) => return Ok(token),
            Err(fault) => last = fault.into(),
        }
    }
    Err(last)
}

/// Ký: appends a signature of this level to the file; on any fault the file is left as it was.
pub fn sign(
    file: &mut Vec<u8>,
    key: &dyn Key,
    request: &Request,
    level: Level,
    services: Option<Services>,
) -> Result<(), SignError> {
    let with_token = level > Level::BB;
    if with_token && services.is_none() {
        return Err(SignError::NoTimeStampAuthority);
    }
    let draft = prepare(file, key.chain(), key.scheme(), with_token, request)?;
    let signature = key.sign(&draft.message()?)?;
    complete(
        file,
        draft,
        &signature,
        level,
        services,
        request.at.to_utc(),
    )
}

/// Hoàn tất: a signature made elsewhere goes into the draft of `file`; then stamp and proofs as the level asks. On any fault the file is
/// left as it was. From level B-T on the draft must have been prepared with room for a time stamp.
pub fn complete(
    file: &mut Vec<u8>,
    draft: Draft,
    signature: &[u8],
    level: Level,
    services: Option<Services>,
    now: DateTime<Utc>,
) -> Result<(), SignError> {
    let before = file.len();
    let done = complete_and_extend(file, draft, signature, level, services, now);
    if done.is_err() {
        file.truncate(before);
    }
    done
}

fn complete_and_extend(
    file: &mut Vec<u8>,
    draft: Draft,
    signature: &[u8],
    level: Level,
    services: Option<Services>,
    now: DateTime<Utc>,
) -> Result<(), SignError> {
    let services = if level == Level::BB {
        None
    } else {
        Some(services.ok_or(SignError::NoTimeStampAuthority)?)
    };
    let token = services
        .map(|services| stamp(services, &[signature]))
        .transpose()?;
    let appended = draft.finish(signature, token.as_deref())?;
    file.extend_from_slice(&appended);
    match services {
        Some(services) if level > Level::BT => extend(file, level, services, now),
        _ => Ok(()),
    }
}

/// Nâng mức bảo quản: stores the proofs of every signature in the file (B-LT), and stamps the whole with time (B-LTA). Done again
/// later, before the last stamp runs out, it keeps the file provable.
pub fn extend(
    file: &mut Vec<u8>,
    level: Level,
    services: Services,
    now: DateTime<Utc>,
) -> Result<(), SignError> {
    let proofs = dss::write(file, services, now)?;
    file.extend_from_slice(&proofs);
    if level < Level::BLTA {
        return Ok(());
    }
    let base = Revision::open(file)?;
    let mut increment = Increment::after(&base);
    let entries = vec![
        ("Type", Object::name("DocTimeStamp")),
        ("SubFilter", Object::name("ETSI.RFC3161")),
    ];
    let slot = Slot {
        entries,
        room: 14_000,
        certifies: None,
        mark: None,
        field: None,
    };
    let id = field::add(&mut increment, &slot)?;
    let written = increment.finish();
    let mut appended = written.bytes;
    let slot = slot.place(file.len(), &mut appended, written.places[&id.num])?;
    let token = stamp(services, &slot.parts(file, &appended))?;
    slot.fill(&mut appended, &token)?;
    file.extend_from_slice(&appended);
    Ok(())
}
